// The directory of interventions by area, need, level of prevention, setting and whom it is for. Comes in: the rows
// of the tables, each with what it is found by. Goes out: a form; Show leaves the rows that have everything chosen,
// says how many, and puts the choice into the address (`?area=coventry&level=primary`).

const KEYS = [
  { key: "area", label: "Area", all: "All areas" },
  { key: "need", label: "Need", all: "All needs" },
  { key: "level", label: "Level of prevention", all: "All levels", order: ["primary", "secondary", "tertiary"] },
  { key: "setting", label: "Setting", all: "All settings" },
  { key: "age", label: "Age", all: "All ages" },
  { key: "who", label: "For whom", all: "Everyone" },
];
// No id that an author gives begins with a hyphen.
const NOT_STATED = "-";

export default function interventions(root) {
  const slot = root.querySelector(".slot");
  const rows = [...root.querySelectorAll("tbody tr")].map((row) => ({
    row,
    group: row.closest("[data-group]"),
    table: row.closest("section"),
    has: new Map(KEYS.map(({ key }) => [key, pairs(row.dataset[key])])),
  }));
  if (!slot || rows.length === 0) return;
  const groups = [...root.querySelectorAll("[data-group]")];
  const before = new Map(groups.map((group) => [group, group.open]));

  const box = element("div", { className: "choice" });
  const form = element("form");
  const set = element("fieldset");
  const fields = element("div", { className: "fields" });
  const selects = KEYS.map((key) => select(key, rows)).filter(Boolean);
  for (const { key, label, field } of selects) {
    const part = element("div");
    part.append(element("label", { htmlFor: `by-${key}`, textContent: label }), field);
    fields.append(part);
  }
  set.append(element("legend", { textContent: "Choose what an intervention must have" }), fields);
  const press = element("div", { className: "press" });
  press.append(
    element("button", { type: "submit", textContent: "Show" }),
    element("button", { type: "reset", textContent: "Clear" }),
  );
  form.append(set, press);
  const status = element("p");
  status.setAttribute("role", "status");
  box.append(element("h2", { textContent: "Find an intervention" }), form, status);
  slot.append(box);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = selects.filter(({ field }) => field.value).map(({ key, field }) => [key, field.value]);
    go(chosen);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go([]);
  });
  addEventListener("popstate", show);
  show();

  // What else the address says, such as the figures of a pack, stays in it.
  function go(chosen) {
    const asked = new URLSearchParams(location.search);
    for (const { key } of KEYS) asked.delete(key);
    for (const [key, value] of chosen) asked.set(key, value);
    const search = asked.toString();
    history.pushState(null, "", search ? `?${search}` : location.pathname);
    show();
  }

  function show() {
    const asked = new URLSearchParams(location.search);
    const unknown = [];
    const chosen = [];
    for (const { key, field } of selects) {
      const wanted = asked.get(key) ?? "";
      const known = [...field.options].some(({ value }) => value === wanted);
      if (!known) unknown.push(wanted);
      field.value = known ? wanted : "";
      if (field.value) chosen.push({ key, value: field.value, text: field.selectedOptions[0].textContent });
    }
    const found = rows.filter(({ row, has }) => {
      row.hidden = !chosen.every(({ key, value }) =>
        value === NOT_STATED ? has.get(key).size === 0 : has.get(key).has(value),
      );
      return !row.hidden;
    });
    const shown = new Set(found.flatMap(({ group, table }) => [group, table]));
    for (const { table } of rows) table.hidden = !shown.has(table);
    for (const group of groups) {
      group.hidden = !shown.has(group);
      group.open = chosen.length > 0 ? shown.has(group) : before.get(group);
    }
    const said = [];
    if (chosen.length > 0) {
      const count = found.length === 1 ? "1 intervention" : `${found.length} interventions`;
      said.push(`${count} of ${rows.length}: ${chosen.map(({ text }) => text).join(", ")}.`);
      if (found.length === 0) said.push("Choose less, or press Clear to see all.");
    }
    if (unknown.length > 0) said.push(`Not found, and left out: ${unknown.join(", ")}.`);
    status.textContent = said.join(" ");
  }
}

// `coventry=Coventry|dudley=Dudley` as a map.
function pairs(text) {
  return new Map(
    (text ?? "").split("|").filter(Boolean).map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

// A choice among what the rows have; none where they are all alike in it.
function select({ key, label, all, order }, rows) {
  const options = new Map(rows.flatMap(({ has }) => [...has.get(key)]));
  const blank = rows.some(({ has }) => has.get(key).size === 0);
  if (options.size + (blank ? 1 : 0) < 2) return null;
  const place = (value) => (order ? order.indexOf(value) : 0);
  const byAge = key === "age";
  const sorted = [...options].sort(
    ([one, a], [other, b]) => place(one) - place(other) || (byAge ? one.localeCompare(other) : a.localeCompare(b, "en")),
  );
  const field = element("select", { id: `by-${key}`, autocomplete: "off" });
  field.append(new Option(all, ""), ...sorted.map(([value, text]) => new Option(text, value)));
  if (blank) field.append(new Option("Not stated", NOT_STATED));
  return { key, label, field };
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
