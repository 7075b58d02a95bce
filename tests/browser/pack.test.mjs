// The evidence pack by keyboard alone, from a figure's page to three figures and their citations; what its files hold;
// what stands there without script; and a figure in a frame of another page.

import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Faults, followRequests, launch, open, overPages, settle } from "./browser.mjs";
import { PUBLIC, everyPage, framedPages, kindOf, oneOfEachKind, serve, textOf } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_STOPS = 120;

let site, browser, context, page, ids, edition;

before(async () => {
  site = await serve();
  browser = await launch();
  // A figure of each of three kinds of chart, so that a pack is made of unlike things.
  const of = new Map();
  for (const address of await everyPage()) {
    const id = /^\/([^/]+)\/f\/([^/]+)\/$/.exec(address);
    if (!id) continue;
    const kind = kindOf(address, await textOf(address));
    if (!of.has(kind)) of.set(kind, id[2]);
    edition = id[1];
  }
  ids = ["figure, line", "figure, bar", "figure, map"].map((kind) => of.get(kind));
});

after(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  page = await context.newPage();
  followRequests(page);
});

const packAt = (list) => `${site.origin}/${edition}/pack/${list.length > 0 ? `?f=${list.join(",")}` : ""}`;
const shown = () => page.locator(".packed figure").evaluateAll((figures) => figures.map((figure) => figure.id));
const lower = (list) => list.map((id) => id.toLowerCase());
const fileOf = (id, ending) => readFile(join(PUBLIC, edition, "f", id, `${id}${ending}`), "utf8");

async function openPack(list) {
  await open(page, packAt(list));
  await page.locator(".pack .listed h2").waitFor();
  await settle(page);
}

// Presses Tab until the control with these words has the focus, and says what it took.
async function tabTo(words) {
  for (let stops = 1; stops <= 3 * MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const name = element.labels?.[0]?.textContent ?? element.textContent;
      return name.replace(/\s+/g, " ").trim().startsWith(wanted);
    }, words);
    if (found) return stops;
  }
  throw new Error(`the Tab key does not come to “${words}”`);
}

async function heading(words) {
  await page.locator(".pack .listed h2", { hasText: words }).waitFor();
  await settle(page);
}

describe("by keyboard alone", () => {
  test("three figures are gathered from their pages, and their citations copied", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, `${site.origin}/${edition}/f/${ids[0]}/`);
    await tabTo("Add to an evidence pack");
    await page.keyboard.press("Enter");
    await heading("This pack has 1 figure");
    assert.deepEqual(await shown(), lower([ids[0]]));
    assert.equal(page.url(), packAt([ids[0]]));

    // Another figure's page, by way of the pages between, which carry the pack along.
    await tabTo("Indicators");
    await page.keyboard.press("Enter");
    await page.waitForURL(/indicators\/\?pack=/);
    await open(page, `${site.origin}/${edition}/f/${ids[1]}/?pack=${ids[0]}`);
    await tabTo("Add to your evidence pack of 1 figure");
    await page.keyboard.press("Enter");
    await heading("This pack has 2 figures");

    await tabTo("Add a figure by its id");
    await page.keyboard.type("NO-SUCH");
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#add-said").textContent(), /“NO-SUCH” is not known/);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(ids[2].toLowerCase());
    await page.keyboard.press("Enter");
    await heading("This pack has 3 figures");
    assert.deepEqual(await shown(), lower(ids));
    assert.equal(page.url(), packAt(ids));

    await page.evaluate(() => document.activeElement.blur());
    await tabTo("Copy citations");
    await page.keyboard.press("Enter");
    await page.getByText("Citations copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const built = await Promise.all(ids.map(async (id) => JSON.parse(await fileOf(id, ".json")).citation.plain));
    assert.equal(copied.trim(), built.join("\n\n"));
  });

  test("figures are moved and removed, the focus stays, and Back undoes it", async () => {
    await openPack(ids);
    await page.locator(".packed").nth(1).getByRole("button", { name: /^Move up/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(packAt([ids[1], ids[0], ids[2]]));
    await page.getByText(`Figure ${ids[1]} is now 1 of 3`).waitFor({ state: "attached" });
    assert.deepEqual(await shown(), lower([ids[1], ids[0], ids[2]]));
    assert.match(await page.evaluate(() => document.activeElement.textContent), new RegExp(`^Move down figure ${ids[1]}$`));

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await heading("This pack has 2 figures");
    assert.deepEqual(await shown(), lower([ids[0], ids[2]]));
    assert.match(await page.evaluate(() => document.activeElement.textContent), /^Remove/);

    await page.goBack();
    await heading("This pack has 3 figures");
    assert.deepEqual(await shown(), lower([ids[1], ids[0], ids[2]]));
    await page.goBack();
    await page.waitForURL(packAt(ids));
    await settle(page);
    assert.deepEqual(await shown(), lower(ids));
  });

  test("the fullest pack is left within the limit of stops, and no figure more is taken", async () => {
    const most = Number(await page.goto(packAt([])).then(() => page.locator(".pack").getAttribute("data-most")));
    const all = await page.locator("[data-figure]").evaluateAll((entries) => entries.map((entry) => entry.dataset.figure));
    // Tables and key figures first: they have the most to stop at.
    const some = [...new Set([...all.filter((id) => /-[TK]\d/.test(id)), ...all])].slice(0, most + 1);
    await openPack(some);
    await heading(`This pack has ${most} figures`);
    assert.match(await page.locator(".pack .faults").textContent(), new RegExp(`Left out: ${some[most]}`));
    let stops = 0;
    for (; stops <= MOST_STOPS; stops += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement === document.body || document.activeElement.dataset.visited === "yes")) break;
      await page.evaluate(() => (document.activeElement.dataset.visited = "yes"));
    }
    assert.ok(stops <= MOST_STOPS, `${stops} stops`);
  });
});

test("an id that is not known is said, and the others are shown", async () => {
  await openPack([ids[0], "XX-99", ids[1]]);
  assert.deepEqual(await shown(), lower(ids.slice(0, 2)));
  assert.match(await page.locator(".pack .faults").innerText(), /“XX-99” is not a figure of this edition/);
});

test("a pack shows of each figure what the build made, with ids that are its own and its citation", async () => {
  const faults = new Faults();
  page.on("console", (message) => faults.add(`${message.type()}: ${message.text()}`, page.url()));
  page.on("pageerror", (error) => faults.add(`uncaught: ${error.message}`, page.url()));
  await openPack(ids);
  const all = await page.locator("[id]").evaluateAll((elements) => elements.map((element) => element.id));
  assert.deepEqual([...new Set(all)].length, all.length, "an id stands twice");
  for (const [index, id] of ids.entries()) {
    const own = await context.newPage();
    await own.goto(`${site.origin}/${edition}/f/${id}/`);
    const packed = page.locator(".packed").nth(index);
    for (const part of [".finding", ".shown", ".summary", "svg.chart.wide"]) {
      const [one, other] = [await packed.locator(part).textContent(), await own.locator(part).first().textContent()];
      assert.equal(one.trim(), other.trim(), `${id} ${part}`);
    }
    const address = await packed.locator(".citation").textContent();
    assert.match(address, new RegExp(`/${edition}/f/${id}/$`));
    assert.equal(await packed.getByRole("link", { name: `Figure ${id} on its own page` }).evaluate((link) => new URL(link.href).pathname), `/${edition}/f/${id}/`);
    await own.close();
  }
  const href = await page.getByRole("link", { name: "Areas", exact: true }).first().getAttribute("href");
  assert.match(href, new RegExp(`\\?pack=${ids.join(",")}$`), "links of the page carry the pack along");
  faults.assertNone();
});

test("a pack with figures, and one with faults, has no axe violation in light or dark, at 320 or 1280 px", async () => {
  const faults = new Faults();
  await openPack([ids[0], "XX-99", ids[2]]);
  await page.evaluate(AXE);
  for (const [width, colorScheme] of [[320, "light"], [1280, "dark"], [1280, "light"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await settle(page);
    const violations = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], elementRef: false });
      return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0].target.join(" ")})`);
    });
    for (const violation of violations) faults.add(violation, `${width} px, ${colorScheme}`);
  }
  faults.assertNone();
});

async function saved(name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

const lines = (text) => text.trim().split("\n").length;

test("the rows of all figures are saved as one table", async () => {
  await openPack(ids);
  const { name, text } = await saved("Save all rows as CSV");
  assert.equal(name, "evidence-pack-3-figures.csv");
  const files = await Promise.all(ids.map((id) => fileOf(id, ".csv")));
  assert.equal(lines(text), 1 + files.reduce((sum, file) => sum + lines(file) - 1, 0));
  const records = csv(text);
  const [header, ...rows] = records;
  assert.ok(records.every((record) => record.length === header.length), "rows of one length");
  assert.deepEqual([header[0], ...header.slice(-4)], ["figure", "figure shows", "sources", "licence", "address"]);
  for (const [index, id] of ids.entries()) {
    const [own, ...theirs] = csv(files[index]);
    const ours = rows.filter((row) => row[0] === id);
    assert.deepEqual(ours.map((row) => own.map((column) => row[header.indexOf(column)])), theirs, id);
    assert.ok(ours.every((row) => row.at(-1).endsWith(`/${edition}/f/${id}/`) && row.at(-2) !== "" && row.at(-3) !== ""));
  }
});

// Enough for files in which no field holds a line end.
function csv(text) {
  return text.trim().split("\n").map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));
}

for (const [form, ending] of [["Harvard", "txt"], ["BibTeX", "bib"], ["RIS", "ris"], ["CSL-JSON", "json"]]) {
  test(`the citations of all figures are saved as ${form}`, async () => {
    await openPack(ids);
    await page.getByLabel("Form of the citations").selectOption(form);
    const { name, text } = await saved("Save citations");
    assert.equal(name, `evidence-pack-3-figures-citations.${ending}`);
    if (form === "CSL-JSON") {
      const built = await Promise.all(ids.map(async (id) => JSON.parse(await fileOf(id, "-citation.json"))));
      assert.deepEqual(JSON.parse(text), built.flat());
      return;
    }
    const built = await Promise.all(ids.map(async (id) => JSON.parse(await fileOf(id, ".json")).citation[form.toLowerCase()]));
    assert.equal(text.trim(), built.join("\n\n").trim());
  });
}

test("a figure is added from the list of all", async () => {
  await openPack([]);
  assert.match(await page.locator(".pack .listed").innerText(), /no figures yet/);
  await page.locator(".all > details > summary").first().click();
  await page.locator(".all > details").first().getByRole("button", { name: /^Add/ }).first().click();
  await heading("This pack has 1 figure");
});

test("without script the page says what a pack is and lists every figure with its page and rows", async () => {
  const off = await browser.newContext({ javaScriptEnabled: false });
  const plain = await off.newPage();
  await plain.goto(packAt(ids));
  assert.match(await plain.locator("main").innerText(), /An evidence pack is a page with the figures that you choose/);
  const listed = await plain.locator("[data-figure]").evaluateAll((entries) => entries.map((entry) => entry.dataset.figure));
  const all = (await framedPages()).map((address) => address.split("/").at(-3));
  assert.deepEqual(listed.toSorted(), all.toSorted());
  const links = await plain.locator("[data-figure] a").evaluateAll((list) => list.map((link) => new URL(link.href).pathname));
  assert.equal(links.length, 2 * listed.length);
  await off.close();
});

test("a pack of three does not scroll sideways at 320 px and prints with no figure cut", async () => {
  await openPack(ids);
  for (const width of [320, 768]) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${width} px`);
  }
  // The width of A4 less the margins, and what remains of its height.
  await page.setViewportSize({ width: 688, height: 1032 });
  await page.emulateMedia({ media: "print" });
  const heights = await page.locator(".packed").evaluateAll((list) => list.map((one) => [one.getBoundingClientRect().height, getComputedStyle(one).breakInside]));
  for (const [height, inside] of heights) assert.ok(height < 1032 && inside === "avoid", `${height} px, ${inside}`);
  const controls = page.locator(".packing .how, .packing .all, .pack :is(button, select, input)");
  assert.ok(!(await controls.evaluateAll((list) => list.some((one) => one.checkVisibility()))), "a control is printed");
});

test("a figure stands in a frame of a page elsewhere, whole and without a request but its own", async () => {
  const faults = new Faults();
  const kinds = (await oneOfEachKind()).filter(([kind]) => kind.startsWith("framed"));
  assert.ok(kinds.length > 2, "kinds of framed figures");
  // Another host: another port, with no policy of its own.
  const frames = new Map();
  const host = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(request.url === "/favicon.ico" ? "" : `<!DOCTYPE html><html lang="en"><title>Elsewhere</title><main>${frames.get(request.url)}</main></html>`);
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  const elsewhere = `http://127.0.0.1:${host.address().port}`;
  for (const [, address] of kinds) {
    // The code as the figure's page gives it, with the address of this server in place of the published one.
    const own = await context.newPage();
    await own.goto(site.origin + address.replace(/embed\/$/, ""));
    const code = await own.locator("section:has(> #embed) pre").textContent();
    await own.close();
    frames.set(address, code.replace(/src="https?:\/\/[^/]+\//, `src="${site.origin}/`));
  }
  await overPages(browser, kinds.map(([, address]) => address), {}, async (lane, address) => {
    for (const width of [376, 780, 1100]) {
      await lane.setViewportSize({ width, height: 900 });
      await open(lane, elsewhere + address);
      const frame = lane.frames()[1];
      await frame.locator("figure").waitFor();
      const seen = await frame.evaluate(() => ({
        title: document.title,
        drawn: document.querySelectorAll("svg.chart, table, .headlines").length,
        tall: document.documentElement.scrollHeight - innerHeight,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        target: document.querySelector(".back a").target || document.querySelector("base").target,
      }));
      const where = `${address} at ${width} px`;
      if (seen.drawn === 0) faults.add("nothing is drawn", where);
      if (seen.tall > 0) faults.add("scrolls downwards", `${where}: ${seen.tall} px`);
      if (seen.wide > 0) faults.add("scrolls sideways", `${where}: ${seen.wide} px`);
      if (seen.target !== "_top") faults.add("its link stays in the frame", where);
      if (!(await lane.locator("iframe").getAttribute("title"))) faults.add("the frame has no name", where);
    }
  });
  await page.goto(elsewhere + kinds[0][1]);
  await page.frameLocator("iframe").locator(".back a").click();
  await page.waitForURL(site.origin + kinds[0][1].replace(/embed\/$/, ""));
  await new Promise((closed) => (host.closeAllConnections(), host.close(closed)));
  faults.assertNone();
});
