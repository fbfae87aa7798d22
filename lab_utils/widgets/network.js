import { percent } from "./shared.js";

const SURE = 0.9;
const DOUBTFUL = 0.5;

/** Read a network as `for_the_browser` sends it, for `lookAt`: `networkOf([400, 25, 15, 10], numbers)`. */
export function networkOf(sizes, numbers) {
  let at = 0;
  const take = (count) => numbers.subarray(at, (at += count));
  const layers = sizes.slice(1).map((units, i) => {
    return { inputs: sizes[i], units, W: take(sizes[i] * units), b: take(units), bends: i < sizes.length - 2 };
  });
  return { layers };
}

/** Say what was read and how sure the network is, in the words of `DigitReading`. */
export function verdict(probabilities) {
  const [first, second] = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
  const share = probabilities[first];
  const word = share >= SURE ? "sure" : share >= DOUBTFUL ? "not quite sure" : "a guess";
  const sureness = `${word}: ${percent(share)}`;
  const words = `Read as ${first}, ${sureness}. Next comes ${second} with ${percent(probabilities[second])}.`;
  return { digit: first, sureness, words };
}
