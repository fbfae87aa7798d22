"""The example that documents each widget runs as it is typed."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import matplotlib
import pytest

matplotlib.use("Agg")

from lab_utils import training, widgets
from lab_utils.network import build_lab_network
from tests.served_app import trained_weights

_AS_WRITTEN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def quick_network() -> Any:
    """Return a network of the lab's sizes that NumPy has trained in a second, as a Keras model."""
    model = build_lab_network()
    model.set_weights(list(trained_weights().values()))
    return model


@pytest.mark.parametrize("name", widgets.__all__)
def test_the_example_of_a_widget_runs_as_it_is_typed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What an example writes lies where nobody misses it.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(training, "lab_network", quick_network)
    monkeypatch.setattr(training, "lab_weights", trained_weights)
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(widgets, name), name, globs={})
    told: list[str] = []
    failed, tried = doctest.DocTestRunner(optionflags=_AS_WRITTEN).run(example, out=told.append)
    assert tried, f"{name} is documented without an example"
    assert not failed, "".join(told)
