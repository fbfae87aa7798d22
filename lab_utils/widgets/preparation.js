// The rule of docs/decisions/preparation.md for a drawing on a pad, as `lab_utils.preparation` has it in Python.
//
// A pad knows its paper: it is clean, no light falls on it, and 0 is paper whatever covers it. So the frame, the
// shading and the noise are not asked for; all else is the same. An image is { values, height, width }.

const SIDE = 20;
const BINS = 256;
const SPECK = 0.05;
const MOST_PIECES = 12;
const FRINGE = 2;
const FAINTEST = 0.02;
const LEAST = 0.01;
const THIN = 0.09;
const GOAL = 0.11;
const WIDEST = 1.8;
const WIDE = "The ink is much wider than high: is it one digit, and upright?";
const NO_INK = "There is no ink on the pad; draw one digit.";
const ONLY_SPECKS = "There is no digit on the pad, only specks; draw one digit, in a few strokes.";

/**
 * Prepare a drawing, given as bytes: paper is 0, full ink is 255.
 *
 * Returns `steps`, the image after each step by its name, `x`, the 400 numbers of the last one, and `notes`; or
 * a `problem`, which says in a sentence why there is no digit.
 */
export function prepareDrawing(bytes, height, width) {
  const ink = imageOf(height, width, (i) => bytes[i] / 255);
  if (!bytes.some((byte) => byte > 0)) return { problem: NO_INK };
  const threshold = otsuThreshold(ink.values);
  // Where there is no ink nothing happens, and a pad is mostly empty.
  const place = boxOf(ink);
  const drawn = cut(ink, place);
  const digit = withoutSpecks(imageOf(drawn.height, drawn.width, (i) => Number(drawn.values[i] >= threshold)));
  if (!digit) return { problem: ONLY_SPECKS };
  const clean = cleaned(drawn, digit, threshold);
  const box = boxOf(clean);
  const crop = cut(clean, box);
  const pen = widened(crop, cut(digit, box));
  const scaled = scaledToBox(pen);
  const centred = inTheMiddle(scaled);
  const grey = imageOf(height, width, (i) => 1 - ink.values[i]);
  const whole = { top: -place.top, bottom: height - place.top, left: -place.left, right: width - place.left };
  const steps = { grey, ink, threshold: cut(clean, whole), crop, pen, scaled, centred };
  return { steps, x: centred.values, notes: crop.width > WIDEST * crop.height ? [WIDE] : [] };
}

function imageOf(height, width, valueAt) {
  const values = new Float64Array(height * width);
  for (let i = 0; i < values.length; i++) values[i] = valueAt(i);
  return { values, height, width };
}

/** The level that parts numbers best into two: the first border of 256 bins with the largest variance between. */
function otsuThreshold(values) {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const span = highest - lowest;
  const counts = new Float64Array(BINS);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((BINS * (value - lowest)) / span))] += 1;
  const all = values.length;
  const total = counts.reduce((sum, count, bin) => sum + count * bin, 0);
  let [below, sum, best, border] = [0, 0, -1, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin];
    sum += counts[bin] * bin;
    const between = below * (all - below) * (sum / below - (total - sum) / (all - below)) ** 2;
    if (between > best) [best, border] = [between, bin + 1];
  }
  return lowest + (span * border) / BINS;
}

/** Keep the pieces that are no specks: a twentieth of the largest area or more. Null if they are too many. */
function withoutSpecks(mask) {
  const { numbers, areas } = pieces(mask);
  const least = Math.max(1, SPECK * Math.max(...areas));
  if (areas.filter((area) => area >= least).length > MOST_PIECES) return null;
  return imageOf(mask.height, mask.width, (i) => Number(areas[numbers[i]] >= least));
}

/** Number what hangs together over sides and corners, from 1 on. */
function pieces({ values, height, width }) {
  const numbers = new Int32Array(values.length);
  const areas = [0];
  for (let start = 0; start < values.length; start++) {
    if (!values[start] || numbers[start]) continue;
    const number = areas.length;
    const waiting = [start];
    numbers[start] = number;
    areas.push(0);
    while (waiting.length) {
      const at = waiting.pop();
      areas[number] += 1;
      const [line, column] = [Math.floor(at / width), at % width];
      for (let i = Math.max(0, line - 1); i <= Math.min(height - 1, line + 1); i++) {
        for (let j = Math.max(0, column - 1); j <= Math.min(width - 1, column + 1); j++) {
          const next = i * width + j;
          if (!values[next] || numbers[next]) continue;
          numbers[next] = number;
          waiting.push(next);
        }
      }
    }
  }
  return { numbers, areas };
}

/** The ink of the digit and of its fringe, where the digit's ninth decile is 1; all else is paper. */
function cleaned(ink, digit, threshold) {
  const full = ninthDecile(ink.values.filter((_, i) => digit.values[i]));
  const faint = Math.min(threshold, Math.max(FAINTEST * threshold, LEAST));
  const near = grown(digit, FRINGE);
  return imageOf(ink.height, ink.width, (i) =>
    near[i] && ink.values[i] >= faint ? Math.min(ink.values[i] / full, 1) : 0,
  );
}

/** All places within so many pixels of a mask, over sides and corners. */
function grown({ values, height, width }, distance) {
  const near = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    if (!values[at]) continue;
    const [line, column] = [Math.floor(at / width), at % width];
    const [left, right] = [Math.max(0, column - distance), Math.min(width, column + distance + 1)];
    for (let i = Math.max(0, line - distance); i <= Math.min(height - 1, line + distance); i++)
      near.fill(1, i * width + left, i * width + right);
  }
  return near;
}

function ninthDecile(values) {
  return values.sort()[Math.floor(0.9 * values.length)];
}

/** The box around all that is not 0. */
function boxOf({ values, height, width }) {
  const box = { top: height, bottom: 0, left: width, right: 0 };
  for (let i = 0; i < values.length; i++) {
    if (!values[i]) continue;
    const [line, column] = [Math.floor(i / width), i % width];
    box.top = Math.min(box.top, line);
    box.bottom = Math.max(box.bottom, line + 1);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column + 1);
  }
  return box;
}

/** A part of an image; what lies outside of it is paper. */
function cut(image, { top, bottom, left, right }) {
  const [height, width] = [bottom - top, right - left];
  const values = new Float64Array(height * width);
  const [from, to] = [Math.max(0, left), Math.min(image.width, right)];
  for (let line = Math.max(0, top); line < Math.min(image.height, bottom); line++) {
    const row = image.values.subarray(line * image.width + from, line * image.width + to);
    values.set(row, (line - top) * width + from - left);
  }
  return { values, height, width };
}

const framed = (image) => cut(image, { top: -1, bottom: image.height + 1, left: -1, right: image.width + 1 });

/** Widen strokes that are thinner than 0.09 of the longer side to 0.11 of it. */
function widened(ink, digit) {
  const longer = Math.max(ink.height, ink.width);
  const width = strokeWidth(digit);
  const rounds = width < THIN * longer ? Math.floor((GOAL * longer - width) / 2 + 0.5) : 0;
  for (let round = 0; round < rounds; round++) ink = withNeighbours(framed(ink), round % 2 === 1);
  return ink;
}

/** Twice the area over the rim: the pixels with one or more of the four neighbours outside. */
function strokeWidth(digit) {
  const { values, width } = framed(digit);
  let [area, rim] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!values[i]) continue;
    area += 1;
    if (!(values[i - 1] && values[i + 1] && values[i - width] && values[i + width])) rim += 1;
  }
  return (2 * area) / rim;
}

/** The largest value of each pixel and its four neighbours, or all eight. */
function withNeighbours(image, corners) {
  const { values, height, width } = image;
  const upright = imageOf(height, width, (i) =>
    Math.max(values[i], i >= width ? values[i - width] : 0, i < values.length - width ? values[i + width] : 0),
  );
  const from = corners ? upright.values : values;
  return imageOf(height, width, (i) => {
    const [left, right] = [i % width ? from[i - 1] : 0, (i + 1) % width ? from[i + 1] : 0];
    return Math.max(upright.values[i], left, right);
  });
}

/** The longer side becomes 20, and the shape is kept. */
function scaledToBox(ink) {
  const longer = Math.max(ink.height, ink.width);
  const scaled = (side) => Math.max(1, Math.floor((SIDE * side) / longer + 0.5));
  return resampled(ink, scaled(ink.height), scaled(ink.width));
}

/** Scale by area averages: new pixel i covers [i s, (i + 1) s] of the old ones, s = old size / new size. */
function resampled(image, height, width) {
  const [down, across] = [overlaps(image.height, height), overlaps(image.width, width)];
  const squeezed = imageOf(height, image.width, (i) => {
    const column = i % image.width;
    return weighted(down[Math.floor(i / image.width)], (line) => image.values[line * image.width + column]);
  });
  return imageOf(height, width, (i) => {
    const first = Math.floor(i / width) * image.width;
    return weighted(across[i % width], (column) => squeezed.values[first + column]);
  });
}

function overlaps(old, now) {
  const scale = old / now;
  return Array.from({ length: now }, (_, i) => {
    const [begin, end] = [i * scale, (i + 1) * scale];
    const covered = [];
    for (let j = Math.floor(begin); j < Math.min(old, Math.ceil(end)); j++)
      covered.push([j, Math.max(0, Math.min(end, j + 1) - Math.max(begin, j)) / scale]);
    return covered;
  });
}

function weighted(shares, valueAt) {
  let sum = 0;
  for (const [place, share] of shares) sum += share * valueAt(place);
  return sum;
}

/** 20 x 20, as much paper on the left as on the right; an odd pixel goes below or to the right. */
function inTheMiddle(image) {
  const [top, left] = [Math.floor((SIDE - image.height) / 2), Math.floor((SIDE - image.width) / 2)];
  return cut(image, { top: -top, bottom: SIDE - top, left: -left, right: SIDE - left });
}
