import { make } from "./shared.js";

// Each number is a square of so many dots, so that stripes can be drawn in it.
const DOTS = 4;
const PLUS = [0, 114, 178];
const MINUS = [179, 78, 0];
// Between two stripes the ink is thinner, not gone: small numbers would fall apart.
const THIN = 0.3;

/** A number with its sign, in `digits` places; never "-0.0". */
export function signed(value, digits = 1) {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "\u2212" : "+"}${text}`;
}

/**
 * Draw numbers with signs as a square picture: plus is blue and solid, minus is orange and striped, 0 is paper.
 *
 * `at(i)` gives the i-th number, row by row; from `full` on the colour is full.
 */
export function drawSigned(canvas, side, full, at) {
  canvas.classList.add("dl-signed");
  canvas.width = canvas.height = side * DOTS;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const ink = new Uint32Array(image.data.buffer);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const value = at(Math.floor(y / DOTS) * side + Math.floor(x / DOTS));
      ink[y * canvas.width + x] = dot(value / full, (x + y) % DOTS < DOTS / 2);
    }
  }
  context.putImageData(image, 0, 0);
}

function dot(share, onStripe) {
  const strength = Math.min(1, Math.abs(share)) * (share < 0 && !onStripe ? THIN : 1);
  const [red, green, blue] = share < 0 ? MINUS : PLUS;
  return ((Math.round(255 * strength) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** What the colours mean: a strip from the largest minus to the largest plus, with its numbers. */
export function signedScale(what) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const [least, most] = [make("span", {}), make("span", {})];
  const node = make(
    "p",
    { class: "dl-scale dl-caption" },
    what,
    least,
    make("span", { class: "dl-picture" }, canvas),
    most,
  );
  const show = (full) => {
    drawStrip(canvas);
    least.textContent = `${signed(-full, 2)}, striped`;
    most.textContent = `${signed(full, 2)}, solid`;
  };
  return { node, show };
}

const STEPS = 15;

function drawStrip(canvas) {
  drawSigned(canvas, STEPS, 1, (i) => ((i % STEPS) - (STEPS - 1) / 2) / ((STEPS - 1) / 2));
}
