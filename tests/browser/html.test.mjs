// The HTML as published: html-validate's recommended rules over one page of each kind and forty more, and what
// every page must have over all of them.

import { before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { HtmlValidate } from "html-validate";
import { Faults } from "./browser.mjs";
import { everyPage, framedPages, isFramed, oneOfEachKind, textOf } from "./site.mjs";

const SAMPLE = 40;
const SEED = 2026;

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // A finding is the title of its figure's page, whole, because that is what a list of bookmarks shows.
    "long-title": "off",
    // Its links to telephone numbers are named in words, where a line may break.
    "tel-non-breaking": "off",
  },
});

// The same forty every time, so that a fault comes back when it is looked for.
function sample(list, count, seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(next() * left.length), 1)[0]);
}

test("html-validate finds nothing on one page of each kind and forty others", async (t) => {
  const kinds = (await oneOfEachKind()).map(([, address]) => address);
  const others = sample((await everyPage()).filter((address) => !kinds.includes(address)), SAMPLE, SEED);
  const faults = new Faults();
  for (const address of [...kinds, ...others]) {
    const report = await validator.validateString(await textOf(address));
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, column } of messages) {
        faults.add(`${ruleId}: ${message.slice(0, 160)}`, `${address}:${line}:${column}`);
      }
    }
  }
  t.diagnostic(`${kinds.length} kinds and ${others.length} others`);
  faults.assertNone();
});

describe("every page", () => {
  const found = { ids: new Faults(), head: new Faults(), links: new Faults(), inline: new Faults() };
  const titles = new Map();
  let pages;

  before(async () => {
    pages = [...(await everyPage()), ...(await framedPages())];
    const read = new Map();
    for (const address of pages) read.set(address, elementsOf(await textOf(address)));
    const ids = new Map([...read].map(([address, { elements }]) => [address, new Set(values(elements, "id"))]));
    for (const [address, { elements, html }] of read) {
      checkIds(elements, address);
      checkHead(elements, html, address);
      checkLinks(elements, address, ids);
      for (const { name, attributes } of elements) {
        if ("style" in attributes) found.inline.add(`style attribute on <${name}>`, address);
        const handler = Object.keys(attributes).find((attribute) => attribute.startsWith("on"));
        if (handler) found.inline.add(`${handler} on <${name}>`, address);
        // A block of data is no script, and the policy lets it stand.
        if (name === "script" && attributes.type === "application/ld+json") continue;
        if (name === "style" || (name === "script" && !attributes.src)) found.inline.add(`inline <${name}>`, address);
      }
    }
  });

  test("has ids that are its own, and refers only to those", () => found.ids.assertNone());
  test("has a language, a title of its own, a description, its address, and one h1", () => found.head.assertNone());
  test("links only to pages and anchors that are there", () => found.links.assertNone());
  test("has no inline style, script or handler", () => found.inline.assertNone());

  function checkIds(elements, address) {
    const all = values(elements, "id");
    const known = new Set(all);
    for (const id of known) if (all.filter((one) => one === id).length > 1) found.ids.add(`id “${id}” twice`, address);
    for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"]) {
      for (const id of values(elements, attribute).flatMap((list) => list.split(/\s+/))) {
        if (!known.has(id)) found.ids.add(`${attribute} names “${id}”, which is not there`, address);
      }
    }
  }

  function checkHead(elements, html, address) {
    const of = (wanted) => elements.filter(({ name }) => name === wanted);
    const lang = of("html")[0]?.attributes.lang;
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1].trim();
    const description = of("meta").find(({ attributes }) => attributes.name === "description")?.attributes.content?.trim();
    const canonical = of("link").filter(({ attributes }) => attributes.rel === "canonical");
    if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(lang ?? "")) found.head.add(`lang is ${lang}`, address);
    if (!title) found.head.add("no title", address);
    // Pages of the same name stand in every edition; the front page is the home of one of them.
    const named = `${/^\/(\d[^/]*)\//.exec(address)?.[1] ?? ""} ${title}`;
    if (titles.has(named)) found.head.add(`title “${title}” twice`, `${address} and ${titles.get(named)}`);
    titles.set(named, address);
    if (!description) found.head.add("no description", address);
    if (of("h1").length !== 1) found.head.add(`${of("h1").length} h1`, address);
    // A page that stands for no address has none, nor one that search engines leave out; the front page is the home of the current edition.
    const expected = isFramed(address) ? 0 : ({ "/404.html": 0 }[address] ?? 1);
    if (canonical.length !== expected) found.head.add(`${canonical.length} canonical addresses`, address);
    const path = canonical[0] && new URL(canonical[0].attributes.href).pathname;
    const own = address === "/" ? /^\/[^/]+\/$/.test(path) : path?.endsWith(address);
    if (expected && !own) found.head.add(`canonical address is ${path}`, address);
  }

  function checkLinks(elements, address, ids) {
    for (const { name, attributes } of elements) {
      const href = attributes.href;
      if (name !== "a" || href === undefined || /^(https?|mailto|tel):/.test(href)) continue;
      const url = new URL(href, `http://site${address}`);
      const there = ids.get(url.pathname);
      if (!there && /(\/|\.html)$/.test(url.pathname)) found.links.add(`${url.pathname} is not there`, address);
      if (there && url.hash && !there.has(decodeURIComponent(url.hash.slice(1)))) {
        found.links.add(`${url.pathname}${url.hash} has no such anchor`, address);
      }
    }
  }
});

test("the reader of elements sees what is there", () => {
  const { elements } = elementsOf('<!-- <b id="x"> --><a href="a>b" hidden>&amp;</a><img alt="1 < 2">');
  assert.deepEqual(elements, [
    { name: "a", attributes: { href: "a>b", hidden: "" } },
    { name: "img", attributes: { alt: "1 < 2" } },
  ]);
});

// The start tags of well-formed HTML. Enough for names, ids and addresses; html-validate and the browser do the rest.
function elementsOf(html) {
  const bare = html.replace(/<!--[\s\S]*?-->/g, "");
  const elements = [];
  for (const [, name, rest] of bare.matchAll(/<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    const attributes = {};
    for (const [, key, value] of rest.matchAll(/([^\s=>/]+)(?:="([^"]*)")?/g)) attributes[key] = (value ?? "").replace(/&#39;/g, "'").replace(/&amp;/g, "&");
    elements.push({ name, attributes });
  }
  return { elements, html };
}

function values(elements, attribute) {
  return elements.map(({ attributes }) => attributes[attribute]).filter((value) => value !== undefined);
}
