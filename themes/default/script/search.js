// Search. Comes in: the page of the A to Z. Goes out: a field above it, and results by kind as a reader pauses. The
// address keeps what was looked for (`?q=`), so that it can be sent and Back returns to it.

import { load, make, match, nearest, paused, wanted, words } from "./index.js";

// As many of a kind are shown at once; the others wait in a disclosure, so that the Tab key is soon through.
const FIRST = 6;

export default function search(root) {
  const slot = root.querySelector(".slot");
  if (!slot) return;
  const { index, root: base } = root.dataset;
  const input = make("input", { type: "search", id: "q", name: "q", autocomplete: "off", spellcheck: false });
  const label = make("label", { htmlFor: "q" }, "Search this assessment");
  const form = make("form", {}, label, make("div", { className: "entry" }, input, make("button", {}, "Search")));
  form.setAttribute("role", "search");
  const status = make("p");
  status.setAttribute("role", "status");
  const results = make("div", { className: "results" });
  slot.append(make("div", { className: "filter" }, form, status, results));

  // Whether the address stands for something that a reader asked for and may come back to.
  let firm = asked() !== "";
  let latest = 0;

  async function show() {
    const query = input.value.trim();
    const looked = wanted(query);
    const turn = (latest += 1);
    if (looked.length === 0) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    let entries;
    try {
      entries = await load(index, looked);
    } catch {
      if (turn !== latest) return;
      results.replaceChildren();
      status.textContent = "The index could not be loaded. Everything is in the A to Z below.";
      return;
    }
    // Another query may have been answered while this one waited.
    if (turn !== latest) return;
    const { results: found, all } = match(entries, looked);
    const count = found.length === 1 ? "1 result" : `${found.length} results`;
    const partly = found.length > 0 && !all;
    status.textContent = found.length === 0 ? "No results" : partly ? `Nothing has all of these words. ${count} with some of them` : count;
    results.replaceChildren(...(all && found.length > 0 ? [] : advice(nearest(entries, looked), found.length)), ...groups(found, looked, base));
  }

  function keep(firmly) {
    const query = input.value.trim();
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    if (query === asked()) {
      firm ||= firmly;
      return;
    }
    history[firm ? "pushState" : "replaceState"](null, "", address);
    firm = firmly;
  }

  const later = paused(() => (keep(false), show()));
  input.addEventListener("input", later);
  input.addEventListener("focus", () => load(index, []).catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(true);
    show();
  });
  addEventListener("popstate", () => {
    input.value = asked();
    firm = true;
    show();
  });
  input.value = asked();
  show();
}

function asked() {
  return new URLSearchParams(location.search).get("q")?.trim() ?? "";
}

function advice(better, count) {
  const parts = [];
  if (better) {
    const link = make("a", { href: `?q=${encodeURIComponent(better)}` }, better);
    parts.push(make("p", {}, "Did you mean ", link, "?"));
  }
  if (count === 0) parts.push(make("p", {}, "Look at the spelling, try fewer or other words, or find it in the A to Z below."));
  return parts;
}

function groups(found, looked, base) {
  const kinds = new Map();
  for (const result of found) {
    if (!kinds.has(result.entry.kind)) kinds.set(result.entry.kind, []);
    kinds.get(result.entry.kind).push(result);
  }
  const out = [];
  for (const [kind, list] of [...kinds].sort(([, one], [, other]) => one[0].entry.order - other[0].entry.order)) {
    const count = make("span", {}, `(${list.length})`);
    out.push(make("h3", {}, `${kind} `, count), make("ul", { className: "links" }, ...list.slice(0, FIRST).map((one) => item(one, looked, base))));
    const rest = list.slice(FIRST);
    if (rest.length > 0) {
      const summary = make("summary", {}, `${rest.length} more of: ${kind}`);
      const more = make("details", {}, summary);
      more.addEventListener("toggle", () => more.append(make("ul", { className: "links" }, ...rest.map((one) => item(one, looked, base)))), { once: true });
      out.push(more);
    }
  }
  return out.length > 0 ? [make("h2", { className: "hidden" }, "Results"), ...out] : out;
}

function item({ entry, line }, looked, base) {
  const anchor = line?.anchor && words(line.text).some((word) => looked.some((one) => word.startsWith(one))) ? `#${line.anchor}` : "";
  const link = make("a", { href: `${base}${entry.href}${entry.href.includes("#") ? "" : anchor}` }, ...marked(entry.title, looked));
  const rest = make("span", {}, entry.note);
  if (line) rest.append(" · ", ...marked(line.text, looked));
  return make("li", {}, link, " ", rest);
}

// A text with the words that were looked for set apart. Letters with accents and signs keep their places, since each
// word of the text is compared as a whole.
function marked(text, looked) {
  return text.split(/([\p{L}\p{N}\p{M}’']+)/u).map((part, at) => {
    const hit = at % 2 === 1 && words(part).some((word) => looked.some((one) => word.startsWith(one)));
    return hit ? make("mark", {}, part) : part;
  });
}
