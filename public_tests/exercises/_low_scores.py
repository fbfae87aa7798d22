"""Why a network stays below the mark: one look for each reason that can be seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from public_tests.exercises._baseline_beliefs import told
from public_tests.exercises._compile_loss import loss_fault
from public_tests.exercises._held_out_scores import Scores, lab_digits
from public_tests.keras_config import configs_of
from public_tests.misconception import Misconception

Facts = Mapping[str, Any]
Look = Callable[[Facts, Scores], Misconception | None]

_CHANCE = 0.3
# By so much must other pixels help, and so well be read, before they count as those that it was trained on.
_HELPS = 0.1
_READ = 0.3
# So well are the digits read that it does answer, where others were left out of the training.
_KNOWN = 0.8
# After so many steps any network has learned something of right labels.
_SOME_STEPS = 50
_LEARNED = 0.95
_GAP = 0.03
_USUAL_RATES = (1e-4, 0.02)
_PIXELS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "divided by 255": lambda X: X / 255,
    "from 0 to 255": lambda X: X * 255,
    "from -1 to 1": lambda X: 2 * X - 1,
    "with light ink on dark paper turned around": lambda X: 1 - X,
    "transposed": lambda X: X.reshape(-1, 20, 20).transpose(0, 2, 1).reshape(-1, 400),
}


def reason(facts: Facts, scores: Scores) -> Misconception:
    """Return what most likely keeps a network below the mark, with what was seen of it."""
    return next(found for look in _LOOKS for found in [look(facts, scores)] if found)


def _untrained(facts: Facts, scores: Scores) -> Misconception | None:
    compiled = facts["compiled"] or {}
    if scores.held_out < _CHANCE and not compiled.get("iterations"):
        seen = "Its weights are as they were drawn: no `fit` changed them."
        return told("untrained", f"{_score(scores)} {seen}")
    return None


def _other_labels(facts: Facts, scores: Scores) -> Misconception | None:
    """Recognise digits that are told apart, and called by each other's names."""
    table = scores.table()
    names = table.argmax(axis=1)
    if sorted(names) != list(range(10)) or np.trace(table[:, names]) < _KNOWN * table.sum():
        return None
    wrong = [f"{name} for {digit}" for digit, name in enumerate(names) if name != digit]
    if not wrong:
        return None
    return told("other_labels", f"{_score(scores)} It tells the digits apart, but says {', '.join(wrong)}.")


def _labels_as_quantities(facts: Facts, scores: Scores) -> Misconception | None:
    _, _, X, y = lab_digits()
    outputs = scores.reader.outputs(X[:300])
    guess = outputs.mean(axis=1)
    if scores.held_out > 0.5 or np.abs(guess - y[:300]).mean() > 2 or outputs.std(axis=1).mean() > 1:
        return None
    finding = f"{_score(scores)} All ten outputs are nearly alike, and near the digit itself."
    return told("labels_as_quantities", finding)


def _other_pixels(facts: Facts, scores: Scores) -> Misconception | None:
    for pixels, change in _PIXELS.items():
        share = scores.held_out_as(change)
        if share > max(scores.held_out + _HELPS, _READ):
            finding = f"{_score(scores)} Pixels {pixels} it reads far better: {_percent(share)}."
            return told("other_pixels", finding)
    return None


def _relu_on_output(facts: Facts, scores: Scores) -> Misconception | None:
    """Recognise outputs that are cut off at 0, and are no probabilities either."""
    outputs = scores.reader.outputs(lab_digits()[2][:300])
    if outputs.min() != 0 or outputs.sum(axis=1).max() < 2:
        return None
    seen = f"Its outputs are never below 0, and {_percent(float(np.mean(outputs == 0)))} of them are just 0."
    return told("relu_on_output", f"{_score(scores)} {seen}")


def _missing_digits(facts: Facts, scores: Scores) -> Misconception | None:
    missing = sorted(set(range(10)) - set(scores.answers.tolist()))
    hits = np.diag(scores.table()) / scores.table().sum(axis=1)
    if not missing or np.delete(hits, missing).mean() < _KNOWN or scores.training() < _CHANCE:
        return None
    names = ", ".join(map(str, missing))
    return told("missing_digits", f"{_score(scores)} It never answers {names}.")


def _rescales_inside(facts: Facts, scores: Scores) -> Misconception | None:
    for settings in configs_of(json.loads(facts["config"]), "Rescaling"):
        scale = settings.get("scale")
        if isinstance(scale, int | float) and abs(scale) < 0.05:
            return told("rescales_inside", f"{_score(scores)} It multiplies the pixels by {scale:.3g}.")
    return None


def _logits_as_probabilities(facts: Facts, scores: Scores) -> Misconception | None:
    fault = loss_fault((facts["compiled"] or {}).get("loss"))
    outputs = np.asarray(facts["outputs"])
    if not isinstance(fault, Misconception) or fault.id != "probabilities_expected":
        return None
    if outputs.min() >= 0 and outputs.max() <= 1:
        return None
    seen = f"Its loss takes what it gets for probabilities, and its outputs go to {outputs.max():.3g}"
    below = f" and {outputs.min():.3g}" if outputs.min() < 0 else ""
    return told("logits_as_probabilities", f"{_score(scores)} {seen}{below}.")


def _learning_rate(facts: Facts, scores: Scores) -> Misconception | None:
    optimizer = (facts["compiled"] or {}).get("optimizer") or {}
    rates = optimizer.get("learning_rates") or [0.001]
    low, high = _USUAL_RATES
    # What is large for Adam is usual for plain descent.
    high *= 50 if optimizer.get("class_name") == "SGD" else 1
    if scores.training() >= _LEARNED or low <= max(rates) <= high:
        return None
    known = _percent(scores.training())
    seen = f"On its training digits it reads {known}; the learning rate is {max(rates):.3g}."
    return told("learning_rate", f"{_score(scores)} {seen}")


def _learned_nothing(facts: Facts, scores: Scores) -> Misconception | None:
    steps = (facts["compiled"] or {}).get("iterations") or 0
    if steps < _SOME_STEPS or scores.training() >= _CHANCE:
        return None
    seen = f"After {steps} steps it reads of its own training digits {_percent(scores.training())}."
    return told("learned_nothing", f"{_score(scores)} {seen}")


def _underfits(facts: Facts, scores: Scores) -> Misconception | None:
    training = scores.training()
    if training >= _LEARNED:
        return None
    return told("underfits", f"{_score(scores)} Of its training digits it reads {_percent(training)}.")


def _overfits(facts: Facts, scores: Scores) -> Misconception | None:
    training = scores.training()
    if training < scores.held_out + _GAP:
        return None
    seen = f"Of its training digits it reads {_percent(training)}: it knows them by heart."
    id = "overfits" if _looks_around(facts) else "overfits_dense"
    return told(id, f"{_score(scores)} {seen}")


def _almost(facts: Facts, scores: Scores) -> Misconception | None:
    seen = f"Of its training digits it reads {_percent(scores.training())}."
    return told("almost", f"{_score(scores)} {seen}")


_LOOKS: tuple[Look, ...] = (
    # Outputs that follow labels, right or wrong ones, tell more than a count of steps.
    _labels_as_quantities,
    _other_labels,
    _untrained,
    _other_pixels,
    _relu_on_output,
    _missing_digits,
    _rescales_inside,
    _learning_rate,
    _logits_as_probabilities,
    _learned_nothing,
    _underfits,
    _overfits,
    _almost,
)


def _score(scores: Scores) -> str:
    a, b, times = scores.most_confused()
    return (
        f"It reads {_percent(scores.held_out)} of 1,000 digits that it has not seen. The lab's own network "
        f"reads about 92 %, and 95 % are asked for. Most often {a} and {b} are taken for "
        f"each other: {times} times."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _looks_around(facts: Facts) -> bool:
    """Tell whether a layer shares its weights between places: a convolution, or one that walks rows."""
    return any(
        any(word in layer["class_name"] for word in ("Conv", "LSTM", "GRU", "RNN", "Attention"))
        for layer in facts["layers"]
    )
