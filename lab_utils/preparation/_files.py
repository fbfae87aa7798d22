"""Read image files that nobody vouches for: sizes are judged before a pixel is decoded."""

from __future__ import annotations

import difflib
import io
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lab_utils.preparation._arrays import grey_of_array, on_paper
from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._unknown_files import about_unknown

if TYPE_CHECKING:
    from PIL import Image

# The cameras of telephones take up to 50 million pixels; decoded, these are 200 MB.
MOST_PIXELS = 64_000_000
_MOST_BYTES = 100 * 2**20
# A larger photograph is averaged down at once, so that memory and time stay small.
_LONGEST_SIDE = 2048
# No others: some readers of rare formats start other programs or believe what a file claims.
_FORMATS = ("PNG", "JPEG", "MPO", "GIF", "WEBP", "BMP", "TIFF", "PPM", "AVIF")
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".pgm", ".ppm", ".avif")
Read = tuple[np.ndarray, tuple[str, ...]]


def read_path(path: str | os.PathLike[str]) -> Read:
    """Read an image file."""
    file = Path(path)
    if "\0" in str(file):
        raise PictureError("The name of the file holds a character that no name can have; is its path right?")
    try:
        file = file.expanduser()
        if file.is_dir():
            raise PictureError(f"{file} is a folder; name one image file in it.")
        if not file.exists():
            raise PictureError(_missing(file))
        if not file.is_file():
            raise PictureError(f"{file} is no ordinary file; name an image file.")
        if file.stat().st_size > _MOST_BYTES:
            raise PictureError(
                f"{file.name} has {file.stat().st_size / 2**20:,.0f} MB, and an image may have "
                f"{_MOST_BYTES / 2**20:,.0f}; save it smaller, or as JPEG."
            )
        content = file.read_bytes()
    except (OSError, ValueError) as problem:
        if isinstance(problem, PictureError):
            raise
        raise PictureError(_unreadable(file, problem)) from problem
    return read_content(content, file.name)


def read_content(content: bytes, name: str) -> Read:
    """Read the content of an image file; `name` is what messages call it."""
    if not content:
        raise PictureError(f"{name} is empty (0 bytes); save or copy the picture again.")
    from PIL import Image, UnidentifiedImageError

    Image.init()
    formats = [each for each in _FORMATS if each in Image.OPEN]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(content), formats=formats)
        except UnidentifiedImageError as problem:
            raise PictureError(about_unknown(content, name)) from problem
        except Image.DecompressionBombError as problem:
            raise PictureError(too_large(name)) from problem
        except Exception as problem:
            raise PictureError(_damaged(name)) from problem
        return read_pillow(picture, name)


def is_pillow(source: Any) -> bool:
    """Tell whether something is a Pillow image, without importing Pillow."""
    names = {(base.__module__, base.__name__) for base in type(source).__mro__}
    return ("PIL.Image", "Image") in names


def read_pillow(picture: Image.Image, name: str) -> Read:
    """Read a Pillow image, which may not be decoded yet."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise PictureError(too_large(name, width, height))
    if not width * height:
        raise PictureError(f"{name} has {width} x {height} pixels: there is nothing in it.")
    # A telephone's MPO holds one photograph, and a preview or a second view of it.
    animated = getattr(picture, "is_animated", False) and picture.format != "MPO"
    frames = getattr(picture, "n_frames", 1) if animated else 1
    notes = (f"{name} holds {frames} pictures; the first one is read.",) if frames > 1 else ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture.load()
            return _grey(_upright(picture), name), notes
        except PictureError:
            raise
        except Exception as problem:  # Pillow's readers raise errors of many kinds on damaged files.
            raise PictureError(_damaged(name)) from problem


def too_large(name: str, width: int | None = None, height: int | None = None) -> str:
    """Say that a picture has too many pixels."""
    size = f"{width:,} x {height:,} pixels" if width and height else "far too many pixels"
    return (
        f"{name} has {size}, and a picture may have {MOST_PIXELS // 10**6} million in all; cut out "
        "the digit or save it smaller."
    )


def _upright(picture: Image.Image) -> Image.Image:
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # A damaged note about the camera must not cost the picture.
        return picture


def _grey(picture: Image.Image, name: str) -> np.ndarray:
    if picture.mode == "F" or picture.mode.startswith("I"):
        return _deep_grey(picture, name)
    if not picture.has_transparency_data:
        return grey_of_array(np.asarray(_smaller(picture.convert("RGB"))), name)
    # Colours times opacity, so that what is transparent has no say in an average.
    channels = np.asarray(_smaller(picture.convert("RGBA").convert("RGBa"))) / np.float32(255)
    return np.clip(on_paper(grey_of_array(channels[:, :, :3], name), channels[:, :, 3]), 0, 1)


def _deep_grey(picture: Image.Image, name: str) -> np.ndarray:
    """Read grey levels that are finer than bytes: 16 bits, or fractions."""
    from PIL import Image

    levels = np.asarray(picture)
    # Pillow may hold the 16 bits of a PNG in 32.
    if picture.mode != "F" and int(levels.min()) >= 0 and int(levels.max()) <= 65535:
        levels = levels.astype(np.uint16)
    return np.asarray(_smaller(Image.fromarray(grey_of_array(levels, name))))


def _smaller(picture: Image.Image) -> Image.Image:
    """Average over k x k pixels, where the longer side has more than 2,048."""
    factor = -(-max(picture.size) // _LONGEST_SIDE)
    return (
        picture.reduce((min(factor, picture.width), min(factor, picture.height))) if factor > 1 else picture
    )


def _missing(file: Path) -> str:
    beside = file.parent.iterdir() if file.parent.is_dir() else iter(())
    pictures = [each.name for each in beside if each.suffix.lower() in _ENDINGS]
    near = difflib.get_close_matches(file.name, pictures, n=1)
    advice = f"did you mean {near[0]}?" if near else "is its path right?"
    return f"There is no file {file}; {advice}"


def _unreadable(file: Path, problem: Exception) -> str:
    if isinstance(problem, PermissionError):
        return f"{file} may not be read by you; change its permissions, or copy it to a folder of yours."
    reason = getattr(problem, "strerror", None) or str(problem)
    return f"{str(file)[:100]} cannot be read ({reason}); is its path right?"


def _damaged(name: str) -> str:
    return f"{name} is damaged or cut off; save, export or copy the picture again."
