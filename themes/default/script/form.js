// What the forms that script adds have in common: elements, lists of names, and files of words and numbers.

export const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);

export const heading = (scope, textContent = "", more = {}) => element("th", { scope, textContent, ...more });

/** Names in a row: `Aston`, `Aston and Nechells`. */
export function series(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export const lower = (words) => words.replace(/^./, (letter) => letter.toLowerCase());

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
