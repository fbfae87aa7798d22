import { make } from "./shared.js";
import { drawInk, drawPhoto } from "./digits.js";
import { hiddenUnits } from "./hidden_units.js";
import { probabilityBars } from "./probability_bars.js";

// Enlarged, a picture of the network's size shows its pixels; a photograph is better smoothed.
const FEW_PIXELS = 60;

/** All that is known of one reading: what was read, the steps of the preparation, the hidden units. */
export function readingView(id) {
  const seen = make("canvas", { role: "img", "aria-label": "The 20 x 20 picture that the network sees" });
  const digit = make("span", { class: "dl-reader-digit" });
  const sureness = make("span", { class: "dl-reader-sureness" });
  const name = make("p", { class: "dl-caption" });
  const notes = make("ul", { class: "dl-reader-notes" });
  const bars = probabilityBars();
  const lesson = make("p", { class: "dl-caption" });
  const problem = make("p", { class: "dl-reader-problem", hidden: true });
  const answer = make(
    "div",
    {},
    name,
    make("div", { class: "dl-reader-verdict" }, make("div", { class: "dl-picture" }, seen), make("p", {}, digit, sureness)),
    notes,
    make("p", { class: "dl-caption" }, "Probability of each digit, in percent"),
    bars.list,
    lesson,
  );
  const steps = make("ol", { class: "dl-reader-steps" });
  const layers = make("div", { class: "dl-reader-layers" });
  const section = (key, title, ...children) =>
    make(
      "section",
      { class: `dl-reader-${key}`, "aria-labelledby": `${id}-${key}` },
      make("h2", { id: `${id}-${key}` }, title),
      ...children,
    );
  const result = section("result", "What the network reads", problem, answer);
  const prepared = section("prepared", "How the picture is prepared", steps);
  const hidden = section("hidden", "What the hidden units give", layers);

  const showProblem = (sentence) => {
    problem.textContent = sentence;
    problem.hidden = !sentence;
    for (const node of [answer, prepared, hidden]) node.hidden = true;
  };

  const showReading = (called, reading) => {
    for (const node of [answer, prepared, hidden]) node.hidden = false;
    problem.hidden = true;
    digit.textContent = reading.digit;
    sureness.textContent = reading.sureness;
    name.textContent = called;
    notes.replaceChildren(...reading.notes.map((note) => make("li", {}, note)));
    notes.hidden = !reading.notes.length;
    drawStep(seen, reading.steps.at(-1));
    bars.show(reading.probabilities, null);
    steps.replaceChildren(...reading.steps.map(stepFigure));
    layers.replaceChildren(...reading.hidden.map(hiddenUnits));
  };

  return { nodes: [result, prepared, hidden], lesson, showReading, showProblem };
}

function drawStep(canvas, { name, shape, pixels }) {
  const [height, width] = shape;
  canvas.dataset.fine = String(Math.max(height, width) > FEW_PIXELS);
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  // Before the first step nobody knows which is the ink.
  const draw = name === "grey" ? drawPhoto : drawInk;
  draw(canvas, bytes, width, height);
}

function stepFigure(step) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  drawStep(canvas, step);
  const { name, does, shape } = step;
  return make(
    "li",
    {},
    make("div", { class: "dl-picture" }, canvas),
    make("p", {}, make("strong", {}, name)),
    make("p", { class: "dl-caption" }, `${shape[1]} x ${shape[0]}`),
    make("p", { class: "dl-caption" }, does),
  );
}
