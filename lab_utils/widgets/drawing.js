// A drawing: strokes, what was there before each change, and how they become ink.

/**
 * Keep strokes so that every change can be undone. A stroke is { width, points }, its points x, y, x, y, ...
 *
 * `clear` is a change like any other: what it takes away comes back with `undo`.
 */
export function history(first = []) {
  let states = [first];
  let at = 0;
  const change = (strokes) => {
    states = [...states.slice(0, at + 1), strokes];
    at += 1;
  };
  return {
    strokes: () => states[at],
    add: (stroke) => change([...states[at], stroke]),
    clear: () => states[at].length && change([]),
    replace: (strokes) => change(strokes),
    undo: () => (at = Math.max(0, at - 1)),
    redo: () => (at = Math.min(states.length - 1, at + 1)),
    canUndo: () => at > 0,
    canRedo: () => at < states.length - 1,
  };
}

/** Draw strokes with a round pen; `scale` canvas pixels are one of the pad. */
export function inkStrokes(context, strokes, scale) {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = "#000000";
  for (const { width, points } of strokes) {
    context.lineWidth = width * scale;
    context.beginPath();
    trace(context, points.map((place) => place * scale));
    context.stroke();
  }
}

/** Through the middles between the points, so that few points make a curve too. */
function trace(context, points) {
  const last = points.length - 2;
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < last; i += 2) {
    const [x, y] = [(points[i] + points[i + 2]) / 2, (points[i + 1] + points[i + 3]) / 2];
    context.quadraticCurveTo(points[i], points[i + 1], x, y);
  }
  // A tap becomes a dot: the ends of a line are round, but not each browser draws one of no length.
  context.lineTo(points[last] + 0.01, points[last + 1]);
}

/** Read the ink of a canvas: one byte a pixel, 255 is full. */
export function inkOf(context) {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const ink = new Uint8Array(width * height);
  for (let i = 0; i < ink.length; i++) ink[i] = data[4 * i + 3];
  return ink;
}
