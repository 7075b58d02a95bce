// Pages in a real browser, in the sizes and schemes that readers have.
//
// Two states of every page that is looked at go through axe: 320 px light with every disclosure open (all that can
// be seen is seen, at the size where it is tightest), and 1280 px dark as it opens. All six pairs of width and
// scheme, open, and 1280 px light as it opens, are for one page of each kind: pages of a kind share one template and
// one style sheet, and axe on all pages in every state would take over an hour on two cores.

import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { Faults, drawn, launch, open, openDisclosures, overPages, settle } from "./browser.mjs";
import { looked, oneOfEachKind, serve } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HEIGHT = 900;
const WIDTHS = [320, 768, 1280];

let site, browser, pages, kinds;

before(async () => {
  site = await serve();
  browser = await launch();
  kinds = await oneOfEachKind();
  pages = await looked();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test("the policy lets in nothing but the site itself", () => {
  const faults = new Faults();
  const directives = site.policy.split(";").map((directive) => directive.trim().split(/\s+/));
  if (!directives.some(([name, value]) => name === "default-src" && value === "'none'")) {
    faults.add("default-src is not 'none'", "_headers");
  }
  for (const [name, ...values] of directives) {
    // Who may frame a figure is another thing than what a page may load.
    if (name === "frame-ancestors") continue;
    for (const value of values) if (!["'self'", "'none'"].includes(value)) faults.add(`${name} ${value}`, "_headers");
  }
  faults.assertNone();
});

describe("every page that is looked at", () => {
  const found = { axe: new Faults(), console: new Faults(), requests: new Faults(), sideways: new Faults() };
  let seen = 0;

  before(async () => {
    await overPages(browser, pages, { viewport: { width: 320, height: HEIGHT } }, async (page, address) => {
      const stop = watch(page, found, address);
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 1280, height: HEIGHT });
      await open(page, site.origin + address);
      await page.emulateMedia({ colorScheme: "dark" });
      await drawn(page);
      await axe(page, found.axe, `${address} (1280 px, dark)`);
      await openDisclosures(page);
      await page.emulateMedia({ colorScheme: "light" });
      for (const width of [1280, 768, 320]) {
        await page.setViewportSize({ width, height: HEIGHT });
        await drawn(page);
        await sideways(page, found.sideways, `${address} (${width} px)`);
      }
      await axe(page, found.axe, `${address} (320 px, light, open)`);
      await settle(page);
      stop();
      seen += 1;
    });
  });

  test("was seen", (t) => {
    t.diagnostic(`${seen} pages`);
    if (seen !== pages.length) throw new Error(`${seen} of ${pages.length} pages`);
  });
  test("has no axe violation, open at 320 px and dark at 1280 px", () => found.axe.assertNone());
  test("leaves the console empty", () => found.console.assertNone());
  test("asks nothing of another host, and gets what it asks for", () => found.requests.assertNone());
  test("does not scroll sideways at 320, 768 or 1280 px", () => found.sideways.assertNone());
});

describe("one page of each kind", () => {
  const found = { axe: new Faults(), spaced: new Faults() };

  before(async () => {
    await overPages(browser, kinds, { viewport: { width: 1280, height: HEIGHT } }, async (page, [kind, address]) => {
      await page.setViewportSize({ width: 1280, height: HEIGHT });
      await page.emulateMedia({ colorScheme: "light" });
      await open(page, site.origin + address);
      await axe(page, found.axe, `${address} (${kind}; 1280 px, light)`);
      await openDisclosures(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await drawn(page);
          await axe(page, found.axe, `${address} (${kind}; ${width} px, ${colorScheme}, open)`);
        }
      }
      await spaceText(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await drawn(page);
        await sideways(page, found.spaced, `${address} (${kind}; ${width} px)`);
      }
    });
  });

  test("has no axe violation at any width, light or dark", () => found.axe.assertNone());
  test("does not scroll sideways with the text spacing of WCAG 1.4.12", () => found.spaced.assertNone());
});

// Notes what a page says and asks for until it is told to stop.
function watch(page, found, address) {
  const listeners = {
    console: (message) => found.console.add(`${message.type()}: ${message.text()}`, address),
    pageerror: (error) => found.console.add(`uncaught: ${error.message}`, address),
    request: (request) => {
      if (!request.url().startsWith(`${site.origin}/`)) found.requests.add(`asks for ${request.url()}`, address);
    },
    requestfailed: (request) => found.requests.add(`${request.url()} failed`, address),
    response: (response) => {
      if (response.status() !== 200) found.requests.add(`${response.url()} answered ${response.status()}`, address);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  };
}

async function axe(page, faults, where) {
  // The page's policy lets no script in, so axe comes by the debugging channel, once for each page.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], elementRef: false });
    return violations.map(({ id, impact, help, nodes }) => ({
      id, impact, help,
      example: nodes[0].target.join(" "),
      why: nodes[0].failureSummary.split("\n").slice(1).join(" ").trim(),
    }));
  });
  for (const { id, impact, help, example, why } of violations) {
    faults.add(`${id} (${impact}): ${help}`, `${where} at ${example}: ${why}`);
  }
}

async function sideways(page, faults, where) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > width + 0.5 && !element.parentElement.closest(".scroll");
    });
    const last = beyond.at(-1);
    return last ? `${last.localName}.${last.getAttribute("class") ?? ""}` : "the page";
  });
  if (wide) faults.add(`${wide} reaches past the right edge`, where);
}

// As WCAG 2.2, 1.4.12 sets it: lines 1.5, paragraphs 2, letters 0.12 and words 0.16 of the size of the type.
function spaceText(page) {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}
