// Diagrams of lines, as SVG that follows the width of its place.

// The browser knows the name of SVG's elements; so no address stands here.
const SVG = new DOMParser().parseFromString("<svg></svg>", "text/html").body.firstChild.namespaceURI;
const ROOM = { top: 8, right: 14, bottom: 34, left: 46 };
/** The shapes of points, so that lines can be told apart without their colours. */
export const MARKERS = [
  "M-3.5 0A3.5 3.5 0 1 1 3.5 0A3.5 3.5 0 1 1 -3.5 0Z",
  "M-3.2 -3.2H3.2V3.2H-3.2Z",
  "M0 -4.2L4 3H-4Z",
  "M0 -4.6L4.2 0L0 4.6L-4.2 0Z",
  "M0 4.2L4 -3H-4Z",
  "M-1.3 -4H1.3V-1.3H4V1.3H1.3V4H-1.3V1.3H-4V-1.3H-1.3Z",
  "M-4 -2.4L-2.4 -4L0 -1.6L2.4 -4L4 -2.4L1.6 0L4 2.4L2.4 4L0 1.6L-2.4 4L-4 2.4L-1.6 0Z",
];

/** Make an SVG element. */
export function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/**
 * A diagram with axes. `show` draws it anew:
 *
 *     plot.show({ x: [0, 10], y: [0, 1], label: "loss", lines: [{ points: [[0, 1], [10, 0.2]], colour: "red" }] })
 *
 * A line may have `dash`, `width`, a `marker` (its number in MARKERS; `hollow`) on some of its points, and it
 * breaks where a y is no finite number. `marks` are single points, `cursor` is an x that a vertical line shows,
 * `under` and `over` are SVG nodes made by `under(place)`, which maps x and y to the picture.
 */
export function plotArea({ height = 220, xLabel = "", logarithmic = () => false }) {
  const node = draw("svg", { class: "dl-plot", role: "img", height });
  let shown = null;

  function place() {
    const { x, y } = shown;
    const width = Math.max(120, node.clientWidth || 360);
    const [left, right] = [ROOM.left, width - ROOM.right];
    const [top, bottom] = [ROOM.top, height - ROOM.bottom];
    const along = logarithmic() ? Math.log10 : (value) => value;
    const [low, high] = y.map(along);
    return {
      left,
      right,
      top,
      bottom,
      x: (value) => left + ((value - x[0]) / (x[1] - x[0] || 1)) * (right - left),
      y: (value) => bottom - ((along(value) - low) / (high - low || 1)) * (bottom - top),
      value: (pixel) => x[0] + ((pixel - left) / (right - left)) * (x[1] - x[0]),
    };
  }

  function redraw() {
    if (!shown) return;
    const at = place();
    const lines = clipped(at);
    for (const line of shown.lines) lines.append(...drawnLine(line, at));
    node.setAttribute("aria-label", shown.label);
    node.replaceChildren(
      ...axes(shown, at, logarithmic(), xLabel),
      ...(shown.under?.(at) ?? []),
      ...cursorLine(shown.cursor, at),
      lines,
      ...(shown.over?.(at) ?? []),
    );
  }

  const show = (content) => {
    shown = content;
    redraw();
  };
  const observer = new ResizeObserver(redraw);
  observer.observe(node);
  /** The x below a pointer, null outside of the axes' range. */
  const xAt = (event) => {
    if (!shown) return null;
    const pixel = event.clientX - node.getBoundingClientRect().left;
    return Math.min(shown.x[1], Math.max(shown.x[0], place().value(pixel)));
  };
  return { node, show, xAt, end: () => observer.disconnect() };
}

/** A short piece of a line with its marker, for legends. */
export function sample({ colour, dash, marker, hollow, width = 2 }) {
  const line = { points: [[1, 7], [27, 7]], colour, dash, width }; // prettier-ignore
  const flat = { x: (value) => value, y: (value) => value };
  const point = marker === undefined ? [] : [drawnMarker({ colour, marker, hollow }, 14, 7)];
  const drawn = [...drawnLine(line, flat), ...point];
  return draw("svg", { class: "dl-sample", width: 28, height: 14, "aria-hidden": "true" }, ...drawn);
}

/** A picture within the picture: what reaches beyond the axes, with room for a marker, is cut off. */
function clipped({ left, right, top, bottom }) {
  const [x, y, width, height] = [left - 6, top - 6, right - left + 12, bottom - top + 12];
  return draw("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` });
}

function drawnLine(line, at) {
  let pen = "M";
  let path = "";
  const points = [];
  for (const [x, y] of line.points) {
    // What was not measured is passed over; where there is no number the line breaks.
    if (y === null) continue;
    if (!Number.isFinite(y) || !Number.isFinite(at.y(y))) {
      pen = "M";
      continue;
    }
    points.push([at.x(x), at.y(y)]);
    path += `${pen}${at.x(x).toFixed(1)} ${at.y(y).toFixed(1)}`;
    pen = "L";
  }
  const stroke = { stroke: line.colour, "stroke-dasharray": line.dash, "stroke-width": line.width ?? 2 };
  const nodes = [draw("path", { class: "dl-line", d: path, ...stroke })];
  if (line.marker === undefined) return nodes;
  const every = Math.max(1, Math.ceil(points.length / 8));
  const last = points.length - 1;
  for (const [i, [x, y]] of points.entries()) {
    const marked = i % every === 0 && (last - i >= every / 2 || i === last);
    if (marked || i === last) nodes.push(drawnMarker(line, x, y));
  }
  return nodes;
}

function drawnMarker({ colour, marker, hollow }, x, y) {
  return draw("path", {
    class: "dl-marker",
    d: MARKERS[marker],
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    stroke: colour,
    fill: hollow ? "var(--dl-paper)" : colour,
  });
}

function cursorLine(x, at) {
  if (x === null || x === undefined) return [];
  return [draw("line", { class: "dl-plot-cursor", x1: at.x(x), x2: at.x(x), y1: at.top, y2: at.bottom })];
}

function axes({ x, y, xTicks, yTicks }, at, logarithmic, xLabel) {
  const nodes = [];
  for (const value of yTicks ?? (logarithmic ? powers(y) : ticks(y, 5))) {
    const height = at.y(value);
    nodes.push(
      draw("line", { class: "dl-plot-grid", x1: at.left, x2: at.right, y1: height, y2: height }),
      draw("text", { x: at.left - 7, y: height + 4, "text-anchor": "end" }, short(value)),
    );
  }
  const room = Math.max(2, Math.floor((at.right - at.left) / 55));
  for (const value of xTicks ?? ticks(x, room)) {
    nodes.push(
      draw("line", { class: "dl-plot-edge", x1: at.x(value), x2: at.x(value), y1: at.bottom, y2: at.bottom + 4 }),
      draw("text", { x: at.x(value), y: at.bottom + 16, "text-anchor": "middle" }, short(value)),
    );
  }
  nodes.push(
    draw("line", { class: "dl-plot-edge", x1: at.left, x2: at.right, y1: at.bottom, y2: at.bottom }),
    draw("text", { x: at.right, y: at.bottom + 31, "text-anchor": "end" }, xLabel),
  );
  return nodes;
}

/** Round numbers within a range, `most` of them or fewer. */
export function ticks([low, high], most, whole = false) {
  const raw = (high - low || 1) / most;
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * ten).find((each) => each >= raw * (1 - 1e-9));
  const even = whole ? Math.max(1, step) : step;
  const found = [];
  for (let i = Math.ceil(low / even - 1e-9); i * even <= high + even * 1e-9; i++) found.push(i * even);
  return found;
}

/** 1, 2 and 5 of each power of ten within a range; only the powers where there are many. */
function powers([low, high]) {
  const found = [];
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const steps = last - first > 3 ? [1] : [1, 2, 5];
  for (let power = first; power <= last; power++) found.push(...steps.map((step) => step * 10 ** power));
  return found.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

/** A number in few characters, with a minus that is one. */
export function short(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) return value.toExponential(0).replace("e+", "e");
  return String(Number(value.toPrecision(4)) + 0).replace("-", "\u2212");
}
