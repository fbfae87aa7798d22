import { make } from "./shared.js";

// With more units than this there is no room for each one's number.
const ALL_NUMBERED = 15;

/** What the units of one hidden layer give, as bars: a silent unit has none. */
export function hiddenUnits(values, layer) {
  const count = values.length;
  const largest = Math.max(...values);
  const active = values.filter((value) => value > 0).length;
  const loudest = values.indexOf(largest);
  const words = active
    ? `${active} of ${count} units are active, unit ${loudest + 1} most: ${largest.toFixed(1)}.`
    : `None of ${count} units is active.`;
  const bars = values.map((value, i) => {
    const said = value > 0 ? `unit ${i + 1}: ${value.toFixed(2)}` : `unit ${i + 1}: silent`;
    const bar = make("span", { class: "dl-bar", style: `height: ${largest > 0 ? (100 * value) / largest : 0}%` });
    const number = count <= ALL_NUMBERED || i === 0 || (i + 1) % 5 === 0 ? String(i + 1) : "";
    return make(
      "li",
      { title: said },
      make("span", { class: "dl-unseen" }, said),
      make("span", { class: "dl-bar-seen", "aria-hidden": "true" }, make("span", { class: "dl-bar-room" }, bar), number || "\u00a0"),
    );
  });
  const title = `Hidden layer ${layer + 1}`;
  return make(
    "div",
    {},
    make("p", {}, make("strong", {}, title), make("span", { class: "dl-caption" }, ` ${words}`)),
    make("ol", { class: "dl-units", "aria-label": `${title}, what each unit gives`, style: `--units: ${count}` }, ...bars),
  );
}
