import { make, percent } from "./shared.js";

/**
 * Ten probabilities as bars, made once and filled anew with each digit.
 *
 * The largest is striped, and the label's name is framed and said: nothing is told by colour alone.
 */
export function probabilityBars() {
  const bars = [...Array(10).keys()].map((digit) => {
    const said = make("span", { class: "dl-unseen" });
    const value = make("span", { class: "dl-bar-value" });
    const bar = make("span", { class: "dl-bar" });
    const room = make("span", { class: "dl-bar-room" }, bar);
    const seen = make("span", { class: "dl-bar-seen", "aria-hidden": "true" }, value, room, String(digit));
    return { node: make("li", {}, said, seen), said, bar, value };
  });
  const list = make(
    "ol",
    { class: "dl-bars", "aria-label": "Probabilities" },
    ...bars.map(({ node }) => node),
  );
  const show = (probabilities, label) => {
    const largest = probabilities.indexOf(Math.max(...probabilities));
    bars.forEach(({ node, said, bar, value }, digit) => {
      const share = probabilities[digit];
      bar.style.height = `${100 * share}%`;
      bar.dataset.kind = digit === largest ? "largest" : "other";
      value.textContent = share < 0.0005 ? "" : (100 * share).toFixed(share < 0.0995 ? 1 : 0);
      node.dataset.label = digit === label;
      said.textContent = `${digit}${digit === label ? ", the label" : ""}: ${percent(share)}`;
    });
  };
  return { list, show };
}
