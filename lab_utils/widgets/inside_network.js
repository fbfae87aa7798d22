import { freshId, listen, make, mount, numbers, percent, tell } from "./shared.js";
import { numberField } from "./fields.js";
import { lookAt, readNetworks } from "./dense_network.js";
import { networkDiagram } from "./network_diagram.js";
import { drawShares, pictureStrip } from "./picture_strip.js";
import { pixelPushes } from "./pixel_pushes.js";
import { unitDetail } from "./unit_detail.js";
import { unitPictures } from "./unit_pictures.js";

const NO_LABEL = 255;
// Whoever drags is told when they pause.
const PAUSE = 500;

function render({ model, el }) {
  const id = freshId("inside");
  const { root, say } = mount(el, "inside", "Inside the network");
  const networks = readNetworks(model);
  const digits = readDigits(model);
  const set = (values) => tell(model, values);
  const views = new Map();
  const deep = networks.some(({ layers }) => layers.length > 1);

  const which = networkChoice(networks, id, (name) => set({ network: name, unit: [] }));
  const strip = pictureStrip(digits, (row) => row !== model.get("chosen") && set({ chosen: row }));
  const row = wholeNumber("digit number", digits.rows.length - 1, (value) => set({ chosen: value }));
  const edges = wholeNumber("connections drawn between two layers", model.get("_most_edges"), (value) => set({ edges: value }));
  const picture = make("canvas", { role: "img" });
  const reading = make("p", { class: "dl-inside-reading" });
  const body = make("div", { class: "dl-inside-parts" });
  root.append(
    which.node,
    make(
      "div",
      { class: "dl-inside-digit" },
      make("div", { class: "dl-picture" }, picture),
      reading,
      make("div", { class: "dl-inside-controls" }, control("Digit", row), ...(deep ? [control("Lines", edges)] : [])),
    ),
    strip.node,
    body,
  );

  /** The parts of one network are made when it is first looked at. */
  function viewOf(network) {
    if (!views.has(network.name)) views.set(network.name, networkView(network, digits.side, id, model));
    return views.get(network.name);
  }

  let pause = 0;
  let shown = null;
  const told = { chosen: -1, network: "", unit: "", digit: null, edges: -1 };

  function update(aloud = true) {
    const network = networks.find(({ name }) => name === model.get("network"));
    const chosen = model.get("chosen");
    const seen = lookAt(network, digits.pixels(chosen));
    const view = viewOf(network);
    if (shown !== view) body.replaceChildren(...view.nodes);
    shown = view;
    which.show(network.name);
    strip.show(chosen);
    row.show(chosen);
    edges.show(model.get("edges"));
    digits.draw(picture, chosen);
    picture.setAttribute("aria-label", `Digit ${chosen}`);
    reading.replaceChildren(...readingOf(digits, chosen, seen));
    const [layer, unit] = model.get("unit");
    view.show(seen, layer ? { layer: layer - 1, unit: unit - 1 } : null, model.get("digit"), model.get("edges"));
    announce(seen, view, aloud);
  }

  /** Say what has changed, once it has come to rest. */
  function announce(seen, view, aloud) {
    const now = { ...told };
    for (const name of Object.keys(told)) now[name] = String(model.get(name));
    const words = {
      network: () => `${now.network}. ${readingInWords(digits, model.get("chosen"), seen)}`,
      chosen: () => readingInWords(digits, model.get("chosen"), seen),
      unit: () => view.unitInWords(),
      digit: () => view.pushInWords(),
      edges: () => `${now.edges} connections drawn between two layers`,
    };
    const changed = Object.keys(words).find((name) => now[name] !== told[name]);
    Object.assign(told, now);
    if (!aloud || !changed) return;
    clearTimeout(pause);
    pause = setTimeout(() => say(words[changed]()), PAUSE);
  }

  update(false);
  const end = listen(model, "network chosen unit digit edges", update);
  return () => {
    clearTimeout(pause);
    end();
  };
}

/** The three parts that show one network, and what they say. */
function networkView(network, side, id, model) {
  const last = network.layers.length - 1;
  const hidden = last > 0;
  const names = (layer) => (unit) => (layer === last ? unit : unit + 1);
  const set = (values) => tell(model, values);
  // A digit that is chosen again is let go: then the pixels follow what the network reads.
  const towards = (digit) => set({ digit: model.get("digit") === digit ? null : digit });
  const choose = (layer, unit) => (layer === last ? towards(unit) : set({ unit: [layer + 1, unit + 1] }));
  const diagram = networkDiagram(network, names, choose);
  const pictures = unitPictures(network, side, names(0), (unit) => choose(0, unit));
  const detail = unitDetail(side, () => set({ unit: [] }));
  const pushes = pixelPushes(network.sizes.at(-1), side, towards);
  const key = `${id}-${network.name.replace(/\W+/g, "-")}`;
  const sizes = network.sizes.join(" \u2013 ");
  const nodes = [
    part(`${key}-units`, "All units", `${sizes}. A line is weight times activation: solid lines add, dashed ones take away.`, [diagram.node]),
    part(
      `${key}-weights`,
      "What the first layer looks for",
      hidden ? "One picture a unit: ink on solid pixels wakes it up, ink on striped ones keeps it silent. Choose one." : "One picture a digit.",
      [pictures.node, detail.node],
    ),
    part(`${key}-pushes`, "Which pixels push towards which digit", "Its logit stands below each digit. Choose one; choose it again to follow what the network reads.", [pushes.node]),
  ];
  const show = (seen, unit, digit, most) => {
    const shown = digit ?? seen.readAs;
    diagram.show(seen, most, unit ?? { layer: last, unit: digit });
    pictures.show(seen.units[0], unit?.layer === 0 ? unit.unit : hidden ? null : shown);
    detail.show(seen, unit);
    pushes.show(seen, shown);
  };
  return {
    nodes,
    show,
    unitInWords: () => (detail.node.hidden ? "No unit is chosen" : detail.inWords()),
    pushInWords: pushes.inWords,
  };
}

function part(id, title, caption, children) {
  return make(
    "div",
    { class: "dl-inside-part", role: "group", "aria-labelledby": id },
    make("p", { class: "dl-part-title", id }, title),
    make("p", { class: "dl-caption" }, caption),
    ...children,
  );
}

function readDigits(model) {
  const side = model.get("_side");
  const pixels = numbers(model, "_pixels", Float32Array);
  const labels = numbers(model, "_labels", Uint8Array);
  const of = (row) => pixels.subarray(row * side * side, (row + 1) * side * side);
  return {
    side,
    rows: [...labels.keys()],
    pixels: of,
    label: (row) => (labels[row] === NO_LABEL ? null : labels[row]),
    draw: (canvas, row) => drawShares(canvas, of(row), side),
  };
}

function readingOf(digits, row, { readAs, probabilities }) {
  const label = digits.label(row);
  const fact = (text, value, wrong = false) =>
    make("span", { class: "dl-fact", "data-wrong": String(wrong) }, text, make("strong", {}, String(value)));
  return [
    ...(label === null ? [] : [fact("label ", label)]),
    fact("read as ", readAs, label !== null && label !== readAs),
    make("span", { class: "dl-fact" }, `${percent(probabilities[readAs])} sure`),
  ];
}

function readingInWords(digits, row, { readAs, probabilities, units }) {
  const label = digits.label(row);
  const hidden = units.slice(0, -1);
  const active = hidden.map((layer) => `${layer.filter((value) => value !== 0).length} of ${layer.length}`);
  const labelled = label === null ? "" : `, labelled ${label}`;
  const awake = active.length ? ` Active hidden units: ${active.join(", then ")}.` : "";
  return `Digit ${row}${labelled}: read as ${readAs}, ${percent(probabilities[readAs])} sure.${awake}`;
}

/** A slider and a field for a whole number from 0 on. */
function wholeNumber(name, most, change) {
  return numberField({ name, low: 0, high: most, step: 1, ends: [0, most], change: (value) => change(Math.round(value)) });
}

function control(name, { slider, field }) {
  return make("div", { class: "dl-field" }, make("span", { class: "dl-caption", "aria-hidden": "true" }, name), slider, field);
}

/** Which of several networks is shown; nothing where there is one. */
function networkChoice(networks, id, choose) {
  const radios = networks.map(({ name }) => {
    const onchange = () => choose(name);
    const radio = make("input", { type: "radio", name: `${id}-network`, value: name, onchange });
    return { radio, node: make("label", { class: "dl-choice" }, radio, make("span", {}, name)) };
  });
  const legend = make("legend", { class: "dl-unseen" }, "Which network");
  const node = make("fieldset", { class: "dl-choices", hidden: networks.length < 2 }, legend, ...radios.map(({ node }) => node));
  const show = (name) => radios.forEach(({ radio }) => (radio.checked = radio.value === name));
  return { node, show };
}

export default { render };
