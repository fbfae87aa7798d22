// Two ReLU units and their sum: the same rules as relu_bump_state.py.

const [START, END] = [1, 2];
const NOTHING = 1e-9;
const FAR = 1e6;

/** What each of the two adds to the sum at z. */
export function partsOf({ weights, biases, outputs }, z) {
  return [0, 1].map((i) => outputs[i] * Math.max(0, weights[i] * z + biases[i]));
}

export function sumOf(units, z) {
  const [one, other] = partsOf(units, z);
  return one + other;
}

/** Where each unit bends; null for one without a weight. */
export function bendOf({ weights, biases }, i) {
  return weights[i] ? -biases[i] / weights[i] + 0 : null;
}

export function bendsOf(units) {
  const found = [bendOf(units, 0), bendOf(units, 1)].filter((bend) => bend !== null);
  return [...new Set(found)].sort((one, other) => one - other);
}

/** A place outside of 1 to 2 where the sum is above 0; null where it never is. */
export function aboveOutside(units, side) {
  const [edge, far] = side === "left" ? [START, -FAR] : [END, FAR];
  const bends = bendsOf(units).filter((bend) => (bend - edge) * far > 0);
  const seen = [edge, ...bends, edge + Math.sign(far), far];
  return seen.find((z) => sumOf(units, z) > NOTHING * Math.max(1, Math.abs(z))) ?? null;
}

/** A place between 1 and 2 where the sum is not above 0; null where it is everywhere. */
export function notAboveBetween(units) {
  const inner = bendsOf(units).filter((bend) => START < bend && bend < END);
  const knots = [START, ...inner, END];
  for (let i = 0; i + 1 < knots.length; i++) {
    const [low, high] = [knots[i], knots[i + 1]];
    const ends = [sumOf(units, low), sumOf(units, high)];
    if (Math.max(...ends) <= NOTHING) return (low + high) / 2;
    if (Math.min(...ends) < -NOTHING) {
      const step = 0.05 * (high - low);
      return ends[0] < ends[1] ? low + step : high - step;
    }
  }
  return inner.find((bend) => sumOf(units, bend) <= NOTHING) ?? null;
}

/** On which side the sum falls for ever, and neither "left" nor "right" where it does on none. */
export function fallingSide(units) {
  if (sumOf(units, FAR) < -1) return "right";
  return sumOf(units, -FAR) < -1 ? "left" : null;
}
