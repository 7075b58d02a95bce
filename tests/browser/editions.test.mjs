// Pages of past editions say so and lead on, from a file beside them; pages of the newest say nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { serve, textOf } from "./site.mjs";

let host;
let browser;

before(async () => {
  host = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await host?.close();
});

test("each edition says whether there is a newer one, and its link answers", async () => {
  const { editions } = JSON.parse(await textOf("/editions.json"));
  for (const { edition, label, address } of editions) {
    const { newest } = JSON.parse(await textOf(`/editions/${edition}.json`));
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    const faults = [];
    page.on("pageerror", (fault) => faults.push(fault.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`${host.origin}/${address}`, { waitUntil: "networkidle" });
    const note = page.locator(".newer");
    if (newest.edition === edition) {
      assert.equal(await note.count(), 0, `${address} is the newest, and says that it is not`);
    } else {
      assert.match(await note.innerText(), new RegExp(`This is the ${label}`));
      const to = await note.locator("a").first().getAttribute("href");
      const answer = await page.request.get(new URL(to, page.url()).href);
      assert.equal(answer.status(), 200, `${to} does not answer`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("without script each page of an edition leads to the list of all", async () => {
  const { editions } = JSON.parse(await textOf("/editions.json"));
  for (const { edition, address } of editions) {
    const html = await textOf(`/${address}`);
    assert.ok(html.includes(`editions/#edition-${edition}">Is there a newer edition?</a>`), address);
  }
  assert.ok((await textOf("/editions/")).includes(`id="edition-${editions[0].edition}"`));
});
