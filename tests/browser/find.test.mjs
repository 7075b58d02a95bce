// Search and “find your area” as a reader uses them: by key, by address, and with script off.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { followRequests, launch, open, openDisclosures } from "./browser.mjs";
import { everyPage, serve } from "./site.mjs";

let site, browser, context, page, home;

before(async () => {
  site = await serve();
  browser = await launch();
  home = (await everyPage()).find((address) => address.endsWith("/search/")).replace("search/", "");
});

after(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(() => fresh());

async function fresh(options = {}) {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  page = await context.newPage();
  followRequests(page);
}

describe("search", () => {
  const box = () => page.getByRole("searchbox", { name: "Search this assessment" });
  const said = () => page.locator("[data-module=search] [role=status]");
  const results = () => page.locator(".results");
  const count = async () => Number.parseInt(await said().textContent());

  // The name of the area, the address that it leads to and so on are the demo's own words.
  async function ask(query) {
    await box().fill(query);
    await box().press("Enter");
    await page.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, query);
    await said().filter({ hasText: /result/i }).waitFor();
  }

  beforeEach(() => open(page, `${site.origin}${home}search/`));

  test("finds an area, an indicator and a figure, each under the heading of its kind", async () => {
    const area = await first("areas", (entry) => entry.length > 0);
    for (const [heading, [name, href, note]] of [["Areas", area], ["Indicators", await first("pages", (_, kind) => kind === "Indicators")], ["Figures", await first("pages", (_, kind) => kind === "Figures")]]) {
      await ask(`${name} ${heading === "Areas" ? "" : note}`.trim());
      const list = results().locator("h3", { hasText: heading }).locator("+ ul");
      const link = list.getByRole("link", { name, exact: true }).first();
      assert.equal(new URL(await link.evaluate((one) => one.href)).pathname, home + href);
    }
  });

  async function first(index, is) {
    const { kinds, entries } = await (await fetch(`${site.origin}${home}search/${index}.json`)).json();
    const entry = entries.find((one) => is(one, kinds[one[0]]));
    return entry.slice(1, 4);
  }

  test("answers as a reader pauses, without accents, capitals or whole words, and says how many", async () => {
    await box().pressSequentially("ROBB");
    await said().filter({ hasText: /^\d+ results?$/ }).waitFor();
    const some = await count();
    assert.ok(some > 1);
    assert.equal(new URL(page.url()).searchParams.get("q"), "ROBB");
    assert.ok(await box().evaluate((input) => input === document.activeElement), "the focus stays in the field");
    await ask("röbbery");
    assert.ok((await count()) <= some && (await count()) > 0);
    assert.ok((await results().locator("mark").count()) > 0, "what matched is marked");
  });

  test("shows a few of each kind, and the rest in a disclosure", async () => {
    await ask("robbery");
    const shown = await results().locator("ul").evaluateAll((lists) => lists.map((list) => list.children.length));
    assert.ok(shown.length > 1 && shown.every((length) => length <= 6), shown.join(", "));
    const more = results().locator("details").first();
    await more.locator("summary").focus();
    await page.keyboard.press("Enter");
    await more.getByRole("link").first().waitFor();
    const whole = await results().getByRole("link").count();
    const others = await results().locator("details:not([open]) summary").allTextContents();
    const hidden = others.reduce((sum, text) => sum + Number.parseInt(text), 0);
    assert.equal(whole + hidden, await count());
  });

  test("keeps what was asked in the address, and Back and Forward return to it", async () => {
    await ask("robbery");
    const robbery = await said().textContent();
    await ask("glossary");
    const glossary = await said().textContent();
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#q").value === "robbery");
    assert.equal(await said().textContent(), robbery);
    await page.goForward();
    await page.waitForFunction(() => document.querySelector("#q").value === "glossary");
    assert.equal(await said().textContent(), glossary);
    // To a result and back.
    await results().getByRole("link").first().click();
    await page.waitForURL((url) => !url.pathname.endsWith("/search/"));
    await page.goBack();
    await said().filter({ hasText: glossary }).waitFor();
    // An address that was sent.
    await open(page, `${site.origin}${home}search/?q=robbery`);
    await said().filter({ hasText: robbery }).waitFor();
    assert.equal(await box().inputValue(), "robbery");
  });

  test("leads from a misspelt word to the nearest one, and says what else to do", async () => {
    await ask("robery");
    assert.equal(await said().textContent(), "No results");
    assert.match(await results().textContent(), /spelling.+A to Z/);
    await results().getByRole("link", { name: "robbery" }).click();
    await said().filter({ hasText: /^\d+ results$/ }).waitFor();
    assert.equal(await box().inputValue(), "robbery");
    await ask("robbery zzzzzzzz");
    assert.match(await said().textContent(), /^Nothing has all of these words\. \d+ results with some of them$/);
    await ask("zzzzzzzz");
    assert.equal(await said().textContent(), "No results");
  });

  test("leaves the key / to the browser and to assistive software", async () => {
    await page.locator("body").press("/");
    assert.ok(await box().evaluate((input) => input !== document.activeElement && input.value === ""));
  });

  test("loads its module on its own page alone, and the index when a reader turns to the field", async () => {
    const asked = [];
    // Each page asks once whether there is a newer edition.
    const isOfEditions = (path) => path.startsWith("/editions/");
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const found = (test) => asked.some((path) => !isOfEditions(path) && test(path));
    await open(page, `${site.origin}${home}indicators/`);
    assert.ok(!found((path) => /search\.js|index\.js|find\.js|\.json$/.test(path)), asked.join(", "));
    await open(page, `${site.origin}${home}`);
    assert.ok(found((path) => path.endsWith("find.js")) && !found((path) => path.endsWith(".json")), asked.join(", "));
    const index = page.waitForRequest((request) => request.url().endsWith("areas.json"));
    await page.locator("#find").focus();
    await index;
    assert.deepEqual(asked.filter((path) => path.endsWith(".json") && !isOfEditions(path)), [`${home}search/areas.json`]);
  });

  test("is an A to Z of everything where script is off", async () => {
    await fresh({ javaScriptEnabled: false });
    await page.goto(`${site.origin}${home}search/`);
    assert.equal(await page.locator("input, button, [role=status]").count(), 0);
    const letters = await page.locator(".letters a").allTextContents();
    assert.deepEqual(letters, [...letters].sort());
    assert.equal(await page.locator(".atoz details").count(), letters.length);
    // A letter leads to its entries and opens them.
    const letter = page.locator(".letters a").last();
    const list = page.locator(await letter.getAttribute("href"));
    assert.ok(!(await list.isVisible()));
    await letter.click();
    assert.ok(await list.isVisible());
    await openDisclosures(page);
    const all = await page.locator(".atoz .links a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    const missing = (await everyPage()).filter((address) => address.startsWith(home) && ![home, `${home}search/`].includes(address) && !all.includes(address));
    assert.deepEqual(missing, []);
  });
});

describe("“Find your area” on the home page", () => {
  const said = () => page.locator("[data-module=find] [role=status]");
  const found = () => page.locator("[data-module=find] .links a");

  test("finds a ward by a part of its name", async () => {
    await open(page, `${site.origin}${home}`);
    await page.getByLabel("Name of your area").fill("bartley gr");
    await said().filter({ hasText: /matches$/ }).waitFor();
    assert.equal(await said().textContent(), "1 area matches");
    assert.deepEqual(await found().allTextContents(), ["Bartley Green"]);
    await page.getByLabel("Name of your area").fill("bartly");
    await said().filter({ hasText: "0 areas" }).waitFor();
    assert.equal(await said().textContent(), "0 areas match. The nearest name is “bartley”.");
    await page.getByLabel("Name of your area").press("Escape");
    await said().filter({ hasText: /^$/ }).waitFor({ state: "attached" });
    assert.equal(await found().count(), 0);
  });
});

describe("a postcode", () => {
  let folder, small;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sna-find-"));
    await smallSite(folder);
    small = await serve(join(folder, "public"));
  });

  after(async () => {
    await small?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [address, label] of [["/2026/", "Name of your area, or a postcode"], ["/", "Name of your area, or a postcode"], ["/2026/areas/", "Postcode"]]) {
    describe(`at ${address}`, () => {
      const box = () => page.getByLabel(label, { exact: true });
      const said = () => page.locator("[data-module=find] [role=status]");

      async function says(typed, words) {
        await box().fill(typed);
        await box().press("Enter");
        await said().filter({ hasText: words }).waitFor({ timeout: 5000 }).catch(() => {});
        assert.equal(await said().textContent(), words, typed);
      }

      beforeEach(() => open(page, small.origin + address));

      test("leads to its area", async () => {
        await says("zz1 1aa", "ZZ1 1AA is in Ash Vale.");
        const link = page.locator("[data-module=find] .links a");
        assert.deepEqual(await link.allTextContents(), ["Ash Vale"]);
        await link.click();
        await page.waitForURL(`${small.origin}/2026/areas/ash-vale/`);
      });

      test("that cannot be found is answered in a sentence", async () => {
        await says("ZZ1", "ZZ1 is a part of a postcode. Type all of it, in the form of SW1A 1AA.");
        await says("ZZ1 1A", "ZZ1 1A is a part of a postcode. Type all of it, in the form of SW1A 1AA.");
        await says("ZZ1 1A1", "“ZZ1 1A1” does not have the form of a postcode, such as SW1A 1AA. Look at it again, or choose your area from the list of names.");
        await says("ZZ19XY", "ZZ1 9XY lies outside Marlshire. This assessment has profiles of areas in Marlshire only.");
        await says("ZY2 1AA", "No postcode that begins with ZY2 lies in Marlshire. This assessment has profiles of areas in Marlshire only.");
        await says("ZZ1 1ZZ", "ZZ1 1ZZ is not in the directory of postcodes. Look at it again, or choose your area from the list of names.");
        assert.equal(await page.locator("[data-module=find] .links a").count(), 0);
      });

      test("is asked for by its first half alone, and never stands in the address", async () => {
        const asked = [];
        page.on("request", (request) => asked.push(request.url()));
        await says("ZZ1 1AA", "ZZ1 1AA is in Ash Vale.");
        assert.ok(asked.some((url) => url.endsWith("/2026/find/zz1.json")), asked.join(", "));
        assert.ok(!asked.some((url) => /1aa/i.test(url)), asked.join(", "));
        assert.equal(page.url(), small.origin + address);
      });

      test("comes with the licence of its directory", async () => {
        const note = page.locator("[data-module=find] .beside");
        assert.match(await note.textContent(), /Directory of postcodes, Open Government Licence v3\.0\. Contains Royal Mail data\./);
      });

      test("has no field where script is off, and a list of names", async () => {
        await fresh({ javaScriptEnabled: false });
        await page.goto(small.origin + address);
        assert.equal(await page.locator("input").count(), 0);
        assert.ok(await page.getByRole("link", { name: "Ash Vale" }).first().isVisible());
      });
    });
  }
});

// The small site of the Rust tests, with a made-up directory of made-up postcodes: no area has the letters ZZ or ZY.
async function smallSite(folder) {
  const root = join(folder, "site");
  await cp(resolve(import.meta.dirname, "../sites/base"), root, { recursive: true });
  await appendFile(join(root, "site.yaml"), "find: {postcodes: postcodes}\n");
  await mkdir(join(root, "data/postcodes"));
  await writeFile(join(root, "data/postcodes/source.yaml"), `title: Directory of postcodes
publisher: Marlshire Council
licence: {name: Open Government Licence v3.0, address: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}
attribution: Contains Royal Mail data.
address: https://www.example.org/postcodes
period: May 2025
status: published
format: postcode-directory
files: [onspd.csv]
disclosure: {rule: none, why: published}
layout: {postcode: pcds, district: lad25cd}
`);
  await writeFile(join(root, "data/postcodes/onspd.csv"), `pcds,lad25cd
ZZ1 1AA,E07000901
ZZ1 2AB,E07000902
ZZ1 9XY,E07000999
ZY2 1AA,E07000999
`);
  await promisify(execFile)(program(), ["build", "--quiet", "--root", root, "--output", join(folder, "public")]);
}

function program() {
  const target = resolve(import.meta.dirname, "../../target");
  const places = [process.env.SNA_PROGRAM, join(target, "release/sna"), join(target, "debug/sna")];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("there is no program to build a site with; run `cargo build`, or name it in SNA_PROGRAM");
  return found;
}
