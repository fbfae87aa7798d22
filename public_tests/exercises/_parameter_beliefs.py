"""What a wrong count of parameters tells of its author's beliefs."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import numpy as np

from public_tests.exercises._parameter_counts import (
    counted_in,
    four_by_index,
    four_by_name,
    from_first_place_on,
    per_layer,
    reference,
    up_to_first_place,
    weights,
)
from public_tests.misconception import Misconception

PAIR_PAST_THE_END = Misconception(
    "pair_past_the_end",
    "It looks for an entry behind the end of the list.",
    "Four sizes have three pairs of neighbours. Where `i` goes through all places, `layer_sizes[i + 1]` lies "
    "behind the end in the last round. (`for i in layer_sizes` gives sizes, not places.)",
    "Write down the pairs of places that your loop goes through for [4, 3, 2]. There should be two.",
)

MISCONCEPTIONS: tuple[Misconception, ...] = (
    PAIR_PAST_THE_END,
    Misconception(
        "no_biases",
        "It counts the weights and leaves the biases out.",
        "Each unit adds one number of its own, the bias, and training changes it like any weight.",
        "How many units does each layer have? That many numbers are missing for it.",
        (weights, lambda sizes: weights(sizes) - 1),
    ),
    Misconception(
        "input_biases",
        "It counts biases for the inputs too.",
        "The inputs are the pixels as they are. Nothing is computed there, so nothing is added.",
        "Give a bias to the units of every layer but not to the first size in the list.",
        (lambda sizes: weights(sizes) + sum(sizes),),
    ),
    Misconception(
        "layer_for_the_input",
        "It counts a layer from the inputs to as many units of the same number.",
        "The first size is no layer of units: its numbers are the pixels as they are, and nothing leads to "
        "them.",
        "For sizes such as 2 and 3 there is one layer. Which pairs does your sum (or your model) hold?",
        (lambda sizes: reference([sizes[0], *sizes]),),
    ),
    Misconception(
        "one_bias_for_all",
        "It adds one bias for the whole network.",
        "Each unit adds one number of its own, the bias, and training changes it like any weight.",
        "How many units does each layer have? So many biases belong to it.",
        (lambda sizes: weights(sizes) + 1,),
    ),
    Misconception(
        "biases_of_one_layer",
        "The biases of one layer only are counted.",
        "Every layer after the inputs has them, the hidden ones and the last one: one for each unit.",
        "Count the biases of a pair of sizes where you count its weights.",
        (lambda sizes: weights(sizes) + sizes[1], lambda sizes: weights(sizes) + sizes[-1]),
    ),
    Misconception(
        "bias_per_input",
        "It adds a bias for each number that goes into a layer.",
        "A bias belongs to the unit that adds it, and a layer has as many units as numbers come out.",
        "For a layer from 2 to 3 numbers: how many units are there, and so how many biases?",
        (lambda sizes: weights(sizes) + sum(sizes[:-1]),),
    ),
    Misconception(
        "one_bias_per_layer",
        "It adds one bias for a whole layer.",
        "The bias is a vector `b`, added to the layer's outputs: it has a number of its own for each unit.",
        "What shape must `b` have in `x @ W + b` when `x @ W` holds 3 numbers?",
        (lambda sizes: weights(sizes) + len(sizes) - 1, lambda sizes: weights(sizes) + len(sizes)),
    ),
    Misconception(
        "hidden_biases_only",
        "The last layer's biases are missing.",
        "The output layer is a layer like the others: its units have biases too.",
        "Count the last pair of sizes just as the pairs before it.",
        (lambda sizes: weights(sizes) + sum(sizes[1:-1]),),
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
            lambda sizes: weights(sizes) + sizes[-1] * sizes[0],
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
        (from_first_place_on, up_to_first_place),
    ),
    Misconception(
        "fixed_depth",
        "It works for lists of four sizes only.",
        "Written out layer by layer it fits one network. The list may have two sizes, or many.",
        "Loop over pairs of neighbours: `zip(layer_sizes, layer_sizes[1:])` gives them.",
        (four_by_index, four_by_name),
    ),
    Misconception(
        "counts_in_a_small_type",
        "A count that grows large begins anew: the type that it is kept in is too small.",
        "An `int16` holds whole numbers up to 32,767, an `int8` up to 127; one more, and they start again at "
        "the other end.",
        "Leave the type out: Python's own `int` grows as far as it must.",
        tuple(counted_in(kind) for kind in (np.int16, np.uint16, np.int8, np.uint8)),
    ),
)
