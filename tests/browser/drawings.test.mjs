// Every drawing of every figure page, wide at 1280 px and narrow at 320 px, and as it stands on one page of each
// kind: no text under 12 px, none outside the drawing, no two labels on one another, as many marks as rows.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { Faults, drawn, launch, overPages } from "./browser.mjs";
import { everyPage, oneOfEachKind, serve } from "./site.mjs";

const LEAST_TEXT = 12;

describe("every drawing", () => {
  const found = { size: new Faults(), outside: new Faults(), overlap: new Faults(), marks: new Faults() };
  const forms = { wide: 0, narrow: 0 };
  const charts = new Set();
  let site, browser;

  before(async () => {
    site = await serve();
    browser = await launch();
    const kinds = (await oneOfEachKind()).map(([, address]) => address);
    const figures = (await everyPage()).filter((address) => address.includes("/f/"));
    const pages = [...new Set([...kinds, ...figures])];
    await overPages(browser, pages, { viewport: { width: 1280, height: 900 } }, async (page, address) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(site.origin + address);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        for (const drawing of await page.evaluate(measure)) {
          const where = `${address} (${drawing.figure}, ${width} px)`;
          charts.add(drawing.chart);
          forms[drawing.form] += 1;
          if (drawing.form !== (width === 320 ? "narrow" : "wide")) found.size.add(`${drawing.form} form shown`, where);
          judge(drawing, found, where);
        }
      }
    });
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("was looked at, in both forms", (t) => {
    t.diagnostic(`${forms.wide} wide, ${forms.narrow} narrow; charts: ${[...charts].sort().join(", ")}`);
    assert.ok(forms.wide > 0 && forms.narrow > 0);
    for (const chart of ["bar", "line", "map"]) assert.ok(charts.has(chart), `no ${chart} was seen`);
  });
  test(`has no text under ${LEAST_TEXT} px as drawn`, () => found.size.assertNone());
  test("has all its text inside", () => found.outside.assertNone());
  test("has no label on another", () => found.overlap.assertNone());
  test("has as many marks as its table has rows", () => found.marks.assertNone());
});

function judge({ texts, view, marks, rows, apart }, found, where) {
  for (const { words, box, size, role } of texts) {
    if (size < LEAST_TEXT - 0.01) found.size.add(`${role} text at ${size.toFixed(1)} px`, `${where} “${words}”`);
    const inside =
      box.left >= view.left - 0.5 && box.right <= view.right + 0.5 && box.top >= view.top - 0.5 && box.bottom <= view.bottom + 0.5;
    if (!inside) found.outside.add(`${role} outside`, `${where} “${words}”`);
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // A box of type is taller than its ink by about a fifth, above capitals and below figures.
      if (width > 0.5 && height > 0.2 * one.size) {
        const by = `${width.toFixed(1)} × ${height.toFixed(1)} px`;
        found.overlap.add(`${one.role} on ${other.role}`, `${where} “${one.words}” and “${other.words}” by ${by}`);
      }
    }
  });
  // A figure for a frame has its table on its own page.
  if (apart) return;
  const missing = rows.filter((step) => !marks.includes(step));
  const extra = marks.filter((step) => !rows.includes(step));
  if (missing.length > 0) found.marks.add(`rows without a mark: ${missing}`, where);
  if (extra.length > 0) found.marks.add(`marks without a row: ${extra}`, where);
}

// Runs in the page: every drawing that is shown, in pixels of the screen.
function measure() {
  const drawings = [...document.querySelectorAll("figure svg.chart")].filter((svg) => svg.checkVisibility());
  const steps = (root, selector) => [...new Set([...root.querySelectorAll(selector)].map((mark) => mark.dataset.step))];
  const edges = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
  return drawings.map((svg) => {
    const figure = svg.closest("figure");
    const matrix = svg.getScreenCTM();
    const { x, y, width, height } = svg.viewBox.baseVal;
    const from = new DOMPoint(x, y).matrixTransform(matrix);
    const to = new DOMPoint(x + width, y + height).matrixTransform(matrix);
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && text.checkVisibility());
    return {
      figure: figure.id,
      apart: figure.classList.contains("embedded"),
      chart: [...figure.classList].filter((name) => name !== "embedded")[1] ?? "figure",
      form: svg.classList.contains("narrow") ? "narrow" : "wide",
      view: { left: from.x, right: to.x, top: from.y, bottom: to.y },
      texts: texts.map((text) => ({
        words: text.textContent,
        role: text.getAttribute("class") ?? "text",
        size: Number.parseFloat(getComputedStyle(text).fontSize) * matrix.a,
        box: edges(text.getBoundingClientRect()),
      })),
      marks: steps(svg, ".mark[data-step]"),
      rows: steps(figure, "tr[data-step]"),
    };
  });
}
