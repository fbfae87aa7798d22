"""What keeps a design from beating the baseline. What tells these beliefs is in `beat_the_baseline`."""

from __future__ import annotations

import dataclasses

from public_tests.misconception import Misconception

_ALL = (
    Misconception(
        "returns_none",
        "It returned None.",
        "The check reads held-out digits with the network that comes back. A model that stays inside the "
        "function is gone when the function ends.",
        "End the function with `return` and the model.",
    ),
    Misconception(
        "returns_history",
        "It returned the History that `fit` gives.",
        "A History is the record of a training: losses and accuracies. It can't read a digit.",
        "Return the model that was fitted.",
    ),
    Misconception(
        "returns_several",
        "It returned several things, and the model is one of them.",
        "Who calls it goes on with what comes back as with a model.",
        "Return the model alone. What you want to look at besides, print or plot inside.",
    ),
    Misconception(
        "untrained",
        "The model is not trained.",
        "Building and compiling give a network random weights and a way to improve them. Only `fit` does so.",
        "Call `model.fit(X_train, y_train, ...)` before the `return`.",
    ),
    Misconception(
        "not_a_number",
        "The model's outputs are nan, which is no number.",
        "One step that was far too large, or a division by zero, made a weight infinite. From then on every "
        "result is nan.",
        "Take a smaller learning rate: Adam's own is 0.001. Look for a `log` or a division of yours.",
    ),
    Misconception(
        "input_shape",
        "The model takes images of another shape.",
        "The digits come as rows: (m, 400). A network that works on pictures has to make them of its rows.",
        "Begin with `keras.Input((400,))`, and put `Reshape((20, 20, 1))` behind it. `Resizing` scales them.",
    ),
    Misconception(
        "output_shape",
        "The outputs come in another shape.",
        "For m images the check looks for m rows of ten numbers, one for each digit: (m, 10).",
        "Print `model(X_train[:16]).shape`. `Flatten` takes an axis away.",
    ),
    Misconception(
        "one_output",
        "The model has one output.",
        "One output would guess the digit as a quantity. But an 8 is not twice a 4, and a mix of 3 and 5 is "
        "no 4. One number for each digit lets the network doubt.",
        "End in a layer of ten units.",
    ),
    Misconception(
        "answers_with_digits",
        "The model answers with the digit itself.",
        "The check looks for ten numbers, one for each digit, and takes the largest. An `argmax` inside the "
        "model also has no slope, so that nothing in front of it can learn.",
        "Leave `argmax` out of the model: end in the layer of ten units.",
    ),
    Misconception(
        "nine_outputs",
        "The last layer has 9 units, and there are ten digits.",
        "The largest digit is 9, but 0 is a digit too.",
        "Count the digits from 0 to 9.",
    ),
    Misconception(
        "one_hot_labels",
        "The loss and the labels don't fit together.",
        "A loss called `sparse_...` wants one whole number as the label of each image, which is what y_train "
        "holds. One called `categorical_...` wants a row of ten with a single 1.",
        "Use `SparseCategoricalCrossentropy` with y_train as it is.",
    ),
    Misconception(
        "labels_as_quantities",
        "All ten outputs give nearly the same number, which is near the digit itself.",
        "A loss such as the squared error compares each output with the label. Labels of shape (m, 1) are "
        "stretched over the ten columns without a word, so each output learns to guess the digit as a "
        "number.",
        "Use a cross-entropy: `SparseCategoricalCrossentropy`.",
    ),
    Misconception(
        "own_code",
        "The model holds Python code of its own.",
        "A `Lambda`, a layer or a function of your own is known where it was written, and nowhere else. The "
        "check builds the network anew from its layers and weights, and can't.",
        "Use Keras's own layers (`Reshape`, `Rescaling`, `Activation`) or `keras.ops` in a functional model.",
    ),
    Misconception(
        "subclass",
        "The model is a class of your own, whose way from layer to layer can't be followed.",
        "The check builds the network anew from its layers and weights. How the layers follow each other is "
        "in `call`, which is Python code and stays behind.",
        "Return a `keras.Sequential`, or a functional model: `keras.Model(inputs, outputs)`. To take several "
        "networks together, end in `keras.layers.Average`.",
    ),
    Misconception(
        "trained_on_held_out",
        "The network was trained on the held-out digits.",
        "What a network has learned by heart it reads without an error. That says nothing about the next "
        "digit, which nobody has shown it.",
        "Train on X_train and y_train only. All 5,000 (`load_digits()`, a global X) hold the test digits; so "
        "do MNIST's training images, from which the lab's digits come.",
    ),
    Misconception(
        "other_pixels",
        "The network expects other pixels than it gets.",
        "What is done to the images before `fit` is not done to the digits that come later.",
        "Leave the pixels as they are, from 0 to 1. What should be done to every image belongs into the "
        "model, as its first layer.",
    ),
    Misconception(
        "rescales_inside",
        "The model divides the pixels by some 255.",
        "They lie between 0 and 1 already. Once more, and there is hardly any ink left to learn from.",
        "Print `X_train.max()`, and leave that layer out.",
    ),
    Misconception(
        "other_labels",
        "It tells the digits apart and calls them by other names.",
        "What it was shown beside each image was another number: labels that begin with 1, or that were "
        "numbered anew.",
        "Train on y_train as it is: output 0 stands for the digit 0.",
    ),
    Misconception(
        "learned_nothing",
        "It has been trained, and reads its own training digits hardly better than by guessing.",
        "One epoch brings most networks beyond half of them. Where images and labels were shuffled apart, or "
        "all units are silent, there is nothing to learn from.",
        "Hand X_train and y_train to `fit` as they are, and look at the loss of each epoch: guessing costs "
        "`np.log(10)`, about 2.3.",
    ),
    Misconception(
        "relu_on_output",
        "ReLU stands behind the last layer.",
        "The last layer gives logits, and a logit must be free to fall below 0. A unit that ReLU silences "
        "for every digit never learns again, and its digit is never answered.",
        "Leave the activation of the last layer out.",
    ),
    Misconception(
        "missing_digits",
        "There are digits that it never answers.",
        "A network answers what it has been shown. Cutting off the end of sorted data (`X[:4000]`, "
        "`validation_split`) cuts off whole digits.",
        "Train on all of X_train, and look at `np.bincount` of the labels that go into `fit`.",
    ),
    Misconception(
        "logits_as_probabilities",
        "The network gives logits, and its loss takes them for probabilities.",
        "A name in quotes has `from_logits=False`. Logits below 0 then count as a probability of almost 0, "
        "those above 1 as almost 1, and where a loss is cut off it shows no way to go.",
        "Which argument of `SparseCategoricalCrossentropy` did notebook 03 need? Or end in softmax.",
    ),
    Misconception(
        "learning_rate",
        "The network has hardly learned, and the learning rate is far from the usual.",
        "Steps that are too large jump over every good place; steps that are too small never get there.",
        "Begin with Adam at 0.001, and look at the loss, epoch by epoch.",
    ),
    Misconception(
        "underfits",
        "It reads even its training digits badly.",
        "It has not finished learning, or is too small to learn more. Nothing that helps against overfitting "
        "helps here.",
        "Train for more epochs while the training loss falls. Then try more units, or less dropout.",
    ),
    Misconception(
        "overfits_dense",
        "It knows its training digits by heart, and has dense layers only.",
        "A dense layer learns each pixel for itself: what it knows of a stroke here it does not know one "
        "pixel further. More units or epochs don't change that.",
        "What sees a stroke wherever it is? Put `Reshape((20, 20, 1))` and some `Conv2D` and `MaxPooling2D` "
        "layers in front. Images that are shifted a little (`RandomTranslation`) help as well.",
    ),
    Misconception(
        "overfits",
        "It knows its training digits by heart.",
        "4,000 images are few. A network that could learn more than they hold fills up with their accidents.",
        "Show it more: `RandomTranslation`, `RandomRotation` or `RandomZoom` as first layers make new images "
        "in each epoch. `Dropout` before the last layer helps as well.",
    ),
    Misconception(
        "almost",
        "It reads new digits nearly as well as those that it was trained on.",
        "So it does not overfit: there is room to learn more.",
        "Train longer, or give it more filters. Convolutions read digits best.",
    ),
    Misconception(
        "too_long",
        "The training was stopped after its time limit.",
        "The check trains the network itself, and does not wait for ever.",
        "Measure one epoch first. Fewer filters, larger batches or fewer epochs are often as good.",
    ),
)

BASELINE_BELIEFS: dict[str, Misconception] = {belief.id: belief for belief in _ALL}


def told(id: str, finding: str) -> Misconception:
    """Return a belief whose finding says what was found in this very model."""
    return dataclasses.replace(BASELINE_BELIEFS[id], finding=finding)
