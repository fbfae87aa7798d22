"""Keras models that the judge hands over: built here from their description."""

from __future__ import annotations

from typing import Any

from grader.border import Malformed


class Models:
    """The models of one child. What is handed over again is the same model, as it is by then."""

    def __init__(self) -> None:
        self._by_token: dict[str, Any] = {}

    def made(self, description: dict[str, Any]) -> Any:
        """Return the model of a description that the judge wrote."""
        token = description["token"]
        if token not in self._by_token:
            if "config" not in description:
                raise Malformed("a model is missing")
            self._by_token[token] = _built(description)
        return self._by_token[token]


def _built(description: dict[str, Any]) -> Any:
    import json

    import keras

    model = keras.saving.deserialize_keras_object(json.loads(description["config"])["model"])
    model.set_weights(description["weights"])
    if description["compile"] is not None:
        model.compile_from_config(json.loads(description["compile"]))
        model.run_eagerly = description["run_eagerly"]
    return model
