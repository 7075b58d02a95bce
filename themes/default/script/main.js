// Finds what asks for a module (`data-module="figure"`) and starts it. Nothing on a page depends on this file.

const MODULES = {
  figure: () => import("./figure.js"),
  period: () => import("./period.js"),
  table: () => import("./table.js"),
  filter: () => import("./filter.js"),
  cite: () => import("./cite.js"),
  gather: () => import("./gather.js"),
  pack: () => import("./pack.js"),
  edition: () => import("./edition.js"),
  compare: () => import("./compare.js"),
  explore: () => import("./explore.js"),
  find: () => import("./find.js"),
  interventions: () => import("./interventions.js"),
  search: () => import("./search.js"),
};

for (const [name, load] of Object.entries(MODULES)) {
  const elements = document.querySelectorAll(`[data-module="${name}"]`);
  if (elements.length === 0) continue;
  load().then((module) => {
    for (const element of elements) module.default(element);
  });
}

// A reader who puts a pack of figures together takes its ids along from page to page: in the address, for nothing
// is kept on their device.
if (new URLSearchParams(location.search).has("pack")) import("./gather.js").then(({ takeAlong }) => takeAlong());

// A closed disclosure prints as its first line only, so all are open while the page is being printed.
const opened = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
addEventListener("afterprint", () => {
  while (opened.length > 0) opened.pop().open = false;
});

// What the forms that script adds have in common: a file of their own would be one more to ask for.

export const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);

export const heading = (scope, textContent = "", more = {}) => element("th", { scope, textContent, ...more });

/** Names in a row: `Aston`, `Aston and Nechells`. */
export function series(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A number of a table with its unit. */
export const united = (text, unit) => (text.startsWith("[") ? text : text.replace(/\S+/, (number) => number + (unit.startsWith("%") ? unit : ` ${unit}`)));

/** Words in which each sign of a table is said. */
export const spoken = (words, signs) => words.replace(/\[\w+\]/g, (sign) => signs[sign] ?? sign);

/** A file of this site; `null` where it is not there or cannot be read. */
export async function read(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** A field with its label. */
export function field(words, control) {
  const box = element("div");
  box.append(element("label", { htmlFor: control.id, textContent: words }), control);
  return box;
}

/** A list to choose from: options, or groups of them (`[title, [[value, words], …]]`). */
export function select(id, options, groups = []) {
  const made = element("select", { id, autocomplete: "off" });
  made.append(...options.map(([value, words]) => new Option(words, value)));
  for (const [label, inside] of groups) {
    const group = element("optgroup", { label });
    group.append(...inside.map(([value, words]) => new Option(words, value)));
    made.append(group);
  }
  return made;
}

/** The buttons of a form. */
export function buttons(clear) {
  const press = element("div", { className: "press" });
  press.append(element("button", { type: "submit", textContent: "Show" }));
  if (clear) press.append(element("button", { type: "reset", textContent: "Clear" }));
  return press;
}
