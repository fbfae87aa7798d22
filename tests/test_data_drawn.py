"""The drawn pictures: made by their script, and read rightly once they are prepared."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from lab_utils.preparation import PictureError, prepare_digit

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("drawing", DATA / "build_drawn_digits.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "drawing", module)
        spec.loader.exec_module(module)
        yield module


def test_the_stored_pictures_are_what_the_script_draws(script: ModuleType) -> None:
    pictures = script.pictures()
    assert {f"{name}.png" for name in pictures} == {file.name for file in (DATA / "drawn").iterdir()}
    for name, picture in pictures.items():
        stored = np.asarray(Image.open(DATA / "drawn" / f"{name}.png"), dtype=int)
        # Another Pillow may round the edge of the pen in another way.
        assert np.abs(stored - np.asarray(picture, dtype=int)).max() <= 2, name


@pytest.mark.parametrize("name", [*map(str, range(10)), "letter_a", "letter_k", "page"])
def test_each_picture_fills_its_box_once_it_is_prepared(name: str) -> None:
    prepared = prepare_digit(DATA / "drawn" / f"{name}.png")
    ink = prepared.x.reshape(20, 20) > 0.3
    assert max(np.ptp(np.flatnonzero(ink.any(axis=axis))) for axis in (0, 1)) >= 18
    assert prepared.notes == ()


def test_a_blank_sheet_holds_no_digit() -> None:
    with pytest.raises(PictureError, match="no ink"):
        prepare_digit(DATA / "drawn" / "blank.png")
