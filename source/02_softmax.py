# %% [markdown]
# # 02 Softmax: from scores to probabilities
#
# A network does two things with numbers that are not sums of products. Inside, it **bends** them: that is
# the work of an activation such as ReLU. At the end, it turns ten scores into ten **probabilities**: that
# is the work of softmax.
#
# At the end of this notebook you will have written both yourself, with NumPy alone. Your softmax will
# survive numbers that break most others, and you will have caught five wrong ones. It takes about an hour.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 02`.

# %% tags=["setup"]
import warnings

import numpy as np

from lab_utils.plots import plot_activation, plot_probabilities
from lab_utils.wrong_softmaxes import BOXES
from public_tests import check_break_softmax, check_my_softmax, check_relu, check_softmax_batch

# %% [markdown]
# ## Part 1: Three ways to pass a number on
#
# A unit of a network adds up its inputs, each times a weight. The sum is called $z$, and it can be any
# number. Then an **activation** decides what the unit passes on.
#
# Here are two of them. *Linear* passes z on as it is. *Sigmoid* is $1 / (1 + e^{-z})$. Look at both ends of
# the table: which of the two still tells 4 from 6?

# %% tags=["demonstration"]
z = np.array([-6.0, -4.0, -1.0, 0.0, 1.0, 4.0, 6.0])
print("z       ", z)
print("linear  ", z)
print("sigmoid ", np.round(1 / (1 + np.exp(-z)), 3))

# %% [markdown]
# Why bend numbers at all? Two layers that only multiply and add do nothing that one layer could not do. The
# next cell sends three inputs through two such layers, and then through one layer whose weights are the
# product of the two. Compare the results.

# %% tags=["demonstration"]
generator = np.random.default_rng(1)
inputs = generator.integers(-2, 3, size=(3, 4))
first, second = generator.integers(-2, 3, size=(4, 5)), generator.integers(-2, 3, size=(5, 2))
print("two layers:\n", (inputs @ first) @ second)
print("one layer:\n", inputs @ (first @ second))

# %% [markdown]
# ### ReLU
#
# ReLU, the *rectified linear unit*, bends in the simplest way there is: it keeps positive numbers and
# replaces the others by 0.
#
# $$\mathrm{relu}(z) = \max(0, z)$$

# %% [markdown] tags=["prediction"]
# **What do you expect?** `z` is an array with 2 rows and 3 columns. What shape should `relu(z)` have? And
# if somebody calls `relu(z)`, should their `z` be another one afterwards?
#
# **My guess:**

# %% [markdown]
# ### Exercise: `relu`
#
# Write it with NumPy, for an array of any shape.

# %% exercise="relu"
def relu(z):
    """Return the larger of each number and 0.

    Parameters
    ----------
    z : ndarray of any shape, int or float

    Returns
    -------
    ndarray
        A new array of the same shape; z stays as it was. ``relu([[-1, 2]])`` is ``[[0, 2]]``.
    """
    # BEGIN SOLUTION
    return np.maximum(z, 0)
    # END SOLUTION


# %% check="relu"
check_relu(relu)

# %% [markdown]
# Now see the three side by side. The pictures show what each makes of every z from -5 to 5. Look for two
# things: where is a curve flat, so that a small change of z changes nothing? And where does it bend?

# %% tags=["demonstration"]
import matplotlib.pyplot as plt


def linear(z):
    return z


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


figure, axes = plt.subplots(1, 3, figsize=(9, 2.8), layout="constrained", sharey=True)
for function, ax in zip((linear, sigmoid, relu), axes, strict=True):
    plot_activation(function, ax=ax)
    ax.label_outer()

# %% [markdown]
# A flat place is bad for learning: a network learns by asking how the result changes when a weight changes
# a little. Measure the slope of each curve at a few places. How much is left of it far away from 0?

# %% tags=["demonstration"]
places = np.array([-8.0, -2.0, 2.0, 8.0])
step = 1e-4
print("z      ", places)
for function in (linear, sigmoid, relu):
    rise = np.asarray(function(places + step)) - np.asarray(function(places - step))
    print(f"{function.__name__:8}", np.round(rise / (2 * step), 4))

# %% [markdown]
# ### Along the curves
#
# Move the point, by mouse or with the arrow keys, and read its value and its slope. One curve is new: *tanh*,
# an old cousin of the sigmoid. The last one is your own `relu`, with slopes measured as above.
#
# How large does the slope of the sigmoid ever get, and that of tanh? Put the point on ReLU and move it to 0:
# what is its slope there?

# %% tags=["demonstration", "nbval-ignore-output"] slug="along-the-curves"
from lab_utils.widgets import ActivationPlots, ReluBump

plots = ActivationPlots(relu)
plots

# %% slug="five-curves-or-four"
# Four known curves, and yours once it is written.
assert len(plots.curves) in (4, 5)

# %% [markdown]
# And the two layers from above? Put your ReLU between them, and ask whether one layer with the product of
# the weights still gives the same.

# %% tags=["demonstration"]
bent = np.asarray(relu(inputs @ first)) @ second
print("with ReLU between:\n", bent)
print("the same as one layer:", np.array_equal(bent, inputs @ (first @ second)))

# %% [markdown] tags=["reflection"]
# **Think about it.** Positive numbers keep their full slope in ReLU, however large they are. What happens
# to a unit whose z is negative for every digit? Could it still learn?

# %% [markdown]
# ### What two units make together
#
# One ReLU unit gives a line with one bend. Its **weight** sets how steep it is and to which side it opens,
# its **bias** moves the bend. A network adds such units up, each times another weight.

# %% [markdown] tags=["prediction"]
# **What do you expect?** Can two units add up to a bump, so that the sum is above 0 for every z between 1 and
# 2 and nowhere else? And can they do it so that the sum is exactly 0 on both sides?
#
# **My guess:**

# %% [markdown]
# Try it: change the numbers until all three lines of the goal say *yes*. Where must the two bends be? Then
# switch the third ReLU on.

# %% tags=["demonstration", "nbval-ignore-output"]
bump = ReluBump()
bump

# %% slug="two-units-have-two-bends"
assert len(bump.units.bends) <= 2

# %% [markdown] tags=["reflection"]
# **Think about it.** After its two bends the sum of two units goes on as a straight line, for ever. How many
# units would it take without the one behind them? And what could a network make of many bumps, side by side?

# %% [markdown]
# ## Part 2: From scores to probabilities
#
# The last layer of our network will give ten numbers for a digit, one for each class from 0 to 9. They are
# called **scores** or **logits**. The ones below are made up, but look like real ones. Which digit does the
# network mean? And why are they no probabilities?

# %% tags=["demonstration"]
scores = np.array([-1.2, 0.3, 5.1, 3.9, -4.0, 0.8, -2.2, 1.5, 2.7, -0.4])
for digit, score in enumerate(scores):
    print(f"{digit}: {score:5.1f}  " + "#" * max(0, round(4 * score)))
print("sum:", round(float(scores.sum()), 2))

# %% [markdown]
# Probabilities are never negative, and they add up to 1. Dividing by the sum makes the sum right, but look
# at the signs. And it fails altogether for some scores: see the second line.

# %% tags=["demonstration"]
print(np.round(scores / scores.sum(), 3))
with np.errstate(all="ignore"):
    print(np.array([-1.0, 0.0, 1.0]) / np.sum([-1.0, 0.0, 1.0]))

# %% [markdown]
# What is positive for every number, and grows with it? The exponential function $e^z$, in NumPy `np.exp`.
# Look at the second row. By what is each number of it larger than the one before?

# %% tags=["demonstration"]
z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
print("z      ", z)
print("exp(z) ", np.round(np.exp(z), 4))
print("ratios ", np.round(np.exp(z[1:]) / np.exp(z[:-1]), 4))

# %% [markdown]
# ### The formula
#
# **Softmax** takes the exponential of each score, and divides it by the sum of all of them:
#
# $$p_i = \frac{e^{z_i}}{\sum_{k=1}^{N} e^{z_k}}$$
#
# $N$ is how many scores there are, and $p_i$ is the probability of class $i$. The name says what it does: a
# soft way to ask for the maximum.

# %% [markdown]
# What will the probabilities be when all scores are equal? And when they are 1, 2 and 3?

# %% tags=["prediction"] slug="guess-three-scores"
from lab_utils.widgets import PredictFirst

third_to_first = PredictFirst(
    "The scores are 1, 2 and 3. How many times as large as the first probability will the third be?",
    key="softmax-guess-three-scores",
    unit="times",
    factor=1.2,
)
third_to_first

# %% [markdown]
# ### Exercise: `my_softmax`
#
# Write the formula in NumPy, for the scores of one digit. They are small here; large ones come in part 3.

# %% exercise="my_softmax"
def my_softmax(z):
    """Turn the scores of one digit into probabilities.

    Parameters
    ----------
    z : ndarray, shape (N,), int or float
        The scores; N can be any number. They are between -50 and 50 here.

    Returns
    -------
    ndarray, shape (N,), float
        Positive numbers with the sum 1. ``my_softmax(np.array([0, 0]))`` is ``[0.5, 0.5]``.
    """
    # BEGIN SOLUTION
    exponentials = np.exp(z)
    return exponentials / np.sum(exponentials)
    # END SOLUTION


# %% check="my_softmax"
check_my_softmax(my_softmax)

# %% tags=["demonstration"] slug="third-to-first"
p = my_softmax(np.array([1.0, 2.0, 3.0]))
third_to_first.reveal(
    p[2] / p[0],
    because="Each step of 1 between two scores is a factor of e. Here are two steps: e times e.",
)

# %% [markdown]
# Now use it on the ten scores. The bars are your probabilities; the striped one is the largest. Compare the
# second largest bar with the largest: how far apart were their scores?

# %% tags=["demonstration"]
probabilities = my_softmax(scores)
print("probabilities:", np.round(probabilities, 3))
print("sum:", round(float(np.sum(probabilities)), 6))
ax = plot_probabilities(probabilities, title="Your softmax of the ten scores")

# %% [markdown]
# ### Softmax and argmax
#
# `np.argmax` gives the class with the largest score, and forgets everything else. Here are two digits for
# which it says the same. What does softmax say about them that argmax can't?

# %% tags=["demonstration"]
clear = np.array([0.0, 1.0, 9.0, 2.0])
doubtful = np.array([3.0, 2.8, 3.1, 2.9])
for name, z in (("clear", clear), ("doubtful", doubtful)):
    print(f"{name:9} argmax {np.argmax(z)}   softmax {np.round(my_softmax(z), 3)}")

# %% [markdown]
# ### Temperature
#
# Divide all scores by a number $T$ before softmax: it is called the **temperature**. The next cell does it
# with a low, a middle and a high one. With which will the bars become almost equal? Does the order of the
# classes ever change?

# %% tags=["prediction"] slug="guess-temperature"
like_argmax = PredictFirst(
    "With which temperature will the probabilities come closest to argmax: all for one class?",
    key="softmax-guess-temperature",
    choices=["0.25", "1", "10"],
)
like_argmax

# %% tags=["demonstration"]
temperatures = (0.25, 1.0, 10.0)
figure, axes = plt.subplots(1, 3, figsize=(9, 2.6), layout="constrained")
for ax, temperature in zip(axes, temperatures, strict=True):
    softened = my_softmax(scores / temperature)
    plot_probabilities(softened, ax=ax, title=f"T = {temperature}")
    for number in list(ax.texts):
        number.remove()  # ten numbers are too many for a picture of this size
    ax.label_outer()
    print(f"T = {temperature:5}: largest {np.max(softened):.3f}, smallest {np.min(softened):.3f}")

# %% tags=["demonstration"] slug="closest-to-argmax"
closest = max(temperatures, key=lambda temperature: np.max(my_softmax(scores / temperature)))
like_argmax.reveal(
    f"{closest:g}",
    because="A small T pulls the scores apart, a large one pushes them together. Their order stays.",
)

# %% [markdown]
# ### A wrong softmax that looks right
#
# Somebody used the sigmoid instead of the exponential, and divided by the sum. Check what everybody checks
# first: is everything positive, is the sum 1, is the winner the same? Then look at the last column.

# %% tags=["demonstration"]
def looks_right(z):
    return sigmoid(z) / np.sum(sigmoid(z))


z = np.array([1.0, 2.0, 3.0])
for function in (my_softmax, looks_right):
    p = np.asarray(function(z))
    print(f"{function.__name__:11} {np.round(p, 3)}  sum {p.sum():.3f}  winner {p.argmax()}  "
          f"third over second {p[2] / p[1]:.3f}")

# %% [markdown] tags=["reflection"]
# **Think about it.** In softmax, a score that is larger by 1 always makes a class $e$ times as likely. So a
# test of softmax must look at the values themselves. Which simpler tests does the wrong one pass?

# %% [markdown]
# ## Part 3: When numbers get large
#
# Nothing keeps scores small. A network that learns too fast can give scores in the thousands. So what does
# the formula make of 1000, 1001 and 999?

# %% tags=["prediction"] slug="guess-thousand"
around_1000 = PredictFirst(
    "Between 1000, 1001 and 999 lie the same differences as between 1, 2 and 0. What will the formula, "
    "computed as it stands, make of their probabilities?",
    key="softmax-guess-thousand",
    choices=["the same", "closer together", "further apart", "something else"],
)
around_1000

# %% [markdown]
# The next cell writes the formula out. NumPy warns when something goes wrong; the cell catches its warnings
# and prints them below the results.

# %% tags=["demonstration"]
def from_the_formula(z):
    return np.exp(z) / np.sum(np.exp(z))


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("[1, 2, 0]         ", np.round(from_the_formula(np.array([1.0, 2.0, 0.0])), 4))
    print("[1000, 1001, 999] ", from_the_formula(np.array([1000.0, 1001.0, 999.0])))
print("NumPy said:", *(f"\n  {warning.category.__name__}: {warning.message}" for warning in caught))

# %% tags=["demonstration"] slug="around-a-thousand"
with np.errstate(all="ignore"):
    small, large = (from_the_formula(np.array([1.0, 2.0, 0.0]) + shift) for shift in (0, 999))
words = "closer together" if np.ptp(large) < np.ptp(small) else "further apart"
words = "the same" if np.allclose(small, large) else words
around_1000.reveal(
    words if np.isfinite(large).all() else "something else",
    because="exp(1000) is more than a float can hold. On paper they are the same.",
)

# %% [markdown]
# `nan` means *not a number*. The formula is right, but a float has limits. Look for the place where `exp`
# becomes infinite, and for the place where it becomes 0. What is `inf / inf`, and what is `0 / 0`?

# %% tags=["demonstration"]
print("largest float:", np.finfo(float).max)
with np.errstate(all="ignore"):
    for z in (100.0, 709.0, 710.0, -700.0, -750.0):
        print(f"exp({z:6.0f}) = {np.exp(z):.4g}")
    print("inf / inf =", np.array(np.inf) / np.inf, "   0 / 0 =", np.array(0.0) / 0.0)

# %% [markdown]
# ### The shift
#
# Subtract the same number $c$ from all scores. Each exponential becomes smaller by the same factor, and so
# does their sum: $e^{z-c} = e^z / e^c$. In the fraction it cancels. Don't believe it, measure it: how much
# do the probabilities change?

# %% tags=["demonstration"] slug="the-shift-changes-nothing"
z = np.array([1.0, 2.0, 3.0])
for c in (0, 1, 3, -20, 40):
    shifted = from_the_formula(z - c)
    change = np.max(np.abs(shifted - from_the_formula(z)))
    print(f"c = {c:3}: {np.round(shifted, 4)}  largest change smaller than 1e-12: {change < 1e-12}")

# %% [markdown]
# So we may choose $c$ as we like, and a good choice mends the large numbers. In a float, though, not every
# choice is safe. Here are three for two sets of scores. Which of them works for both, and what is the
# largest exponent then?

# %% tags=["demonstration"]
choices = {"smallest": np.min, "mean": np.mean, "largest": np.max}
with np.errstate(all="ignore"):
    for z in (np.array([1000.0, 1001.0, 999.0]), np.array([-800.0, 0.0, 800.0])):
        print("scores", z)
        for name, choose in choices.items():
            exponents = z - choose(z)
            shares = np.round(from_the_formula(exponents), 4)
            print(f"  minus the {name:8}: exponents {exponents} give", shares)

# %% [markdown]
# ### All steps at once
#
# Here you can move the scores, and see each step of softmax follow. The last column is your own
# `my_softmax`. Add 5 to all scores: which columns change, and which stay? Then add 1000. Then switch on
# **Subtract the largest first**: which column comes back, and why does the other not?

# %% tags=["demonstration", "nbval-ignore-output"]
from lab_utils.widgets import SoftmaxPlayground

playground = SoftmaxPlayground([1.0, 2.0, 0.0], my_softmax)
playground

# %%
assert len(playground.scores) == 3

# %% [markdown]
# ## Part 4: A whole batch
#
# A network looks at many digits at once. Its scores then form a table `Z` of shape (m, N): one row for each
# of m digits, one column for each of N classes. `axis` says along which way NumPy takes a maximum or a sum.
# Look at the shapes: which of the results belongs to the rows?

# %% tags=["demonstration"]
Z = np.array([[1.0, 2.0, 3.0], [9.0, 5.0, 7.0]])
print("Z has shape", Z.shape)
print("max()                      ", Z.max())
print("max(axis=0)                ", Z.max(axis=0), Z.max(axis=0).shape)
print("max(axis=1)                ", Z.max(axis=1), Z.max(axis=1).shape)
print("max(axis=1, keepdims=True) ", Z.max(axis=1, keepdims=True).tolist(), "(2, 1)")

# %% [markdown]
# Two of these can be subtracted from `Z` so that every row loses its own maximum, or so it seems. One of
# them stops with an error. Read what NumPy says about the shapes.

# %% tags=["demonstration"]
print(Z - Z.max(axis=1, keepdims=True))
try:
    print(Z - Z.max(axis=1))
except ValueError as error:
    print("ValueError:", error)

# %% tags=["prediction"] slug="guess-square"
stops_too = PredictFirst(
    "If Z had as many rows as columns, would Z - Z.max(axis=1) stop with an error too?",
    key="softmax-guess-square",
    choices=["yes", "no"],
)
stops_too

# %% tags=["demonstration"] slug="square-table"
square = np.array([[0.0, 1.0], [9.0, 5.0]])
try:
    print(square - square.max(axis=1))
    stopped = False
except ValueError:
    stopped = True
stops_too.reveal(
    stopped,
    because="Two maxima fit two columns as well, so each is taken from a column. Is there a 0 in each row?",
)

# %% [markdown]
# ### Exercise: `softmax_batch`
#
# Write softmax for a table of scores. Each row is a digit of its own, and the scores may be of any size.

# %% exercise="softmax_batch"
def softmax_batch(Z):
    """Turn the scores of many digits into probabilities, each row by itself.

    Parameters
    ----------
    Z : ndarray, shape (m, N), int or float
        One row for each digit. Any finite numbers, however large.

    Returns
    -------
    ndarray, shape (m, N), float
        Each row adds up to 1. ``softmax_batch(np.array([[0, 0], [999, 999]]))`` is
        ``[[0.5, 0.5], [0.5, 0.5]]``.
    """
    # BEGIN SOLUTION
    exponentials = np.exp(Z - Z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
    # END SOLUTION


# %% check="softmax_batch"
check_softmax_batch(softmax_batch)

# %% [markdown]
# Try yours on rows that lie far apart. Every row has the same differences, so what should the rows of the
# result look like? Beside it stands a version that subtracts the largest number of the *whole* table.

# %% tags=["demonstration"]
far_apart = np.array([[0.0, 1.0, -1.0], [1000.0, 1001.0, 999.0], [-1000.0, -999.0, -1001.0]])
mine = np.asarray(softmax_batch(far_apart))
with np.errstate(all="ignore"):
    exponentials = np.exp(far_apart - far_apart.max())
    one_maximum = exponentials / exponentials.sum(axis=1, keepdims=True)
for row, other in zip(mine, one_maximum, strict=True):
    print("own maximum:", np.round(row, 4), "  one for all:", np.round(other, 4))
print("sums of the rows:", np.round(mine.sum(axis=1), 6))

# %% [markdown] tags=["reflection"]
# **Think about it.** Once the largest number of a row is subtracted, one exponent is 0. How large is the
# sum of the row's exponentials at least? So can there ever be a division by 0?

# %% [markdown]
# ## Part 5: Break five wrong softmaxes
#
# You can now write a softmax. Can you also tell when somebody else's is wrong? Here are five boxes. Each
# claims to be softmax **for any vector of one or more finite numbers**, and none of them is. On the input
# below they all do well.

# %% tags=["demonstration"]
for name, box in BOXES.items():
    print(name, box([3.0]))

# %% [markdown]
# This is your probe. It shows what a box gives and what your `softmax_batch` gives. Change the box and the
# numbers, and run the cell again, as often as you like.

# %% tags=["demonstration"]
def compare(name, z):
    """Print what one box and your own softmax make of the vector z."""
    z = np.array(z, dtype=float)
    print(f"{name}({z.tolist()})")
    print("  the box:", np.round(BOXES[name](z), 4))
    print("  yours:  ", np.round(softmax_batch(z.reshape(1, -1))[0], 4))


compare("box_a", [7.0, 7.0])
compare("box_c", [3.0, 5.0])

# %% [markdown]
# What can differ between two inputs? How **large** the numbers are, and their **sign**. **How many** there
# are. Whether they are **whole**. Whether some are **equal**. Change one of these at a time, so that you
# know what it was.

# %% [markdown]
# Does a right answer on a hundred inputs show that a box is right?

# %% tags=["prediction"] slug="guess-one-for-all"
one_for_all = PredictFirst(
    "Is there one input that exposes all five boxes?", key="softmax-guess-one-for-all", choices=["yes", "no"]
)
one_for_all

# %% [markdown]
# ### Exercise: `break_softmax`
#
# For each box, give an input on which it is not softmax. Each box that you expose gives a point.

# %% exercise="break_softmax"
def break_softmax():
    """For each box, give an input on which it is not softmax.

    Returns
    -------
    dict
        The name of each box, and a vector of one or more finite numbers that exposes it, as in
        ``{"box_a": [1.0, 2.0], "box_b": [3.0]}``. Each box that you expose gives a point.
    """
    # BEGIN SOLUTION
    return {
        "box_a": [0.5, 0.0],
        "box_b": [1.0, 2.0],
        "box_c": [1.0, 1.0, 2.0],
        "box_d": [1000.0, 1001.0, 999.0],
        "box_e": [0.0] * 11,
    }
    # END SOLUTION


# %% check="break_softmax"
check_break_softmax(break_softmax)

# %% [markdown]
# Here is what your inputs brought to light. For each box, compare the two lines, and say in one sentence
# what the box does wrong.

# %% tags=["demonstration"]
for name, z in break_softmax().items():
    compare(name, z)

# %% tags=["demonstration"] slug="one-input-for-all"
everything = np.array([1000.5] * 11 + [1000.0])
right = softmax_batch(everything.reshape(1, -1))[0]
exposed = [not np.allclose(box(everything), right) for box in BOXES.values()]
one_for_all.reveal(
    all(exposed),
    because="Large, not whole, partly equal, more than ten: it has it all. But it can't say what was wrong.",
)

# %% [markdown] tags=["reflection"]
# **Think about it.** Two of the boxes are right on almost every vector that you would think of first. Which
# inputs will you try from now on, when you test a function of your own?

# %% [markdown]
# ## What you saw
#
# - What does ReLU do that a linear unit can't, and where does a sigmoid stop learning?
# - Why does softmax use `exp`, and what do equal differences between scores mean for the probabilities?
# - What does softmax tell you that argmax does not? What does the temperature change, and what not?
# - Why does the formula give `nan` for large scores, and why may you subtract the largest one?
# - What do `axis=1` and `keepdims=True` do for a batch?
#
# Go on with [03 Model](03_model.ipynb): a network of three layers makes such scores from a picture.

# %% [markdown]
# ## Where this is from
#
# - ReLU: V. Nair, G. Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines*, ICML 2010.
# - Softmax: J. Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs*, 1990;
#   I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press, 2016, sections 4.1 and 6.2.2.3.
# - The shift: P. Blanchard, D. Higham, N. Higham, *Accurately Computing the Log-Sum-Exp and Softmax
#   Functions*, IMA Journal of Numerical Analysis, 2021.
# - Temperature: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, *On Calibration of Modern Neural Networks*,
#   ICML 2017.
