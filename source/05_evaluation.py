# %% [markdown]
# # 05 Evaluation: how good is it, and where does it fail?
#
# You have a trained network. One number, its accuracy, says how often it is right. This notebook asks the
# better questions: on **which** digits is it right, what does it take for what, and how sure is it when
# it is wrong?
#
# At the end you will have three small functions of your own, and you will have looked the network's
# mistakes in the eye. It takes about an hour.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 05`.

# %% tags=["setup", "nbval-ignore-output"]
import numpy as np

from lab_utils.data import load_digits
from lab_utils.plots import plot_confusion_matrix, plot_digit, plot_digit_grid, plot_probabilities
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network
from public_tests import check_confusion_matrix, check_precision_recall_f1, check_predict_digits

# %% [markdown]
# ## The network and its test digits
#
# `lab_network()` gives the network of notebook 04, trained on the training digits. It is trained once and
# kept, so the first call may take a moment. `split_lab_digits()` gives the three groups: to train, to
# validate, to test.

# %% tags=["nbval-ignore-output"]
model = lab_network()
digits = split_lab_digits()
X_test, y_test = digits.X_test, digits.y_test.ravel()

# %%
print("digits to train, to validate, to test:", len(digits.X_train), len(digits.X_val), len(X_test))
assert model.count_params() == 10575

# %% [markdown]
# ## One digit
#
# Here is row 1015 of the data. Is it among the digits that the network was trained on?

# %%
X, y = load_digits()
ax = plot_digit(X[1015], title="row 1015")

# %%
def contains(images, image):
    """Tell whether an image stands somewhere among others."""
    return bool((images == image).all(axis=1).any())

print("label:", int(y[1015, 0]))
print("among the training digits:", contains(digits.X_train, X[1015]))
print("among the test digits:", contains(digits.X_test, X[1015]))

# %% [markdown]
# The network answers with ten numbers. How many of them will be positive? And would *you* have read this
# digit as a two, at a glance?

# %% tags=["prediction"] slug="guess-sum"
from lab_utils.widgets import PredictFirst

sum_is_one = PredictFirst(
    "Will the ten numbers that the network answers with add up to 1?",
    key="evaluation-guess-sum",
    choices=["yes", "no"],
)
sum_is_one

# %% [markdown]
# Look for the largest number, and at which place it stands. The first place is place 0.

# %% tags=["demonstration", "nbval-ignore-output"]
one_image = X[1015].reshape(1, 400)
logits = model.predict(one_image, verbose=0)[0]
print(np.round(logits, 1))
print("sum:", round(float(logits.sum()), 1), " the largest stands at place", int(np.argmax(logits)))

# %%
assert logits.shape == (10,)
assert logits.min() < 0 < logits.max()

# %% tags=["demonstration"] slug="sum-of-logits"
sum_is_one.reveal(
    np.isclose(logits.sum(), 1),
    because="The last layer is linear: its numbers are scores of any size, not shares of a whole.",
)

# %% [markdown]
# Does the place agree with the label? This two is a slim one, and the network has not seen it before.
# Whichever way it went: one digit says little about a network. You will look at a thousand below.

# %% [markdown]
# These numbers are **logits**. They are no probabilities: they can be negative, and they don't add up to
# 1. Softmax turns them into probabilities. Look how sure the network is, and whether the order of the ten
# changes.

# %% tags=["setup"]
def softmax(Z):
    """Softmax of each row. Z : (m, 10) -> (m, 10)."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% tags=["demonstration", "nbval-ignore-output"]
ax = plot_probabilities(softmax(logits[np.newaxis])[0], truth=2, title="row 1015 after softmax")

# %% tags=["demonstration"]
probabilities = softmax(logits[np.newaxis])[0]
print("same order before and after:", bool((np.argsort(logits) == np.argsort(probabilities)).all()))
assert np.isclose(probabilities.sum(), 1)

# %% [markdown]
# The order stays. So the *prediction* needs no softmax: the largest logit is also the largest
# probability. Softmax is needed when you ask **how sure** the network is.

# %% [markdown]
# ### Why `reshape(1, 400)`?
#
# The network takes a table of images, one image a row. A single image is a table with one row. What
# happens without the `reshape`?

# %% tags=["demonstration"]
try:
    model.predict(X[1015], verbose=0)
except ValueError:
    print("Keras refuses: an image of shape", X[1015].shape, "is no table of images.")

# %% [markdown]
# ## Exercise: many digits at once
#
# For `m` images the network gives an array of shape `(m, 10)`: a row for each image. Write
# `predict_digits`. It returns the digit for each image, in an array of shape `(m,)`.

# %% exercise="predict_digits"
def predict_digits(model, X):
    """Predict one digit for each image.

    model : a Keras model that gives logits, (m, 400) -> (m, 10)
    X : (m, 400) float32
    returns : (m,) int
    """
    # BEGIN SOLUTION
    logits = model.predict(X, verbose=0)
    return np.argmax(logits, axis=1)
    # END SOLUTION

# %% check="predict_digits"
check_predict_digits(predict_digits)

# %% [markdown]
# ## How often is it right?
#
# Accuracy is the share of digits that were read rightly. On which digits will it be higher, on those that
# the network was trained on, or on those that it has never seen?

# %% tags=["prediction"] slug="guess-accuracy"
guessed_accuracy = PredictFirst(
    "What share of the test digits, which it has never seen, will the network read rightly?",
    key="evaluation-guess-accuracy",
    unit="%",
    within=1.5,
)
guessed_accuracy

# %% tags=["demonstration", "nbval-ignore-output"]
predicted_train = predict_digits(model, digits.X_train)
predicted = predict_digits(model, X_test)
training_accuracy = np.mean(predicted_train == digits.y_train.ravel())
test_accuracy = np.mean(predicted == y_test)
print(f"training digits: {training_accuracy:.1%} right")
print(f"test digits:     {test_accuracy:.1%} right")

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-accuracy"
guessed_accuracy.reveal(
    100 * test_accuracy,
    because="On the digits that it was trained on it does better. Those it partly remembers.",
)

# %%
assert training_accuracy > test_accuracy > 0.9

# %% [markdown]
# The second number is the honest one. The first tells how well the network remembers.

# %% [markdown]
# ### A trap with shapes
#
# The labels come as a column, shape `(m, 1)`. The predictions have shape `(m,)`. What happens when you
# compare the two as they are? Guess the shape before you run the cell.

# %% tags=["demonstration", "nbval-ignore-output"]
column = digits.y_test
print("labels", column.shape, "predictions", predicted.shape, "compared", (column == predicted).shape)
print(f"mean of that: {np.mean(column == predicted):.3f}")

# %%
assert (column == predicted).shape == (1000, 1000)
assert np.mean(column == predicted) < 0.2

# %% [markdown]
# No error, and a number that looks like a bad network. NumPy compared every label with every prediction.
# Whenever an accuracy looks like chance, print the shapes first. `y.ravel()` makes a column flat.

# %% [markdown]
# ## What does it take for what?
#
# The accuracy hides *which* digits fail. A **confusion matrix** shows it: row $i$, column $j$ counts the
# digits that are an $i$ and were read as a $j$. Three true digits 4, 4, 9, read as 4, 9, 9, add 1 to the
# cells (4, 4), (4, 9) and (9, 9).

# %% tags=["prediction"] slug="guess-pair"
pairs = ["1 and 7", "2 and 7", "3 and 5", "3 and 8", "4 and 9", "7 and 9", "another pair"]
mixed_up = PredictFirst(
    "Which two digits will the network mix up most often?", key="evaluation-guess-pair", choices=pairs
)
mixed_up

# %% [markdown]
# ## Exercise: the confusion matrix
#
# Write `confusion_matrix`. The matrix always has 10 rows and 10 columns, also when a digit does not
# occur.

# %% exercise="confusion_matrix"
def confusion_matrix(y_true, y_pred):
    """Count how often each true digit was read as each digit.

    y_true, y_pred : (m,) int, 0 to 9
    returns : (10, 10) int, rows are the truth, columns the prediction

    Example: confusion_matrix(np.array([4, 4, 9]), np.array([4, 9, 9]))[4, 9] is 1
    """
    # BEGIN SOLUTION
    matrix = np.zeros((10, 10), dtype=int)
    for true, predicted in zip(y_true, y_pred):
        matrix[true, predicted] += 1
    return matrix
    # END SOLUTION

# %% check="confusion_matrix"
check_confusion_matrix(confusion_matrix)

# %% [markdown]
# Now the matrix of the test digits. The diagonal holds the hits. Look for the largest numbers away from
# it.

# %% tags=["demonstration", "nbval-ignore-output"]
matrix = confusion_matrix(y_test, predicted)
ax = plot_confusion_matrix(matrix, title="test digits")

# %% [markdown]
# A check with another tool: does scikit-learn count the same? And does each row add up to the 100 test
# digits of its kind?

# %%
from sklearn import metrics

assert (matrix == metrics.confusion_matrix(y_test, predicted)).all()
print("sums of the rows:", matrix.sum(axis=1))

# %% tags=["demonstration", "nbval-ignore-output"]
mistakes = matrix.copy()
np.fill_diagonal(mistakes, 0)
for place in np.argsort(mistakes, axis=None)[::-1][:5]:
    true, read_as = divmod(int(place), 10)
    print(f"a {true} read as a {read_as}: {mistakes[true, read_as]} times")

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-pair"
both_ways = np.triu(mistakes + mistakes.T)
first, second = divmod(int(both_ways.argmax()), 10)
pair = f"{first} and {second}"
mixed_up.reveal(
    pair if pair in pairs else "another pair",
    because=f"{both_ways.max()} times one of {pair} was read as the other one, both ways counted.",
)

# %%
assert mistakes.sum() == np.sum(predicted != y_test)

# %% [markdown]
# **Think about it.** Are the pairs symmetric? Is a 4 read as a 9 as often as a 9 is read as a 4? What do
# the two shapes of a pair have in common?

# %% [markdown]
# ## Three measures for each digit
#
# Take one digit, say the 5. In the matrix, with $M_{55}$ hits:
#
# - **Precision**: of all that were *called* five, how many are fives? $\;M_{55}\,/\,$ (sum of column 5)
# - **Recall**: of all that *are* fives, how many were found? $\;M_{55}\,/\,$ (sum of row 5)
# - **F1** is high only when both are: $\;F_1 = \dfrac{2\,P\,R}{P + R}$

# %% [markdown]
# A lazy network calls *every* digit a 5. What are its precision and its recall for the 5, on a test set with
# ten equally frequent digits? And for the other digits?

# %% tags=["prediction"] slug="guess-lazy"
lazy = PredictFirst(
    "A network calls every digit a 5. What is its precision for the 5?",
    key="evaluation-guess-lazy",
    choices=["0 %", "10 %", "50 %", "100 %"],
)
lazy

# %% [markdown]
# ## Exercise: precision, recall and F1
#
# Write `precision_recall_f1`. It returns three arrays of ten numbers. Where a digit was never predicted,
# or never occurs, the formula says 0 / 0: count that as 0.

# %% exercise="precision_recall_f1"
def precision_recall_f1(matrix):
    """Measure how well each digit is read.

    matrix : (10, 10) int, rows are the truth, columns the prediction
    returns : precision, recall, f1, each (10,) float; 0 / 0 counts as 0
    """
    # BEGIN SOLUTION
    def divide(part, whole):
        return np.divide(part, whole, out=np.zeros(10), where=whole != 0)

    hits = np.diag(matrix)
    precision = divide(hits, matrix.sum(axis=0))
    recall = divide(hits, matrix.sum(axis=1))
    f1 = divide(2 * precision * recall, precision + recall)
    return precision, recall, f1
    # END SOLUTION

# %% check="precision_recall_f1"
check_precision_recall_f1(precision_recall_f1)

# %% [markdown]
# First the lazy network: all test digits are called a 5.

# %% tags=["demonstration"]
lazy_precision, lazy_recall, lazy_f1 = precision_recall_f1(confusion_matrix(y_test, np.full(1000, 5)))
for digit in (4, 5, 6):
    print(f"{digit}: precision {lazy_precision[digit]:.2f}  recall {lazy_recall[digit]:.2f}"
          f"  F1 {lazy_f1[digit]:.2f}")

# %% tags=["demonstration"] slug="the-lazy-one"
lazy.reveal(
    f"{100 * lazy_precision[5]:.0f} %",
    because="Of all that it calls a 5, one in ten is one. Its recall is perfect: it has missed no 5.",
)

# %% [markdown]
# A perfect recall alone is worth nothing, and F1 notices. Now the trained network. Which digit is the
# hardest?

# %% tags=["demonstration", "nbval-ignore-output"]
precision, recall, f1 = precision_recall_f1(matrix)
print("digit  precision  recall  F1")
for digit in range(10):
    print(f"{digit:5}  {precision[digit]:9.2f}  {recall[digit]:6.2f}  {f1[digit]:.2f}")
print("hardest:", int(np.argmin(f1)), " easiest:", int(np.argmax(f1)))

# %% [markdown]
# And again the check with another tool.

# %%
theirs = metrics.precision_recall_fscore_support(y_test, predicted, zero_division=0)
assert np.allclose([precision, recall, f1], theirs[:3])

# %% [markdown]
# ## Look at the mistakes
#
# Numbers say how many. Pictures say why. Here are test digits that were read wrongly. Cover the captions
# with your hand: what would *you* have read?

# %% tags=["demonstration", "nbval-ignore-output"]
test_probabilities = softmax(model.predict(X_test, verbose=0))
confidence = test_probabilities.max(axis=1)
wrong = np.flatnonzero(predicted != y_test)
shown = wrong[:30]
ax = plot_digit_grid(X_test[shown], y_test[shown], predicted[shown], columns=6)

# %%
assert 0 < len(wrong) < 100

# %% [markdown]
# ## How sure is it when it is wrong?
#
# The largest probability is called the **confidence**.

# %% tags=["prediction"] slug="guess-sure"
sure_and_wrong = PredictFirst(
    "Of the digits that the network reads wrongly, on what share is it more than 90 % sure?",
    key="evaluation-guess-sure",
    unit="%",
    within=5,
)
sure_and_wrong

# %% tags=["demonstration", "nbval-ignore-output"]
sure, right = confidence > 0.9, predicted == y_test
print(f"sure:        {np.mean(sure):4.0%} of the test digits, {np.mean(right[sure]):.1%} of them right")
print(f"not so sure: {np.mean(~sure):4.0%} of the test digits, {np.mean(right[~sure]):.1%} of them right")
print(f"of all mistakes, {np.mean(sure[wrong]):.0%} are made with a confidence above 90 %")

# %% tags=["demonstration", "nbval-ignore-output"] slug="the-sure-mistakes"
sure_and_wrong.reveal(
    100 * np.mean(sure[wrong]),
    because="Training rewards a network for being sure of its training digits. Nothing taught it to doubt.",
)

# %%
assert np.mean(right[sure]) > np.mean(right[~sure])
assert 0.1 < np.mean(sure[wrong]) < 0.8

# %% [markdown]
# So confidence means something: where the network is sure, it is right more often. But it is no promise.
# Below are its most confident mistakes.

# %% tags=["demonstration", "nbval-ignore-output"]
boldest = wrong[np.argsort(-confidence[wrong])[:12]]
ax = plot_digit_grid(
    X_test[boldest], y_test[boldest], predicted[boldest], confidences=confidence[boldest], columns=6
)

# %%
assert confidence[boldest].min() > 0.8

# %% [markdown]
# ## Are all labels right?
#
# People wrote these digits, and people labelled them. A digit whose *true* label gets almost no
# probability is worth a second look: is the network wrong, or the label, or can nobody tell? The **loss**
# of a digit, minus the logarithm of the probability of its label, finds them: the larger, the more
# surprising the label.

# %% tags=["demonstration", "nbval-ignore-output"]
all_probabilities = softmax(model.predict(X, verbose=0))
surprise = -np.log(all_probabilities[np.arange(5000), y.ravel()])
doubtful = np.argsort(-surprise)[:12]
answers = all_probabilities[doubtful].argmax(axis=1)
ax = plot_digit_grid(X[doubtful], y[doubtful], answers, columns=6, title="the most surprising labels of all")
trained_on = sum(contains(digits.X_train, X[row]) for row in doubtful)
print(f"of these {len(doubtful)}, {trained_on} were among the training digits")

# %%
assert surprise[doubtful].min() > 2

# %% [markdown]
# **Think about it.** Most of all digits were trained on. How many of these twelve were, and why so few?
# Which of these labels would you change? If some are wrong, can any network reach 100 % on them honestly?
# What would it have learned if it did?

# %% [markdown]
# ## And where it hesitates
#
# The digits with the *lowest* confidence. Here the network does not know, and it says so. A post office
# would send these to a person.

# %% tags=["demonstration", "nbval-ignore-output"]
unsure = np.argsort(confidence)[:12]
ax = plot_digit_grid(
    X_test[unsure], y_test[unsure], predicted[unsure], confidences=confidence[unsure], columns=6
)

# %%
assert confidence[unsure].max() < 0.7

# %% [markdown]
# ## Search on your own
#
# Here is all of this in one place, to click on. Choose a cell of the matrix to see the digits behind it.
# Open a digit: what would you have read? What do the training digits say that look most like it?
#
# Where you doubt a label, mark it. The button below the digits saves your list as a file.

# %% tags=["demonstration", "nbval-ignore-output"]
from lab_utils.widgets import MisclassifiedExplorer

explorer = MisclassifiedExplorer(model, X_test, y_test, digits.X_train, digits.y_train)
explorer

# %%
assert explorer.digits.wrong.sum() == np.sum(predicted != y_test)

# %% [markdown] tags=["reflection"]
# **Think about it.** Take the pair that is mixed up most often, and open each of its digits. Do the
# nearest training digits have the right label, or the one that the network gave? What could you do about
# each of the two cases?

# %% [markdown]
# ## Inside the network
#
# In notebook 03 the 25 pictures of weights were noise. Here is the network before its training and after it,
# on digits that it reads wrongly (first) and rightly. Switch to and fro: which pictures have changed most? Is
# there a unit that is silent for all of them?
#
# Then take a wrong one. Which pixels pushed towards the digit that was answered, and which towards the right
# one?

# %% tags=["demonstration", "nbval-ignore-output"] slug="look-inside"
from lab_utils.network import build_lab_network
from lab_utils.widgets import InsideNetwork

watched = np.concatenate([wrong[:20], np.flatnonzero(predicted == y_test)[:20]])
networks = {"after training": model, "before training": build_lab_network()}
inside = InsideNetwork(networks, X_test[watched], y_test[watched])
inside

# %% slug="look-inside-assert"
assert inside.at.logits.argmax() == predicted[watched[0]] != y_test[watched[0]]

# %% [markdown] tags=["reflection"]
# **Think about it.** The pictures are no longer noise, but they are no strokes either. Nobody told a unit
# what to look for; it only had to be of use to the units behind it. Would you trust a story about what unit 8
# "is for"? How could you test it?

# %% [markdown]
# ## Two ways to fool yourself
#
# The network knows pixels by their place in the row. What if the images come in another order, or with
# ink and paper exchanged? Guess both accuracies before you run the cell.

# %% tags=["demonstration", "nbval-ignore-output"]
transposed = X_test.reshape(-1, 20, 20).transpose(0, 2, 1).reshape(-1, 400)
inverted = 1 - X_test
for name, images in (("as they are", X_test), ("transposed", transposed), ("inverted", inverted)):
    Z = model.predict(images, verbose=0)
    right = np.mean(Z.argmax(axis=1) == y_test)
    print(f"{name:12} {right:6.1%} right, mean confidence {softmax(Z).max(axis=1).mean():.0%}")

# %%
assert np.mean(predict_digits(model, transposed) == y_test) < 0.4
assert np.mean(predict_digits(model, inverted) == y_test) < 0.4

# %% [markdown]
# Nothing warns you: the shapes are right, no error is raised, and the network stays sure of itself. An
# image has to be prepared as the training images were.

# %% [markdown]
# ## What you saw
#
# - Why does the prediction need no softmax, and the confidence does?
# - Which number would you give someone who asks how good the network is? Measured on what?
# - Which two digits does it mix up most, and can you see why?
# - When is recall worth nothing without precision?
# - Would you trust an answer with a confidence of 90 %?
#
# You have built, trained and questioned a network that reads digits. `python lab.py progress` shows your
# points. One line of it all is still a closed box: `fit`. [06 Backprop](06_backprop.ipynb) opens it.

# %% [markdown]
# ## Where this is from
#
# - Precision, recall and F1: C. D. Manning, P. Raghavan, H. Schütze, *Introduction to Information Retrieval*,
#   Cambridge University Press, 2008, section 8.3.
# - Confidence and calibration: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, *On Calibration of Modern Neural
#   Networks*, ICML 2017.
# - Doubtful labels in well-known test sets: C. G. Northcutt, A. Athalye, J. Mueller, *Pervasive Label Errors
#   in Test Sets Destabilize Machine Learning Benchmarks*, NeurIPS Datasets and Benchmarks, 2021.
