// The explorer. Comes in: a list of indicators, and for one of them every released value on axes that the build made.
// Goes out: a form, and the figure that the address asks for (`?areas=&from=&to=&by=&show=&against=`). Nothing changes
// until Show is pressed; no number is computed: script chooses values and fits their places to the width of a drawing.

import cite from "./cite.js";
import { chosen, defaults } from "./explore-choice.js";
import { bars, lines, map, scatter } from "./explore-drawing.js";
import figure from "./figure.js";
import { buttons, element, field, heading, lower, read, select, series } from "./form.js";
import table from "./table.js";

const KEYS = ["areas", "from", "to", "by", "show", "against"];
const SHOWN = { line: "Lines over time", bars: "Bars of one period", map: "Map of one period", table: "Table alone" };

export default async function explore(root) {
  const slot = root.querySelector(".slot");
  const status = element("p");
  status.setAttribute("role", "status");
  const list = await read(root.dataset.list);
  const data = root.dataset.placed ? await read(root.dataset.placed) : null;
  if (!list || (root.dataset.placed && !data)) {
    slot.append(status);
    status.textContent = "What can be chosen could not be read. Every number is in the tables of this page and in the files.";
    return;
  }
  const indicators = list.themes.map(({ title, indicators }) => [title, indicators.map(({ id, text }) => [id, text])]);
  if (data) await page(root, slot, status, indicators, list, data);
  else choose(slot, status, indicators);
}

// The page of no indicator: an address with one leads to its page.
function choose(slot, status, groups) {
  const asked = new URLSearchParams(location.search);
  const known = groups.flatMap(([, all]) => all.map(([id]) => id));
  const wanted = asked.get("ind");
  asked.delete("ind");
  const rest = asked.size > 0 ? `?${asked}` : "";
  if (known.includes(wanted)) return location.replace(`${wanted}/${rest}`);
  const control = select("explore-ind", [], groups);
  const form = element("form");
  const fields = element("div", { className: "fields" });
  fields.append(field("Indicator", control));
  form.append(fields, buttons(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${control.value}/${rest}`);
  });
  const box = element("div", { className: "choice" });
  box.append(element("h2", { textContent: "An indicator of your choice" }), form, status);
  slot.append(box);
  if (wanted) status.textContent = `There is no indicator “${wanted}”. Choose one of the list.`;
}

async function page(root, slot, status, groups, list, data) {
  const own = root.dataset;
  const { form, controls } = makeForm(groups, data, own.id);
  const box = element("div", { className: "choice" });
  const further = element("div");
  box.append(element("h2", { textContent: "A view of your choice" }), form, status, further);
  const result = element("div", { className: "result" });
  slot.append(box);
  // Beside the form, which is not printed.
  slot.after(result);
  let shown = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = address(controls);
    if (controls.ind.value !== own.id) location.assign(`../${controls.ind.value}/${query}`);
    else if (query === location.search) show(true);
    else {
      history.pushState(null, "", query || location.pathname);
      show(true);
    }
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    if (location.search !== "") history.pushState(null, "", location.pathname);
    show(true);
  });
  // A link to a place on the page is no other view.
  addEventListener("popstate", () => {
    if (location.search !== shown) show(true);
  });
  await show(false);

  async function show(say) {
    const query = location.search;
    shown = query;
    const asked = new URLSearchParams(query);
    const state = Object.fromEntries(KEYS.map((key) => [key, asked.get(key) ?? ""]));
    const made = chosen(query === "" ? { ...state, ...defaults(data) } : state, data);
    fillForm(controls, state, made, own.id);
    const files = await fetched(made, own, list);
    // Another choice may have been made while these were on their way.
    if (shown !== query) return;
    settle(made, files);
    result.replaceChildren();
    if (made.areas.length > 0) {
      const view = draw(made, files, data, own);
      result.append(view);
      figure(view);
      cite(view.querySelector(".cite"));
      view.querySelectorAll('[data-module="table"]').forEach(table);
      made.said.unshift(`Showing ${made.name}.`);
      const onward = element("a", { href: "#view-finding", textContent: "Go to the view" });
      const words = element("p");
      words.append(onward);
      further.replaceChildren(words);
    }
    if (say || query !== "") status.textContent = made.said.join(" ");
  }
}

function makeForm(groups, data, id) {
  const form = element("form");
  const fields = element("div", { className: "fields" });
  const kinds = data.levels.map(({ plural }, level) => [
    plural,
    data.areas.filter((area) => area.level === level).map(({ slug, name }) => [slug, name]),
  ]);
  const every = data.levels.filter((_, level) => data.areas.filter((area) => area.level === level).length > 1);
  const all = every.map(({ id, plural }) => [`all.${id}`, `All ${lower(plural)}`]);
  const periods = data.periods.map(({ id, text }) => [id, text]);
  const controls = {
    ind: select("explore-ind", [], groups),
    areas: ["First area, or all", "Second area, if wanted", "Third area, if wanted", "Fourth area, if wanted"].map(
      (words, index) => [words, select(`explore-area-${index + 1}`, index === 0 ? all : [["", "None"]], kinds)],
    ),
    from: select("explore-from", [["", "The first"], ...periods]),
    to: select("explore-to", [["", "The latest"], ...periods]),
    by: select("explore-by", [["", "No groups"], ...data.by.map(({ id, text }) => [id, text])]),
    show: select("explore-show", Object.entries(SHOWN)),
    against: select("explore-against", [["", "None"]], groups.map(([title, inside]) => [title, inside.filter(([own]) => own !== id)])),
  };
  fields.append(field("Indicator", controls.ind), ...controls.areas.map(([words, control]) => field(words, control)));
  fields.append(field("From", controls.from), field("To, or the one period of bars and maps", controls.to));
  if (data.by.length > 0) fields.append(field("Groups, of the first area", controls.by));
  fields.append(field("Show as", controls.show), field("Against another indicator", controls.against));
  controls.areas = controls.areas.map(([, control]) => control);
  const set = element("fieldset");
  set.append(element("legend", { textContent: "Choose, then press Show" }), fields);
  form.append(set, buttons(true));
  return { form, controls };
}

// The address of what the form says; what is left as it was is left out.
function address({ areas, from, to, by, show, against }) {
  const query = new URLSearchParams();
  const slugs = [...new Set(areas.map(({ value }) => value).filter(Boolean))];
  query.set("areas", slugs[0]?.startsWith("all.") ? slugs[0] : slugs.join(","));
  for (const [key, control] of Object.entries({ from, to, by, against })) if (control.value) query.set(key, control.value);
  query.set("show", show.value);
  // A comma needs no escape, and addresses are read by people.
  return `?${String(query).replaceAll("%2C", ",")}`;
}

function fillForm(controls, state, made, id) {
  controls.ind.value = id;
  controls.areas.forEach((control, index) => (control.value = made.words[index] ?? ""));
  // The first list has no empty choice.
  if (controls.areas[0].selectedIndex < 0) controls.areas[0].selectedIndex = 0;
  controls.from.value = made.periods.includes(state.from) ? state.from : "";
  controls.to.value = made.periods.includes(state.to) ? state.to : "";
  controls.by.value = made.by?.id ?? "";
  controls.show.value = made.show;
  controls.against.value = state.against;
  if (controls.against.selectedIndex < 0) controls.against.value = "";
}

async function fetched(made, own, list) {
  const files = {};
  if (made.show === "map") files.map = await read(`${own.maps}${made.level.id}.json`);
  if (!made.against) return files;
  const other = list.themes.flatMap(({ indicators }) => indicators).find(({ id }) => id === made.against && id !== own.id);
  if (other) files.against = { ...other, data: await read(`../${other.id}/placed.json`) };
  return files;
}

// What cannot be shown as it was asked for is shown in another way, and that is said.
function settle(made, { map: outlines, against }) {
  if (made.show === "map" && !outlines?.[0]) {
    made.said.push(`There are no outlines of ${lower(made.level.plural)}, or they could not be read: bars are shown.`);
    made.show = "bars";
  }
  if (!made.against) return;
  if (!against) made.said.push(`There is no other indicator “${made.against}”.`);
  else if (!against.data) made.said.push(`The numbers of ${against.text} could not be read.`);
  else if (!against.data.levels.some(({ id }) => id === made.level.id)) {
    made.said.push(`${against.text} has no numbers of ${lower(made.level.plural)}.`);
  } else if (made.by) made.said.push("Groups are not set against another indicator.");
  else return void (made.show = "scatter");
}

// The figure, under the same contract as every other.
function draw(made, files, data, own) {
  const view = element("figure", { className: `figure ${made.show === "map" ? "map" : ""}`, id: "view" });
  const drawn = DRAWN[made.show](made, files, data, own);
  Object.assign(view.dataset, { name: "This view", module: "figure" });
  view.setAttribute("aria-labelledby", "view-finding");
  const finding = element("h2", { className: "finding", id: "view-finding", tabIndex: -1, textContent: made.finding ?? `${own.short}: ${made.name}` });
  const what = element("p", { className: "shown" });
  if (drawn.illustrative || document.querySelector("main .measure .illustrative")) what.append(element("strong", { className: "illustrative", textContent: "Illustrative data" }), " ");
  what.append(drawn.shown ?? [own.short, own.unit, lower(drawn.period)].filter(Boolean).join(", "));
  const summary = element("p", { className: "summary", id: "view-summary" });
  summary.textContent = [...made.sentences, ...(drawn.sentences ?? []), own.caution || "The numbers do not show why."].join(" ");
  view.append(finding, what, summary);
  const plot = element("div", { className: "plot" });
  plot.append(...drawn.drawings.flat().filter(Boolean));
  if (plot.childElementCount > 0) view.append(plot);
  view.append(element("div", { className: "slot" }));
  const about = document.querySelector(".about");
  view.append(...[...about.querySelectorAll(":scope > p, :scope > ul.notes")].map((node) => node.cloneNode(true)));
  if (drawn.source) view.append(element("p", { className: "source", textContent: drawn.source }));
  const more = element("div", { className: "more" });
  const numbers = element("details", { className: "data", open: true });
  numbers.append(element("summary", { textContent: "Table and data of this view" }), grid(drawn, made, own));
  numbers.append(about.querySelector(".downloads").cloneNode(true));
  const cite = element("details", { className: "cite" });
  const place = `${own.address}${location.search}`;
  cite.append(element("summary", { textContent: "Cite this view" }), element("p", { className: "citation", textContent: own.cite.replace(own.address, place) }));
  more.append(numbers, cite);
  view.append(more);
  return view;
}

function grid({ head, rows, period, shown }, made, own) {
  const region = element("section", { className: "scroll", tabIndex: 0 });
  region.setAttribute("aria-labelledby", "view-caption");
  region.dataset.module = "table";
  const sheet = element("table");
  const caption = sheet.createCaption();
  caption.id = "view-caption";
  caption.append(element("span", { textContent: shown ?? [own.short, own.unit, made.name, lower(period)].filter(Boolean).join(", ") }));
  const top = sheet.createTHead().insertRow();
  head.forEach((words, index) => top.append(heading("col", words, { className: index === 0 || /^Compared/.test(words) ? "text" : "number" })));
  const body = sheet.createTBody();
  rows.forEach(({ cells, words }, step) => {
    const row = body.insertRow();
    Object.assign(row.dataset, { step, words });
    row.append(heading("row", cells[0]));
    cells.slice(1).forEach((text, index) => row.append(element("td", { className: head[index + 1].startsWith("Compared") ? "text" : "number", textContent: text })));
  });
  region.append(sheet);
  return region;
}

const united = (text, unit) => (text.startsWith("[") ? text : unit.startsWith("%") ? `${text}${unit}` : `${text} ${unit}`);
const span = (from, to) => (from === to ? from.text : `${from.text} to ${lower(to.text)}`);

// Each way to show: its drawings, wide and narrow, and its rows.
const DRAWN = {
  line: (made, files, data, own) => overTime(made, data, own, true),
  table: (made, files, data, own) => (made.many ? atOnce(made, data, own, null) : overTime(made, data, own, false)),
  bars: (made, files, data, own) => atOnce(made, data, own, (items, width) => bars(items, made, own, width)),
  map: (made, files, data, own) =>
    atOnce(made, data, own, (items, width) => map(files.map[width > 400 ? 0 : 1], items, made, own)),
  scatter: (made, files, data, own) => paired(made, files.against, data, own),
};

function overTime(made, data, own, drawing) {
  const periods = data.periods.slice(made.from, made.to + 1);
  const rows = periods.map(({ text }, index) => {
    const texts = made.items.map(({ values }) => values.text[made.from + index]);
    const parts = made.items.map(({ name }, item) => `${name} ${texts[item]}`);
    return { cells: [text, ...texts], words: `${text}: ${made.items.length > 1 ? `${parts.join(", ")}, ${own.unit}` : united(texts[0], own.unit)}` };
  });
  return {
    head: ["Period", ...made.items.map(({ name }) => name)],
    rows,
    period: span(periods[0], periods.at(-1)),
    drawings: drawing ? lines(made, periods, own) : [],
  };
}

function atOnce(made, data, own, drawing) {
  const at = made.to;
  const compared = Object.keys(data.compared).length > 0 && !made.by;
  // A map has every area of its kind, so that a place is known by its neighbours.
  const all = made.show === "map" ? made.whole : made.items;
  const items = all.map(({ name, slug, values, inks, compared: letters }) => {
    const text = values.text[at];
    const beside = data.compared[letters?.[at]];
    const cells = [name, text, ...(compared ? [beside ?? (text.startsWith("[") ? text : "not compared")] : [])];
    const words = `${name}: ${united(text, own.unit)}${beside ? `, ${beside}` : ""}`;
    const chosen = made.items.some((item) => item.slug === slug);
    return { name, slug, text, at: values.at[at], limits: values.limits[at], ink: inks?.[at], cells, words, chosen };
  });
  // Highest first; what has no number comes last, by name. Groups have an order of their own.
  if (!made.by) items.sort((a, b) => (a.at === null) - (b.at === null) || b.at - a.at || a.name.localeCompare(b.name));
  return {
    head: [made.by ? made.by.text : "Area", data.periods[at].text, ...(compared ? ["Compared with the benchmark"] : [])],
    rows: items,
    period: data.periods[at].text,
    drawings: drawing ? [720, 320].map((width) => drawing(items, width)) : [],
  };
}

// Two indicators: the places of one upwards, those of the other across.
function paired(made, against, data, own) {
  const other = against.data;
  const id = data.periods[made.to].id;
  const same = other.periods.findIndex((period) => period.id === id);
  const across = same >= 0 ? same : other.periods.length - 1;
  const level = other.levels.findIndex(({ id }) => id === made.level.id);
  const theirs = new Map(other.areas.filter((area) => area.level === level).map((area) => [area.slug, area]));
  const items = made.whole.map(({ name, slug, values }) => {
    const beside = theirs.get(slug);
    const [text, second] = [values.text[made.to], beside?.text[across] ?? "[x]"];
    const cells = [name, text, second];
    const words = `${name}: ${lower(own.short)} ${united(text, own.unit)}; ${lower(against.text)} ${united(second, against.unit)}`;
    const place = [beside?.at[across] ?? null, values.at[made.to]];
    return { name, cells, words, place, marked: !made.many && made.items.some((item) => item.slug === slug) };
  });
  const without = items.filter(({ place }) => place.includes(null)).map(({ name }) => name);
  const titles = [`${own.short}, ${own.unit}, ${lower(data.periods[made.to].text)}`, `${against.text}, ${against.unit}, ${lower(other.periods[across].text)}`];
  const sentences = ["Two measures that go together do not show that one causes the other, and say nothing of any one person."];
  if (against.caution) sentences.push(against.caution);
  if (without.length > 0) sentences.unshift(`Without both numbers, and so without a place: ${series(without)}.`);
  if (same < 0) sentences.unshift("The two are of different periods.");
  made.name = `${own.short} and ${lower(against.text)}, ${lower(made.level.plural)}`;
  made.finding = made.name;
  made.sentences = [];
  return {
    head: ["Area", ...titles],
    rows: items,
    source: `${against.text}: ${against.sources.join("; ")}.`,
    illustrative: against.illustrative,
    shown: `${titles.join(", and ")}, ${lower(made.level.plural)}`,
    period: data.periods[made.to].text,
    sentences,
    drawings: [720, 320].map((width) => scatter(items, [made.level.axis, other.levels[level].axis], titles, width)),
  };
}
