"""What git holds is what the sources say; a notebook that somebody works in is never judged."""

from __future__ import annotations

import pytest

from authoring import THIS_LAB
from authoring.build import paths_of, sound_sources, states
from authoring.freshness import State
from authoring.rules import lab_catalogue, unwritten
from authoring.source import source_stems

STEMS = source_stems(THIS_LAB)
TYPE = "type: python lab.py build"


@pytest.mark.parametrize("stem", STEMS)
def test_a_solution_is_what_its_source_says(stem: str) -> None:
    [source] = sound_sources(THIS_LAB, [stem], lab_catalogue())
    _, path = paths_of(THIS_LAB, stem)
    state = states(THIS_LAB, source, lab_catalogue())[path]
    assert state is State.FRESH, f"solutions/{stem}.ipynb {state.value}; {TYPE}"


@pytest.mark.parametrize("stem", STEMS)
def test_an_open_notebook_is_what_its_source_says(stem: str) -> None:
    [source] = sound_sources(THIS_LAB, [stem], lab_catalogue())
    path, _ = paths_of(THIS_LAB, stem)
    state = states(THIS_LAB, source, lab_catalogue())[path]
    if state.is_anothers:
        pytest.skip(f"notebooks/{stem}.ipynb {state.value}: somebody works in it")
    assert state is State.FRESH, f"notebooks/{stem}.ipynb {state.value}; {TYPE}"


def test_every_exercise_of_the_catalogue_has_a_source() -> None:
    missing = unwritten(STEMS, lab_catalogue())
    assert not missing, f"no source yet: {', '.join(missing)}"
