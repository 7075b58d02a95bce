// Find your area: a field for its name, a postcode, or both, above the list of areas that is on the page without it.
// Of a postcode only the half before the space is ever asked for, in the name of a small file; the whole of it stays
// in the browser and is not kept in the address.

import { load, make, match, nearest, paused, wanted } from "./index.js";

const MOST = 10;
const WHOLE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const HALF = /^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]?)?$/;

export default function find(root) {
  const slot = root.querySelector(".slot");
  if (!slot) return;
  const { index, postcodes, root: base } = root.dataset;
  const names = { both: "Name of your area, or a postcode", name: "Name of your area", postcode: "Postcode" };
  const input = make("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false });
  const label = make("label", { htmlFor: "find" }, !postcodes ? names.name : index ? names.both : names.postcode);
  const status = make("p");
  const list = make("ul", { className: "links" });
  status.setAttribute("role", "status");
  const note = root.querySelector("template")?.content.cloneNode(true) ?? "";
  slot.append(make("div", { className: "filter" }, label, input, status, list, note));

  let latest = 0;
  let finished = "";

  // Half a postcode is worth a word once the reader has pressed Enter or left the field, and not before.
  async function show(isFinished) {
    const typed = input.value.trim();
    if (isFinished) finished = typed;
    const turn = (latest += 1);
    let answer = { words: "", areas: [] };
    try {
      if (typed) answer = await answered(typed, typed === finished, { index, postcodes });
    } catch {
      answer = { words: "The list could not be loaded. Choose your area from the list of names.", areas: [] };
    }
    if (turn !== latest) return;
    // Enter is also a change: words that are said already are not said again.
    if (status.textContent !== answer.words) status.textContent = answer.words;
    list.replaceChildren(...answer.areas.map(([name, href, about]) => make("li", {}, make("a", { href: base + href }, name), " ", make("span", {}, about))));
  }

  input.addEventListener("input", paused(() => show(false)));
  input.addEventListener("change", () => show(true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") show(true);
    // A field of type search is emptied by Escape in some browsers only.
    if (event.key !== "Escape" || input.value === "") return;
    input.value = finished = "";
    show(false);
  });
  if (index) input.addEventListener("focus", () => load(index, []).catch(() => {}), { once: true });
}

async function answered(typed, finished, { index, postcodes }) {
  const code = typed.toUpperCase().replace(/\s+/g, "");
  if (postcodes && WHOLE.test(code)) return ofPostcode(code, postcodes);
  const named = index ? await ofName(typed, index) : null;
  if (named?.areas.length > 0) return named;
  if (!postcodes || (index && !/\d/.test(typed))) return named ?? { words: finished ? form(typed) : "", areas: [] };
  if (!finished) return { words: "", areas: [] };
  const words = HALF.test(code) ? `${typed.toUpperCase()} is a part of a postcode. Type all of it, in the form of SW1A 1AA.` : form(typed);
  return { words, areas: [] };
}

function form(typed) {
  return `“${typed}” does not have the form of a postcode, such as SW1A 1AA. Look at it again, or choose your area from the list of names.`;
}

async function ofName(typed, index) {
  const looked = wanted(typed);
  if (looked.length === 0) return { words: "", areas: [] };
  const entries = await load(index, looked);
  const { results, all } = match(entries, looked);
  const found = all ? results : [];
  const areas = found.slice(0, MOST).map(({ entry }) => [entry.title, entry.href, entry.note]);
  const count = found.length === 1 ? "1 area matches" : `${found.length} areas match`;
  if (found.length > MOST) return { words: `${count}; the first ${MOST} are shown. Type more of the name.`, areas };
  const better = found.length === 0 ? nearest(entries, looked) : "";
  return { words: better ? `${count}. The nearest name is “${better}”.` : count, areas };
}

const fetched = new Map();

function json(address) {
  if (!fetched.has(address)) {
    const read = async () => {
      const answer = await fetch(new URL(address, document.baseURI));
      if (!answer.ok) throw new Error(`${address} was not found`);
      return answer.json();
    };
    fetched.set(address, read().catch((fault) => { fetched.delete(address); throw fault; }));
  }
  return fetched.get(address);
}

async function ofPostcode(code, folder) {
  const [, outward, inward] = WHOLE.exec(code);
  const written = `${outward} ${inward}`;
  const { area, districts } = await json(`${folder}index.json`);
  const away = (words) => ({ words, areas: [] });
  if (!districts.includes(outward)) return away(`No postcode that begins with ${outward} lies in ${area}. This assessment has profiles of areas in ${area} only.`);
  const { places, outside } = await json(`${folder}${outward.toLowerCase()}.json`);
  const place = places.find(({ codes }) => holds(codes, inward));
  if (place) {
    const names = place.areas.map(([name]) => name);
    return { words: `${written} is in ${series(names)}.`, areas: place.areas };
  }
  if (holds(outside, inward)) return away(`${written} lies outside ${area}. This assessment has profiles of areas in ${area} only.`);
  return away(`${written} is not in the directory of postcodes. Look at it again, or choose your area from the list of names.`);
}

// Codes stand side by side, three signs each.
function holds(codes, inward) {
  for (let at = 0; at < codes.length; at += 3) if (codes.startsWith(inward, at)) return true;
  return false;
}

function series(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
