"""What learners believe about rows, labels and the mean in a cross-entropy."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._cross_entropies import (
    divided_in_each_round,
    from_logarithms,
    one_hot_of_a_column,
    paired,
    picked,
    ten_columns,
    ten_wide_labels,
)
from public_tests.misconception import Misconception

ABOUT_THE_ROWS: tuple[Misconception, ...] = (
    Misconception(
        "sum_for_mean",
        "It adds the losses of the rows up.",
        "A sum grows with the batch: the same network would seem twice as bad on twice as many digits.",
        "Divide by the number of rows, or use `np.mean`.",
        (from_logarithms(lambda logs, y: -picked(logs, y).sum()),),
    ),
    Misconception(
        "mean_over_all_classes",
        "It divides by the number of classes as well, or instead.",
        "Each row has one loss, so there are m losses to average, not m times K.",
        "First make one loss for each row (shape (m,)), then take their mean.",
        (
            from_logarithms(lambda logs, y: -picked(logs, y).sum() / logs.size),
            from_logarithms(lambda logs, y: -picked(logs, y).sum() / logs.shape[1]),
        ),
    ),
    Misconception(
        "returns_each_loss",
        "It returns the loss of each row.",
        "Training needs one number that says how good the network is on the whole batch.",
        "Take the mean of the losses as the last step.",
        (
            from_logarithms(lambda logs, y: -picked(logs, y)),
            from_logarithms(lambda logs, y: -picked(logs, y)[:, np.newaxis]),
        ),
    ),
    Misconception(
        "broadcasts_y",
        "With labels of shape (m, 1) every row is paired with every label.",
        "A column of labels beside the m rows makes NumPy build an m x m table, in silence.",
        "Make the labels flat first, `y.reshape(-1)`, and print the shape of what you pick: (m,).",
        (
            from_logarithms(lambda logs, y: -paired(logs, y).mean()),
            from_logarithms(lambda logs, y: -paired(logs, y).sum() / len(logs)),
            from_logarithms(lambda logs, y: -paired(logs, y).sum()),
            from_logarithms(lambda logs, y: -paired(logs, y).sum() / logs.size),
            from_logarithms(one_hot_of_a_column),
        ),
    ),
    Misconception(
        "every_row_with_every_label",
        "Every row is paired with every label.",
        "`table[:, y]` picks all the columns in y from all the rows: an m x m table. Row i needs only its "
        "own label, y[i].",
        "Give the row numbers too, `np.arange(m)` beside the labels, and print the shape: (m,).",
        (
            from_logarithms(lambda logs, y: -logs[:, np.ravel(y)].mean()),
            from_logarithms(lambda logs, y: -logs[:, np.ravel(y)].sum() / len(logs)),
        ),
    ),
    Misconception(
        "needs_a_column",
        "It works for labels of shape (m, 1) and stops for (m,).",
        "The lab's labels are a column; labels that come from elsewhere are often flat.",
        "Make them flat at the start, `y.reshape(-1)` takes both, and go on from there.",
    ),
    Misconception(
        "needs_flat_labels",
        "It works for labels of shape (m,) and stops for (m, 1).",
        "The lab's labels are a column, so `y[i]` is an array with one number in it, not a number.",
        "Make them flat at the start, `y.reshape(-1)` takes both, and go on from there.",
    ),
    Misconception(
        "uses_the_prediction",
        "It takes the largest probability of each row, not the one of the right digit.",
        "The loss must hurt when the network is sure of a wrong digit; this one rewards being sure of any.",
        "Pick with the label: column y[i] of row i.",
        (from_logarithms(lambda logs, y: -logs.max(axis=1).mean()),),
    ),
    Misconception(
        "labels_off_by_one",
        "It looks one class beside the right one.",
        "Python counts from 0, and so do the labels: the digit 3 has column 3.",
        "Use the label as the index, without adding or subtracting 1.",
        (
            from_logarithms(lambda logs, y: -picked(logs, np.ravel(y) - 1).mean()),
            from_logarithms(lambda logs, y: -picked(logs, (np.ravel(y) + 1) % logs.shape[1]).mean()),
        ),
    ),
    Misconception(
        "all_classes",
        "It adds up the logarithms of all classes.",
        "Only the right class counts: the others have their say in the sum of exponentials.",
        "Pick one number from each row, at the label's column, before you take the mean.",
        (
            from_logarithms(lambda logs, y: -logs.mean()),
            from_logarithms(lambda logs, y: -logs.sum(axis=1).mean()),
            from_logarithms(lambda logs, y: -logs.sum()),
        ),
    ),
    Misconception(
        "first_row_only",
        "It gives the loss of one row, whatever the others are.",
        "`return` inside a loop ends the function in its first round; an assignment where `+=` is meant "
        "keeps the last round only.",
        "Collect the loss of every row, and return their mean after the loop.",
        (
            from_logarithms(lambda logs, y: -picked(logs, y)[0]),
            from_logarithms(lambda logs, y: -picked(logs, y)[-1]),
            from_logarithms(lambda logs, y: -picked(logs, y)[-1] / len(logs)),
            from_logarithms(lambda logs, y: -picked(logs, y)[0] / len(logs)),
        ),
    ),
    Misconception(
        "divides_in_each_round",
        "The sum is divided by the number of rows in each round of the loop.",
        "What the first rows added is divided again and again, so that the last row counts most.",
        "Add up in the loop, and divide once after it.",
        (divided_in_each_round,),
    ),
    Misconception(
        "classes_from_labels",
        "It works only where the largest label belongs to the last class.",
        "How many classes there are is taken from the labels (`y.max() + 1`, or `to_categorical` without a "
        "number). A small batch need not hold every digit.",
        "Take the number of classes from the logits: `logits.shape[1]`.",
    ),
    Misconception(
        "ten_classes",
        "It works for ten classes only.",
        "The number of classes is fixed inside the function, but it is called with other numbers too.",
        "Take it from the argument: `logits.shape[1]`.",
        (ten_columns, ten_wide_labels),
    ),
)
