// Says on a page of a past edition that there is a newer one, and what was corrected since. The page itself is never
// changed: what is said comes from a small file beside the editions, and without it or without script the link
// “Is there a newer edition?” at the foot leads to the same.

export default async function edition(root) {
  const { edition: own, site, page } = root.dataset;
  const response = await fetch(`${site}editions/${own}.json`).catch(() => null);
  // Some hosts answer with a page of their own, and say that all is good.
  const told = response?.ok ? await response.json().catch(() => null) : null;
  if (!told?.newest) return;
  const { label, newest, elsewhere, corrections } = told;
  const notes = [];
  if (newest.edition !== own) {
    const to = elsewhere[page];
    const text = to === undefined ? `Go to this page in the ${newest.label}` : `This page has no counterpart in the ${newest.label}. See what is there instead`;
    notes.push(note(`This is the ${label}. `, text, site + (to ?? newest.address + page)));
  }
  for (const one of corrections.filter(({ pages }) => pages.includes(page))) {
    notes.push(note(`Corrected on ${one.when} (figure ${one.figures.join(", ")}): ${one.what} `, "What was corrected", site + one.address));
  }
  if (notes.length === 0) return;
  const box = document.createElement("section");
  box.className = "newer";
  box.setAttribute("aria-label", "About this edition");
  const inside = document.createElement("div");
  inside.className = "wrap";
  inside.append(...notes);
  box.append(inside);
  root.replaceChildren(box);
}

function note(text, words, href) {
  const paragraph = document.createElement("p");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = words;
  paragraph.append(text, link, ".");
  return paragraph;
}
