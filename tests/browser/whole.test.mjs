// A page is whole with scripts off: the same words as with them on, and no control that needs one.

import { after, before, describe, test } from "node:test";
import { Faults, launch, open, openDisclosures, overPages } from "./browser.mjs";
import { looked, serve } from "./site.mjs";

// What the modules of the theme add to a page; all else must be there without them.
const ADDED =
  ".slider, .slider-of-periods, .period-list, .filter, .copy, .choice, [data-module='explore'] > .result, .gather, .pack, [data-figure] button, [role='status']";
const CONTROLS = "button, input, select, textarea, output, form, [contenteditable], [role='button'], [role='slider']";

describe("without script a page", () => {
  const found = { words: new Faults(), controls: new Faults() };
  let site, browser;

  before(async () => {
    site = await serve();
    browser = await launch();
    const pages = await looked();
    const size = { viewport: { width: 1280, height: 900 } };
    const words = new Map();
    await overPages(browser, pages, { ...size, javaScriptEnabled: false }, async (page, address) => {
      await page.goto(site.origin + address);
      await openDisclosures(page);
      words.set(address, await visibleWords(page));
      const dead = await page.evaluate((selector) => {
        return [...document.querySelectorAll(selector)].map((element) => element.outerHTML.slice(0, 80));
      }, CONTROLS);
      for (const control of dead) found.controls.add(control, address);
    });
    await overPages(browser, pages, size, async (page, address) => {
      await open(page, site.origin + address);
      await openDisclosures(page);
      const [more, less] = differences(await visibleWords(page), words.get(address));
      if (less || more) found.words.add(`with script “${more}”, without “${less}”`, address);
    });
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("shows the same words", () => found.words.assertNone());
  test("has no button, field or other control", () => found.controls.assertNone());
});

function visibleWords(page) {
  return page.evaluate((added) => {
    for (const element of document.querySelectorAll(added)) element.hidden = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[hidden] { display: none !important }");
    document.adoptedStyleSheets = [sheet];
    return document.body.innerText.replace(/\s+/g, "");
  }, ADDED);
}

// Where two texts part, and what each says there.
function differences(one, other) {
  if (one === other) return ["", ""];
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return [one.slice(at, at + 40), other.slice(at, at + 40)];
}
