// Tables: sorting by buttons in the headers where the order has no meaning of its own (`data-sortable`), and a
// stop for the Tab key only while a table is wider than its region. Sorting reads `data-sort`, written by the
// build, or the cell's text; values that are not there come last either way.

const order = new Intl.Collator(document.documentElement.lang || "en-GB", { numeric: true });

export default function table(region) {
  new ResizeObserver(() => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }).observe(region);

  const element = region.querySelector("table[data-sortable]");
  if (!element || element.tBodies[0].rows.length < 3) return;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  region.after(status);

  [...element.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const number = header.classList.contains("number");
      // Numbers are asked for highest first, names from A.
      const first = number ? "descending" : "ascending";
      const second = number ? "ascending" : "descending";
      const direction = header.getAttribute("aria-sort") === first ? second : first;
      for (const other of element.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", direction);
      sort(element.tBodies[0], column, direction, number);
      status.textContent = `sorted by ${button.textContent}, ${words(direction, number)}`;
    });
  });
}

function words(direction, number) {
  if (number) return direction === "descending" ? "highest first" : "lowest first";
  return direction === "ascending" ? "A to Z" : "Z to A";
}

function sort(body, column, direction, number) {
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[column], number) }));
  rows.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
    return sign * (number ? a.key - b.key : order.compare(a.key, b.key));
  });
  body.append(...rows.map(({ row }) => row));
}

function key(cell, number) {
  if (!number) return cell.dataset.sort ?? cell.textContent;
  const value = Number.parseFloat(cell.dataset.sort ?? "");
  return Number.isNaN(value) ? null : value;
}
