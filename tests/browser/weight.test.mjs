// What a page weighs over the wire, compressed as hosts do it, and how many things it asks for.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Faults, launch, open, overPages } from "./browser.mjs";
import { PUBLIC, everyPage, oneOfEachKind, serve, textOf } from "./site.mjs";

const KIB = 1024;
const LIMITS = { median: 80 * KIB, heaviest: 200 * KIB, document: 400 * KIB, script: 40 * KIB, requests: 12 };
// The whole assessment with every drawing, which nobody asks for by the way: it has a limit of its own.
const isDocument = (address) => address.endsWith("/print/");

let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const wire = (body) => gzipSync(body, { level: 6 }).length;
const kib = (bytes) => `${(bytes / KIB).toFixed(1)} KiB`;

test("the median page, the heaviest page and all script are within their limits", async (t) => {
  const files = (await readdir(PUBLIC, { recursive: true })).filter((name) => /\.(css|js)$/.test(name));
  const sizes = await Promise.all(files.map(async (name) => [name, wire(await readFile(join(PUBLIC, name)))]));
  const sum = (ending) => sizes.filter(([name]) => name.endsWith(ending)).reduce((total, [, size]) => total + size, 0);
  const [script, style] = [sum(".js"), sum(".css")];
  const pages = [];
  // Every page is charged with the style sheets and all the modules, which is the most that it can ask for.
  for (const address of await everyPage()) pages.push([wire(await textOf(address)) + style + script, address]);
  pages.sort((a, b) => a[0] - b[0]);
  const [median] = pages[Math.floor(pages.length / 2)];
  const [heaviest, address] = pages.findLast(([, address]) => !isDocument(address));
  const [document] = pages.find(([, address]) => isDocument(address));
  t.diagnostic(`${pages.length} pages: median ${kib(median)}, heaviest ${kib(heaviest)} (${address}), document ${kib(document)}`);
  t.diagnostic(`script ${kib(script)}, style ${kib(style)}`);
  assert.ok(script > 0 && style > 0, "the site has a style sheet and script");
  assert.ok(median <= LIMITS.median, `median page ${kib(median)}`);
  assert.ok(heaviest <= LIMITS.heaviest, `${address} ${kib(heaviest)}`);
  assert.ok(document <= LIMITS.document, `document ${kib(document)}`);
  assert.ok(script <= LIMITS.script, `script ${kib(script)}`);
});

test("a page asks for few things, and for no more than was weighed", async (t) => {
  const faults = new Faults();
  let most = [0, ""];
  await overPages(browser, await oneOfEachKind(), {}, async (page, [kind, address]) => {
    const answers = [];
    const listen = (response) => answers.push(response);
    page.on("response", listen);
    await open(page, site.origin + address);
    page.off("response", listen);
    // Asked for again, since a browser may have let go of what it was answered.
    const bodies = await Promise.all(answers.map(async (answer) => wire(Buffer.from(await (await fetch(answer.url())).arrayBuffer()))));
    const weight = bodies.reduce((total, size) => total + size, 0);
    if (answers.length > most[0]) most = [answers.length, `${address} (${kind})`];
    if (answers.length > LIMITS.requests) faults.add(`more than ${LIMITS.requests} requests`, `${address} (${answers.length})`);
    const limit = isDocument(address) ? LIMITS.document : LIMITS.heaviest;
    if (weight > limit) faults.add(`heavier than ${kib(limit)}`, `${address} (${kib(weight)})`);
  });
  t.diagnostic(`most requests: ${most[0]} by ${most[1]}`);
  faults.assertNone();
});
