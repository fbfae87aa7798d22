"""The view into a network, as a notebook shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets.dense_network import DenseNetwork, NetworkAt
from lab_utils.widgets.inside_network_state import WatchedDigits, full_scale, watched_digits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_EDGES = 100
_FIRST_EDGES = 20
_NO_LABEL = 255


class InsideNetwork(LabWidget):
    """Watch a network read digits: its first weights as pictures, its units, its connections, its pixels.

    Parameters
    ----------
    networks : network, or dict of str to network
        A Keras model of dense layers, or weights: W1, b1 and so on by name, or what `model.get_weights()`
        gives. Several by name can be compared, such as one before and after its training.
    X : array_like, shape (m, 400) or (m, 20, 20), or MNIST's (m, 784) or (m, 28, 28)
        The digits to choose from, 200 at most; float in [0, 1] or uint8.
    y : array_like, shape (m,) or (m, 1), int in 0 to 9, optional
        Their labels.

    Attributes
    ----------
    watched : WatchedDigits
        The networks and the digits.
    network : str
        The name of the one that is shown.
    chosen : int
        The row of X that it reads.
    unit : list of int
        Hidden layer and unit that are shown in detail, both counted from 1; empty for none.
    digit : int or None
        The digit that the pixels push towards; None for what the network reads.
    edges : int
        How many connections are drawn between two layers, the strongest.

    Examples
    --------
    >>> from lab_utils.split import split_lab_digits
    >>> from lab_utils.training import lab_network
    >>> from lab_utils.widgets import InsideNetwork
    >>> digits = split_lab_digits()
    >>> inside = InsideNetwork(lab_network(), digits.X_test[:30], digits.y_test[:30])
    >>> inside.chosen, inside.digit = 4, 9
    >>> inside
    <InsideNetwork: Inside the network: 400 - 25 - 15 - 10. Digit 4, ...>

    What the pixels and the biases push towards a digit adds up to its logit:

    >>> push = inside.at.push(9)
    >>> bool(abs(push.pixels.sum() + push.bias - inside.at.logits[9]) < 1e-9)
    True
    """

    front_end = "inside_network"

    network = traitlets.Unicode().tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)
    unit = traitlets.List(traitlets.Int()).tag(sync=True)
    digit = traitlets.Int(None, allow_none=True).tag(sync=True)
    edges = traitlets.Int(_FIRST_EDGES).tag(sync=True)

    # For each network its name, sizes, which layers bend, and the size of a weight in full colour.
    _networks = traitlets.List(traitlets.Dict()).tag(sync=True)
    # All kernels and biases one after another, as float32.
    _weights = traitlets.Bytes().tag(sync=True)
    _pixels = traitlets.Bytes().tag(sync=True)
    _labels = traitlets.Bytes().tag(sync=True)
    _side = traitlets.Int().tag(sync=True)
    _most_edges = traitlets.Int(MOST_EDGES).tag(sync=True)

    def __init__(self, networks: Any, X: ArrayLike, y: ArrayLike | None = None) -> None:
        self.watched = watched_digits(networks, X, y)
        sent = self.watched.networks
        super().__init__(
            network=next(iter(sent)),
            _networks=[_as_data(name, network) for name, network in sent.items()],
            _weights=b"".join(_as_floats(part) for network in sent.values() for part in _parts(network)),
            _pixels=_as_floats(self.watched.rows),
            _labels=_label_bytes(self.watched),
            _side=self.watched.images.shape[1],
        )

    @property
    def at(self) -> NetworkAt:
        """The chosen network while it reads the chosen digit."""
        return self.watched.at(self.network, self.chosen)

    def in_words(self) -> str:
        """Return the network's sizes, and what it makes of the chosen digit."""
        sizes = " - ".join(map(str, self.watched.networks[self.network].sizes))
        name = f"{self.network}, " if self.network else ""
        return f"Inside the network: {name}{sizes}. {self.watched.in_words(self.network, self.chosen)}"

    def still(self) -> Figure:
        """Return the digit, the pictures of the first weights, and the pixels that push."""
        from lab_utils.widgets.inside_network_still import still_of

        at = self.at
        digit = int(at.logits.argmax()) if self.digit is None else self.digit
        return still_of(at, self.watched.images.shape[1], digit, self.network)

    @traitlets.validate("network")
    def _one_of_them(self, proposal: dict[str, Any]) -> str:
        return str(self._known(proposal, self.watched.networks, "Name one."))

    @traitlets.validate("chosen", "edges")
    def _a_number(self, proposal: dict[str, Any]) -> int:
        ends = {"chosen": len(self.watched.images), "edges": MOST_EDGES + 1}
        return int(self._known(proposal, range(ends[proposal["trait"].name]), "Counting begins at 0."))

    @traitlets.validate("digit")
    def _a_class(self, proposal: dict[str, Any]) -> int | None:
        if proposal["value"] is None:
            return None
        classes = min(network.sizes[-1] for network in self.watched.networks.values())
        return int(self._known(proposal, range(classes), "None follows what the network reads."))

    @traitlets.validate("unit")
    def _a_hidden_unit(self, proposal: dict[str, Any]) -> list[int]:
        value = list(proposal["value"])
        _, *hidden, _ = self.watched.networks[self.network].sizes
        units = [[layer, unit] for layer, n in enumerate(hidden, 1) for unit in range(1, n + 1)]
        if value and value not in units:
            expected = f"[layer, unit] of the hidden layers of {hidden} units, or []"
            raise ValueError(self._wrong(proposal, expected, "Both are counted from 1."))
        return value

    def _known(self, proposal: dict[str, Any], known: Any, fix: str) -> Any:
        value = proposal["value"]
        if value not in known:
            is_range = isinstance(known, range)
            expected = f"{known[0]} to {known[-1]}" if is_range else " or ".join(map(repr, known))
            raise ValueError(self._wrong(proposal, expected, fix))
        return value

    @staticmethod
    def _wrong(proposal: dict[str, Any], expected: str, fix: str) -> str:
        name, value = proposal["trait"].name, proposal["value"]
        return four_parts(f"The {name} to look at", expected=expected, got=repr(value), fix=fix)


def _as_data(name: str, network: DenseNetwork) -> dict[str, Any]:
    return {
        "name": name,
        "sizes": network.sizes,
        "bends": [layer.bends for layer in network.layers],
        "scale": full_scale(network.layers[0].W),
    }


def _parts(network: DenseNetwork) -> list[np.ndarray]:
    return [array for layer in network.layers for array in (layer.W, layer.b)]


def _as_floats(array: np.ndarray) -> bytes:
    return np.ascontiguousarray(array, dtype="<f4").tobytes()


def _label_bytes(watched: WatchedDigits) -> bytes:
    labels = np.full(len(watched.images), _NO_LABEL) if watched.labels is None else watched.labels
    return labels.astype(np.uint8).tobytes()
