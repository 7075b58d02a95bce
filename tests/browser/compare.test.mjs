// Areas beside each other, as a reader gets there: by key alone from the home page, with script off, on a phone, on paper.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, followRequests, launch, open, settle } from "./browser.mjs";
import { everyPage, serve } from "./site.mjs";

let site, browser, context, page, grid, areas;

before(async () => {
  site = await serve();
  browser = await launch();
  grid = (await everyPage()).find((address) => address.endsWith("/compare/"));
  const list = await (await fetch(`${site.origin}${grid}areas.json`)).json();
  areas = list.groups.map((group) => group.areas);
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
const heads = () => page.locator(".chosen thead th").evaluateAll((cells) => cells.map((cell) => (cell.querySelector("a") ?? cell).textContent));
const chosen = () => page.locator(".choice select").evaluateAll((all) => all.map((select) => select.value));
const address = (...slugs) => `${site.origin}${grid}?areas=${slugs.join(",")}`;

// An address with areas, once something is said of them: the files of areas are asked for one after another.
async function openAreas(...slugs) {
  await open(page, address(...slugs));
  await said();
}

const said = () => page.locator(".choice [role=status]:not(:empty)").waitFor();

// Tab after Tab until what has the focus has this name.
async function tabTo(name) {
  for (let stops = 0; stops < 130; stops += 1) {
    await page.keyboard.press("Tab");
    const own = await page.evaluate(() => {
      const element = document.activeElement;
      return (element.labels?.[0] ?? element).textContent.trim();
    });
    if (own === name) return;
  }
  assert.fail(`the Tab key never comes to “${name}”`);
}

async function follow(name) {
  await tabTo(name);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await settle(page);
}

test("by key alone: home, areas, a profile, and that area beside two others", async () => {
  const [, [first, second, third]] = areas;
  await open(page, `${site.origin}${grid.replace("compare/", "")}`);
  await follow("All areas");
  await follow(first.name);
  await follow("Compare with another area");
  await said();
  assert.deepEqual(await chosen(), [first.slug, "", "", ""]);
  assert.match(await status(), new RegExp(`^Choose another area to set beside ${first.name}`));
  assert.equal(await page.locator(".chosen").isVisible(), false);

  await tabTo("Second area");
  await page.keyboard.type(second.name.slice(0, 5));
  await tabTo("Third area, if wanted");
  await page.keyboard.type(third.name.slice(0, 5));
  assert.deepEqual(await chosen(), [first.slug, second.slug, third.slug, ""]);
  assert.equal(await page.locator(".chosen").isVisible(), false, "nothing changes before Show is pressed");

  await tabTo("Show");
  await page.keyboard.press("Enter");
  await page.locator(".chosen table").waitFor();
  await settle(page);
  const count = await page.locator(".chosen tbody tr:not(.theme)").count();
  assert.ok(count > 1);
  assert.equal(await status(), `Comparing ${first.name}, ${second.name} and ${third.name}, ${count} indicators.`);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show", "the focus stays");
  assert.equal(page.url(), address(first.slug, second.slug, third.slug));
  assert.deepEqual(await heads(), ["Indicator", first.name, second.name, third.name, "Benchmark"]);

  await page.goBack();
  await page.locator(".chosen").waitFor({ state: "hidden" });
  assert.deepEqual(await chosen(), [first.slug, "", "", ""]);
  await page.goForward();
  await page.locator(".chosen table").waitFor();
  assert.deepEqual(await chosen(), [first.slug, second.slug, third.slug, ""]);
});

test("an address shows its areas, of one kind or of several, in the words of their profiles", async () => {
  const [, [authority], [ward]] = areas;
  await openAreas(authority.slug, ward.slug);
  assert.deepEqual(await heads(), ["Indicator", authority.name, ward.name, "Benchmark"]);
  const own = await page.locator(".chosen tbody tr:not(.theme)").evaluateAll((rows) =>
    rows.map((row) => [row.cells[0].querySelector("a").textContent, row.cells[1].querySelector("strong").textContent, row.cells[1].querySelector(".sign")?.textContent]),
  );
  assert.ok(own.length > 1);
  await page.goto(new URL(await page.locator(".chosen thead a").first().getAttribute("href"), page.url()).href);
  const profile = await page.locator("table.profile").first().locator("tbody tr:not(.theme)").evaluateAll((rows) =>
    rows.map((row) => [row.cells[0].querySelector("a").textContent, row.cells[1].querySelector("strong").textContent, row.cells[2].querySelector(".sign").textContent]),
  );
  for (const [name, value, word] of own) {
    const there = profile.find((row) => row[0] === name);
    assert.equal(value, there?.[1], name);
    if (word) assert.equal(word, there[2], name);
  }
});

test("more than four areas and names that nobody knows are said", async () => {
  const slugs = areas[1].slice(0, 5).map(({ slug }) => slug);
  await openAreas("no-such-place", ...slugs);
  assert.match(await status(), /Not found, and left out: no-such-place\./);
  assert.match(await status(), /At most four areas are compared: the first four of 5 are shown\./);
  assert.equal((await heads()).length, 6);
});

test("Show asks for a second area, and Clear goes back to all", async () => {
  const [, [first, second]] = areas;
  await open(page, site.origin + grid);
  await page.getByLabel("First area").waitFor();
  await page.getByLabel("First area").selectOption(first.slug);
  await page.getByLabel("Second area").selectOption(first.slug);
  await page.getByRole("button", { name: "Show" }).click();
  assert.equal(await status(), "Choose at least two areas, then press Show.");
  assert.equal(page.url(), site.origin + grid);
  await page.getByLabel("Second area").selectOption(second.slug);
  await page.getByRole("button", { name: "Show" }).click();
  await page.locator(".chosen table").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator(".chosen").waitFor({ state: "hidden" });
  assert.equal(page.url(), site.origin + grid);
  assert.deepEqual(await chosen(), ["", "", "", ""]);
});

test("the areas most like one are offered, and lead to the comparison", async () => {
  const [, [first]] = areas;
  await openAreas(first.slug);
  const offer = page.locator(".choice a").first();
  const name = await offer.textContent();
  await offer.click();
  await page.locator(".chosen table").waitFor();
  assert.deepEqual((await heads()).slice(1, 3), [first.name, name]);
});

describe("four areas beside each other", () => {
  const four = () => [...areas[1].slice(0, 2), ...[...areas[2]].sort((a, b) => b.name.length - a.name.length).slice(0, 2)].map(({ slug }) => slug);

  for (const width of [320, 768, 1280]) {
    test(`do not push the page sideways at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await openAreas(...four());
      await page.locator(".chosen table").waitFor();
      await drawn(page);
      const [wide, own] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.equal(wide, own);
    });
  }

  test("fit on paper that lies on its side, and stand there alone", async () => {
    await page.setViewportSize({ width: 1017, height: 700 });
    await openAreas(...four());
    await page.locator(".chosen table").waitFor();
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      form: document.querySelector(".choice").checkVisibility(),
      all: document.querySelector(".all").checkVisibility(),
      chosen: document.querySelector(".chosen table").checkVisibility(),
    }));
    assert.deepEqual(seen, { wide: 0, form: false, all: false, chosen: true });
  });
});

test("with script off there is the grid, whole, and no form", async () => {
  const bare = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  const still = await bare.newPage();
  await still.goto(address(areas[1][0].slug, areas[1][1].slug));
  const names = await still.locator(".grid thead a").evaluateAll((links) => links.map((link) => link.textContent));
  for (const { name } of areas[1]) assert.ok(names.includes(name), name);
  const words = await still.locator(".grid td").evaluateAll((cells) => cells.filter((cell) => !cell.innerText.trim()).length);
  assert.equal(words, 0, "no cell is empty");
  assert.equal(await still.locator("form, select, button").count(), 0);
  await bare.close();
});
