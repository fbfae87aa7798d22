# %% [markdown]
# # 04 Training: let the numbers move
#
# The network of notebook 03 has some ten thousand numbers, drawn by chance. Now they learn. Two questions
# lead through this notebook. **How wrong is the network**, as one number? And **how far should it go** in
# making that number small?
#
# At the end you will have written the loss that almost every classifier is trained with. You will have
# trained the network, and you will know its honest score. It takes about an hour.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 04`.

# %% tags=["setup", "nbval-ignore-output"]
import keras
import matplotlib.pyplot as plt
import numpy as np

from lab_utils.data import load_digits
from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.plots import plot_class_balance, plot_history
from lab_utils.split import split_lab_digits
from lab_utils.widgets import LiveTraining, PredictFirst
from public_tests import check_cross_entropy, check_train_model

# %% [markdown]
# ## The data, in three parts
#
# The lab splits its digits twice. The **training** digits move the weights. The **validation** digits are
# looked at during training, but nothing is learned from them. The **test** digits stay in the drawer until
# the very end. Look at the sizes: do the three parts hold as many of each digit?

# %% slug="three-parts"
digits = split_lab_digits()
X_train, y_train = digits.X_train, digits.y_train
X_val, y_val = digits.X_val, digits.y_val
X_test, y_test = digits.X_test, digits.y_test
print("train:", X_train.shape, " validate:", X_val.shape, " test:", X_test.shape)
ax = plot_class_balance({"train": y_train, "validate": y_val, "test": y_test})

# %% [markdown]
# ## Part 1: How wrong is an answer?
#
# For each digit the network gives ten logits, and softmax makes probabilities of them. Only one of these
# matters for the loss: the probability $p_y$ of the **right** class $y$. The loss of one digit is
#
# $$ \ell = -\log p_y $$
#
# Here is that curve. Where is it 0? And what happens at its left end?

# %% slug="curve-of-the-loss"
p = np.linspace(0.001, 1, 500)
figure, ax = plt.subplots(figsize=(5.6, 3))
ax.plot(p, -np.log(p))
label = ax.set(xlabel="probability of the right class", ylabel="loss", title="the loss of one digit")

# %% [markdown]
# Three networks look at the same digit. One is sure and right, one has no idea, one is sure and wrong. What
# is the order of their losses?

# %% tags=["prediction"] slug="guess-three-networks"
how_much_worse = PredictFirst(
    "There are three classes. Having no idea gives the right one a third. Being sure and wrong leaves it "
    "less than a hundredth. How many times as large is the loss then?",
    key="training-guess-three-networks",
    unit="times",
    factor=1.5,
)
how_much_worse

# %% [markdown]
# To keep the numbers small, there are only three classes here, and the right one is class 0. Compare the last
# column.

# %% slug="three-answers"
answers = {"sure and right": [5.0, 0.0, 0.0], "no idea": [0.0, 0.0, 0.0], "sure and wrong": [0.0, 5.0, 0.0]}
losses = {}
print("                logits             p of class 0    loss")
for name, z in answers.items():
    p = np.exp(z) / np.sum(np.exp(z))
    losses[name] = -np.log(p[0])
    print(f"{name:15} {z!s:18} {p[0]:12.4f} {losses[name]:7.4f}")

# %% tags=["demonstration"] slug="how-much-worse"
how_much_worse.reveal(
    losses["sure and wrong"] / losses["no idea"],
    because="And there is no end: each time the right class gets a tenth of what it had, log(10) is added.",
)

# %% [markdown]
# The loss hardly cares whether a right answer is sure or very sure. It cares a lot about a wrong answer that
# is sure. That is what we want: **a confident mistake should cost most.**

# %% [markdown]
# ### The formula is not the code
#
# Make an answer more and more sure, once of the wrong class and once of the right one. Compute the loss just
# as the formula says. Look for the row in which it stops being a number that you can train with.

# %% slug="formula-as-code"
def loss_by_the_formula(z, y):
    """The loss of one row of logits, step by step as it is written."""
    p = np.exp(z) / np.sum(np.exp(z))
    return -np.log(p[y]) + 0  # a minus 0 becomes 0


print("large logit    of the wrong class    of the right class")
with np.errstate(all="ignore"):
    for large in (5.0, 50.0, 500.0, 700.0, 800.0):
        wrong = loss_by_the_formula(np.array([0.0, large, 0.0]), 0)
        right = loss_by_the_formula(np.array([large, 0.0, 0.0]), 0)
        print(f"{large:11.0f} {wrong:21.2f} {right:21.2f}")

# %% [markdown]
# `inf` and `nan` end a training: every weight becomes `nan` with the next step. Two things go wrong. `exp` of
# a large number overflows, and a tiny probability is rounded to 0, whose logarithm is minus infinity.
#
# Adding a small constant inside the logarithm hides this. It also makes all bad mistakes cost the same.
# There is a better way, and it starts on paper.

# %% [markdown]
# ### Log-sum-exp
#
# Put softmax into the logarithm **before** you compute anything. The logarithm of a fraction is a difference,
# and the logarithm of $e^{z_y}$ is just $z_y$:
#
# $$ \ell = -\log \frac{e^{z_y}}{\sum_k e^{z_k}} = \log \sum_k e^{z_k} - z_y $$
#
# Now only the first term still has an `exp`. It is called the **log-sum-exp** of the row. Take the largest
# logit $m$ out of the sum, as in notebook 02, and no exponent is above 0 any more:
#
# $$ \log \sum_k e^{z_k} = m + \log \sum_k e^{z_k - m} $$

# %% [markdown]
# Can the sum of exponentials be 0 then? Can its logarithm be infinite?

# %% tags=["prediction"] slug="guess-sum-of-exponentials"
largest_term = PredictFirst(
    "After the largest logit is taken out, what is the largest number in the sum of exponentials?",
    key="training-guess-sum-of-exponentials",
)
largest_term

# %% [markdown]
# ## Exercise: the loss of a batch
#
# Write `cross_entropy`: it takes the logits of a whole batch, one row for each digit, and gives the **mean**
# of the rows' losses, one number. The labels may come flat, or as a column like the lab's `y`. It must stay
# finite for any logits that are.

# %% exercise="cross_entropy"
def cross_entropy(logits, y):
    """Compute the mean cross-entropy of a batch, from logits.

    logits : (m, K) float, any finite numbers
    y : (m,) or (m, 1) int, the right class of each row
    returns : float

    Example: cross_entropy(np.array([[0.0, 0.0]]), np.array([0])) is log(2), about 0.6931.
    """
    # BEGIN SOLUTION
    labels = np.reshape(y, -1)
    largest = logits.max(axis=1, keepdims=True)
    shifted = logits - largest
    log_sums = largest[:, 0] + np.log(np.exp(shifted).sum(axis=1))
    right = logits[np.arange(len(labels)), labels]
    return float(np.mean(log_sums - right))
    # END SOLUTION

# %% check="cross_entropy"
check_cross_entropy(cross_entropy)

# %% tags=["demonstration"] slug="largest-term"
z = np.array([2.0, 800.0, -5.0])
largest_term.reveal(
    np.exp(z - z.max()).max(),
    because="The largest logit becomes 0, and exp(0) is 1. So the sum is 1 or more, and no logarithm fails.",
)

# %% [markdown]
# Your function against the one that Keras trains with, on a thousand rows of random logits. Then both on
# logits on which the formula broke. Compare the digits.

# %% tags=["demonstration", "nbval-ignore-output"] slug="against-keras"
rng = np.random.default_rng(0)
logits, labels = rng.normal(0, 3, (1000, 10)), rng.integers(0, 10, 1000)
keras_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype="float64")
yours, theirs = cross_entropy(logits, labels), float(keras_loss(labels, logits))
print(f"yours: {yours:.7f}   Keras: {theirs:.7f}")
far_off, right = np.array([[0.0, 800.0, 0.0], [1000.0, 0.0, -1000.0]]), np.array([0, 2])
far_yours, far_theirs = cross_entropy(far_off, right), float(keras_loss(right, far_off))
print(f"yours: {far_yours:.1f}   Keras: {far_theirs:.1f}")

# %% tags=["demonstration"] slug="equal-to-keras"
print("equal to a millionth:", abs(yours - theirs) < 1e-6)
print("far off as well:     ", abs(far_yours - far_theirs) < 1e-6)
assert abs(yours - theirs) < 1e-6 and abs(far_yours - far_theirs) < 1e-6

# %% [markdown]
# `from_logits=True` in notebook 03 chose just this: the loss that you have written.

# %% [markdown]
# A network that is not trained yet has no idea: each of the ten digits gets a probability of about a tenth.
# You can compute its loss in your head, up to a logarithm.

# %% tags=["prediction"] slug="guess-untrained-loss"
first_loss = PredictFirst(
    "What is the mean loss of a network that is not trained yet?",
    key="training-guess-untrained-loss",
    within=0.15,
)
first_loss

# %% tags=["demonstration", "nbval-ignore-output"] slug="untrained-loss"
first_losses = []
for seed in range(5):
    untrained = build_lab_network(seed=seed)
    first_losses.append(cross_entropy(untrained.predict(X_train, verbose=0), y_train))
print("five untrained networks:", np.round(first_losses, 2))
print("log(10):", round(np.log(10), 2))

# %% tags=["demonstration", "nbval-ignore-output"] slug="first-loss"
first_loss.reveal(
    round(float(np.mean(first_losses)), 2),
    because="A tenth for each digit costs log(10). Chance adds a little.",
)

# %% tags=["demonstration"] slug="untrained-loss-is-near-log-10"
assert np.all(np.abs(np.array(first_losses) - np.log(10)) < 0.5)

# %% [markdown]
# They lie near $\log 10$: $-\log \frac{1}{10} = \log 10$. A little above, because chance makes a network a
# little sure of something wrong. Remember this number. If a training starts far above it, something is wrong:
# the scale of the pixels, the weights or the loss.

# %% [markdown]
# ## Part 2: Train
#
# Training goes down the slope of the loss, in small steps. One **step** takes 32 digits, a *batch*, and moves
# every weight a little so that the loss of these digits falls. One **epoch** is one round through all the
# training digits, in a new order each time. `fit` does all of it:
#
# `model.fit(images, labels, epochs=..., validation_data=(images, labels), verbose=0)`
#
# It gives back a `History`: the loss and the accuracy after each epoch, on the training digits and, if it was
# given some, on validation digits.

# %% [markdown]
# The three parts were counted at the top. What happens if a number of digits cannot be divided by 32?

# %% tags=["prediction"] slug="guess-steps"
steps = PredictFirst(
    "How many steps do 40 epochs take on the lab's training digits?",
    key="training-guess-steps",
    unit="steps",
    factor=1.03,
)
steps

# %% [markdown]
# ## Exercise: train with validation
#
# Write `train_model`. It trains the compiled model that it is given, with the epochs that it is asked for. It
# validates on the digits that were set aside for that, and returns the `History`.

# %% exercise="train_model"
def train_model(model, X_train, y_train, X_val, y_val, epochs=40):
    """Train a compiled model in place, with validation.

    X_train, X_val : (m, 400) float32 in [0, 1]
    y_train, y_val : (m, 1) int
    returns : the History that fit gives

    Example: train_model(model, X_train, y_train, X_val, y_val, epochs=5).history["val_loss"] has 5 numbers.
    """
    # BEGIN SOLUTION
    history = model.fit(
        X_train,
        y_train,
        epochs=epochs,
        validation_data=(X_val, y_val),
        verbose=0,
    )
    return history
    # END SOLUTION

# %% check="train_model"
check_train_model(train_model)

# %% [markdown]
# Now the real thing: 40 epochs on all the training digits. `LiveTraining(model)` takes the model's place:
# your `train_model` calls its `fit` as ever, and you see the curves grow. Watch where the solid and the
# dashed one part. There is a Stop, too, but let this training run: the next cells count its epochs.
#
# The seed makes chance repeat itself, so that you get the same curves when you run the cell again.
# (`steps_per_execution` lets Keras take 25 steps in one go: that is faster, and changes no number.)

# %% tags=["demonstration", "nbval-ignore-output"] slug="train-40-epochs"
keras.utils.set_random_seed(0)
model = compile_lab_network(build_lab_network(seed=0), steps_per_execution=25)
history = train_model(LiveTraining(model), X_train, y_train, X_val, y_val, epochs=40)
for name, values in history.history.items():
    print(f"{name:13} first epoch {values[0]:.3f}   last epoch {values[-1]:.3f}")

# %% [markdown]
# Did you count the steps rightly? The optimizer has counted too.

# %% tags=["demonstration"] slug="steps-of-the-optimizer"
steps_per_epoch = int(np.ceil(len(X_train) / 32))
print("steps in an epoch:", steps_per_epoch, " in 40 epochs:", 40 * steps_per_epoch)
print("steps that the optimizer took:", int(model.optimizer.iterations))
assert int(model.optimizer.iterations) == 40 * steps_per_epoch

# %% tags=["demonstration"] slug="how-many-steps"
steps.reveal(
    int(model.optimizer.iterations),
    because="Each epoch takes all digits, 32 a step. A last batch of fewer digits would be a step, too.",
)

# %% [markdown]
# Here are the curves once more, from the `History`. Solid is training, dashed is validation. Look for the
# epoch in which the two losses part. From there on, what does the network learn that helps with its own
# digits only?

# %% tags=["demonstration", "nbval-ignore-output"] slug="curves-of-40-epochs"
axes = plot_history(history, title="40 epochs:")

# %% tags=["demonstration"] slug="the-gap"
loss, val_loss = history.history["loss"], history.history["val_loss"]
print("validation loss fell at first:", val_loss[5] < val_loss[0])
print("at the end training looks better than validation:", loss[-1] < val_loss[-1])
assert val_loss[5] < val_loss[0] and loss[-1] < val_loss[-1]

# %% [markdown]
# The space between the curves is called the **generalisation gap**. When the training loss still falls and
# the validation loss no longer does, the network **overfits**: it learns its own digits by heart.
#
# By the way: `val_loss` is the loss that *you* have written. Is your function's value the last entry?

# %% tags=["demonstration", "nbval-ignore-output"] slug="val-loss-is-your-loss"
own_val_loss = cross_entropy(model.predict(X_val, verbose=0), y_val)
print(f"your cross_entropy: {own_val_loss:.4f}   History: {val_loss[-1]:.4f}")

# %% tags=["demonstration"] slug="val-loss-agrees"
assert abs(own_val_loss - val_loss[-1]) < 1e-3

# %% [markdown]
# ## The honest score
#
# Now the drawer is opened. The test digits have had no say in anything so far: not in a weight, not in a
# choice.

# %% tags=["prediction"] slug="guess-honest-score"
gap = PredictFirst(
    "How many percentage points will the accuracy on the test digits lie below that on the training digits?",
    key="training-guess-honest-score",
    unit="points",
    within=1.5,
)
gap

# %% tags=["demonstration", "nbval-ignore-output"] slug="score-after-40-epochs"
def accuracy(model, X, y):
    """Share of the digits that the model reads rightly."""
    return float(np.mean(np.argmax(model.predict(X, verbose=0), axis=1) == y.ravel()))


parts = {"training": (X_train, y_train), "validation": (X_val, y_val), "test": (X_test, y_test)}
after_40 = {name: accuracy(model, X, y) for name, (X, y) in parts.items()}
for name, share in after_40.items():
    print(f"{name:10} digits: {share:.1%} right")

# %% tags=["demonstration", "nbval-ignore-output"] slug="how-wide-a-gap"
gap.reveal(
    round(100 * (after_40["training"] - after_40["test"]), 1),
    because="It has met its training digits forty times, and the test digits never.",
)

# %% tags=["demonstration"] slug="nine-of-ten"
print("at least nine of ten on digits that it has never seen:", after_40["test"] >= 0.9)
assert after_40["test"] >= 0.9
assert after_40["training"] > after_40["test"]

# %% [markdown]
# Only the score on **held-out** digits tells how the network will do on the next one. A report of the first
# number alone is the most common way to fool oneself.

# %% [markdown]
# ## Longer is better?
#
# `fit` does not start afresh: it goes on with the weights that are there. So 260 epochs more make 300 of it.
# This is the longest cell of the lab; it may take a minute or so.

# %% [markdown]
# Will the training accuracy still rise? What will have happened to the validation loss?

# %% tags=["prediction"] slug="guess-300-epochs"
after_more = PredictFirst(
    "After 300 epochs instead of 40, what will have become of the accuracy on the test digits?",
    key="training-guess-300-epochs",
    choices=["higher by 2 points or more", "about the same", "lower by 2 points or more"],
)
after_more

# %% tags=["demonstration", "nbval-ignore-output"] slug="train-300-epochs"
more = train_model(model, X_train, y_train, X_val, y_val, epochs=260)
after_300 = {name: accuracy(model, X, y) for name, (X, y) in parts.items()}
print("                 40 epochs   300 epochs")
for name in parts:
    print(f"{name:10}       {after_40[name]:9.1%}   {after_300[name]:10.1%}")
print(f"val. loss        {val_loss[-1]:9.2f}   {more.history['val_loss'][-1]:10.2f}")

# %% tags=["demonstration", "nbval-ignore-output"] slug="what-became-of-it"
change = after_300["test"] - after_40["test"]
after_more.reveal(
    "about the same" if abs(change) < 0.02 else f"{'higher' if change > 0 else 'lower'} by 2 points or more",
    because="Once all of its own digits are read rightly, there is little left to learn from them.",
)

# %% tags=["demonstration"] slug="held-out-hardly-moves"
assert after_300["training"] > 0.995
assert abs(after_300["test"] - after_40["test"]) < 0.04
assert more.history["val_loss"][-1] > min(val_loss)

# %% [markdown]
# Look at the dashed curves: the loss climbs, and yet the accuracy stays about where it was. How can that be?
# (What does a mistake cost when the network grows more and more sure of it?)

# %% tags=["demonstration", "nbval-ignore-output"] slug="curves-of-300-epochs"
whole = {name: history.history[name] + more.history[name] for name in history.history}
axes = plot_history(whole, title="300 epochs:")

# %% tags=["demonstration"] slug="300-epochs-in-the-history"
print("epochs in both histories together:", len(whole["loss"]))
best = int(np.argmin(whole["val_loss"])) + 1
print("the lowest validation loss came in the first 60 epochs:", best <= 60)
assert len(whole["loss"]) == 300 and best <= 60

# %% [markdown]
# On its own digits the network hardly errs any more. On new ones little has changed, except that it has
# become far too sure of its mistakes. **The validation curve says when to stop**, and it cannot do so when
# those digits take part in training.

# %% [markdown]
# ### When would you stop?
#
# A fresh network, and more epochs than it needs. Press **Stop** as soon as you are sure that more of them
# will not help with new digits. If nobody presses, it ends by itself.

# %% [markdown] tags=["prediction"] slug="guess-your-stop"
# **What do you expect?** Which of the four curves will you watch? And will you press before its best epoch,
# in it, or after it?
#
# **My guess:**

# %% tags=["demonstration", "nbval-ignore-output"] slug="stop-it-yourself"
keras.utils.set_random_seed(1)
fresh = compile_lab_network(build_lab_network(seed=1), steps_per_execution=25)
watched = train_model(LiveTraining(fresh), X_train, y_train, X_val, y_val, epochs=100)
best_epoch = int(np.argmin(watched.history["val_loss"])) + 1
print("epochs that it took:", len(watched.history["val_loss"]))
print("lowest validation loss in epoch", best_epoch)

# %% tags=["demonstration"] slug="your-stop-is-in-the-history"
print("its history ends where it was stopped:", 1 <= best_epoch <= len(watched.history["loss"]) <= 100)
assert 1 <= best_epoch <= len(watched.history["loss"]) <= 100

# %% [markdown] tags=["reflection"]
# **Think about it.** Nobody sees the lowest point before it is past. How long would you let the curve climb
# until you believe it? Keras asks for just that number: `keras.callbacks.EarlyStopping(patience=...)`.

# %% [markdown]
# ## How large is a step?
#
# The **learning rate** says how far a step goes. Too small, and nothing moves. Too large, and each step jumps
# across the valley. Three networks start with the same weights and train for six epochs.

# %% tags=["prediction"] slug="guess-learning-rates"
by_loss = PredictFirst(
    "Put the three rates in order by their validation loss after six epochs, the lowest loss first.",
    key="training-guess-learning-rates",
    order=["0.00001", "0.001", "0.1"],
)
by_loss

# %% [markdown]
# All three are drawn over one another, each with a marker of its own. One of them stays near the loss of
# having no idea, which is $\log 10$. Is it the one that you expected?

# %% tags=["demonstration", "nbval-ignore-output"] slug="three-learning-rates"
live, last = LiveTraining(), {}
for rate in ("0.00001", "0.001", "0.1"):
    keras.utils.set_random_seed(0)
    learner = compile_lab_network(build_lab_network(seed=0), learning_rate=float(rate))
    named = live.next_run(learner, name=f"rate {rate}")
    run = train_model(named, X_train, y_train, X_val, y_val, epochs=6).history
    last[rate] = run["val_loss"][-1]
    print(f"rate {rate}: validation loss {last[rate]:.2f}")

# %% tags=["demonstration", "nbval-ignore-output"] slug="rates-by-loss"
by_loss.reveal(
    sorted(last, key=last.get),
    because="Tiny steps hardly leave the start, and huge ones jump about. The best rate lies in between.",
)

# %% tags=["demonstration"] slug="the-middle-rate-wins"
print("the middle rate wins:", min(last, key=last.get) == "0.001")
assert last["0.001"] < 0.7
assert min(last["0.00001"], last["0.1"]) > last["0.001"] + 0.2

# %% [markdown]
# The same weights, the same data, the same code: only one number differs. When a loss stays near $\log 10$,
# or jumps about, the learning rate is the first thing to look at.

# %% [markdown]
# ## A trap: `validation_split`
#
# Keras can set validation digits aside by itself: `fit(X, y, validation_split=0.2)`. Handy. But remember
# from notebook 01 how the digits of `load_digits()` are sorted.

# %% [markdown]
# It takes the *last* fifth of the rows. Which digits are these? What will the validation accuracy be?

# %% tags=["prediction"] slug="guess-validation-split"
ever_answered = PredictFirst(
    "The network learns from the first four fifths of the sorted rows. How many of the ten digits will it "
    "ever answer with, whatever it sees?",
    key="training-guess-validation-split",
    unit="of the ten digits",
)
ever_answered

# %% tags=["demonstration", "nbval-ignore-output"] slug="sorted-digits-split-off"
X, y = load_digits()
keras.utils.set_random_seed(0)
trapped = compile_lab_network(build_lab_network(seed=0))
trap = trapped.fit(X, y, epochs=6, validation_split=0.2, verbose=0)
print("loss on what it trained on:", np.round(trap.history["loss"], 2))
print("validation loss:           ", np.round(trap.history["val_loss"], 2))
print("validation accuracy:       ", np.round(trap.history["val_accuracy"], 2))
axes = plot_history(trap, title="validation_split on sorted digits:")

# %% [markdown]
# The training curve looks fine. The dashed one explodes. Count how often the network answers with each digit,
# on test digits that hold a hundred of each:

# %% tags=["demonstration", "nbval-ignore-output"] slug="never-an-eight-or-a-nine"
answers = np.argmax(trapped.predict(X_test, verbose=0), axis=1)
counts = np.bincount(answers, minlength=10)
print("digit:   ", np.arange(10))
print("answered:", counts)

# %% tags=["demonstration", "nbval-ignore-output"] slug="ever-answered"
ever_answered.reveal(
    np.count_nonzero(counts),
    because="Nothing in its training digits ever spoke for the others.",
)

# %% tags=["demonstration"] slug="eight-and-nine-are-missing"
print("labels in the last fifth:", np.unique(y[4000:]))
print("eights and nines among the answers:", counts[8] + counts[9])
assert counts[8] + counts[9] == 0
assert trap.history["val_loss"][-1] > 2 * np.log(10)
assert trap.history["loss"][-1] < 0.5

# %% [markdown]
# It has never seen an eight or a nine, so it does not know that they exist. Shuffle before you split, or
# split by hand and pass `validation_data`, as you did above.

# %% [markdown]
# ## What you saw
#
# - Why does the loss look at the probability of the right class only, and yet feel all ten logits?
# - Which of the two terms of the loss needs the largest logit taken out, and why not the other?
# - What loss should a training start with, and what does it mean if it starts elsewhere?
# - Which of the curves would you look at to decide when to stop?
# - The training accuracy went on rising. Why is that no reason to hand the network out?
# - If somebody tells you an accuracy, what is the first thing that you ask?
#
# Go on with [05 Evaluation](05_evaluation.ipynb): on which digits is the network wrong, and how sure is it
# then?

# %% [markdown]
# ## Where this is from
#
# - Cross-entropy, and why it is computed from logits: I. Goodfellow, Y. Bengio, A. Courville, *Deep
#   Learning*, MIT Press, 2016, sections 6.2.2.3 and 4.1 (overflow and underflow).
# - Overfitting, and stopping early: the same book, sections 5.2 and 7.8.
# - Why training, validation and test data are kept apart: T. Hastie, R. Tibshirani, J. Friedman, *The
#   Elements of Statistical Learning*, 2nd edition, Springer, 2009, section 7.2.
# - Adam, the optimizer behind `fit`: D. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*,
#   ICLR 2015.
