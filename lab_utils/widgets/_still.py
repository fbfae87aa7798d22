"""The picture that stands for a widget where no kernel runs: in a saved notebook, in exported HTML."""

from __future__ import annotations

import base64
import html
import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DOTS_PER_INCH = 100
# Digits are grey and the lab has a handful of colours: with a palette the file is a third as large.
_COLOURS = 96


def new_figure(width: float, height: float) -> Figure:
    """Return a figure of so many inches that pyplot does not know of, and so does not show twice."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=_DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def png_of(figure: Figure) -> bytes:
    """Return a figure of `new_figure` as a small PNG file."""
    from PIL import Image

    figure.canvas.draw()
    drawn = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())[..., :3])  # type: ignore[attr-defined]
    file = io.BytesIO()
    drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(file, format="PNG")
    return file.getvalue()


def still_bundle(png: bytes, words: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return a picture and its words as a MIME bundle and its metadata.

    `image/png` is for code hosts and PDF files. JupyterLab and nbconvert would show it without its
    alternative text, so they are given HTML, which they prefer.
    """
    encoded = base64.b64encode(png).decode("ascii")
    alt = html.escape(words, quote=True)
    picture = f'<img alt="{alt}" src="data:image/png;base64,{encoded}" style="max-width: 100%">'
    return (
        {"text/plain": words, "image/png": encoded, "text/html": picture},
        {"image/png": {"alt": words}},
    )
