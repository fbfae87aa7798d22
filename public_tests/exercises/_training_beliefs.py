"""What learners believe about a training run. What tells these beliefs is in `train_model`."""

from __future__ import annotations

from public_tests.misconception import SHARED, Misconception

_BELIEFS = (
    Misconception(
        "never_trained",
        "The model came back with the very weights that it had before.",
        "Compiling, evaluating or predicting changes no weight. Only training does.",
        "Call `model.fit` with the training digits.",
    ),
    Misconception(
        "trains_another_model",
        "A model was trained, but not the one that the function was given.",
        "The caller holds the model that was handed over, and goes on with it: it is as untrained as before.",
        "Call `fit` on the argument `model` itself; don't build or copy one inside.",
    ),
    Misconception(
        "frozen",
        "The model cannot learn: its weights are frozen.",
        "With `trainable = False` `fit` computes losses and changes nothing.",
        "Leave `trainable` as it is.",
    ),
    Misconception(
        "old_weights",
        "The model was trained, and then got its old weights back.",
        "What a training learns is in the weights. With the old ones it is as if it had never been.",
        "Leave the weights as `fit` left them.",
    ),
    Misconception(
        "nothing_counts",
        "Every loss in the History is 0, and no weight has moved.",
        "A digit whose weight is 0 counts nothing, however wrong the network is about it: `sample_weight`, "
        "`class_weight` or `loss_weights` has taken all of them out.",
        "Leave these arguments out: each digit then counts once.",
    ),
    Misconception(
        "out_of_step",
        "The images were trained on with other images' labels.",
        "Row k of X_train belongs to row k of y_train. When only one of the two is shuffled or sorted, each "
        "image gets a wrong label, and the network learns nonsense.",
        "Hand both over as they are: `fit` shuffles them together.",
    ),
    Misconception(
        "returns_the_model",
        "It returned the model.",
        "`fit` trains the model in place, so the caller has it already. What would be lost is the record of "
        "the training: the losses and accuracies of each epoch.",
        "Keep what `model.fit(...)` gives, and return that.",
    ),
    Misconception(
        "returns_the_dictionary",
        "It returned the dictionary inside the History, not the History.",
        "`fit` returns a `History`; its attribute `.history` is a plain dictionary. The caller unpacks it.",
        "Return what `model.fit(...)` gives, as it is.",
    ),
    Misconception(
        "returns_numbers",
        "It returned something else than the record of the training.",
        "A single loss or accuracy does not show how training went. The `History` of `fit` holds the whole "
        "course, epoch by epoch.",
        "Keep what `model.fit(...)` gives, and return that alone.",
    ),
    Misconception(
        "returns_more",
        "It returned the History and something beside it.",
        "A comma after `return` makes one tuple of several things, and a tuple has no `.history`.",
        "Return what `model.fit(...)` gives, alone: the caller has the model already.",
    ),
    Misconception(
        "no_validation",
        "The History holds no validation: there is no `val_loss` in it.",
        "On the digits that it trains on, a network always looks better than it is. Only digits that it "
        "does not train on show when it begins to learn by heart.",
        "`fit` takes a pair of validation images and labels. Which argument is that for?",
    ),
    Misconception(
        "validation_split",
        "The last rows of the training digits were cut off and used for validation.",
        "`validation_split` sounds random, but takes the end of the data as it stands. The digits here are "
        "sorted, so the network never saw the last ones; and X_val is left unused.",
        "Hand over the digits that were set aside for this: X_val and y_val.",
    ),
    Misconception(
        "validates_on_training_data",
        "The validation was done on digits that the network trains on.",
        "Their loss falls even when the network only learns them by heart, so it says nothing about digits "
        "that are new.",
        "Validate on X_val and y_val.",
    ),
    Misconception(
        "trains_on_validation",
        "The network was trained on the validation digits.",
        "Digits that take part in training can't tell any more how the network does on new ones.",
        "Train on X_train and y_train only, and keep X_val and y_val for the validation.",
    ),
    Misconception(
        "leaves_rows_out",
        "Some of the training digits were never trained on.",
        "The caller has split the digits already. What is set aside once more is lost for training.",
        "Hand all of X_train and y_train to `fit`.",
    ),
    Misconception(
        "one_epoch",
        "It trained for one epoch only.",
        "One epoch is `fit`'s default: every digit is seen once, and each step changes the weights by a "
        "little.",
        "Pass the argument `epochs` on to `fit`.",
    ),
    Misconception(
        "epochs_fixed",
        "It trained for another number of epochs than it was asked for.",
        "A number that is typed in inside the function wins over the one that the caller chose.",
        "Pass the argument `epochs` on to `fit`.",
    ),
    Misconception(
        "epochs_off_by_one",
        "It trained for one epoch more or less than it was asked for.",
        "`fit` counts the epochs itself and ends after the last one: nothing needs to be added or taken off.",
        "Pass the argument `epochs` on to `fit` as it is.",
    ),
    Misconception(
        "epochs_as_batch_size",
        "It trained for one epoch, and took the number of epochs for the size of a batch.",
        "Arguments without a name are taken in the order of the `def` line: the third of `fit` is "
        "`batch_size`, how many digits make one step.",
        "Give the argument its name: `epochs=...`.",
    ),
    Misconception(
        "stops_early",
        "The training ended before the epochs were over.",
        "Stopping early can be a good idea, but here the caller decides how long the training is.",
        "Leave out what stops it or begins it later (`initial_epoch`), and train for `epochs` epochs.",
    ),
    Misconception(
        "fit_in_a_loop",
        "The training was long enough, but the History holds one epoch of it.",
        "Each call of `fit` starts a History of its own, and the last one knows its own epochs only.",
        "Call `fit` once, and let it count the epochs.",
    ),
    Misconception(
        "fits_twice",
        "The optimizer took more steps than the History shows: the model was trained more than once.",
        "A second `fit` does not start afresh. It goes on with the trained weights, and the first History "
        "is lost.",
        "Call `fit` once. Where its result is needed twice, keep it in a variable.",
    ),
    Misconception(
        "unshuffled",
        "The digits were trained on in the order in which they stand.",
        "They are sorted, so each step saw one or two kinds of digits and pulled the weights towards them "
        "alone.",
        "Leave `shuffle` as it is: `fit` shuffles before each epoch. (A data set of your own needs its "
        "`shuffle` before its `batch`.)",
    ),
    Misconception(
        "scales_again",
        "The pixels were scaled inside the function.",
        "They arrive between 0 and 1 already. Trained in one range and used in another, the network meets "
        "images that look like nothing it knows.",
        "Use X_train and X_val as they are; print `X_train.max()` to see the range.",
    ),
    Misconception(
        "other_images",
        "The network was trained on other images than X_train.",
        "Either they come from a variable outside of the function, which holds other digits, or they were "
        "changed on the way: the same pixels would move the weights that belong to them.",
        "Hand `fit` what the `def` line names, as it is: X_train and y_train.",
    ),
    Misconception(
        "compiles_another_loss",
        "The model was compiled again, with another loss.",
        "It arrives compiled. A second `compile` throws the loss, the optimizer and its memory away.",
        "Leave `compile` out of this function. (The loss must take whole-number labels, and logits.)",
    ),
    Misconception(
        "compiles_another_rate",
        "The model was trained with a learning rate that is far off.",
        "Too small, and nothing moves in so few epochs; too large, and each step jumps over the goal.",
        "Leave `compile` and the learning rate out of this function: the model arrives with both.",
    ),
    SHARED["none"],
    SHARED["changed"],
)

TRAINING_BELIEFS = {belief.id: belief for belief in _BELIEFS}
