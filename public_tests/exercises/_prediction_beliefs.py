"""What wrong predictions tell of their author's beliefs."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._asked_models import ANOTHER_MODEL, TRAINS, WITHOUT_A_ROW
from public_tests.exercises._prediction_network import (
    after,
    digits_of,
    first_layer_only,
    largest_from,
    largest_so_far,
    linear_layers,
    logits,
    of_scores,
    probabilities,
    transposed,
)
from public_tests.misconception import Misconception

MISCONCEPTIONS: tuple[Misconception, ...] = (
    WITHOUT_A_ROW,
    TRAINS,
    ANOTHER_MODEL,
    Misconception(
        "argmax_over_images",
        "It takes the largest value down each column: for each digit, the image that fits it best.",
        "In `(m, 10)` a row is an image and a column is a digit. Axis 0 runs over the images.",
        "Which axis must disappear so that one number for each image is left?",
        (lambda model, X: np.argmax(logits(model, X), axis=0),),
    ),
    Misconception(
        "argmax_of_everything",
        "It looks for one largest value in the whole batch.",
        "Without an axis, `argmax` numbers all values of all images in one row, so that the index can even "
        "be larger than 9.",
        "Tell `argmax` along which axis to look.",
        (
            lambda model, X: np.argmax(logits(model, X)),
            lambda model, X: [np.argmax(logits(model, X))],
            lambda model, X: np.full(len(X), np.argmax(logits(model, X))),
        ),
    ),
    Misconception(
        "first_image_only",
        "It gives the digit of one image, whatever the number of images.",
        "The function is called with many images at once.",
        "Keep one prediction for each row of `X`.",
        (
            lambda model, X: np.argmax(logits(model, X)[0]),
            lambda model, X: [np.argmax(logits(model, X)[0])],
            lambda model, X: np.argmax(logits(model, X)[-1]),
        ),
    ),
    Misconception(
        "threshold",
        "It compares each output with a limit instead of looking for the largest.",
        "A logit is no probability: several can lie above any limit, or none. Even of probabilities the "
        "largest is often below a half.",
        "For each image, ask which output is the largest.",
        (
            lambda model, X: logits(model, X) > 0.5,
            lambda model, X: probabilities(model, X) > 0.5,
            lambda model, X: logits(model, X) > 0,
            lambda model, X: np.argmax(logits(model, X) > 0.5, axis=1),
            lambda model, X: np.argmax(probabilities(model, X) > 0.5, axis=1),
            lambda model, X: np.argmax(logits(model, X) > 0, axis=1),
        ),
    ),
    Misconception(
        "scores_instead_of_digits",
        "It returns ten numbers for each image.",
        "Logits or probabilities say how well each digit fits. The prediction is the place of the largest.",
        "Find the index of the largest number in each row.",
        (
            logits,
            probabilities,
            lambda model, X: np.round(logits(model, X)),
            lambda model, X: np.argsort(logits(model, X), axis=1),
        ),
    ),
    Misconception(
        "largest_score",
        "It returns how large the largest output is, not where it stands.",
        "`max` gives the value, `argmax` its index; the index is the digit.",
        "Look for the index.",
        (
            lambda model, X: logits(model, X).max(axis=1),
            lambda model, X: probabilities(model, X).max(axis=1),
        ),
    ),
    Misconception(
        "smallest_score",
        "It looks for the smallest output.",
        "The largest logit belongs to the digit that fits best.",
        "Turn the comparison round.",
        (lambda model, X: np.argmin(logits(model, X), axis=1),),
    ),
    Misconception(
        "second_largest",
        "It gives the digit that fits second best.",
        "`argsort` orders from small to large, so that the largest stands at the end, at place -1.",
        "Take the last place of each row, or let `argmax` find it.",
        (lambda model, X: np.argsort(logits(model, X), axis=1)[:, -2],),
    ),
    Misconception(
        "yes_or_no",
        "It gives a yes or a no for each image, not a digit.",
        "A comparison such as `digits > 0` leaves of each digit only whether it passed.",
        "Return the digits themselves.",
        (lambda model, X: digits_of(model, X) > 0, lambda model, X: digits_of(model, X) == 0),
    ),
    Misconception(
        "digits_and_scores",
        "It returns two things: the digits, and how sure the network is of them.",
        "The caller compares what comes back with the labels, so the digits are to come alone.",
        "Return the digits only. How sure the network is can be a function of its own.",
        tuple(
            lambda model, X, of=of, scores=scores: [digits_of(model, X), scores(of(model, X))]
            for of in (logits, probabilities)
            for scores in (lambda values: values, lambda values: values.max(axis=1))
        ),
    ),
    Misconception(
        "ten_for_zero",
        "The digit 0 is given as 10.",
        "Where counting begins with 1, as in MATLAB, the label of a zero was 10. Here output 0 stands for "
        "the digit 0, and so does the label.",
        "Return the place of the largest output as it is.",
        (lambda model, X: np.where(digits_of(model, X) == 0, 10, digits_of(model, X)),),
    ),
    Misconception(
        "squeezed",
        "A single image gives a bare number, not an array with one digit in it.",
        "`squeeze` takes every axis of size 1 away: with one image, that is also the axis which counts the "
        "images.",
        "Leave `squeeze` out: `argmax` along the axis of the ten outputs gives the shape (m,) for any m.",
        (lambda model, X: np.squeeze(digits_of(model, X)),),
    ),
    Misconception(
        "last_image_left_out",
        "There is one digit too few: the last image has none.",
        "`range(n)` ends before n by itself, so that `range(len(X) - 1)` misses the last row.",
        "Let the loop go through all rows: `range(len(X))`.",
        (lambda model, X: digits_of(model, X)[:-1],),
    ),
    Misconception(
        "counts_from_one",
        "Each digit is larger by one than it should be.",
        "Python counts from 0, and so do the digits: output 0 stands for the digit 0.",
        "Leave the `+ 1` out.",
        (lambda model, X: digits_of(model, X) + 1,),
    ),
    Misconception(
        "one_hot",
        "It returns a row with a 1 for each image.",
        "One-hot rows are a way to write labels down. Here the digits themselves are meant.",
        "The place of the 1 in each row is the digit: return that.",
        (lambda model, X: np.eye(10)[digits_of(model, X)],),
    ),
    Misconception(
        "column_of_digits",
        "The digits stand in a column, with an axis too many.",
        "`(m, 1)` and `(m,)` look alike, but `(m, 1) == (m,)` compares all with all: m x m values.",
        "Return an array of shape (m,).",
        (
            lambda model, X: digits_of(model, X)[:, np.newaxis],
            lambda model, X: digits_of(model, X)[np.newaxis, :],
        ),
    ),
    Misconception(
        "prepares_once_more",
        "It changes the images before the model sees them.",
        "The model was trained on images just as they come: rows of numbers from 0 to 1, ink is 1. On "
        "another scale, inverted or transposed they are other pictures to it, and it answers all the same.",
        "Hand `X` over as it is.",
        tuple(
            after(change)
            for change in (
                lambda X: X / 255,
                lambda X: X * 255,
                lambda X: 1 - X,
                transposed,
                lambda X: X > 0.5,
                lambda X: X > 0,
                lambda X: X / X.max(axis=1, keepdims=True),
                lambda X: (X - X.mean()) / X.std(),
                lambda X: X - X.mean(axis=0),
                lambda X: X - 0.5,
                lambda X: 2 * X - 1,
            )
        ),
    ),
    Misconception(
        "output_left_out",
        "One of the ten outputs is left out, so that one digit is never predicted.",
        "The outputs stand at the places 0 to 9. `[:, 1:]` drops the first, `[:, :9]` the last.",
        "Look at all ten numbers of a row.",
        (
            lambda model, X: np.argmax(logits(model, X)[:, 1:], axis=1),
            lambda model, X: np.argmax(logits(model, X)[:, 1:], axis=1) + 1,
            lambda model, X: np.argmax(logits(model, X)[:, :9], axis=1),
        ),
    ),
    Misconception(
        "alters_scores",
        "It changes the outputs before it looks for the largest one.",
        "A logit may be negative, and only fractions may part the first from the second. Without signs or "
        "decimals another one can come out on top.",
        "Compare the outputs as the model gives them.",
        tuple(of_scores(change) for change in (np.abs, np.trunc, np.round, np.square)),
    ),
    Misconception(
        "starts_at_zero",
        "The search for the largest output does not begin with the outputs of the row.",
        "All ten logits of an image may be negative. Nothing is then above a start of 0, or of -1, and what "
        "stood there before stays the answer.",
        "Begin with the first output of the row, or with `-np.inf`.",
        tuple(largest_from(start, default) for start in (0.0, -1.0) for default in (0, -1, None)),
    ),
    Misconception(
        "keeps_the_record",
        "The largest output so far is kept from one image to the next.",
        "A later image is then compared with an earlier one's outputs. Each image has a largest output of "
        "its own.",
        "Set the largest output back inside the loop over the images, before its own ten are looked at.",
        (largest_so_far,),
    ),
    Misconception(
        "softmax_over_images",
        "Softmax runs down the columns, over the images.",
        "The ten numbers of one image share the probability: they stand in a row.",
        "The prediction needs no softmax at all: it keeps the order of the ten. With one, choose the axis.",
        (of_scores(lambda Z: np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)),),
    ),
    Misconception(
        "without_relu",
        "The layers are computed by hand, and not as the model does it.",
        "Between the layers the model sets negative numbers to 0, and it has three layers.",
        "Let the model compute: `model.predict(X)`.",
        (linear_layers, first_layer_only),
    ),
)
