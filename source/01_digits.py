# %% [markdown]
# # 01 Digits: look at the data, then hold some of it back
#
# Before a network learns anything, two questions come first. **What is in the data?** And **which part of it
# does the network never get to see**, so that there is something left to test it on?
#
# At the end you will have seen the handwriting that the whole lab works with, and you will have two functions
# of your own: one turns a row of numbers into a picture, the other makes a fair split. It takes about 50
# minutes.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 01`.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import log_loss
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier

from lab_utils.data import load_digits
from lab_utils.plots import plot_class_balance, plot_digit, plot_digit_grid, plot_history
from public_tests import check_row_to_image, check_split_digits

# %% [markdown]
# ## The data
#
# `load_digits()` gives two arrays. `X` holds the digits as numbers, one digit in each row. `y` holds the
# label of each row: the digit that the writer meant. Look at the shapes: how many digits are there, and how
# many numbers is one digit made of?

# %%
X, y = load_digits()
print("X:", X.shape, X.dtype, "from", X.min(), "to", X.max())
print("y:", y.shape, y.dtype, "from", y.min(), "to", y.max())

# %% [markdown]
# Now take one row. It is a digit that somebody wrote on paper around 1990. Here are some of its numbers. 0 is
# paper and 1 is ink. What might the numbers between 0 and 1 be?

# %%
mystery = X[1015]
print("shape:", mystery.shape)
print("some of its numbers:", [round(float(ink), 2) for ink in mystery[24:40]])
print("paper:", np.sum(mystery == 0), " full ink:", np.sum(mystery == 1))
print("between:", np.sum((mystery > 0) & (mystery < 1)))

# %% [markdown]
# And here is the whole row, drawn as one long strip: dark is ink. Look at how the dark spots are spaced. Can
# you read the digit?

# %%
figure, ax = plt.subplots(figsize=(9, 0.5))
ax.imshow(mystery[np.newaxis, :], cmap="gray_r", aspect="auto")
ax.set_axis_off()

# %% [markdown]
# ## From a row to a picture
#
# The digit was a picture of 20 lines with 20 pixels each. To store it, somebody wrote the lines down one
# after the other, from top to bottom, each from left to right, as you read a page. That order is called
# **row-major**: pixel $j$ of line $i$ stands at place $20\,i + j$ of the row.
#
# You are about to undo that.

# %% tags=["prediction"] slug="guess-row-20"
from lab_utils.widgets import PredictFirst

row_20 = PredictFirst(
    "The first number of the row is the pixel in the top left corner. Where in the picture is row[20]?",
    key="digits-guess-row-20",
    choices=["in the top right corner", "first in the second line", "in the bottom left corner"],
)
row_20

# %% [markdown]
# ### Exercise: `row_to_image`
#
# Write a function that is handed one row and returns the picture. The numbers stay as they are; only their
# arrangement is new.


# %% exercise="row_to_image"
def row_to_image(row):
    """Return one row of X as a picture.

    Parameters
    ----------
    row : ndarray, shape (400,), float in [0, 1]
        The pixels line by line, from the top; ink is 1.

    Returns
    -------
    ndarray, shape (20, 20)
        ``image[i, j]`` is pixel j of line i. For example image[0, 1] is row[1], and image[1, 0] is row[20].
    """
    # BEGIN SOLUTION
    return row.reshape(20, 20)
    # END SOLUTION


# %% check="row_to_image"
check_row_to_image(row_to_image)

# %% [markdown]
# Let your function say where `row[20]` went. (Number the pixels, make a picture of the numbers, and look for
# 20. Where is 399?)

# %% tags=["demonstration"] slug="where-row-20-is"
line, pixel = np.argwhere(np.asarray(row_to_image(np.arange(400))) == 20)[0]
corners = {
    (0, 19): "in the top right corner",
    (1, 0): "first in the second line",
    (19, 0): "in the bottom left corner",
}
row_20.reveal(
    corners[int(line), int(pixel)],
    because="A line has 20 pixels. row[0] to row[19] fill the first one, so row[20] begins the second.",
)

# %% [markdown]
# Now the mystery row, through your function. First as numbers: each pixel is shown as 0 to 9, paper as a dot.
# Squint a little.

# %% tags=["demonstration"]
image = np.asarray(row_to_image(mystery))
for line in image:
    print("".join("." if ink == 0 else str(round(9 * float(ink))) for ink in line))

# %% [markdown]
# Then as a picture, in three ways. On the left stands what your function returns. In the middle lines and
# columns have changed places (`image.T`); on the right the numbers were folded into lines of 16 instead of
# 20. Which of them can you read, and what do the other two still have in common with it?

# %% tags=["demonstration"]
figure, axes = plt.subplots(1, 3, figsize=(7.5, 2.6))
plot_digit(image, axes[0], title="row_to_image")
plot_digit(image.T, axes[1], title="transposed")
axes[2].imshow(mystery.reshape(25, 16), cmap="gray_r")
axes[2].set(title="25 lines of 16", xticks=[], yticks=[])
print("the label says:", y[1015, 0])

# %% [markdown]
# All three hold the very same numbers. No error tells you that an arrangement is wrong: only a look does.
# That is why people who work with data draw it first, and often.
#
# What would the strip look like if the lines of the picture were 40 pixels long?

# %% [markdown]
# ## All ten digits
#
# One of each. The number above a picture is its label. Look for a digit that you write in another way.

# %%
firsts = [np.flatnonzero(y == digit)[0] for digit in range(10)]
ax = plot_digit_grid(X[firsts], y[firsts])

# %% [markdown]
# ## One digit, many hands
#
# People don't write alike. Here are thirty sevens, in the order in which they are stored. Look for a crossed
# one, for one that leans to the left, and for one that you would have taken for another digit.

# %%
sevens = X[y[:, 0] == 7]
ax = plot_digit_grid(sevens[:30])

# %% [markdown]
# Lay all sevens on top of each other and take the mean of each pixel. Where will the result be dark, and
# where grey?

# %% tags=["prediction"] slug="guess-sharpest"
sharpest = PredictFirst(
    "Of the ten mean pictures, which one will be the sharpest, because its writers agree most?",
    key="digits-guess-sharpest",
    choices=range(10),
)
sharpest

# %% [markdown]
# These are the mean pictures. A pixel is dark where most writers put ink, and grey where they don't agree.

# %%
means = np.array([X[y[:, 0] == digit].mean(axis=0) for digit in range(10)])
ax = plot_digit_grid(means, range(10))

# %% [markdown]
# "They don't agree" can be measured: it is the spread (the standard deviation) of a pixel over all rows of a
# digit. Here is its mean over all pixels. The smaller it is, the more alike are the hands.

# %%
spreads = [float(X[y[:, 0] == digit].std(axis=0).mean()) for digit in range(10)]
for digit, spread in enumerate(spreads):
    print(digit, "#" * round(200 * spread), round(spread, 3))

# %% tags=["demonstration"] slug="the-sharpest"
sharpest.reveal(
    int(np.argmin(spreads)),
    because="Its spread is the smallest: one stroke leaves little to disagree about, but how far it leans.",
)

# %% [markdown]
# ## How many of each?
#
# If most digits were ones, a network that always says "one" would look clever. So count them. Look whether a
# bar is shorter than the others.

# %%
ax = plot_class_balance(y, title="digits in the data")

# %% [markdown]
# Balanced. And in which order do they come? Look at the labels of some rows from the start to the end.

# %%
print("labels of every 250th row:", y[::250, 0].tolist())
print("sorted:", bool(np.all(np.diff(y[:, 0]) >= 0)))

# %% [markdown]
# ## The trap of the sorted tail
#
# To know whether a network can read digits that it has **not** seen, some must be held back. The shortest way
# is a slice: train on the first 80 % of the rows, test on the last 20 %.
#
# Keras, the library for networks that you will use from notebook 03 on, offers that as one word:
# `fit(..., validation_split=0.2)`. It takes the last rows, **before** anything is shuffled.

# %% [markdown]
# The labels are sorted. Which digits are in the last 20 % of the rows? What will a network say to them that
# was trained on the rest?

# %% tags=["prediction"] slug="guess-tail"
tail_hits = PredictFirst(
    "A network learns from the first 4,000 rows. How many of the last 1,000 will it read correctly?",
    key="digits-guess-tail",
    unit="digits",
    within=20,
)
tail_hits

# %%
cut = int(0.8 * len(X))
print("digits in the first 80 %:", np.unique(y[:cut]))
print("digits in the last 20 %: ", np.unique(y[cut:]))

# %% [markdown]
# Now measure what follows from it. The function below trains a small network from scikit-learn. How it works
# comes later; here it is a black box. After each round through the training rows (an **epoch**) it writes
# down two **losses**: `loss` on the training rows, and `val_loss` on the rows that were held back.
#
# The loss is the mean of $-\log p$, where $p$ is the probability that the network gives to the right digit. 0
# is perfect. A network that knows nothing and says $p = 1/10$ to everything gets $\log 10$.


# %%
def train_and_watch(X_train, y_train, X_held, y_held, epochs=12):
    network = MLPClassifier((25, 15), batch_size=32, random_state=0)
    losses = {"loss": [], "val_loss": []}
    for _ in range(epochs):
        network.partial_fit(X_train, y_train.ravel(), classes=range(10))
        for name, pictures, labels in [("loss", X_train, y_train), ("val_loss", X_held, y_held)]:
            probabilities = network.predict_proba(pictures)
            losses[name].append(log_loss(labels.ravel(), probabilities, labels=range(10)))
    return network, losses


print("knowing nothing:", round(float(np.log(10)), 2))

# %% [markdown]
# Trained on the first 80 %, tested on the tail. Look at two things: where do the two losses go from epoch to
# epoch, and which digits does the network ever answer?

# %% tags=["demonstration", "nbval-ignore-output"]
tail_network, tail = train_and_watch(X[:cut], y[:cut], X[cut:], y[cut:])
answers = tail_network.predict(X[cut:])
print("on the training rows:", np.round(tail["loss"], 1))
print("on the tail:         ", np.round(tail["val_loss"], 1))
print("digits it answers:   ", np.unique(answers))
print("right on the tail:   ", np.sum(answers == y[cut:, 0]), "of", len(answers))

# %%
assert tail["val_loss"][-1] > tail["val_loss"][0] > np.log(10) > tail["loss"][-1]
assert not np.isin(answers, [8, 9]).any()
print("The loss on the tail grows, and no tail digit was read correctly.")

# %% tags=["demonstration"] slug="tail-hits"
tail_hits.reveal(
    np.sum(answers == y[cut:, 0]),
    because="It was never shown one of these digits, so it has no reason to ever answer with them.",
)

# %% [markdown]
# On the tail it is worse than knowing nothing, and worse with every epoch, while all goes well in training.
# The network isn't stupid: it learned, quite rightly, that these digits don't exist. The split was wrong, not
# the network. It was asked about something that it was never shown.
#
# Notebook 04 meets the same trap in Keras.

# %% [markdown]
# ## A fair split
#
# What do we ask of a split into a training and a test part?
#
# - **Disjoint**: no row is in both parts.
# - **Complete**: each row is in one of them.
# - **Paired**: each picture keeps its label.
# - **Stratified**: each digit has the same share in the test part.
# - **Seeded**: the same seed gives the same split, so that anybody can repeat your experiment. Another seed
#   gives another.

# %% [markdown]
# Two tools help. First: don't shuffle the pictures, shuffle their **row numbers**, and use these for `X` and
# for `y`. Here are five tiny "pictures" with their labels. Look whether each still has its own.

# %%
tiny_X = np.array([[0.0, 0.1], [1.0, 1.1], [2.0, 2.1], [3.0, 3.1], [4.0, 4.1]])
tiny_y = np.array([[0], [1], [2], [3], [4]])
rows = np.array([3, 0, 4])
print(tiny_X[rows].tolist())
print(tiny_y[rows].tolist())

# %% [markdown]
# Second: a **generator** of random numbers that starts from a seed. `permutation(rows)` returns the same
# numbers in another order.

# %% tags=["prediction"] slug="guess-seeds"
equal_orders = PredictFirst(
    "A generator is started from seed 7 and shuffles twice: first and second. Then a new one is started from "
    "seed 7, the third, and one from seed 8, the fourth. Which of the four orders will be equal?",
    key="digits-guess-seeds",
    choices=["first and second", "first and third", "first, second and third", "none"],
)
equal_orders

# %%
rng = np.random.default_rng(7)
orders = [rng.permutation(10), rng.permutation(10)]
orders += [np.random.default_rng(seed).permutation(10) for seed in (7, 8)]
for name, order in zip(("seed 7, first", "seed 7, second", "seed 7 again", "seed 8"), orders):
    print(f"{name:15}", order)

# %% tags=["demonstration"] slug="which-orders-are-equal"
second, third = (np.array_equal(orders[0], orders[place]) for place in (1, 2))
words = {(True, False): "first and second", (False, True): "first and third", (False, False): "none"}
equal_orders.reveal(
    words.get((second, third), "first, second and third"),
    because="A generator goes on from where it is. Started anew from the same seed, it does the same again.",
)

# %% [markdown]
# ### Exercise: `split_digits`
#
# Write the split. It is called with other data too: other numbers of rows, labels in any order, more of one
# digit than of another. When a digit's share isn't a whole number, round it as you like.
#
# One thing to know about `y`: it has two axes. `y[:, 0]` has one, which is what you want for choosing rows.


# %% exercise="split_digits"
def split_digits(X, y, test_size=0.2, seed=0):
    """Split digits into a training and a test part.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        One picture in each row.
    y : ndarray, shape (m, 1), int in 0 to 9
        The label of each row.
    test_size : float
        The share of each digit's rows that goes to the test part.
    seed : int
        The same seed gives the same split.

    Returns
    -------
    X_train, X_test, y_train, y_test : four ndarrays
        In this order. With 100 rows, 10 of each digit, X_test has 20 rows: 2 of each digit.
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    train, test = [], []
    for digit in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == digit))
        size = round(test_size * len(rows))
        test.append(rows[:size])
        train.append(rows[size:])
    train, test = np.concatenate(train), np.concatenate(test)
    return X[train], X[test], y[train], y[test]
    # END SOLUTION


# %% check="split_digits"
check_split_digits(split_digits)

# %% [markdown]
# ## What your split does
#
# Here it is on all the digits. Look at the bars: do the two parts have the same shape?

# %% tags=["demonstration"]
# asarray: your function may return lists as well.
X_train, X_test, y_train, y_test = map(np.asarray, split_digits(X, y))
ax = plot_class_balance({"train": y_train, "test": y_test}, title="your split")

# %% [markdown]
# No two rows of the data are equal. So if the two parts are laid together and all rows are still different,
# and none is missing, the split is disjoint and complete.

# %% tags=["demonstration"]
together = np.unique(np.vstack([X_train, X_test]), axis=0)
print("rows to train:", len(X_train), " to test:", len(X_test))
print("different rows in both together:", len(together), "of", len(X))

# %% [markdown]
# Does stratifying matter? Compare with rows that are only shuffled, then cut. The digits in such a test part
# are a matter of luck. How far apart are the rarest and the most frequent digit?

# %% tags=["demonstration"]
shuffled = np.random.default_rng(0).permutation(len(y))[: len(y_test)]
print("digit:       ", *[f"{digit:4d}" for digit in range(10)])
print("stratified:  ", *[f"{count:4d}" for count in np.bincount(y_test.ravel())])
print("only shuffled:", *[f"{count:4d}" for count in np.bincount(y[shuffled, 0])], sep=" ")

# %% [markdown]
# Now the experiment from above again: the same black box, as many rows to train and to test, but your split.
# The dashed lines are the digits that were held back. Look at where each of them goes, and how far it is from
# its solid line.

# %% tags=["demonstration", "nbval-ignore-output"]
fair_network, fair = train_and_watch(X_train, y_train, X_test, y_test)
print("on the test digits:", np.round(fair["val_loss"], 2))
print("share of test digits read correctly:", round(fair_network.score(X_test, y_test.ravel()), 3))
axes = plot_history({"sorted tail": tail, "fair split": fair})

# %%
assert fair["val_loss"][-1] < 0.6 < np.log(10) < tail["val_loss"][-1]
assert fair_network.score(X_test, y_test.ravel()) > 0.85
print("With a fair split the loss on held-back digits falls. With the sorted tail it grows.")

# %% [markdown]
# ## What a leak does
#
# A split is only worth something if nothing leaks: a row that was seen in training is no test. To see how bad
# it can get, take the laziest learner there is. It keeps all training pictures. Asked about a picture, it
# looks for the one that is most alike (its **nearest neighbour**) and gives that one's label.

# %% tags=["prediction"] slug="guess-memory"
memory = PredictFirst(
    "Which share of the training digits will the nearest neighbour read correctly?",
    key="digits-guess-memory",
    unit="%",
    within=1,
)
memory

# %% tags=["demonstration", "nbval-ignore-output"]
neighbour = KNeighborsClassifier(1).fit(X_train, y_train.ravel())
on_training = neighbour.score(X_train, y_train.ravel())
on_test = neighbour.score(X_test, y_test.ravel())
print("on the training digits:", on_training)
print("on the test digits:    ", on_test)

# %%
assert on_training == 1 and 0.85 < on_test < 0.97
print("Perfect on what it has seen, not perfect on what it hasn't.")

# %% tags=["demonstration"] slug="memory-not-reading"
memory.reveal(
    100 * on_training,
    because="Each training digit finds itself. That number measures memory, not reading.",
)

# %% [markdown]
# Now the leak: the test part is yours, but by mistake its rows are still among the training rows. The test
# set looks untouched. Does the score tell you that something is wrong?

# %% tags=["demonstration"]
leaky = KNeighborsClassifier(1).fit(X, y.ravel())
print("on the test digits, with a leak:", leaky.score(X_test, y_test.ravel()))

# %% [markdown]
# A leak never looks like an error. It looks like success. When a score is too good to be true, look at the
# split first.

# %% [markdown]
# ## Why the lab splits twice
#
# In the notebooks to come you will make choices: how long to train, how large the network should be. You will
# try some and keep what scores best. But a part of the data that helped you to choose is no longer unseen:
# you have picked what suits *its* luck.
#
# So there are three parts. **Training** digits to learn from, **validation** digits to choose with, and
# **test** digits for one honest look at the end. Your function makes them when it is called twice.

# %% tags=["demonstration"]
X_rest, X_test, y_rest, y_test = map(np.asarray, split_digits(X, y, 0.2))
X_train, X_val, y_train, y_val = map(np.asarray, split_digits(X_rest, y_rest.reshape(-1, 1), 0.2))
print("to train:", len(X_train), " to validate:", len(X_val), " to test:", len(X_test))
print("of each digit:", *(np.unique(np.bincount(part.ravel())) for part in (y_train, y_val, y_test)))

# %% [markdown]
# From notebook 03 on, the lab works with three parts of these sizes.
#
# ## What you saw
#
# - A row of 400 numbers and a picture of 20 x 20 hold the same. What does their order decide, and how do you
#   notice a wrong one?
# - Why did the loss on the sorted tail grow while the network learned?
# - Which of the five properties of a fair split can be wrong **without any error message**?
# - A colleague reports a score of 100 %. What do you ask first?
#
# Go on with [02 Softmax](02_softmax.ipynb): how ten numbers become ten probabilities.

# %% [markdown]
# ## Where this is from
#
# - The digits: Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*; described in
#   Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-Based Learning Applied to Document Recognition*,
#   Proceedings of the IEEE 86(11), 1998. What the lab did with them stands in
#   [data/README.md](../data/README.md).
# - Training, validation and test part: T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical
#   Learning*, 2nd edition, 2009, section 7.2.
# - Stratified splits: R. Kohavi, *A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model
#   Selection*, IJCAI 1995.
# - Leaks: S. Kaufman, S. Rosset, C. Perlich, O. Stitelman, *Leakage in Data Mining*, ACM Transactions on
#   Knowledge Discovery from Data 6(4), 2012.
# - That `validation_split` takes the last rows before shuffling: the documentation of Keras, `Model.fit`.
