"""Beliefs about `backward` that tell themselves by keys, shapes, errors or directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import numbers_of, same_numbers
from public_tests.exercises._backward_steps import KEYS
from public_tests.exercises._named_arrays import bare
from public_tests.exercises._small_network import Array
from public_tests.trials import Trial

_PARALLEL = 1e-6
_ANOTHER_LENGTH = 0.005


def belief_of(trials: Sequence[Trial]) -> str | None:
    """Return the id of the belief that these trials tell, None where they tell none."""
    for look in (_by_error, _by_keys, _by_shapes, _by_length, _by_direction, _by_penalty):
        id = look(trials)
        if id:
            return id
    return None


def _by_error(trials: Sequence[Trial]) -> str | None:
    errors = [trial.outcome.error for trial in trials if trial.outcome.error]
    if len(errors) < len(trials):
        return None
    if all(error.type == "KeyError" for error in errors):
        return "key_not_there"
    rows = [f"{len(trial.args[0])}" for trial in trials]
    typed_in = [_other_width(error.message, m) for error, m in zip(errors, rows, strict=True)]
    return "classes_typed_in" if all(typed_in) else None


def _other_width(message: str, m: str) -> bool:
    """Tell whether (m, 4) met an array of m rows with other than 4 columns."""
    widths = re.findall(rf"[\[(]{m},\s?(\d+)[\])]", message)
    return len(widths) == 2 and "4" in widths and set(widths) not in ({"4"}, {"4", "5"}, {"4", "6"})


def _by_keys(trials: Sequence[Trial]) -> str | None:
    value = trials[0].outcome.value
    if isinstance(value, list | np.ndarray | float):
        return "no_dictionary"
    if not isinstance(value, dict):
        return None
    if value.keys() >= set(KEYS):
        return "nothing_was_watched" if all(value[key] is None for key in KEYS) else None
    renamed = all(any(bare(given).endswith(bare(key)) for given in value) for key in KEYS)
    return "other_keys" if renamed else "gradients_missing"


def _by_shapes(trials: Sequence[Trial]) -> str | None:
    """Look at the first batch, whose size and layers all differ, up to the first wrong gradient."""
    arrays = _arrays(trials[0])
    if arrays is None:
        return None
    if arrays["W3"].ndim == 3:
        return "labels_with_two_axes"
    for key in KEYS:
        got, want = arrays[key], np.asarray(trials[0].expected[key])
        if got.shape != want.shape:
            return _by_shape(got.shape, want.shape, m=len(trials[0].args[0]))
        if not same_numbers(got, want):
            return None
    return None


def _by_shape(got: tuple[int, ...], want: tuple[int, ...], m: int) -> str | None:
    if len(want) == 2:
        return "transposed" if got == want[::-1] else None
    (out,) = want
    shapes = {
        (1, out): "bias_with_two_axes",
        (out, 1): "bias_with_two_axes",
        (m,): "bias_summed_over_classes",
        (m, 1): "bias_summed_over_classes",
        (m, out): "bias_not_summed",
        (out, m): "bias_not_summed",
        (): "bias_summed_to_one_number",
        (1,): "bias_summed_to_one_number",
        (1, 1): "bias_summed_to_one_number",
    }
    return shapes.get(got)


def _by_length(trials: Sequence[Trial]) -> str | None:
    """Tell by the factor of each gradient alone how often, and by what number, the batch is divided out."""
    told = [(_factors(trial), len(trial.args[0])) for trial in trials if not trial.outcome.error]
    if not told or any(factors is None for factors, _ in told):
        return None
    table, sizes = np.array([factors for factors, _ in told]), np.array([[m] for _, m in told])
    divisors = sizes / table
    if len(told) > 1 and np.allclose(divisors, divisors[0, 0], rtol=_ANOTHER_LENGTH):
        return "another_mean"
    right = np.isclose(table, 1, rtol=_ANOTHER_LENGTH).all(axis=0)
    for id, factor in (("no_mean", sizes), ("mean_twice", 1 / sizes)):
        if (right | np.isclose(table, factor, rtol=_ANOTHER_LENGTH).all(axis=0)).all():
            return id
    return None


def _factors(trial: Trial) -> list[float] | None:
    """Return each gradient's length over the right one's, None where one has another direction."""
    arrays = _arrays(trial)
    if arrays is None:
        return None
    pairs = [(arrays[key], np.asarray(trial.expected[key], dtype=float)) for key in KEYS]
    if any(a.shape != b.shape or not (np.vdot(a, b) > 0 and _parallel(a, b)) for a, b in pairs):
        return None
    return [float(np.linalg.norm(a) / np.linalg.norm(b)) for a, b in pairs]


def _by_direction(trials: Sequence[Trial]) -> str | None:
    told = [(_flat(t.expected), _flat_value(t), _flat(t.args[2])) for t in trials if not t.outcome.error]
    if not told or any(value is None for _, value, _ in told):
        return None
    if all(_parallel(value, right) and _longer_or_shorter(value, right) for right, value, _ in told):
        return "another_factor"
    moved = all(_parallel(value - weights, right) for right, value, weights in told)
    return "updated_weights" if moved else None


def _by_penalty(trials: Sequence[Trial]) -> str | None:
    """Recognise a part of each W in its gradient, beside right gradients of the biases."""
    told = [trial for trial in trials if not trial.outcome.error]
    return "adds_a_penalty" if told and all(map(_pulled_to_0, told)) else None


def _pulled_to_0(trial: Trial) -> bool:
    if _flat_value(trial) is None:
        return False
    value, right, weights = trial.outcome.value, trial.expected, trial.args[2]
    beside = {key: np.subtract(value[key], right[key], dtype=float) for key in KEYS if key[0] == "W"}
    biases = all(same_numbers(right[key], value[key]) for key in KEYS if key[0] == "b")
    # A difference as small as this one is turned aside by rounding.
    return biases and all(
        np.vdot(rest, weights[key]) > 0.999 * np.linalg.norm(rest) * np.linalg.norm(weights[key]) > 0
        for key, rest in beside.items()
    )


def _parallel(a: Any, b: Any) -> bool:
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return bool(lengths > 0 and abs(abs(np.vdot(a, b)) / lengths - 1) < _PARALLEL)


def _longer_or_shorter(a: Any, b: Any) -> bool:
    """Tell whether two vectors differ in length: what rounding or a small addition turns aside doesn't."""
    return bool(abs(np.linalg.norm(a) / np.linalg.norm(b) - 1) > _ANOTHER_LENGTH)


def _flat(arrays: Any) -> Array:
    return np.concatenate([np.asarray(arrays[key], dtype=float).ravel() for key in KEYS])


def _flat_value(trial: Trial) -> Array | None:
    arrays = _arrays(trial)
    if arrays is None or any(arrays[key].shape != np.shape(trial.expected[key]) for key in KEYS):
        return None
    flat = _flat(arrays)
    return flat if np.isfinite(flat).all() else None


def _arrays(trial: Trial) -> dict[str, Array] | None:
    value = trial.outcome.value
    if not isinstance(value, dict) or not value.keys() >= set(KEYS):
        return None
    arrays = {key: numbers_of(value[key]) for key in KEYS}
    return None if any(array is None for array in arrays.values()) else arrays  # type: ignore[return-value]
