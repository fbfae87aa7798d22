// A small network in the browser: dense layers, ReLU in the hidden ones, logits at the end.
import { percent } from "./shared.js";

const SURE = 0.9;
const DOUBTFUL = 0.5;

/** Read a network as `for_the_browser` sends it: `layersOf([400, 25, 15, 10], numbers)`. */
export function layersOf(sizes, numbers) {
  let at = 0;
  const take = (count) => numbers.subarray(at, (at += count));
  return sizes.slice(1).map((units, layer) => ({ W: take(sizes[layer] * units), b: take(units) }));
}

/** Return what the units of each hidden layer give for a digit, and the ten probabilities. */
export function probabilitiesOf(x, layers) {
  const hidden = [];
  let given = x;
  layers.forEach((layer, i) => {
    given = dense(given, layer);
    if (i === layers.length - 1) return;
    given = given.map((value) => Math.max(0, value));
    hidden.push([...given]);
  });
  return { hidden, probabilities: shares(given) };
}

function dense(x, { W, b }) {
  const z = Float64Array.from(b);
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0) continue;
    for (let j = 0; j < z.length; j++) z[j] += x[i] * W[i * z.length + j];
  }
  return z;
}

function shares(logits) {
  const largest = Math.max(...logits);
  const exponentials = [...logits].map((each) => Math.exp(each - largest));
  const total = exponentials.reduce((sum, each) => sum + each, 0);
  return exponentials.map((each) => each / total);
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
