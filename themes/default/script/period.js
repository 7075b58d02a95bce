// The period of a map. Comes in: a figure whose marks have an ink for each period (`data-inks`), whose table has a
// column for each, and a list of small maps (`data-period`). Goes out: a range input that shows one period, the list
// of its values, and its id in the address (`?period=`). Every class and every number was written by the build.

import { element, spoken, united } from "./main.js";

const INK = { x: "no-data", 1: "class-1", 2: "class-2", 3: "class-3", 4: "class-4", 5: "class-5" };

export default function period(slot) {
  const root = slot.closest("figure");
  const plot = root?.querySelector(".plot");
  const periods = [...(root?.querySelectorAll("[data-period]") ?? [])];
  if (!plot || periods.length < 2) return slot.remove();
  const names = periods.map((item) => item.querySelector("p").textContent);
  const rows = [...root.querySelectorAll("tr[data-step]")].map((row) => ({
    row,
    name: row.cells[0].textContent.trim(),
    words: row.dataset.words,
    cells: periods.map((_, index) => row.cells[index + 1]),
  }));
  // One map of a page has the short word of the address to itself.
  const alone = document.querySelectorAll('[data-module="period"]').length === 1;
  const key = alone ? "period" : `period-${root.id}`;
  const signs = JSON.parse(slot.dataset.signs);
  const latest = periods.length - 1;
  let shown = latest;

  const { input, output, status } = addSlider(slot, root, names);
  const list = addList(slot, plot, root, rows.length);
  slot.append(status);

  function show(index) {
    shown = index;
    input.value = String(index);
    input.setAttribute("aria-valuetext", names[index]);
    output.textContent = names[index];
    for (const mark of plot.querySelectorAll(".mark[data-inks]")) {
      mark.querySelector(".shape").setAttribute("class", `shape ${INK[mark.dataset.inks[index]]}`);
    }
    for (const text of plot.querySelectorAll("text.period")) text.textContent = names[index];
    for (const { row, name, words, cells } of rows) {
      row.dataset.words = index === latest ? words : `${name}, ${periods[index].dataset.words}: ${spoken(united(cells[index].textContent.trim(), slot.dataset.unit), signs)}`;
      cells.forEach((cell, at) => cell.classList.toggle("chosen", at === index));
    }
    fill(list, rows, index, names[index]);
    root.dispatchEvent(new Event("reworded"));
  }

  function fromAddress() {
    const asked = new URLSearchParams(location.search).get(key);
    const index = periods.findIndex((item) => item.dataset.period === asked);
    if (index >= 0 || asked === null) {
      status.textContent = "";
      return show(index >= 0 ? index : latest);
    }
    show(latest);
    status.textContent = `This map has no period “${asked}”: the latest is shown.`;
  }

  input.addEventListener("input", () => show(Number(input.value)));
  // The address changes once a choice is made, and not with each step towards it.
  input.addEventListener("change", () => {
    const address = new URL(location.href);
    if (shown === latest) address.searchParams.delete(key);
    else address.searchParams.set(key, periods[shown].dataset.period);
    status.textContent = "";
    history.replaceState(null, "", address);
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
}

function addSlider(slot, root, names) {
  const box = element("div", { className: "slider-of-periods" });
  const label = element("label", { textContent: `Period of the map, ${root.dataset.name}` });
  const input = element("input", { type: "range", min: "0", max: String(names.length - 1), step: "1", autocomplete: "off" });
  const output = element("output", { className: "period-shown" });
  label.htmlFor = input.id = `${root.id}-period`;
  output.htmlFor = input.id;
  // The value text says the same words.
  output.setAttribute("aria-live", "off");
  const status = element("p", { className: "aside" });
  status.setAttribute("role", "status");
  box.append(label, input, output);
  slot.append(box);
  return { input, output, status };
}

// Below the drawing, for the table of all periods is wider than most screens.
function addList(slot, plot, root, count) {
  const title = element("p", { className: "period-title", id: `${root.id}-list` });
  const list = element("ul");
  const region = element("section", { className: "period-list" });
  region.setAttribute("aria-labelledby", title.id);
  // Only a list that scrolls is a stop for the Tab key.
  if (count > 12) region.tabIndex = 0;
  region.append(title, list);
  plot.after(region);
  return { title, list };
}

function fill({ title, list }, rows, index, name) {
  title.textContent = `${name}, highest first`;
  const value = ({ cells }) => Number.parseFloat(cells[index].dataset.sort ?? "NaN");
  const sorted = [...rows].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) - Number.isNaN(second) || a.name.localeCompare(b.name);
    return second - first || a.name.localeCompare(b.name);
  });
  list.replaceChildren(
    ...sorted.map(({ name, cells }) => {
      const item = element("li");
      item.append(element("span", { textContent: name }), " ", element("strong", { textContent: cells[index].textContent.trim() }));
      return item;
    }),
  );
}
