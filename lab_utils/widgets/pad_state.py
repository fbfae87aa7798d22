"""What a pad and the kernel tell each other: a drawing as bytes, and a network as bytes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lab_utils._wording import four_parts

# So large that a digit has smooth strokes, and 14 pixels become one of the network's.
PAD_SIDE = 280


def picture_of(ink: bytes) -> np.ndarray | None:
    """Return a drawing as the picture that `prepare_digit` takes, None if nothing is drawn.

    Parameters
    ----------
    ink : bytes
        One byte a pixel, row-major; 255 is full ink. Empty before anything is drawn.

    Returns
    -------
    ndarray, shape (280, 280), uint8, or None
        Dark ink on white paper: 255 is white.
    """
    if not ink:
        return None
    pixels = np.frombuffer(ink, dtype=np.uint8)
    if pixels.size != PAD_SIDE**2:
        raise ValueError(
            four_parts(
                "The drawing",
                expected=f"{PAD_SIDE} x {PAD_SIDE} bytes",
                got=str(pixels.size),
                fix="It is the browser that sets it; use pad.picture to read it.",
            )
        )
    return (255 - pixels).reshape(PAD_SIDE, PAD_SIDE) if pixels.any() else None


def for_the_browser(weights: Mapping[str, np.ndarray]) -> tuple[list[int], bytes]:
    """Return a network for `network.js`: the sizes of its layers, and all its numbers.

    Parameters
    ----------
    weights : mapping of str to ndarray
        W1 (400, n1), b1 (n1,) and so on, in this order.

    Returns
    -------
    sizes : list of int
        400, 25, 15, 10 for the lab's network.
    numbers : bytes
        W1, b1, W2, ... as little-endian float32, row-major.
    """
    sizes = [len(weights["W1"]), *(len(weights[f"b{layer}"]) for layer in range(1, len(weights) // 2 + 1))]
    return sizes, b"".join(np.asarray(array, dtype="<f4").tobytes() for array in weights.values())
