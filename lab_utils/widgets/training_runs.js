// What the browser knows of trainings: names, lines and exact figures.
import { MARKERS } from "./plot_area.js";

/** The states of a training that has not ended. */
export const RUNNING = ["waiting", "running", "stopping"];

const COLOURS = 7;
const NAMES = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** The colour of a run, a property of the style sheet. */
export function colourOf(i) {
  return `var(--dl-run-${i % COLOURS})`;
}

/** The number of its marker; after seven runs colours meet other markers. */
export function markerOf(i) {
  return (i + Math.floor(i / COLOURS)) % MARKERS.length;
}

export const finite = (value) => typeof value === "number" && Number.isFinite(value);

/** `val_loss` is read as "validation loss". */
export function spoken(key) {
  const name = key.replace(/^val_/, "").replaceAll("_", " ");
  return key.startsWith("val_") ? `validation ${name}` : name;
}

/** A value as it came, as text of four digits. */
export function figure(value) {
  if (value === null || value === undefined) return "\u2013";
  if (typeof value === "string") return value;
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) return value.toExponential(2).replace("e+", "e");
  return value.toPrecision(4);
}

/** The figures beside the loss, the accuracy first. */
export function metricsOf(runs) {
  const keys = runs.flatMap(({ figures }) => Object.keys(figures).map((key) => key.replace(/^val_/, "")));
  const metrics = [...new Set(keys)].filter((key) => key !== "loss");
  const first = (key) => (key.includes("acc") ? 0 : 1);
  return metrics.sort((one, other) => first(one) - first(other));
}

/** The line of one figure of a run, null where the run has none. */
export function lineOf(run, key, i) {
  const values = run.figures[key];
  if (!values) return null;
  const validation = key.startsWith("val_");
  return {
    points: values.map((value, at) => [run.numbers[at], NAMES[value] ?? value]),
    colour: colourOf(i),
    dash: validation ? "5 3" : undefined,
    marker: markerOf(i),
    hollow: validation,
  };
}

/** The figure of an epoch, null for the last one; undefined where there is none. */
export function valueAt(run, key, number) {
  const at = number === null ? run.numbers.length - 1 : run.numbers.indexOf(number);
  return at < 0 ? undefined : run.figures[key]?.[at];
}
