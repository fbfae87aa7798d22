"""`build_model`: the network 400 - 25 ReLU - 15 ReLU - 10 linear, judged by what it computes.

What changes no prediction passes: regularisers, initialisers, names, `Dropout` and noise (a note says
so), `Flatten` of a row, `Rescaling(1.0)`; so does a model that is compiled or trained already.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from public_tests.exercises._dense_network import (
    RIGHT,
    Activations,
    explain_outputs,
    explain_rescaled,
    placed,
)
from public_tests.exercises._network_beliefs import NETWORK_BELIEFS
from public_tests.exercises._network_shown import (
    bent_relu,
    configured_activations,
    described,
    extra_kind,
    sizes_of,
)
from public_tests.learner_errors import explain, located
from public_tests.misconception import Misconception
from public_tests.plain import OPAQUE
from public_tests.report import Verdict
from public_tests.target import LearnerError, Outcome, Target
from public_tests.verdicts import failure, passed, stopped

NAME = "build_model"
SIZES = [400, 25, 15, 10]
EXPECTED = "a model 400 -> 25 relu -> 15 relu -> 10 linear, 10,575 parameters"
MISCONCEPTIONS = tuple(NETWORK_BELIEFS.values())

Facts = dict[str, Any]
Fault = Misconception | str


def judge(target: Target) -> Verdict:
    """Judge ``build_model()`` -> a Keras model, (m, 400) -> (m, 10) logits."""
    outcome = target.call()
    no_value = stopped(NAME, (), EXPECTED, outcome)
    if no_value:
        return no_value
    if not is_model(outcome):
        return failure(NAME, (), EXPECTED, *_no_model(outcome))
    fault = network_fault(outcome.value)
    if fault is None:
        return passed(_note(outcome.value))
    return failure(NAME, (), EXPECTED, described(outcome.value), fault)


def is_model(outcome: Outcome) -> bool:
    """Tell whether a Keras model came back."""
    facts = outcome.value
    return isinstance(facts, dict) and facts.get("kind") == "keras_model" and outcome.type_name != "dict"


def network_fault(facts: Facts) -> Fault | None:
    """Return what keeps a model from being the lab's network, None where it is that."""
    return _input_fault(facts) or _layers_fault(facts) or _behaviour_fault(facts) or _weights_fault(facts)


def _no_model(outcome: Outcome) -> tuple[str, Fault]:
    type_name = outcome.type_name
    got = f"a value of type {type_name}"
    if outcome.value is None:
        return "None", NETWORK_BELIEFS["returns_none"]
    if isinstance(outcome.value, list):
        models = [
            part for part in outcome.value if isinstance(part, dict) and part.get("kind") == "keras_model"
        ]
        return got, NETWORK_BELIEFS["returns_more" if models else "returns_list"]
    if outcome.value is OPAQUE and (type_name == "KerasTensor" or _is_layer(type_name)):
        return got, NETWORK_BELIEFS["returns_layer"]
    if type_name in ("type", "ABCMeta"):
        return "a class", NETWORK_BELIEFS["returns_class"]
    if type_name in ("function", "method", "builtin_function_or_method", "partial"):
        return got, NETWORK_BELIEFS["returns_function"]
    return got, f"It returned {got}, and a model of Keras 3 is asked for. Return the model itself."


def _is_layer(type_name: str) -> bool:
    import keras

    return hasattr(keras.layers, type_name)


def _input_fault(facts: Facts) -> Fault | None:
    shape = facts["input_shape"]
    if not facts["layers"] and not facts["weights"] and facts["error"]:
        return NETWORK_BELIEFS["no_layers"]
    if shape is not None and shape[1:] != [400]:
        one_image = str(tuple(shape[1:])).replace("None", "any")
        return _told("input_shape", f"The model takes images of shape {one_image}, expected (400,).")
    if facts["error"] is None:
        return None
    classes = [layer["activation"] for layer in facts["layers"] if _is_layer(layer["activation"] or "")]
    if classes:
        return _told("activation_class", f"The class {classes[0]} is given as an activation.")
    type_name, _, words = facts["error"].partition(": ")
    error = LearnerError(type_name, words)
    return f"Called on 16 images of 400 pixels, the model stops with {located(error)}. {explain(error)}"


def _layers_fault(facts: Facts) -> Fault | None:
    if not facts["weights"]:
        return NETWORK_BELIEFS["no_weights"]
    if placed(facts["weights"]) is not None:
        return None
    extra = extra_kind(facts)
    if extra:
        return _told("extra_layer", f"There is a layer of the kind {extra}.")
    sizes = sizes_of(facts)
    if sizes is not None:
        return _sizes_fault(sizes)
    return (
        "The weights are not those of layers with 25, 15 and 10 units in a row, each fed by the one before. "
        "Compare `model.summary()` with the picture: 400, 25, 15, 10."
    )


def _sizes_fault(sizes: list[int]) -> Fault:
    found = f"The layers have {', '.join(map(str, sizes[1:]))} units."
    if sizes == SIZES:
        return NETWORK_BELIEFS["no_bias"]
    if sizes[:2] == [400, 400]:
        return NETWORK_BELIEFS["dense_as_input"]
    if sizes == [400, 15, 25, 10]:
        return NETWORK_BELIEFS["swapped_units"]
    if sizes[:-1] == SIZES[:-1]:
        units = "1 unit" if sizes[-1] == 1 else f"{sizes[-1]} units"
        return _told("output_units", f"The last layer has {units}, and there are ten digits.")
    if len(sizes) < len(SIZES):
        return _told("missing_layer", f"A layer is missing. {found}")
    if len(sizes) > len(SIZES):
        return _told("extra_layer", f"There is a layer too many. {found}")
    return _told("other_units", found)


def _behaviour_fault(facts: Facts) -> Fault | None:
    if facts["dtype"] in ("float16", "bfloat16"):
        return NETWORK_BELIEFS["half_precision"]
    shape = np.shape(facts["outputs"])
    if shape != (16, 10):
        return _told("output_shape", f"For 16 images the outputs have the shape {shape}, expected (16, 10).")
    found = explain_outputs(facts)
    if found == RIGHT:
        return None
    if explain_rescaled(facts):
        return NETWORK_BELIEFS["rescaled_input"]
    bent = bent_relu(facts) if found is None else None
    if bent:
        return _told("another_hidden_activation", f"A layer ends in {bent}, which is no plain relu.")
    return _activation_fault(found or configured_activations(facts))


def _activation_fault(found: Activations | None) -> Fault:
    if found is None or found == RIGHT:
        return (
            "The layers have the right sizes, but the outputs are not those of 25 ReLU, 15 ReLU and 10 "
            "linear units. What else happens to the numbers on their way? Take out every layer that the "
            "picture does not show."
        )
    if found.output != RIGHT.output:
        named = NETWORK_BELIEFS.get(f"{found.output}_output")
        return named or _told("other_output", f"The last layer ends in {found.output}.")
    wrong = [(place, name) for place, name in ((1, found.first), (2, found.second)) if name != "relu"]
    place, name = wrong[0]
    both = found.first == found.second
    where = "Both hidden layers end in" if both else f"Hidden layer {place} ends in"
    if name == "linear":
        return _told("linear_hidden", f"{where} no activation, so in linear units.")
    if name in ("sigmoid", "tanh"):
        return _told("saturating_hidden", f"{where} {name}.")
    return _told("another_hidden_activation", f"{where} {name}, not in relu.")


def _weights_fault(facts: Facts) -> Fault | None:
    if not all(facts["trainable"]):
        return NETWORK_BELIEFS["frozen_layers"]
    places = placed(facts["weights"]) or {}
    for kernel in ("W1", "W2"):
        if np.ptp(places[kernel], axis=1).max() == 0:
            return NETWORK_BELIEFS["equal_weights"]
    return None


def _note(facts: Facts) -> str | None:
    kinds = {layer["class_name"] for layer in facts["layers"]}
    random = sorted(kind for kind in kinds if "Dropout" in kind or "Noise" in kind)
    if random:
        return (
            f"It holds {random[0]}, which acts during training only. That is accepted; it is not needed here."
        )
    return None


def _told(id: str, finding: str) -> Misconception:
    """Return a belief whose finding says what was found in this very model."""
    return dataclasses.replace(NETWORK_BELIEFS[id], finding=finding)
