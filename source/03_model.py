# %% [markdown]
# # 03 The model: three layers, a loss and a way to learn
#
# From 400 pixels to ten numbers, one for each digit. In this notebook you build that network, count what
# it has to learn, and choose how it will be told right from wrong. Training comes in the next one.
#
# At the end you will have three functions: one counts, one builds, one compiles. And you will have caught
# Keras quietly mending a mistake. It takes about an hour.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 03`.
#
# The cell takes some seconds: it imports Keras, and TensorFlow beneath it. TensorFlow may print a few
# lines about your processor. They are no errors.

# %% tags=["setup", "nbval-ignore-output"] slug="imports"
import warnings

import keras
import numpy as np

from lab_utils.plots import plot_activation, plot_digit, plot_network, plot_probabilities
from lab_utils.split import split_lab_digits
from public_tests import check_build_model, check_compile_model, check_count_parameters

# %% slug="keras-version"
print("Keras", keras.__version__.split(".")[0])
assert keras.__version__.startswith("3.")

# %% [markdown]
# ## The digits, and one of them
#
# As in notebook 01 there are digits to train with, digits to choose with, and digits for the final test.
# Here is one of those to train with.

# %% slug="digits"
digits = split_lab_digits()
X_train, y_train = digits.X_train, digits.y_train
a_two = X_train[np.flatnonzero(y_train.ravel() == 2)[0]]
print("X_train:", X_train.shape, X_train.dtype, " y_train:", y_train.shape)
ax = plot_digit(a_two, title="a two")

# %% [markdown]
# ## The picture
#
# The network is a row of columns. On the left stand the 400 pixels of one image. Each circle further
# right is a **unit**: it looks at *all* numbers of the column before it and gives one new number. Each
# line is one weight. Only some circles of each column are drawn; how many there are stands below it.
# Between which two columns would most of the lines be, if all were drawn?

# %% slug="picture"
labels = ["pixels", "hidden, ReLU", "hidden, ReLU", "one per digit"]
ax = plot_network([400, 25, 15, 10], labels=labels, title="The lab's network")

# %% [markdown]
# ## One layer
#
# A column together with the lines that lead to it is a **layer**. For an image `x` it computes
#
# $$z = x\,W + b \qquad a = \mathrm{relu}(z)$$
#
# `W` holds the **weights**: one for each pair of a number that comes in and a unit. `b` holds the
# **biases**: one for each unit. They are the **parameters**, the numbers that training changes. Here is
# the first layer with random ones. Look at the shapes.

# %% slug="one-layer"
rng = np.random.default_rng(0)
W1, b1 = rng.normal(scale=0.05, size=(400, 25)), np.zeros(25)
z = a_two @ W1 + b1
a = np.maximum(z, 0)
print("x", a_two.shape, " W", W1.shape, " b", b1.shape, " z", z.shape, " a", a.shape)
print("units that stay silent:", int((a == 0).sum()), "of", len(a))

# %% [markdown]
# How many parameters has the whole network, 400 to 25 to 15 to 10: some hundreds, some thousands, some
# millions? And which of its three layers holds most of them?

# %% tags=["prediction"] slug="guess-parameters"
from lab_utils.widgets import PredictFirst

guessed_total = PredictFirst(
    "How many parameters has the network 400 to 25 to 15 to 10?",
    key="model-guess-parameters",
    unit="parameters",
    factor=1.3,
)
guessed_total

# %% [markdown]
# ## Exercise: count the parameters by hand
#
# Write `count_parameters`. It gets the sizes of the columns, the input first. It should work for any list
# of two sizes or more.

# %% exercise="count_parameters"
def count_parameters(layer_sizes):
    """Count the weights and biases of a network of dense layers.

    layer_sizes : list of int, the number of inputs first, e.g. [2, 3]
    returns : int, e.g. 9 for [2, 3]
    """
    # BEGIN SOLUTION
    total = 0
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        total += n_in * n_out + n_out
    return total
    # END SOLUTION

# %% check="count_parameters"
check_count_parameters(count_parameters)

# %% [markdown]
# Now let your function answer. Look at the first layer's share, and at what happens when the two hidden
# layers change places.

# %% slug="parameters-per-layer"
sizes = [400, 25, 15, 10]
total = count_parameters(sizes)
for i in range(3):
    n_in, n_out = sizes[i], sizes[i + 1]
    layer = count_parameters([n_in, n_out])
    print(f"{n_in:3d} -> {n_out:2d}: {layer:6,d} parameters, {layer / total:5.1%}")
print(f"in all: {total:,}   with 15 and 25 swapped: {count_parameters([400, 15, 25, 10]):,}")

# %% tags=["demonstration"] slug="how-many-parameters"
guessed_total.reveal(
    total,
    because="Nearly all of them lead from the pixels to the first units: a weight for each pixel and unit.",
)

# %% [markdown] tags=["reflection"]
# **Think about it.** Why does the first layer cost so much, although the second one has more than half as
# many units?

# %% [markdown]
# ## Why there is a ReLU in between
#
# Three layers, and after two of them a ReLU. What would be lost without it? Then the network would
# compute `((x @ W1) @ W2) @ W3` (biases left out here).

# %% tags=["prediction"] slug="guess-collapse"
one_is_enough = PredictFirst(
    "Can one single layer give the same ten numbers as three layers without ReLU, for every image?",
    key="model-guess-collapse",
    choices=["yes", "no"],
)
one_is_enough

# %% [markdown]
# Multiply the three matrices first, and use the product as the one matrix of a single layer. Compare the
# outputs for all training digits, once without and once with ReLU.

# %% slug="linear-layers-collapse"
W2, W3 = rng.normal(size=(25, 15)), rng.normal(size=(15, 10))
one_matrix = W1 @ W2 @ W3
three_linear_layers = ((X_train @ W1) @ W2) @ W3
with_relu = np.maximum(np.maximum(X_train @ W1, 0) @ W2, 0) @ W3
print("one matrix:", one_matrix.shape)
print("same as three linear layers:", bool(np.allclose(X_train @ one_matrix, three_linear_layers)))
print("same as three layers with ReLU:", bool(np.allclose(X_train @ one_matrix, with_relu)))

# %% tags=["demonstration"] slug="one-is-enough"
one_is_enough.reveal(
    np.allclose(X_train @ one_matrix, three_linear_layers),
    because="(x @ W1) @ W2 is x @ (W1 @ W2): the product of the matrices is a matrix again.",
)

# %% [markdown]
# Linear layers collapse into one, however many there are: depth alone adds nothing. The bend of ReLU is
# what keeps them apart. Here it is once more, beside the line that does nothing.

# %% slug="bend"
def relu(z):
    return np.maximum(z, 0)

def linear(z):
    return z

ax = plot_activation(linear, relu, title="The bend at 0 makes the difference")

# %% [markdown]
# ## Exercise: build the network
#
# Now in Keras. `keras.Sequential` takes a list of layers; `keras.Input` says what one image looks like; a
# `keras.layers.Dense` is a layer such as those above, with its weights drawn at random.
#
# Your network takes rows of 400 pixels. It has 25 units with ReLU, 15 units with ReLU, and 10 units whose
# numbers stay as they are. These ten are called **logits**: any number, the larger the more the network
# leans to that digit.

# %% exercise="build_model"
def build_model():
    """Build the network 400 - 25 (ReLU) - 15 (ReLU) - 10 (linear).

    returns : a Keras model; (m, 400) pixels in [0, 1] go in, (m, 10) logits come out
    """
    # BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(400,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    return model
    # END SOLUTION

# %% check="build_model"
check_build_model(build_model)

# %% [markdown]
# Keras has its own table of the network. Look at the last column, and find the numbers that you counted.

# %% tags=["nbval-ignore-output"] slug="summary"
keras.utils.set_random_seed(3)
model = build_model()
model.summary()

# %% [markdown]
# The same by measurement: the shapes of each layer's weights and biases, what Keras counts, and what you
# count.

# %% slug="shapes-and-counts"
for layer in model.layers:
    W, b = (weights.shape for weights in layer.weights)
    print(f"W {W!s:9}  b {b!s:5}  Keras: {layer.count_params():6,d}  you: {count_parameters(W):6,d}")
print(f"in all          Keras: {model.count_params():6,d}  you: {count_parameters([400, 25, 15, 10]):6,d}")
assert model.count_params() == count_parameters([400, 25, 15, 10])

# %% [markdown] tags=["reflection"]
# **Think about it.** The function gets the shape of `W` there, such as `(400, 25)`, as if it were a list of
# sizes. Why does that work?

# %% [markdown]
# ## What an untrained network says
#
# One image goes through the network: a **forward pass**. `model(...)` takes a table of images, so the one
# image becomes a table with one row.

# %% tags=["prediction"] slug="guess-untrained"
untrained_words = PredictFirst(
    "The weights are random, nothing has been trained. What will the network say about the two?",
    key="model-guess-untrained",
    choices=["it is a two, surely", "it is another digit, surely", "a bit of each digit"],
)
untrained_words

# %% tags=["setup"] slug="softmax"
def softmax(Z):
    """Softmax of each row. Z : (m, 10) -> (m, 10)."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% [markdown]
# Each bar is the probability of one digit. Look how far the bars are from one tenth.

# %% tags=["demonstration", "nbval-ignore-output"] slug="untrained-answer"
logits = model.predict(a_two.reshape(1, 400), verbose=0)
print("logits:       ", np.round(logits[0], 2))
print("probabilities:", np.round(softmax(logits)[0], 2))
ax = plot_probabilities(softmax(logits)[0], truth=2, title="An untrained network looks at a two")

# %% slug="untrained-answer-assert"
assert logits.min() < 0 < logits.max()
assert softmax(logits).max() < 0.6

# %% tags=["demonstration"] slug="untrained-words"
surest = int(np.argmax(logits))
sure_words = "it is a two, surely" if surest == 2 else "it is another digit, surely"
untrained_words.reveal(
    sure_words if softmax(logits).max() > 0.6 else "a bit of each digit",
    because="Small random weights make small logits, and ten numbers near 0 become ten shares near a tenth.",
)

# %% [markdown]
# No digit gets much, and none gets nothing. The network knows nothing, and it is right not to be sure.
# The differences come from the random weights: another seed leans to another digit.
#
# There is no magic in that pass. Here is the same in three lines of NumPy, with the model's own weights.

# %% slug="forward-by-hand"
W1, b1, W2, b2, W3, b3 = model.get_weights()
A1 = np.maximum(X_train @ W1 + b1, 0)
A2 = np.maximum(A1 @ W2 + b2, 0)
by_hand = A2 @ W3 + b3
same = np.allclose(by_hand, model.predict(X_train, verbose=0), atol=1e-4)
print("NumPy and Keras agree on", len(X_train), "digits:", bool(same))
assert same

# %% [markdown]
# ## Inside the network
#
# Here is that pass, opened up. Choose a digit and watch what each unit gives. Each unit of the first layer
# has a weight for every pixel, so its 400 weights are a picture: which pixels wake it up (solid), which keep
# it silent (striped)?
#
# Choose a unit, then other digits. Can you tell from its picture what it looks for? And which pixels push
# towards which digit: is there a reason in it?

# %% tags=["demonstration", "nbval-ignore-output"] slug="look-inside"
from lab_utils.widgets import InsideNetwork

three_of_each = [row for digit in range(10) for row in np.flatnonzero(y_train.ravel() == digit)[:3]]
inside = InsideNetwork(model, X_train[three_of_each], y_train[three_of_each])
inside

# %% [markdown]
# Noise: the pictures are as random as the weights, and whatever the pixels push towards, they do it by
# chance. Yet the sums are exact. What all pixels push and what the biases add are together the logit:

# %% tags=["demonstration"] slug="pixels-add-up"
towards_two = inside.at.push(2)
together = towards_two.pixels.sum() + towards_two.bias
print("pixels and biases make the logit:", bool(np.isclose(together, inside.at.logits[2])))
assert np.isclose(together, inside.at.logits[2])

# %% [markdown] tags=["reflection"]
# **Think about it.** Keep the pictures in mind. You will see them again in notebook 05, after training. What
# do you think will have changed?

# %% [markdown]
# ## How wrong is it? The loss
#
# Training needs one number that says how wrong the network is. **Cross-entropy** takes the probability
# that the network gives to the *right* digit, and takes the logarithm with the sign turned:
#
# $$\mathrm{loss} = -\log p_{\mathrm{right}}$$
#
# Sure and right costs nothing. The less the right digit gets, the more it costs.

# %% slug="loss-by-probability"
for p in (1.0, 0.9, 0.5, 0.1, 0.01, 0.001):
    print(f"the right digit gets {p:5.3f}: loss {abs(np.log(p)):.2f}")

# %% [markdown]
# The network that knows nothing should land near the row for one tenth. Does it?

# %% tags=["demonstration", "nbval-ignore-output"] slug="untrained-loss"
def cross_entropy_of_probabilities(probabilities, y):
    """Mean of -log of what the right class gets. probabilities : (m, 10), y : (m, 1)."""
    right = probabilities[np.arange(len(y)), y.ravel()]
    return float(-np.log(right).mean())

untrained_loss = cross_entropy_of_probabilities(softmax(by_hand), y_train)
print(f"mean loss of the untrained network: {untrained_loss:.2f}   -log(1/10): {np.log(10):.2f}")

# %% slug="untrained-loss-assert"
assert abs(untrained_loss - np.log(10)) < 0.5

# %% [markdown]
# ## Where softmax belongs
#
# Logits become probabilities by softmax, and probabilities become a loss by the logarithm. Softmax has to
# happen **once**. It may be the last step of the network, or the first step of the loss. Keras leaves
# that to you, and asks with one argument: `from_logits`. With `True` the loss takes the softmax itself.
# With `False`, which is the default, it takes what it is given for probabilities.
#
# Here is one digit, with three classes to keep it short. Its logits are right: the largest belongs to the
# true class. Which of the two losses is what the formula gives?

# %% slug="from-logits"
three_logits, true_class = np.array([[4.0, 1.0, -2.0]]), np.array([[0]])
by_formula = -np.log(softmax(three_logits)[0, 0])
print(f"by the formula:     {by_formula:.4f}")
both_losses = [keras.losses.SparseCategoricalCrossentropy(from_logits=f) for f in (True, False)]
for from_logits, loss in zip((True, False), both_losses, strict=True):
    print(f"from_logits={from_logits!s:5}:  {float(loss(true_class, three_logits)):.4f}")

# %% [markdown]
# With `False` the logits 4 and 1 are taken for probabilities. Both are more than a probability can be, so
# both are cut to almost 1, and the two classes look alike: half and half. Is the last line -log(1/2)? The
# loss cannot see that 4 is larger than 1.
#
# Watch what happens when the logit of the true class sinks. The loss should rise. Where it stays the
# same, training finds no slope to walk down.

# %% slug="flat-loss"
for change in (0.0, -1.0, -2.0, -3.0):
    changed = three_logits + np.array([[change, 0.0, 0.0]])
    values = [float(loss(true_class, changed)) for loss in both_losses]
    print(f"logits {changed[0]}   from_logits=True: {values[0]:.3f}   False: {values[1]:.3f}")

# %% [markdown]
# ## Exercise: compile the model
#
# `model.compile` tells a model how it will be trained. It needs two things. The **loss**: the labels are
# whole numbers from 0 to 9, and the model gives logits. In `keras.losses` the cross-entropy for
# whole-number labels has *sparse* in its name. The **optimizer**, the rule for each step: Adam with a
# learning rate of about 0.001. As a `metrics` you may add `["accuracy"]`, to see the share of digits that
# are read right.

# %% exercise="compile_model"
def compile_model(model):
    """Compile a model that gives logits.

    model : a Keras model, (m, 400) -> (m, 10) logits
    returns : the same model, compiled: sparse cross-entropy from logits, Adam at about 0.001
    """
    # BEGIN SOLUTION
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model
    # END SOLUTION

# %% check="compile_model"
check_compile_model(compile_model)

# %% [markdown]
# Compiling changes no weight. So the loss that Keras now reports must be the one that you computed by
# hand above.

# %% tags=["demonstration", "nbval-ignore-output"] slug="keras-loss"
compiled = compile_model(model) or model  # a function that works in place may give None back
keras_loss = compiled.evaluate(X_train, y_train, verbose=0, return_dict=True)["loss"]
print(f"by hand: {untrained_loss:.4f}   Keras: {keras_loss:.4f}")

# %% slug="keras-loss-assert"
assert abs(untrained_loss - keras_loss) < 1e-3

# %% [markdown]
# ## Four combinations
#
# The last layer can be linear or softmax, and `from_logits` can be `True` or `False`. Two of the four
# apply softmax once. One never does, and one does it twice. All four run without an error.

# %% [markdown]
# All four start from the same weights and see the same 1,000 digits. Which of them learn well, and which
# don't?

# %% tags=["prediction"] slug="guess-four"
slowest = PredictFirst(
    "Which combination will read the fewest new digits rightly?",
    key="model-guess-four",
    choices=["linear and True", "linear and False", "softmax and False", "softmax and True"],
)
slowest

# %% slug="few-digits"
few = np.concatenate([np.flatnonzero(y_train.ravel() == digit)[:100] for digit in range(10)])
X_few, y_few = X_train[few], y_train[few]
print("of each digit:", np.bincount(y_few.ravel()))

# %% [markdown]
# The next cell builds one of the four. The cell after it trains them all, for a moment only; that takes
# some seconds.

# %% slug="one-of-four"
def one_of_four(activation, from_logits):
    """Build and compile the network with this last activation and this loss, always from the same seed."""
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.Input(shape=(400,)),
            keras.layers.Dense(25, activation="relu"),
            keras.layers.Dense(15, activation="relu"),
            keras.layers.Dense(10, activation=activation),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model

# %% tags=["nbval-ignore-output"] slug="train-four"
four = {}
with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    for activation in ("linear", "softmax"):
        for from_logits in (True, False):
            model = one_of_four(activation, from_logits)
            first_loss, _ = model.evaluate(X_few, y_few, verbose=0)
            model.fit(X_few, y_few, epochs=15, verbose=0)
            last_loss, _ = model.evaluate(X_few, y_few, verbose=0)
            _, accuracy = model.evaluate(digits.X_val, digits.y_val, verbose=0)
            losses = (first_loss, last_loss)
            four[activation, from_logits] = {"model": model, "losses": losses, "accuracy": accuracy}

# %% [markdown]
# Accuracy is measured on the 800 validation digits, which none of the four has seen. Look for the
# combination that falls behind. And look at the one that should fall behind, because it takes softmax
# twice.

# %% tags=["demonstration", "nbval-ignore-output"] slug="four-table"
print("last layer  from_logits  softmax   loss before  after  accuracy on new digits")
for (activation, from_logits), found in four.items():
    times = ("never", "once", "twice")[(activation == "softmax") + from_logits]
    before, after = found["losses"]
    row = f"{activation:10}  {from_logits!s:11}  {times:7}  {before:11.2f}  {after:5.2f}"
    print(f"{row}  {found['accuracy']:.1%}")

# %% slug="four-assert"
right, never = four["linear", True], four["linear", False]
twice = four["softmax", True]
assert right["accuracy"] > 0.75 and never["accuracy"] < right["accuracy"]
assert never["losses"][1] > right["losses"][1] + 0.3
assert abs(twice["losses"][1] - right["losses"][1]) < 0.02

# %% tags=["demonstration"] slug="the-slowest"
activation, from_logits = min(four, key=lambda settings: four[settings]["accuracy"])
slowest.reveal(
    f"{activation} and {from_logits}",
    because="It takes logits for probabilities. Softmax twice was a good guess, too: read on.",
)

# %% [markdown]
# Without any softmax the loss starts high, and the network learns badly. Nothing complained: there was no
# error and no warning. Such a mistake is found by looking, and the first loss gives it away: a network
# that knows nothing should start near -log(1/10).
#
# But softmax twice looks *perfect*, to the last digit the same as the right one. That cannot be what the
# formula says.

# %% [markdown]
# ## The mistake that Keras quietly mends
#
# Take the model with softmax and `from_logits=True`. Compute by hand what its settings say: take its
# outputs, which are probabilities, for logits, and apply softmax once more. Compare that with the loss
# that Keras reports for the very same digits.

# %% tags=["demonstration", "nbval-ignore-output"] slug="mended"
probabilities = twice["model"].predict(X_few, verbose=0)
as_the_settings_say = cross_entropy_of_probabilities(softmax(probabilities), y_few)
softmax_once = cross_entropy_of_probabilities(probabilities, y_few)
print(f"softmax twice, as the settings say: {as_the_settings_say:.3f}")
print(f"softmax once:                       {softmax_once:.3f}")
print(f"what Keras reports:                 {twice['losses'][1]:.3f}")

# %% slug="mended-assert"
assert abs(twice["losses"][1] - softmax_once) < 0.01
assert as_the_settings_say > softmax_once + 0.5

# %% [markdown]
# Keras did not do what it was told. Its softmax leaves a note on its result: "I came from these logits".
# The loss finds the note, sets the probabilities aside, and goes back to the logits. It does so on the
# TensorFlow backend, whatever `from_logits` says, in `fit`, in `evaluate`, and when you call the loss on
# what the model gives you.
#
# It does whisper, though. While the four were trained, Keras spoke. (In a script the message is one line
# among many.)

# %% tags=["demonstration", "nbval-ignore-output"] slug="keras-speaks"
messages = sorted({str(message.message) for message in heard if "from_logits" in str(message.message)})
print(*messages, sep="\n")

# %% slug="keras-speaks-assert"
assert len(messages) == 1

# %% [markdown]
# The note sticks to the tensor. A NumPy array carries none. So the same loss, with the same numbers,
# gives two answers:

# %% tags=["demonstration", "nbval-ignore-output"] slug="note-on-tensor"
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    straight_from_the_model = float(loss(y_few, twice["model"](X_few)))
through_numpy = float(loss(y_few, np.array(twice["model"](X_few))))
print(f"straight from the model: {straight_from_the_model:.3f}   through NumPy: {through_numpy:.3f}")

# %% slug="note-on-tensor-assert"
assert through_numpy > straight_from_the_model + 0.5

# %% [markdown] tags=["reflection"]
# **Think about it.** A result that depends on whether an array passed through NumPy is no result to build on.
# Other backends of Keras have no such note: there, softmax twice is softmax twice. Which of the four
# combinations would you trust in five years?

# %% [markdown]
# ## Once, but where?
#
# Softmax in the network with `False`, or softmax in the loss with `True`: by the formula both are the
# same. Not so for a computer. Make the network more and more sure, and wrong: the true class has the
# logit 0, another one has a large logit. Look where the two columns part.

# %% slug="saturation"
from_logits, from_probabilities = both_losses
print("other logit   from logits   from probabilities")
for other in (1.0, 5.0, 10.0, 15.0, 20.0, 40.0):
    Z = np.array([[0.0, other]], dtype="float32")
    first = float(from_logits(true_class, Z))
    second = float(from_probabilities(true_class, softmax(Z)))
    print(f"{other:11.0f}   {first:11.2f}   {second:18.2f}")

# %% [markdown]
# The loss from probabilities gets stuck. A probability may be too small for a float, and the logarithm of
# 0 is no number, so Keras cuts all probabilities to at least $10^{-7}$. Is the number in the last column
# -log of that? Below the cut the loss is flat: the worse the mistake, the less there is to learn from it.
#
# The loss from logits never makes the small probability. It works with the logits themselves, and loses
# nothing. You will write it in the next notebook.
#
# In `fit` the note on Keras's softmax saves a network with softmax and `False` from the flat place too. A
# step in between, a loss of your own, or another backend, and it is gone.

# %% slug="smallest-probability"
print(f"-log(0.0000001) = {-np.log(1e-7):.2f}")

# %% [markdown]
# So this is the rule of the lab: **a linear last layer, and `from_logits=True`**. Softmax comes only when
# somebody wants to read probabilities.
#
# ## What you saw
#
# - Where in the network do most parameters sit, and why there?
# - What do three layers without ReLU amount to?
# - What should the loss of an untrained network be near, and what have you found out when it isn't?
# - Four combinations ran without an error. Which of them would accuracy alone have exposed?
# - Why does a loss that is cut at a smallest probability learn least from the worst mistakes?
#
# Go on with [04 Training](04_training.ipynb): now the numbers that you counted start to move.

# %% [markdown]
# ## Where this is from
#
# - Dense layers, ReLU and why depth needs a bend: I. Goodfellow, Y. Bengio, A. Courville, *Deep
#   Learning*, MIT Press, 2016, sections 6.1 to 6.3. Softmax and cross-entropy from logits: section
#   6.2.2.3.
# - How Keras draws first weights: X. Glorot, Y. Bengio, *Understanding the Difficulty of Training Deep
#   Feedforward Neural Networks*, AISTATS 2010.
# - Adam: D. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.
# - The note on a softmax, and the cut at $10^{-7}$: Keras's own source,
#   `keras/src/backend/tensorflow/nn.py`, functions `softmax`, `_get_logits` and
#   `sparse_categorical_crossentropy`.
