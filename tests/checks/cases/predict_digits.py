"""Ways to read digits off a model, right and wrong."""

from __future__ import annotations

from typing import Any

import numpy as np


def predict(model: Any, X: Any) -> Any:
    return np.argmax(model.predict(X, verbose=0), axis=1)


def call(model: Any, X: Any) -> Any:
    return np.asarray(model(X)).argmax(axis=-1)


def through_softmax(model: Any, X: Any) -> Any:
    import tensorflow as tf

    return tf.argmax(tf.nn.softmax(model.predict(X, verbose=0)), axis=1)


def one_by_one(model: Any, X: Any) -> Any:
    digits = []
    for row in X:
        logits = model(row.reshape(1, 400)).numpy()[0]
        digits.append(int(np.argmax(logits)))
    return digits


def loops_over_logits(model: Any, X: Any) -> Any:
    answer = np.zeros(len(X))
    for i, logits in enumerate(model.predict(X, verbose=0)):
        best = 0
        for k in range(10):
            if logits[k] > logits[best]:
                best = k
        answer[i] = best
    return answer


def sorted_logits(model: Any, X: Any) -> Any:
    return np.argsort(model(X), axis=1)[:, -1]


def on_batch(model: Any, X: Any) -> Any:
    print("predicting", len(X))
    return np.array([row.argmax() for row in model.predict_on_batch(X)], dtype=np.int32)


ACCEPTED = {
    "predict and argmax": predict,
    "call and argmax": call,
    "through softmax": through_softmax,
    "one by one": one_by_one,
    "loops, as floats": loops_over_logits,
    "sorted": sorted_logits,
    "predict_on_batch": on_batch,
}


def logits_of(model: Any, X: Any) -> Any:
    return model.predict(X, verbose=0)


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def fits_on_its_own_guess(model: Any, X: Any) -> Any:
    digits = predict(model, X)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(X, digits, verbose=0)
    return predict(model, X)


def zero_as_ten(model: Any, X: Any) -> Any:
    return [int(digit) or 10 for digit in predict(model, X)]


def highest(scores: Any, start: float, digit: int) -> int:
    best = start
    for k, score in enumerate(scores):
        if score > best:
            best, digit = score, k
    return digit


def never_resets_the_record(model: Any, X: Any) -> Any:
    best, digit, digits = float("-inf"), 0, []
    for scores in logits_of(model, X):
        for k, score in enumerate(scores):
            if score > best:
                best, digit = score, k
        digits.append(digit)
    return digits


def adds_a_softmax(model: Any, X: Any) -> Any:
    import keras

    model.add(keras.layers.Softmax())
    return predict(model, X)


def takes_the_last_layer_away(model: Any, X: Any) -> Any:
    digits = predict(model, X)
    model.pop()
    return digits


def freezes(model: Any, X: Any) -> Any:
    model.trainable = False
    return predict(model, X)


def clears_the_weights_afterwards(model: Any, X: Any) -> Any:
    digits = predict(model, X)
    model.set_weights([0 * weight for weight in model.get_weights()])
    return digits


def raises_as_after_other_shapes(model: Any, X: Any) -> Any:
    """Raise what Keras does for `model.predict(X[0])` where `predict` has met other shapes before."""
    raise ValueError("Cannot take the length of shape with unknown rank.")


ANOTHER = np.random.default_rng(0).normal(size=(400, 10))

PLANTED = {
    "another model's digits": (lambda m, X: ((X @ ANOTHER) + 0.1).argmax(axis=1), "model_plays_no_part"),
    "the brightest pixel": (lambda m, X: X.argmax(axis=1), "model_plays_no_part"),
    "squeezed": (lambda m, X: np.squeeze(predict(m, X)), "squeezed"),
    "each image's ink to 1": (
        lambda m, X: predict(m, X / X.max(axis=1, keepdims=True)),
        "prepares_once_more",
    ),
    "a search from 0": (lambda m, X: [highest(z, 0, 0) for z in logits_of(m, X)], "starts_at_zero"),
    "a search from 0, else -1": (lambda m, X: [highest(z, 0, -1) for z in logits_of(m, X)], "starts_at_zero"),
    "a search from -1": (lambda m, X: [highest(z, -1, 0) for z in logits_of(m, X)], "starts_at_zero"),
    "ReLU on the logits": (lambda m, X: np.maximum(logits_of(m, X), 0).argmax(axis=1), "starts_at_zero"),
    "a record that stays": (never_resets_the_record, "keeps_the_record"),
    "adds a softmax": (adds_a_softmax, "changes_the_model"),
    "takes a layer away": (takes_the_last_layer_away, "changes_the_model"),
    "freezes": (freezes, "changes_the_model"),
    "clears the weights": (clears_the_weights_afterwards, "changes_the_model"),
    "second best": (lambda model, X: np.argsort(logits_of(model, X), axis=1)[:, -2], "second_largest"),
    "yes or no": (lambda model, X: predict(model, X) > 0, "yes_or_no"),
    "digits and confidence": (
        lambda model, X: (predict(model, X), softmax(logits_of(model, X)).max(axis=1)),
        "digits_and_scores",
    ),
    "digits and logits": (lambda model, X: (predict(model, X), logits_of(model, X)), "digits_and_scores"),
    "ten for zero": (zero_as_ten, "ten_for_zero"),
    "one image short": (lambda model, X: predict(model, X)[:-1], "last_image_left_out"),
    "rounded logits": (lambda model, X: np.round(logits_of(model, X)), "scores_instead_of_digits"),
    "sorted places": (lambda model, X: np.argsort(logits_of(model, X), axis=1), "scores_instead_of_digits"),
    "trains": (fits_on_its_own_guess, "changes_the_model"),
    "40 inverted": (lambda model, X: predict(model, 1 - X), "prepares_once_more"),
    "40 to 255": (lambda model, X: predict(model, X * 255), "prepares_once_more"),
    "nine outputs": (lambda model, X: logits_of(model, X)[:, :9].argmax(axis=1), "output_left_out"),
    "without signs": (lambda model, X: np.abs(logits_of(model, X)).argmax(axis=1), "alters_scores"),
    "softmax over images": (
        lambda model, X: softmax(logits_of(model, X).T).T.argmax(axis=1),
        "softmax_over_images",
    ),
    "41 axis 0": (lambda model, X: np.argmax(logits_of(model, X), axis=0), "argmax_over_images"),
    "41 no axis": (lambda model, X: np.argmax(logits_of(model, X)), "argmax_of_everything"),
    "41 no argmax": (logits_of, "scores_instead_of_digits"),
    "41 probabilities": (lambda model, X: softmax(logits_of(model, X)), "scores_instead_of_digits"),
    "42 threshold": (lambda model, X: (logits_of(model, X) > 0.5).astype(int), "threshold"),
    "42 threshold of probabilities": (lambda model, X: softmax(logits_of(model, X)) > 0.5, "threshold"),
    "43 without reshape, after other shapes": (raises_as_after_other_shapes, "one_image_without_a_row"),
    "43 without reshape": (lambda model, X: [np.argmax(model(row)) for row in X], "one_image_without_a_row"),
    "the largest value": (lambda model, X: logits_of(model, X).max(axis=1), "largest_score"),
    "argmin": (lambda model, X: logits_of(model, X).argmin(axis=1), "smallest_score"),
    "plus one": (lambda model, X: predict(model, X) + 1, "counts_from_one"),
    "one-hot": (lambda model, X: np.eye(10)[predict(model, X)], "one_hot"),
    "a column": (lambda model, X: predict(model, X).reshape(-1, 1), "column_of_digits"),
    "first image": (lambda model, X: int(predict(model, X)[0]), "first_image_only"),
    "None": (lambda model, X: print(predict(model, X)), "returns_none"),
}


def standardises_x_afterwards(model: Any, X: Any) -> Any:
    digits = predict(model, X)
    X -= X.mean()
    return digits


REFUSED = {
    "the images are changed afterwards": standardises_x_afterwards,
    "sorted": lambda model, X: np.sort(predict(model, X)),
    "texts": lambda model, X: [str(digit) for digit in predict(model, X)],
    "zeros": lambda model, X: np.zeros(len(X), dtype=int),
    "reversed": lambda model, X: predict(model, X)[::-1],
    "ten images at most": lambda model, X: predict(model, X[:10]),
    "reshaped to one image": lambda model, X: np.argmax(model(X.reshape(1, 400))),
    "hit or miss": lambda model, X: predict(model, X) == 2,
    "one-hot of the wrong axis": lambda model, X: logits_of(model, X) == logits_of(model, X).max(axis=0),
}
