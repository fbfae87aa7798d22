"""The form of an experiment: its keys, what each accepts, and what must fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from lab_utils.experiments._layers import Dense, Layer, Settings
from lab_utils.experiments._shapes import parameters

SIDES = {"lab": 20, "lab-28": 28, "mnist": 28}
# How many digits there are to learn from.
_DIGITS = {"train": {"lab": 3200, "lab-28": 3200, "mnist": 50_000},
           "train+validation": {"lab": 4000, "lab-28": 4000, "mnist": 60_000}}  # fmt: skip


class Augmentation(Settings):
    """How far a training digit may be moved, turned and stretched, drawn anew in each epoch."""

    shift: float = Field(default=0, ge=0, le=8, description="a number of pixels from 0 to 8")
    rotation: float = Field(default=0, ge=0, le=45, description="a number of degrees from 0 to 45")
    zoom: float = Field(default=0, ge=0, le=0.5, description="a share from 0 to 0.5")
    shear: float = Field(default=0, ge=0, le=0.5, description="a share from 0 to 0.5")


class Experiment(Settings):
    """One network and its training, checked: whatever an `Experiment` says can be trained.

    Its keys are explained in lab_utils/experiments.toml, where the shipped ones stand.
    """

    name: str
    summary: str = Field(default="", description="a line of text")
    data: Literal["lab", "lab-28", "mnist"] = Field(description="`lab`, `lab-28` or `mnist`")
    input: Literal[20, 28] = Field(description="20 or 28, the side of the images in pixels")
    split: Literal["train", "train+validation"] = Field(description="`train` or `train+validation`")
    digits: int | None = Field(default=None, ge=10, description="a whole number of 10 or more")
    trainer: Literal["keras", "numpy"] = Field(default="keras", description="`keras` or `numpy`")
    layers: tuple[Layer, ...] = Field(
        strict=False, min_length=1, max_length=40, description="a list of 1 to 40 layers"
    )
    loss: Literal["sparse_categorical_crossentropy"] = Field(
        default="sparse_categorical_crossentropy", description="`sparse_categorical_crossentropy`"
    )
    from_logits: bool = Field(description="true or false")
    optimizer: Literal["adam", "sgd"] = Field(description="`adam` or `sgd`")
    learning_rate: float = Field(gt=0, le=10, description="a number above 0 and up to 10")
    schedule: Literal["constant", "cosine"] = Field(default="constant", description="`constant` or `cosine`")
    momentum: float = Field(default=0.0, ge=0, lt=1, description="a number from 0 to below 1")
    batch_size: int = Field(ge=1, le=60_000, description="a whole number from 1 to 60000")
    epochs: int = Field(ge=1, le=10_000, description="a whole number from 1 to 10000")
    seed: int = Field(default=0, ge=0, le=1_000_000, description="a whole number from 0 to 1000000")
    augmentation: Augmentation = Field(
        default=Augmentation(), description="a table with `shift`, `rotation`, `zoom` and `shear`"
    )
    # Which file it comes from, for messages.
    _origin: str = PrivateAttr("")

    @model_validator(mode="after")
    def _fits_together(self) -> Experiment:
        _require_side(self)
        _require_digits(self)
        parameters(self.layers, self.input)
        _require_output(self)
        if self.momentum and self.optimizer != "sgd":
            raise ValueError(f"`momentum` belongs to `sgd`, and `optimizer` is `{self.optimizer}`")
        if self.trainer == "numpy":
            _require_numpy(self)
        return self

    def __eq__(self, other: object) -> bool:
        # Which file it comes from makes no difference.
        return isinstance(other, Experiment) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash((self.name, self.layers))

    @property
    def parameters(self) -> int:
        """Return how many numbers the network holds."""
        return parameters(self.layers, self.input)

    def table(self) -> dict[str, Any]:
        """Return all keys with their values, as they stand in a file below the experiment's name."""
        return self.model_dump(mode="json", exclude={"name"}, exclude_none=True)

    def with_settings(self, settings: Mapping[str, Any]) -> Experiment:
        """Return a copy with some keys changed, as `--set` does.

        Parameters
        ----------
        settings : mapping
            Keys to values: {"epochs": 5, "layers.0.units": 50}; layers count from 0. A string is read as
            a value of the config file, so that "5" is 5, and as text where it isn't one.

        Raises
        ------
        ConfigError
            A key that doesn't exist, or a value that can't be; the sentence names the nearest.
        """
        from lab_utils.experiments._settings import changed

        return changed(self, settings)


def _require_side(experiment: Experiment) -> None:
    side = SIDES[experiment.data]
    if experiment.input != side:
        raise ValueError(
            f"`input` is {experiment.input} and the images of `data` = `{experiment.data}` are "
            f"{side} x {side}: change `input` to {side}, or `data`"
        )


def _require_digits(experiment: Experiment) -> None:
    most = _DIGITS[experiment.split][experiment.data]
    if experiment.digits is not None and experiment.digits > most:
        raise ValueError(
            f"`digits` is {experiment.digits}, and `data` = `{experiment.data}` with `split` = "
            f"`{experiment.split}` has {most:,} to learn from: take fewer, or leave `digits` out for all"
        )


def _require_output(experiment: Experiment) -> None:
    last = experiment.layers[-1]
    assert isinstance(last, Dense)
    key = f"`layers.{len(experiment.layers) - 1}.activation`"
    if last.activation not in ("linear", "softmax", "sigmoid"):
        raise ValueError(
            f"{key}, the output's, must be `linear`, `softmax` or `sigmoid`, and it is `{last.activation}`"
        )
    if (last.activation == "linear") != experiment.from_logits:
        fitting = "true" if last.activation == "linear" else "false"
        raise ValueError(
            f"{key} is `{last.activation}`, and `from_logits` is {str(experiment.from_logits).lower()}: a "
            f"loss from logits belongs to a `linear` output, so make `from_logits` {fitting} or change the "
            "output"
        )
    for i, layer in enumerate(experiment.layers[:-1]):
        if isinstance(layer, Dense) and layer.activation == "softmax":
            raise ValueError(f"`layers.{i}.activation` is `softmax`, which belongs to the last layer alone")


def _require_numpy(experiment: Experiment) -> None:
    """Say what the network of lab_utils.numpy_network can't do."""
    wanted = (
        (
            all(isinstance(layer, Dense) for layer in experiment.layers),
            "`layers` to be all `dense`",
        ),
        (
            [getattr(layer, "activation", "") for layer in experiment.layers]
            == [*["relu"] * (len(experiment.layers) - 1), "linear"],
            "`activation` to be `relu` in all layers but the last, which is `linear`",
        ),
        (experiment.optimizer == "adam", "`optimizer` to be `adam`"),
        (experiment.schedule == "constant", "`schedule` to be `constant`"),
        (experiment.augmentation == Augmentation(), "no `augmentation`"),
    )
    for met, what in wanted:
        if not met:
            raise ValueError(f"`trainer` = `numpy` needs {what}; `keras` trains the rest")
