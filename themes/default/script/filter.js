// Find your area: a box over the lists of areas that leaves the rows whose name has the letters typed.
// Disclosures with a match open; when the box is emptied all is as it was.

export default function filter(root) {
  const slot = root.querySelector(".slot");
  const rows = [...root.querySelectorAll("tbody tr")].map((row) => ({
    row,
    name: plain(row.cells[0].textContent),
    group: row.closest("[data-group]"),
  }));
  if (!slot || rows.length === 0) return;

  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const status = document.createElement("p");
  box.className = "filter";
  label.textContent = "Name of an area";
  label.htmlFor = input.id = "filter";
  Object.assign(input, { type: "search", autocomplete: "off", spellcheck: false });
  status.setAttribute("role", "status");
  box.append(label, input, status);
  slot.append(box);

  let before = null;
  input.addEventListener("input", () => {
    const wanted = plain(input.value);
    const groups = new Set(rows.map(({ group }) => group).filter(Boolean));
    if (wanted && !before) before = new Map([...groups].map((group) => [group, group.open]));
    let matches = 0;
    const found = new Set();
    for (const { row, name, group } of rows) {
      const match = name.includes(wanted);
      row.hidden = !match;
      if (match) {
        matches += 1;
        found.add(group);
      }
    }
    for (const group of groups) {
      group.hidden = !found.has(group);
      group.open = wanted ? found.has(group) : (before?.get(group) ?? group.open);
    }
    if (!wanted) before = null;
    status.textContent = wanted ? `${matches} ${matches === 1 ? "area matches" : "areas match"}` : "";
  });
  // A field of type search is emptied by Escape in some browsers only.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || input.value === "") return;
    input.value = "";
    input.dispatchEvent(new Event("input"));
  });
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "").replace(/&/g, "and").trim();
}
