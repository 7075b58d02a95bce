// A site of hostile names in a real browser: nothing runs, the console is clean, no page scrolls sideways.
//
// The site is the one of `tests/hostile.rs`, in the folder `SNA_HOSTILE`; where that is not set, it is made by Cargo.

import { test } from "node:test";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Faults, launch, open, overPages } from "./browser.mjs";
import { serve } from "./site.mjs";

const PAGES = [
  "2026/",
  "2026/areas/",
  "2026/areas/marlshire/",
  "2026/areas/place-0/",
  "2026/areas/place-11/",
  "2026/violence/",
  "2026/indicators/",
  "2026/indicators/violence/",
  "2026/indicators/admissions/",
  "2026/f/VI-F1/",
  "2026/f/VI-F1/embed/",
  "2026/data/",
  "2026/methods/sources/crime/",
  "2026/search/",
  "2026/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
  "2026/compare/",
  "2026/pack/?f=VI-F1",
];

test("hostile names open no dialog, leave the console clean and fit on a phone", async () => {
  const made = process.env.SNA_HOSTILE ? null : await mkdtemp(join(tmpdir(), "sna-hostile-"));
  const folder = resolve(process.env.SNA_HOSTILE ?? join(made, "public"));
  if (!existsSync(folder)) {
    const env = { ...process.env, SNA_HOSTILE: folder };
    execFileSync("cargo", ["test", "--quiet", "--test", "hostile"], { cwd: resolve(import.meta.dirname, "../.."), env });
  }
  const server = await serve(folder);
  const browser = await launch();
  const faults = new Faults();
  try {
    await overPages(browser, PAGES, { viewport: { width: 320, height: 800 } }, async (page, address) => {
      const say = (fault) => faults.add(fault, address);
      const onDialog = (dialog) => (say(`a dialog says “${dialog.message()}”`), dialog.dismiss());
      const onConsole = (message) => say(`console: ${message.text().slice(0, 160)}`);
      const onError = (error) => say(`error: ${error.message}`);
      const onRequest = (request) => request.url().startsWith(server.origin) || say(`asks for ${request.url()}`);
      page.on("dialog", onDialog).on("console", onConsole).on("pageerror", onError).on("request", onRequest);
      await open(page, `${server.origin}/${address}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      const { wide, links } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        links: [...document.links].map((link) => link.protocol).filter((scheme) => /script|data/.test(scheme)),
      }));
      if (wide > 320) say(`the page is ${wide} px wide at 320`);
      if (links.length > 0) say(`${links.length} links would run something`);
      page.off("dialog", onDialog).off("console", onConsole).off("pageerror", onError).off("request", onRequest);
    });
  } finally {
    await browser.close();
    await server.close();
    if (made) await rm(made, { recursive: true, force: true });
  }
  faults.assertNone();
});
