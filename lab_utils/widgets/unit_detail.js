import { make } from "./shared.js";
import { shares } from "./dense_network.js";
import { drawSigned, signed } from "./signed_picture.js";
import { drawShares } from "./picture_strip.js";

const MOST_PARTS = 12;

/** What one hidden unit adds up for this digit: from pixels as pictures, from other units as bars. */
export function unitDetail(side, close) {
  const heading = make("p", { class: "dl-part-title" });
  const button = make("button", { class: "dl-button", type: "button", onclick: close }, "Close");
  const parts = make("div", { class: "dl-sum-parts" });
  const words = make("p", {});
  const node = make(
    "div",
    { class: "dl-unit-detail", role: "group", "aria-label": "The chosen unit", hidden: true },
    make("div", { class: "dl-part-head" }, heading, button),
    parts,
    words,
  );
  const show = (seen, chosen) => {
    node.hidden = !chosen;
    if (!chosen) return;
    const { layer, unit } = chosen;
    const { W, b, units, bends } = seen.network.layers[layer];
    const given = shares(seen, layer, unit);
    const weight = (i) => W[i * units + unit];
    heading.textContent = `Unit ${unit + 1} of hidden layer ${layer + 1}`;
    parts.replaceChildren(...(layer === 0 ? asPictures(seen, side, weight, given) : asBars(given)));
    const sum = given.reduce((total, each) => total + each, 0);
    words.textContent = sumInWords(sum, b[unit], seen.sums[layer][unit], bends);
  };
  return { node, show, inWords: () => `${heading.textContent}. ${words.textContent}` };
}

function sumInWords(sum, bias, z, bends) {
  const total = `All of it together ${signed(sum, 2)}, with the bias ${signed(bias, 2)}: ${signed(z, 2)}.`;
  if (!bends) return total;
  return `${total} ${z > 0 ? "ReLU lets that through." : "That is not above 0, so ReLU makes it 0: the unit is silent."}`;
}

function asPictures({ x, network }, side, weight, given) {
  const [digit, weights, product] = [0, 1, 2].map(() => make("canvas", { role: "img" }));
  drawShares(digit, x, side);
  drawSigned(weights, side, network.scale, weight);
  drawSigned(product, side, network.scale, (i) => given[i]);
  digit.setAttribute("aria-label", "The pixels of the digit");
  weights.setAttribute("aria-label", "The weights of the unit");
  product.setAttribute("aria-label", "Pixel times weight, for each pixel");
  const framed = (canvas, caption) =>
    make("figure", { class: "dl-sum-picture" }, make("div", { class: "dl-picture" }, canvas), make("figcaption", { class: "dl-caption" }, caption));
  const sign = (text) => make("span", { class: "dl-sum-sign", "aria-hidden": "true" }, text);
  return [
    framed(digit, "pixels"),
    sign("\u00d7"),
    framed(weights, "weights"),
    sign("="),
    framed(product, "what each pixel adds"),
  ];
}

function asBars(given) {
  const order = [...given.keys()].filter((i) => given[i] !== 0).sort((a, b) => Math.abs(given[b]) - Math.abs(given[a]));
  const largest = Math.abs(given[order[0]] ?? 1);
  const bars = order.slice(0, MOST_PARTS).map((i) => {
    const bar = make("span", { class: "dl-share-bar", "data-sign": given[i] < 0 ? "minus" : "plus" });
    bar.style.width = `${(50 * Math.abs(given[i])) / largest}%`;
    return make(
      "li",
      {},
      make("span", {}, `unit ${i + 1}`),
      make("span", { class: "dl-share-room", "aria-hidden": "true" }, bar),
      make("span", { class: "dl-share-value" }, signed(given[i], 2)),
    );
  });
  const more = order.length - bars.length;
  const rest = more > 0 ? [make("p", { class: "dl-caption" }, `and ${more} smaller ones`)] : [];
  const list = make("ol", { class: "dl-shares", "aria-label": "What the units before it add" }, ...bars);
  return bars.length ? [make("div", {}, list, ...rest)] : [make("p", {}, "No unit before it is active.")];
}
