"""A network in one line, as a card shows it: ``400 -> 25 relu -> 15 relu -> 10 linear``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from public_tests.exercises._dense_network import Activations, explain_outputs, placed
from public_tests.guarded import attempt
from public_tests.keras_config import configs_of

Facts = Mapping[str, Any]

# Layers that are an activation and nothing else, beside `Activation` itself.
_ACTIVATIONS = {
    "ReLU": "relu",
    "Softmax": "softmax",
    "LeakyReLU": "leaky_relu",
    "ELU": "elu",
    "PReLU": "prelu",
}


def described(facts: Facts) -> str:
    """Say what a model is made of, and whatever else keeps it from being the one that is asked for."""
    return f"a model {_chain(facts)}, {facts['parameters']:,} parameters{_frozen(facts)}{_odd_outputs(facts)}"


def bent_relu(facts: Facts) -> str | None:
    """Return a `ReLU` layer that is no plain ReLU, as it was made: ``ReLU(max_value=1.0)``; or None."""
    config = attempt(lambda: json.loads(facts["config"]))
    for settings in configs_of(config, "ReLU"):
        for name in ("max_value", "negative_slope", "threshold"):
            if settings.get(name):
                return f"ReLU({name}={settings[name]})"
    return None


def sizes_of(facts: Facts) -> list[int] | None:
    """Return the sizes of a chain of dense layers, input first, from the kernels' shapes alone."""
    kernels = [w.shape for w in facts["weights"] if w.ndim == 2 and min(w.shape) > 0]
    if not kernels or any(a[1] != b[0] for a, b in pairwise(kernels)):
        return None
    return [kernels[0][0], *(n_out for _, n_out in kernels)]


def extra_kind(facts: Facts) -> str | None:
    """Name the first kind of layer that has weights and is not dense."""
    kinds = (layer["class_name"] for layer in facts["layers"] if layer["shapes"] and layer["units"] is None)
    return next(kinds, None)


def configured_activations(facts: Facts) -> Activations | None:
    """Return the activations by their names, for those that no imitation computes."""
    names = _activation_names(facts["layers"], 3)
    return Activations(*names) if all(names) else None


def _chain(facts: Facts) -> str:
    steps = [layer["class_name"] for layer in facts["layers"] if layer["class_name"] != "InputLayer"]
    if not steps and not facts["weights"]:
        return "of no layers"
    sizes = [400, 25, 15, 10] if placed(facts["weights"]) else sizes_of(facts)
    if sizes is None or extra_kind(facts):
        return "of " + " -> ".join(steps) if steps else "of weights of its own"
    activations = _found_activations(facts, len(sizes) - 1)
    named = (f"{n} {a}".strip() for n, a in zip(sizes[1:], activations, strict=True))
    return " -> ".join([str(sizes[0]), *named]) + _besides(facts)


def _found_activations(facts: Facts, count: int) -> Sequence[str]:
    found = explain_outputs(facts) if placed(facts["weights"]) else None
    return found or _activation_names(facts["layers"], count)


def _besides(facts: Facts) -> str:
    known = {"Dense", "EinsumDense", "Activation", "InputLayer", *_ACTIVATIONS}
    others = sorted({layer["class_name"] for layer in facts["layers"]} - known)
    return f" (with {', '.join(others)})" if others else ""


def _frozen(facts: Facts) -> str:
    if extra_kind(facts):  # Such layers keep numbers of their own that no training changes.
        return ""
    pairs = zip(facts["weights"], facts["trainable"], strict=True)
    frozen = sum(weight.size for weight, trainable in pairs if not trainable)
    return f" ({frozen:,} of them frozen)" if frozen else ""


def _odd_outputs(facts: Facts) -> str:
    outputs = facts["outputs"]
    if outputs is None:
        return ""
    shape = np.shape(outputs)
    kind = "" if facts["dtype"] in ("float32", "float64") else f" {facts['dtype']}"
    if shape[-1:] == (10,) and len(shape) == 2 and not kind:
        return ""
    return f", outputs{kind} of shape {('m', *shape[1:])}".replace("'", "")


def _activation_names(layers: Sequence[Facts], count: int) -> list[str]:
    """Return what each dense layer applies, layers of activation alone included, "" where unknown."""
    names: list[str] = []
    for layer in layers:
        if layer["units"] is not None:
            names.append(layer["activation"] or "")
        elif names and not layer["shapes"] and names[-1] in ("linear", ""):
            names[-1] = _ACTIVATIONS.get(layer["class_name"], layer["activation"]) or names[-1]
    names = ["its own function" if name.startswith("<") else name for name in names]
    return names if len(names) == count else [""] * count
