"""Where is ink? Paper light or dark, and the threshold between paper and ink."""

from __future__ import annotations

import numpy as np


def paper_is_light(grey: np.ndarray) -> bool:
    """Tell whether the paper is light: most pixels are paper, so the median is.

    It is light if the median lies in the upper half between the darkest and the lightest pixel.
    """
    return bool(np.median(grey) > (float(grey.min()) + float(grey.max())) / 2)


def otsu_threshold(image: np.ndarray) -> float:
    """Return the level that parts a picture best into two: Otsu's threshold.

    The levels from 0 to 1 are counted in 256 bins, ``min(255, floor(256 v))``. For each border between two
    bins, the variance between the two parts is w0 w1 (m0 - m1)^2, with the share w and the mean m of each
    part. The first border with the largest variance is the threshold.

    N. Otsu: A Threshold Selection Method from Gray-Level Histograms, IEEE Transactions on Systems, Man, and
    Cybernetics 9(1), 1979, equation 14.
    """
    counts = np.bincount(np.minimum((image * 256).astype(int), 255).ravel(), minlength=256)
    levels = (np.arange(256) + 0.5) / 256
    below, above = np.cumsum(counts)[:-1], counts.sum() - np.cumsum(counts)[:-1]
    sums = np.cumsum(counts * levels)
    total, sums = sums[-1], sums[:-1]
    with np.errstate(all="ignore"):
        between = below * above * (sums / below - (total - sums) / above) ** 2
    return (int(np.argmax(np.nan_to_num(between, nan=-1))) + 1) / 256
