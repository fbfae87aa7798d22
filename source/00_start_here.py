# %% [markdown]
# # 00 Start here: does everything work, and how does this lab work?
#
# In this lab you build a small neural network that reads handwritten digits. You write its parts yourself,
# and every part is checked as soon as you have written it.
#
# At the end of this page you will know that your computer has what it needs, and how cells, checks, hints and
# progress work. You need a little Python and a little NumPy, and nothing about neural networks. It takes
# about 10 minutes.

# %% [markdown]
# ## Cells
#
# A notebook is a page of **cells**. Some hold text, like this one. Others hold Python. Click on the cell
# below and press **Shift+Enter**: it runs, what it prints appears below it, and the next cell is selected.
#
# If it says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another Python than the
# lab's. Close it, open a terminal in the lab's folder, and type `python lab.py`.

# %% tags=["setup"]
import numpy as np

from lab_utils.data import load_digits
from lab_utils.environment import environment
from lab_utils.plots import plot_digit_grid
from lab_utils.progress import read_progress
from public_tests import check_ink, hint, progress

# %% [markdown]
# Nothing was printed? Then all went well: an import says nothing when it works. Left of the cell stands a
# number now, which counts the cells that you have run. While a cell is still working, a star stands there.
#
# ## Does everything work here?
#
# The next cell looks at the packages that the lab uses. Every line should end in "fine". A line that doesn't
# says what to do.

# %% tags=["demonstration", "nbval-ignore-output"]
for part in environment():
    print(part)

# %% slug="everything-is-fine"
assert all(part.fine for part in environment())

# %% [markdown]
# ## What the lab is about
#
# Here are the digits that your network will learn to read: the first ten of each kind. Real people wrote
# them. Look for two that you would have trouble with yourself.

# %%
X, y = load_digits()
first_ten = [500 * digit + place for digit in range(10) for place in range(10)]
ax = plot_digit_grid(X[first_ten], title="The first ten of each digit")

# %% [markdown]
# To the computer each of them is a row of numbers: 0 is paper, 1 is ink, and grey lies between. That is all
# that the network gets to see.

# %%
print("one digit:", X[0].shape, "numbers from", X[0].min(), "to", X[0].max())
print("digits in all:", len(X))

# %% [markdown]
# ## Checks
#
# In the lessons you write functions, and below each one waits a **check**. It calls your function with small
# inputs and compares what comes back. Let's see one at work. We want a function `ink(row)` that says how much
# ink is on the paper: all the numbers of a row added up.
#
# This is what an exercise looks like when you meet it. The line with `raise` marks the place for your code.

# %%
def ink(row):
    """Return how much ink a digit has: the sum of its numbers.

    Example: ink(np.array([0.5, 0.25, 0.0])) gives 0.75.
    """
    # Your code takes the place of the next line.
    raise NotImplementedError("ink is still to be written")


# %%
check_ink(ink)

# %% [markdown]
# "Not attempted", says the card. That is no mistake, it is only where everybody begins.

# %% [markdown] tags=["prediction"]
# **What do you expect?** Here is somebody's first try. Read it before you run it. What will the check say?
#
# **My guess:** (double-click on this text to write here; Shift+Enter closes it again)

# %%
def ink(row):
    return np.max(row)


check_ink(ink)

# %% [markdown]
# A card that says **not yet** shows the smallest input that goes wrong, what was expected, and what came
# back. When it knows the mistake it also says what your function does, why that is not enough, and what to
# try next.
#
# Now you: mend the function in the cell above and press Shift+Enter. Then break it in a way of your own, with
# `np.mean` perhaps, or without `return`. A check can be run as often as you like, and no try counts against
# you. The next cell is where you should arrive.

# %%
def ink(row):
    return np.sum(row)


check_ink(ink)

# %% [markdown]
# This check was for practice. In the lessons a check that is not passed also stops the notebook, with one red
# line that begins with `CheckFailed`. That line is no crash. The card above it tells you what to do.
#
# The function is yours now, so use it. Which of these two digits has more ink, and does it look like that in
# the picture above?

# %%
for row in (0, 500):
    print(f"row {row}, a {int(y[row, 0])}: {ink(X[row]):.1f}")

# %% [markdown]
# ## When you are stuck
#
# Being stuck for a while is a part of learning. When it stops being fun, ask for a hint. There are five for
# each exercise, and you decide how far you go.

# %%
hint()

# %% [markdown]
# The second one repeats what the check found when it last looked at your function, so run the check first.
# Before the solution you are asked for one line: where are you stuck? Finding those words is often the way
# out.
#
# ## Your progress
#
# What you have solved is kept in one file on this computer, `progress.json` in the lab's folder. Nobody else
# sees it. Here is what it says now.

# %% tags=["demonstration", "nbval-ignore-output"]
progress()

# %% [markdown]
# Practice leaves no trace in it, as this cell makes sure of.

# %%
assert "ink" not in read_progress()

# %% [markdown]
# ## Nothing can break
#
# - **Something behaves strangely**, or a cell does not come to an end: in the menu choose *Kernel*, then
#   *Restart Kernel*. Python starts afresh and forgets every variable; what you wrote stays. Run the cells
#   again from the top.
# - **A variable is unknown** (`NameError`): a cell further up was not run yet. *Run*, then *Run All Above
#   Selected Cell* mends that.
# - **You want a notebook back as it was**: type `python lab.py reset 02` in a terminal, with the notebook's
#   number. What you had written is kept as a copy with a date, so nothing is lost.
#
# Three keys are enough for now: **Shift+Enter** runs a cell, **Esc** leaves it, and then **B** adds a new one
# below, for trying things out. JupyterLab saves by itself; **Ctrl+S** does it at once.

# %% [markdown]
# ## In a terminal
#
# Open a second terminal in the lab's folder. These four do the same as the cells above, and more:
#
# | type | to |
# | --- | --- |
# | `python lab.py start 01` | open notebook 01 |
# | `python lab.py check 01` | run all of notebook 01 afresh, and check every exercise in it |
# | `python lab.py hint relu` | get the next hint |
# | `python lab.py progress` | see what is done |

# %% [markdown]
# ## What you saw
#
# - Which key runs a cell, and how do you see that it is still working?
# - What are the three things that a card says about a mistake it knows?
# - What is lost when the kernel restarts, and what is not?
#
# Go on with [01 Digits](01_digits.ipynb): a closer look at the data, and why some of it must be held back.
#
# The digits come from MNIST; [data/README.md](../data/README.md) says how they got here.
