// The published folder as a host would serve it, and what pages stand in it.

import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, relative, resolve, sep } from "node:path";

/** The folder that is tested: `SNA_PUBLIC`, else what `sna build` leaves in the project. */
export const PUBLIC = resolve(process.env.SNA_PUBLIC ?? join(import.meta.dirname, "../../public"));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves the folder on a free loopback port, with the rules of its `_headers` file as real headers. */
export async function serve(folder = PUBLIC) {
  const rules = await headerRules(folder);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const headers = Object.assign({}, ...rules.filter(({ matches }) => matches(path)).map((rule) => rule.headers));
    const file = resolve(folder, `.${path.endsWith("/") ? `${path}index.html` : path}`);
    const inside = file.startsWith(folder + sep);
    const body = inside ? await readFile(file).catch(() => null) : null;
    if (body) {
      response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(body);
    } else {
      response.writeHead(404, { ...headers, "Content-Type": TYPES[".html"] });
      response.end(await readFile(join(folder, "404.html")).catch(() => "Not found"));
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    policy: Object.assign({}, ...rules.map((rule) => rule.headers))["Content-Security-Policy"] ?? "",
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))),
  };
}

// A line that starts at the margin names addresses, `*` for any; the indented lines after it are their headers.
async function headerRules(folder) {
  const text = await readFile(join(folder, "_headers"), "utf8").catch(() => {
    throw new Error(`no site is published in ${folder}; build one, or name its folder in SNA_PUBLIC`);
  });
  const rules = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (/^\s/.test(line)) {
      const [name, ...value] = line.trim().split(":");
      rules.at(-1).headers[name] = value.join(":").trim();
    } else {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      const expression = new RegExp(`^${pattern.join(".*")}$`);
      rules.push({ matches: (path) => expression.test(path), headers: {} });
    }
  }
  return rules;
}

/**
 * The addresses of every page, in order: `/`, `/2026/`, `/2026/about/`, …, `/404.html`. Pages of figures for frames
 * are apart: each repeats the figure of the page above it, so one of each kind stands for them in a real browser.
 */
export async function everyPage(folder = PUBLIC) {
  return (await addresses(folder)).filter((address) => !isFramed(address));
}

/** The addresses of figures by themselves, for frames: `/2026/f/VI-F1/embed/`. */
export async function framedPages(folder = PUBLIC) {
  return (await addresses(folder)).filter(isFramed);
}

export const isFramed = (address) => address.endsWith("/embed/");

async function addresses(folder) {
  const entries = await readdir(folder, { recursive: true });
  const pages = entries.filter((name) => name.endsWith(".html")).map((name) => name.split(sep).join("/"));
  if (pages.length === 0) throw new Error(`no page stands in ${relative(process.cwd(), folder) || "."}`);
  return pages.map((name) => `/${name.replace(/(^|\/)index\.html$/, "$1")}`).sort();
}

/** What kind of page an address is; one of each kind stands for the others where a check is dear. */
export function kindOf(page, html) {
  const all = page.split("/").filter(Boolean);
  if (all[0] === "editions" || all[0] === "changes") return all[0];
  if (all[0] === "f") return "figure in all editions";
  const parts = all.slice(1);
  const [first, second] = parts;
  if (page === "/404.html") return "not found";
  if (!first) return "home";
  if (isFramed(page)) return `framed, ${/<figure class="figure embedded ([a-z-]+)/.exec(html)?.[1]}`;
  if (first === "f" && second) return `figure, ${/<figure class="figure ([a-z-]+)/.exec(html)?.[1] ?? "key figures"}`;
  if (first === "areas" && second) return `profile, ${/<details class="group"/.test(html) ? "large" : "small"}`;
  if (first === "indicators" && second) return "indicator";
  if (first === "interventions") return second === "gaps" ? "gaps" : second ? "intervention" : "interventions";
  if (first === "explore") return second ? "exploration" : "explorer";
  if (first === "compare") return second ? "comparison, inside" : "comparison";
  if (first === "places") return second ? "place" : "places";
  if (first === "recommendations") return second ? "recommendation" : "recommendations";
  if (first === "methods" && second) return second === "sources" ? "source" : "method";
  if (["summary", "areas", "indicators", "search", "data", "methods", "glossary", "accessibility", "pack", "duty", "priorities", "cost", "schools", "print"].includes(first)) return first;
  return /<figure /.test(html) ? "chapter" : "text";
}

/** One page of each kind: the longest, where faults gather. As `[kind, address]`, in order of kind. */
export async function oneOfEachKind(folder = PUBLIC) {
  const longest = new Map();
  for (const page of [...(await everyPage(folder)), ...(await framedPages(folder))]) {
    const html = await textOf(page, folder);
    const kind = kindOf(page, html);
    if (!(longest.get(kind)?.length >= html.length)) longest.set(kind, { page, length: html.length });
  }
  return [...longest].map(([kind, { page }]) => [kind, page]).sort();
}

/**
 * The pages that are looked at where a look is dear: one of each kind, and a hundred more spread evenly over all the
 * others; every page where `SNA_PAGES` is `all`. Pages of a kind share a template and a style sheet, and what can be
 * read from the files is read from every page in `html.test.mjs`.
 */
export async function looked(folder = PUBLIC) {
  const kinds = (await oneOfEachKind(folder)).map(([, address]) => address);
  const others = (await everyPage(folder)).filter((address) => !kinds.includes(address));
  if (process.env.SNA_PAGES === "all") return [...kinds, ...others];
  const step = Math.max(1, others.length / OTHERS);
  return [...kinds, ...others.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))];
}

const OTHERS = 100;

/** The HTML of a page as published. */
export function textOf(page, folder = PUBLIC) {
  return readFile(join(folder, page.endsWith("/") ? `${page}index.html` : page), "utf8");
}
