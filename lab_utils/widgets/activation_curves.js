// Curves at tenths from -5 to 5, as Python has computed them: values, and the slope before and after each place.
export const REACH = 5;
const COUNT = 101;
const BEND = 1e-2;

/** Return `{ name, values, left, right }` for each name, read from one row of numbers. */
export function readCurves(names, numbers) {
  return names.map((name, i) => {
    const [values, left, right] = [0, 1, 2].map((row) => {
      const begin = (3 * i + row) * COUNT;
      return [...numbers.slice(begin, begin + COUNT)];
    });
    return { name, values, left, right };
  });
}

export const indexOf = (z) => Math.round((z + REACH) * 10);
const placeOf = (i) => Math.round(10 * (i / 10 - REACH)) / 10;

/** The points of a curve. */
export function valuesOf({ values }) {
  return values.map((value, i) => [placeOf(i), value]);
}

/** The points of its slope; where it bends, the line breaks. */
export function slopesOf({ left, right }) {
  return left.flatMap((slope, i) => {
    const z = placeOf(i);
    return bendsAt(slope, right[i]) ? [[z, slope], [z, NaN], [z, right[i]]] : [[z, slope]]; // prettier-ignore
  });
}

const bendsAt = (before, after) => !(Math.abs(before - after) < BEND);

/** Value and slope of a curve at a place, in numbers and in words. */
export function curveAt({ values, left, right }, z) {
  const i = indexOf(z);
  const bends = bendsAt(left[i], right[i]);
  const slope = bends ? `${number(left[i])} before, ${number(right[i])} after` : number(left[i]);
  return { value: values[i], text: number(values[i]), slope, bends, slopes: bends ? [left[i], right[i]] : [left[i]] };
}

/** A number in three digits or so, with a minus that is one. */
export function number(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "\u2212inf";
  const rounded = Math.abs(value) < 5e-5 ? 0 : Number(value.toPrecision(3));
  return String(rounded).replace("-", "\u2212");
}
