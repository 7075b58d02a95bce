// The evidence pack. Comes in: the address (`?f=A,B`), the list of all figures on this page, and for each figure the
// page that shows it alone, whose <figure> is placed here as the build wrote it. Goes out: the figures in the order
// of the address, with controls that change the address. Nothing is kept but the address.

import { carry, counted, idsIn, listing } from "./gather.js";
import { FORMS, citations, save, table } from "./pack-files.js";

export default function pack(root) {
  const most = Number(root.dataset.most);
  // What a reader types in small letters is known too.
  const known = new Map();
  for (const entry of document.querySelectorAll("[data-figure]")) known.set(entry.dataset.figure.toLowerCase(), entry.dataset.figure);
  const loaded = new Map();
  const where = (id, file) => new URL(`${root.dataset.figures}${encodeURIComponent(id)}/${file}`, location.href);

  const faults = element("ul", { class: "faults" });
  const listed = element("section", { class: "listed", "aria-labelledby": "listed" });
  const places = element("div", {});
  const status = element("p", { class: "hidden", role: "status" });
  const adding = addForm();
  root.append(faults, listed, places, adding.form, status);

  /** The figures of the address that there are, and what is wrong with the others. */
  function read() {
    const wanted = idsIn("f");
    const there = [...new Set(wanted.map((id) => known.get(id.toLowerCase())).filter(Boolean))];
    const said = wanted.filter((id) => !known.has(id.toLowerCase())).map((id) => `“${id}” is not a figure of this edition, and was left out.`);
    if (there.length > most) said.push(`A pack holds up to ${most} figures. Left out: ${there.slice(most).join(", ")}.`);
    return { ids: there.slice(0, most), said };
  }

  function load(id) {
    if (!loaded.has(id)) {
      const made = figureOf(id, where(id, "embed/"));
      made.catch(() => loaded.delete(id));
      loaded.set(id, made);
    }
    return loaded.get(id);
  }

  let turn = 0;
  let drawn = null;
  async function show() {
    const own = ++turn;
    const { ids, said } = read();
    drawn = listing("f", idsIn("f"));
    const figures = await Promise.all(ids.map((id) => load(id).catch(() => failed(id, where(id, "")))));
    if (own !== turn) return;
    faults.hidden = said.length === 0;
    faults.replaceChildren(...said.map((words) => element("li", {}, words)));
    const articles = figures.map((figure, index) => article(figure, index, ids));
    places.replaceChildren(...articles);
    listed.replaceChildren(...contents(figures, ids));
    adding.form.hidden = ids.length >= most;
    carry(ids);
  }

  /** Goes to the address of another pack; what is said tells it to those who do not see it. */
  async function go(ids, words) {
    history.pushState(null, "", listing("f", ids) || location.pathname);
    await show();
    status.textContent = words;
  }

  function contents(figures, ids) {
    const heading = element("h2", { id: "listed" }, ids.length > 0 ? `This pack has ${counted(ids.length, "figure")}` : "This pack has no figures yet");
    if (ids.length === 0) return [heading, element("p", {}, "Add the first by its id, or from the list of all figures.")];
    const list = element("ol", {});
    for (const { anchor, finding, id } of figures) {
      const entry = element("li", {}, element("a", { href: `#${anchor}` }, finding), " ", element("span", {}, `Figure ${id}`));
      list.append(entry);
    }
    return [heading, list, element("p", { class: "own-address" }, `Address of this pack: ${location.href}`), tools(ids)];
  }

  function tools(ids) {
    const said = element("span", { class: "said", role: "status" });
    const form = element("select", { id: "form" }, ...FORMS.map(({ key, name }) => element("option", { value: key }, name)));
    const chosen = () => FORMS.find(({ key }) => key === form.value);
    const act = (words, done, work) =>
      button(words, async () => {
        said.textContent = "";
        try {
          await work();
          said.textContent = done;
        } catch {
          said.textContent = "That did not work. Try again, or use the files on the figures’ own pages.";
        }
      });
    const name = `evidence-pack-${ids.length}-figures`;
    const box = element("div", { class: "tools" }, element("label", { for: "form" }, "Form of the citations", form));
    if (navigator.clipboard) {
      box.append(act("Copy citations", "Citations copied", async () => navigator.clipboard.writeText(citations(await files(ids), form.value))));
    }
    box.append(
      act("Save citations", "Citations saved", async () => save(`${name}-citations.${chosen().ending}`, chosen().type, citations(await files(ids), form.value))),
      act("Save all rows as CSV", "Rows saved", async () => save(`${name}.csv`, "text/csv", table(await files(ids)))),
    );
    if (navigator.clipboard) box.append(act("Copy the address", "Address copied", () => navigator.clipboard.writeText(location.href)));
    box.append(button("Print", () => print()), said);
    return box;
  }

  /** The files of the figures, as the build wrote them. */
  function files(ids) {
    return Promise.all(
      ids.map(async (id) => {
        const [csv, json] = await Promise.all([fetched(where(id, `${id}.csv`)), fetched(where(id, `${id}.json`))]);
        return { id, csv: await csv.text(), json: await json.json() };
      }),
    );
  }

  function article({ id, finding, figure, citation, page }, index, ids) {
    const place = (to) => ids.toSpliced(index, 1).toSpliced(to, 0, id);
    const named = (words) => [words, element("span", { class: "hidden" }, ` figure ${id}`)];
    const moves = element("p", { class: "moves" }, element("a", { href: page }, `Figure ${id} on its own page`));
    const move = (words, kind, to) =>
      button(named(words), async () => {
        await go(place(to), `Figure ${id} is now ${to + 1} of ${ids.length}`);
        // The same button, or the other one where the figure has come to an end.
        const own = [...places.children][to]?.querySelector(".moves");
        (own?.querySelector(`[data-move="${kind}"]`) ?? own?.querySelector("[data-move]"))?.focus();
      }, { "data-move": kind });
    if (index > 0) moves.append(move("Move up", "up", index - 1));
    if (index < ids.length - 1) moves.append(move("Move down", "down", index + 1));
    moves.append(
      button(named("Remove"), async () => {
        await go(ids.toSpliced(index, 1), `Figure ${id} was removed`);
        const next = [...places.children][Math.min(index, ids.length - 2)];
        (next?.querySelector(".moves button:last-child") ?? adding.input).focus();
      }),
    );
    return element("article", { class: "packed", "aria-label": finding }, figure.cloneNode(true), citation.cloneNode(true), moves);
  }

  function addForm() {
    const [first] = known.values();
    const input = element("input", { id: "add", type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": "add-said" });
    const said = element("span", { class: "said", id: "add-said", role: "status" });
    const submit = element("button", { type: "submit" }, "Add figure");
    const form = element("form", {}, element("label", { for: "add" }, `Add a figure by its id, such as ${first}`, input), submit, said);
    form.addEventListener("submit", (event) => {
      // The policy of the site lets no form be sent, and none needs to be.
      event.preventDefault();
      const typed = input.value.trim();
      if (typed) said.textContent = add(typed) ?? "";
    });
    return { form, input };
  }

  /** Adds a figure; what is wrong where it cannot be added. */
  function add(typed) {
    const { ids } = read();
    const id = known.get(typed.replace(/^figure\s+/i, "").toLowerCase());
    if (!id) return `“${typed}” is not known. The id of a figure stands beneath its finding.`;
    if (ids.includes(id)) return `Figure ${id} is in this pack already.`;
    if (ids.length >= most) return `A pack holds up to ${most} figures.`;
    adding.input.value = "";
    go([...ids, id], `Figure ${id} was added, ${ids.length + 1} of ${ids.length + 1}`);
    return null;
  }

  // Buttons come with the part of the list that a reader opens: all of them together would be hundreds.
  for (const group of document.querySelectorAll(".all details")) {
    group.addEventListener("toggle", () => {
      for (const entry of group.querySelectorAll(":scope > ul > [data-figure]:not(:has(button))")) {
        const id = entry.dataset.figure;
        entry.append(button(["Add", element("span", { class: "hidden" }, ` figure ${id}`)], () => {
          const wrong = add(id);
          if (wrong) status.textContent = wrong;
        }));
      }
    }, { once: true });
  }

  // A link to a place on this page is a step of the history too, and changes no figure.
  addEventListener("popstate", () => {
    if (listing("f", idsIn("f")) !== drawn) show();
  });
  show().then(() => location.hash && document.getElementById(location.hash.slice(1))?.scrollIntoView());
}

/** The figure of the page at `address`, to stand among others: a level lower, and its links right from here. */
async function figureOf(id, address) {
  const answer = await fetched(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const figure = document.importNode(page.querySelector("figure"), true);
  const first = figure.querySelector("h1");
  const heading = element("h2", { class: first.className, id: first.id });
  heading.append(...first.childNodes);
  first.replaceWith(heading);
  const cite = figure.querySelector("details.cite");
  const citation = cite.querySelector(".citation");
  cite.remove();
  return { id, figure, citation, anchor: figure.id, finding: heading.textContent, page: new URL("../", address).href };
}

/** What stands for a figure that did not come. */
function failed(id, page) {
  const figure = element("p", { id: id.toLowerCase() }, `Figure ${id} could not be loaded. Load this page again, or open the figure’s own page.`);
  return { id, figure, citation: element("p", {}), anchor: id.toLowerCase(), finding: `Figure ${id}`, page: page.href };
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(words, work, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, ...[words].flat());
  made.addEventListener("click", work);
  return made;
}
