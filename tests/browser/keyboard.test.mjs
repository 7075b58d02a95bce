// The Tab key over one page of each kind and every chapter: out at the end, in at most 120 stops, each seen and none covered.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { Faults, launch, open, overPages } from "./browser.mjs";
import { everyPage, isFramed, kindOf, oneOfEachKind, serve, textOf } from "./site.mjs";

const MOST_STOPS = 120;

describe("the Tab key on one page of each kind", () => {
  const found = { stops: new Faults(), focus: new Faults(), covered: new Faults(), skip: new Faults() };
  const counts = [];
  let site, browser;

  before(async () => {
    site = await serve();
    browser = await launch();
    const pages = new Map((await oneOfEachKind()).map(([kind, address]) => [address, kind]));
    // The longest chapter is not the one with the most to stop at.
    for (const address of await everyPage()) {
      const kind = kindOf(address, await textOf(address));
      if (kind === "chapter") pages.set(address, kind);
    }
    await overPages(browser, [...pages].map(([address, kind]) => [kind, address]), { viewport: { width: 1280, height: 900 } }, async (page, [kind, address]) => {
      await open(page, site.origin + address);
      const where = `${address} (${kind})`;
      const stops = await walk(page, found, where, isFramed(address));
      counts.push(`${stops} ${kind}`);
      if (stops > MOST_STOPS) found.stops.add(`more than ${MOST_STOPS} stops`, `${where}: ${stops}`);
    });
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test(`leaves the page within ${MOST_STOPS} stops`, (t) => {
    t.diagnostic(counts.sort((a, b) => Number.parseInt(b) - Number.parseInt(a)).join(", "));
    found.stops.assertNone();
  });
  test("comes first to a link that skips to the content", () => found.skip.assertNone());
  test("shows where it is at every stop", () => found.focus.assertNone());
  test("is never under something else", () => found.covered.assertNone());
  test("meets something on every page", () => {
    const least = (count) => (count.includes("framed") ? 1 : 5);
    assert.ok(counts.length > 0 && counts.every((count) => Number.parseInt(count) > least(count)), counts.join(", "));
  });
});

async function walk(page, found, where, framed) {
  for (let stops = 0; stops <= 3 * MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    let stop = await page.evaluate(look);
    if (!stop) return stops;
    // A page as long as the document lays out what was scrolled to a moment later.
    for (let waits = 0; stop && !stop.seen && waits < 20; waits += 1) {
      await page.waitForTimeout(50);
      stop = (await page.evaluate(look)) ?? stop;
    }
    // A figure for a frame has no menu to be skipped.
    if (stops === 0 && !framed && !(stop.skips && stop.seen)) found.skip.add(`first stop is ${stop.what}`, where);
    if (!stop.marked) found.focus.add(`no sign of focus on ${stop.kind}`, `${where}: ${stop.what}`);
    if (!stop.seen) found.covered.add(`${stop.kind} covered or out of sight`, `${where}: ${stop.what}`);
  }
  return Infinity;
}

// Runs in the page. Nothing comes back once the focus has left for the browser, or come round to the first stop.
function look() {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.visited) return null;
  element.dataset.visited = "yes";
  const style = getComputedStyle(element);
  const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  const target = element.localName === "a" && element.hash ? document.querySelector(element.hash) : null;
  let seen = false;
  if (box) {
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
    seen = element.contains(document.elementFromPoint(x, y));
  }
  return {
    kind: element.localName + (element.type ? `[${element.type}]` : ""),
    what: `<${element.localName}> ${(element.textContent || element.id).trim().replace(/\s+/g, " ").slice(0, 50)}`,
    marked: outlined || style.boxShadow !== "none",
    skips: target?.localName === "main",
    seen,
  };
}
