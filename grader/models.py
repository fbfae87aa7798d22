"""Keras models at the judge's side of the border.

On the way out a model is its configuration, weights and compile settings. On the way back the judge builds it
anew and computes its facts himself; see `public_tests.keras_facts` for what they are.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

from grader.border import Made, Malformed
from grader.claims import ModelClaims, history_of, model_claims_of
from grader.compiled import judged_compiled
from grader.guarding import bounded_memory
from public_tests.keras_config import config_text, flat_layers
from public_tests.keras_facts import facts_of
from public_tests.keras_outputs import probes_of, trial_weights
from public_tests.keras_rebuilt import agree, rebuilt_model

Facts = dict[str, Any]

# More than any answer needs; each one costs the judge some milliseconds.
_MOST_MODELS = 4
_LONGEST_CONFIG = 2**20
# Keras's own classes compute what their configuration says, so nothing that crossed beside it is asked.
_TOLD_BY_CONFIG = {"Sequential", "Functional", "Model"}
_KEPT = 64


def described_model(model: Any, token: str, known: bool) -> Made:
    """Describe a model of the judge's, so that the sandbox can build it.

    Parameters
    ----------
    model : keras.Model
        A `Sequential` or a functional model.
    token : str
        Its name between the two sides.
    known : bool
        Whether it was described before, so that the name alone will do.
    """
    if known:
        return Made({"token": token})
    compiled = model.get_compile_config() if model.compiled else None
    return Made(
        {
            "token": token,
            "config": config_text(model, list(flat_layers(model))),
            "weights": list(model.get_weights()),
            "compile": None if compiled is None else json.dumps(compiled),
            "run_eagerly": bool(getattr(model, "run_eagerly", False)),
        }
    )


class ModelReader:
    """Reads the models and histories of one answer."""

    def __init__(self) -> None:
        self._models = 0

    def read(self, value: Any) -> Any:
        """Return a plain value with what it says of models and histories judged anew.

        Raises
        ------
        Malformed
        """
        if isinstance(value, list):
            return [self.read(item) for item in value]
        if not isinstance(value, dict):
            return value
        kind = value.get("kind")
        if isinstance(kind, str) and kind == "keras_model":
            self._models += 1
            if self._models > _MOST_MODELS:
                raise Malformed("it holds more models than are looked at")
            return _facts(model_claims_of(value))
        if isinstance(kind, str) and kind == "history":
            return history_of(value)
        return {name: self.read(item) for name, item in value.items()}


_known: OrderedDict[bytes, Facts] = OrderedDict()


def _facts(claims: ModelClaims) -> Facts:
    """Return a model's facts, computed here as far as it can be built here."""
    key = claims.key()
    if key not in _known:
        _known[key] = _computed(claims)
        if len(_known) > _KEPT:
            _known.popitem(last=False)
    _known.move_to_end(key)
    return {**_known[key], "compiled": judged_compiled(claims.compiled)}


def _computed(claims: ModelClaims) -> Facts:
    config = _harmless_config(claims.config)
    told = _as_told(claims, config)
    by_config = claims.class_name in _TOLD_BY_CONFIG and claims.error is None
    try:
        with bounded_memory():
            model = rebuilt_model({**told, "outputs": None} if by_config else told)
            facts = _both(facts_of(model), told)
    except Exception:  # whatever goes wrong: it is no model that can be built here
        return told
    # Its own name and class stay for texts, its configuration for who builds it once more.
    return {**facts, "class_name": claims.class_name, "name": claims.name, "config": config}


def _both(own: Facts, told: Facts) -> Facts:
    """Let two decide where they differ: the outputs in the sandbox, and those here with drawn weights.

    A function of the learner's that is called `relu` is written down as Keras's, whatever it computes.
    """
    if told["outputs"] is None or agree(own["outputs"], told["outputs"]):
        return own
    return {**own, "outputs": told["outputs"], "output_shape": told["output_shape"]}


def _as_told(claims: ModelClaims, config: str | None) -> Facts:
    """Return the facts of a model that can't be built here: as they crossed, and what follows from them."""
    probes = probes_of(claims.input_shape)
    trial = None if claims.trial_outputs is None else trial_weights([w.shape for w in claims.weights])
    return {
        "kind": "keras_model",
        "class_name": claims.class_name,
        "name": claims.name,
        "input_shape": claims.input_shape,
        "output_shape": None if claims.outputs is None else [None, *claims.outputs.shape[1:]],
        "layers": claims.layers,
        "config": config,
        "weights": claims.weights,
        "trainable": claims.trainable,
        "parameters": sum(int(weight.size) for weight in claims.weights),
        "probes": probes,
        "outputs": claims.outputs,
        "dtype": claims.dtype,
        "error": claims.error,
        "trial_weights": trial,
        "trial_outputs": claims.trial_outputs,
        "compiled": None,
    }


def _harmless_config(text: str | None) -> str | None:
    """Return a configuration without initializers: their values are replaced, and some take for ever."""
    if text is None or len(text) > _LONGEST_CONFIG:
        return None
    try:
        return json.dumps(_without_initializers(json.loads(text)))
    except (ValueError, RecursionError):
        return None


def _without_initializers(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_initializers(item) for item in part]
    if not isinstance(part, dict):
        return part
    zeros: Any = {
        "module": "keras.initializers",
        "class_name": "Zeros",
        "config": {},
        "registered_name": None,
    }
    return {
        name: zeros if name.endswith("_initializer") and item is not None else _without_initializers(item)
        for name, item in part.items()
    }
