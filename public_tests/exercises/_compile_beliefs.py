"""What learners believe about `compile`: the loss, the optimizer, the model itself."""

from __future__ import annotations

from public_tests.misconception import Misconception

_ALL = (
    Misconception(
        "not_compiled",
        "The model that was handed over is not compiled.",
        "A loss and an optimizer that are only made belong to nobody: `compile` gives them to a model. It "
        "works in place, on the model that it is called on.",
        "Call `.compile(...)` on the argument `model`, not on a variable from outside.",
    ),
    Misconception(
        "returns_something_else",
        "It returns something that is no model.",
        "What comes next wants to train what this function gives back.",
        "Return the compiled model and nothing beside it.",
    ),
    Misconception(
        "another_model",
        "It gives back another model than the one that it was given.",
        "A new model has new random weights. Whoever hands over a model wants that very one compiled.",
        "Call `compile` on the argument `model`. (Hand the check the function itself, not its result.)",
    ),
    Misconception(
        "changed_weights",
        "The weights have changed.",
        "Compiling says how to train, and leaves every weight as it is.",
        "Take out whatever sets, resets or trains weights.",
    ),
    Misconception(
        "changed_outputs",
        "The model that comes back computes something else.",
        "Compiling says how to train. What the model computes was settled when it was built.",
        "Leave the layers alone. That the outputs are logits is something the loss must know.",
    ),
    Misconception(
        "trains_already",
        "The model has been trained already.",
        "`fit` is a step of its own. Each call of it goes on from the weights that the last one left, so "
        "a hidden one spoils every comparison.",
        "Take `fit` out: the next notebook trains.",
    ),
    Misconception(
        "frozen",
        "Some weights have been frozen.",
        "Compiling says how to train, and frozen weights are not trained.",
        "Leave `trainable` as it is.",
    ),
    Misconception(
        "no_loss",
        "There is no loss.",
        "A metric is only reported. Training goes downhill on the loss, and without one it cannot start.",
        "Give `compile` its argument `loss`.",
    ),
    Misconception(
        "probabilities_expected",
        "The loss takes the outputs for probabilities.",
        "Keras's default is `from_logits=False`, and it does not look at what the last layer means. "
        "Logits below 0 then count as a probability of almost 0, and those above 1 as almost 1.",
        "The model gives logits. How do you tell the loss so?",
    ),
    Misconception(
        "softmax_inside",
        "The loss applies softmax twice.",
        "`from_logits=True` already means that the loss takes the softmax itself.",
        "Hand the logits over as they are.",
    ),
    Misconception(
        "metric_as_loss",
        "A metric stands where the loss belongs.",
        "A metric counts, and is only reported: where training should go downhill on it, Keras finds no "
        "gradient and stops.",
        "Look in `keras.losses` for the cross-entropy whose labels are whole numbers. A metric goes into the "
        "list `metrics`.",
    ),
    Misconception(
        "negated_loss",
        "The loss has a minus too many: the better the outputs, the larger it is.",
        "Training goes downhill on the loss, so this network would learn to be wrong.",
        "Keras's losses have their minus already. Leave yours out.",
    ),
    Misconception(
        "loss_weight",
        "The loss is multiplied by a number that spoils it (`loss_weights`).",
        "Training goes downhill on the product: with 0 there is no slope and no weight ever moves, with a "
        "minus it climbs, and next to a tiny slope Adam's epsilon holds each step back. The argument is for "
        "models with several outputs, to say how much each of them counts.",
        "Leave `loss_weights` out.",
    ),
    Misconception(
        "categorical_crossentropy",
        "The loss wants one-hot labels.",
        "Categorical cross-entropy compares with ten numbers for each digit, a 1 among 0s. The lab's labels "
        "are the digits themselves, one whole number each, so Keras complains of shapes.",
        "Look for the variant whose name says that only the index of the class is given.",
    ),
    Misconception(
        "binary_crossentropy",
        "The loss is one for yes-or-no questions.",
        "Binary cross-entropy judges each output alone against 0 or 1. Here one class of ten is right, and "
        "the labels are whole numbers from 0 to 9.",
        "Look for the cross-entropy over categories whose labels are whole numbers.",
    ),
    Misconception(
        "regression_loss",
        "The loss compares the outputs with the label as a number.",
        "It measures a distance, as if a 9 were nine times as much as a 1. Keras spreads the one label over "
        "all ten outputs without a complaint, and every output learns the same number.",
        "Classes need a cross-entropy. Look for the one whose labels are whole numbers.",
    ),
    Misconception(
        "another_optimizer",
        "The optimizer is not Adam.",
        "Others train as well, some with other learning rates. This lab's figures are Adam's. Without the "
        "argument `optimizer` Keras takes RMSprop.",
        "Give `compile` an `Adam`.",
    ),
    Misconception(
        "learning_rate_below_zero",
        "The learning rate is negative.",
        "Keras subtracts the step by itself. With a minus before the rate each step climbs the loss.",
        "Take a learning rate of about 0.001, without the minus.",
    ),
    Misconception(
        "learning_rate_too_large",
        "The learning rate is too large.",
        "Each step then jumps further than the slope holds. A bit too large costs some digits; with 0.1 or 1 "
        "this network hardly learns.",
        "Take a learning rate of about 0.001.",
    ),
    Misconception(
        "learning_rate_too_small",
        "The learning rate is too small.",
        "Each step then moves less, so the same number of epochs brings the network less far; with 0.000001 "
        "nearly nowhere.",
        "Take a learning rate of about 0.001.",
    ),
)

COMPILE_BELIEFS: dict[str, Misconception] = {belief.id: belief for belief in _ALL}
