// The explorer and maps of several periods: by key, with script off, with addresses nobody wrote, on a phone, on paper.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { followRequests, launch, open, settle } from "./browser.mjs";
import { PUBLIC, everyPage, serve, textOf } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let site, browser, context, page, explorer, list;

before(async () => {
  site = await serve();
  browser = await launch();
  explorer = (await everyPage()).find((address) => address.endsWith("/explore/"));
  list = await (await fetch(`${site.origin}${explorer}indicators.json`)).json();
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

const every = () => list.themes.flatMap(({ indicators }) => indicators);
const placed = async (id) => (await fetch(`${site.origin}${explorer}${id}/placed.json`)).json();
const status = () => page.locator(".choice [role=status]").textContent();
const said = () => page.locator(".choice [role=status]:not(:empty)").waitFor();
const heads = () => page.locator("#view table thead th").allTextContents();

async function openView(id, query = "") {
  await open(page, `${site.origin}${explorer}${id}/${query}`);
  if (query) await said();
  else await page.locator("#view").waitFor();
  await settle(page);
}

// An indicator of which this is so, with its values.
async function find(test) {
  for (const { id } of every()) {
    const data = await placed(id);
    if (test(data)) return { id, data };
  }
  assert.fail("no indicator of the site is of this kind");
}

const ofLevel = (data, level) => data.areas.filter((area) => area.level === level);
const withTwo = (data) => data.levels.some((_, level) => ofLevel(data, level).filter(({ at }) => at.at(-1) !== null).length > 2) && data.periods.length > 2;

describe("the explorer", () => {
  test("by key alone: two areas as lines, and back", async () => {
    const { id, data } = await find(withTwo);
    const level = data.levels.findIndex((_, at) => ofLevel(data, at).length > 2);
    const [first, second] = ofLevel(data, level);
    await openView(id);
    await page.locator("#explore-area-1").focus();
    await page.locator("#explore-area-1").selectOption(first.slug);
    await page.locator("#explore-area-2").selectOption(second.slug);
    await page.locator("#explore-show").selectOption("line");
    const before = await page.locator("#view-finding").textContent();
    assert.equal(await page.locator("#view-finding").textContent(), before, "nothing changes before Show is pressed");
    await page.locator(".choice button[type=submit]").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/areas=/);
    await said();
    assert.equal(new URL(page.url()).search, `?areas=${first.slug},${second.slug}&show=line`);
    assert.ok((await status()).startsWith(`Showing ${first.name} and ${second.name}.`));
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show", "the focus stays");
    assert.deepEqual(await heads(), ["Period", first.name, second.name]);
    assert.ok((await page.locator("#view .chart.wide .mark").count()) >= data.periods.length);
    await page.locator("#view-slider").focus();
    await page.keyboard.press("Home");
    assert.ok((await page.locator("#view output").textContent()).startsWith(`${data.periods[0].text}: ${first.name} `));
    await page.goBack();
    await page.waitForFunction(() => location.search === "");
  });

  test("every way to show says the printed numbers and no other", async () => {
    const { id, data } = await find((data) => withTwo(data) && data.areas.some(({ inks }) => /[1-5]/.test(inks)));
    const level = data.levels.findIndex((_, at) => ofLevel(data, at).filter(({ at }) => at.at(-1) !== null).length > 2);
    const printed = new Set(data.areas.flatMap(({ text }) => text));
    for (const show of ["bars", "map", "table"]) {
      await openView(id, `?areas=all.${data.levels[level].id}&show=${show}`);
      const cells = await page.locator("#view tbody td:not(.text)").allTextContents();
      assert.ok(cells.length >= ofLevel(data, level).length, show);
      assert.deepEqual(cells.filter((text) => !printed.has(text)), [], show);
      assert.ok(await page.locator("#view .citation").evaluate((node) => node.textContent.includes("areas=all.")), show);
    }
  });

  test("a withheld or missing value has no place and no length", async () => {
    for (const { id } of every()) {
      const data = await placed(id);
      for (const area of data.areas) {
        area.text.forEach((text, index) => {
          const none = text.startsWith("[");
          assert.equal(area.at[index] === null, none, `${id} ${area.slug}`);
          assert.equal(area.inks[index] === "x", none, `${id} ${area.slug}`);
          if (none && area.limits.length > 0) assert.equal(area.limits[index], null, `${id} ${area.slug}`);
        });
      }
    }
  });

  test("two indicators against each other, and who has no place is named", async () => {
    const { id, data } = await find(withTwo);
    const level = data.levels.findIndex((_, at) => ofLevel(data, at).length > 2);
    let other = null;
    for (const candidate of every().filter((one) => one.id !== id)) {
      const theirs = await placed(candidate.id);
      if (theirs.levels.some((one) => one.id === data.levels[level].id)) {
        other = candidate;
        break;
      }
    }
    await openView(id, `?areas=all.${data.levels[level].id}&against=${other.id}`);
    assert.equal(await page.locator("#view .chart.wide").getAttribute("data-axis"), "both");
    assert.match(await status(), /shown as dots/);
    assert.equal((await heads()).length, 3);
    const both = await page.locator("#view tbody tr").evaluateAll((rows) => rows.filter((row) => ![...row.cells].some((cell) => cell.textContent.startsWith("["))).length);
    assert.ok(both > 0);
    assert.equal(await page.locator("#view .chart.wide .mark > :is(circle, path)").count(), both);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#view .chart:visible").count() > 0, "the view is printed");
    assert.match(await page.locator("#view .summary").textContent(), /do not show that one causes the other/);
  });

  test("groups are shown of one area", async () => {
    const { id, data } = await find((data) => data.by.length > 0);
    const by = data.by[0];
    const area = data.areas[Number(Object.keys(by.areas)[0])];
    await openView(id, `?areas=${area.slug}&by=${encodeURIComponent(by.id)}&show=bars`);
    assert.deepEqual(await page.locator("#view tbody th").allTextContents(), by.groups);
  });

  test("words of an address that nobody knows are said, and what is known is shown", async () => {
    const { id, data } = await find(withTwo);
    const area = data.areas[0];
    await openView(id, `?areas=${area.slug},no-such-place&from=1066&show=pie&by=shoes&against=nothing`);
    const words = await status();
    for (const part of [/Not found here, and left out: no-such-place/, /no period “1066”/, /called “pie”/, /no groups called “shoes”/, /no other indicator “nothing”/]) assert.match(words, part);
    assert.equal(await page.locator("#view").count(), 1);
    await openView(id, "?areas=%3Cb%3E");
    assert.match(await status(), /left out: <b>/);
    assert.equal(await page.locator("#view").count(), 0);
  });

  test("an address without areas has the usual ones, and words of another stay in it", async () => {
    const { id } = await find(withTwo);
    await openView(id, "?pack=VI-F1&show=table");
    assert.equal(await page.locator("#view .chart").count(), 0, "what is asked for is shown");
    assert.ok((await page.locator("#view tbody tr").count()) > 1);
    assert.ok(!(await page.locator("#view .citation").textContent()).includes("pack="));
    await page.locator(".choice button[type=submit]").click();
    await page.waitForURL(/areas=/);
    assert.match(new URL(page.url()).search, /^\?pack=VI-F1&areas=.*&show=table$/);
    const links = await page.locator("footer a[href*='pack='], header a[href*='pack=']").count();
    assert.ok(links > 0, "links carry the pack");
    await page.locator(".choice button[type=reset]").click();
    await page.waitForFunction(() => location.search === "?pack=VI-F1");
    assert.equal(await page.locator("#view").count(), 1);
    await page.goto(`${site.origin}${explorer}${id}/?areas=no-such-place`);
    await said();
    assert.equal(await page.locator(".choice a[href='#view-finding']").count(), 0, "no way to a view that is not there");
  });

  test("numbers never rise down a table of areas, and no sign is read out", async () => {
    for (const { id } of every().slice(0, 12)) {
      const data = await placed(id);
      for (const [level, { id: kind }] of data.levels.entries()) {
        if (ofLevel(data, level).length < 2) continue;
        await openView(id, `?areas=all.${kind}&show=table`);
        const numbers = await page.locator("#view tbody tr").evaluateAll((rows) => rows.map((row) => row.cells[1].textContent).filter((text) => !text.startsWith("[")).map((text) => Number.parseFloat(text.replaceAll(",", "").replace("−", "-"))));
        assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a), `${id} ${kind}`);
        const words = await page.locator("#view tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.words));
        assert.deepEqual(words.filter((one) => /\[\w+\]/.test(one)), [], `${id} ${kind}`);
      }
    }
  });

  test("the address of an indicator leads to its page, and one that nobody knows is said", async () => {
    const { id, data } = await find(withTwo);
    await page.goto(`${site.origin}${explorer}?ind=${id}&areas=${data.areas[0].slug}`);
    await page.waitForURL(`**/${id}/?areas=*`);
    await open(page, `${site.origin}${explorer}?ind=no-such`);
    await said();
    assert.match(await status(), /no indicator “no-such”/);
  });

  test("files that cannot be read are said", async () => {
    const { id } = await find(withTwo);
    await page.route("**/placed.json", (route) => route.abort());
    await open(page, `${site.origin}${explorer}${id}/`);
    await page.locator("[role=status]:not(:empty)").first().waitFor();
    assert.match(await page.locator("[role=status]:not(:empty)").first().textContent(), /could not be read/);
    assert.ok((await page.locator("#choose").boundingBox()).height < 400, "no room is kept for what does not come");
  });

  test("with script off every number is in tables, and no control stands idle", async () => {
    const { id, data } = await find(withTwo);
    const off = await browser.newContext({ javaScriptEnabled: false });
    const still = await off.newPage();
    await still.goto(`${site.origin}${explorer}${id}/?areas=all.x`);
    assert.equal(await still.locator("select, input, main button").count(), 0);
    const cells = await still.locator(".all td").evaluateAll((all) => all.map((cell) => cell.textContent));
    for (const area of data.areas) assert.ok(area.text.every((text) => cells.includes(text)), area.slug);
    await still.goto(`${site.origin}${explorer}`);
    assert.equal(await still.locator(".theme a").count(), every().length);
    await off.close();
  });

  test("what a view fetches is light", async () => {
    for (const { id } of every()) {
      const [html, data] = await Promise.all([textOf(`${explorer}${id}/`), readFile(join(PUBLIC, `${explorer}${id}/placed.json`))]);
      const bytes = gzipSync(html).length + gzipSync(data).length;
      assert.ok(bytes < 120 * 1024, `${id}: ${bytes} bytes`);
    }
  });

  test("no view has an axe violation, in light or dark, and the Tab key is soon through", async () => {
    const { id, data } = await find((data) => withTwo(data) && data.areas.some(({ inks }) => /[1-5]/.test(inks)));
    const level = data.levels.findIndex((_, at) => ofLevel(data, at).filter(({ at }) => at.at(-1) !== null).length > 2);
    const [all, [first, second]] = [`all.${data.levels[level].id}`, ofLevel(data, level)];
    const other = every().find((one) => one.id !== id).id;
    for (const query of ["", `?areas=${all}&show=map`, `?areas=${first.slug},${second.slug}&show=line`, `?areas=${all}&against=${other}`]) {
      for (const [colorScheme, width] of [["light", 320], ["dark", 1280]]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await openView(id, query);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        await page.evaluate(AXE);
        const found = await page.evaluate(async () => {
          const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], elementRef: false });
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
        });
        assert.deepEqual(found, [], `${query} ${colorScheme}`);
        const stops = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((one) => one.checkVisibility()).length);
        assert.ok(stops <= 120, `${query}: ${stops} stops`);
      }
    }
  });

  test("nothing reaches over the edge at 320 px", async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    const { id, data } = await find(withTwo);
    const level = data.levels.findIndex((_, at) => ofLevel(data, at).length > 2);
    for (const query of ["", `?areas=all.${data.levels[level].id}&show=map`, `?areas=${data.areas[0].slug}&show=line`, `?areas=${data.areas[0].slug}&show=table`]) {
      await openView(id, query);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${query}: ${wide}`);
    }
  });
});

describe("a map of several periods", () => {
  let address, ids;

  before(async () => {
    for (const own of await everyPage()) {
      const html = await textOf(own);
      if (!own.includes("/f/") && (html.match(/data-module="period"/g) ?? []).length === 1) {
        address = `${site.origin}${own}`;
        ids = [...html.matchAll(/<li data-period="([^"]+)"/g)].map(([, id]) => id);
        break;
      }
    }
    assert.ok(address, "no page has one map of several periods");
  });

  const inks = () => page.locator(".period-slot + .plot .chart.wide .mark[data-inks]").evaluateAll((all) => all.map((mark) => [mark.dataset.inks, mark.querySelector(".shape").getAttribute("class")]));

  test("by key: the drawing, the list, the words and the address follow", async () => {
    await open(page, address);
    const slider = page.locator(".period-slot input");
    await slider.waitFor();
    const figure = page.locator("figure:has(.period-slot)");
    await slider.focus();
    await page.keyboard.press("Home");
    assert.equal(new URL(page.url()).searchParams.get("period"), ids[0]);
    for (const [letters, className] of await inks()) {
      assert.equal(className, letters[0] === "x" ? "shape no-data" : `shape class-${letters[0]}`);
    }
    const first = await figure.locator(".each li p").first().textContent();
    assert.equal(await slider.getAttribute("aria-valuetext"), first);
    assert.equal(await figure.locator(".chart.wide text.period").textContent(), first);
    const values = await figure.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.cells[1].textContent.trim()).sort());
    assert.deepEqual(await figure.locator(".period-list strong").evaluateAll((all) => all.map((one) => one.textContent).sort()), values);
    await page.keyboard.press("End");
    assert.equal(new URL(page.url()).searchParams.get("period"), null, "the latest is the address without a word");
  });

  test("has no axe violation with every disclosure open", async () => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await open(page, address);
      await page.locator(".period-slot input").waitFor();
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], elementRef: false });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      });
      assert.deepEqual(found, [], colorScheme);
    }
  });

  test("an address holds a period, and one that nobody knows is said", async () => {
    await open(page, `${address}?period=${ids[0]}`);
    await page.locator(".period-slot input").waitFor();
    assert.equal(await page.locator(".period-slot input").inputValue(), "0");
    await open(page, `${address}?period=1066`);
    await page.locator(".period-slot [role=status]:not(:empty)").waitFor();
    assert.match(await page.locator(".period-slot [role=status]").textContent(), /no period “1066”: the latest is shown/);
  });

  test("with script off each period has its own drawing and its column", async () => {
    const off = await browser.newContext({ javaScriptEnabled: false });
    const still = await off.newPage();
    await still.goto(address);
    const figure = still.locator("figure:has(.period-slot)");
    assert.equal(await figure.locator(".each svg").count(), ids.length);
    assert.equal(await figure.locator("thead th").count(), ids.length + 1);
    assert.equal(await figure.locator("input").count(), 0);
    await off.close();
  });
});
