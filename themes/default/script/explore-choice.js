// What an address of the explorer asks for, as far as it can be shown; whatever cannot is said. Comes in: the words of
// the address and the values of an indicator. Goes out: areas or groups, periods and a way to show them.

import { lower, series } from "./form.js";

const MOST = 4;
const WAYS = ["line", "bars", "map", "table"];

/** What is shown before anything is chosen: all areas of the first kind that is neither one nor very many. */
export function defaults(data) {
  const count = (level) => data.areas.filter((area) => area.level === level).length;
  const level = data.levels.findIndex((_, at) => count(at) > 1 && count(at) <= 40);
  const latest = data.periods.length - 1;
  const has = (area) => area.at.some((at) => at !== null);
  const bars = level >= 0 && data.areas.some((area) => area.level === level && area.at[latest] !== null);
  if (bars) return { areas: `all.${data.levels[level].id}`, show: "bars" };
  return { areas: (data.areas.find(has) ?? data.areas[0])?.slug ?? "", show: "line" };
}

export function chosen(state, data) {
  const said = [];
  const made = { ...areasOf(state.areas, data, said), said, against: state.against };
  made.periods = data.periods.map(({ id }) => id);
  made.from = periodOf(state.from, made.periods, 0, said);
  made.to = periodOf(state.to, made.periods, data.periods.length - 1, said);
  if (made.from > made.to) {
    said.push("The first period is after the last, so the two are turned round.");
    [made.from, made.to] = [made.to, made.from];
  }
  made.show = WAYS.includes(state.show) ? state.show : made.many ? "bars" : "line";
  if (state.show && state.show !== made.show) said.push(`There is no way to show numbers called “${state.show}”.`);
  if (made.areas.length === 0) {
    said.push(state.areas ? "Choose an area, then press Show." : "Choose one to four areas, or all of a kind, then press Show.");
    return made;
  }
  made.items = made.areas;
  made.by = null;
  if (state.by) groupsOf(state.by, made, data, said);
  if (made.show === "map" && made.by) {
    said.push("A map shows everyone together: the groups are shown as bars.");
    made.show = "bars";
  }
  if (made.show === "line" && made.items.length > MOST) {
    said.push(`Lines of more than four ${made.by ? "groups" : "areas"} cannot be told apart: bars are shown.`);
    made.show = "bars";
  }
  const names = made.many ? `all ${lower(made.level.plural)}` : series(made.areas.map(({ name }) => name));
  made.name = made.by ? `${made.areas[0].name}, by ${lower(made.by.text)}` : names;
  const latest = data.periods.length - 1;
  const single = made.areas.length === 1 && !made.by && made.to === latest && made.from === 0;
  const whole = made.many && made.to === latest ? made.level.said : null;
  made.finding = (single ? made.areas[0].said : whole)?.replace(/\.$/, "") ?? null;
  // What is said of an area reaches to its latest number, so it is said where that is shown.
  made.sentences = made.by || single || made.many || made.to !== latest ? [] : made.areas.map((area) => area.said);
  return made;
}

function areasOf(words, data, said) {
  const asked = [...new Set(words.split(",").filter(Boolean))];
  const level = asked[0]?.startsWith("all.") ? data.levels.findIndex(({ id }) => `all.${id}` === asked[0]) : -1;
  const of = (level) => data.areas.filter((area) => area.level === level).map(flat);
  if (level >= 0) return { areas: of(level), whole: of(level), level: data.levels[level], many: true, words: [asked[0]] };
  const known = asked.map((slug) => data.areas.find((area) => area.slug === slug)).filter(Boolean);
  const unknown = asked.filter((slug) => !data.areas.some((area) => area.slug === slug));
  const alike = known.filter((area) => area.level === known[0].level);
  const areas = alike.slice(0, MOST);
  if (unknown.length > 0) said.push(`Not found here, and left out: ${unknown.join(", ")}.`);
  if (alike.length < known.length) {
    const others = known.filter((area) => area.level !== known[0].level).map(({ name }) => name);
    said.push(`One axis holds areas of one kind, so left out: ${series(others)}. The page that compares areas sets several kinds beside each other.`);
  }
  if (alike.length > MOST) said.push(`At most four areas are shown: the first four of ${alike.length}.`);
  const kind = known[0]?.level ?? 0;
  return { areas: areas.map(flat), whole: of(kind), level: data.levels[kind], many: false, words: areas.map(({ slug }) => slug) };
}

// The values of an area under one name, as those of a group are.
function flat(area) {
  return { ...area, values: { at: area.at, limits: area.limits, text: area.text } };
}

function periodOf(id, ids, otherwise, said) {
  const index = ids.indexOf(id);
  if (id && index < 0) said.push(`There is no period “${id}”.`);
  return index < 0 ? otherwise : index;
}

function groupsOf(id, made, data, said) {
  const by = data.by.find((one) => one.id === id);
  const [area] = made.areas;
  const position = data.areas.findIndex(({ slug }) => slug === area.slug);
  const groups = by?.areas[position];
  if (!by) return void said.push(`There are no groups called “${id}”.`);
  if (!groups) return void said.push(`No groups by ${lower(by.text)} are published for ${area.name}.`);
  if (made.areas.length > 1) said.push(`Groups are shown of one area: ${area.name}.`);
  made.areas = [area];
  made.many = false;
  made.by = by;
  made.level = { ...made.level, axis: by.axes[area.level] };
  made.items = by.groups.map((name, index) => ({ name, values: groups[index] }));
}
