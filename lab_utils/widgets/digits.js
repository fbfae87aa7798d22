// Pictures of digits in the browser.

/**
 * Draw one digit out of many, given as bytes: paper is 0, ink is 255.
 *
 * Ink is black of some opacity on the paper of the style sheet, which turns it white in a dark theme.
 */
export function drawDigit(canvas, pixels, at, side) {
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  const from = at * side * side;
  for (let i = 0; i < side * side; i++) image.data[4 * i + 3] = pixels[from + i];
  context.putImageData(image, 0, 0);
}
