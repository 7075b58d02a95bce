// Drawings of the explorer. Comes in: places in thousandths of an axis that the build made, with printed numbers. Goes
// out: SVG in the classes of every other drawing, with marks that the reading slider finds. Script fits thousandths to
// the width of a drawing; it knows no value, no range and no class of its own.

import { element } from "./form.js";

const SPACE = "http://www.w3.org/2000/svg";
const LINE = 18;
// What a letter is taken to need: wider than most, so that labels have room.
const LETTER = 7.6;
const SIZES = [720, 320];

function svg(name, attributes, ...inside) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const text = (x, y, words, className, anchor = "start") => svg("text", { x, y, class: className, "text-anchor": anchor }, words);
const line = (x1, y1, x2, y2, className) => svg("line", { x1, y1, x2, y2, class: className });
const round = (value) => Math.round(value * 10) / 10;

function drawing(width, height, axis, inside) {
  const frame = width > 400 ? "wide" : "narrow";
  const made = svg("svg", { class: `chart ${frame}`, role: "img", "aria-labelledby": "view-finding", "aria-describedby": "view-summary", viewBox: `0 0 ${width} ${Math.ceil(height)}` }, ...inside);
  made.dataset.axis = axis;
  return made;
}

const mark = (step, group, at, ...inside) => svg("g", { class: "mark", "data-step": step, "data-series": group, ...(at === null ? {} : { "data-at": round(at) }) }, ...inside);

function wrapped(words, most) {
  const lines = [];
  for (const word of words.split(" ")) {
    if (lines.length > 0 && `${lines.at(-1)} ${word}`.length <= most) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  // A word that is longer than a line is broken.
  return lines.flatMap((one) => one.match(new RegExp(`.{1,${most}}`, "gu")) ?? [one]);
}

// The four markers, told apart without colour.
function marker(x, y, index, className) {
  const points = [null, "M-4.5-4.5h9v9h-9z", "M0-6 5.8 4.5H-5.8z", "M0-6.2 6.2 0 0 6.2-6.2 0z"][index];
  if (!points) return svg("circle", { cx: round(x), cy: round(y), r: 5, class: className });
  return svg("path", { d: points, transform: `translate(${round(x)} ${round(y)})`, class: className });
}

/** Lines of up to four items over periods, with a key above. */
export function lines({ items, level, from }, periods, own) {
  const drawn = SIZES.map((width) => lineDrawing(items, level.axis, from, periods, own.unit, width));
  return items.length > 1 ? [key(items), ...drawn] : drawn;
}

function key(items) {
  const list = element("ul", { className: "view-key" });
  items.forEach(({ name }, index) => {
    const sample = svg("svg", { class: "chart sample", viewBox: "0 0 32 14", "aria-hidden": "true" }, svg("path", { d: "M0 7h32", class: `line series-${index + 1}` }), marker(16, 7, index, `series-${index + 1}`));
    const item = element("li");
    item.append(sample, ` ${name}`);
    list.append(item);
  });
  return list;
}

function lineDrawing(items, axis, first, periods, unit, width) {
  const head = wrapped(sentence(unit), Math.floor(width / LETTER));
  const top = head.length * LINE + 14;
  const height = (width > 400 ? 320 : 250) + head.length * LINE;
  const bottom = height - 46;
  const left = Math.max(...axis.ticks.map(([, words]) => words.length)) * LETTER + 10;
  const right = width - 20;
  const [start, end] = [periods[0].at, periods.at(-1).at];
  const x = ({ at }) => (end > start ? left + ((at - start) / (end - start)) * (right - left) : (left + right) / 2);
  const y = (at) => bottom - (at / 1000) * (bottom - top);
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  for (const [at, words] of axis.ticks) {
    inside.push(line(left, round(y(at)), right, round(y(at)), at === axis.zero ? "zero" : "grid"), text(left - 8, round(y(at)) + 5, words, "tick", "end"));
  }
  inside.push(...timeAxis(periods, x, bottom, width, left));
  const values = items.map((item) => periods.map((_, index) => item.values.at[first + index]));
  if (items.length === 1) inside.push(...band(items[0].values.limits.slice(first, first + periods.length), periods, x, y));
  values.forEach((of, series) => inside.push(...strokes(of, periods, x, y, series)));
  values.forEach((of, series) => {
    const last = of.findLastIndex((at) => at !== null);
    if (last >= 0) inside.push(marker(x(periods[last]), y(of[last]), series, `series-${series + 1}`));
  });
  inside.push(line(right, top, right, bottom, "hair"));
  periods.forEach((period, step) => {
    const missing = values.every((of) => of[step] === null);
    values.forEach((of, series) => {
      const [at, className] = [x(period), `series-${series + 1}`];
      const known = of[step] !== null;
      const lone = missing && series > 0;
      const up = missing ? 0 : values.slice(0, series).filter((other) => other[step] === null).length * 11;
      const shape = known
        ? svg("circle", { cx: round(at), cy: round(y(of[step])), r: 5, class: `point ${className}` })
        : svg("circle", { cx: round(at), cy: round(y(axis.zero) - up), r: 3.5, class: `open ${missing ? "tick" : className}` });
      inside.push(mark(step, series, at, ...(lone ? [] : [shape])));
    });
  });
  return drawing(width, height, "x", inside);
}

function timeAxis(periods, x, bottom, width, left) {
  const named = periods.filter(({ tick }) => tick);
  // Where few of the chosen periods have words for an axis, the first and the last have theirs in full.
  const ends = named.length > 1 ? named : [...new Set([periods[0], periods.at(-1)])];
  const made = [line(left, bottom, width - 20, bottom, "axis")];
  let free = -Infinity;
  for (const period of [...ends].reverse()) {
    const words = wrapped(period.tick ?? period.text, 14);
    const half = (Math.max(...words.map((one) => one.length)) * LETTER) / 2;
    const at = Math.min(Math.max(x(period), half), width - half);
    if (free !== -Infinity && at + half > free) continue;
    free = at - half - 4;
    made.push(line(round(x(period)), bottom, round(x(period)), bottom + 5, "tick"));
    words.slice(0, 2).forEach((one, index) => made.push(text(round(at), bottom + 20 + index * 16, one, "tick", "middle")));
  }
  return made;
}

// Stretches without a gap; what may change is dashed.
function strokes(of, periods, x, y, series) {
  const className = `line series-${series + 1}`;
  const made = [];
  of.forEach((at, index) => {
    if (at === null) return;
    const before = index > 0 && periods[index].joined ? of[index - 1] : null;
    const after = of[index + 1] !== undefined && of[index + 1] !== null && periods[index + 1].joined;
    if (before === null) {
      if (!after) made.push(svg("circle", { cx: round(x(periods[index])), cy: round(y(at)), r: 4, class: `series-${series + 1}` }));
      return;
    }
    const may = periods[index].provisional || periods[index - 1].provisional;
    const [kind, last] = [may ? `${className} provisional` : className, made.at(-1)];
    const to = `${round(x(periods[index]))} ${round(y(at))}`;
    if (last?.dataset.to === String(index - 1) && last.getAttribute("class") === kind) last.setAttribute("d", `${last.getAttribute("d")}L${to}`);
    else made.push(svg("path", { d: `M${round(x(periods[index - 1]))} ${round(y(before))}L${to}`, class: kind }));
    made.at(-1).dataset.to = index;
  });
  return made;
}

function band(limits, periods, x, y) {
  const made = [];
  let run = [];
  const close = () => {
    const up = run.map(([at, [, high]]) => `${round(at)} ${round(y(high))}`);
    const down = run.map(([at, [low]]) => `${round(at)} ${round(y(low))}`).reverse();
    if (run.length > 1) made.push(svg("path", { d: `M${[...up, ...down].join("L")}z`, class: "band series-1" }));
    run = [];
  };
  limits.forEach((limit, index) => {
    if (!limit || !periods[index].joined) close();
    if (limit) run.push([x(periods[index]), limit]);
  });
  close();
  return made;
}

/** A bar for each item, with its limits and its number. */
export function bars(items, { level, by }, own, width) {
  const { axis } = level;
  const wide = width > 400;
  const head = wrapped(sentence(own.unit), Math.floor(width / LETTER));
  const longest = Math.max(...items.map(({ name }) => name.length)) * LETTER;
  const left = wide ? Math.min(longest, 232) + 12 : 0;
  const room = Math.max(...items.map((item) => item.text.length)) * LETTER * 1.1 + 14;
  const right = width - room;
  // The widest of what is drawn reaches the edge, so that bars of one period fill the width.
  const most = Math.max(axis.zero, ...items.flatMap(({ at, limits }) => [at ?? axis.zero, limits?.[1] ?? axis.zero]));
  const least = Math.min(axis.zero, ...items.flatMap(({ at, limits }) => [at ?? axis.zero, limits?.[0] ?? axis.zero]));
  const x = (at) => left + ((at - least) / Math.max(most - least, 1)) * (right - left);
  const zero = round(x(axis.zero));
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  let y = head.length * LINE + 10;
  const top = y;
  items.forEach(({ name, text: number, at, limits }, step) => {
    const label = wrapped(name, Math.floor((wide ? 232 : width) / LETTER));
    const tall = label.length * LINE;
    const slot = wide ? Math.max(tall, 18) + 8 : tall + 30;
    const edge = wide ? y + (slot - 18) / 2 : y + tall + 2;
    const base = wide ? y + (slot - tall) / 2 + 13.5 : y + 14;
    label.forEach((words, index) => inside.push(text(wide ? left - 10 : 0, base + index * LINE, words, "label", wide ? "end" : "start")));
    const parts = [];
    let end = x(Math.max(at ?? axis.zero, axis.zero));
    if (at !== null) {
      parts.push(svg("rect", { x: round(Math.min(x(at), zero)), y: edge, width: round(Math.abs(x(at) - zero)), height: 18, class: `bar series-${by ? 3 : 1}` }));
      if (limits) {
        const [low, high] = limits.map((limit) => round(x(limit)));
        parts.push(svg("rect", { x: low, y: edge + 6.8, width: round(high - low), height: 4.4, class: "open ground" }));
        parts.push(svg("path", { d: `M${low} ${edge + 5}v8M${low} ${edge + 9}H${high}M${high} ${edge + 5}v8`, class: "line interval" }));
        end = Math.max(end, high);
      }
    }
    parts.push(text(round(end + 6), edge + 14, number, at === null ? "tick" : "value"));
    inside.push(mark(step, 0, edge + 9, ...parts));
    y += slot;
  });
  inside.push(line(zero, top, zero, y, "zero"));
  return drawing(width, y + 4, "y", inside);
}

/** Areas filled by the class of a period; what was chosen has a thick outline. */
export function map(outlined, items, { level, many }, own) {
  const { width } = outlined;
  const head = wrapped(sentence(own.unit), Math.floor(width / LETTER));
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  const whole = items.map(({ ink }) => ink);
  const entries = level.classes.map(([ink, words]) => [`class-${ink}`, words]);
  if (whole.includes("x")) entries.push(["no-data", "no number"]);
  let [x, y] = [0, head.length * LINE + 6];
  for (const [className, words] of entries) {
    const wide = 24 + words.length * LETTER + 18;
    if (x > 0 && x + wide - 18 > width) [x, y] = [0, y + 24];
    inside.push(svg("path", { d: `M${x + 0.5} ${y + 0.5}h16v16h-16z`, class: `shape ${className}` }));
    if (className === "no-data") inside.push(svg("g", { class: "hatch" }, svg("path", { d: `M${x} ${y + 8}l8-8M${x} ${y + 16}l16-16M${x + 8} ${y + 16}l8-8`, class: "line" })));
    inside.push(text(x + 24, y + 13.5, words, "label"));
    x += wide;
  }
  const ground = svg("g", { transform: `translate(0 ${y + 28})` });
  items.forEach(({ slug, ink }, step) => {
    const d = outlined.areas[slug];
    const parts = d ? [svg("path", { d, class: `shape ${ink === "x" ? "no-data" : `class-${ink}`}` })] : [];
    if (d && ink === "x") parts.push(svg("g", { class: "hatch" }, svg("path", { d: outlined.hatch[slug], class: "line" })));
    ground.append(mark(step, 0, null, ...parts));
  });
  ground.append(svg("path", { d: outlined.outline, class: "outline" }));
  if (!many) items.filter(({ chosen }) => chosen).forEach(({ slug }) => ground.append(svg("path", { d: outlined.areas[slug] ?? "", class: "outline marked" })));
  inside.push(ground);
  return drawing(width, y + 30 + outlined.height, "none", inside);
}

/** A dot for each area that has both numbers. */
export function scatter(items, [up, across], titles, width) {
  const head = wrapped(`Upwards: ${titles[0]}`, Math.floor(width / LETTER));
  const foot = wrapped(`Across: ${titles[1]}`, Math.floor(width / LETTER));
  const top = head.length * LINE + 14;
  const bottom = top + (width > 400 ? 320 : 240);
  const left = Math.max(...up.ticks.map(([, words]) => words.length)) * LETTER + 10;
  const right = width - 20;
  const x = (at) => left + (at / 1000) * (right - left);
  const y = (at) => bottom - (at / 1000) * (bottom - top);
  const inside = head.map((words, index) => text(0, 14 + index * LINE, words, "unit"));
  for (const [at, words] of up.ticks) inside.push(line(left, round(y(at)), right, round(y(at)), at === up.zero ? "zero" : "grid"), text(left - 8, round(y(at)) + 5, words, "tick", "end"));
  for (const [at, words] of across.ticks) inside.push(line(round(x(at)), bottom, round(x(at)), bottom + 5, "tick"), text(round(x(at)), bottom + 20, words, "tick", "middle"));
  inside.push(line(round(x(across.zero)), top, round(x(across.zero)), bottom, "axis"));
  // Dots first: no name lies on one.
  const taken = items.filter(({ place }) => !place.includes(null)).map(({ place: [over, height] }) => [x(over) - 6, x(over) + 6, y(height) - 6, y(height) + 6]);
  foot.forEach((words, index) => inside.push(text(left, bottom + 44 + index * LINE, words, "unit")));
  items.forEach(({ place: [over, height], marked, name }, step) => {
    const parts = [];
    if (over !== null && height !== null) {
      parts.push(marked ? svg("path", { d: "M-6-6h12v12h-12z", transform: `translate(${round(x(over))} ${round(y(height))})`, class: "series-2" }) : svg("circle", { cx: round(x(over)), cy: round(y(height)), r: 5, class: "series-1" }));
      const named = marked || items.length <= 8 ? beside(name, x(over), y(height), { left, right, top, bottom }, taken) : null;
      if (named) parts.push(named);
    }
    inside.push(mark(step, 0, null, ...parts));
  });
  return drawing(width, bottom + 30 + foot.length * LINE + 4, "both", inside);
}

// A name on whichever side of its dot is free; the slider reads those that have no room.
function beside(name, x, y, { left, right, top, bottom }, taken) {
  const wide = name.length * LETTER * 1.07;
  const sides = [[x + 9, y + 5, "start", 0], [x - 9, y + 5, "end", -wide], [x, y - 11, "middle", -wide / 2], [x, y + 22, "middle", -wide / 2]];
  for (const [at, base, anchor, from] of sides) {
    const box = [at + from, at + from + wide, base - 12, base + 4];
    const inside = box[0] >= left && box[1] <= right + 20 && box[2] >= top && box[3] <= bottom;
    if (!inside || taken.some((other) => box[0] < other[1] && other[0] < box[1] && box[2] < other[3] && other[2] < box[3])) continue;
    taken.push(box);
    return text(round(at), round(base), name, "name", anchor);
  }
  return null;
}

const sentence = (words) => words.replace(/^./, (letter) => letter.toUpperCase());
