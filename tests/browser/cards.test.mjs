// What a page shows when its address is shared, and the pictures that readers take away.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Faults, launch, open, overPages } from "./browser.mjs";
import { PUBLIC, everyPage, isFramed, oneOfEachKind, serve, textOf } from "./site.mjs";

let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const meta = (html, name) => new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1];

/** The picture at an address as the browser decodes it. */
const decoded = (page, address) =>
  page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, address);

test("every page names a card that is there, and says what it shows", async (t) => {
  const faults = new Faults();
  const cards = new Set();
  for (const address of await everyPage()) {
    const html = await textOf(address);
    const card = meta(html, "og:image");
    const alternative = meta(html, "og:image:alt");
    if (!card?.startsWith("https://") || meta(html, "twitter:card") !== "summary_large_image") faults.add("no card", address);
    if (!(alternative?.length > 20)) faults.add("a card without words", address);
    if (card) cards.add(new URL(card).pathname);
  }
  for (const path of cards) {
    const bytes = await readFile(join(PUBLIC, path)).catch(() => null);
    if (!bytes) faults.add("no picture at the address of a card", path);
    else if (bytes.readUInt32BE(16) !== 1200 || bytes.readUInt32BE(20) !== 630) faults.add("a card of another size", path);
    else if (bytes.length > 300 * 1024) faults.add("a card over 300 KiB", path);
  }
  t.diagnostic(`${cards.size} cards`);
  faults.assertNone();
});

test("cards answer as pictures of 1200 by 630, and a browser can show them", async () => {
  const faults = new Faults();
  // A page for frames is no page that anybody shares.
  const shared = (await oneOfEachKind()).filter(([, address]) => !isFramed(address));
  await overPages(browser, shared, {}, async (page, [kind, address]) => {
    await open(page, site.origin + address);
    const card = await page.locator('meta[property="og:image"]').getAttribute("content");
    const own = site.origin + new URL(card).pathname;
    const answer = await page.request.get(own);
    if (answer.status() !== 200 || answer.headers()["content-type"] !== "image/png") faults.add("no picture", `${own} (${kind})`);
    const [width, height] = await decoded(page, own);
    if (width !== 1200 || height !== 630) faults.add("another size", `${own} (${width} by ${height})`);
  });
  faults.assertNone();
});

test("the page of a drawing offers it as a picture, with its kind and size", async () => {
  const faults = new Faults();
  const figures = (await oneOfEachKind()).filter(([kind]) => /^figure, (?!table|key)/.test(kind));
  assert.ok(figures.length > 3, "the site has drawings of several kinds");
  await overPages(browser, figures, {}, async (page, [kind, address]) => {
    await open(page, site.origin + address);
    const link = page.locator(".downloads a", { hasText: "PNG" });
    const words = await link.locator("..").textContent();
    if (!/PNG, a picture of .* \d+ KB/.test(words)) faults.add("no size", `${address}: ${words}`);
    const [width, height] = await decoded(page, await link.evaluate((element) => element.href));
    if (width > 1520 || width < 400 || height < 400) faults.add("another size", `${address} (${kind}: ${width} by ${height})`);
  });
  faults.assertNone();
});
