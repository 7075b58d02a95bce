// A site in a subfolder of a real server, by the recipe of docs/hosting/nginx.conf.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Faults, followRequests, launch, open } from "./browser.mjs";
import { everyPage } from "./site.mjs";

const PROGRAM = process.env.SNA_PROGRAM ?? join(import.meta.dirname, "../../target/release/sna");
const RECIPE = join(import.meta.dirname, "../../docs/hosting/nginx.conf");

let folder, server, origin, browser;

/** The server of this system; many keep it where only its administrator looks. */
function nginxPath() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];
  const found = folders.map((folder) => join(folder, "nginx")).find((path) => existsSync(path));
  if (!found) throw new Error("no nginx is here; install it (apt-get install nginx-light) and run this again");
  return found;
}

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

/** What the server answers, as it was sent. */
const ask = (path, headers = {}) =>
  new Promise((answered, failed) => {
    get(`${origin}${path}`, { headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", failed);
  });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sna-hosting-"));
  // The server may drop to a user that sees no folder of another.
  await chmod(folder, 0o755);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const site = join(folder, "site");
  execFileSync(PROGRAM, ["new", "site", site, "--quiet"]);
  const settings = (await readFile(join(site, "site.yaml"), "utf8")).replace(/^#? *base-address:.*$/m, "");
  await writeFile(join(site, "site.yaml"), `${settings}\nbase-address: ${origin}/sna/\n`);
  await mkdir(join(folder, "www"));
  execFileSync(PROGRAM, ["build", "--root", site, "--output", join(folder, "www/sna"), "--quiet"], { stdio: "inherit" });

  const recipe = (await readFile(RECIPE, "utf8"))
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("root /srv/www;", `root ${join(folder, "www")};`);
  const types = ["/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types"].find(existsSync);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${join(folder, name)};`);
  const file = join(folder, "nginx.conf");
  await writeFile(
    file,
    `daemon off;\npid ${join(folder, "pid")};\nerror_log ${join(folder, "error.log")};\nevents {}\n` +
      `http {\n${places.join("\n")}\naccess_log off;\ninclude ${types};\n${recipe}}\n`,
  );
  server = spawn(nginxPath(), ["-p", folder, "-c", file], { stdio: "inherit" });
  for (let tries = 0; ; tries += 1) {
    if (await ask("/sna/").catch(() => null)) break;
    if (tries === 100 || server.exitCode !== null) throw new Error("nginx did not start by the recipe");
    await new Promise((later) => setTimeout(later, 100));
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (server && server.exitCode === null) {
    server.kill("SIGQUIT");
    await new Promise((ended) => server.once("exit", ended));
  }
  if (folder) await rm(folder, { recursive: true, force: true });
});

const headersOf = async (pattern) => {
  const text = await readFile(join(folder, "www/sna/_headers"), "utf8");
  const [, lines] = new RegExp(`^${pattern.replace(/[*/]/g, "\\$&")}\\n((?:  .*\\n?)+)`, "m").exec(text) ?? [];
  return (lines ?? "").trim().split("\n").map((line) => line.trim().split(/: (.*)/s).slice(0, 2));
};

test("the recipe sends the headers that the site asks for, on pages, numbers and pages that are not there", async () => {
  const wanted = await headersOf("/*");
  assert.ok(wanted.length >= 3);
  const edition = (await everyPage(join(folder, "www/sna"))).find((address) => /^\/[^/]+\/$/.test(address));
  for (const path of ["/sna/", `/sna${edition}`, `/sna${edition}assets/main.css`, `/sna${edition}api/index.json`, "/sna/nowhere/"]) {
    const { headers } = await ask(path);
    for (const [name, value] of wanted) assert.equal(headers[name.toLowerCase()], value, `${path}: ${name}`);
  }
  const api = await ask(`/sna${edition}api/index.json`);
  assert.equal(api.status, 200);
  assert.equal(api.headers["access-control-allow-origin"], "*");
  assert.equal((await ask("/sna/")).headers["access-control-allow-origin"], undefined);
});

test("an address that is not there answers 404 with the site's own page", async () => {
  const page = await readFile(join(folder, "www/sna/404.html"), "utf8");
  for (const path of ["/sna/nowhere/", "/sna/2026/nowhere.csv", "/elsewhere", "/sna/_headers", "/sna/.nojekyll"]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.equal(body.toString(), page, path);
  }
});

test("files say what they are, are sent small, and are not sent twice", async () => {
  const edition = (await everyPage(join(folder, "www/sna"))).find((address) => /^\/[^/]+\/$/.test(address)).replaceAll("/", "");
  const data = `/sna/${edition}/data`;
  const types = {
    "/sna/": "text/html; charset=utf-8",
    [`${data}/sna-${edition}.csv`]: "text/csv; charset=utf-8",
    [`${data}/catalogue.jsonld`]: "application/ld+json",
    [`${data}/sna-${edition}.xlsx`]: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    [`${data}/sna-${edition}.ods`]: "application/vnd.oasis.opendocument.spreadsheet",
    [`/sna/${edition}/api/index.json`]: "application/json; charset=utf-8",
    [`/sna/${edition}/assets/main.css`]: "text/css; charset=utf-8",
    [`/sna/${edition}/assets/icon.svg`]: "image/svg+xml",
  };
  for (const [path, type] of Object.entries(types)) {
    const { status, headers } = await ask(path);
    assert.equal(status, 200, path);
    assert.equal(headers["content-type"], type, path);
  }
  const plain = await ask("/sna/");
  const packed = await ask("/sna/", { "Accept-Encoding": "gzip" });
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.ok(packed.body.length * 2 < plain.body.length);
  const again = await ask("/sna/", { "If-None-Match": plain.headers.etag });
  assert.equal(again.status, 304);
  const folderName = await ask(`/sna/${edition}`);
  assert.equal(folderName.status, 301);
  assert.equal(folderName.headers.location, `/sna/${edition}/`);
});

test("in the browser every page of the subfolder loads whole, and so does the page for what is not there", async () => {
  const faults = new Faults();
  const context = await browser.newContext();
  const page = await context.newPage();
  followRequests(page);
  // The browser itself reports the answer 404 of the last page, which is meant.
  const isMeant = (message) => page.url().endsWith("/not/here/") && message.text().includes("404");
  page.on("console", (message) => message.type() === "error" && !isMeant(message) && faults.add(message.text(), page.url()));
  page.on("pageerror", (fault) => faults.add(String(fault), page.url()));
  page.on("response", (response) => {
    const missing = response.status() >= 400 && !response.request().isNavigationRequest();
    if (missing) faults.add(`answers ${response.status()}`, response.url());
  });
  const links = new Set();
  for (const address of await everyPage(join(folder, "www/sna"))) {
    await open(page, `${origin}/sna${address}`);
    for (const link of await page.$$eval("a[href]", (all) => all.map(({ href }) => href))) links.add(link.split("#")[0]);
  }
  const gone = await page.goto(`${origin}/sna/2026/not/here/`);
  assert.equal(gone.status(), 404);
  assert.match(await page.title(), /not found/i);
  assert.ok(await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 10)), "it has its looks");
  for (const link of await page.$$eval("a[href]", (all) => all.map(({ href }) => href))) links.add(link.split("#")[0]);
  for (const link of [...links].filter((link) => link.startsWith(origin))) {
    const { status } = await ask(link.slice(origin.length));
    if (status !== 200 && !link.endsWith("/not/here/")) faults.add(`a link answers ${status}`, link);
  }
  await context.close();
  faults.assertNone();
  assert.ok(links.size > 10);
});
