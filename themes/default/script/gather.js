// Figures are gathered for an evidence pack in addresses alone: `?f=A,B` on the page of the pack, `?pack=A,B` on any
// other. Comes in: an element that knows its figure and the way to the pack (`data-id`, `data-pack`). Goes out: a link
// that leads to the pack with this figure in it.

/** The ids in a part of the address, each once. */
export function idsIn(part) {
  const ids = (new URLSearchParams(location.search).get(part) ?? "").split(",").map((id) => id.trim());
  return [...new Set(ids.filter(Boolean))];
}

/** The end of an address that lists these figures. */
export function listing(part, ids) {
  return ids.length > 0 ? `?${part}=${ids.map(encodeURIComponent).join(",")}` : "";
}

export const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Lets every link to a page of this site carry these figures along. */
export function carry(ids) {
  for (const link of document.querySelectorAll("a[href]:not([download])")) {
    const written = link.getAttribute("href");
    const url = new URL(written, location.href);
    if (url.origin !== location.origin || written.startsWith("#") || !url.pathname.endsWith("/")) continue;
    if (url.searchParams.has("f") || url.pathname.endsWith("/embed/")) continue;
    const part = url.pathname.endsWith("/pack/") ? "f" : "pack";
    if (ids.length > 0) url.searchParams.set(part, ids.join(","));
    else url.searchParams.delete(part);
    link.href = url.href.replaceAll("%2C", ",");
  }
}

/** On a page that a reader came to with a pack in hand: says so, and carries it on. */
export function takeAlong() {
  const ids = idsIn("pack");
  const home = document.querySelector(".masthead a");
  const main = document.querySelector("main");
  if (ids.length === 0 || !home || !main) return;
  if (!document.querySelector("[data-module='gather']")) {
    const said = document.createElement("p");
    const link = document.createElement("a");
    said.className = "gather carried";
    link.href = new URL(`pack/${listing("f", ids)}`, home.href.replace(/\?.*/, "")).href;
    link.textContent = `Your evidence pack has ${counted(ids.length, "figure")}`;
    said.append(link);
    main.prepend(said);
  }
  carry(ids);
}

export default function gather(root) {
  const held = idsIn("pack");
  const own = root.dataset.id;
  const there = held.includes(own);
  const link = document.createElement("a");
  const ids = there ? held : [...held, own];
  link.href = root.dataset.pack + listing("f", ids);
  if (there) link.textContent = `This figure is in your evidence pack of ${counted(held.length, "figure")}`;
  else if (held.length > 0) link.textContent = `Add to your evidence pack of ${counted(held.length, "figure")}`;
  else link.textContent = "Add to an evidence pack";
  root.append(link);
}
