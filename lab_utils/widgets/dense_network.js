import { numbers } from "./shared.js";

/** Read the networks that Python sent; each layer's weights are a view of the one buffer. */
export function readNetworks(model) {
  const sent = numbers(model, "_weights", Float32Array);
  let at = 0;
  const take = (count) => sent.subarray(at, (at += count));
  return model.get("_networks").map(({ name, sizes, bends, scale }) => ({
    name,
    sizes,
    scale,
    layers: bends.map((bent, i) => ({
      inputs: sizes[i],
      units: sizes[i + 1],
      W: take(sizes[i] * sizes[i + 1]),
      b: take(sizes[i + 1]),
      bends: bent,
    })),
  }));
}

/** Let a network read one digit: what each layer adds up, what its units give, and ten probabilities. */
export function lookAt(network, x) {
  const sums = [];
  const units = [];
  let a = x;
  for (const { inputs, units: count, W, b, bends } of network.layers) {
    const z = Float64Array.from(b);
    for (let i = 0; i < inputs; i++) {
      if (a[i] === 0) continue;
      for (let j = 0; j < count; j++) z[j] += a[i] * W[i * count + j];
    }
    a = bends ? z.map((value) => Math.max(value, 0)) : z;
    sums.push(z);
    units.push(a);
  }
  const largest = Math.max(...a);
  const e = Array.from(a, (logit) => Math.exp(logit - largest));
  const total = e.reduce((sum, each) => sum + each, 0);
  const probabilities = e.map((each) => each / total);
  return { network, x, sums, units, logits: a, probabilities, readAs: a.indexOf(largest) };
}

/** What each input of one unit adds to it: weight times activation. */
export function shares({ network, x, units }, layer, unit) {
  const { inputs, units: count, W } = network.layers[layer];
  const from = layer === 0 ? x : units[layer - 1];
  return Float64Array.from({ length: inputs }, (_, i) => from[i] * W[i * count + unit]);
}

/** The strongest contributions to a layer, the strongest first; none that is 0. */
export function strongest(seen, layer, most) {
  const { inputs, units: count, W } = seen.network.layers[layer];
  const from = layer === 0 ? seen.x : seen.units[layer - 1];
  const edges = [];
  for (let source = 0; source < inputs; source++) {
    for (let target = 0; from[source] !== 0 && target < count; target++) {
      const contribution = from[source] * W[source * count + target];
      if (contribution !== 0) edges.push({ source, target, contribution });
    }
  }
  return edges.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, most);
}

/** Which pixels push towards a digit: the slope of its logit times the pixel, and what all biases add. */
export function push({ network, x, sums }, digit) {
  const last = network.layers.length - 1;
  const { units: count, W, b } = network.layers[last];
  let bias = b[digit];
  let slope = Float64Array.from({ length: network.layers[last].inputs }, (_, i) => W[i * count + digit]);
  for (let layer = last - 1; layer >= 0; layer--) {
    const { bends, b: biases } = network.layers[layer];
    slope = slope.map((each, j) => (bends && sums[layer][j] <= 0 ? 0 : each));
    bias += slope.reduce((sum, each, j) => sum + each * biases[j], 0);
    slope = before(network.layers[layer], slope);
  }
  return { pixels: slope.map((each, i) => each * x[i]), bias };
}

/** Carry slopes back through one layer. */
function before({ inputs, units, W }, slope) {
  const back = new Float64Array(inputs);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < units; j++) back[i] += W[i * units + j] * slope[j];
  }
  return back;
}
