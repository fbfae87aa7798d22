"""Build a Keras model anew from what crossed the border, so that nothing else need be believed of it.

Only Keras's own layers are built, none of which runs code that it is given: no `Lambda`, no custom layer or
function, nothing that reads a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import numpy as np

from public_tests.guarded import attempt
from public_tests.keras_config import flat_layers
from public_tests.keras_work import multiplications

Facts = Mapping[str, Any]
Config = dict[str, Any]
Reason = Literal["own_code", "subclass", "unlike", "too_large"]

# Outputs agree when they differ by less than this share of their size: another processor may round otherwise.
_NEAR = 1e-3
# Multiplications for one image, and for all that are computed at a time: some seconds, and half a minute.
# Nothing stops a layer that has begun. A network of ten layers of 128 filters needs a fifth of it.
_MOST_AN_IMAGE = 2e10
_MOST_AT_ONCE = 3e11
_HOLDERS = {
    "keras": {"Sequential", "DTypePolicy"},
    "keras.src.models.functional": {"Functional"},
}
_HARMLESS_MODULES = {"keras.initializers", "keras.regularizers", "keras.constraints"}
# Keras's functions in a functional model, such as `keras.ops.relu(x)` or `x * 2`.
_OPERATIONS = {"keras.src.ops.numpy", "keras.src.ops.nn", "keras.src.ops.math"}
_PLAIN = {"__keras_tensor__", "__tensor__", "__numpy__", "__slice__", "__ellipsis__"}
_HARMLESS_LAYERS = """
Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveMaxPooling1D
AdaptiveMaxPooling2D Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D AveragePooling2D
AveragePooling3D BatchNormalization Bidirectional CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D
Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Cropping1D Cropping2D Cropping3D Dense
DepthwiseConv1D DepthwiseConv2D Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout
GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D
GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization GroupQueryAttention Identity InputLayer LSTM LSTMCell
LayerNormalization LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention
Multiply Normalization PReLU Permute RMSNormalization RNN RandomBrightness RandomContrast RandomCrop
RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomInvert RandomPerspective
RandomRotation RandomSharpness RandomShear RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape
Resizing SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D
SpatialDropout3D SpectralNormalization StackedRNNCells Subtract TimeDistributed UnitNormalization UpSampling1D
UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
"""
_LAYERS = frozenset(_HARMLESS_LAYERS.split())


class NotRebuilt(Exception):
    """The model can't be built anew.

    Attributes
    ----------
    reason : str
        ``"own_code"``: it holds Python code or a layer that is not Keras's. ``"subclass"``: its way from
        layer to layer is Python code. ``"unlike"``: what is built computes something else. ``"too_large"``:
        to compute it takes too long.
    what : str
        The name of what is in the way: ``"Lambda"``.
    """

    def __init__(self, reason: Reason, what: str = "") -> None:
        super().__init__(f"{reason}: {what}")
        self.reason = reason
        self.what = what


def rebuilt_model(facts: Facts) -> Any:
    """Return a Keras model that computes what the model behind the facts computes.

    It is built from the configuration and the weights. The outputs that crossed the border are compared with
    its own on the probes, so that nobody is judged by a model that is not theirs. Where no outputs crossed
    (None), a `Sequential` or functional model is told by its configuration alone.

    Parameters
    ----------
    facts : dict
        Of a model: see `public_tests.keras_facts.facts_of`.

    Raises
    ------
    NotRebuilt
    """
    config = json.loads(facts["config"] or '{"layers": [null]}')
    foreign = next(_foreign(config), None)
    if foreign or None in config.get("layers", ()):
        raise NotRebuilt("own_code", foreign or "a layer of your own")
    models = [attempt(partial(_built, made, facts["weights"])) for made in _candidates(config)]
    for model in models:
        if model is not None and _work_of(model) > _MOST_AN_IMAGE:
            raise NotRebuilt("too_large")
        if model is not None and (_agrees(model, facts) or _told_whole(config, facts)):
            return model
    if "layers" in config:
        raise NotRebuilt("subclass", str(facts["class_name"]))
    raise NotRebuilt("unlike" if models[0] else "own_code", "a function of your own")


def outputs_of(model: Any, X: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Call a model on many images, some hundred at a time.

    Returns
    -------
    ndarray, shape (m, ...), float64
    """
    from keras import ops

    rows = int(min(500, max(_MOST_AT_ONCE / max(_work_of(model), 1), 1)))
    parts = [X[start : start + rows] for start in range(0, len(X), rows)]
    called = [ops.convert_to_numpy(ops.cast(model(part, training=False), "float32")) for part in parts]
    return np.concatenate(called).astype(float)


def _work_of(model: Any) -> float:
    # Where another version of Keras does not tell, the time limit must do.
    return attempt(lambda: multiplications(model)) or 0.0


def _foreign(config: Any) -> Iterator[str]:
    """Name whatever is not one of Keras's harmless layers and their settings."""
    if isinstance(config, dict):
        if "class_name" in config and not _is_harmless(config):
            yield _name_of(config)
        # How a model inside was compiled does not matter, and is not built.
        config.pop("compile_config", None)
    inner = config.values() if isinstance(config, dict) else config
    for value in inner:
        if isinstance(value, dict | list):
            yield from _foreign(value)


def _is_harmless(config: Config) -> bool:
    name, module = str(config["class_name"]), config.get("module")
    if name in _PLAIN:
        return True
    if config.get("registered_name") not in (None, name):
        return False
    if module == "keras.layers":
        return name in _LAYERS
    return module in _HARMLESS_MODULES or module in _OPERATIONS or name in _HOLDERS.get(str(module), ())


def _name_of(config: Config) -> str:
    name = str(config["class_name"])
    if name == "function":
        return f"the function {config.get('config')}"
    return "a lambda" if name == "__lambda__" else name


def _candidates(config: Config) -> Iterator[Config | list[Config]]:
    """Yield what may compute the same: the model itself, or of a subclass's layers the likely chains."""
    if "model" in config:
        yield config["model"]
        return
    layers = [layer for layer in config["layers"] if layer["class_name"] != "InputLayer"]
    for chain in (layers, _with_pooling(layers)):
        for prefix in ([], [_layer("Reshape", target_shape=[20, 20, 1])]):
            yield [*prefix, *chain]
            yield [*prefix, *_with_relu(chain)]


def _with_pooling(layers: Sequence[Config]) -> list[Config]:
    """Put the one layer that pools behind each convolution: a subclass may use it more than once."""
    pooling = [layer for layer in layers if "Pooling" in layer["class_name"]]
    others = [layer for layer in layers if layer not in pooling]
    behind = [pooling[:1] if layer["class_name"].startswith("Conv") else [] for layer in others]
    return [one for layer, pool in zip(others, behind, strict=True) for one in (layer, *pool)]


def _with_relu(layers: Sequence[Config]) -> Iterator[Config]:
    """Put ReLU behind each layer that has units or filters and no activation, but for the last."""
    last = max((i for i, layer in enumerate(layers) if _is_linear(layer)), default=0)
    for i, layer in enumerate(layers):
        yield layer
        if _is_linear(layer) and i < last:
            yield _layer("ReLU")


def _is_linear(layer: Config) -> bool:
    return layer["config"].get("activation") == "linear"


def _layer(class_name: str, **settings: Any) -> Config:
    return {"module": "keras.layers", "class_name": class_name, "config": settings, "registered_name": None}


def _told_whole(config: Config, facts: Facts) -> bool:
    return "model" in config and facts["outputs"] is None and facts["error"] is None


def _built(config: Config | list[Config], weights: Sequence[np.ndarray[Any, Any]]) -> Any:
    import keras

    if isinstance(config, list):
        layers = [keras.saving.deserialize_keras_object(_unnamed(layer), safe_mode=True) for layer in config]
        model = keras.Sequential([keras.Input((400,)), *layers])
    else:
        model = keras.saving.deserialize_keras_object(config, safe_mode=True)
    model.set_weights(list(weights))
    for layer in flat_layers(model):
        if hasattr(layer, "finalize_state"):  # `Normalization` computes with copies of its weights.
            layer.finalize_state()
    return model


def _unnamed(layer: Config) -> Config:
    """Leave out the name, which two layers of a subclass may share, and the shape that it was built for."""
    config = {key: value for key, value in layer["config"].items() if key != "name"}
    return {key: value for key, value in layer.items() if key != "build_config"} | {"config": config}


def _agrees(model: Any, facts: Facts) -> bool:
    return agree(attempt(lambda: outputs_of(model, facts["probes"])), facts["outputs"])


def agree(some: Any, others: Any) -> bool:
    """Tell whether two arrays of outputs, or None, are the same but for rounding."""
    if some is None or others is None or np.shape(some) != np.shape(others):
        return False
    gap = np.abs(np.subtract(some, others, dtype=float)).max(initial=0)
    return bool(gap <= _NEAR * (np.abs(others).max(initial=0) + 1e-6))
