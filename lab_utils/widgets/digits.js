// Pictures of digits in the browser.

/** Draw one digit out of many, given as bytes: paper is 0, ink is 255. */
export function drawDigit(canvas, pixels, at, side) {
  drawInk(canvas, pixels, side, side, at * side * side);
}

/** Return shares of ink, 0 to 1, as the bytes that are drawn. */
export function inkBytes(values) {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 * values[i] + 0.5;
  return bytes;
}

/**
 * Draw a picture of any size, given as bytes from some place on: paper is 0, ink is 255.
 *
 * Ink is black of some opacity on the paper of the style sheet, which turns it white in a dark theme.
 */
export function drawInk(canvas, pixels, width, height, from = 0) {
  put(canvas, width, height, (data) => {
    for (let i = 0; i < width * height; i++) data[4 * i + 3] = pixels[from + i];
  });
}

/** Draw a grey picture, given as bytes: black is 0, white is 255, in a dark theme too. */
export function drawPhoto(canvas, pixels, width, height) {
  canvas.classList.add("dl-photo");
  put(canvas, width, height, (data) => {
    for (let i = 0; i < width * height; i++) data.fill(pixels[i], 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4);
  });
}

function put(canvas, width, height, fill) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  fill(image.data);
  context.putImageData(image, 0, 0);
}
