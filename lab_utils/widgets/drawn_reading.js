import { prepareDrawing } from "./preparation.js";
import { lookAt } from "./dense_network.js";
import { inkBytes } from "./digits.js";
import { verdict } from "./network.js";

/**
 * Prepare and read a drawing, without the kernel: all that `readingView` shows.
 *
 * `bytes` has 255 for full ink, and `does` says what each step of the preparation does. Returns a reading with its
 * `x`, or a `problem`.
 */
export function readDrawing(bytes, side, network, does) {
  const { steps, x, notes, problem } = prepareDrawing(bytes, side, side);
  if (problem) return { problem };
  const { units, probabilities } = lookAt(network, x);
  const hidden = units.slice(0, -1).map((values) => [...values]);
  const shown = Object.entries(steps).map(([name, { values, height, width }]) => ({
    name,
    does: does[name],
    shape: [height, width],
    pixels: inkBytes(values),
  }));
  return { ...verdict(probabilities), x, notes, hidden, probabilities, steps: shown };
}
