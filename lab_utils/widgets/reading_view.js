import { make } from "./shared.js";
import { drawInk, drawPhoto } from "./digits.js";
import { hiddenUnits } from "./hidden_units.js";
import { probabilityBars } from "./probability_bars.js";

// Enlarged, a picture of the network's size shows its pixels; a photograph is better smoothed.
const FEW_PIXELS = 60;

/** All that is known of one reading: what was read, the steps of the preparation, the hidden units. */
export function readingView(id) {
  const seen = make("canvas", { role: "img", "aria-label": "The 20 x 20 picture that the network sees" });
  const digit = make("span", { class: "dl-reading-digit" });
  const sureness = make("span", { class: "dl-reading-sureness" });
  const name = make("p", { class: "dl-caption" });
  const notes = make("ul", { class: "dl-reading-notes" });
  const bars = probabilityBars();
  const lesson = make("p", { class: "dl-caption" });
  const invitation = make("p", { class: "dl-reading-invitation", hidden: true });
  const problem = make("p", { class: "dl-reading-problem", hidden: true });
  const answer = make(
    "div",
    {},
    name,
    make("div", { class: "dl-reading-verdict" }, make("div", { class: "dl-picture" }, seen), make("p", {}, digit, sureness)),
    notes,
    make("p", { class: "dl-caption" }, "Probability of each digit, in percent"),
    bars.list,
    lesson,
  );
  const steps = make("ol", { class: "dl-reading-steps" });
  const layers = make("div", { class: "dl-reading-layers" });
  const section = (key, title, ...children) =>
    make(
      "section",
      { class: `dl-reading dl-reading-${key}`, "aria-labelledby": `${id}-${key}` },
      make("h2", { id: `${id}-${key}` }, title),
      ...children,
    );
  const result = section("result", "What the network reads", problem, invitation, answer);
  const prepared = section("prepared", "How the picture is prepared", steps);
  const hidden = section("hidden", "What the hidden units give", layers);

  let [figures, units] = [[], []];
  const instead = (node, sentence) => {
    for (const each of [problem, invitation]) each.hidden = each !== node || !sentence;
    for (const each of [answer, prepared, hidden]) each.hidden = node !== null;
    if (node) node.textContent = sentence;
    // An empty pad leaves the steps their place, so that what stands below does not jump with the next stroke.
    prepared.hidden &&= node !== invitation || !figures.length;
    prepared.style.visibility = node === invitation ? "hidden" : "";
  };
  const showProblem = (sentence) => instead(problem, sentence);
  const showNothing = (sentence) => instead(invitation, sentence);

  // While somebody draws this comes with each frame: what is there is filled anew.
  const fit = (reading) => {
    if (figures.length !== reading.steps.length) {
      figures = reading.steps.map(stepFigure);
      steps.replaceChildren(...figures.map(({ node }) => node));
    }
    if (String(units.map(({ count }) => count)) !== String(reading.hidden.map(({ length }) => length))) {
      units = reading.hidden.map(({ length }, layer) => hiddenUnits(length, layer));
      layers.replaceChildren(...units.map(({ node }) => node));
    }
  };

  const showReading = (called, reading) => {
    instead(null, "");
    fit(reading);
    digit.textContent = reading.digit;
    sureness.textContent = reading.sureness;
    name.textContent = called;
    notes.replaceChildren(...reading.notes.map((note) => make("li", {}, note)));
    notes.hidden = !reading.notes.length;
    drawStep(seen, reading.steps.at(-1));
    bars.show(reading.probabilities, null);
    figures.forEach((figure, i) => figure.show(reading.steps[i]));
    units.forEach((layer, i) => layer.show(reading.hidden[i]));
  };

  return { nodes: [result, prepared, hidden], lesson, showReading, showProblem, showNothing };
}

function drawStep(canvas, { name, shape, pixels }) {
  const [height, width] = shape;
  canvas.dataset.fine = String(Math.max(height, width) > FEW_PIXELS);
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  // Before the first step nobody knows which is the ink.
  const draw = name === "grey" ? drawPhoto : drawInk;
  draw(canvas, bytes, width, height);
}

function stepFigure() {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const title = make("strong", {});
  const [size, what] = [make("p", { class: "dl-caption" }), make("p", { class: "dl-caption" })];
  const node = make("li", {}, make("div", { class: "dl-picture" }, canvas), make("p", {}, title), size, what);
  const show = (step) => {
    const { name, does, shape } = step;
    drawStep(canvas, step);
    title.textContent = name;
    size.textContent = `${shape[1]} x ${shape[0]}`;
    what.textContent = does;
  };
  return { node, show };
}
