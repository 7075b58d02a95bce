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
