"""`count_parameters`: weights and biases of a chain of dense layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target


def reference(sizes: Sequence[int]) -> int:
    """Count one weight for each pair of neighbours and one bias for each unit.

    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1: ``h = g(W.T @ x + c)``.
    """
    return sum(per_layer(sizes))


def per_layer(sizes: Sequence[int]) -> list[int]:
    """Return the parameters of each layer."""
    return [n_in * n_out + n_out for n_in, n_out in pairwise(sizes)]


def _weights(sizes: Sequence[int]) -> int:
    return sum(n_in * n_out for n_in, n_out in pairwise(sizes))


def _four_by_index(sizes: Sequence[int]) -> int:
    return reference([sizes[0], sizes[1], sizes[2], sizes[3]])


def _four_by_name(sizes: Sequence[int]) -> int:
    n_in, first, second, n_out = sizes
    return reference([n_in, first, second, n_out])


def _from_first_place_on(sizes: Sequence[int]) -> int:
    return sum((n + 1) * sizes[sizes.index(n) + 1] for n in sizes[:-1])


def _up_to_first_place(sizes: Sequence[int]) -> int:
    return sum(n * (sizes[sizes.index(n) - 1] + 1) for n in sizes[1:])


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "no_biases",
        "It counts the weights and leaves the biases out.",
        "Each unit adds one number of its own, the bias, and training changes it like any weight.",
        "How many units does each layer have? That many numbers are missing for it.",
        (_weights, lambda sizes: _weights(sizes) + 1, lambda sizes: _weights(sizes) - 1),
    ),
    Misconception(
        "input_biases",
        "It counts biases for the inputs too.",
        "The inputs are the pixels as they are. Nothing is computed there, so nothing is added.",
        "Give a bias to the units of every layer but not to the first size in the list.",
        (
            lambda sizes: _weights(sizes) + sum(sizes),
            lambda sizes: reference(sizes) + sizes[0] ** 2 + sizes[0],
        ),
    ),
    Misconception(
        "bias_per_input",
        "It adds a bias for each number that goes into a layer.",
        "A bias belongs to the unit that adds it, and a layer has as many units as numbers come out.",
        "For a layer from 2 to 3 numbers: how many units are there, and so how many biases?",
        (lambda sizes: _weights(sizes) + sum(sizes[:-1]),),
    ),
    Misconception(
        "one_bias_per_layer",
        "It adds one bias for a whole layer.",
        "The bias is a vector `b`, added to the layer's outputs: it has a number of its own for each unit.",
        "What shape must `b` have in `x @ W + b` when `x @ W` holds 3 numbers?",
        (lambda sizes: _weights(sizes) + len(sizes) - 1, lambda sizes: _weights(sizes) + len(sizes)),
    ),
    Misconception(
        "hidden_biases_only",
        "The last layer's biases are missing.",
        "The output layer is a layer like the others: its units have biases too.",
        "Count the last pair of sizes just as the pairs before it.",
        (lambda sizes: _weights(sizes) + sum(sizes[1:-1]),),
    ),
    Misconception(
        "output_forgotten",
        "The last layer is not counted.",
        "The loop ends one pair too early. Four sizes have three pairs of neighbours, so three layers.",
        "Write down the indices that your loop goes through for a list of three sizes.",
        (lambda sizes: sum(per_layer(sizes)[:-1]),),
    ),
    Misconception(
        "first_layer_forgotten",
        "The first layer is not counted.",
        "The weights between the inputs and the first hidden layer are parameters too, and most of all.",
        "Which pair of sizes does your loop begin with?",
        (lambda sizes: sum(per_layer(sizes)[1:]),),
    ),
    Misconception(
        "first_layer_only",
        "Only the first layer is counted.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Add up inside the loop, and return after it.",
        (lambda sizes: per_layer(sizes)[0], lambda sizes: sizes[0] * sizes[1]),
    ),
    Misconception(
        "last_layer_only",
        "Only the last layer is counted.",
        "With `=` each round of a loop throws away what the round before it found.",
        "Start with `total = 0`, and add to it with `+=`.",
        (lambda sizes: per_layer(sizes)[-1], lambda sizes: sizes[-2] * sizes[-1]),
    ),
    Misconception(
        "sum_of_sizes",
        "It adds up the sizes, which counts units.",
        "Parameters sit on the connections: each unit has one weight for each number that comes in.",
        "Draw 2 inputs and 3 units with all the lines between them. How many lines are there?",
        (sum, lambda sizes: sum(sizes[1:]), lambda sizes: sum(sizes) + len(sizes) - 1),
    ),
    Misconception(
        "product_of_sizes",
        "It multiplies all the sizes with each other.",
        "Only neighbours are connected. Layers stand one after the other, so their parameters add up.",
        "Multiply within a pair of neighbours, and add over the pairs.",
        (
            prod,
            lambda sizes: prod(sizes) + sum(sizes[1:]),
            lambda sizes: prod(sizes) + sum(sizes),
        ),
    ),
    Misconception(
        "both_plus_one",
        "It adds one to both sizes of a pair before they are multiplied.",
        "The `+ 1` stands for a bias as one more input of each unit. A unit more on the other side does not "
        "exist.",
        "For a layer from 2 to 3 numbers there are 3 units with 2 weights and 1 bias each.",
        (lambda sizes: sum((n_in + 1) * (n_out + 1) for n_in, n_out in pairwise(sizes)),),
    ),
    Misconception(
        "last_joined_to_first",
        "The last size is paired with the first one.",
        "A negative index counts from the end: `layer_sizes[i - 1]` with i = 0 is the last entry. The "
        "outputs are not connected to the inputs.",
        "Write down the pairs that your loop goes through for a list of three sizes. There should be two.",
        (
            lambda sizes: reference(sizes) + (sizes[-1] + 1) * sizes[0],
            lambda sizes: _weights(sizes) + sizes[-1] * sizes[0],
        ),
    ),
    Misconception(
        "all_from_the_inputs",
        "Every layer is counted as if it were fed by the inputs.",
        "A layer takes what the layer before it gives, so its weights are as many as that one's units.",
        "For the third size in the list: which size stands just before it?",
        (
            lambda sizes: sum((sizes[0] + 1) * n for n in sizes[1:]),
            lambda sizes: sizes[0] * sum(sizes[1:]),
        ),
    ),
    Misconception(
        "list_of_layers",
        "It gives a list with the parameters of each layer.",
        "That is a good step, but one number for the whole network is asked for.",
        "Add the list up.",
        (per_layer, lambda sizes: [n_in * n_out for n_in, n_out in pairwise(sizes)]),
    ),
    Misconception(
        "equal_layers_lost",
        "Layers that are equal in size, or in parameters, are counted once.",
        "A set, and the keys of a dictionary, keep one of several equal things. Two layers that look alike "
        "are two layers.",
        "Add up in a loop, or in a list.",
        (
            lambda sizes: sum(set(per_layer(sizes))),
            lambda sizes: sum((n_in + 1) * n_out for n_in, n_out in set(pairwise(sizes))),
        ),
    ),
    Misconception(
        "first_of_equal_sizes",
        "Where a size comes twice in the list, the neighbour of the first one is taken for both.",
        "`index` looks for a value and finds the first place that holds it. Two layers may have equal sizes.",
        "Go through positions, `range(len(layer_sizes) - 1)`, or through pairs of neighbours.",
        (_from_first_place_on, _up_to_first_place),
    ),
    Misconception(
        "fixed_depth",
        "It works for lists of four sizes only.",
        "Written out layer by layer it fits one network. The list may have two sizes, or many.",
        "Loop over pairs of neighbours: `zip(layer_sizes, layer_sizes[1:])` gives them.",
        (_four_by_index, _four_by_name),
    ),
)


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
)


def judge(target: Target) -> Verdict:
    """Judge ``count_parameters(layer_sizes)``: a list of two or more int, input first -> int."""
    return judge_by(_RULES, target)
