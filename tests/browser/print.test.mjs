// On paper: a profile fits on four pages of A4, the summary on two, and what is folded away on a screen is there.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { Faults, launch, overPages } from "./browser.mjs";
import { everyPage, kindOf, oneOfEachKind, serve, textOf } from "./site.mjs";

const PROFILE_PAGES = 4;
const SUMMARY_PAGES = 2;

let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function pagesOnPaper(page) {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0;
}

// Every profile of an area that holds others, and the longest of those that hold none.
async function profiles() {
  const found = [];
  for (const address of await everyPage()) {
    if (kindOf(address, await textOf(address)) === "profile, large") found.push(address);
  }
  return [...found, ...(await longestProfiles()).filter((address) => !found.includes(address))];
}

async function longestProfiles() {
  return (await oneOfEachKind()).filter(([kind]) => kind.startsWith("profile")).map(([, address]) => address);
}

for (const [javaScriptEnabled, which] of [[true, profiles], [false, longestProfiles]]) {
  test(`a profile prints on at most ${PROFILE_PAGES} pages, script ${javaScriptEnabled ? "on" : "off"}`, async (t) => {
    const addresses = await which();
    assert.ok(addresses.length > 1, "profiles were found");
    const faults = new Faults();
    const counts = [];
    await overPages(browser, addresses, { javaScriptEnabled }, async (page, address) => {
      await page.goto(site.origin + address);
      const count = await pagesOnPaper(page);
      counts.push(`${count} ${address}`);
      if (count < 1 || count > PROFILE_PAGES) faults.add(`more than ${PROFILE_PAGES} pages`, `${address}: ${count}`);
    }, 2);
    t.diagnostic(counts.sort().join(", "));
    faults.assertNone();
  });
}

test(`the summary prints on at most ${SUMMARY_PAGES} pages`, async () => {
  const address = (await everyPage()).find((page) => page.endsWith("/summary/"));
  const page = await browser.newPage();
  await page.goto(site.origin + address);
  const count = await pagesOnPaper(page);
  await page.close();
  assert.ok(count >= 1 && count <= SUMMARY_PAGES, `${count} pages`);
});

test("the whole assessment becomes a PDF with tags, an outline and words for every drawing", async (t) => {
  const address = (await everyPage()).find((page) => page.endsWith("/print/"));
  const page = await browser.newPage();
  await page.goto(site.origin + address);
  const drawings = await page.locator("figure .chart.wide").count();
  const parts = await page.locator(".part > h2").allInnerTexts();
  const began = performance.now();
  const pdf = (await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })).toString("latin1");
  const took = (performance.now() - began) / 1000;
  await page.close();
  const count = (pattern) => pdf.match(pattern)?.length ?? 0;
  const pages = count(/\/Type\s*\/Page(?![a-zA-Z])/g);
  t.diagnostic(`${pages} pages, ${drawings} drawings, ${parts.length} parts, ${(pdf.length / 1e6).toFixed(1)} MB in ${took.toFixed(1)} s`);
  assert.ok(pages > parts.length && drawings > 40, "each part begins a page, and there are drawings");
  assert.match(pdf, /\/MarkInfo\s*<<[^>]*\/Marked true/, "it is tagged");
  assert.match(pdf, /\/StructTreeRoot/, "it has a tree of its structure");
  assert.match(pdf, /\/Lang \(en-GB\)/, "it says its language");
  assert.match(pdf, /\/Outlines/, "it has an outline");
  assert.ok(count(/\/Alt\b/g) >= drawings, `${count(/\/Alt\b/g)} descriptions of ${drawings} drawings`);
});

describe("on paper one page of each kind", () => {
  const found = { closed: new Faults(), wide: new Faults(), controls: new Faults() };

  before(async () => {
    // The width of A4 less the margins of the print style sheet, 182 mm.
    const options = { viewport: { width: 688, height: 1032 }, javaScriptEnabled: false };
    await overPages(browser, await oneOfEachKind(), options, async (page, [kind, address]) => {
      await page.goto(site.origin + address);
      await page.emulateMedia({ media: "print" });
      const { closed, wide, controls } = await page.evaluate(look);
      const where = `${address} (${kind})`;
      for (const what of closed) found.closed.add(what, where);
      for (const what of wide) found.wide.add(what, where);
      for (const what of controls) found.controls.add(what, where);
    });
  });

  test("has every disclosure open, or left out whole", () => found.closed.assertNone());
  test("is no wider than the paper", () => found.wide.assertNone());
  test("has no menu and no skip link", () => found.controls.assertNone());
});

// Runs in the page, as print style lays it out and with script off.
function look() {
  const closed = [];
  for (const details of document.querySelectorAll("details")) {
    if (!details.checkVisibility()) continue;
    for (const child of details.children) {
      const empty = child.localName === "summary" || getComputedStyle(child).display === "none";
      if (!empty && !child.checkVisibility({ contentVisibilityAuto: true })) closed.push(`details.${details.className} closed`);
    }
  }
  const width = document.documentElement.clientWidth;
  const wide = [];
  if (document.documentElement.scrollWidth > width) {
    const beyond = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 0.5);
    const last = beyond.at(-1);
    wide.push(`${last?.localName ?? "the page"}.${last?.getAttribute("class") ?? ""} reaches past the paper`);
  }
  const selector = ".skip, nav.menu";
  const controls = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).map((element) => element.className);
  return { closed: [...new Set(closed)], wide, controls };
}
