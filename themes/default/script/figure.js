// The reading slider. Comes in: a figure whose drawing has marks (`data-step`) and whose table has the same
// steps as rows (`data-step`, `data-words`). Goes out: a range input under the plot that reads one row at a time.
// It never computes a value and never draws one: every word was written by the build.

export default function figure(root) {
  const plot = root.querySelector(".plot");
  const slot = root.querySelector(".slot");
  const rows = stepRows(root);
  if (!plot || !slot) return;
  if (rows.length < 2) {
    slot.remove();
    return;
  }

  const { input, output } = addSlider(root, slot, rows);
  const drawings = [...plot.querySelectorAll("svg.chart[data-axis]")];
  let current = -1;

  function read(step) {
    if (step === current) return;
    current = step;
    input.value = String(step);
    const words = rows[step].dataset.words;
    input.setAttribute("aria-valuetext", words);
    output.textContent = words;
    plot.classList.add("reading");
    for (const drawing of drawings) highlight(drawing, step);
  }

  // A map that shows another period says other words, and what stands out is another shape.
  root.addEventListener("reworded", () => {
    const step = current;
    current = -1;
    if (step >= 0) read(step);
  });
  input.addEventListener("input", () => read(Number(input.value)));
  // The end that the slider stands at by chance is read too, once a key or a pointer asks for it.
  input.addEventListener("click", () => read(Number(input.value)));
  input.addEventListener("focus", () => input.setAttribute("aria-valuetext", rows[Number(input.value)].dataset.words));

  new ResizeObserver(() => align(input, plot, drawings)).observe(plot);

  for (const drawing of drawings) {
    drawing.addEventListener("pointermove", (event) => {
      const step = stepAt(drawing, event);
      if (step !== null) read(step);
    });
    drawing.addEventListener("click", (event) => {
      const step = stepAt(drawing, event);
      if (step === null) return;
      const known = step === current;
      read(step);
      const link = rows[step].querySelector("th a[href]");
      // A finger has no hover: its first tap names the area, the second opens it.
      const opens = event.pointerType === "touch" ? known : true;
      if (drawing.dataset.axis === "none" && link && opens) link.click();
    });
  }
}

function stepRows(root) {
  const rows = [];
  for (const row of root.querySelectorAll("tr[data-step]")) rows[Number(row.dataset.step)] = row;
  return rows.filter(Boolean);
}

function addSlider(root, slot, rows) {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const output = document.createElement("output");
  const name = root.dataset.name.replace(/^./, (letter) => letter.toLowerCase());
  box.className = "slider";
  label.textContent = `Read the values of ${name}`;
  label.htmlFor = input.id = `${root.id}-slider`;
  Object.assign(input, { type: "range", min: "0", max: String(rows.length - 1), step: "1", autocomplete: "off" });
  input.value = root.querySelector("svg.chart[data-axis]")?.dataset.axis === "x" ? input.max : "0";
  input.setAttribute("aria-valuetext", rows[Number(input.value)].dataset.words);
  output.htmlFor = input.id;
  // The value text says the same words; said twice they would only be noise.
  output.setAttribute("aria-live", "off");
  output.textContent = "Move the slider, or point at the drawing, to read each value in words.";
  box.append(label, input, output);
  slot.append(box);
  return { input, output };
}

// The slider runs under the steps that it reads; half a thumb stands out on either side.
function align(input, plot, drawings) {
  const drawing = drawings.find((one) => one.dataset.axis === "x" && one.checkVisibility());
  const marks = drawing ? [...drawing.querySelectorAll(".mark[data-step]")] : [];
  if (marks.length === 0) {
    // The other drawing may be read along x, and its widths must not outlast it.
    input.style.marginLeft = input.style.width = "";
    return;
  }
  const places = marks.map((mark) => mark.getBoundingClientRect()).map((box) => box.left + box.width / 2);
  const thumb = 8;
  const first = Math.min(...places) - plot.getBoundingClientRect().left - thumb;
  input.style.marginLeft = `${Math.max(0, first)}px`;
  input.style.width = `${Math.max(...places) - Math.min(...places) + 2 * thumb}px`;
}

function highlight(drawing, step) {
  for (const mark of drawing.querySelectorAll(".mark.current")) mark.classList.remove("current");
  const marks = [...drawing.querySelectorAll(`.mark[data-step="${step}"]`)];
  for (const mark of marks) mark.classList.add("current");
  if (drawing.dataset.axis === "none") outline(drawing, marks);
  const hair = drawing.querySelector(".hair");
  const at = marks.length > 0 ? centre(marks[0]) : null;
  if (!hair || !at) return;
  const axis = drawing.dataset.axis === "y" ? "y" : "x";
  hair.setAttribute(`${axis}1`, at[axis]);
  hair.setAttribute(`${axis}2`, at[axis]);
}

// Later shapes cover the edges of earlier ones, so the outline is a copy on top.
function outline(drawing, marks) {
  drawing.querySelector(".over")?.remove();
  const over = document.createElementNS("http://www.w3.org/2000/svg", "g");
  over.setAttribute("class", "over");
  for (const mark of marks) {
    const copy = mark.cloneNode(true);
    copy.removeAttribute("data-step");
    copy.removeAttribute("class");
    over.append(copy);
  }
  drawing.append(over);
}

function centre(mark) {
  if (mark.dataset.at) return { x: Number(mark.dataset.at), y: Number(mark.dataset.at) };
  const box = mark.getBBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function stepAt(drawing, event) {
  const axis = drawing.dataset.axis;
  const mark = event.target.closest?.(".mark[data-step]");
  if (mark) return Number(mark.dataset.step);
  if (axis === "both") return stepNear(drawing, event);
  if (axis !== "x" && axis !== "y") return null;
  const matrix = drawing.getScreenCTM();
  if (!matrix) return null;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  let nearest = null;
  let least = Infinity;
  for (const candidate of drawing.querySelectorAll(".mark[data-step]")) {
    const distance = Math.abs(centre(candidate)[axis] - point[axis]);
    if (distance < least) {
      least = distance;
      nearest = Number(candidate.dataset.step);
    }
  }
  return nearest;
}

// Where steps stand in a plane, the one whose mark is nearest to the pointer.
function stepNear(drawing, event) {
  let nearest = null;
  let least = Infinity;
  for (const part of drawing.querySelectorAll(".mark[data-step] > *")) {
    const box = part.getBoundingClientRect();
    const distance = Math.hypot(
      Math.max(box.left - event.clientX, 0, event.clientX - box.right),
      Math.max(box.top - event.clientY, 0, event.clientY - box.bottom),
    );
    if (distance < least) {
      least = distance;
      nearest = Number(part.closest(".mark").dataset.step);
    }
  }
  return nearest;
}
