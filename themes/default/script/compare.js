// Two to four areas beside each other. Comes in: a list of areas and indicators, and a file for each area, all in
// words that the build wrote. Goes out: a form, and a table of the areas named in the address (`?areas=a,b`).
// Nothing changes until Show is pressed; no number is computed, no two areas are judged against each other.

import { element, heading, read, series } from "./main.js";
import table from "./table.js";

const MOST = 4;
const LABELS = ["First area", "Second area", "Third area, if wanted", "Fourth area, if wanted"];

export default async function compare(root) {
  const slot = root.querySelector(".slot");
  const list = await read(root.dataset.list);
  if (!slot || !list) return;
  const names = new Map(list.groups.flatMap((group) => group.areas.map((area) => [area.slug, area.name])));
  const { box, form, selects, status, further } = choice(list);
  const chosen = element("section", { className: "chosen" });
  chosen.setAttribute("aria-labelledby", "chosen");
  slot.append(box);
  root.after(chosen);
  chosen.hidden = true;
  let shown = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const slugs = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    if (slugs.length < 2) {
      status.textContent = "Choose at least two areas, then press Show.";
      return;
    }
    history.pushState(null, "", `?areas=${slugs.join(",")}`);
    show();
  });
  form.addEventListener("reset", () => {
    status.textContent = "";
    if (location.search === "") return;
    history.pushState(null, "", location.pathname);
    show();
  });
  addEventListener("popstate", show);
  await show();

  async function show() {
    const asked = new URLSearchParams(location.search).get("areas") ?? "";
    if (asked === shown) return;
    shown = asked;
    const words = [...new Set(asked.split(",").filter(Boolean))];
    const unknown = words.filter((slug) => !names.has(slug));
    const known = words.filter((slug) => names.has(slug));
    const slugs = known.slice(0, MOST);
    selects.forEach((select, index) => (select.value = slugs[index] ?? ""));
    const areas = await Promise.all(slugs.map((slug) => read(`${root.dataset.folder}${slug}.json`)));
    // Another choice may have been made while these were on their way.
    if (shown !== asked) return;
    const said = [];
    if (unknown.length > 0) said.push(`Not found, and left out: ${unknown.join(", ")}.`);
    if (known.length > MOST) said.push(`At most four areas are compared: the first four of ${known.length} are shown.`);
    chosen.hidden = true;
    chosen.replaceChildren();
    if (areas.some((area) => area === null)) {
      said.push("The numbers of these areas could not be read. Their profiles have them all.");
    } else if (areas.length === 1) {
      said.push(`Choose another area to set beside ${areas[0].name}, then press Show.`);
    } else if (areas.length > 1) {
      const count = fill(chosen, list, areas);
      chosen.hidden = false;
      said.unshift(`Comparing ${series(areas.map((area) => area.name))}, ${count} ${count === 1 ? "indicator" : "indicators"}.`);
    }
    further.replaceChildren(...suggestions(slugs, areas), ...(areas.length > 1 && !chosen.hidden ? [onward()] : []));
    status.textContent = said.join(" ");
  }
}

function choice(list) {
  const box = element("div", { className: "choice" });
  const form = element("form");
  const fields = element("div", { className: "fields" });
  const selects = LABELS.map((words, index) => {
    const select = element("select", { id: `choice-${index + 1}`, autocomplete: "off" });
    select.append(new Option(index < 2 ? "Choose an area" : "None", ""));
    for (const group of list.groups) {
      const options = element("optgroup", { label: group.title });
      options.append(...group.areas.map((area) => new Option(area.name, area.slug)));
      select.append(options);
    }
    const field = element("div");
    const label = element("label", { htmlFor: select.id, textContent: words });
    field.append(label, select);
    fields.append(field);
    return select;
  });
  const set = element("fieldset");
  set.append(element("legend", { textContent: "Choose two to four areas, of one kind or of several" }), fields);
  const press = element("div", { className: "press" });
  press.append(
    element("button", { type: "submit", textContent: "Show" }),
    element("button", { type: "reset", textContent: "Clear" }),
  );
  form.append(set, press);
  const status = element("p");
  status.setAttribute("role", "status");
  const further = element("div");
  box.append(element("h2", { textContent: "Areas of your choice" }), form, status, further);
  return { box, form, selects, status, further };
}

// Areas like the first, as links that choose them.
function suggestions(slugs, areas) {
  const [area] = areas;
  const others = area?.alike.filter(({ slug }) => !slugs.includes(slug)) ?? [];
  if (others.length === 0 || slugs.length === MOST) return [];
  const words = element("p", { textContent: `Most like ${area.name} in what this site takes to make areas alike; add one: ` });
  others.forEach(({ slug, name }, index) => {
    if (index > 0) words.append(", ");
    words.append(element("a", { href: `?areas=${[...slugs, slug].join(",")}`, textContent: name }));
  });
  words.append(".");
  return [words];
}

function onward() {
  const words = element("p");
  words.append(element("a", { href: "#chosen", textContent: "Go to the comparison" }));
  return words;
}

// Fills the section and says how many indicators at least two of the areas have.
function fill(section, list, areas) {
  const rows = areas.map((area) => new Map(area.rows.map((row) => [row.id, row])));
  const caption = element("span", { textContent: `${series(areas.map((area) => area.name))}: each indicator in its latest period, with its interval` });
  const grid = element("table", { className: "grid" });
  grid.createCaption().append(caption);
  grid.caption.id = "chosen-caption";
  const head = grid.createTHead().insertRow();
  head.append(heading("col", "Indicator", { className: "corner" }));
  for (const area of areas) {
    const cell = heading("col");
    cell.append(element("a", { href: area.href, textContent: area.name }), beside(area.kind));
    head.append(cell);
  }
  head.append(heading("col", "Benchmark"));
  let count = 0;
  let alone = 0;
  for (const theme of list.themes) {
    const body = element("tbody");
    for (const indicator of theme.indicators) {
      const own = rows.map((of) => of.get(indicator.id));
      const having = own.filter(Boolean);
      if (having.length === 1) alone += 1;
      if (having.length < 2) continue;
      count += 1;
      body.append(line(indicator, own, areas));
    }
    if (body.rows.length === 0) continue;
    const title = element("tr", { className: "theme" });
    const cell = heading("rowgroup", "", { colSpan: areas.length + 2 });
    cell.append(element("span", { textContent: theme.title }));
    title.append(cell);
    body.prepend(title);
    grid.append(body);
  }
  const region = element("section", { className: "scroll", tabIndex: 0 });
  region.setAttribute("aria-labelledby", "chosen-caption");
  region.append(grid);
  const notes = [
    "Where two intervals overlap, the numbers do not tell the areas apart, even if one is called higher than its benchmark and the other similar. Each small line has a scale of its own. [x] stands where an area has no number of the indicator, [z] where there is no benchmark besides the areas shown.",
  ];
  // Other signs are explained under the grid of all areas, which is not printed beside this one.
  if (grid.textContent.includes("[c]")) notes.push("[c] stands for a number that is suppressed to protect confidentiality.");
  if (alone > 0) notes.push(`Left out, because only one of these areas has them: ${alone} ${alone === 1 ? "indicator" : "indicators"}.`);
  section.append(
    element("h2", { id: "chosen", textContent: series(areas.map((area) => area.name)) }),
    ...notes.map((textContent) => element("p", { className: "measure", textContent })),
    region,
  );
  table(region);
  return count;
}

function line(indicator, own, areas) {
  const row = element("tr");
  const head = heading("row");
  const periods = [...new Set(own.filter(Boolean).map(({ period }) => period))];
  head.append(element("a", { href: indicator.href, textContent: indicator.text }));
  head.append(beside(periods.length === 1 ? `${indicator.unit}, ${periods[0]}` : indicator.unit));
  if (indicator.illustrative) head.lastChild.append(" ", element("strong", { className: "illustrative", textContent: "Illustrative data" }));
  row.append(head);
  own.forEach((number, index) => row.append(cell(number, areas[index].name, periods.length > 1)));
  row.append(benchmark(own.filter(Boolean)));
  return row;
}

// What the areas of a row are compared with; periods that differ may have values that differ.
function benchmark(own) {
  const made = element("td");
  made.dataset.head = "Benchmark";
  const known = own.map((number) => number.benchmark).filter(Boolean);
  const values = [...new Set(known.map(({ value }) => value))];
  made.append(element("strong", { textContent: values.join("; ") || "[z]" }));
  if (known.length > 0) made.append(aside(known[0].name));
  return made;
}

function cell(number, name, dated) {
  const made = element("td");
  made.dataset.head = name;
  made.append(element("strong", { textContent: number?.value ?? "[x]" }));
  if (!number) return made;
  if (number.interval) made.append(aside(number.interval));
  if (number.is_benchmark) made.append(aside("benchmark"));
  if (number.mark) {
    const sign = element("span", { className: `sign ${number.mark.kind}` });
    sign.append(...signed(number.mark));
    made.append(sign);
  }
  if (number.trend) {
    const trend = aside("");
    trend.append(...signed(number.trend));
    made.append(trend);
  }
  if (dated) made.append(aside(number.period));
  if (number.spark_svg) made.insertAdjacentHTML("beforeend", number.spark_svg);
  return made;
}

// A sign for the eye and its word for everyone.
function signed({ sign, word }) {
  if (!sign) return [word];
  const mark = element("span", { textContent: sign });
  mark.setAttribute("aria-hidden", "true");
  return [mark, ` ${word}`];
}

const beside = (textContent) => element("span", { className: "beside", textContent });
const aside = (textContent) => element("span", { className: "aside", textContent });
