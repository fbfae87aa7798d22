/** Softmax step by step, as `SoftmaxSteps` computes it in Python: both use the same floats. */
export function softmaxSteps(scores, constant, temperature, stable) {
  const z = scores.map((score) => (score + constant) / temperature);
  const largest = Math.max(...z);
  const exponents = stable ? z.map((each) => each - largest) : z;
  const exponentials = exponents.map(Math.exp);
  const total = exponentials.reduce((sum, each) => sum + each, 0);
  return {
    z,
    largest,
    exponents,
    exponentials,
    total,
    probabilities: exponentials.map((each) => each / total),
  };
}

/** Say what a reader may miss in the numbers. */
export function stepsInWords({ largest, exponents, exponentials, total }, stable) {
  if (stable) {
    return `The largest, ${figure(largest)}, is subtracted first: no exponent is above 0, and the sum is at least 1.`;
  }
  const over = exponents.find((_, i) => exponentials[i] === Infinity);
  if (over !== undefined) {
    return `exp(${figure(over)}) is larger than any float: it becomes inf. And inf / inf is nan, not a number.`;
  }
  if (total === 0) return "Each exp is smaller than any float: it becomes 0. And 0 / 0 is nan, not a number.";
  return "Each exp is divided by the sum of all.";
}

/** Show a number in few characters, as Python names it. */
export function figure(value) {
  if (Number.isNaN(value)) return "nan";
  if (Math.abs(value) === Infinity) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) return value.toExponential(1).replace("e+", "e");
  return String(Number(value.toPrecision(4)));
}
