"""Change some keys of an experiment, as `--set` does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from lab_utils.experiments._errors import ConfigError
from lab_utils.experiments._form import Augmentation, Experiment
from lab_utils.experiments._layers import KINDS
from lab_utils.experiments._sentences import sentence, shown, unknown_key


def changed(experiment: Experiment, settings: Mapping[str, Any]) -> Experiment:
    """Return a checked copy with these keys changed."""
    table = experiment.table()
    given = ", ".join(f"{key}={value}" for key, value in settings.items())
    try:
        for key, value in settings.items():
            _put(table, key, _read(value))
        return checked(experiment.name, table, experiment._origin)
    except ConfigError:
        raise
    except ValueError as problem:
        said = sentence(problem) if isinstance(problem, ValidationError) else str(problem)
        raise ConfigError(f"{labelled(experiment._origin, experiment.name)}, set {given}: {said}") from None


def checked(name: str, table: Mapping[str, Any], origin: str) -> Experiment:
    """Make an experiment of its table; whatever is wrong is a ValidationError."""
    experiment = Experiment.model_validate({**table, "name": name})
    experiment._origin = origin
    return experiment


def labelled(origin: str, name: str) -> str:
    """Return how a message names an experiment."""
    return f"{origin}, experiment `{name}`" if origin else f"experiment `{name}`"


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        read = tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        # Nobody quotes a word on the command line: optimizer=sgd.
        return value
    return read["value"] if len(read) == 1 else value


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    """Put a value at a dotted key, and say what there is where the way ends."""
    *way, last = key.split(".")
    place: Any = table
    for i, step in enumerate(way):
        place = _entered(place, step, way[:i])
    if isinstance(place, list):
        place[_index(place, last, way)] = value
        return
    form = _form(way, place)
    if not isinstance(place, dict) or last not in form.model_fields or last == "name":
        raise ValueError(unknown_key([*way, last], form))
    place[last] = value


def _entered(place: Any, step: str, way: list[str]) -> Any:
    if isinstance(place, list):
        return place[_index(place, step, way)]
    form = _form(way, place)
    if step not in form.model_fields:
        raise ValueError(unknown_key([*way, step], form))
    if not isinstance(place[step], dict | list):
        raise ValueError(f"`{'.'.join([*way, step])}` is {shown(place[step])} and holds no further keys")
    return place[step]


def _index(place: list[Any], step: str, way: list[str]) -> int:
    if step.isascii() and step.isdigit() and int(step) < len(place):
        return int(step)
    raise ValueError(
        f"`{'.'.join([*way, step])}` names none of the {len(place)} layers, 0 to {len(place) - 1}"
    )


def _form(way: list[str], place: Any) -> type[BaseModel]:
    if way[:1] == ["augmentation"]:
        return Augmentation
    if way[:1] == ["layers"] and isinstance(place, dict):
        return KINDS.get(place.get("kind", ""), Experiment)
    return Experiment
