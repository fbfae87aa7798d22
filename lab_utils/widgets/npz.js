// NumPy's .npz in the browser: a zip archive, nothing compressed, of .npy files.

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/** Return digits, 400 float32 each, and their labels as the bytes of a file that `load_own` reads. */
export function digitsFile(pixels, labels) {
  const X = npy("<f4", [labels.length, 400], new Float32Array(pixels));
  const y = npy("<i8", [labels.length], BigInt64Array.from(labels, BigInt));
  return zip([
    ["X.npy", X],
    ["y.npy", y],
  ]);
}

function npy(type, shape, numbers) {
  const about = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  // The numbers begin at a multiple of 64.
  const padding = 63 - ((MAGIC.length + 2 + about.length) % 64);
  const header = new TextEncoder().encode(`${about}${" ".repeat(padding)}\n`);
  const length = [header.length & 255, header.length >> 8];
  return joined([MAGIC, length, header, new Uint8Array(numbers.buffer)]);
}

// PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, content] of files) {
    const called = new TextEncoder().encode(name);
    const about = little([2, 20], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc32(content)], [4, content.length],
      [4, content.length], [2, called.length], [2, 0]); // prettier-ignore
    const local = joined([little([4, 0x04034b50]), about, called]);
    directory.push(
      joined([little([4, 0x02014b50], [2, 20]), about, little([2, 0], [2, 0], [2, 0], [4, 0], [4, at]), called]),
    );
    parts.push(local, content);
    at += local.length + content.length;
  }
  const central = joined(directory);
  const count = files.length;
  const end = little([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, at], [2, 0]);
  return joined([...parts, central, end]);
}

/** Numbers as so many bytes each, the lowest first. */
function little(...numbers) {
  return numbers.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255));
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
