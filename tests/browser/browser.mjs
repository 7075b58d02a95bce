// A real Chromium, several pages of it side by side, and faults gathered over many pages into one message.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The browser of this system: `SNA_CHROMIUM`, else the first known name on the path. */
export function browserPath() {
  if (process.env.SNA_CHROMIUM) return process.env.SNA_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error("no Chromium or Chrome is on the path; install one, or name it in SNA_CHROMIUM");
  return found;
}

/** Starts the browser; nothing of it asks for anything but what a page asks for. */
export function launch() {
  return chromium.launch({
    executablePath: browserPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Does `work(page, item)` for every item, four pages at a time, each in a context of its own. */
export async function overPages(browser, items, options, work, lanes = 4) {
  const queue = [...items];
  const started = performance.now();
  let done = 0;
  const lane = async () => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    followRequests(page);
    while (queue.length > 0) {
      await work(page, queue.shift());
      done += 1;
      // A sweep takes minutes; that it goes on is worth a line.
      if (done % 100 === 0) console.error(`  ${done} of ${items.length} pages in ${Math.round((performance.now() - started) / 1000)} s`);
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, queue.length) }, lane));
}

const pending = new WeakMap();

/** Counts what a page waits for, for `settle`. */
export function followRequests(page) {
  const requests = new Set();
  pending.set(page, requests);
  page.on("request", (request) => requests.add(request));
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Goes to a page and waits until its modules have run. */
export async function open(page, address) {
  await page.goto(address, { waitUntil: "load" });
  await settle(page);
}

/**
 * Waits until all that was asked for has come and has been drawn. Modules are asked for before `load`, so there is
 * no need to wait for half a second of silence as `networkidle` does, which over all pages is minutes.
 */
export async function settle(page) {
  do {
    await drawn(page);
    await new Promise((later) => setTimeout(later, 10));
  } while (pending.get(page).size > 0);
  await drawn(page);
}

/** Waits until a change of size or scheme has been drawn and its observers have run. Needs script, or never ends. */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** Opens every disclosure, so that all a page holds is seen. */
export function openDisclosures(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Faults by what is wrong, each with the pages it is on, so that one cause on 600 pages is one line. */
export class Faults {
  #pages = new Map();

  add(what, where) {
    if (!this.#pages.has(what)) this.#pages.set(what, []);
    this.#pages.get(what).push(where);
  }

  assertNone() {
    const lines = [...this.#pages]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([what, pages]) => `${what}\n    on ${places(pages)}`);
    const shown = lines.slice(0, 40);
    if (lines.length > shown.length) shown.push(`and ${lines.length - shown.length} more kinds of fault`);
    assert.equal(lines.length, 0, `\n  ${shown.join("\n  ")}`);
  }
}

function places(pages) {
  const distinct = [...new Set(pages)];
  const first = distinct.slice(0, 3).join(", ");
  return distinct.length > 3 ? `${first} and ${distinct.length - 3} more` : first;
}
