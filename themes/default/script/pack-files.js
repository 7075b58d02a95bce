// Files made in the browser of what the build wrote: the rows of several figures as one table, and their citations
// as one text. Nothing is computed; rows keep the words of the figures' own files.

/** The records of a CSV file, as arrays of fields. */
export function parse(text) {
  const records = [];
  let record = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') (field += '"'), (at += 1);
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "," || sign === "\n") {
      record.push(field);
      field = "";
      if (sign === "\n") {
        records.push(record);
        record = [];
      }
    } else if (sign !== "\r") field += sign;
  }
  if (field !== "" || record.length > 0) records.push([...record, field]);
  return records;
}

// Words that a spreadsheet would read as a formula come guarded from the build; titles are guarded here.
const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * One table of several figures: `figure` first, then every column of any of them, then what a row needs to be cited
 * alone. Comes in: for each figure its id, the text of its CSV file and its JSON file.
 */
export function table(figures) {
  const read = figures.map(({ csv, ...rest }) => ({ ...rest, records: parse(csv) }));
  const columns = [...new Set(read.flatMap(({ records }) => records[0] ?? []))];
  const last = ["figure shows", "sources", "licence", "address"];
  const lines = [["figure", ...columns, ...last]];
  for (const { id, json, records } of read) {
    const [header = [], ...rows] = records;
    const places = columns.map((column) => header.indexOf(column));
    const sources = json.sources.map(({ title, publisher }) => `${publisher}, ${title}`).join("; ");
    const cited = [json.finding, sources, json.licence.name, json.address].map(guarded);
    for (const row of rows) lines.push([id, ...places.map((place) => row[place] ?? ""), ...cited]);
  }
  return lines.map((line) => `${line.map(quoted).join(",")}\n`).join("");
}

/** The forms of citations: their key in a figure's JSON file, their name, the ending and kind of their file. */
export const FORMS = [
  { key: "plain", name: "Plain text", ending: "txt", type: "text/plain" },
  { key: "harvard", name: "Harvard", ending: "txt", type: "text/plain" },
  { key: "bibtex", name: "BibTeX", ending: "bib", type: "application/x-bibtex" },
  { key: "ris", name: "RIS", ending: "ris", type: "application/x-research-info-systems" },
  { key: "csl", name: "CSL-JSON", ending: "json", type: "application/json" },
];

/** The citations of several figures in one form, as one text. */
export function citations(figures, key) {
  const each = figures.map(({ json }) => json.citation[key]);
  if (key === "csl") return `${JSON.stringify(each.flat(), null, 2)}\n`;
  return `${each.join("\n\n")}\n`;
}

/** Hands a text to the reader as a file. */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
