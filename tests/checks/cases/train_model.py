"""Trainings as learners write them, right and wrong."""

from __future__ import annotations

from typing import Any

import numpy as np


def as_meant(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return model.fit(X_train, y_train, epochs=epochs, validation_data=(X_val, y_val), verbose=0)


def in_a_variable(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    print("training ...")
    history = model.fit(
        x=X_train, y=y_train, batch_size=16, epochs=epochs, verbose=1, validation_data=[X_val, y_val]
    )
    model.summary()
    return history


def flat_labels(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return model.fit(
        X_train, y_train.ravel(), epochs=epochs, validation_data=(X_val, y_val.ravel()), batch_size=50
    )


def compiles_alike(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return as_meant(model, X_train, y_train, X_val, y_val, epochs)


def seeded(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    keras.utils.set_random_seed(0)
    return as_meant(model, X_train, y_train, X_val, y_val, epochs)


def tensors(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import tensorflow as tf

    X_train, X_val = tf.constant(X_train), tf.constant(X_val)
    return as_meant(model, X_train, tf.constant(y_train), X_val, tf.constant(y_val), epochs)


def data_sets(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import tensorflow as tf

    training = tf.data.Dataset.from_tensor_slices((X_train, y_train)).shuffle(100).batch(20)
    validation = tf.data.Dataset.from_tensor_slices((X_val, y_val)).batch(32)
    return model.fit(training, epochs=epochs, validation_data=validation, verbose=0)


def own_shuffle(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    order = np.random.permutation(len(X_train))
    return model.fit(
        X_train[order],
        y_train[order],
        epochs=epochs,
        validation_data=(X_val, y_val),
        shuffle=False,
        verbose=0,
    )


def one_batch(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return model.fit(
        X_train, y_train, epochs=epochs, validation_data=(X_val, y_val), batch_size=1000, shuffle=False
    )


def patient(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    stop = keras.callbacks.EarlyStopping(patience=5)
    return model.fit(X_train, y_train, epochs=epochs, validation_data=(X_val, y_val), callbacks=[stop])


def looks_at_the_result(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    history = as_meant(model, X_train, y_train, X_val, y_val, epochs)
    print(model.evaluate(X_val, y_val, verbose=0), model.predict(X_val[:2], verbose=0))
    return history


def one_hot_and_its_loss(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    import keras

    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    Y_train, Y_val = keras.utils.to_categorical(y_train, 10), keras.utils.to_categorical(y_val, 10)
    return as_meant(model, X_train, Y_train, X_val, Y_val, epochs)


def decays_its_weights(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.AdamW(0.001), loss)
    return as_meant(model, X_train, y_train, X_val, y_val, epochs)


def plain_descent(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.01), loss, metrics=["accuracy"])
    return as_meant(model, X_train, y_train, X_val, y_val, epochs)


def with_callback(callback: Any) -> Any:
    """Return a training whose callback is made when it begins."""

    def train_model(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
        return model.fit(X, y, epochs=epochs, validation_data=(X_val, y_val), callbacks=[callback()])

    return train_model


def rates(rate_of_epoch: Any) -> Any:
    def scheduler() -> Any:
        import keras

        return keras.callbacks.LearningRateScheduler(rate_of_epoch)

    return with_callback(scheduler)


def on_a_plateau() -> Any:
    import keras

    # An accuracy that is to fall never does so for long: the rate goes down each epoch.
    return keras.callbacks.ReduceLROnPlateau("accuracy", mode="min", patience=1, factor=0.1)


ACCEPTED = {
    "as meant": as_meant,
    "a rate that falls by epochs": rates(lambda epoch: 1e-3 * 0.1**epoch),
    "a rate that climbs by epochs": rates(lambda epoch: 1e-4 * (epoch + 1)),
    "less on a plateau": with_callback(on_a_plateau),
    "in a variable": in_a_variable,
    "flat labels": flat_labels,
    "compiles alike": compiles_alike,
    "seeded": seeded,
    "tensors": tensors,
    "data sets": data_sets,
    "its own shuffle": own_shuffle,
    "one batch": one_batch,
    "patient early stopping": patient,
    "looks at the result": looks_at_the_result,
    "one-hot labels and their loss": one_hot_and_its_loss,
    "AdamW": decays_its_weights,
    "SGD": plain_descent,
    "the best epoch's weights": lambda *args: back_to_the_best(*args),
}


def fit(model: Any, *args: Any, **settings: Any) -> Any:
    return model.fit(*args, verbose=0, **settings)


def back_to_the_best(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    # The accuracy often stands still for an epoch: then the earlier one's weights come back.
    best = keras.callbacks.EarlyStopping("val_accuracy", patience=5, restore_best_weights=True)
    return fit(model, X_train, y_train, epochs=epochs, validation_data=(X_val, y_val), callbacks=[best])


def one_epoch(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_data=(X_val, y_val))


def forty_epochs(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_data=(X_val, y_val), epochs=40)


def split_off(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_split=0.2, epochs=epochs)


def split_off_a_tenth(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_split=0.1, epochs=epochs, batch_size=64)


def on_training_digits(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_data=(X, y), epochs=epochs)


def changed_places(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X_val, y_val, validation_data=(X, y), epochs=epochs)


def all_digits(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    X_all, y_all = np.concatenate([X, X_val]), np.concatenate([y, y_val])
    return fit(model, X_all, y_all, validation_data=(X_val, y_val), epochs=epochs)


def no_validation(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, epochs=epochs)


def validates_afterwards(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    history = fit(model, X, y, epochs=epochs)
    model.evaluate(X_val, y_val, verbose=0)
    return history


def returns_model(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    as_meant(model, X, y, X_val, y_val, epochs)
    return model


def returns_dictionary(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, X_val, y_val, epochs).history


def returns_accuracy(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, X_val, y_val, epochs).history["val_accuracy"][-1]


def returns_both(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return model, as_meant(model, X, y, X_val, y_val, epochs)


def returns_nothing(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    as_meant(model, X, y, X_val, y_val, epochs)


def in_order(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_data=(X_val, y_val), epochs=epochs, shuffle=False)


def data_set_in_order(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import tensorflow as tf

    training = tf.data.Dataset.from_tensor_slices((X, y)).batch(10)
    return fit(model, training, validation_data=(X_val, y_val), epochs=epochs)


def twice(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    as_meant(model, X, y, X_val, y_val, epochs)
    return as_meant(model, X, y, X_val, y_val, epochs)


def in_a_loop(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    for _ in range(epochs):
        history = fit(model, X, y, validation_data=(X_val, y_val))
    return history


def another_model(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    from lab_utils.network import build_lab_network, compile_lab_network

    return as_meant(compile_lab_network(build_lab_network()), X, y, X_val, y_val, epochs)


def only_evaluates(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return model.evaluate(X, y, verbose=0)


def only_compiles(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    model.compile("adam", "mse")


def scales_all(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X / 255, y, X_val / 255, y_val, epochs)


def scales_training(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X / 255, y, X_val, y_val, epochs)


def scales_up(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X * 255, y, X_val, y_val, epochs)


def probabilities_expected(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return as_meant(model, X, y, X_val, y_val, epochs)


def squared_error(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    model.compile("adam", "mse", metrics=["accuracy"])
    return as_meant(model, X, y, X_val, y_val, epochs)


def with_rate(rate: float) -> Any:
    def train_model(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
        import keras

        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
        return as_meant(model, X, y, X_val, y_val, epochs)

    return train_model


def impatient(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    stop = keras.callbacks.EarlyStopping("val_loss", min_delta=1000, patience=1)
    return fit(model, X, y, validation_data=(X_val, y_val), epochs=epochs, callbacks=[stop])


def splits_again(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    from sklearn.model_selection import train_test_split

    X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.2, random_state=0)
    return fit(model, X_a, y_a, validation_data=(X_b, y_b), epochs=epochs)


def scales_in_place(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    X_val *= 1.5
    return as_meant(model, X, y, X_val, y_val, epochs)


def shuffles_the_images_alone(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    mixed = np.random.default_rng(1).permutation(X_train)
    return as_meant(model, mixed, y_train, X_val, y_val, epochs)


def freezes(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    model.trainable = False
    return compiles_alike(model, X_train, y_train, X_val, y_val, epochs)


def puts_weights_back(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    weights = model.get_weights()
    history = as_meant(model, X_train, y_train, X_val, y_val, epochs)
    model.set_weights(weights)
    return history


def validates_at_the_end(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    return model.fit(
        X_train, y_train, epochs=epochs, validation_data=(X_val, y_val), validation_freq=epochs, verbose=0
    )


def inverts(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, 1 - X_train, y_train, 1 - X_val, y_val, epochs)


def one_label_for_all(
    model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40
) -> Any:
    return as_meant(model, X_train, y_train * 0, X_val, y_val, epochs)


def freezes_a_layer(model: Any, X_train: Any, y_train: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    model.layers[0].trainable = False
    return as_meant(model, X_train, y_train, X_val, y_val, epochs)


def epochs_third(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, epochs, validation_data=(X_val, y_val))


def an_epoch_more(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, X_val, y_val, epochs + 1)


def other_digits(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    drawn = np.random.default_rng(2).random((320, 400)).astype("float32")
    return as_meant(model, drawn, np.resize(y, (320, 1)), X_val, y_val, epochs)


def centres_the_pixels(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X - X.mean(), y, X_val - X.mean(), y_val, epochs)


def nothing_counts(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    weight = np.zeros(len(X))
    return fit(model, X, y, epochs=epochs, validation_data=(X_val, y_val), sample_weight=weight)


PLANTED = {
    "epochs as the third argument": (epochs_third, "epochs_as_batch_size"),
    "an epoch more": (an_epoch_more, "epochs_off_by_one"),
    "trains on other digits": (other_digits, "other_images"),
    "centres the pixels": (centres_the_pixels, "other_images"),
    "no digit counts": (nothing_counts, "nothing_counts"),
    "40 inverted": (inverts, "scales_again"),
    "one label for all": (one_label_for_all, "out_of_step"),
    "a layer frozen": (freezes_a_layer, "frozen"),
    "images out of step with labels": (shuffles_the_images_alone, "out_of_step"),
    "frozen": (freezes, "frozen"),
    "old weights put back": (puts_weights_back, "old_weights"),
    "36 one epoch": (one_epoch, "one_epoch"),
    "36 forty whatever is asked": (forty_epochs, "epochs_fixed"),
    "37 fit twice": (twice, "fits_twice"),
    "37 fit in a loop": (in_a_loop, "fit_in_a_loop"),
    "37 another model": (another_model, "trains_another_model"),
    "37 only evaluates": (only_evaluates, "never_trained"),
    "37 only compiles": (only_compiles, "never_trained"),
    "38 validation_split": (split_off, "validation_split"),
    "38 validation_split of a tenth": (split_off_a_tenth, "validation_split"),
    "39 in order": (in_order, "unshuffled"),
    "39 a data set in order": (data_set_in_order, "unshuffled"),
    "40 scales all": (scales_all, "scales_again"),
    "40 scales what it trains on": (scales_training, "scales_again"),
    "40 scales up": (scales_up, "scales_again"),
    "24 compiles without from_logits": (probabilities_expected, "compiles_another_loss"),
    "34 squared error": (squared_error, "compiles_another_loss"),
    "35 a rate of 1": (with_rate(1.0), "compiles_another_rate"),
    "35 a rate of 0": (with_rate(0.0), "compiles_another_rate"),
    "35 a rate of a half, for two epochs": (
        rates(lambda epoch: 0.5 if epoch < 2 else 1e-3),
        "compiles_another_rate",
    ),
    "35 a rate of 0.1": (with_rate(0.1), "compiles_another_rate"),
    "35 a rate of 1e-6": (with_rate(1e-6), "compiles_another_rate"),
    "validates on the training digits": (on_training_digits, "validates_on_training_data"),
    "the two sets have changed places": (changed_places, "trains_on_validation"),
    "trains on all digits": (all_digits, "trains_on_validation"),
    "no validation": (no_validation, "no_validation"),
    "validates afterwards": (validates_afterwards, "no_validation"),
    "returns the model": (returns_model, "returns_the_model"),
    "returns the dictionary": (returns_dictionary, "returns_the_dictionary"),
    "returns the accuracy": (returns_accuracy, "returns_numbers"),
    "returns both": (returns_both, "returns_more"),
    "returns nothing": (returns_nothing, "returns_none"),
    "stops early": (impatient, "stops_early"),
    "splits again": (splits_again, "leaves_rows_out"),
    "changes X_val": (scales_in_place, "changes_input"),
}


def labels_of_others(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, X_val, y_val[::-1], epochs)


def half_of_the_validation(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, X_val[:16], y_val[:16], epochs)


def labels_one_hot(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    Y, Y_val = keras.utils.to_categorical(y, 10), keras.utils.to_categorical(y_val, 10)
    return as_meant(model, X, Y, X_val, Y_val, epochs)


def categorical_loss(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return as_meant(model, X, y, X_val, y_val, epochs)


def labels_only(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X, y, y_val, X_val, epochs)


def mixed_up(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y_val, epochs=epochs)


def not_compiled(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    import keras

    return as_meant(keras.models.clone_model(model), X, y, X_val, y_val, epochs)


def no_epochs_in_the_line(model: Any, X: Any, y: Any, X_val: Any, y_val: Any) -> Any:
    return as_meant(model, X, y, X_val, y_val)


def half_of_the_rows(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return as_meant(model, X[::2], y[::2], X_val, y_val, epochs)


def split_and_one_epoch(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
    return fit(model, X, y, validation_split=0.2)


REFUSED = {
    "validates at the end only": validates_at_the_end,
    "labels of others": labels_of_others,
    "half of the validation": half_of_the_validation,
    "labels one-hot": labels_one_hot,
    "categorical loss": categorical_loss,
    "images and labels in each other's place": labels_only,
    "labels of the validation": mixed_up,
    "a copy that is not compiled": not_compiled,
    "no epochs in the def line": no_epochs_in_the_line,
    "half of the rows": half_of_the_rows,
    "validation_split and one epoch": split_and_one_epoch,
}
