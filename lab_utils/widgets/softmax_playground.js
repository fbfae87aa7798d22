import { listen, make, mount, percent, tell } from "./shared.js";
import { BY_FACTORS, numberField, switchButton } from "./fields.js";
import { figure, softmaxSteps, stepsInWords } from "./softmax_steps.js";

const PRESETS = { 0: 0, "+1000": 1000, "\u22121000": -1000 };
// Whoever drags is told when they pause.
const PAUSE = 700;

function render({ model, el }) {
  const { root, say } = mount(el, "playground", "Softmax playground");
  const ends = model.get("_ends");
  const own = model.get("_own");
  const set = (values) => tell(model, values);

  const temperature = numberField({
    name: "temperature",
    low: 0.1,
    high: 10,
    step: 0.1,
    ends: ends.temperature,
    places: BY_FACTORS,
    change: (value) => set({ temperature: value }),
  });
  const constant = numberField({
    name: "number added to all scores",
    low: -20,
    high: 20,
    step: 1,
    ends: ends.constant,
    change: (value) => set({ constant: value }),
  });
  const presets = Object.entries(PRESETS).map(([text, value]) => {
    const press = () => set({ constant: value });
    const name = `${text}, added to all scores`;
    return make("button", { class: "dl-button", type: "button", onclick: press, "aria-label": name }, text);
  });
  const stable = switchButton("Subtract the largest first", (on) => set({ stable: on }));
  const begin = { constant: 0, temperature: 1, stable: false };
  const reset = () => set({ scores: [...model.get("_first_scores")], ...begin });

  const rows = model.get("_first_scores").map((_, i) => classRow(model, i, ends.score, own));
  const sum = sumRow(rows.length, own);
  const words = make("p", { class: "dl-play-words" });
  const ownWords = make("p", { class: "dl-play-words", hidden: !own }, `Asking ${own} ...`);
  root.append(
    make(
      "div",
      { class: "dl-play-controls" },
      control("Add to all scores", constant.slider, constant.field, ...presets),
      control("Divide by the temperature", temperature.slider, temperature.field),
      make(
        "div",
        { class: "dl-play-buttons" },
        stable.button,
        make("button", { class: "dl-button", type: "button", onclick: reset }, "Start again"),
      ),
    ),
    make(
      "table",
      { class: "dl-play", role: "table", "aria-label": "Softmax step by step", "data-own": Boolean(own) },
      headRow(own),
      make("tbody", { role: "rowgroup" }, ...rows.map(({ node }) => node)),
      make("tfoot", { role: "rowgroup" }, sum.node),
    ),
    words,
    ownWords,
  );

  const asking = own ? askOwn(model, showOwn) : null;
  let pause = 0;

  function update() {
    const scores = model.get("scores");
    const steps = softmaxSteps(scores, model.get("constant"), model.get("temperature"), model.get("stable"));
    const whole = roundedUp(steps.total);
    constant.show(model.get("constant"));
    temperature.show(model.get("temperature"));
    stable.show(model.get("stable"));
    rows.forEach((row, i) => row.show(scores[i], steps, i, whole));
    sum.show(steps, whole);
    words.textContent = stepsInWords(steps, model.get("stable"));
    asking?.ask(steps.z);
    clearTimeout(pause);
    pause = setTimeout(() => say(inWords(steps)), PAUSE);
  }

  function inWords(steps) {
    return `Probabilities ${steps.probabilities.map(shareOf).join(", ")}. ${words.textContent}`;
  }

  function showOwn({ words, known }, probabilities) {
    ownWords.textContent = words;
    rows.forEach((row, i) => row.showOwn(known ? probabilities[i] : null));
    sum.showOwn(known ? sumOf(probabilities) : null);
  }

  update();
  clearTimeout(pause);
  const end = listen(model, "scores constant temperature stable", update);
  return () => {
    clearTimeout(pause);
    asking?.end();
    end();
  };
}

/** Ask the learner's own softmax through the kernel, one question at a time; the newest waits. */
function askOwn(model, show) {
  let busy = false;
  let next = null;
  const ask = (z) => {
    if (busy) next = z;
    else model.send({ softmax_of: z });
    busy = true;
  };
  const receive = (answer, buffers) => {
    busy = false;
    const view = buffers[0];
    show(
      answer,
      view ? new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)) : null,
    );
    const waiting = next;
    next = null;
    if (waiting) ask(waiting);
  };
  model.on("msg:custom", receive);
  return { ask, end: () => model.off("msg:custom", receive) };
}

function control(name, ...parts) {
  const title = make("span", { class: "dl-caption" }, name);
  return make(
    "div",
    { class: "dl-control", role: "group", "aria-label": name },
    title,
    make("div", {}, ...parts),
  );
}

const COLUMNS = { score: "score", exponent: "exponent", exp: "exp", share: "probability" };

function cell(column, name, ...children) {
  return make("td", { role: "cell", class: `dl-play-${column}`, "data-name": name }, ...children);
}

function headRow(own) {
  const names = ["class", ...Object.values(COLUMNS), ...(own ? [own] : [])];
  const heads = names.map((name) => make("th", { role: "columnheader", scope: "col" }, name));
  return make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
}

function classRow(model, i, ends, own) {
  const score = numberField({
    name: `score of class ${i}`,
    low: -10,
    high: 10,
    step: 0.1,
    ends,
    change: (value) => {
      const scores = model.get("scores").map((old, j) => (i === j ? value : old));
      tell(model, { scores });
    },
  });
  const exponent = make("span", {});
  const [exp, share, mine] = [measured("exp"), measured("share"), measured("own")];
  const node = make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", scope: "row" }, String(i)),
    cell("score", COLUMNS.score, score.slider, score.field),
    cell("exponent", COLUMNS.exponent, exponent),
    cell("exp", COLUMNS.exp, exp.node),
    cell("share", COLUMNS.share, share.node),
    ...(own ? [cell("own", own, mine.node)] : []),
  );
  const show = (value, steps, at, whole) => {
    score.show(value);
    exponent.textContent = figure(steps.exponents[at]);
    exp.show(steps.exponentials[at] / whole, figure(steps.exponentials[at]));
    share.show(steps.probabilities[at], shareOf(steps.probabilities[at]));
  };
  const showOwn = (value) => mine.show(value, value === null ? "" : shareOf(value));
  return { node, show, showOwn };
}

/** A probability in percent, also where it is none. */
function shareOf(value) {
  if (!Number.isFinite(value)) return figure(value);
  if (Math.abs(value - 1) < 1e-6) return "100 %";
  return value >= 0 && value < 1 ? percent(value) : `${figure(100 * value)} %`;
}

/** The last row: the exponentials laid end to end are the sum, and each one's part of it is its probability. */
function sumRow(count, own) {
  const parts = [...Array(count).keys()].map(() => make("span", { class: "dl-part" }));
  const stack = make("span", { class: "dl-measure", "data-kind": "sum", "aria-hidden": "true" }, ...parts);
  const [total, all, mine] = [make("span", {}), make("span", {}), make("span", {})];
  const scale = make("span", { class: "dl-caption" });
  const node = make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", scope: "row" }, "sum"),
    make("td", { role: "cell", class: "dl-play-scale", colspan: "2" }, scale),
    cell("exp", COLUMNS.exp, make("span", { class: "dl-measured" }, stack, total)),
    cell("share", COLUMNS.share, all),
    ...(own ? [cell("own", own, mine)] : []),
  );
  const show = (steps, whole) => {
    parts.forEach((part, i) => (part.style.width = widthOf(steps.exponentials[i] / whole)));
    stack.dataset.state = stateOf(steps.total);
    total.textContent = figure(steps.total);
    scale.textContent = Number.isFinite(whole) ? `bars of exp: full at ${figure(whole)}` : "";
    all.textContent = shareOf(sumOf(steps.probabilities));
  };
  const showOwn = (value) => (mine.textContent = value === null ? "" : shareOf(value));
  return { node, show, showOwn };
}

/** A bar with its number. */
function measured(kind) {
  const bar = make("span", { class: "dl-part" });
  const room = make("span", { class: "dl-measure", "data-kind": kind, "aria-hidden": "true" }, bar);
  const number = make("span", { class: "dl-play-number" });
  const show = (share, text) => {
    bar.style.width = widthOf(share);
    room.dataset.state = share === null ? "none" : stateOf(share);
    number.textContent = text;
  };
  return { node: make("span", { class: "dl-measured" }, room, number), show };
}

const sumOf = (values) => values.reduce((sum, each) => sum + each, 0);
const widthOf = (share) => (Number.isFinite(share) ? `${100 * Math.min(1, Math.max(0, share))}%` : "0");
const stateOf = (value) => (Number.isNaN(value) ? "nan" : value === Infinity ? "inf" : "number");

/** The next of 1, 2, 5, 10, 20, ...: a scale that holds still while numbers move a little. */
function roundedUp(value) {
  if (!(value > 0) || value === Infinity) return value === 0 ? 1 : value;
  const ten = 10 ** Math.floor(Math.log10(value));
  return ten * [1, 2, 5, 10].find((step) => value <= step * ten * (1 + 1e-12));
}

export default { render };
