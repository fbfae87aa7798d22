"""`forward`: the check against Keras, and what is seen inside dictionaries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.exercises._forward_network import Network
from public_tests.exercises.forward import _PROBES, _RULES
from tests.checks.cases.forward import by_keras_layers, line_by_line


@pytest.mark.parametrize("probe", range(len(_PROBES)))
def test_the_cache_that_is_asked_for_is_that_of_keras_layers(probe: int) -> None:
    args = _PROBES[probe]
    theirs = by_keras_layers(*args)
    for asked in (_RULES.reference(*args), Network()(*args)):
        assert list(asked) == ["Z1", "A1", "Z2", "A2", "Z3"]
        for key, value in asked.items():
            np.testing.assert_allclose(value, np.asarray(theirs[key]), atol=1e-5)


def test_the_first_call_can_be_worked_out_by_hand() -> None:
    report = check(
        "forward", lambda X, weights: {**line_by_line(X, weights), "Z3": X @ np.ones((X.shape[1], 2))}
    )
    assert report.evidence is not None
    assert report.evidence["input"].startswith("forward([[1., 2.]], {'W1': [[1., -1., 0.5], [0., 1., -1.]]")
    assert report.evidence["expected"] == "{'Z3': [[-1., 0.5]]}"


@pytest.mark.parametrize("key", ["W1", "b1", "W2", "b2", "W3", "b3"])
def test_a_weight_that_is_changed_in_place_is_seen(key: str) -> None:
    def changes(X: Any, weights: Any) -> Any:
        cache = line_by_line(X, weights)
        weights[key][:] = 0
        return cache

    report = check("forward", changes)
    assert report.diagnosis == "changes_input"
    assert report.evidence and f"the argument became {{'{key}'" in report.evidence["got"]


def test_what_is_wrong_first_is_named_whatever_follows_from_it() -> None:
    def no_bias_and_leaky(X: Any, weights: Any) -> Any:
        cache, A = {}, X
        for layer in "123":
            cache["Z" + layer] = A @ weights["W" + layer]
            cache["A" + layer] = A = np.maximum(cache["Z" + layer], 0.07 * cache["Z" + layer])
        return cache

    assert check("forward", no_bias_and_leaky).diagnosis == "no_bias"


def test_missing_keys_are_told_beside_those_that_are_there() -> None:
    report = check("forward", lambda X, weights: {"logits": line_by_line(X, weights)["Z3"]})
    assert report.diagnosis == "keys_missing"
    assert report.evidence and report.evidence["got"] == "['logits']"


@pytest.mark.parametrize("first", [lambda X, W: W @ X, lambda X, W: X * W])
def test_an_error_is_told_before_the_keys_that_are_missing_where_there_is_none(first: Any) -> None:
    report = check("forward", lambda X, weights: {"Z1": first(X, weights["W1"]) + weights["b1"]})
    assert (report.status, report.diagnosis) == ("error", None)
    assert report.message.startswith("The function stopped with ValueError")
