// What the two diagrams of a live training show.
import { draw, ticks } from "./plot_area.js";
import { RUNNING, colourOf, finite, lineOf, spoken } from "./training_runs.js";

/** What a diagram of one figure shows. */
export function content(runs, metric, at, logarithmic) {
  const lines = runs.flatMap((run, i) => [lineOf(run, metric, i), lineOf(run, `val_${metric}`, i)]).filter(Boolean);
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y)).filter(finite);
  const whole = runs.filter(({ state }) => RUNNING.includes(state)).map(horizon);
  const x = [1, Math.max(2, ...whole, ...runs.map(({ numbers }) => numbers.at(-1) ?? 1))];
  const rings = metric === "loss" ? runs.map(lowestValidation).filter(Boolean) : [];
  return {
    x,
    y: rangeOf(values, metric, logarithmic),
    xTicks: ticks(x, 8, true),
    lines,
    cursor: runs.some(({ numbers }) => numbers.length > 1) ? at : null,
    under: (place) => rings.map(([number, value, i]) => ring(place.x(number), place.y(value), i)),
    label: `${spoken(metric)} over the epochs, ${lines.length} lines; the table below has the figures`,
  };
}

/** The epoch up to which the diagrams reach while it trains: all that are asked for, or twice as far as it is. */
function horizon({ epochs, numbers }) {
  const far = Math.max(10, 2 * (numbers.at(-1) ?? 0));
  const ten = 10 ** Math.floor(Math.log10(far));
  return Math.min(epochs ?? far, [1, 2, 5, 10].map((each) => each * ten).find((each) => each >= far));
}

function rangeOf(values, metric, logarithmic) {
  const positive = values.filter((value) => value > 0);
  if (logarithmic && positive.length) {
    const [low, high] = [Math.min(...positive), Math.max(...positive)];
    return [low / 1.15, high * 1.15];
  }
  if (!values.length) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const low = metric === "loss" && least >= 0 ? 0 : least;
  const steps = ticks([low, most], 5);
  const step = steps.length > 1 ? steps[1] - steps[0] : Math.abs(most) || 1;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step || 1];
}

/** The smallest loss above 0, where a logarithmic axis could begin; null without one. */
export function smallest(runs) {
  const values = runs.flatMap(({ figures }) => [...(figures.loss ?? []), ...(figures.val_loss ?? [])]);
  const positive = values.filter((value) => finite(value) && value > 0);
  return positive.length ? Math.min(...positive) : null;
}

function lowestValidation(run, i) {
  const known = (run.figures.val_loss ?? []).map((value, at) => [run.numbers[at], value, i]).filter((each) => finite(each[1]));
  return known.length > 1 ? known.reduce((best, each) => (each[1] < best[1] ? each : best)) : null;
}

function ring(x, y, i) {
  return draw("circle", { class: "dl-live-lowest", cx: x, cy: y, r: 8, stroke: colourOf(i) });
}
