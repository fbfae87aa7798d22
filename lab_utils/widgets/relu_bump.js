import { listen, make, mount, tell } from "./shared.js";
import { numberField, switchButton } from "./fields.js";
import { draw, plotArea, sample, short } from "./plot_area.js";
import { aboveOutside, bendOf, bendsOf, fallingSide, notAboveBetween, partsOf, sumOf } from "./two_units.js";

const RANGE = [-2, 5];
const LOOKS = {
  unit1: { colour: "var(--dl-run-2)", dash: "8 4", width: 2 },
  unit2: { colour: "var(--dl-run-3)", dash: "2 4", width: 2.5 },
  sum: { colour: "var(--dl-run-0)", width: 3.5 },
  third: { colour: "var(--dl-run-1)", width: 3, dash: "12 3" },
};
const NUMBERS = { weights: "weight", biases: "bias", outputs: "counts times" };
const PAUSE = 700;

function render({ model, el }) {
  const { root, say } = mount(el, "bump", "Two ReLU units and their sum");
  const begin = Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, [...model.get(name)]]));
  const cards = [0, 1].map((i) => unitCard(model, i));
  const third = switchButton("Send the sum through a third ReLU", (on) => tell(model, { third: on }));
  const reset = () => tell(model, { ...begin, third: false });
  const again = make("button", { class: "dl-button", type: "button", onclick: reset }, "Start again");
  const plot = plotArea({ height: 300, xLabel: "z" });
  const goals = ["left of 1: not above 0", "between 1 and 2: above 0", "right of 2: not above 0"].map(goalRow);
  const words = make("p", { class: "dl-bump-words" });
  const thirdKey = keyOf("relu(sum)", LOOKS.third);
  root.append(
    make("div", { class: "dl-bump-cards" }, ...cards.map(({ node }) => node)),
    make(
      "div",
      { class: "dl-bump-result" },
      make(
        "div",
        {},
        plot.node,
        make(
          "p",
          { class: "dl-plot-key dl-caption" },
          keyOf("unit 1", LOOKS.unit1),
          keyOf("unit 2", LOOKS.unit2),
          keyOf("sum", LOOKS.sum),
          thirdKey,
        ),
      ),
      make(
        "div",
        {},
        make("p", { class: "dl-bump-title" }, "The goal for the sum"),
        make("ul", { class: "dl-bump-goals" }, ...goals.map(({ node }) => node)),
        make("div", { class: "dl-bump-buttons" }, third.button, again),
        words,
      ),
    ),
  );
  let pause = 0;

  function update() {
    const units = Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, model.get(name)]));
    const on = model.get("third");
    cards.forEach((card) => card.show(units));
    third.show(on);
    thirdKey.hidden = !on;
    const missed = [aboveOutside(units, "left"), notAboveBetween(units), aboveOutside(units, "right")];
    goals.forEach((goal, i) => goal.show(missed[i], units));
    words.textContent = inWords(units, missed.every((place) => place === null), on);
    plot.show(content(units, on, words.textContent));
    clearTimeout(pause);
    pause = setTimeout(() => say(`${goals.map(({ text }) => text()).join("; ")}. ${words.textContent}`), PAUSE);
  }

  update();
  clearTimeout(pause);
  const end = listen(model, "weights biases outputs third", update);
  return () => {
    clearTimeout(pause);
    plot.end();
    end();
  };
}

/** The three numbers of a unit, and what they make it do. */
function unitCard(model, i) {
  const largest = model.get("_largest");
  const fields = Object.entries(NUMBERS).map(([trait, text]) => {
    const change = (value) => tell(model, { [trait]: model.get(trait).map((old, j) => (i === j ? value : old)) });
    const ends = [-largest, largest];
    const field = numberField({ name: `unit ${i + 1}, ${text}`, low: -largest, high: largest, step: 0.1, ends, change });
    const caption = make("span", { class: "dl-caption" }, text);
    return { trait, ...field, node: make("div", { class: "dl-bump-field" }, caption, field.slider, field.field) };
  });
  const formula = make("p", { class: "dl-bump-formula" });
  const name = `unit ${i + 1}`;
  const node = make(
    "div",
    { class: "dl-bump-card", role: "group", "aria-label": name },
    make("p", { class: "dl-bump-title" }, sample(LOOKS[`unit${i + 1}`]), name),
    ...fields.map((field) => field.node),
    formula,
  );
  const show = (units) => {
    for (const field of fields) field.show(units[field.trait][i]);
    const [weight, bias, output] = [units.weights[i], units.biases[i], units.outputs[i]].map(short);
    const bend = bendOf(units, i);
    const where = bend === null ? "never bends" : `bends at z = ${short(bend)}`;
    const sum = units.biases[i] < 0 ? `${weight} \u00b7 z ${bias}` : `${weight} \u00b7 z + ${bias}`;
    formula.textContent = `${output} \u00b7 relu(${sum.replace("z \u2212", "z \u2212 ")}), ${where}`;
  };
  return { node, show };
}

function goalRow(name) {
  const sign = make("span", { class: "dl-bump-sign", "aria-hidden": "true" });
  const said = make("span", {});
  const node = make("li", {}, sign, said);
  const show = (missed, units) => {
    node.dataset.reached = missed === null;
    sign.textContent = missed === null ? "\u2713" : "\u2717";
    const far = Math.abs(missed) > 1000;
    const where = far ? `far ${missed < 0 ? "left" : "right"} it rises for ever` : placed(missed, units);
    said.textContent = missed === null ? `${name}: yes` : `${name}: no, ${where}`;
  };
  return { node, show, text: () => said.textContent };
}

const placed = (z, units) => `at z = ${short(z ?? 0)} it is ${short(sumOf(units, z ?? 0))}`;

function inWords(units, reached, third) {
  if (!reached) return third ? "The third ReLU cuts off what is below 0. It can't take away what is above." : "";
  const side = fallingSide(units);
  if (third) return "There is the bump: 0 up to 1, above 0 in between, and 0 again from 2 on.";
  return `Reached: the sum is above 0 between 1 and 2 only. But it is no bump yet: on the ${side} it falls for \
ever. Two ReLU units make a line with two bends, and a bump that ends on both sides needs three. Send the sum \
through a third ReLU, as the next layer does.`;
}

function content(units, third, words) {
  const places = [...new Set([...RANGE, ...bendsOf(units).filter((z) => z > RANGE[0] && z < RANGE[1])])];
  const zeros = third ? crossings(units, places) : [];
  const at = [...places, ...zeros].sort((one, other) => one - other);
  const part = (i) => at.map((z) => [z, partsOf(units, z)[i]]);
  const lines = [
    { points: part(0), ...LOOKS.unit1 },
    { points: part(1), ...LOOKS.unit2 },
    { points: at.map((z) => [z, sumOf(units, z)]), ...LOOKS.sum },
  ];
  if (third) lines.push({ points: at.map((z) => [z, Math.max(0, sumOf(units, z))]), ...LOOKS.third });
  return {
    x: RANGE,
    y: [-3, 4],
    xTicks: [-2, -1, 0, 1, 2, 3, 4, 5],
    lines,
    under: goalBand,
    label: `Unit 1, unit 2 and their sum over z from -2 to 5. ${words}`,
  };
}

/** Where the sum crosses 0, so that the third ReLU bends exactly there. */
function crossings(units, places) {
  const ordered = [...places].sort((one, other) => one - other);
  return ordered.slice(1).flatMap((high, i) => {
    const low = ordered[i];
    const [from, to] = [sumOf(units, low), sumOf(units, high)];
    return from * to < 0 ? [low + ((high - low) * from) / (from - to)] : [];
  });
}

function goalBand(place) {
  const [left, right] = [place.x(1), place.x(2)];
  const edges = [left, right].map((x) => draw("line", { class: "dl-bump-edge", x1: x, x2: x, y1: place.top, y2: place.bottom }));
  const size = { x: left, y: place.top, width: right - left, height: place.bottom - place.top };
  const zero = draw("line", { class: "dl-plot-edge", x1: place.left, x2: place.right, y1: place.y(0), y2: place.y(0) });
  const name = draw("text", { x: (left + right) / 2, y: place.top + 12, "text-anchor": "middle" }, "goal");
  return [draw("rect", { class: "dl-bump-goal", ...size }), ...edges, zero, name];
}

function keyOf(text, look) {
  return make("span", {}, sample(look), text);
}

export default { render };
