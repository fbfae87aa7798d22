"""`forward`: from digits to logits, and everything that happens on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lab_utils.numpy_network import forward
from public_tests.comparing import Finding, compare_by_key
from public_tests.exercises._forward_beliefs import ACTIVATIONS, CACHE, KEY_NOT_THERE, KEYS_MISSING
from public_tests.exercises._forward_layers import LAYERS_BELIEFS
from public_tests.exercises._forward_network import KEYS
from public_tests.exercises._named_arrays import WantedKeys, bare
from public_tests.exercises._small_network import SQUARE, small_digits, small_weights
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial, named_by_first_part

__all__ = ["MISCONCEPTIONS", "judge"]

_BY_NUMBERS = (*LAYERS_BELIEFS, *ACTIVATIONS, *CACHE)
MISCONCEPTIONS: tuple[Misconception, ...] = (*_BY_NUMBERS, KEYS_MISSING, KEY_NOT_THERE)
_NAMED = {belief.id: belief for belief in MISCONCEPTIONS}


def _by_hand() -> tuple[Any, ...]:
    """Make a call that can be worked out with pencil and paper: every ReLU meets both signs."""
    weights = {
        "W1": [[1, -1, 0.5], [0, 1, -1]],
        "b1": [0.5, 0, -0.5],
        "W2": [[1, -1], [-2, 0.5], [1, 1]],
        "b2": [1, -1],
        "W3": [[2, -1], [1, 1]],
        "b3": [-2, 1],
    }
    arrays = {key: np.array(rows, dtype=np.float32) for key, rows in weights.items()}
    return np.array([[1, 2]], dtype=np.float32), arrays


_PROBES = (
    _by_hand(),
    (small_digits([2, 0, 3])[0], small_weights()),
    (small_digits([1, 3, 0, 2, 2, 1, 0], seed=1)[0], small_weights(seed=1)),
    (small_digits([3, 1, 0, 2], n=SQUARE[0], seed=2, lowest=-1)[0], small_weights(SQUARE, seed=2)),
)


def _compare_in_order(expected: Mapping[str, Any], outcome: Outcome) -> Finding | None:
    """Compare as `compare_by_key`, and say that what is computed before the first wrong array is right."""
    finding = compare_by_key(expected, outcome)
    if finding is None or not finding.sentence.startswith(tuple(f"In `{key}`" for key in KEYS[1:])):
        return finding
    sentence = f"{finding.sentence} What is computed before it is right, so look at its own line."
    return replace(finding, sentence=sentence)


def _no_note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    return None


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    if all(trial.outcome.error and trial.outcome.error.type == "KeyError" for trial in trials):
        return KEY_NOT_THERE
    return _by_keys(trials) or named_by_first_part(
        _BY_NUMBERS, trials, lambda cache: [cache[key] for key in KEYS]
    )


def _by_keys(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise what the keys alone tell, whatever stands under them, where no error tells more."""
    if any(trial.outcome.error for trial in trials):
        return None
    values = [trial.outcome.value for trial in trials if isinstance(trial.outcome.value, dict)]
    if not values or values[0].keys() >= set(KEYS):
        return None
    keys = values[0].keys()
    if {bare(key) for key in keys} >= {bare(key) for key in KEYS}:
        return _NAMED["other_keys"]
    return _NAMED["a3_for_z3"] if "A3" in keys and keys >= set(KEYS) - {"Z3"} else KEYS_MISSING


_RULES = Rules(
    name="forward",
    reference=forward,
    probes=_PROBES,
    misconceptions=_BY_NUMBERS,
    compare=_compare_in_order,
    note=_no_note,
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``forward(X, weights)``: (m, in), W1 (in, out), b1 (out,), ... -> {Z1, A1, Z2, A2, Z3}."""
    return judge_by(_RULES, WantedKeys(target, KEYS))
