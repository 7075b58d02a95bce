// The directory of interventions and need beside provision: filtered by key, with script off, on a phone.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { followRequests, launch, open } from "./browser.mjs";
import { everyPage, serve } from "./site.mjs";

let site, browser, context, page, directory;

before(async () => {
  site = await serve();
  browser = await launch();
  directory = (await everyPage()).find((address) => address.endsWith("/interventions/"));
});

after(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await context.newPage();
  followRequests(page);
});

const status = () => page.locator(".choice [role=status]").textContent();
const rows = () => page.locator(".directory tbody tr:visible").count();

describe("the directory", () => {
  test("is filtered by what is chosen, says how many, and the address holds it", async () => {
    await open(page, `${site.origin}${directory}`);
    const all = await rows();
    assert.ok(all > 1);
    await page.getByLabel("Area", { exact: true }).selectOption("coventry");
    assert.equal(await rows(), all, "nothing changes before Show");
    await page.getByLabel("Level of prevention").selectOption("tertiary");
    await page.getByRole("button", { name: "Show" }).focus();
    await page.keyboard.press("Enter");
    const found = await rows();
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.match(await status(), new RegExp(`^${found} interventions? of ${all}: Coventry, tertiary\\.$`));
    assert.equal(new URL(page.url()).search, "?area=coventry&level=tertiary");
    for (const text of await page.locator(".directory tbody tr:visible [data-head=Areas]").allTextContents()) {
      assert.match(text, /Coventry|West Midlands/);
    }
    await page.goBack();
    assert.equal(await rows(), all);
    assert.equal(await status(), "");
    await page.goForward();
    assert.equal(await rows(), found);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await rows(), all);
  });

  test("opens as its address says, and names what it does not know", async () => {
    await open(page, `${site.origin}${directory}?need=-&area=atlantis`);
    assert.match(await status(), /Not found, and left out: atlantis\./);
    for (const text of await page.locator(".directory tbody tr:visible [data-head=Need]").allTextContents()) {
      assert.equal(text, "not stated");
    }
  });

  test("is whole without script", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(`${site.origin}${directory}?area=coventry`);
    assert.ok((await still.locator(".directory tbody tr:visible").count()) > 1);
    assert.equal(await still.locator("main select, main button").count(), 0);
    await plain.close();
  });
});

describe("need beside provision", () => {
  test("has a word and an outline for each gap, in the matrix and in the list", async () => {
    await open(page, `${site.origin}${directory}gaps/`);
    const cells = page.locator(".matrix td.missing");
    const count = await cells.count();
    assert.ok(count > 0);
    for (const text of await cells.allTextContents()) assert.match(text, /Gap: no service/);
    const outlines = await cells.evaluateAll((all) => all.map((cell) => getComputedStyle(cell).outlineStyle));
    assert.ok(outlines.every((style) => style === "solid"));
    assert.equal(await page.locator(".needs tr.missing").count(), count);
  });

  test("does not scroll sideways at 320 pixels, and the list is read without it", async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    for (const address of [directory, `${directory}gaps/`]) {
      await open(page, `${site.origin}${address}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, address);
    }
    const wide = await page.locator(".needs").evaluateAll((all) =>
      all.filter((table) => table.scrollWidth > table.parentElement.clientWidth).map((table) => table.caption.textContent),
    );
    assert.deepEqual(wide, []);
  });
});
