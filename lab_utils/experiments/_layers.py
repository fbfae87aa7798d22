"""The kinds of layer that a config may name, each with its own keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Activation = Literal["linear", "relu", "tanh", "sigmoid", "softmax"]
# What a field accepts is worded once, here: the messages of errors are made of it.
_ACTIVATION = "one of `linear`, `relu`, `tanh`, `sigmoid` and `softmax`"
_SIZE = "a whole number from 1 to 28"


class Settings(BaseModel):
    """A table of a config: it can't be changed, knows no further keys, and takes 5 for 5 but not "5"."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Dense(Settings):
    """Each unit sees every number of the row that comes in."""

    kind: Literal["dense"]
    units: int = Field(ge=1, le=4096, description="a whole number from 1 to 4096")
    activation: Activation = Field(default="linear", description=_ACTIVATION)


class Conv(Settings):
    """Small filters that slide over the image; "same" padding keeps its size."""

    kind: Literal["conv"]
    filters: int = Field(ge=1, le=256, description="a whole number from 1 to 256")
    kernel: int = Field(default=3, ge=1, le=28, description=_SIZE)
    padding: Literal["same", "valid"] = Field(default="same", description="`same` or `valid`")
    activation: Activation = Field(default="linear", description=_ACTIVATION)


class MaxPool(Settings):
    """Keeps the largest number of each square of the image."""

    kind: Literal["max_pool"]
    size: int = Field(default=2, ge=1, le=28, description=_SIZE)


class Flatten(Settings):
    """Makes a row of an image."""

    kind: Literal["flatten"]


class Dropout(Settings):
    """Sets a share of the numbers to 0 in training, drawn anew at each step."""

    kind: Literal["dropout"]
    rate: float = Field(ge=0, le=0.95, description="a number from 0 to 0.95")


class BatchNorm(Settings):
    """Shifts and scales numbers so that their mean and spread in a batch are alike."""

    kind: Literal["batch_norm"]


KINDS: dict[str, type[Settings]] = {
    "dense": Dense,
    "conv": Conv,
    "max_pool": MaxPool,
    "flatten": Flatten,
    "dropout": Dropout,
    "batch_norm": BatchNorm,
}
Layer = Annotated[Dense | Conv | MaxPool | Flatten | Dropout | BatchNorm, Field(discriminator="kind")]
