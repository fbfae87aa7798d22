import { make, rove } from "./shared.js";
import { drawInk } from "./digits.js";

/**
 * All digits in a row to choose from: by a click, by arrows, or by typing the digit that is wanted.
 *
 * `choose(row)` tells the choice. `label(row)` is null where no labels are known.
 */
export function pictureStrip(digits, choose) {
  const tiles = digits.rows.map((row) => tile(digits, row));
  const list = make("div", { class: "dl-strip", role: "listbox", "aria-label": "Digits to read" }, ...tiles);
  const inARow = () => Math.max(1, tiles.filter((each) => each.offsetTop === tiles[0].offsetTop).length);
  const settle = rove(list, ".dl-strip-tile", inARow);
  const rowOf = (event) => tiles.indexOf(event.target.closest(".dl-strip-tile"));
  list.addEventListener("focusin", (event) => rowOf(event) >= 0 && choose(rowOf(event)));
  list.addEventListener("click", (event) => rowOf(event) >= 0 && tiles[rowOf(event)].focus());
  list.addEventListener("keydown", (event) => {
    if (!/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const wanted = Number(event.key);
    const from = rowOf(event);
    const order = digits.rows.map((_, i) => (from + 1 + i) % tiles.length);
    const next = order.find((row) => digits.label(row) === wanted);
    if (next !== undefined) tiles[next].focus();
  });
  const show = (row) => {
    tiles.forEach((each, i) => each.setAttribute("aria-selected", String(i === row)));
    settle(tiles[row]);
    bringIntoSight(list, tiles[row]);
  };
  return { node: list, show };
}

function tile(digits, row) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  digits.draw(canvas, row);
  const label = digits.label(row);
  const name = label === null ? `digit ${row}` : `digit ${row}, labelled ${label}`;
  const picture = make("div", { class: "dl-picture" }, canvas);
  return make("div", { class: "dl-strip-tile", role: "option", tabindex: "-1", "aria-label": name }, picture);
}

// Not `scrollIntoView`: that would move the notebook as well.
function bringIntoSight(list, node) {
  const top = node.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  const below = top + node.offsetHeight - list.clientHeight;
  if (below > list.scrollTop) list.scrollTop = below;
}

/** Draw ink, given as numbers from 0 to 1, black on the paper of the style sheet. */
export function drawShares(canvas, shares, side) {
  drawInk(canvas, Uint8ClampedArray.from(shares, (share) => 255 * share), side, side);
}
