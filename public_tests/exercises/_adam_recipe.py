"""One step of Adam, in parts that can be replaced by wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]


class Given(NamedTuple):
    """What `adam_step` is called with."""

    w: Array
    dw: Array
    m: Array
    v: Array
    t: int
    rate: float
    beta_1: float
    beta_2: float
    epsilon: float


class Averages(NamedTuple):
    """The new averages, and what corrects each of them for its start at 0."""

    m: Array
    v: Array
    of_m: Any
    of_v: Any


Ratio = Callable[[Averages, float], Array]


def as_keras(a: Averages, epsilon: float) -> Array:
    """Divide as Keras does: epsilon joins the root before v is corrected.

    Kingma and Ba, Adam (2015), the end of section 2; there this constant is called epsilon-hat.
    """
    return np.sqrt(a.of_v) / a.of_m * a.m / (np.sqrt(a.v) + epsilon)


def as_in_the_paper(a: Averages, epsilon: float) -> Array:
    """Divide as Kingma and Ba, algorithm 1, do: epsilon joins the root after v is corrected."""
    return (a.m / a.of_m) / (np.sqrt(a.v / a.of_v) + epsilon)


def fading(beta: float, old: Array, new: Array) -> Array:
    """Return the exponential moving average, one step on."""
    return beta * old + (1 - beta) * new


@dataclass(frozen=True)
class Recipe:
    """Adam with the parts that are named; those that are not are right."""

    new_m: Callable[[Given], Array] = lambda g: fading(g.beta_1, g.m, g.dw)
    new_v: Callable[[Given], Array] = lambda g: fading(g.beta_2, g.v, g.dw**2)
    of_m: Callable[[Given], Any] = lambda g: 1 - g.beta_1**g.t
    of_v: Callable[[Given], Any] = lambda g: 1 - g.beta_2**g.t
    corrected: Callable[[Given, Averages], Averages] = lambda g, a: a
    ratio: Ratio = as_keras
    given: Callable[[Given], Given] = lambda g: g
    moved: Callable[[Given, Array], Array] = lambda g, ratio: g.w - g.rate * ratio
    result: Callable[[Given, Array, Averages], Any] = lambda g, w, a: (w, a.m, a.v)

    def __call__(self, *args: Any) -> Any:
        # Divided by 0, NumPy's numbers give inf or nan, as they do in most solutions.
        numbers = [np.float64(number) for number in args[5:]]
        arrays = [np.asarray(array, dtype=float) for array in args[:4]]
        g = self.given(Given._make([*arrays, args[4], *numbers]))
        averages = Averages(self.new_m(g), self.new_v(g), self.of_m(g), self.of_v(g))
        ratio = self.ratio(self.corrected(g, averages), g.epsilon)
        return self.result(g, self.moved(g, ratio), averages)


def both(**parts: Any) -> tuple[Recipe, Recipe]:
    """Make a wrong Adam in its two forms: divided as Keras does, and as in the paper."""
    return Recipe(**parts), Recipe(ratio=as_in_the_paper, **parts)


def with_given(**changes: Any) -> tuple[Recipe, Recipe]:
    """Make an Adam that puts other numbers in the place of those that it is given."""
    return both(given=lambda g: g._replace(**{name: change(g) for name, change in changes.items()}))
