import { make, rove } from "./shared.js";
import { signed } from "./signed_picture.js";
import { strongest } from "./dense_network.js";
import { listenForChoice } from "./unit_pictures.js";

// With more units than this there is no room for each one's number.
const ALL_NUMBERED = 30;
const MANY = 15;
const THICKEST = 5;

/**
 * All units in rows, one row a layer, with bars for what they give and the strongest connections between.
 *
 * `names(layer)(unit)` is what a unit is called; `choose(layer, unit)` is called with places from 0.
 */
export function networkDiagram(network, names, choose) {
  const last = network.layers.length - 1;
  const rows = network.layers.map(({ units }, layer) =>
    unitRow(units, names(layer), title(layer, last), layer === last, (unit) => choose(layer, unit)),
  );
  const gaps = network.layers.slice(1).map(() => edgeGap());
  const node = make("div", { class: "dl-diagram" }, rows[0].node);
  gaps.forEach(({ node: gap }, i) => node.append(gap, rows[i + 1].node));
  const show = (seen, most, chosen) => {
    rows.forEach((row, layer) => row.show(seen.units[layer], chosen?.layer === layer ? chosen.unit : null, seen.readAs));
    gaps.forEach((gap, i) => gap.show(strongest(seen, i + 1, most), network.layers[i + 1], i, chosen));
  };
  return { node, show };
}

function title(layer, last) {
  return layer === last ? "Logits" : `Hidden layer ${layer + 1}`;
}

function unitRow(count, name, what, isLast, choose) {
  const cells = Array.from({ length: count }, (_, unit) => {
    const bar = make("span", { class: "dl-node-bar" });
    const shown = count <= ALL_NUMBERED || (unit + 1) % 10 === 0 ? String(name(unit)) : "";
    const value = make("span", { class: "dl-node-value", "aria-hidden": "true" });
    const room = make("span", { class: "dl-node-room", "aria-hidden": "true" }, bar);
    const number = make("span", { class: "dl-node-name", "aria-hidden": "true" }, shown || "\u00a0");
    const node = make("div", { class: "dl-node", role: "option", tabindex: "-1" }, room, number);
    if (isLast) node.append(value);
    return { node, bar, value };
  });
  const nodes = cells.map(({ node }) => node);
  const list = make(
    "div",
    { class: "dl-nodes", role: "listbox", "aria-label": what, style: `--units: ${count}`, "data-last": String(isLast), "data-many": String(count > MANY) },
    ...nodes,
  );
  const settle = rove(list, ".dl-node", () => count);
  listenForChoice(list, nodes, ".dl-node", choose);
  const caption = make("span", { class: "dl-caption" });
  const show = (values, chosen, readAs) => {
    const largest = Math.max(...values.map(Math.abs)) || 1;
    const active = values.filter((value) => value !== 0).length;
    caption.textContent = isLast ? ` largest: ${readAs}` : ` ${active} of ${count} active`;
    cells.forEach(({ node, bar, value }, unit) => {
      const its = values[unit];
      bar.style.height = `${((isLast ? 50 : 100) * Math.abs(its)) / largest}%`;
      bar.dataset.sign = its < 0 ? "minus" : "plus";
      value.textContent = signed(its);
      node.dataset.silent = its === 0;
      node.dataset.answer = isLast && unit === readAs;
      const said = isLast ? `logit ${signed(its)}` : its === 0 ? "silent" : `gives ${its.toFixed(1)}`;
      node.setAttribute("aria-label", `${isLast ? "digit" : "unit"} ${name(unit)}, ${said}`);
      node.title = node.getAttribute("aria-label");
      node.setAttribute("aria-selected", String(unit === chosen));
    });
    settle(nodes[chosen]);
  };
  const heading = make("p", { class: "dl-diagram-title" }, make("strong", {}, what), caption);
  return { node: make("div", { class: "dl-diagram-row" }, heading, list), show };
}

/** The lines between two rows. They are pictures only: a unit's own numbers say the same in words. */
function edgeGap() {
  const node = make("div", { class: "dl-edges", "aria-hidden": "true" });
  // Written as text: HTML knows what belongs to a drawing.
  node.innerHTML = '<svg viewBox="0 0 100 100" preserveAspectRatio="none"></svg>';
  const show = (edges, { inputs, units }, before, chosen) => {
    const largest = Math.abs(edges[0]?.contribution ?? 1);
    const touches = ({ source, target }) =>
      !chosen || chosen.unit === (chosen.layer === before ? source : chosen.layer === before + 1 ? target : null);
    const some = edges.some(touches);
    const line = (edge) => {
      const [from, to] = [(100 * (edge.source + 0.5)) / inputs, (100 * (edge.target + 0.5)) / units];
      const width = (THICKEST * Math.abs(edge.contribution)) / largest;
      const sign = edge.contribution < 0 ? "minus" : "plus";
      const data = `data-sign="${sign}" data-faint="${some && !touches(edge)}" data-contribution="${edge.contribution.toFixed(4)}"`;
      return `<line x1="${from}" y1="0" x2="${to}" y2="100" stroke-width="${width.toFixed(2)}" ${data}></line>`;
    };
    // The strongest last, on top of the others.
    node.firstChild.innerHTML = edges.map(line).reverse().join("");
  };
  return { node, show };
}
