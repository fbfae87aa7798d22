import { make, rove } from "./shared.js";
import { drawSigned, signedScale } from "./signed_picture.js";

/**
 * The weights of each unit of the first layer as a picture, with what the unit gives for this digit.
 *
 * `choose(unit)` is called with a unit's place, from 0.
 */
export function unitPictures(network, side, names, choose) {
  const [{ units: count, W }] = network.layers;
  const weights = (unit) => (i) => W[i * count + unit];
  const tiles = Array.from({ length: count }, (_, unit) => {
    const canvas = make("canvas", { "aria-hidden": "true" });
    drawSigned(canvas, side, network.scale, weights(unit));
    const bar = make("span", { class: "dl-unit-bar" });
    const room = make("span", { class: "dl-unit-room", "aria-hidden": "true" }, bar);
    const words = make("span", { class: "dl-unit-words", "aria-hidden": "true" });
    const picture = make("div", { class: "dl-picture" }, canvas);
    const node = make("div", { class: "dl-unit", role: "option", tabindex: "-1" }, picture, room, words);
    return { node, bar, words };
  });
  const nodes = tiles.map(({ node }) => node);
  const name = `Weights of the ${count} units of the first layer`;
  const list = make("div", { class: "dl-unit-pictures", role: "listbox", "aria-label": name }, ...nodes);
  const inARow = () => Math.max(1, nodes.filter((node) => node.offsetTop === nodes[0].offsetTop).length);
  const settle = rove(list, ".dl-unit", inARow);
  listenForChoice(list, nodes, ".dl-unit", choose);
  const scale = signedScale("A weight of ");
  scale.show(network.scale);
  const show = (values, chosen) => {
    const largest = Math.max(...values.map(Math.abs)) || 1;
    tiles.forEach(({ node, bar, words }, unit) => {
      const silent = values[unit] === 0;
      bar.style.width = `${(100 * Math.abs(values[unit])) / largest}%`;
      bar.dataset.sign = values[unit] < 0 ? "minus" : "plus";
      words.textContent = `${names(unit)} ${silent ? "silent" : values[unit].toFixed(1)}`;
      node.dataset.silent = silent;
      node.setAttribute("aria-label", `unit ${names(unit)}, ${silent ? "silent" : `gives ${values[unit].toFixed(1)}`}`);
      node.setAttribute("aria-selected", String(unit === chosen));
    });
    settle(nodes[chosen]);
  };
  return { node: make("div", {}, list, scale.node), show };
}

/** Let Enter, the space bar and a click choose one of many elements. */
export function listenForChoice(list, nodes, selector, choose) {
  const chosen = (event) => nodes.indexOf(event.target.closest(selector));
  list.addEventListener("click", (event) => {
    if (chosen(event) < 0) return;
    nodes[chosen(event)].focus();
    choose(chosen(event));
  });
  list.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || chosen(event) < 0) return;
    event.preventDefault();
    choose(chosen(event));
  });
}
