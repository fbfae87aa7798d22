"""Inputs that expose the five boxes, and inputs that don't."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from lab_utils.wrong_softmaxes import BOXES

SOLVED: dict[str, Any] = {
    "box_a": [0.5, 0.0],
    "box_b": [1.0, 2.0],
    "box_c": [1.0, 1.0],
    "box_d": [1000.0, 1001.0, 999.0],
    "box_e": list(range(11)),
}


def with_inputs(**inputs: Any) -> Callable[[], dict[str, Any]]:
    """Return a solution of which some boxes' inputs are replaced."""
    return lambda: {**SOLVED, **inputs}


def as_arrays() -> dict[str, Any]:
    return {name: np.array(z) for name, z in SOLVED.items()}


def as_tensors() -> dict[str, Any]:
    import tensorflow as tf

    return {name: tf.constant(z, dtype=tf.float64) for name, z in SOLVED.items()}


ACCEPTED = {
    "lists": lambda: SOLVED,
    "arrays": as_arrays,
    "tensors": as_tensors,
    "tuples": lambda: {name: tuple(z) for name, z in SOLVED.items()},
    "functions as keys": lambda: {BOXES[name]: z for name, z in SOLVED.items()},
    "names in another spelling": lambda: {name.replace("_", " ").title(): z for name, z in SOLVED.items()},
    "names by their letters": lambda: {name[-1]: z for name, z in SOLVED.items()},
    "dict(...)": lambda: dict(**SOLVED),
    "far below zero": with_inputs(box_d=[-1000.0]),
    "one number is enough": with_inputs(box_d=[710]),
    "evenly spaced": with_inputs(box_e=np.linspace(-1, 1, 30)),
    "a range": with_inputs(box_b=range(3), box_e=range(11)),
    "other sequences": with_inputs(box_a=deque([0.5, 0.0]), box_b=array("d", [1.0, 2.0])),
    "many equal": with_inputs(box_c=np.zeros(100)),
    "integers": with_inputs(box_b=[0, 1], box_c=[4, 4], box_d=[1000]),
    "one hundred digits": with_inputs(box_d=[10**100, 1]),
    "one more box": with_inputs(box_f=[1.0]),
    "random": lambda: {**SOLVED, "box_a": np.random.default_rng(0).normal(size=5)},
}

PLANTED = {
    "one input for all": (lambda: {name: [1.0, 2.0, 3.0] for name in BOXES}, "one_input_for_all"),
    "whole numbers for a": (with_inputs(box_a=[1.0, 5.0]), "agrees_here"),
    "equal numbers for b": (with_inputs(box_b=[2.0, 2.0]), "agrees_here"),
    "different numbers for c": (with_inputs(box_c=[1.0, 2.0, 3.0]), "agrees_here"),
    "small numbers for d": (with_inputs(box_d=[700.0, 1.0]), "agrees_here"),
    "ten numbers for e": (with_inputs(box_e=list(range(10))), "agrees_here"),
    "a range of ten": (with_inputs(box_e=range(10)), "agrees_here"),
    "an empty range": (with_inputs(box_e=range(0)), "not_a_vector"),
    "a range without an end in sight": (with_inputs(box_e=range(10**9)), "not_a_vector"),
    "a single number": (with_inputs(box_b=3.0), "not_a_vector"),
    "a batch": (with_inputs(box_b=[[1.0, 2.0]]), "not_a_vector"),
    "nothing in it": (with_inputs(box_b=[]), "not_a_vector"),
    "a text": (with_inputs(box_d="1000"), "not_a_vector"),
    "the box itself": (with_inputs(box_d=BOXES["box_d"]), "not_a_vector"),
    "infinite": (with_inputs(box_d=[np.inf, 1.0]), "not_finite"),
    "nan": (with_inputs(box_d=[np.nan]), "not_finite"),
    "too large for a float": (with_inputs(box_d=[1e400]), "not_finite"),
    "one missing": (lambda: {name: z for name, z in SOLVED.items() if name != "box_c"}, "box_missing"),
    "none yet": (dict, "box_missing"),
    "only prints": (lambda: print(SOLVED), "returns_none"),
}

REFUSED = {
    "a list": lambda: list(SOLVED.values()),
    "the names only": lambda: set(SOLVED),
    "a misspelt name": lambda: {name.replace("box_c", "bx_c"): z for name, z in SOLVED.items()},
    "a number": lambda: 5,
    "pairs": lambda: list(SOLVED.items()),
    "what the boxes give": lambda: {name: box([0.0, 0.0]) for name, box in BOXES.items()},
    "whether they are wrong": lambda: dict.fromkeys(BOXES, False),
    "empty inputs": lambda: {name: [] for name in BOXES},
    "calls a box wrongly": lambda: {"box_a": BOXES["box_a"](3)},
    "nearly large enough": with_inputs(box_d=[709.0, -700.0]),
    "whole, though floats": with_inputs(box_a=[1e15, 1e15 - 1]),
    "complex": with_inputs(box_b=[1j, 2j]),
}
