import { make } from "./shared.js";
import { numberField } from "./fields.js";
import { history, inkOf, inkStrokes } from "./drawing.js";
import { KEYS, padSurface } from "./pad_surface.js";

const THICKNESS = 22;
// Whoever draws is told when they pause.
const PAUSE = 700;
const DONE = { undo: "Undone.", redo: "Redone.", clear: "Cleared." };

/**
 * A pad with its buttons.
 *
 * `show(ink)` is called with each change of the picture, one byte a pixel, as often as the screen is drawn;
 * `finished(strokes, ink)` when a stroke has ended or something was undone; `words()` gives what is announced when
 * somebody pauses. Returns the node, `wipe`, which clears it without a word, `adopt(strokes)` for a drawing from
 * elsewhere, and `end`.
 */
export function pad({ id, side, strokes, show, finished, words, say }) {
  const past = history(strokes);
  const small = make("canvas", { width: side, height: side }).getContext("2d", { willReadFrequently: true });
  let [stroke, thickness, due, pause, news] = [null, THICKNESS, 0, 0, ""];

  const paper = padSurface({
    id: `${id}-keys`,
    side,
    start: (x, y) => {
      stroke = { width: thickness, points: rounded([x, y]) };
      soon();
    },
    extend: (points) => {
      stroke.points.push(...rounded(points));
      soon();
    },
    lift: () => {
      past.add(stroke);
      stroke = null;
      settle();
    },
    command: (name) => commands[name](),
    tell: (sentence) => announce(sentence),
  });

  const paint = () => {
    cancelAnimationFrame(due);
    due = 0;
    const all = stroke ? [...past.strokes(), stroke] : past.strokes();
    inkStrokes(paper.canvas.getContext("2d"), all, paper.canvas.width / side);
    inkStrokes(small, all, 1);
    const ink = inkOf(small);
    show(ink);
    return ink;
  };
  const soon = () => {
    due ||= requestAnimationFrame(paint);
    announce("");
  };
  const settle = () => {
    finished(past.strokes(), paint());
    enable();
    announce("");
  };
  const enable = () => {
    const able = { undo: past.canUndo(), redo: past.canRedo(), clear: past.strokes().length > 0 };
    for (const [name, can] of Object.entries(able)) buttons[name].setAttribute("aria-disabled", String(!can));
  };
  const announce = (sentence) => {
    news = sentence || news;
    clearTimeout(pause);
    pause = setTimeout(() => {
      say([news, words()].filter(Boolean).join(" "));
      news = "";
    }, PAUSE);
  };
  const commands = Object.fromEntries(
    Object.entries(DONE).map(([name, said]) => [name, () => (past[name](), settle(), announce(said))]),
  );
  const buttons = Object.fromEntries(
    Object.entries(commands).map(([name, act]) => [
      name,
      make("button", { class: "dl-button", type: "button", onclick: act }, name[0].toUpperCase() + name.slice(1)),
    ]),
  );
  const pen = numberField({
    name: "pen thickness",
    low: 4,
    high: 44,
    step: 2,
    ends: [2, 80],
    change: (value) => pen.show((thickness = value)),
  });
  pen.show(thickness);

  // As many canvas pixels as the screen has, so that strokes are smooth at every size.
  const sizes = new ResizeObserver(() => {
    const wanted = Math.round(paper.canvas.clientWidth * devicePixelRatio);
    if (!wanted || wanted === paper.canvas.width) return;
    paper.canvas.width = paper.canvas.height = wanted;
    paint();
  });
  sizes.observe(paper.node);

  const node = make(
    "div",
    { class: "dl-pad" },
    paper.node,
    make("div", { class: "dl-pad-tools" }, ...Object.values(buttons)),
    make("div", { class: "dl-pad-tools" }, make("span", { class: "dl-caption" }, "Pen thickness"), pen.slider, pen.field),
    make("p", { class: "dl-caption", id: `${id}-keys` }, KEYS),
  );
  enable();
  paint();
  return {
    node,
    wipe: () => {
      if (!past.strokes().length) return;
      past.clear();
      settle();
      clearTimeout(pause);
    },
    adopt: (others) => (past.replace(others), settle()),
    end: () => {
      clearTimeout(pause);
      cancelAnimationFrame(due);
      sizes.disconnect();
    },
  };
}

const rounded = (points) => points.map((place) => Math.round(10 * place) / 10);
