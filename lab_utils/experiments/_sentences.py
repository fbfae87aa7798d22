"""Pydantic's errors in the lab's words: one sentence, with the key, what it takes and the nearest name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from lab_utils.experiments._errors import listed, nearest
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._layers import KINDS

_LONGEST = 60


def sentence(error: ValidationError, also: tuple[str, ...] = ()) -> str:
    """Say the first thing that is wrong with a config; a mistyped key comes before what it leaves missing.

    Parameters
    ----------
    error : ValidationError
    also : tuple of str
        Keys that an experiment may have beside those of the form, where it was read.
    """
    problems = sorted(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
    problem = problems[0]
    kind, place = problem["type"], _without_tags(problem["loc"])
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    if kind == "extra_forbidden":
        return unknown_key(place, form_at(problem["loc"][:-1]), also)
    if kind.startswith("union_tag"):
        return _unknown_kind((*place, "kind"), problem["input"])
    form = form_at(problem["loc"][:-1])
    accepted = _accepted(form, place)
    if kind == "missing":
        return f"the key `{dotted(place)}` is missing: {accepted}"
    near = nearest(problem["input"], _names(accepted)) if isinstance(problem["input"], str) else ""
    return f"`{dotted(place)}` must be {accepted}, and it is {shown(problem['input'])}.{near}"


def unknown_key(place: Sequence[int | str], form: type[BaseModel], also: tuple[str, ...] = ()) -> str:
    """Say that there is no such key, with the nearest and all that there are."""
    # An experiment's name is its heading and not a key.
    keys = [key for key in form.model_fields if key != "name"]
    if form is Experiment:
        keys += also
    near = nearest(str(place[-1]), keys)
    where = f" in `{dotted(place[:-1])}`" if len(place) > 1 else ""
    all_keys = f"The keys are {listed(keys)}" if len(keys) > 1 else f"The only key is `{keys[0]}`"
    return f"there is no key `{place[-1]}`{where}.{near} {all_keys}"


def form_at(place: Iterable[int | str]) -> type[BaseModel]:
    """Return the form of the table at a place, where a layer's place ends in its kind."""
    place = tuple(place)
    if place[:1] == ("augmentation",):
        return Experiment.model_fields["augmentation"].annotation  # type: ignore[return-value]
    if place[:1] == ("layers",) and len(place) > 2:
        return KINDS[str(place[2])]
    return Experiment


def dotted(place: Sequence[int | str]) -> str:
    """Return the key as `--set` takes it: layers.0.units."""
    return ".".join(map(str, place))


def shown(value: Any) -> str:
    """Return a value as it would stand in the file, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, datetime.date | datetime.time):
        return f"the date or time {value}"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _accepted(form: type[BaseModel], place: Sequence[int | str]) -> str:
    # A place inside a list that isn't a table: the form knows the list, not the entry.
    if place[-1] not in form.model_fields:
        return 'a table such as { kind = "dense", units = 10 }'
    return form.model_fields[str(place[-1])].description or "text"


def _unknown_kind(place: Sequence[int | str], layer: Any) -> str:
    kind = layer.get("kind") if isinstance(layer, dict) else None
    if kind is None:
        return f"the key `{dotted(place)}` is missing: one of {listed(KINDS)}"
    near = nearest(kind, KINDS) if isinstance(kind, str) else ""
    return f"`{dotted(place)}` must be one of {listed(KINDS)}, and it is {shown(kind)}.{near}"


def _without_tags(place: Sequence[int | str]) -> tuple[int | str, ...]:
    """Take out what pydantic adds to a layer's place: ("layers", 0, "dense", "units")."""
    if len(place) > 2 and place[0] == "layers":
        return (*place[:2], *place[3:])
    return tuple(place)


def _names(accepted: str) -> list[str]:
    return accepted.split("`")[1::2]
