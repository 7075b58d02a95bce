// What script adds, used as a reader uses it: by key, by pointer, and as a screen reader is told of it.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { drawn, followRequests, launch, open } from "./browser.mjs";
import { everyPage, kindOf, serve, textOf } from "./site.mjs";

let site, browser, context, page, first;

before(async () => {
  site = await serve();
  browser = await launch();
  first = await firstOfKind();
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

async function firstOfKind() {
  const found = {};
  for (const address of await everyPage()) found[kindOf(address, await textOf(address))] ??= address;
  return found;
}

async function go(kind) {
  assert.ok(first[kind], `the site has no page of the kind “${kind}”`);
  await open(page, site.origin + first[kind]);
}

const wordsOfRows = () =>
  page.locator("tr[data-step]").evaluateAll((rows) => rows.sort((a, b) => a.dataset.step - b.dataset.step).map((row) => row.dataset.words));

for (const chart of ["line", "bar", "map"]) {
  describe(`the reading slider of a ${chart} chart`, () => {
    let slider, output, words;

    beforeEach(async () => {
      await go(`figure, ${chart}`);
      slider = page.locator(".slider input[type=range]");
      output = page.locator(".slider output");
      words = await wordsOfRows();
    });

    test("has a name and is reached by Tab once", async () => {
      assert.equal(await slider.count(), 1);
      const name = await page.locator(".slider label").textContent();
      assert.match(name, /^Read the values of /);
      assert.equal(await slider.evaluate((input) => input.labels[0].textContent), name);
      assert.equal(await slider.evaluate((input) => input.tabIndex), 0);
    });

    test("reads each row by arrows, Home and End, seen and spoken alike", async () => {
      await slider.focus();
      const read = async (key, step) => {
        await page.keyboard.press(key);
        assert.equal(await output.textContent(), words[step], `after ${key}`);
        assert.equal(await slider.getAttribute("aria-valuetext"), words[step], `after ${key}`);
        const current = await page.locator("svg.chart.wide .mark.current").evaluateAll((marks) => marks.map((mark) => mark.dataset.step));
        assert.ok(current.length > 0 && current.every((at) => at === String(step)), `marks ${current} for row ${step}`);
      };
      const last = words.length - 1;
      if ((await slider.inputValue()) === String(last)) {
        await read("Home", 0);
        await read("End", last);
        await read("ArrowLeft", last - 1);
        await read("Home", 0);
      } else {
        await read("End", last);
        await read("ArrowLeft", last - 1);
        await read("Home", 0);
      }
      await read("ArrowRight", 1);
      await read("ArrowUp", 2);
      await read("ArrowDown", 1);
    });

    test("follows the pointer over the drawing", async () => {
      const marks = page.locator("svg.chart.wide .mark[data-step]");
      for (const index of [0, (await marks.count()) - 1]) {
        const mark = marks.nth(index);
        const step = Number(await mark.getAttribute("data-step"));
        const { x, y } = await pointIn(mark);
        await page.mouse.move(x, y);
        assert.equal(await output.textContent(), words[step]);
        assert.equal(await slider.inputValue(), String(step));
      }
    });
  });
}

// A point of the screen where the mark itself is met: the middle of a box may lie in a bay of the shape.
function pointIn(mark) {
  return mark.evaluate((element) => {
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    for (const down of [0.5, 0.3, 0.7, 0.1, 0.9]) {
      for (const along of [0.5, 0.3, 0.7, 0.1, 0.9]) {
        const point = { x: box.left + along * box.width, y: box.top + down * box.height };
        const met = document.elementFromPoint(point.x, point.y)?.closest(".mark[data-step]");
        if (met === element) return point;
      }
    }
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  });
}

test("a click on the map opens the profile of the area under it", async () => {
  await go("figure, map");
  const mark = page.locator("svg.chart.wide .mark[data-step]").nth(2);
  const step = await mark.getAttribute("data-step");
  const href = await page.locator(`tr[data-step="${step}"] th a`).evaluate((link) => link.href);
  assert.match(href, /\/areas\/[a-z-]+\/$/);
  const { x, y } = await pointIn(mark);
  await page.mouse.click(x, y);
  await page.waitForURL(href);
  await page.goBack();
  assert.ok(page.url().endsWith(first["figure, map"]), "Back returns to the map");
});

for (const press of ["click", "Enter", "Space"]) {
  test(`a table is sorted by its header buttons (${press})`, async () => {
    await go("areas");
    const region = page.locator("section.scroll:has(table[data-sortable])").first();
    const header = region.locator("thead th.number").first();
    const button = header.getByRole("button");
    const values = () => region.locator("tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.cells[1].dataset.sort ?? "NaN")));
    const status = page.locator("section.scroll:has(table[data-sortable]) + [role=status]").first();
    const use = async () => (press === "click" ? button.click() : (await button.focus(), await page.keyboard.press(press)));

    const before = await values();
    assert.equal(await header.getAttribute("aria-sort"), null);
    await use();
    assert.equal(await header.getAttribute("aria-sort"), "descending");
    assert.deepEqual(await values(), [...before].sort((a, b) => b - a));
    assert.match(await status.textContent(), /^sorted by .+, highest first$/i);
    await use();
    assert.equal(await header.getAttribute("aria-sort"), "ascending");
    assert.deepEqual(await values(), [...before].sort((a, b) => a - b));
    assert.match(await status.textContent(), /lowest first$/);

    const name = region.locator("thead th").first();
    await name.getByRole("button").click();
    assert.equal(await name.getAttribute("aria-sort"), "ascending");
    assert.equal(await header.getAttribute("aria-sort"), null, "only one column says that it is sorted");
    const names = await region.locator("tbody th").allTextContents();
    assert.deepEqual(names, [...names].sort(new Intl.Collator("en-GB").compare));
    assert.equal(await button.evaluate((element) => document.contains(element)), true);
  });
}

test("“Find your area” leaves the areas that match and says how many", async () => {
  await go("areas");
  const box = page.getByLabel("Name of an area");
  const status = page.locator(".filter [role=status]");
  const rows = page.locator("[data-module=filter] tbody tr");
  const all = await rows.count();
  const name = await page.locator("[data-module=filter] details tbody th").last().textContent();
  const visible = () => rows.evaluateAll((list) => list.filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent.trim()));
  const atFirst = await visible();

  await box.fill(name.toUpperCase());
  const shown = await visible();
  assert.ok(shown.length >= 1 && shown.length < all, `${shown.length} of ${all} shown`);
  assert.ok(shown.every((one) => one.toLowerCase().includes(name.trim().toLowerCase())), shown.join(", "));
  assert.equal(await status.textContent(), shown.length === 1 ? "1 area matches" : `${shown.length} areas match`);

  await box.fill("no such place");
  assert.deepEqual(await visible(), []);
  assert.equal(await status.textContent(), "0 areas match");

  await box.press("Escape");
  assert.equal(await box.inputValue(), "");
  assert.deepEqual(await visible(), atFirst);
  assert.equal(await status.textContent(), "");
});

test("a citation is copied as it is written, and that is said", async () => {
  await go("figure, line");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cite = page.locator("main section [data-module=cite]").first();
  await cite.getByRole("button", { name: "Copy citation" }).click();
  await cite.getByText("Citation copied").waitFor();
  assert.equal(await cite.locator("[role=status]").textContent(), "Citation copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await cite.locator(".citation").textContent()).trim());
});

test("a slider is where its drawing is read, at 320 px too", async () => {
  await go("figure, line");
  await page.setViewportSize({ width: 320, height: 800 });
  await drawn(page);
  const inside = await page.locator(".slider input").evaluate((input) => {
    const own = input.getBoundingClientRect();
    const plot = input.closest("figure").querySelector(".plot").getBoundingClientRect();
    return own.left >= plot.left - 10 && own.right <= plot.right + 10 && own.height >= 24;
  });
  assert.ok(inside, "the slider reaches past its plot, or is lower than 24 px");
});
