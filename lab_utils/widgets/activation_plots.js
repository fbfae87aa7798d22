import { freshId, listen, make, mount, numbers, tell } from "./shared.js";
import { numberField } from "./fields.js";
import { draw, plotArea, sample } from "./plot_area.js";
import { REACH, curveAt, number, readCurves, slopesOf, valuesOf } from "./activation_curves.js";

const DASHES = [undefined, "9 4", "2 4", "10 3 2 3", "1 3"];
const HEIGHTS = { linear: [-5, 5], sigmoid: [-1.25, 1.5], tanh: [-1.25, 1.5] };
const FORMULAS = ["z", "1 / (1 + exp(\u2212z))", "tanh(z)", "max(0, z)", "your own"];
const STEPS = { ArrowRight: 0.1, ArrowUp: 0.1, ArrowLeft: -0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };
const PAUSE = 500;

function render({ model, el }) {
  const { root, say } = mount(el, "act", "Activation plots");
  const names = model.get("_names");
  const curves = readCurves(names, numbers(model, "_curves", Float64Array));
  let pause = 0;

  const handle = make("span", {
    class: "dl-act-point",
    role: "slider",
    tabindex: 0,
    "aria-label": "the point, z",
    "aria-valuemin": -REACH,
    "aria-valuemax": REACH,
  });
  const values = plotArea({ height: 300, xLabel: "z" });
  const slopes = plotArea({ height: 300, xLabel: "z" });
  const room = make("div", { class: "dl-act-room" }, values.node, handle);
  const field = numberField({
    name: "z",
    low: -REACH,
    high: REACH,
    step: 0.1,
    ends: [-REACH, REACH],
    change: move,
  }).field;
  const rows = curves.map((curve, i) => curveRow(curve.name, i, choose));
  const group = freshId("curve");
  for (const { radio } of rows) radio.name = group;
  const words = make("p", { class: "dl-act-words" });
  root.append(
    make(
      "div",
      { class: "dl-act-panels" },
      make("div", {}, make("h4", {}, "value"), room),
      make("div", {}, make("h4", {}, "slope"), slopes.node),
    ),
    make(
      "div",
      { class: "dl-act-below" },
      make("label", { class: "dl-field" }, "z =", field),
      make("span", { class: "dl-caption" }, "or drag the point, or move it with the arrow keys"),
    ),
    table(rows),
    words,
    make("p", { class: "dl-act-words", hidden: !model.get("_own") }, model.get("_own")),
  );

  function move(z) {
    tell(model, { z: Math.round(10 * Math.min(REACH, Math.max(-REACH, z))) / 10 });
  }
  function choose(name) {
    tell(model, { chosen: name });
  }

  handle.addEventListener("keydown", (event) => {
    const ends = { Home: -REACH, End: REACH };
    if (!(event.key in STEPS) && !(event.key in ends)) return;
    event.preventDefault();
    move(ends[event.key] ?? model.get("z") + STEPS[event.key]);
  });
  drag(room, handle, (event) => move(values.xAt(event)));

  function update() {
    const z = model.get("z");
    const chosen = Math.max(0, names.indexOf(model.get("chosen")));
    const at = curveAt(curves[chosen], z);
    field.value = z;
    rows.forEach((row, i) => row.show(curveAt(curves[i], z), i === chosen));
    values.show({
      x: [-REACH, REACH],
      y: HEIGHTS[names[chosen]] ?? heightsOf(curves[chosen].values),
      lines: linesOf(curves, chosen, valuesOf),
      cursor: z,
      label: "the curves",
      under: (place) => zero(place),
      over: (place) => {
        handle.style.translate = `${place.x(z)}px ${place.y(at.value)}px`;
        return tangents(place, z, at);
      },
    });
    slopes.show({
      x: [-REACH, REACH],
      y: slopeHeights(curves[chosen]),
      lines: linesOf(curves, chosen, slopesOf),
      cursor: z,
      label: "the slopes of the curves",
      under: (place) => zero(place),
      over: (place) => at.slopes.map((slope) => dot(place.x(z), place.y(slope), at.bends)),
    });
    handle.setAttribute("aria-valuenow", z);
    handle.setAttribute("aria-valuetext", `${number(z)}: ${names[chosen]} ${at.text}, slope ${at.slope}`);
    words.textContent = inWords(names[chosen], z, at);
    clearTimeout(pause);
    pause = setTimeout(() => say(words.textContent), PAUSE);
  }

  update();
  clearTimeout(pause);
  const end = listen(model, "z chosen", update);
  return () => {
    clearTimeout(pause);
    values.end();
    slopes.end();
    end();
  };
}

/** A row of the table: its radio button chooses the curve that the point is on. */
function curveRow(name, i, choose) {
  const radio = make("input", { type: "radio", onchange: () => choose(name) });
  const value = make("td", { role: "cell", "data-name": "value" });
  const slope = make("td", { role: "cell", "data-name": "slope" });
  const look = { colour: `var(--dl-run-${i})`, dash: DASHES[i], width: 2.5 };
  const node = make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", scope: "row" }, make("label", {}, radio, sample(look), name)),
    make("td", { role: "cell", "data-name": "formula", class: "dl-caption" }, FORMULAS[i]),
    value,
    slope,
  );
  const show = (at, chosen) => {
    radio.checked = chosen;
    node.dataset.chosen = chosen;
    value.textContent = at.text;
    slope.textContent = at.slope;
  };
  return { node, radio, show };
}

function table(rows) {
  const heads = ["activation", "formula", "value", "slope"];
  const head = heads.map((name) => make("th", { role: "columnheader", scope: "col" }, name));
  return make(
    "table",
    { class: "dl-plot-table dl-act-table", role: "table", "aria-label": "Value and slope at the point" },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
    make("tbody", { role: "rowgroup" }, ...rows.map(({ node }) => node)),
  );
}

/** The chosen curve comes last, above the others. */
function linesOf(curves, chosen, pointsOf) {
  const order = [...curves.keys()].filter((i) => i !== chosen).concat(chosen);
  return order.map((i) => ({
    points: pointsOf(curves[i]),
    colour: `var(--dl-run-${i})`,
    dash: DASHES[i],
    width: i === chosen ? 3.5 : 1.5,
  }));
}

function inWords(name, z, at) {
  const value = `${name} of ${number(z)} is ${at.text}.`;
  if (at.bends) return `${value} Here it bends: the slope is ${at.slope}, and at the bend itself there is none.`;
  const slope = at.slopes[0];
  if (Math.abs(slope) < 5e-3) {
    return `${value} The slope is ${at.slope}: the curve is flat, and a small change of z changes next to nothing.`;
  }
  return `${value} The slope is ${at.slope}: a step of 0.1 in z changes the value by about ${number(slope / 10)}.`;
}

function heightsOf(values) {
  const finite = values.filter(Number.isFinite);
  if (!finite.length) return HEIGHTS.tanh;
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = 0.1 * (high - low || 1);
  // Sigmoid and tanh are seen whole beside every curve.
  const [least, most] = HEIGHTS.tanh;
  return [Math.min(least, Math.max(-20, low) - room), Math.max(most, Math.min(20, high) + room)];
}

function slopeHeights({ left, right }) {
  const finite = [...left, ...right].filter(Number.isFinite);
  return [Math.max(-20, Math.min(-0.1, ...finite)), Math.min(20, Math.max(1.2, ...finite))];
}

function zero(place) {
  const look = { class: "dl-plot-edge", "stroke-width": 1 };
  return [draw("line", { ...look, x1: place.x(0), x2: place.x(0), y1: place.top, y2: place.bottom })];
}

/** The line whose slope is told, a short way to both sides; two halves where the curve bends. */
function tangents(place, z, { value, slopes, bends }) {
  return slopes.filter(Number.isFinite).map((slope, i) => {
    const [from, to] = bends ? (i ? [0, 1] : [-1, 0]) : [-1, 1];
    const end = (dz) => [place.x(z + dz), place.y(value + slope * dz)];
    const [[x1, y1], [x2, y2]] = [end(from), end(to)];
    return draw("line", { class: "dl-act-tangent", x1, y1, x2, y2 });
  });
}

function dot(cx, cy, hollow) {
  return draw("circle", { class: "dl-act-dot", cx, cy, r: 5, "data-hollow": hollow });
}

function drag(room, handle, to) {
  room.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    room.setPointerCapture(event.pointerId);
    handle.focus();
    to(event);
  });
  room.addEventListener("pointermove", (event) => {
    if (room.hasPointerCapture(event.pointerId)) to(event);
  });
}

export default { render };
