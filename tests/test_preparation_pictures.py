"""Pictures of every kind: each is read rightly, or refused with one clear sentence."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lab_utils.preparation import PictureError, prepare_digit, read_image

# An L of dark ink on light paper: its box has 40 lines and 20 columns.
GREY = np.full((60, 50), 230, np.uint8)
GREY[10:50, 20:28] = 20
GREY[42:50, 20:40] = 20
DRAWN = Image.fromarray(GREY)
COLOURED = DRAWN.convert("RGB")
BOX = (40, 20)


def file_of(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the content of an image file."""
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def transparent(ink: int) -> Image.Image:
    """Draw with opaque ink on transparent paper, whose hidden colour is black."""
    picture = Image.new("RGBA", DRAWN.size, (0, 0, 0, 0))
    picture.paste((ink, ink, ink, 255), (20, 10, 28, 50))
    picture.paste((ink, ink, ink, 255), (20, 42, 40, 50))
    return picture


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def turned_camera() -> bytes:
    """Return a photograph that lies on its side, with a note by the camera how to turn it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return file_of(COLOURED.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=95)


PNG, JPEG = file_of(DRAWN, "PNG"), file_of(COLOURED, "JPEG")
READ: dict[str, Any] = {
    "a PNG": PNG,
    "bytes that can change": bytearray(PNG),
    "a view of bytes": memoryview(PNG),
    "a JPEG": file_of(COLOURED, "JPEG", quality=95),
    "a bitmap": file_of(COLOURED, "BMP"),
    "a WebP": file_of(COLOURED, "WEBP", lossless=True),
    "a TIFF": file_of(DRAWN, "TIFF"),
    "16 bits of grey": file_of(Image.fromarray(GREY.astype(np.uint16) * 257), "PNG"),
    "16 bits of grey in a TIFF": file_of(Image.fromarray(GREY.astype(np.uint16) * 257), "TIFF"),
    "1 bit": file_of(DRAWN.point(lambda v: 255 * (v > 99)).convert("1"), "PNG"),
    "a palette": file_of(COLOURED.quantize(8), "PNG"),
    "a palette with a transparent colour": file_of(COLOURED.quantize(8), "PNG", transparency=0),
    "grey and opacity": file_of(transparent(0).convert("LA"), "PNG"),
    "black ink on transparent paper": file_of(transparent(0), "PNG"),
    "white ink on transparent paper": file_of(transparent(255), "PNG"),
    "fractions in a TIFF": file_of(Image.fromarray(GREY / np.float32(255)), "TIFF"),
    "a camera that was turned": turned_camera(),
    "a Pillow image": DRAWN,
    "a Pillow image of fractions": Image.fromarray(GREY / np.float32(255)),
    "bytes": GREY,
    "fractions": GREY / 255,
    "fractions of half precision": (GREY / 255).astype(np.float16),
    "whole numbers": GREY.astype(np.int64),
    "a mask of bytes": (GREY > 99).astype(np.uint8),
    "True and False": GREY > 99,
    "lists": GREY.tolist(),
    "three channels": np.asarray(COLOURED),
    "one channel": GREY[:, :, np.newaxis],
    "four channels": np.asarray(transparent(0)),
    "fractions in four channels": np.asarray(transparent(0)) / 255,
    "light ink on dark paper": 255 - GREY,
    "a cubic overshoot": np.where(GREY > 99, 1.02, -0.03),
}


@pytest.fixture(autouse=True)
def no_warning_leaks() -> Iterator[None]:
    """Turn whatever Pillow or NumPy warn of into an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # What another test left open is told whenever Python finds it.
        warnings.simplefilter("ignore", ResourceWarning)
        yield


@pytest.mark.parametrize("name", READ)
def test_a_picture_of_any_kind_is_read(name: str) -> None:
    grey = read_image(READ[name])
    assert grey.dtype == np.float32 and grey.shape == GREY.shape
    assert grey.min() >= 0 and grey.max() <= 1
    crop = prepare_digit(READ[name]).steps["crop"].shape
    # JPEG leaves rings around the strokes, which are grey like a stroke's own rim.
    rings = 4 if name in ("a JPEG", "a camera that was turned") else 0
    assert 0 <= crop[0] - BOX[0] <= rings and 0 <= crop[1] - BOX[1] <= rings


def test_grey_levels_are_those_of_the_file() -> None:
    for name in ("a PNG", "16 bits of grey", "fractions in a TIFF", "bytes", "three channels", "a palette"):
        np.testing.assert_allclose(read_image(READ[name]), GREY / 255, atol=1e-5, err_msg=name)


def test_colours_become_grey_as_bright_as_an_eye_sees_them() -> None:
    colours = np.random.default_rng(0).integers(0, 256, (9, 8, 3), np.uint8)
    expected = np.asarray(Image.fromarray(colours).convert("L")) / 255
    np.testing.assert_allclose(read_image(colours), expected, atol=1.5 / 255)


def test_what_is_transparent_is_paper_whatever_colour_hides_there() -> None:
    assert read_image(READ["black ink on transparent paper"])[0, 0] == 1
    assert read_image(READ["white ink on transparent paper"])[0, 0] == 0


def test_print_colours_are_read() -> None:
    grey = read_image(file_of(COLOURED.convert("CMYK"), "JPEG", quality=95))
    assert np.abs(grey - GREY / 255).mean() < 0.03


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_read_and_that_is_said(kind: str) -> None:
    animation = file_of(DRAWN, kind, save_all=True, append_images=[DRAWN.rotate(90), DRAWN.rotate(180)])
    said = "The picture holds 3 pictures; the first one is read."
    assert prepare_digit(animation).notes == (said,)
    with pytest.warns(UserWarning, match=said):
        grey = read_image(animation)
    assert np.abs(grey - GREY / 255).mean() < 0.03


def test_a_large_photograph_comes_averaged_down() -> None:
    large = np.repeat(np.repeat(GREY, 60, axis=0), 60, axis=1)
    grey = read_image(file_of(Image.fromarray(large), "PNG"))
    assert max(grey.shape) <= 2048
    assert grey.min() == pytest.approx(20 / 255) and grey.max() == pytest.approx(230 / 255)
    height, width = prepare_digit(Image.fromarray(large)).steps["crop"].shape
    assert abs(height - 400 * 40 / 60) <= 2 and abs(width - 400 * 20 / 60) <= 2


def test_a_path_with_blanks_and_accents_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ma cinquième é 5.png"
    path.write_bytes(PNG)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for source in (path, str(path), "~/ma cinquième é 5.png"):
        np.testing.assert_allclose(read_image(source), GREY / 255, atol=1e-6)


CUT = "The picture is damaged or cut off; save, export or copy the picture again."
ANOTHER = "A picture is a path, the bytes of an image file, a Pillow image or an array"
SHAPE = r"A picture is an array of shape \(h, w\), \(h, w, 3\) or \(h, w, 4\), and this one has the shape "
REFUSED: dict[str, tuple[Any, str]] = {
    "nothing in it": (b"", r"The picture is empty \(0 bytes\); save or copy the picture again\."),
    "text": (
        b"this is no picture\n" * 99,
        "The picture is a text file, whatever its name says: name",
    ),
    "a web page": (b"<!DOCTYPE html><html>", "a web page and no image: on the page choose Save Image As"),
    "half a PNG": (PNG[: len(PNG) // 2], CUT),
    "a third of a JPEG": (JPEG[: len(JPEG) // 3], CUT),
    "a JPEG without its end": (JPEG[:-200], CUT),
    "a PNG's first bytes": (PNG[:8], "no image that the lab can read, or it is damaged"),
    "a bomb": (
        bomb(50_000, 50_000),
        "far too many pixels, and a picture may have 64 million in all",
    ),
    "a smaller bomb": (bomb(10_000, 10_000), "(10,000 x 10,000|far too many) pixels, and a picture may have"),
    "an SVG": (
        b'<?xml version="1.0"?><svg/>',
        "an SVG drawing: it has lines and no pixels, so save",
    ),
    "a PDF": (b"%PDF-1.7\n", "a PDF document: save or export it as PNG or JPEG, or take a screenshot"),
    "a HEIC": (
        b"\0\0\0\x18ftypheic",
        "a HEIC photograph, which the lab cannot read: on the telephone",
    ),
    "a film": (b"\0\0\0\x18ftypmp42", "a film or an image of a kind that the lab cannot read"),
    "a zip": (b"PK\x03\x04", "a zip archive or an office document: take the picture out of it"),
    "an array's file": (b"\x93NUMPY", "a NumPy array: open it with numpy.load and give the array"),
    "an icon": (file_of(COLOURED, "ICO"), "no image that the lab can read, or it is damaged: save or export"),
    "NaN in a TIFF": (file_of(Image.fromarray(np.full((9, 9), np.nan, np.float32)), "TIFF"), "NaN or infin"),
    "32 bits in a TIFF": (
        file_of(Image.fromarray(np.full((9, 9), 70_000, np.int32)), "TIFF"),
        r"whole numbers from 70000 to 70000, and grey levels run from 0 \(black\) to 255 \(white\)",
    ),
    "no pixels": (Image.new("L", (0, 5)), "The picture has 0 x 5 pixels: there is nothing in it"),
    "NaN": (np.array([[0, np.nan]]), "NaN or infinity, so that some pixels have no grey level; look where"),
    "a row": (np.zeros(400), SHAPE + r"\(400,\): if it is one digit, use X.reshape\(20, 20\)\."),
    "a table of one row": (np.zeros((1, 784)), SHAPE + r"\(1, 784\): .* use X.reshape\(28, 28\)\."),
    "a batch": (np.zeros((5, 20, 20)), SHAPE + r"\(5, 20, 20\): .* prepare one at a time, image\[0\] first"),
    "colours first": (
        np.zeros((3, 20, 20)),
        r"use numpy.moveaxis\(image, 0, -1\); if it counts",
    ),
    "an empty array": (np.zeros((0, 5)), r"The array has the shape \(0, 5\): there is no pixel in it"),
    "0 to 255 as fractions": (
        GREY.astype(float),
        r"from 20 to 230, and grey levels as fractions run from 0 \(black\) to 1 \(white\): divide by 255",
    ),
    "standardised": (GREY / 127.5 - 1, r"undo what moved them there, for example a standardisation"),
    "large whole numbers": (GREY.astype(int) * 1000, "whole numbers from 20000 to 230000, and grey levels"),
    "complex": (GREY * 1j, "The array holds complex128 values, and a picture is made of real numbers"),
    "texts": (np.array([["1"]]), f"{ANOTHER} of numbers; this is none of them"),
    "a dictionary": ({"image": GREY}, f"{ANOTHER} of numbers; this is none of them"),
    "ragged lists": ([[1, 2], [3]], f"{ANOTHER}, and this list makes no array of numbers"),
    "None": (None, f"{ANOTHER}, and not None"),
    "an open file": (io.BytesIO(PNG), f"{ANOTHER}, and not an open file: give its path, or what its read"),
    "a huge array": (
        np.broadcast_to(np.float32(0), (30_000, 30_000)),
        "has 30,000 x 30,000 pixels",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_with_one_clear_sentence(name: str) -> None:
    source, message = REFUSED[name]
    with pytest.raises(PictureError, match=message) as refused:
        read_image(source)
    said = str(refused.value)
    assert "\n" not in said and 20 < len(said) < 300 and said.endswith(".")


def test_a_file_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "seven.png").write_bytes(PNG)
    with pytest.raises(PictureError, match=r"There is no file .*sven\.png; did you mean seven\.png\?"):
        read_image(tmp_path / "sven.png")
    with pytest.raises(PictureError, match=r"There is no file .*; is its path right\?"):
        read_image(tmp_path / "nowhere" / "x.png")


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="is a folder; name one image file in it"):
        read_image(tmp_path)


def test_a_name_that_no_system_allows_is_refused() -> None:
    for name in ("a\0b.png", "x" * 5000):
        with pytest.raises(PictureError, match="is its path right"):
            read_image(name)


def test_a_text_file_with_an_image_s_name_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "seven.png").write_text("not a picture: é\n", encoding="utf-8")
    with pytest.raises(PictureError, match=r"seven\.png is a text file, whatever its name says"):
        read_image(tmp_path / "seven.png")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    (tmp_path / "locked.png").write_bytes(PNG)
    (tmp_path / "locked.png").chmod(0)
    with pytest.raises(PictureError, match="may not be read by you; change its permissions"):
        read_image(tmp_path / "locked.png")


def test_permission_that_the_system_denies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "locked.png").write_bytes(PNG)
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(PictureError, match="may not be read by you; change its permissions"):
        read_image(tmp_path / "locked.png")


def test_a_file_of_more_than_100_megabytes_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "large.png").open("wb") as large:
        large.truncate(101 * 2**20)
    with pytest.raises(PictureError, match=r"large\.png has 101 MB, and an image may have 100"):
        read_image(tmp_path / "large.png")


def noise(*shape: int) -> np.ndarray:
    return np.clip(np.random.default_rng(0).normal(0.8, 0.03, shape), 0, 1)


NO_INK = "There is no ink in the picture; write one digit, with a dark pen on light paper."
ONLY_SPECKS = "There is no digit in the picture, only specks; write one digit"
BLANK: dict[str, tuple[Callable[[], np.ndarray], str]] = {
    "all black": (lambda: np.zeros((50, 50)), NO_INK),
    "all white": (lambda: np.ones((50, 50)), NO_INK),
    "one pixel": (lambda: np.ones((1, 1)), NO_INK),
    "hardly any contrast": (lambda: np.where(GREY > 99, 0.8, 0.75), NO_INK),
    "light that fades": (lambda: np.linspace(0.9, 0.4, 80) * np.ones((60, 1)), NO_INK),
    "noise": (lambda: noise(200, 200), f"{NO_INK}|{ONLY_SPECKS}"),
    "strong noise": (lambda: np.random.default_rng(0).random((100, 100)), ONLY_SPECKS),
    "pepper": (lambda: np.where(np.random.default_rng(0).random((200, 200)) < 0.003, 0.2, 0.9), ONLY_SPECKS),
}


@pytest.mark.parametrize("name", BLANK)
def test_a_picture_without_ink_can_be_read_and_not_prepared(name: str) -> None:
    picture, message = BLANK[name]
    assert read_image(picture()).shape == picture().shape
    with pytest.raises(PictureError, match=message):
        prepare_digit(picture())


@pytest.mark.parametrize("shape", [(1, 3000), (3000, 2), (2, 3)])
def test_long_and_thin_pictures_are_prepared(shape: tuple[int, int]) -> None:
    picture = np.zeros(shape)
    picture.ravel()[picture.size // 2 :] = 1
    prepared = prepare_digit(picture)
    assert prepared.x.shape == (400,) and prepared.x.max() == 1


def test_several_digits_side_by_side_are_noticed() -> None:
    row = np.concatenate([GREY, GREY, GREY], axis=1)
    assert prepare_digit(row).notes == ("The ink is much wider than high: is it one digit, and upright?",)
    assert prepare_digit(GREY).notes == ()
