"""Digits and the networks that read them: what the view into a network knows, without a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import digit_images, digit_labels
from lab_utils._wording import four_parts
from lab_utils.widgets.dense_network import DenseNetwork, NetworkAt
from lab_utils.widgets.digit_reader_state import percent
from lab_utils.widgets.reading_networks import is_one_network, read_network

MOST_DIGITS, MOST_NETWORKS = 200, 4
# A few weights are far larger than all others, which would be pale beside them.
_SHOWN_IN_FULL = 99.5


@dataclass(frozen=True)
class WatchedDigits:
    """Networks by name, and digits to watch them read.

    Attributes
    ----------
    networks : dict of str to DenseNetwork
    images : ndarray, shape (m, side, side), float in [0, 1]
        Ink is 1; side is 20 or 28.
    labels : ndarray, shape (m,), int, or None
    """

    networks: dict[str, DenseNetwork]
    images: np.ndarray
    labels: np.ndarray | None

    @property
    def rows(self) -> np.ndarray:
        """The digits as the networks take them, shape (m, inputs)."""
        return self.images.reshape(len(self.images), -1)

    def at(self, network: str, chosen: int) -> NetworkAt:
        """Look at one network while it reads one digit."""
        return self.networks[network].at(self.rows[chosen])

    def in_words(self, network: str, chosen: int) -> str:
        """Say which digit it is, what it is read as, and how much of the network is awake."""
        at = self.at(network, chosen)
        read_as = int(at.logits.argmax())
        label = "" if self.labels is None else f", labelled {self.labels[chosen]},"
        sure = float(at.probabilities[read_as])
        hidden = range(len(at.units) - 1)
        awake = [f"{at.active(layer)} of {len(at.units[layer])}" for layer in hidden]
        said = f" Active hidden units: {', then '.join(awake)}." if awake else ""
        return f"Digit {chosen}{label} is read as {read_as} with {percent(sure)}.{said}"


def watched_digits(networks: Any, X: ArrayLike, y: ArrayLike | None = None) -> WatchedDigits:
    """Take networks and digits, or say what is wrong with them.

    Parameters
    ----------
    networks : network, or mapping of str to network
        What `read_network` takes.
    X : array_like, shape (m, 400) or (m, 20, 20), or MNIST's (m, 784) or (m, 28, 28)
        Float in [0, 1] or uint8, 200 digits at most.
    y : array_like, shape (m,) or (m, 1), int in 0 to 9, optional

    Raises
    ------
    ValueError
        If one of them can't be shown.
    """
    images = digit_images(X, "X")
    _at_most(len(images), MOST_DIGITS, "digits in X", "Pass some of them, for example X_test[:50].")
    labels = None if y is None else digit_labels(y, "y", len(images))
    named: Mapping[Any, Any] = {"": networks} if is_one_network(networks) else networks
    _at_most(len(named), MOST_NETWORKS, "networks", "Compare two of them at a time.")
    rows = images.reshape(len(images), -1)
    read = {
        str(name): read_network(network, rows, f"The network {name!r}" if name else "The network")
        for name, network in named.items()
    }
    return WatchedDigits(read, images, labels)


def full_scale(values: np.ndarray) -> float:
    """Return the size from which on a number is drawn in full colour."""
    return float(np.percentile(np.abs(values), _SHOWN_IN_FULL)) or 1.0


def _at_most(count: int, most: int, what: str, fix: str) -> None:
    if count > most:
        raise ValueError(
            four_parts(f"The number of {what}", expected=f"{most} at most", got=f"{count:,}", fix=fix)
        )
