# %% [markdown]
# # 06 Backprop: what `fit` hid
#
# In notebook 04 one line trained your network: `model.fit(...)`. What happens in that line? This notebook
# opens it. Three questions lead through it. **What does the network compute?** **Which way should each of its
# numbers move?** And **how far?**
#
# At the end you will have trained the network with three functions of your own, in NumPy, and they will take
# the very steps that Keras takes. It takes about an hour and a half.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 06`.

# %% tags=["setup", "nbval-ignore-output"]
import timeit

import keras
import matplotlib.pyplot as plt
import numpy as np

from lab_utils import numpy_network
from lab_utils.gradient_check import compare_gradients, numerical_gradient
from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.numpy_network import cross_entropy, softmax, start_weights, train_network, weights_of
from lab_utils.plots import plot_history, plot_passes
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network
from lab_utils.wrong_backwards import BOXES
from public_tests import check_adam_step, check_backward, check_forward

# %% [markdown]
# ## Three parts of one step
#
# `fit` takes 32 digits, makes one step, takes the next 32, and so on. Each step has three parts:
#
# 1. **Forward**: from the images to the logits, and to the loss.
# 2. **Backward**: from the loss back to each weight. How much would the loss change if this weight grew a
#    little? That number is the weight's *gradient*.
# 3. **Step**: move each weight a little against its gradient.
#
# You will write each of them. Here are the first two in one picture. Follow the upper row to the right, and
# the lower row back to the left. Which arrays of the upper row are used again below?

# %% slug="both-passes"
ax = plot_passes([400, 25, 15, 10], title="forward: solid, to the right; back: dashed, to the left")

# %% [markdown]
# `@` multiplies matrices, `m` is the number of digits in the batch, and `dZ2` is short for: how much the loss
# changes with each number in `Z2`. It has the shape of `Z2`.

# %% [markdown]
# ## A network small enough to look at
#
# The real network has some ten thousand weights. To find mistakes, a small one is better: 8 inputs, layers
# of 6, 5 and 4 units, and seven "digits" drawn by chance. A dictionary holds the weights. Look at the
# shapes.

# %% tags=["demonstration"] slug="small-network"
rng = np.random.default_rng(318)
X_small = rng.uniform(0, 1, (7, 8)).round(2)
y_small = rng.integers(0, 4, (7, 1))
small = start_weights((8, 6, 5, 4), seed=318, dtype=np.float64)

# %% slug="shapes-of-the-small-network"
print("images", X_small.shape, " labels", y_small.ravel())
for name, array in small.items():
    print(name, array.shape)
print("weights in all:", sum(array.size for array in small.values()))

# %% [markdown]
# ## Part 1: Forward
#
# Layer by layer, with $A_0 = X$:
#
# $$ Z_\ell = A_{\ell-1} W_\ell + b_\ell \qquad A_\ell = \max(Z_\ell, 0) $$
#
# The last layer has no ReLU: $Z_3$ are the logits. Everything is kept in a dictionary, the *cache*, because
# the way back needs it.

# %% [markdown] tags=["prediction"] slug="guess-shapes-of-the-cache"
# **What do you expect?** Seven images go through the small network. What are the shapes of `Z1`, `A1`, `Z2`,
# `A2` and `Z3`? Can a number in `A1` be negative? In `Z3`?
#
# **My guess:**

# %% [markdown]
# ## Exercise: forward
#
# Write `forward`. Don't change the arrays that you are given.

# %% exercise="forward"
def forward(X, weights):
    """Compute the logits of a batch, and keep all that lies on the way.

    X : (m, in) float
    weights : dict with W1 (in, out), b1 (out,), W2, b2, W3, b3
    returns : dict with Z1, A1, Z2, A2, Z3

    Example: with all weights 0, forward(X, weights)["Z3"] holds only zeros.
    """
    # BEGIN SOLUTION
    Z1 = X @ weights["W1"] + weights["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ weights["W2"] + weights["b2"]
    A2 = np.maximum(Z2, 0)
    Z3 = A2 @ weights["W3"] + weights["b3"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": Z3}
    # END SOLUTION

# %% check="forward"
check_forward(forward)

# %% [markdown]
# Is this what Keras computes? `weights_of` copies the weights out of a Keras model. Both get the same images.

# %% tags=["demonstration", "nbval-ignore-output"] slug="forward-against-keras"
digits = split_lab_digits()
X_train, y_train = digits.X_train, digits.y_train
untrained = build_lab_network(seed=0)
yours = forward(X_train, weights_of(untrained))["Z3"]
theirs = untrained.predict(X_train, verbose=0)
print("your first logits:  ", np.round(yours[0, :5], 4))
print("Keras's first logits:", np.round(theirs[0, :5], 4))

# %% tags=["demonstration"] slug="forward-equals-keras"
print("the same for all", len(X_train), "digits:", bool(np.allclose(yours, theirs, atol=1e-4)))
assert np.allclose(yours, theirs, atol=1e-4)

# %% [markdown]
# ## Part 2: Backward
#
# Start where the loss is, at the logits. You don't need a formula to learn how the loss changes with a logit:
# **nudge** the logit and look. Here is one digit with four classes; the right class is 2. Each logit in turn
# grows by a thousandth.

# %% [markdown]
# Which logits should grow to make the loss smaller? Which of the four changes is negative?

# %% tags=["prediction"] slug="guess-nudged-logits"
from lab_utils.widgets import PredictFirst

sum_of_changes = PredictFirst(
    "What do the changes of the loss with each of the four logits add up to?",
    key="backprop-guess-nudged-logits",
    within=0.001,
)
sum_of_changes

# %% tags=["demonstration"] slug="nudge-each-logit"
z, right, nudge = np.array([[2.0, 1.0, 0.5, -1.0]]), np.array([2]), 0.001
print("class  probability  one-hot  difference   measured")
p, one_hot = softmax(z)[0], np.eye(4)[2]
measured = []
for k in range(4):
    above, below = z + nudge * np.eye(4)[k], z - nudge * np.eye(4)[k]
    measured.append((cross_entropy(above, right) - cross_entropy(below, right)) / (2 * nudge))
    print(f"{k:5} {p[k]:12.4f} {one_hot[k]:8.0f} {p[k] - one_hot[k]:11.4f} {measured[k]:10.4f}")
print(f"sum   {p.sum():12.4f} {one_hot.sum():8.0f} {abs(np.sum(p - one_hot)):11.4f}")

# %% tags=["demonstration"] slug="sum-of-the-changes"
sum_of_changes.reveal(
    round(abs(float(np.sum(measured))), 4),
    because="Add the same to all logits, and softmax gives the same: such a step changes no loss.",
)

# %% [markdown]
# The last two columns agree. That is the most useful line of this notebook:
#
# $$ \frac{\partial\, \text{loss}}{\partial z} = \text{probabilities} - \text{one-hot} $$
#
# Where the network gives a wrong class some probability, that logit is to shrink, by just as much. And since
# both columns add up to 1, their difference **adds up to 0**: what one logit gains, the others lose.
#
# For a batch the loss is the *mean* of its $m$ digits, so each digit counts only for an $m$-th:
#
# $$ dZ_3 = \frac{\text{softmax}(Z_3) - \text{one-hot}(y)}{m} $$

# %% [markdown]
# ### Back through one layer
#
# The rest is the chain rule, one operation after the other. Each operation knows its own way back:
#
# | forward | back |
# | --- | --- |
# | $Z = A\,W + b$ | $dW = A^T dZ$, $\;\;db =$ sum of $dZ$ over the batch, $\;\;dA = dZ\,W^T$ |
# | $A = \max(Z, 0)$ | $dZ = dA$ where $Z > 0$, and 0 elsewhere |
#
# Why a sum in $db$? All digits of the batch share the same $b$, so each of them adds its wish. And ReLU is a
# gate: through a unit that was off, nothing went forward, so nothing comes back.

# %% [markdown] tags=["prediction"] slug="guess-order-by-shapes"
# **What do you expect?** If you ever forget an order: the shapes know it. `A2` is (m, 5), `dZ3` is (m, 4) and
# `W3` is (5, 4). Which product of the first two gives the shape of `W3`? Which product of `dZ3` and `W3`
# gives the shape of `A2`?
#
# **My guess:**

# %% [markdown]
# ## An oracle: the numerical gradient
#
# You nudged logits. You can nudge weights as well, each of them, one at a time: a **numerical gradient**. It
# knows nothing of the chain rule, so it cannot make your mistakes.
#
# $$ \frac{\partial\, \text{loss}}{\partial w} \approx
#    \frac{\text{loss}(w + \varepsilon) - \text{loss}(w - \varepsilon)}{2\,\varepsilon} $$

# %% tags=["demonstration"] slug="numerical-gradient"
def loss_of(weights):
    """The mean loss of the seven small digits with these weights."""
    return cross_entropy(numpy_network.forward(X_small, weights)["Z3"], y_small)


numerical = numerical_gradient(loss_of, small)

# %% tags=["demonstration"] slug="slopes-of-the-last-bias"
print("how the loss changes with b3:", np.round(numerical["b3"], 4))
print("their sum is 0:", bool(abs(numerical["b3"].sum()) < 1e-8))

# %% [markdown]
# There it is again, the sum of 0: it comes from the logits.
#
# How small should $\varepsilon$ be? Look at the error of the numerical gradient for many of them. Why is
# there a best one in the middle? (Think of notebook 02: what happens to the digits of two numbers that are
# almost equal when you subtract them?)

# %% tags=["demonstration", "nbval-ignore-output"] slug="how-small-a-nudge"
cache = numpy_network.forward(X_small, small)
exact = numpy_network.backward(X_small, y_small, small, cache)["W3"]
sizes = 10.0 ** np.arange(-13, 0)
errors = []
for size in sizes:
    guess = numerical_gradient(lambda W: loss_of({**small, **W}), {"W3": small["W3"]}, step=size)
    errors.append(np.abs(guess["W3"] - exact).max())
figure, ax = plt.subplots(figsize=(5.6, 3))
ax.loglog(sizes, errors, marker="o")
label = ax.set(xlabel="size of the nudge", ylabel="largest error", title="how wrong the oracle is")

# %% tags=["demonstration"] slug="best-nudge-in-the-middle"
best = sizes[np.argmin(errors)]
print("the best nudge lies between 1e-8 and 1e-3:", bool(1e-8 <= best <= 1e-3))
assert 1e-8 <= best <= 1e-3

# %% [markdown]
# Why not train with it, if it is so simple?

# %% tags=["demonstration"] slug="price-of-the-oracle"
numbers = untrained.count_params()
print("weights of the real network:", numbers)
print("forward passes for one numerical gradient:", 2 * numbers)
print("passes for one backward:", 2, "(one forward, one back)")

# %% [markdown]
# That is what backprop is: **all** slopes for the price of about two passes. The oracle is for checking.

# %% [markdown]
# ## Exercise: backward
#
# Write `backward`. It gets a right cache, so it does not depend on your `forward`. `softmax` from notebook 02
# is there for you. `np.eye(K)[y.ravel()]` makes one-hot rows of labels.

# %% exercise="backward"
def backward(X, y, weights, cache):
    """Compute how the mean cross-entropy changes with each weight.

    X : (m, in) float
    y : (m, 1) int, the right class of each row
    weights : dict with W1 (in, out), b1 (out,), W2, b2, W3, b3
    cache : dict with Z1, A1, Z2, A2, Z3, as forward makes it
    returns : dict with the keys of weights, each of the same shape
    """
    # BEGIN SOLUTION
    m, classes = cache["Z3"].shape
    dZ3 = (softmax(cache["Z3"]) - np.eye(classes, dtype=X.dtype)[y.ravel()]) / m
    dZ2 = (dZ3 @ weights["W3"].T) * (cache["Z2"] > 0)
    dZ1 = (dZ2 @ weights["W2"].T) * (cache["Z1"] > 0)
    return {
        "W1": X.T @ dZ1, "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(axis=0),
        "W3": cache["A2"].T @ dZ3, "b3": dZ3.sum(axis=0),
    }
    # END SOLUTION

# %% check="backward"
check_backward(backward)

# %% [markdown]
# ## Your gradients on the scales
#
# Two numbers tell how a gradient relates to the numerical one:
#
# - **k** is the number that, times the numerical gradient, comes closest to yours. It should be 1.
# - The **cosine** of the angle between the two is 1 if they point the same way, however long they are.

# %% tags=["demonstration"] slug="gradient-check"
comparison = compare_gradients(backward(X_small, y_small, small, cache), numerical)
print(comparison)
assert comparison.agree

# %% [markdown]
# The table begins with layer 3, because the way back begins there. So a mistake shows first in the layer
# where it was made, and from there it is handed on to the layers below it in the table. **Look for the first
# wrong layer from the top.** Nothing above it can be to blame.

# %% [markdown] tags=["prediction"] slug="guess-three-factors"
# **What do you expect?** Three people wrote `backward` with one mistake each. One forgot to divide by $m$.
# One divided by $m$ twice. One turned the sign: one-hot minus probabilities. There are seven digits. Which
# **k** does each of them see? And which cosine?
#
# **My guess:**

# %% [markdown]
# ### A game: six boxes
#
# Six black boxes claim to be `backward`. Each makes one of these mistakes:
#
# 1. the mean is forgotten (no division by m)
# 2. the mean is taken twice
# 3. the sign is turned
# 4. the labels are not subtracted: only the probabilities go back
# 5. ReLU's gate is left open: everything passes
# 6. `Z` is taken for `A` in $dW = A^T dZ$
#
# Run the cell and match. Write your guess down before you open the answers.

# %% tags=["demonstration"] slug="six-boxes"
for name, box in BOXES.items():
    print(name)
    print(compare_gradients(box(X_small, y_small, small, cache), numerical), "\n")

# %% [markdown] tags=["prediction"] slug="guess-six-boxes"
# **My guess:** a ..., b ..., c ..., d ..., e ..., f ...

# %% [markdown] slug="answers-to-the-six-boxes"
# <details>
# <summary>The answers</summary>
#
# - **Box a: 3**, the sign. All k are -1: the network would climb.
# - **Box b: 5**, the gate. Layer 3 is right, and layer 2 is the first wrong one: the mistake happens on the
#   way from layer 3 to layer 2.
# - **Box c: 1**, no mean. All k are m. The direction is right: with a smaller learning rate plain gradient
#   descent would not even notice.
# - **Box d: 4**, no labels. Everything is wrong from layer 3 on, and no two k agree. The slopes of b3 add up
#   to 1 instead of 0.
# - **Box e: 6**, Z for A. Only W3 and W2 are wrong. The biases are right, and W1 is: its input is X, which
#   has no Z.
# - **Box f: 2**, the mean twice. All k are 1/m.
#
# </details>

# %% [markdown]
# ## Part 3: The step
#
# Now you know the slopes. The plainest step goes against the gradient $g$, some rate $\alpha$ long:
#
# $$ w \leftarrow w - \alpha\, g $$
#
# Its length depends on the size of $g$. That is bad, because slopes differ. A pixel in the middle has a steep
# slope, one near the edge a shallow one. **Adam** keeps two running means for each weight, of the gradient
# and of its square, and divides one by the root of the other:
#
# $$ m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 $$
#
# $$ w \leftarrow w - \alpha_t\, \frac{m}{\sqrt{v} + \epsilon} \qquad
#    \alpha_t = \alpha\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} $$
#
# Both means start at 0, so in the first steps they are too small. The fraction in $\alpha_t$ makes up for
# that; $t$ is the number of the step, from 1.

# %% [markdown]
# It is the first step: $t = 1$, and $m$ and $v$ are 0. One weight has the gradient 0.001, another one 1000.
# How far does each of them move? Put the numbers into the formulas before you run anything.

# %% tags=["prediction"] slug="guess-first-step"
further = PredictFirst(
    "In its first step Adam moves two weights, with the gradients 0.001 and 1000. Which one moves further?",
    key="backprop-guess-first-step",
    choices=["the one with 0.001", "the one with 1000", "both move about as far"],
)
further

# %% [markdown]
# ## Exercise: one step of Adam
#
# Write `adam_step`, for one array of weights. It returns three **new** arrays. Those that it was given stay
# as they are. (Here `m` is Adam's mean, not the number of digits. The paper calls it that, and so does
# everybody else.)

# %% exercise="adam_step"
def adam_step(w, dw, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Move weights by one step of Adam.

    w, dw, m, v : arrays of one shape: weights, gradient, mean of the gradient, mean of its square
    t : int, the number of this step, from 1
    returns : the new w, m and v
    """
    # BEGIN SOLUTION
    m = beta_1 * m + (1 - beta_1) * dw
    v = beta_2 * v + (1 - beta_2) * dw**2
    rate = learning_rate * (1 - beta_2**t) ** 0.5 / (1 - beta_1**t)
    w = w - rate * m / (np.sqrt(v) + epsilon)
    return w, m, v
    # END SOLUTION

# %% check="adam_step"
check_adam_step(adam_step)

# %% [markdown]
# How far does the first step go, for gradients that differ by a factor of a thousand million? Look for the
# one row that is different. What does $\epsilon$ do there?

# %% tags=["demonstration"] slug="length-of-the-first-step"
nothing = np.zeros(1)
print("gradient   plain step   step of Adam")
lengths = {}
for slope in (1e-6, 1e-3, 1.0, 1e3):
    moved, _, _ = adam_step(nothing, np.array([slope]), nothing, nothing, 1)
    lengths[slope] = abs(float(moved[0]))
    print(f"{slope:8.0e} {0.001 * slope:12.0e} {lengths[slope]:14.6f}")

# %% tags=["demonstration"] slug="which-moves-further"
ratio = lengths[1e3] / lengths[1e-3]
further.reveal(
    "both move about as far" if 0.9 < ratio < 1.1 else f"the one with {'1000' if ratio > 1 else '0.001'}",
    because="In the first step m is the slope and v its square, but for the same factor: the slope cancels.",
)

# %% [markdown]
# Adam's first step is as long as the learning rate, whatever the slope is, and only its direction counts.
# Where the slope is so small that $\sqrt{v}$ is no larger than $\epsilon$, the step is shorter: such a slope
# may be nothing but rounding.

# %% [markdown]
# ## All three together
#
# This is the step that `fit` takes. If one of your three does not pass its check yet, go on with the lab's
# own: take the `#` away in front of its line.

# %% tags=["demonstration"] slug="your-three-or-the-labs"
my_forward, my_backward, my_adam_step = forward, backward, adam_step
# my_forward = numpy_network.forward
# my_backward = numpy_network.backward
# my_adam_step = numpy_network.adam_step

# %% tags=["demonstration"] slug="one-step"
def begin(weights):
    """What a training remembers: its weights, Adam's means for each, and the number of steps."""
    zeros = {key: np.zeros_like(w) for key, w in weights.items()}
    return {"w": dict(weights), "m": dict(zeros), "v": dict(zeros), "t": 0}


def take_step(training, images, labels, **betas):
    """Take one step on a batch, and return its loss before the step."""
    w, m, v = training["w"], training["m"], training["v"]
    training["t"] += 1
    cache = my_forward(images, w)
    for key, dw in my_backward(images, labels, w, cache).items():
        w[key], m[key], v[key] = my_adam_step(w[key], dw, m[key], v[key], training["t"], **betas)
    return cross_entropy(cache["Z3"], labels)

# %% [markdown]
# ### Against Keras, step by step
#
# The boldest test comes first. Your network and a Keras network start with the same weights and see the same
# batches in the same order. Will they have the same losses?
#
# One thing must be settled for that. Keras rounds the betas to float32 in one place of the formula. So both
# get betas that float32 holds exactly; they are 0.9 and 0.999 but for rounding.

# %% [markdown] tags=["prediction"] slug="guess-same-losses"
# **What do you expect?** After 200 steps, in how many digits will the two losses agree? Will the difference
# grow from step to step?
#
# **My guess:**

# %% tags=["demonstration", "nbval-ignore-output"] slug="same-start-same-batches"
betas = {"beta_1": float(np.float32(0.9)), "beta_2": float(np.float32(0.999))}
model = build_lab_network(seed=0)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(0.001, **betas), loss)
training = begin(weights_of(model))
order = np.random.default_rng(0).permutation(len(X_train))
own_losses, keras_losses = [], []
for step in range(200):
    rows = order[32 * (step % 100) : 32 * (step % 100) + 32]
    model.reset_metrics()
    logs = model.train_on_batch(X_train[rows], y_train[rows], return_dict=True)
    keras_losses.append(float(logs["loss"]))
    own_losses.append(take_step(training, X_train[rows], y_train[rows], **betas))

# %% tags=["demonstration", "nbval-ignore-output"] slug="plot-both-losses"
difference = np.abs(np.subtract(own_losses, keras_losses))
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
left.plot(keras_losses, linewidth=4, color="#56B4E9", label="Keras")
left.plot(own_losses, linewidth=1.2, linestyle="--", color="black", label="yours")
left.set(xlabel="step", ylabel="loss of the batch")
legend = left.legend(frameon=False)
right.semilogy(difference + 1e-9, ".", color="black")
label = right.set(xlabel="step", ylabel="difference of the two losses", ylim=(3e-10, 1))

# %% tags=["demonstration"] slug="losses-agree"
print("most losses agree to five decimals:", bool(np.median(difference) < 1e-5))
print("the largest difference is below a hundredth:", bool(difference.max() < 0.01))
assert np.median(difference) < 1e-5 and difference.max() < 0.01

# %% [markdown]
# On the left the dashed line lies on the other one, zigzag for zigzag. On the right is what remains: the
# last digits of float32, which holds about seven. (The dots at the bottom stand for no difference at all.)
# There is nothing in `fit` that you have not written.

# %% [markdown]
# ### The whole training
#
# Forty epochs on the 3,200 training digits, each in a new order. `lab_network()` is the Keras network with
# the same start and the same orders; it is trained once and kept.

# %% [markdown] tags=["prediction"] slug="guess-test-accuracy"
# **What do you expect?** How many of the test digits will your network read rightly? Will Keras be better?
#
# **My guess:**

# %% tags=["demonstration", "nbval-ignore-output"] slug="train-your-network"
training = begin(weights_of(build_lab_network(seed=0)))
rng = np.random.default_rng(0)
history = {"loss": [], "val_loss": []}
for _ in range(40):
    batches = rng.permutation(len(X_train)).reshape(-1, 32)
    losses = [take_step(training, X_train[rows], y_train[rows]) for rows in batches]
    history["loss"].append(np.mean(losses))
    val_logits = my_forward(digits.X_val, training["w"])["Z3"]
    history["val_loss"].append(cross_entropy(val_logits, digits.y_val))
axes = plot_history(history, title="your training:")

# %% tags=["demonstration", "nbval-ignore-output"] slug="test-accuracy-of-both"
y_test = digits.y_test.ravel()
own_answers = my_forward(digits.X_test, training["w"])["Z3"].argmax(axis=1)
keras_answers = lab_network().predict(digits.X_test, verbose=0).argmax(axis=1)
own_share, keras_share = np.mean(own_answers == y_test), np.mean(keras_answers == y_test)
print(f"your network: {own_share:.1%} of the test digits right")
print(f"Keras:        {keras_share:.1%}")
print(f"same answer:  {np.mean(own_answers == keras_answers):.1%}")

# %% tags=["demonstration"] slug="as-good-as-keras"
print("steps that you took:", training["t"])
print("as good as Keras, to within three points:", bool(abs(own_share - keras_share) < 0.03))
assert own_share > 0.9 and abs(own_share - keras_share) < 0.03

# %% [markdown]
# Did both give all the same answers? This time both used the plain betas, so their steps differ in the
# sixth digit. Most often that stays without effect. But with some first weights a unit that is almost 0 is
# on for one network and off for the other, and from there on they go ways of their own: two good networks,
# not one.

# %% [markdown]
# ## Which one is faster?
#
# Keras stands on years of work of many engineers. Your loop is a few lines of Python.

# %% tags=["prediction"] slug="guess-which-is-faster"
faster = PredictFirst(
    "Two epochs each, 200 steps. How many times as long as your loop will Keras's fit take?",
    key="backprop-guess-which-is-faster",
    unit="times",
    factor=1.5,
)
faster

# %% [markdown]
# Four ways to take the same steps. `train_network` is the lab's own loop, the same as yours but that it keeps
# its memory from step to step. The numbers differ from machine to machine, and from run to run.

# %% tags=["demonstration", "nbval-ignore-output"] slug="time-two-epochs"
def seconds(work):
    """The shortest of three calls. One before them, in which Keras prepares itself, is not counted."""
    return min(timeit.repeat(work, number=1, repeat=4)[1:])

by_hand = begin(weights_of(untrained))
one_by_one = compile_lab_network(build_lab_network())
in_one_go = compile_lab_network(build_lab_network(), steps_per_execution=25)
times = {
    "your loop": lambda: [take_step(by_hand, X_train[r], y_train[r]) for _ in range(2) for r in batches],
    "the lab's loop": lambda: train_network(X_train, y_train, epochs=2),
    "Keras, fit": lambda: one_by_one.fit(X_train, y_train, epochs=2, verbose=0),
    "Keras, fit, 25 steps in one go": lambda: in_one_go.fit(X_train, y_train, epochs=2, verbose=0),
}
times = {name: seconds(work) for name, work in times.items()}

# %% tags=["demonstration", "nbval-ignore-output"] slug="table-of-times"
for name, taken in times.items():
    print(f"{name:32} {taken:6.2f} s   {1e6 * taken / 200:6.0f} millionths of a second a step")

# %% tags=["demonstration", "nbval-ignore-output"] slug="how-many-times-as-long"
faster.reveal(
    times["Keras, fit"] / times["your loop"],
    because="Both take the very same steps. What Keras does besides is the subject of the next cells.",
)

# %% tags=["demonstration"] slug="all-took-their-steps"
print("steps of your loop:", by_hand["t"], " of Keras:", int(one_by_one.optimizer.iterations))
assert by_hand["t"] == int(one_by_one.optimizer.iterations) == int(in_one_go.optimizer.iterations)

# %% [markdown]
# NumPy wins, and not because it computes faster. Look at the last line: Keras becomes faster when it takes 25
# steps in one go, and these are the very same sums. So most of its time did not go into sums.
#
# How many sums are there in a step? A weight is used for each digit, once forward and about twice back.

# %% tags=["demonstration"] slug="sums-of-one-step"
products = 3 * 32 * sum(W.size for key, W in training["w"].items() if key.startswith("W"))
print(f"about {products / 1e6:.0f} million products in one step of 32 digits")

# %% [markdown]
# A processor of today does that in some hundred-thousandths of a second. The rest is what a step costs
# whatever it computes: handing a batch over, starting the work, counting, calling back. NumPy pays little
# of it, and Keras, which can also train on many machines at once, pays more.
#
# If that is true, **larger batches** must change the picture. What will happen to the gap?

# %% tags=["demonstration", "nbval-ignore-output"] slug="time-larger-batches"
def milliseconds_a_step(step, size):
    """Take the same step ten times, and return what one of them took."""
    images, labels = X_train[:size], y_train[:size]
    return 1000 * seconds(lambda: [step(images, labels) for _ in range(10)]) / 10

print("digits in a step   yours, ms   Keras, ms   Keras to yours")
for size in (32, 320, 3200):
    own = milliseconds_a_step(lambda images, labels: take_step(by_hand, images, labels), size)
    theirs = milliseconds_a_step(model.train_on_batch, size)
    print(f"{size:16} {own:11.2f} {theirs:11.2f} {theirs / own:16.2f}")

# %% tags=["demonstration"] slug="all-sizes-took-their-steps"
assert by_hand["t"] == 4 * 200 + 3 * 4 * 10

# %% [markdown]
# Look at the last column: the gap closes. A step with a hundred times as many digits costs Keras far less
# than a hundred times as much, because most of it was never sums. For a network of this size, in batches of
# this size, a few lines of NumPy are the right tool. For a network a thousand times as large they are not.

# %% [markdown]
# ## What you saw
#
# - Why does the way back need the cache of the way forward? Which arrays of it?
# - What do the slopes of the logits of one digit add up to, and why?
# - Your gradient check shows k = 32 in every layer. What did you forget? And what if layer 3 is right and
#   layer 2 is not?
# - Why is a numerical gradient good for checking and useless for training?
# - How far does Adam's first step go?
# - Your NumPy loop is faster than Keras on this network. When would it not be?
#
# You have now written every part of what trains a network. `python lab.py progress` shows your points. Go on
# with [07 Experiments](07_experiments.ipynb): networks side by side, and how to compare them honestly.

# %% [markdown]
# ## Where this is from
#
# - Backpropagation: D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating
#   errors*, Nature 323, 1986.
# - The chain rule on arrays, and checking gradients: I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*,
#   MIT Press, 2016, sections 6.5 and 11.5.
# - Adam: D. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015. The form
#   above, which Keras computes, is the one in the last lines of its section 2.
# - The first weights: X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural
#   networks*, AISTATS 2010.
