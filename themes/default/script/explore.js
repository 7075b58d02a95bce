// The explorer. Comes in: a list of indicators, and for one of them every released value on axes that the build made.
// Goes out: a form, and the figure that the address asks for (`?areas=&from=&to=&by=&show=&against=`). Nothing changes
// until Show is pressed; no number is computed: script chooses values and fits their places to the width of a drawing.

import cite from "./cite.js";
import figure from "./figure.js";
import { buttons, element, field, heading, read, select, series, spoken, united } from "./main.js";
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
    delete root.dataset.placed;
    slot.append(status);
    status.textContent = "What can be chosen could not be read. The numbers are in tables and in the files.";
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
    const query = written(inAddress(false));
    if (query !== location.search) history.pushState(null, "", query || location.pathname);
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
    const usual = asked.has("areas") ? {} : defaults(data);
    const made = chosen({ ...state, ...usual, show: state.show || usual.show }, data);
    fillForm(controls, state, made, own.id);
    const files = await settle(made, own, list);
    // Another choice may have been made meanwhile.
    if (shown !== query) return;
    if (made.show !== "scatter") controls.show.value = made.show;
    result.replaceChildren();
    further.replaceChildren();
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
  const all = every.map(({ id, lower }) => [`all.${id}`, `All ${lower}`]);
  const periods = data.periods.map(({ id, text }) => [id, text]);
  const controls = {
    ind: select("explore-ind", [], groups),
    areas: ["First area, or all", "Second area, if wanted", "Third area, if wanted", "Fourth area, if wanted"].map(
      (words, index) => [words, select(`explore-area-${index + 1}`, index === 0 ? all : [["", "None"]], kinds)],
    ),
    from: select("explore-from", [["", "The first"], ...periods]),
    to: select("explore-to", [["", "The latest"], ...periods]),
    by: select("explore-by", [["", "No groups"], ...data.by.map(({ id, text }) => [id, text])]),
    show: select("explore-show", Object.entries(SHOWN).filter(([way]) => way !== "map" || data.levels.some(({ mapped }) => mapped))),
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

// The words of the address that are known here, or the others, such as a pack.
function inAddress(own) {
  const query = new URLSearchParams(location.search);
  for (const key of [...query.keys()]) if (KEYS.includes(key) !== own) query.delete(key);
  return query;
}

// A comma needs no escape, and addresses are read by people.
const written = (query) => (query.size > 0 ? `?${String(query).replaceAll("%2C", ",")}` : "");

// The address of what the form says; what is left as it was is left out.
function address({ areas, from, to, by, show, against }) {
  const query = inAddress(false);
  const slugs = [...new Set(areas.map(({ value }) => value).filter(Boolean))];
  query.set("areas", slugs[0]?.startsWith("all.") ? slugs[0] : slugs.join(","));
  for (const [key, control] of Object.entries({ from, to, by, against })) if (control.value) query.set(key, control.value);
  query.set("show", show.value);
  return written(query);
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

// What cannot be shown as it was asked for is shown in another way, and that is said.
async function settle(made, own, list) {
  const files = {};
  if (made.areas.length === 0) return files;
  const { against, by, level, said } = made;
  if (against) {
    const other = list.themes.flatMap(({ indicators }) => indicators).find(({ id }) => id === against && id !== own.id);
    const data = other && !by ? await read(`../${other.id}/placed.json`) : null;
    if (!other) said.push(`There is no other indicator “${against}”.`);
    else if (by) said.push("Groups are not set against another indicator.");
    else if (!data) said.push(`The numbers of ${other.lower} could not be read.`);
    else if (!data.levels.some(({ id }) => id === level.id)) said.push(`${other.text} has no numbers of ${level.lower}.`);
    else {
      said.push("Two indicators are shown as dots.");
      made.show = "scatter";
      return { against: { ...other, data } };
    }
  }
  const bars = (why) => {
    said.push(`${why}: bars are shown.`);
    made.show = "bars";
  };
  if (made.show === "map") {
    if (by) bars("A map shows everyone together");
    else {
      files.map = level.mapped && (await read(`${own.maps}${level.id}.json`));
      if (!files.map?.[0]) bars(`No outlines of ${level.lower} could be read`);
    }
  } else if (made.show === "line" && made.items.length > MOST) bars(`Lines of more than four ${by ? "groups" : "areas"} cannot be told apart`);
  return files;
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
  what.append(drawn.shown ?? [own.short, own.unit, drawn.period].filter(Boolean).join(", "));
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
  const place = own.address + written(inAddress(true));
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
  caption.append(element("span", { textContent: shown ?? [own.short, own.unit, made.name, period].filter(Boolean).join(", ") }));
  const top = sheet.createTHead().insertRow();
  head.forEach((words, index) => top.append(heading("col", words, { className: index === 0 || /^Compared/.test(words) ? "text" : "number" })));
  const body = sheet.createTBody();
  const signs = JSON.parse(own.signs);
  rows.forEach(({ cells, words }, step) => {
    const row = body.insertRow();
    Object.assign(row.dataset, { step, words: spoken(words, signs) });
    row.append(heading("row", cells[0]));
    cells.slice(1).forEach((text, index) => row.append(element("td", { className: head[index + 1].startsWith("Compared") ? "text" : "number", textContent: text })));
  });
  region.append(sheet);
  return region;
}

const span = (from, to) => (from === to ? from.lower : `${from.lower} to ${to.lower}`);

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
  // Highest first, and without a number last, by name. Groups have an order of their own.
  const number = ({ text }) => Number.parseFloat(text.replaceAll(",", "").replace("−", "-")) || 0;
  if (!made.by) items.sort((a, b) => (a.at === null) - (b.at === null) || b.at - a.at || number(b) - number(a) || a.name.localeCompare(b.name));
  return {
    head: [made.by ? made.by.text : "Area", data.periods[at].text, ...(compared ? ["Compared with the benchmark"] : [])],
    rows: items,
    period: data.periods[at].lower,
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
    const words = `${name}: ${own.lower} ${united(text, own.unit)}; ${against.lower} ${united(second, against.unit)}`;
    const place = [beside?.at[across] ?? null, values.at[made.to]];
    return { name, cells, words, place, marked: !made.many && made.items.some((item) => item.slug === slug) };
  });
  const without = items.filter(({ place }) => place.includes(null)).map(({ name }) => name);
  const titles = [`${own.short}, ${own.unit}, ${data.periods[made.to].lower}`, `${against.text}, ${against.unit}, ${other.periods[across].lower}`];
  const sentences = ["Two measures that go together do not show that one causes the other, and say nothing of any one person."];
  if (against.caution) sentences.push(against.caution);
  if (without.length > 0) sentences.unshift(`Without both numbers, and so without a place: ${series(without)}.`);
  if (same < 0) sentences.unshift("The two are of different periods.");
  made.name = `${own.short} and ${against.lower}, ${made.level.lower}`;
  made.finding = made.name;
  made.sentences = [];
  return {
    head: ["Area", ...titles],
    rows: items,
    source: `${against.text}: ${against.sources.join("; ")}.`,
    illustrative: against.illustrative,
    shown: `${titles.join(", and ")}, ${made.level.lower}`,
    period: data.periods[made.to].lower,
    sentences,
    drawings: [720, 320].map((width) => scatter(items, [made.level.axis, other.levels[level].axis], titles, width)),
  };
}

// What an address asks for, as far as it can be shown; whatever cannot is said.

const MOST = 4;
const WAYS = ["line", "bars", "map", "table"];

/** What is shown before anything is chosen: all areas of the first kind that is neither one nor very many. */
function defaults(data) {
  const count = (level) => data.areas.filter((area) => area.level === level).length;
  const level = data.levels.findIndex((_, at) => count(at) > 1 && count(at) <= 40);
  const latest = data.periods.length - 1;
  const has = (area) => area.at.some((at) => at !== null);
  const bars = level >= 0 && data.areas.some((area) => area.level === level && area.at[latest] !== null);
  if (bars) return { areas: `all.${data.levels[level].id}`, show: "bars" };
  return { areas: (data.areas.find(has) ?? data.areas[0])?.slug ?? "", show: "line" };
}

function chosen(state, data) {
  const said = [];
  const made = { ...areasOf(state.areas, data, said), said, against: state.against };
  made.periods = data.periods.map(({ id }) => id);
  made.from = periodOf(state.from, made.periods, 0, said);
  made.to = periodOf(state.to, made.periods, data.periods.length - 1, said);
  if (made.from > made.to) {
    said.push("The first period is after the last, so the two are turned round.");
    [made.from, made.to] = [made.to, made.from];
  }
  made.show = WAYS.includes(state.show) ? state.show : made.many ? "bars" : "line";
  if (state.show && state.show !== made.show) said.push(`There is no way to show numbers called “${state.show}”.`);
  if (made.areas.length === 0) {
    said.push(state.areas ? "Choose an area, then press Show." : "Choose one to four areas, or all of a kind, then press Show.");
    return made;
  }
  made.items = made.areas;
  made.by = null;
  if (state.by) groupsOf(state.by, made, data, said);
  const names = made.many ? `all ${made.level.lower}` : series(made.areas.map(({ name }) => name));
  made.name = made.by ? `${made.areas[0].name}, by ${made.by.id}` : names;
  const latest = data.periods.length - 1;
  const single = made.areas.length === 1 && !made.by && made.to === latest && made.from === 0;
  const whole = made.many && made.to === latest ? made.level.said : null;
  made.finding = (single ? made.areas[0].said : whole)?.replace(/\.$/, "") ?? null;
  // What is said of an area reaches to its latest number, so it is said where that is shown.
  made.sentences = made.by || single || made.many || made.to !== latest ? [] : made.areas.map((area) => area.said);
  return made;
}

function areasOf(words, data, said) {
  const asked = [...new Set(words.split(",").filter(Boolean))];
  const level = asked[0]?.startsWith("all.") ? data.levels.findIndex(({ id }) => `all.${id}` === asked[0]) : -1;
  const of = (level) => data.areas.filter((area) => area.level === level).map(flat);
  if (level >= 0) return { areas: of(level), whole: of(level), level: data.levels[level], many: true, words: [asked[0]] };
  const known = asked.map((slug) => data.areas.find((area) => area.slug === slug)).filter(Boolean);
  const unknown = asked.filter((slug) => !data.areas.some((area) => area.slug === slug));
  const alike = known.filter((area) => area.level === known[0].level);
  const areas = alike.slice(0, MOST);
  if (unknown.length > 0) said.push(`Not found here, and left out: ${unknown.join(", ")}.`);
  if (alike.length < known.length) {
    const others = known.filter((area) => area.level !== known[0].level).map(({ name }) => name);
    said.push(`One axis holds areas of one kind, so left out: ${series(others)}. The page that compares areas sets several kinds beside each other.`);
  }
  if (alike.length > MOST) said.push(`At most four areas are shown: the first four of ${alike.length}.`);
  const kind = known[0]?.level ?? 0;
  return { areas: areas.map(flat), whole: of(kind), level: data.levels[kind], many: false, words: areas.map(({ slug }) => slug) };
}

// The values of an area under one name, as those of a group are.
function flat(area) {
  return { ...area, values: { at: area.at, limits: area.limits, text: area.text } };
}

function periodOf(id, ids, otherwise, said) {
  const index = ids.indexOf(id);
  if (id && index < 0) said.push(`There is no period “${id}”.`);
  return index < 0 ? otherwise : index;
}

function groupsOf(id, made, data, said) {
  const by = data.by.find((one) => one.id === id);
  const [area] = made.areas;
  const position = data.areas.findIndex(({ slug }) => slug === area.slug);
  const groups = by?.areas[position];
  if (!by) return void said.push(`There are no groups called “${id}”.`);
  if (!groups) return void said.push(`No groups by ${by.id} are published for ${area.name}.`);
  if (made.areas.length > 1) said.push(`Groups are shown of one area: ${area.name}.`);
  made.areas = [area];
  made.many = false;
  made.by = by;
  made.level = { ...made.level, axis: by.axes[area.level] };
  made.items = by.groups.map((name, index) => ({ name, values: groups[index] }));
}

// Drawings, in the classes of every other, with marks that the reading slider finds. Script knows no value, no range
// and no class: it fits millionths to a width.

const SPACE = "http://www.w3.org/2000/svg";
const LINE = 18;
// What a letter is taken to need: wider than most, so that labels have room.
const LETTER = 7.6;
const SIZES = [720, 320];

function svg(name, attributes, ...inside) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const text = (x, y, words, className, anchor = "start") => svg("text", { x, y, class: className, "text-anchor": anchor }, words);
const line = (x1, y1, x2, y2, className) => svg("line", { x1, y1, x2, y2, class: className });
const round = (value) => Math.round(value * 10) / 10;

function drawing(width, height, axis, inside) {
  const frame = width > 400 ? "wide" : "narrow";
  const made = svg("svg", { class: `chart ${frame}`, role: "img", "aria-labelledby": "view-finding", "aria-describedby": "view-summary", viewBox: `0 0 ${width} ${Math.ceil(height)}` }, ...inside);
  made.dataset.axis = axis;
  return made;
}

const mark = (step, group, at, ...inside) => svg("g", { class: "mark", "data-step": step, "data-series": group, ...(at === null ? {} : { "data-at": round(at) }) }, ...inside);

function wrapped(words, most) {
  const lines = [];
  for (const word of words.split(" ")) {
    if (lines.length > 0 && `${lines.at(-1)} ${word}`.length <= most) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  // A word that is longer than a line is broken.
  return lines.flatMap((one) => one.match(new RegExp(`.{1,${most}}`, "gu")) ?? [one]);
}

// The four markers, told apart without colour.
function marker(x, y, index, className) {
  const points = [null, "M-4.5-4.5h9v9h-9z", "M0-6 5.8 4.5H-5.8z", "M0-6.2 6.2 0 0 6.2-6.2 0z"][index];
  if (!points) return svg("circle", { cx: round(x), cy: round(y), r: 5, class: className });
  return svg("path", { d: points, transform: `translate(${round(x)} ${round(y)})`, class: className });
}

/** Lines of up to four items over periods, with a key above. */
function lines({ items, level, from }, periods, own) {
  const drawn = SIZES.map((width) => lineDrawing(items, level.axis, from, periods, own.unit, width));
  return items.length > 1 ? [key(items), ...drawn] : drawn;
}

function key(items) {
  const list = element("ul", { className: "view-key" });
  items.forEach(({ name }, index) => {
    const sample = svg("svg", { class: "chart sample", viewBox: "0 0 32 14", "aria-hidden": "true" }, svg("path", { d: "M0 7h32", class: `line series-${index + 1}` }), marker(16, 7, index, `series-${index + 1}`));
    const item = element("li");
    item.append(sample, ` ${name}`);
    list.append(item);
  });
  return list;
}

function lineDrawing(items, axis, first, periods, unit, width) {
  const head = wrapped(sentence(unit), Math.floor(width / LETTER));
  const top = head.length * LINE + 14;
  const height = (width > 400 ? 320 : 250) + head.length * LINE;
  const bottom = height - 46;
  const left = Math.max(...axis.ticks.map(([, words]) => words.length)) * LETTER + 10;
  const right = width - 20;
  const [start, end] = [periods[0].at, periods.at(-1).at];
  const x = ({ at }) => (end > start ? left + ((at - start) / (end - start)) * (right - left) : (left + right) / 2);
  const y = (at) => bottom - (at / 1e6) * (bottom - top);
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  for (const [at, words] of axis.ticks) {
    inside.push(line(left, round(y(at)), right, round(y(at)), at === axis.zero ? "zero" : "grid"), text(left - 8, round(y(at)) + 5, words, "tick", "end"));
  }
  inside.push(...timeAxis(periods, x, bottom, width, left));
  const values = items.map((item) => periods.map((_, index) => item.values.at[first + index]));
  if (items.length === 1) inside.push(...band(items[0].values.limits.slice(first, first + periods.length), periods, x, y));
  values.forEach((of, series) => inside.push(...strokes(of, periods, x, y, series)));
  values.forEach((of, series) => {
    const last = of.findLastIndex((at) => at !== null);
    if (last >= 0) inside.push(marker(x(periods[last]), y(of[last]), series, `series-${series + 1}`));
  });
  inside.push(line(right, top, right, bottom, "hair"));
  periods.forEach((period, step) => {
    const missing = values.every((of) => of[step] === null);
    values.forEach((of, series) => {
      const [at, className] = [x(period), `series-${series + 1}`];
      const known = of[step] !== null;
      const lone = missing && series > 0;
      const up = missing ? 0 : values.slice(0, series).filter((other) => other[step] === null).length * 11;
      const shape = known
        ? svg("circle", { cx: round(at), cy: round(y(of[step])), r: 5, class: `point ${className}` })
        : svg("circle", { cx: round(at), cy: round(y(axis.zero) - up), r: 3.5, class: `open ${missing ? "tick" : className}` });
      inside.push(mark(step, series, at, ...(lone ? [] : [shape])));
    });
  });
  return drawing(width, height, "x", inside);
}

function timeAxis(periods, x, bottom, width, left) {
  const named = periods.filter(({ tick }) => tick);
  // Where few of the chosen periods have words for an axis, the first and the last have theirs in full.
  const ends = named.length > 1 ? named : [...new Set([periods[0], periods.at(-1)])];
  const made = [line(left, bottom, width - 20, bottom, "axis")];
  let free = -Infinity;
  for (const period of [...ends].reverse()) {
    const words = wrapped(period.tick ?? period.text, 14);
    const half = (Math.max(...words.map((one) => one.length)) * LETTER) / 2;
    const at = Math.min(Math.max(x(period), half), width - half);
    if (free !== -Infinity && at + half > free) continue;
    free = at - half - 4;
    made.push(line(round(x(period)), bottom, round(x(period)), bottom + 5, "tick"));
    words.slice(0, 2).forEach((one, index) => made.push(text(round(at), bottom + 20 + index * 16, one, "tick", "middle")));
  }
  return made;
}

// Stretches without a gap; what may change is dashed.
function strokes(of, periods, x, y, series) {
  const className = `line series-${series + 1}`;
  const made = [];
  of.forEach((at, index) => {
    if (at === null) return;
    const before = index > 0 && periods[index].joined ? of[index - 1] : null;
    const after = of[index + 1] !== undefined && of[index + 1] !== null && periods[index + 1].joined;
    if (before === null) {
      if (!after) made.push(svg("circle", { cx: round(x(periods[index])), cy: round(y(at)), r: 4, class: `series-${series + 1}` }));
      return;
    }
    const may = periods[index].provisional || periods[index - 1].provisional;
    const [kind, last] = [may ? `${className} provisional` : className, made.at(-1)];
    const to = `${round(x(periods[index]))} ${round(y(at))}`;
    if (last?.dataset.to === String(index - 1) && last.getAttribute("class") === kind) last.setAttribute("d", `${last.getAttribute("d")}L${to}`);
    else made.push(svg("path", { d: `M${round(x(periods[index - 1]))} ${round(y(before))}L${to}`, class: kind }));
    made.at(-1).dataset.to = index;
  });
  return made;
}

function band(limits, periods, x, y) {
  const made = [];
  let run = [];
  const close = () => {
    const up = run.map(([at, [, high]]) => `${round(at)} ${round(y(high))}`);
    const down = run.map(([at, [low]]) => `${round(at)} ${round(y(low))}`).reverse();
    if (run.length > 1) made.push(svg("path", { d: `M${[...up, ...down].join("L")}z`, class: "band series-1" }));
    run = [];
  };
  limits.forEach((limit, index) => {
    if (!limit || !periods[index].joined) close();
    if (limit) run.push([x(periods[index]), limit]);
  });
  close();
  return made;
}

/** A bar for each item, with its limits and its number. */
function bars(items, { level, by }, own, width) {
  const { axis } = level;
  const wide = width > 400;
  const head = wrapped(sentence(own.unit), Math.floor(width / LETTER));
  const longest = Math.max(...items.map(({ name }) => name.length)) * LETTER;
  const left = wide ? Math.min(longest, 232) + 12 : 0;
  const room = Math.max(...items.map((item) => item.text.length)) * LETTER * 1.1 + 14;
  const right = width - room;
  // The widest of what is drawn reaches the edge, so that bars of one period fill the width.
  const most = Math.max(axis.zero, ...items.flatMap(({ at, limits }) => [at ?? axis.zero, limits?.[1] ?? axis.zero]));
  const least = Math.min(axis.zero, ...items.flatMap(({ at, limits }) => [at ?? axis.zero, limits?.[0] ?? axis.zero]));
  const x = (at) => left + ((at - least) / Math.max(most - least, 1)) * (right - left);
  const zero = round(x(axis.zero));
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  let y = head.length * LINE + 10;
  const top = y;
  items.forEach(({ name, text: number, at, limits }, step) => {
    const label = wrapped(name, Math.floor((wide ? 232 : width) / LETTER));
    const tall = label.length * LINE;
    const slot = wide ? Math.max(tall, 18) + 8 : tall + 30;
    const edge = wide ? y + (slot - 18) / 2 : y + tall + 2;
    const base = wide ? y + (slot - tall) / 2 + 13.5 : y + 14;
    label.forEach((words, index) => inside.push(text(wide ? left - 10 : 0, base + index * LINE, words, "label", wide ? "end" : "start")));
    const parts = [];
    let end = x(Math.max(at ?? axis.zero, axis.zero));
    if (at !== null) {
      parts.push(svg("rect", { x: round(Math.min(x(at), zero)), y: edge, width: round(Math.abs(x(at) - zero)), height: 18, class: `bar series-${by ? 3 : 1}` }));
      if (limits) {
        const [low, high] = limits.map((limit) => round(x(limit)));
        parts.push(svg("rect", { x: low, y: edge + 6.8, width: round(high - low), height: 4.4, class: "open ground" }));
        parts.push(svg("path", { d: `M${low} ${edge + 5}v8M${low} ${edge + 9}H${high}M${high} ${edge + 5}v8`, class: "line interval" }));
        end = Math.max(end, high);
      }
    }
    parts.push(text(round(end + 6), edge + 14, number, at === null ? "tick" : "value"));
    inside.push(mark(step, 0, edge + 9, ...parts));
    y += slot;
  });
  inside.push(line(zero, top, zero, y, "zero"));
  return drawing(width, y + 4, "y", inside);
}

/** Areas filled by the class of a period; what was chosen has a thick outline. */
function map(outlined, items, { level, many }, own) {
  const { width } = outlined;
  const head = wrapped(sentence(own.unit), Math.floor(width / LETTER));
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  const whole = items.map(({ ink }) => ink);
  const entries = level.classes.map(([ink, words]) => [`class-${ink}`, words]);
  if (whole.includes("x")) entries.push(["no-data", "no number"]);
  let [x, y] = [0, head.length * LINE + 6];
  for (const [className, words] of entries) {
    const wide = 24 + words.length * LETTER + 18;
    if (x > 0 && x + wide - 18 > width) [x, y] = [0, y + 24];
    inside.push(svg("path", { d: `M${x + 0.5} ${y + 0.5}h16v16h-16z`, class: `shape ${className}` }));
    if (className === "no-data") inside.push(svg("g", { class: "hatch" }, svg("path", { d: `M${x} ${y + 8}l8-8M${x} ${y + 16}l16-16M${x + 8} ${y + 16}l8-8`, class: "line" })));
    inside.push(text(x + 24, y + 13.5, words, "label"));
    x += wide;
  }
  const ground = svg("g", { transform: `translate(0 ${y + 28})` });
  items.forEach(({ slug, ink }, step) => {
    const d = outlined.areas[slug];
    const parts = d ? [svg("path", { d, class: `shape ${ink === "x" ? "no-data" : `class-${ink}`}` })] : [];
    if (d && ink === "x") parts.push(svg("g", { class: "hatch" }, svg("path", { d: outlined.hatch[slug], class: "line" })));
    ground.append(mark(step, 0, null, ...parts));
  });
  ground.append(svg("path", { d: outlined.outline, class: "outline" }));
  if (!many) items.filter(({ chosen }) => chosen).forEach(({ slug }) => ground.append(svg("path", { d: outlined.areas[slug] ?? "", class: "outline marked" })));
  inside.push(ground);
  return drawing(width, y + 30 + outlined.height, "none", inside);
}

/** A dot for each area that has both numbers. */
function scatter(items, [up, across], titles, width) {
  const head = wrapped(`Upwards: ${titles[0]}`, Math.floor(width / LETTER));
  const foot = wrapped(`Across: ${titles[1]}`, Math.floor(width / LETTER));
  const top = head.length * LINE + 14;
  const bottom = top + (width > 400 ? 320 : 240);
  const left = Math.max(...up.ticks.map(([, words]) => words.length)) * LETTER + 10;
  const right = width - 20;
  const x = (at) => left + (at / 1e6) * (right - left);
  const y = (at) => bottom - (at / 1e6) * (bottom - top);
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  for (const [at, words] of up.ticks) inside.push(line(left, round(y(at)), right, round(y(at)), at === up.zero ? "zero" : "grid"), text(left - 8, round(y(at)) + 5, words, "tick", "end"));
  for (const [at, words] of across.ticks) inside.push(line(round(x(at)), bottom, round(x(at)), bottom + 5, "tick"), text(round(x(at)), bottom + 20, words, "tick", "middle"));
  inside.push(line(round(x(across.zero)), top, round(x(across.zero)), bottom, "axis"));
  // Dots first: no name lies on one.
  const taken = items.filter(({ place }) => !place.includes(null)).map(({ place: [over, height] }) => [x(over) - 6, x(over) + 6, y(height) - 6, y(height) + 6]);
  foot.forEach((words, index) => inside.push(text(left, bottom + 44 + index * LINE, words, "unit")));
  items.forEach(({ place: [over, height], marked, name }, step) => {
    const parts = [];
    if (over !== null && height !== null) {
      parts.push(marked ? svg("path", { d: "M-6-6h12v12h-12z", transform: `translate(${round(x(over))} ${round(y(height))})`, class: "series-2" }) : svg("circle", { cx: round(x(over)), cy: round(y(height)), r: 5, class: "series-1" }));
      const named = marked || items.length <= 8 ? beside(name, x(over), y(height), { left, right, top, bottom }, taken) : null;
      if (named) parts.push(named);
    }
    inside.push(mark(step, 0, null, ...parts));
  });
  return drawing(width, bottom + 30 + foot.length * LINE + 4, "both", inside);
}

// A name on whichever side of its dot is free; the slider reads those that have no room.
function beside(name, x, y, { left, right, top, bottom }, taken) {
  const wide = name.length * LETTER * 1.07;
  const sides = [[x + 9, y + 5, "start", 0], [x - 9, y + 5, "end", -wide], [x, y - 11, "middle", -wide / 2], [x, y + 22, "middle", -wide / 2]];
  for (const [at, base, anchor, from] of sides) {
    const box = [at + from, at + from + wide, base - 12, base + 4];
    const inside = box[0] >= left && box[1] <= right + 20 && box[2] >= top && box[3] <= bottom;
    if (!inside || taken.some((other) => box[0] < other[1] && other[0] < box[1] && box[2] < other[3] && other[2] < box[3])) continue;
    taken.push(box);
    return text(round(at), round(base), name, "name", anchor);
  }
  return null;
}

const sentence = (words) => words.replace(/^./, (letter) => letter.toUpperCase());
