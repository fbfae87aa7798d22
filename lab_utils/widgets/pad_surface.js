import { make } from "./shared.js";

const STEP = 8;
const SMALL_STEP = 2;
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

/** What each key does on the pad, for the eye and for a screen reader. */
export const KEYS =
  "Keys: arrows move the cursor, two at once slantwise (so do Home, End, Page Up and Page Down), with Shift in " +
  "small steps. Space or Enter puts the pen down and lifts it. Ctrl+Z undoes, Ctrl+Y redoes, Delete clears.";

/**
 * The paper of a pad, `side` wide and high in its own pixels, drawn on by mouse, touch, pen or keyboard.
 *
 * `start(x, y)`, `extend(points)` and `lift()` are called for each stroke, `command(name)` for "undo", "redo" and
 * "clear", and `tell(words)` says what the keyboard's cursor does.
 */
export function padSurface({ id, side, start, extend, lift, command, tell }) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const cursor = make("span", { class: "dl-pad-cursor", "aria-hidden": "true" });
  const node = make(
    "div",
    { class: "dl-pad-paper", role: "application", tabindex: "0", "aria-label": "Pad", "aria-describedby": id },
    canvas,
    cursor,
  );
  byPointer(node, side, {
    start: (x, y) => {
      delete node.dataset.keys;
      start(x, y);
    },
    extend,
    lift,
  });
  byKeyboard(node, cursor, side, { start, extend, lift, command, tell });
  return { node, canvas };
}

function byPointer(node, side, { start, extend, lift }) {
  let pointer = null;
  const place = ({ clientX, clientY }) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return [((clientX - left) * side) / width, ((clientY - top) * side) / height];
  };
  const end = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    lift();
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || pointer !== null) return;
    // Or text is selected, and a notebook's cell is dragged. The focus then has to be moved by hand.
    event.preventDefault();
    node.focus({ preventScroll: true });
    pointer = event.pointerId;
    start(...place(event));
    // So that a stroke goes on where it leaves the pad.
    node.setPointerCapture(pointer);
  });
  node.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // A browser tells once a frame, and holds the places between.
    const all = event.getCoalescedEvents?.() ?? [];
    extend((all.length ? all : [event]).flatMap(place));
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) node.addEventListener(name, end);
}

function byKeyboard(node, cursor, side, { start, extend, lift, command, tell }) {
  const held = new Set();
  const at = [side / 2, side / 5];
  let down = false;
  const show = () => {
    node.dataset.keys = "true";
    cursor.dataset.down = down;
    cursor.style.left = `${(100 * at[0]) / side}%`;
    cursor.style.top = `${(100 * at[1]) / side}%`;
  };
  const where = () => {
    const [across, below] = at.map((each) => Math.round((100 * each) / side));
    return `Pen ${down ? "down" : "up"}, ${across} % from the left, ${below} % from the top.`;
  };
  const put = (wanted) => {
    if (wanted === down) return;
    down = wanted;
    if (down) start(...at);
    else lift();
  };
  const move = (key, step) => {
    held.add(key);
    for (const axis of [0, 1]) {
      const by = Math.sign([...held].reduce((sum, each) => sum + DIRECTIONS[each][axis], 0));
      at[axis] = Math.min(side, Math.max(0, at[axis] + by * step));
    }
    if (down) extend([...at]);
  };
  node.addEventListener("keydown", (event) => {
    const ordered = commandOf(event);
    if (!ordered && !isDrawing(event)) return;
    event.preventDefault();
    if (DIRECTIONS[event.key]) move(event.key, event.shiftKey ? SMALL_STEP : STEP);
    else if (!event.repeat) put(isPen(event) && !down);
    show();
    if (ordered) command(ordered);
    else tell(where());
  });
  node.addEventListener("keyup", (event) => held.delete(event.key));
  node.addEventListener("pointerdown", () => put(false), { capture: true });
  node.addEventListener("focus", () => node.matches(":focus-visible") && show());
  node.addEventListener("blur", () => {
    held.clear();
    put(false);
    delete node.dataset.keys;
  });
}

const isPen = ({ key }) => key === " " || key === "Enter";

function isDrawing(event) {
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  return !combined && (event.key in DIRECTIONS || isPen(event) || event.key === "Escape");
}

function commandOf({ key, ctrlKey, metaKey, shiftKey }) {
  if (key === "Delete" || key === "Backspace") return "clear";
  if (!(ctrlKey || metaKey)) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" ? "redo" : null;
}
