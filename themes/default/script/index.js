// The index that search and “find your area” read. Comes in: names of files, in which a `*` stands for the first
// letter of a word that is looked for. Goes out: entries, and those that have the words a reader typed. It holds
// published words alone, and is asked for when a reader turns to the field.

const files = new Map();

/** Text as it is compared: no accents, no capitals, no apostrophes. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "").replace(/&/g, " and ");
}

/** The words of a text as they are compared. */
export function words(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// Words that say nothing of what is wanted, unless they are all there is.
const SMALL = new Set(["a", "an", "and", "are", "at", "by", "for", "from", "how", "in", "is", "my", "of", "on", "or", "the", "to", "what", "where"]);

/** The words of a query that are looked for; the last of them may not be finished. */
export function wanted(query) {
  const all = words(query);
  const telling = all.filter((word) => !SMALL.has(word));
  return telling.length > 0 ? telling : all;
}

/** The entries that may have one of these words; each file is fetched once. */
export async function load(names, looked) {
  const wantedFiles = new Set();
  for (const name of names.split(" ")) {
    if (!name.includes("*")) wantedFiles.add(name);
    else for (const word of looked) wantedFiles.add(name.replace("*", /^[a-z0-9]/.test(word) ? word[0] : "other"));
  }
  const parts = await Promise.all([...wantedFiles].map(file));
  const seen = new Set();
  const entries = parts.flat().filter(({ kind, title, href }) => {
    const key = `${kind} ${href} ${title}`;
    return !seen.has(key) && seen.add(key);
  });
  return entries;
}

function file(name) {
  if (!files.has(name)) {
    const read = async () => {
      const answer = await fetch(new URL(name, document.baseURI));
      if (!answer.ok) throw new Error(`${name} was not found`);
      const { kinds, entries } = await answer.json();
      return entries.map(([kind, title, href, note, lines]) => entry(kinds[kind], kind, title, href, note, lines));
    };
    // What could not be fetched is asked for again the next time.
    files.set(name, read().catch((fault) => { files.delete(name); throw fault; }));
  }
  return files.get(name);
}

function entry(kind, order, title, href, note, lines) {
  const own = lines.map((line) => (typeof line === "string" ? { text: line } : { text: line[0], anchor: line[1] }));
  for (const line of own) line.words = words(line.text);
  return { kind, order, title, href, note, lines: own, titleWords: words(title), noteWords: words(note) };
}

const has = (list, word) => list.some((other) => other.startsWith(word));

/**
 * The entries that have the words, best first: in the name before elsewhere, whole words before beginnings. Where no
 * entry has all of them, those that have most. Each with the line that matched; `all` says whether all words are there.
 */
export function match(entries, looked) {
  const found = [];
  let most = 0;
  for (const entry of entries) {
    const count = looked.filter((word) => has(entry.titleWords, word) || has(entry.noteWords, word) || entry.lines.some((line) => has(line.words, word))).length;
    if (count === 0 || count < most) continue;
    most = Math.max(most, count);
    found.push({ entry, count });
  }
  const best = found.filter(({ count }) => count === most).map(({ entry }) => ({ entry, line: matched(entry, looked), score: score(entry, looked) }));
  best.sort((a, b) => b.score - a.score);
  return { results: best, all: most === looked.length };
}

function score(entry, looked) {
  let sum = entry.titleWords[0]?.startsWith(looked[0]) ? 2 : 0;
  for (const word of looked) sum += entry.titleWords.includes(word) ? 4 : has(entry.titleWords, word) ? 3 : 0;
  // A name that is no more than what was typed is what was meant; others stay in the order of the A to Z.
  return sum + (entry.titleWords.length === looked.length ? 2 : 0);
}

// The line to show: the one that has most of the words which the name lacks, else the first.
function matched(entry, looked) {
  const lacking = looked.filter((word) => !has(entry.titleWords, word));
  let best = entry.lines[0];
  let most = 0;
  for (const line of entry.lines) {
    const count = (lacking.length > 0 ? lacking : looked).filter((word) => has(line.words, word)).length;
    if (count > most) [best, most] = [line, count];
  }
  return best;
}

/** The query with each word that nothing begins with replaced by the nearest known one; empty where none is near. */
export function nearest(entries, looked) {
  const known = new Map();
  for (const { titleWords } of entries) for (const word of titleWords) known.set(word, (known.get(word) ?? 0) + 1);
  let changed = false;
  const better = looked.map((word) => {
    if ([...known.keys()].some((other) => other.startsWith(word))) return word;
    let best = word;
    let least = word.length < 5 ? 1.5 : 2.5;
    for (const [other, times] of known) {
      const far = distance(word, other) - Math.min(times, 99) / 1000;
      if (far < least) [best, least] = [other, far];
    }
    changed ||= best !== word;
    return best;
  });
  return changed ? better.join(" ") : "";
}

// How many letters must be put in, left out, changed or swapped (optimal string alignment).
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 9;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** A new element with its content. */
export function make(name, properties = {}, ...content) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}

/** Calls `work` once a reader has paused. */
export function paused(work, time = 250) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, time);
  };
}
