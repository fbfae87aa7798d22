# %% [markdown]
# # 07 Experiments: which network is best, and how would you know?
#
# So far there was one network: 25, 15 and 10 units. Is it a good one? Would a wider one read more digits, or
# a longer training, or a network that knows what an image is?
#
# Anybody can try things until a number goes up. In this notebook you will try things so that the number
# **means** something: one change at a time, the same digits for all, and a test that nobody has looked at
# before. At the end you will build a network of your own that beats the lab's. It takes about an hour and a
# half.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 07`.

# %% tags=["setup", "nbval-ignore-output"]
from tempfile import TemporaryDirectory

import keras
import matplotlib.pyplot as plt
import numpy as np

from lab_utils.data.places import find_mnist
from lab_utils.experiments import ConfigError, load_experiments, run_experiment
from lab_utils.numpy_network import train_network
from lab_utils.plots import COLOURS, plot_accuracy_against, plot_digit_grid
from lab_utils.split import split_lab_digits
from public_tests import check_beat_the_baseline

# %% [markdown]
# ## An experiment is a list of decisions
#
# How many layers? How many units? Which loss, which step size, how many epochs, which digits, which seed?
# Whoever leaves one of them out of a report has written a report that nobody can repeat. So the lab writes
# all of them down, in one file that you can read and change: `lab_utils/experiments.toml`.

# %%
experiments = load_experiments()
for name, experiment in experiments.items():
    print(f"{name:12} {experiment.parameters:7,} parameters   {experiment.summary}")

# %% [markdown]
# Here is everything about the first of them. Which of these decisions did *you* make in notebooks 03 and 04?

# %% slug="decisions-of-lab"
for key, value in experiments["lab"].table().items():
    print(f"{key:14} {value}")

# %% [markdown]
# A change gives a new experiment; the old one stays as it is. And a slip of the pen is told at once, before
# anything is trained:

# %% slug="a-change-and-a-typo"
shorter = experiments["lab"].with_settings({"epochs": 5})
print("epochs:", experiments["lab"].epochs, "and", shorter.epochs)
try:
    experiments["lab"].with_settings({"epoch": 5})
except ConfigError as problem:
    print(problem)

# %% [markdown]
# In a terminal, `python lab.py train lab --set epochs=5` trains the same short one.

# %% [markdown]
# ## Run one
#
# `run_experiment` trains a network, scores it, and puts everything into a folder: the network, its scores,
# three pictures, and the exact decisions. (Here the folder is a temporary one. `python lab.py train` keeps
# its runs in `runs/`.)
#
# The smallest of the experiments has no hidden layer at all: 400 pixels, each with a weight to each of the
# ten logits. That is called **softmax regression**.

# %% tags=["prediction"] slug="guess-linear"
from lab_utils.widgets import PredictFirst

floor = PredictFirst(
    "How many of a hundred new digits does softmax regression read rightly, without any hidden unit?",
    key="experiments-guess-linear",
    unit="of a hundred",
    within=2,
)
floor

# %% tags=["demonstration", "nbval-ignore-output"] slug="run-linear"
kept = TemporaryDirectory(ignore_cleanup_errors=True)
runs = {"linear": run_experiment(experiments["linear"], runs=kept.name)}
for part, scores in runs["linear"].scores.parts().items():
    print(f"{part:10} {scores.digits:6,} digits   {scores.accuracy:.1%} right")
print("in its folder:", ", ".join(sorted(file.name for file in runs["linear"].folder.iterdir())))

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-floor"
floor.reveal(
    100 * runs["linear"].scores.held_out.accuracy,
    because="Ten weighted sums of pixels are enough for most digits.",
)

# %% tags=["demonstration"] slug="linear-is-a-floor"
assert 0.85 < runs["linear"].scores.held_out.accuracy < 0.95
assert runs["linear"].scores.parameters == 400 * 10 + 10

# %% [markdown]
# More than most people guess. That is why a result needs a **baseline**: something simple that had the same
# chance. An accuracy that sounds high may be what anybody gets.

# %% [markdown]
# ## The networks of the field
#
# Now the others. Three of them are the lab's network, trained differently: for longer, with plain gradient
# descent (`sgd`), or by the code of notebook 06 (`numpy`). Three are other networks: `wide` has more units
# and sees 28 x 28 pixels, `sigmoid-out` asks ten yes-or-no questions instead of one, and `cnn` slides small
# filters over the image.
#
# All of them are scored on digits that took no part in their training.

# %% tags=["prediction"] slug="guess-the-order"
ranking = PredictFirst(
    "Put these five in order: which one will read the most new digits rightly, which one the fewest?",
    key="experiments-guess-the-order",
    order=["linear", "lab", "lab-70", "wide", "cnn"],
)
ranking

# %% [markdown]
# And which of them has the most parameters: is it the best one, too?
#
# This takes a minute or so. To save time the `cnn` gets a third of its epochs.

# %% tags=["demonstration", "nbval-ignore-output"] slug="run-the-others"
chosen = {name: experiments[name] for name in ("lab", "lab-70", "sgd", "numpy", "wide", "sigmoid-out")}
chosen["cnn"] = experiments["cnn"].with_settings({"epochs": experiments["cnn"].epochs // 3})
for name, experiment in chosen.items():
    runs[name] = run_experiment(experiment, runs=kept.name)
    print(f"{name:12} {runs[name].scores.held_out.accuracy:.1%}")
held_out = {name: run.scores.held_out.accuracy for name, run in runs.items()}

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-order"
five = ["linear", "lab", "lab-70", "wide", "cnn"]
ranking.reveal(
    sorted(five, key=held_out.get, reverse=True),
    because="Where two lie close together another seed might turn them round: more of that below.",
)

# %% tags=["demonstration"] slug="order-of-the-networks"
assert held_out["cnn"] > 0.95 > held_out["lab"] > 0.88
assert held_out["cnn"] == max(held_out.values())

# %% [markdown]
# The same in full. Training accuracy stands beside test accuracy: where is the gap between the two widest?

# %% tags=["demonstration", "nbval-ignore-output"] slug="table-of-runs"
print("experiment     trained on   parameters   seconds   training     test")
for name, run in sorted(runs.items(), key=lambda pair: pair[1].scores.held_out.accuracy):
    s = run.scores
    print(f"{name:12} {s.data:>12} {s.parameters:12,} {s.seconds:9.1f} {s.train.accuracy:10.1%} "
          f"{s.held_out.accuracy:8.1%}")

# %% slug="every-run-has-two-scores"
assert all(0 < run.scores.train.accuracy <= 1 for run in runs.values())
print("scored on digits never seen:", all(run.scores.held_out.digits >= 1000 for run in runs.values()))

# %% [markdown]
# And as a picture. Each line is a network, with a point on the left for its parameters and one on the right
# for its seconds; upwards, more new digits are read rightly. Is there a rule such as "more parameters, better
# network"?

# %% tags=["demonstration", "nbval-ignore-output"] slug="accuracy-against-size-and-time"
costs = {
    what: {name: getattr(run.scores, what) for name, run in runs.items()}
    for what in ("parameters", "seconds")
}
axes = plot_accuracy_against(held_out, costs)

# %% slug="size-is-not-all"
sizes = costs["parameters"]
print("the largest network is the best one:", max(sizes, key=sizes.get) == max(held_out, key=held_out.get))
assert max(sizes, key=sizes.get) != max(held_out, key=held_out.get)

# %% [markdown]
# Not size wins, but **knowing something about images**. A filter of the `cnn` looks at nine neighbouring
# pixels, and it is the same filter everywhere: a stroke is a stroke, wherever it stands. A dense layer must
# learn that anew at each place. It would not even notice if all pixels changed places.

# %% [markdown]
# ### On which digits did it help?
#
# The share of each digit that is read rightly is its **recall**, as in notebook 05. Each digit stands a
# hundred times among the test digits. Where is the lab's network weakest, and what has become of that digit?

# %% tags=["demonstration", "nbval-ignore-output"] slug="recall-by-digit"
figure, ax = plt.subplots(figsize=(6, 3.4), layout="constrained")
recalls = {name: 100 * np.array(runs[name].scores.held_out.recall) for name in ("lab", "cnn")}
ax.vlines(range(10), recalls["lab"], recalls["cnn"], color="lightgrey", zorder=1)
for (name, recall), marker, colour in zip(recalls.items(), "os", COLOURS):
    ax.plot(recall, marker, color=colour, label=name)
ax.set(xticks=range(10), xlabel="digit", ylabel="recall, %", title="recall of each digit")
ax.grid(axis="y", color="lightgrey")
legend = ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)

# %% slug="recall-averages-to-accuracy"
recall = runs["lab"].scores.held_out.recall
print("as many of each digit, so mean recall is accuracy:", np.isclose(np.mean(recall), held_out["lab"]))
assert np.isclose(np.mean(recall), held_out["lab"])

# %% [markdown]
# ## How much of it is chance?
#
# Two networks, 92 and 93 of a hundred. Is the second one better? Train the *same* network with eight
# different seeds: other first weights, another order of the digits, nothing else. (The NumPy network takes
# half a second, so eight of them are cheap.)

# %% tags=["prediction"] slug="guess-the-spread"
spread = PredictFirst(
    "How many percentage points lie between the best and the worst of the eight?",
    key="experiments-guess-the-spread",
    unit="points",
    within=0.3,
)
spread

# %% tags=["demonstration", "nbval-ignore-output"] slug="eight-seeds"
digits = split_lab_digits()

def share_right(network, X, y):
    """Share of the digits that a NumPy network reads rightly."""
    return float(np.mean(network.logits(X).argmax(axis=1) == y.ravel()))

by_seed = [
    share_right(train_network(digits.X_train, digits.y_train, seed=seed), digits.X_test, digits.y_test)
    for seed in range(8)
]
print("test accuracy:", " ".join(f"{share:.1%}" for share in by_seed))
print(f"from worst to best: {100 * (max(by_seed) - min(by_seed)):.1f} points")

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-spread"
spread.reveal(
    100 * (max(by_seed) - min(by_seed)),
    because="Nothing differs but the seed. So a lead of less than that, from one run each, is no lead.",
)

# %% slug="the-seed-matters"
assert 0.005 < max(by_seed) - min(by_seed) < 0.05

# %% [markdown]
# There is a second kind of chance: *which* 1,000 digits happen to be in the test. If a network reads a share
# $p$ of all digits in the world rightly, then its score on $m$ of them scatters by about
# $\sqrt{p (1 - p) / m}$, the **standard error**.

# %% slug="standard-error"
p, m = 0.92, 1000
print(f"one standard error: {100 * np.sqrt(p * (1 - p) / m):.2f} points")
print(f"about 19 of 20 scores lie within plus or minus {100 * 1.96 * np.sqrt(p * (1 - p) / m):.1f} points")

# %% [markdown]
# So two scores of one run each that lie a point apart say next to nothing. Go back to the table: which
# differences there would you believe, and which not?

# %% [markdown]
# ## Choose with validation digits, score with test digits
#
# A learning rate, a number of units, a number of epochs: whatever you choose by looking at a score, the score
# flatters afterwards, because you kept the luckiest. So choose by the **validation** digits, and look at the
# test digits **once**.

# %% tags=["demonstration", "nbval-ignore-output"] slug="choose-a-learning-rate"
validation = (digits.X_val, digits.y_val)
tried = {}
for rate in (0.0001, 0.001, 0.003, 0.01, 0.03):
    network = train_network(digits.X_train, digits.y_train, learning_rate=rate, validation=validation)
    tried[rate] = network.history["val_accuracy"][-1], network
    print(f"rate {rate:<7} validation accuracy {tried[rate][0]:.1%}")
best = max(tried, key=lambda rate: tried[rate][0])
test_accuracy = share_right(tried[best][1], digits.X_test, digits.y_test)
print(f"chosen: {best}, and on the test digits: {test_accuracy:.1%}")

# %% slug="the-smallest-rate-loses"
assert tried[0.0001][0] < max(share for share, _ in tried.values())

# %% [markdown]
# The experiment `wide` was tuned in just this way. `lab_utils/experiments.toml` says which values were tried.

# %% [markdown]
# ## More digits, or a better network?
#
# Here the lab's network learns from 100 digits, then from 200, and so on up to all 3,200. Two curves: how
# well it reads the digits that it learned from, and the validation digits.

# %% [markdown] tags=["prediction"] slug="guess-learning-curve"
# **What do you expect?** What does the first curve look like, and what the second? Have they met at the right
# edge? If you had the choice of twice as many digits or twice as many units, what would you take?
#
# **My guess:**

# %% tags=["demonstration", "nbval-ignore-output"] slug="learning-curve"
sizes = [100, 200, 400, 800, 1600, 3200]
known, new = [], []
for size in sizes:
    X_some, y_some = digits.X_train[:size], digits.y_train[:size]
    # As many steps for few digits as for many.
    network = train_network(X_some, y_some, epochs=40 * 3200 // size)
    known.append(100 * share_right(network, X_some, y_some))
    new.append(100 * share_right(network, *validation))
figure, ax = plt.subplots(figsize=(6, 3.4), layout="constrained")
ax.plot(sizes, known, marker="o", color=COLOURS[0], label="digits that it learned from")
ax.plot(sizes, new, marker="s", color=COLOURS[1], linestyle="--", label="validation digits")
ax.set(xscale="log", xlabel="training digits", ylabel="accuracy, %", xticks=sizes, xticklabels=sizes)
title = ax.set_title("learned from more and more digits")
ax.minorticks_off()
legend = ax.legend(frameon=False)

# %% slug="more-digits-help"
print("eight times the digits helped:", new[-1] > new[2] > new[0])
assert new[-1] > new[2] > new[0] and min(known) > 95

# %% [markdown]
# The upper curve stays high: a few hundred digits can be learned by heart. The lower one climbs, and has not
# come to rest. This network wants **more digits**, not more epochs.

# %% [markdown]
# ### All of MNIST
#
# The lab's 5,000 digits were taken from the training images of MNIST, which has 60,000, and 10,000 more to
# test with. If they are on your machine, the experiment `sigmoid-out` above has learned from all of them. If
# not, it said so and went on with the lab's own.

# %% tags=["nbval-ignore-output"] slug="is-mnist-here"
if find_mnist() is None:
    print("MNIST is not here. To fetch it once (11 MB), type in a terminal: python lab.py data --mnist")
else:
    print("MNIST is here. To see what more digits bring, type in a terminal:")
    print("python lab.py train wide --set data=mnist --set epochs=5")
print("sigmoid-out has learned from the digits of:", runs["sigmoid-out"].scores.data)

# %% slug="sigmoid-out-has-learned"
assert runs["sigmoid-out"].scores.data in ("mnist", "lab-28")

# %% [markdown]
# One thing to keep in mind: a network that was trained on MNIST has seen the lab's test digits, for they are
# among MNIST's training images. So it may only be scored on MNIST's own test images. Two sets with different
# names can hold the same digits. Ask before you compare.

# %% [markdown]
# ## Digits for nothing: augmentation
#
# A two that stands one pixel further to the left is still a two. So move, turn and stretch the training
# digits a little, by chance and anew in each epoch: the network never sees the same image twice. This is
# **augmentation**. The `cnn` above was trained so. What is it without?

# %% tags=["prediction"] slug="guess-augmentation"
without = PredictFirst(
    "Without augmentation, will the accuracy on the training digits be higher or lower than with it?",
    key="experiments-guess-augmentation",
    choices=["higher", "lower"],
)
without

# %% tags=["demonstration", "nbval-ignore-output"] slug="without-augmentation"
still = {f"augmentation.{how}": 0 for how in ("shift", "rotation", "zoom", "shear")}
runs["cnn, no augmentation"] = run_experiment(chosen["cnn"].with_settings(still), runs=kept.name)
for name in ("cnn", "cnn, no augmentation"):
    s = runs[name].scores
    print(f"{name:22} training {s.train.accuracy:.1%}   test {s.held_out.accuracy:.1%}")

# %% tags=["demonstration", "nbval-ignore-output"] slug="without-it"
still_training, moved_training = (
    runs[name].scores.train.accuracy for name in ("cnn, no augmentation", "cnn")
)
without.reveal(
    "higher" if still_training > moved_training else "lower",
    because="It met the very same images in each epoch, and could learn them by heart.",
)

# %% [markdown]
# The test digits all stand where the data wants them, in the middle. How do both networks read digits that
# somebody has put two pixels to the side?

# %% tags=["demonstration", "nbval-ignore-output"] slug="two-pixels-to-the-side"
moved = np.roll(digits.X_test.reshape(-1, 20, 20), 2, axis=2)
moved[:, :, :2] = 0
after = {}
for name in ("lab", "cnn, no augmentation", "cnn"):
    read = runs[name].probabilities(moved.reshape(-1, 400)).argmax(axis=1)
    after[name] = float(np.mean(read == digits.y_test.ravel()))
    print(f"{name:22} {runs[name].scores.held_out.accuracy:.1%} becomes {after[name]:.1%}")

# %% slug="augmentation-holds"
assert after["cnn"] > after["lab"] + 0.05
assert after["cnn"] > after["cnn, no augmentation"]

# %% [markdown]
# Augmentation tells the network what does *not* matter. It is bought with time, and it must be true: a six
# that is turned upside down is no six.

# %% [markdown]
# ## Exercise: beat the baseline
#
# Your turn. Design a network that reads **95 %** of new digits rightly. The lab's own does not get there.
#
# `beat_the_baseline` is given training digits, builds and trains a Keras model, and returns it. The check
# calls it with 4,000 digits and scores the model on 1,000 others. The model takes rows of 400 pixels; a layer
# `keras.layers.Reshape((20, 20, 1))` makes images of them. It may answer with logits or with probabilities.
#
# The 1,000 digits are for the score only. A network that has seen them is noticed.

# %% exercise="beat_the_baseline"
def beat_the_baseline(X_train, y_train):
    """Build and train a network of your own.

    X_train : (m, 400) float32 in [0, 1]
    y_train : (m, 1) int
    returns : a trained Keras model, (m, 400) -> (m, 10)
    """
    # BEGIN SOLUTION
    keras.utils.set_random_seed(1)
    layers = [keras.Input((400,)), keras.layers.Reshape((20, 20, 1))]
    for filters in (16, 32):
        layers += [keras.layers.Conv2D(filters, 3, activation="relu"), keras.layers.MaxPooling2D()]
    layers += [keras.layers.Flatten(), keras.layers.Dropout(0.3), keras.layers.Dense(10)]
    model = keras.Sequential(layers)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss=loss, steps_per_execution=25)
    model.fit(X_train, y_train, epochs=12, batch_size=32, verbose=0)
    return model
    # END SOLUTION

# %% check="beat_the_baseline"
check_beat_the_baseline(beat_the_baseline)

# %% [markdown]
# ## Look at what is left
#
# The best network of the table still misses some. Here are those that it was surest of. Would you have read
# them rightly?

# %% tags=["demonstration", "nbval-ignore-output"] slug="what-the-best-one-misses"
probabilities = runs["cnn"].probabilities(digits.X_test)
read, truth = probabilities.argmax(axis=1), digits.y_test.ravel()
missed = np.flatnonzero(read != truth)
surest = missed[np.argsort(-probabilities[missed].max(axis=1))][:12]
sure = probabilities[surest].max(axis=1)
ax = plot_digit_grid(digits.X_test[surest], truth[surest], read[surest], confidences=sure, columns=6)

# %% slug="few-are-left"
assert 0 < len(missed) < 60
assert len(missed) < np.sum(runs["lab"].probabilities(digits.X_test).argmax(axis=1) != truth)

# %% [markdown]
# And all of them, to search on your own, as in notebook 05. If MNIST is on your machine, these are its 10,000
# test images, cut to the lab's 20 x 20; else the lab's 1,000. Is there a pair of digits that this network
# still mixes up more often than others? Sort by *least confident*: does it doubt where you would?

# %% tags=["demonstration", "nbval-ignore-output"] slug="search-the-best-one"
from lab_utils.data import load_mnist
from lab_utils.preparation import from_mnist
from lab_utils.widgets import MisclassifiedExplorer

X_unseen, y_unseen = digits.X_test, digits.y_test
if find_mnist() is not None:
    images, y_unseen = load_mnist(part="test")
    X_unseen = from_mnist(images)
explorer = MisclassifiedExplorer(
    runs["cnn"].probabilities(X_unseen), X_unseen, y_unseen, digits.X_train, digits.y_train
)
explorer

# %% slug="the-explorer-counts-alike"
assert explorer.digits.wrong.sum() < 0.06 * len(y_unseen)
assert len(y_unseen) > 1000 or explorer.digits.wrong.sum() == len(missed)

# %% [markdown]
# ## What you saw
#
# - Why is an accuracy without a baseline worth so little?
# - The `cnn` has not the most parameters. What does it have that the others lack?
# - Two networks differ by half a point on 1,000 digits. What would you do before you call one of them better?
# - Why may the learning rate be chosen by validation digits, and not by test digits?
# - What would you do first for a network whose two learning curves have not met? And for one whose curves
#   have met, too low?
# - Write down an experiment of your own: one question, one change, and what result would change your mind.
#   You can add it at the end of `lab_utils/experiments.toml` and type `python lab.py train NAME`.
#
# Go on with [08 Your digits](08_your_digits.ipynb): what does the network say to *your* handwriting?

# %% [markdown]
# ## Where this is from
#
# - Convolutional networks for digits, and MNIST itself: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner,
#   *Gradient-Based Learning Applied to Document Recognition*, Proceedings of the IEEE 86(11), 1998.
# - Distorted copies of digits as further training data: P. Simard, D. Steinkraus, J. Platt, *Best Practices
#   for Convolutional Neural Networks Applied to Visual Document Analysis*, ICDAR 2003.
# - Training, validation and test, and the standard error of a share: T. Hastie, R. Tibshirani, J. Friedman,
#   *The Elements of Statistical Learning*, 2nd edition, Springer, 2009, chapter 7.
# - How much seeds and samples move a comparison: X. Bouthillier et al., *Accounting for Variance in Machine
#   Learning Benchmarks*, MLSys 2021.
