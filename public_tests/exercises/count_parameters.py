"""`count_parameters`: weights and biases of a chain of dense layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.exercises._parameter_beliefs import MISCONCEPTIONS, PAIR_PAST_THE_END
from public_tests.exercises._parameter_counts import reference
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial


def compare_counts(expected: int, outcome: Outcome) -> Finding | None:
    """Compare exactly: a count is right or wrong, and a whole float is a count too."""
    value = numbers_of(outcome.value)
    if outcome.value is not None and value is not None and value.size > 1:
        return Finding("shape", f"It returned {value.size} numbers, and one is asked for: their sum?")
    if outcome.value is None or value is None or value.shape != ():
        return compare(expected, outcome)
    gap = float(value) - expected
    if gap == 0:
        return None
    amount = f"{abs(gap):.10g} too {'many' if gap > 0 else 'few'}"
    return Finding(
        "values",
        f"That is {amount}. Draw this small network: each line is a weight, each unit right of the inputs "
        "has a bias. Which of them does your sum leave out, or count twice?",
    )


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    kinds = sorted(set(_kinds(outcomes)))
    if not kinds:
        return None
    return f"It returns a {kinds[0]}. That is accepted; a count is an `int`."


def _kinds(outcomes: Sequence[Outcome]) -> Iterator[str]:
    return (o.type_name for o in outcomes if not o.type_name.startswith(("int", "uint")))


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise a loop that goes behind the end of every list; an imitation that only stops tells nothing."""
    errors = [trial.outcome.error for trial in trials]
    return PAIR_PAST_THE_END if all(error and error.type == "IndexError" for error in errors) else None


_RULES = Rules(
    name="count_parameters",
    reference=reference,
    probes=(
        ([2, 3],),
        ([5, 1],),
        ([4, 3, 2],),
        ([1, 6, 4, 7],),
        ([3, 5, 2, 4, 1],),
        ([400, 25, 15, 10],),
        ([2, 3, 4, 5, 6, 7, 3],),
        # Equal neighbours, a pair that comes twice, and more than 16 bits can count.
        ([400, 3, 3, 400, 3, 400, 400],),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=compare_counts,
    note=_note,
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``count_parameters(layer_sizes)``: a list of two or more int, input first -> int."""
    return judge_by(_RULES, target)
