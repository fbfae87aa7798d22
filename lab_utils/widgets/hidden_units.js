import { make } from "./shared.js";

// With more units than this there is no room for each one's number.
const ALL_NUMBERED = 15;

/** What the units of one hidden layer give, as bars, made once for `count` units: a silent unit has none. */
export function hiddenUnits(count, layer) {
  const bars = Array.from({ length: count }, (_, i) => unitBar(i, count));
  const title = `Hidden layer ${layer + 1}`;
  const words = make("span", { class: "dl-caption" });
  const node = make(
    "div",
    {},
    make("p", {}, make("strong", {}, title), words),
    make(
      "ol",
      { class: "dl-units", "aria-label": `${title}, what each unit gives`, style: `--units: ${count}` },
      ...bars.map(({ node }) => node),
    ),
  );
  const show = (values) => {
    const largest = Math.max(...values);
    const active = values.filter((value) => value > 0).length;
    words.textContent = active
      ? ` ${active} of ${count} units are active, unit ${values.indexOf(largest) + 1} most: ${largest.toFixed(1)}.`
      : ` None of ${count} units is active.`;
    bars.forEach((bar, i) => bar.show(values[i], largest));
  };
  return { node, count, show };
}

function unitBar(i, count) {
  const said = make("span", { class: "dl-unseen" });
  const bar = make("span", { class: "dl-bar" });
  const number = count <= ALL_NUMBERED || i === 0 || (i + 1) % 5 === 0 ? String(i + 1) : "\u00a0";
  const seen = make("span", { class: "dl-bar-seen", "aria-hidden": "true" }, make("span", { class: "dl-bar-room" }, bar), number);
  const node = make("li", {}, said, seen);
  const show = (value, largest) => {
    said.textContent = value > 0 ? `unit ${i + 1}: ${value.toFixed(2)}` : `unit ${i + 1}: silent`;
    node.title = said.textContent;
    bar.style.height = `${largest > 0 ? (100 * value) / largest : 0}%`;
  };
  return { node, show };
}
