# %% [markdown]
# # 08 Your digits: from a picture to 400 numbers
#
# The network reads digits that somebody else has scanned, cut out, scaled and centred. Yours come from a
# telephone, a scanner or a screen. This notebook takes a picture all the way to the network, and then asks
# what each step of that way is worth.
#
# At the end you will have read your own handwriting, you will know what a network says to a picture that
# is no digit at all, and you will have trained one that forgives more. It takes about an hour.
#
# If you like, write some digits now, each about as high as a thumb is wide: dark pen, light paper, one
# digit in a picture. You will also find a pad to draw on, and everything works without any picture of yours.

# %% [markdown]
# If the next cell says that `lab_utils` or `public_tests` cannot be found, this notebook runs in another
# Python than the lab's. Close it, open a terminal in the lab's folder, and type `python lab.py start 08`.

# %% tags=["setup", "nbval-ignore-output"]
import matplotlib.pyplot as plt
import numpy as np
from scipy import ndimage

from lab_utils.data.places import DATA_FOLDER
from lab_utils.numpy_network import forward, softmax, train_network
from lab_utils.plots import COLOURS, plot_digit, plot_digit_grid, plot_preparation, plot_right_and_sure
from lab_utils.preparation import as_mnist, prepare_digit, read_image, resample
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_weights
from public_tests import check_centre_digit

# %% [markdown]
# ## The network
#
# It is the network of notebook 05, trained on the training digits and kept. Here its weights are plain
# NumPy arrays, so that it answers in no time. `ask` gives ten probabilities for each image.

# %% tags=["nbval-ignore-output"]
weights = lab_weights()
digits = split_lab_digits()
X_test, y_test = digits.X_test, digits.y_test.ravel()


def ask(X, weights=weights):
    """Ask a network. X : (m, 400), ink is 1 -> probabilities (m, 10)."""
    return softmax(forward(np.asarray(X, dtype=np.float32), weights)["Z3"])

# %%
assert ask(X_test[:1]).shape == (1, 10)
print("test digits:", X_test.shape, " labels:", y_test.shape)

# %% [markdown]
# ## A picture
#
# The lab ships some pictures in `data/drawn/`, drawn by a program that imitates a pen. `read_image` opens
# any image file as grey levels: 0 is black, **1 is white**. On the right is a digit as the network knows
# it. Find five differences.

# %% slug="two-sevens"
DRAWN = DATA_FOLDER / "drawn"
picture = read_image(DRAWN / "7.png")
known = digits.X_train[digits.y_train.ravel() == 7][0]
figure, axes = plt.subplots(1, 2, figsize=(6, 3), layout="constrained")
axes[0].imshow(picture, cmap="gray", vmin=0, vmax=1)
axes[0].set_title(f"a picture, {picture.shape[0]} x {picture.shape[1]}")
ax = plot_digit(known, ax=axes[1], title="a digit of the data, 20 x 20")

# %%
print("numbers in the picture:", picture.size, " the network takes:", known.size)
print(f"typical number in the picture: {np.median(picture):.2f}  in the digit: {np.median(known):.2f}")

# %% [markdown]
# 1. **Size.** The picture has far more pixels than the network has inputs.
# 2. **Colour.** Many pictures have three numbers for each pixel, the network knows one.
# 3. **Paper.** Here light means paper. In the data 0 means paper, and ink is 1.
# 4. **Place.** The digit stands somewhere in the picture. In the data it is always in the middle.
# 5. **Size of the digit.** It fills a part of the picture. In the data it fills its 20 x 20 box.

# %% [markdown]
# Squeezing the picture to 20 x 20 pixels mends the first difference, and nobody hinders you from asking the
# network then. How sure will it be of its answers?

# %% tags=["prediction"] slug="guess-unprepared"
from lab_utils.widgets import PredictFirst

unprepared = PredictFirst(
    "Of ten different digits, squeezed to 20 x 20 like this, how many will the network read rightly?",
    key="your-digits-guess-unprepared",
    unit="of 10",
    within=0.5,
)
unprepared

# %% tags=["demonstration"]
names = [f"{digit}.png" for digit in range(10)]
squeezed = np.array([resample(read_image(DRAWN / name), 20, 20).ravel() for name in names])
p = ask(squeezed)
ax = plot_digit_grid(squeezed, range(10), p.argmax(axis=1), confidences=p.max(axis=1), columns=5)

# %% tags=["demonstration", "nbval-ignore-output"]
print("read rightly:", np.sum(p.argmax(axis=1) == np.arange(10)), "of 10")
print("mean confidence:", f"{p.max(axis=1).mean():.0%}")

# %% tags=["demonstration", "nbval-ignore-output"] slug="read-unprepared"
unprepared.reveal(
    np.sum(p.argmax(axis=1) == np.arange(10)),
    because="It is asked about a sheet full of ink with a pale scratch in it. It never saw such a thing.",
)

# %%
assert np.sum(p.argmax(axis=1) == np.arange(10)) < 5
assert p.max(axis=1).mean() > 0.5

# %% [markdown]
# The shape was right, so there was no error. Nothing warned you. The network has an opinion on anything.

# %% [markdown]
# ## The preparation, step by step
#
# `prepare_digit` mends all five differences. Follow one picture through its steps.

# %%
prepared = prepare_digit(DRAWN / "7.png")
ax = plot_preparation(prepared)

# %% [markdown]
# - **grey**: the picture as it came, one number for each pixel. A large one is scaled down first.
# - **ink**: now ink is 1 and paper 0. Light paper is turned around, and a shadow that falls over the paper is
#   taken away.
# - **threshold**: whatever is fainter than the ink becomes 0, so that paper is really empty. Specks and lines
#   of the paper that don't belong to the digit go too.
# - **crop**: the smallest box that holds all of the ink.
# - **pen**: strokes of a fine pen would almost vanish at 20 x 20. They are widened; others stay as they are.
# - **scaled**: the longer side becomes 20, and the shape is kept.
# - **centred**: the box comes to the middle of 20 x 20. These are the 400 numbers.
#
# A harder picture: a photograph-like one, with grain, a shadow and ruled lines.

# %%
page = prepare_digit(DRAWN / "page.png")
ax = plot_preparation(page)

# %% [markdown]
# Now the ten pictures again, this time prepared. Before you run the cell: how many of ten?

# %% tags=["demonstration"] slug="ten-prepared"
rows = np.array([prepare_digit(DRAWN / name).x for name in names])
p = ask(rows)
ax = plot_digit_grid(rows, range(10), p.argmax(axis=1), confidences=p.max(axis=1), columns=5)

# %% slug="most-read-rightly"
assert np.sum(p.argmax(axis=1) == np.arange(10)) >= 8

# %% [markdown]
# ## Exercise: centre a digit
#
# The last three steps decide most, and you will write them yourself. An image `(h, w)` comes in, with 0 for
# paper. An image `(20, 20)` goes out:
#
# 1. Find the first and the last line with ink, and the first and the last column. That is the **box**. Every
#    pixel above 0 is ink, however faint.
# 2. **Scale** the box so that its longer side becomes 20. The shorter side shrinks or grows by the same
#    factor, is rounded, and is never less than 1.
# 3. Put it in the **middle**: as much paper on the left as on the right, as much above as below. If one
#    line or column is left over, it goes below or to the right.
#
# An image without any ink comes back as 20 x 20 pixels of paper.
#
# `resample(image, height, width)` scales an image to any size.

# %% [markdown] tags=["prediction"] slug="guess-box"
# **Try it with a pencil:** an image of 100 x 100 has ink in the lines 10 to 49 and in the columns 60 to 83.
# How high and wide is the box? To which size is it scaled? How many empty columns are left of it then?
#
# **My answer:**

# %% tags=["demonstration"] slug="resample-example"
image = np.zeros((100, 100))
image[10:50, 60:84] = 1
print("a line without ink:", image[5].any(), " a line with ink:", image[10].any())
print("scaled:", resample(image[10:50, 60:84], 30, 18).shape)

# %% exercise="centre_digit"
def centre_digit(image):
    """Cut out the ink, scale it until its longer side is 20, and put it in the middle.

    image : (h, w) float, paper is 0, ink is up to 1
    returns : (20, 20) float; blank if there is no ink
    """
    # BEGIN SOLUTION
    centred = np.zeros((20, 20))
    if not image.any():
        return centred
    lines = np.flatnonzero(image.any(axis=1))
    columns = np.flatnonzero(image.any(axis=0))
    box = image[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]
    factor = 20 / max(box.shape)
    height, width = (max(1, round(side * factor)) for side in box.shape)
    top, left = (20 - height) // 2, (20 - width) // 2
    centred[top : top + height, left : left + width] = resample(box, height, width)
    return centred
    # END SOLUTION

# %% check="centre_digit"
check_centre_digit(centre_digit)

# %% [markdown]
# ### Your function at work
#
# From here on your function does the last steps of the preparation, whenever a picture is read. If yours is
# not right yet and you want to go on, set `use_mine = False`: then the lab's own does it.

# %% slug="use-mine"
use_mine = True


def row_of(prepared):
    """Return the 400 numbers of a prepared picture."""
    if use_mine:
        return np.asarray(centre_digit(prepared.steps["pen"]), dtype=np.float32).ravel()
    return prepared.x

# %% slug="mine-and-the-labs"
prepared = prepare_digit(DRAWN / "4.png")
mine = row_of(prepared).reshape(20, 20)
ax = plot_preparation({"pen": prepared.steps["pen"], "yours": mine, "the lab's": prepared.steps["centred"]})

# %% [markdown]
# ## Your own digits
#
# Write some digits, each in a picture of its own: dark on light or light on dark, not too small, nothing
# else in the picture. There are several ways in; take the one that suits you. All pictures gather in
# `my_pictures`.
#
# **Nobody else sees them.** The lab runs on your own machine and sends nothing anywhere. (If you work on a
# hosted service such as Binder, that machine is not yours, and what you upload goes there.)

# %%
from lab_utils.own_digits import keep_digits, label_in, own_digits_file, own_pictures, prepare_all, uploaded

# %% [markdown]
# ### From a folder
#
# Make a folder `own` inside the lab's folder `data`, and put your pictures there. If a name begins with the
# digit, as in `7.png` or `7_second.jpg`, the lab knows later what you meant. Without such a folder the cell
# finds nothing, and that is fine.

# %% tags=["nbval-ignore-output"]
my_pictures = own_pictures()
print("pictures in data/own:", len(my_pictures))

# %% [markdown]
# ### From the browser
#
# Press the button (with the keyboard: Tab to reach it, then the space bar), choose one picture or several,
# and then run the cell **below** it. A picture with a name that is there already takes the place of the
# earlier one. If a picture does not arrive, it is too large for this way: use the folder.

# %% tags=["nbval-ignore-output"]
from ipywidgets import FileUpload

upload = FileUpload(accept="image/*", multiple=True, description="Choose pictures", layout={"width": "16em"})
upload

# %% tags=["nbval-ignore-output"]
arrived = uploaded(upload)
my_pictures |= arrived
print("arrived:", len(arrived), " all pictures of yours:", len(my_pictures))

# %%
assert isinstance(my_pictures, dict)

# %% [markdown]
# ### On a pad
#
# No picture at hand? Draw one. The pad below takes every stroke through all seven steps at once, and asks the
# network each time. Mouse, finger and pen draw; so does the keyboard, and the pad says how.

# %% [markdown] tags=["prediction"] slug="guess-strokes"
# **What do you expect?** You will draw a seven: first the bar on top, then the long stroke. What will the
# network say while there is only the bar, and how sure will it be? When does its answer become 7? And if you
# draw the same seven half as large, with half the pen, down in a corner: in which step is its place lost,
# and in which its size?
#
# **My guess:**

# %% tags=["nbval-ignore-output"] slug="draw-one"
from lab_utils.widgets import DrawPad

pad = DrawPad(weights)
pad

# %%
assert pad.picture is None or pad.picture.shape == (280, 280)

# %% [markdown]
# There is an answer from the first touch of the pen on, and often a sure one: the box around a bar is scaled
# until its longer side is 20, as any box is. The place is lost with *crop*, the size with *scaled*.
#
# **Find its limits.** Draw a seven the way you write it, with a bar through it if you use one. Make it slant,
# a little more each time. Put a dot beside it with a thick pen, then one with a thin pen: what becomes of
# each, and in which step?
#
# Whenever you have drawn what you *meant* as a digit, press its button below the pad. The drawing is kept
# with that label, and the pad is free for the next one. Keep the ones that are misread too: a test set of
# easy digits flatters. The drawing that is on the pad now joins your pictures with the next cell.

# %% tags=["nbval-ignore-output"] slug="take-drawing"
if pad.picture is not None:
    my_pictures["the drawing"] = pad.picture
print("all pictures of yours:", len(my_pictures))

# %% [markdown]
# ### What the network says
#
# As long as there is no picture of yours, the lab's ten stand in. A picture that can't be read gets one
# sentence and stops nothing.

# %% tags=["nbval-ignore-output"]
good, bad = prepare_all(my_pictures)
for sentence in bad.values():
    print(sentence)
if not good:
    good, _ = prepare_all({name: DRAWN / name for name in names})
rows = np.array([row_of(each) for each in good.values()])
p = ask(rows)
captions = [f"{name[:12]}\nread as {np.argmax(q)}\n{q.max():.0%} sure" for name, q in zip(good, p)]
ax = plot_digit_grid(rows[:50], captions=captions[:50], columns=5)

# %%
assert rows.shape == (len(good), 400)

# %% [markdown]
# Look at the steps of the one that the network is least sure of. Which step would you have done better?

# %% tags=["nbval-ignore-output"] slug="least-sure-steps"
least_sure = list(good)[int(np.argmin(p.max(axis=1)))]
ax = plot_preparation(good[least_sure], title=f"{least_sure}, the least sure")
for note in good[least_sure].notes:
    print(note)

# %%
assert least_sure in good

# %% [markdown]
# ### Pictures that are none
#
# What if a file is no picture, or there is no digit in it? Three bad ones, made on the spot. Each must be
# answered in a sentence that says what to do.

# %% slug="bad-pictures"
import io

from PIL import Image

empty_page = io.BytesIO()
Image.new("L", (300, 200), 240).save(empty_page, format="PNG")
trouble = {
    "empty_page.png": empty_page.getvalue(),
    "notes.png": b"My notes: buy a pen.",
    "cut_off.png": empty_page.getvalue()[:60],
}
for sentence in prepare_all(trouble)[1].values():
    print("-", sentence)

# %% [markdown]
# ## What is each step worth?
#
# A handful of pictures proves little. The thousand test digits can: they are prepared already, so spoil
# **one** thing in all of them, and see what it costs. Two numbers matter: how many are read rightly, and
# how sure the network is on average.

# %% tags=["prediction"] slug="guess-costs"
harm = PredictFirst(
    "Put these in order, from harmless to ruinous. Digits are moved by 2 pixels, scaled into a box of 16 "
    "instead of 20, stretched to fill the box, transposed, or have ink and paper swapped.",
    key="your-digits-guess-costs",
    order=["ink and paper swapped", "moved by 2", "transposed", "stretched", "a box of 16"],
)
harm

# %% [markdown]
# And: will the network be less sure when it is wrong more often?

# %% slug="shifted"
def shifted(X, down, right):
    """Move each digit by up to 4 pixels; what leaves the 20 x 20 is lost. (m, 400) -> (m, 400)."""
    wide = np.pad(X.reshape(-1, 20, 20), ((0, 0), (4, 4), (4, 4)))
    return wide[:, 4 - down : 24 - down, 4 - right : 24 - right].reshape(-1, 400)


def around(distance):
    """Return four moves: down, up, right, left."""
    return [(distance, 0), (-distance, 0), (0, distance), (0, -distance)]

# %% slug="smaller"
def smaller(X, side):
    """Shrink each digit into a smaller box in the middle."""
    boxes = [resample(image, side, side) for image in X.reshape(-1, 20, 20)]
    return np.pad(boxes, ((0, 0), *[((20 - side) // 2,) * 2] * 2)).reshape(-1, 400)


def stretched(X):
    """Stretch each digit until it fills the box, whatever its shape was."""
    filled = []
    for image in X.reshape(-1, 20, 20):
        line, column = np.nonzero(image)
        box = image[line.min() : line.max() + 1, column.min() : column.max() + 1]
        filled.append(resample(box, 20, 20).ravel())
    return np.array(filled)

# %% [markdown]
# Two more ideas of a right place, and two things that no centring repairs. MNIST's own images are
# 28 x 28, and there the **centre of mass** of the ink stands in the middle, not the box. Somebody might
# simply cut the middle 20 x 20 out of them. And people write with thin pens, and at a slant.

# %% slug="spoilt"
images = X_test.reshape(-1, 20, 20)
turned = [ndimage.rotate(images, angle, axes=(1, 2), reshape=False, order=1) for angle in (-20, 20)]
spoilt = {
    "as they are": X_test,
    "moved by 1": np.concatenate([shifted(X_test, *move) for move in around(1)]),
    "moved by 2": np.concatenate([shifted(X_test, *move) for move in around(2)]),
    "a box of 18": smaller(X_test, 18),
    "a box of 16": smaller(X_test, 16),
    "stretched": stretched(X_test),
    "centred by mass": as_mnist(X_test)[:, 4:24, 4:24].reshape(-1, 400),
    "a thin pen": np.min([shifted(X_test, *move) for move in [(0, 0), *around(1)]], axis=0),
    "turned by 20°": np.clip(turned, 0, 1).reshape(-1, 400),
    "transposed": images.transpose(0, 2, 1).reshape(-1, 400),
    "ink and paper swapped": 1 - X_test,
}

# %% [markdown]
# One digit in each of these forms, and what the network reads. (It was picked because it is touchy; the
# table below counts all thousand.) Would *you* still know it?

# %% tags=["demonstration", "nbval-ignore-output"] slug="one-digit-spoilt"
from textwrap import fill

which = 978
forms = np.array([X[which] for X in spoilt.values()])
p = ask(forms)
captions = [f"{fill(name, 13)}\nread as {np.argmax(q)}\n{q.max():.0%} sure" for name, q in zip(spoilt, p)]
ax = plot_digit_grid(forms, captions=captions, columns=6)

# %%
assert forms.shape == (11, 400)

# %% [markdown]
# Now all thousand. Where a form comes in several directions, all of them count.

# %% tags=["demonstration", "nbval-ignore-output"] slug="costs"
def right_and_sure(X, weights=weights):
    """Return the share of test digits that are read rightly, and the mean confidence."""
    p = ask(X, weights)
    truth = np.tile(y_test, len(X) // len(y_test))
    return float(np.mean(p.argmax(axis=1) == truth)), float(p.max(axis=1).mean())


costs = {name: right_and_sure(X) for name, X in spoilt.items()}
print(f"{'':24} read rightly   confidence")
for name, (right, confidence) in costs.items():
    print(f"{name:24} {right:12.1%} {confidence:12.1%}")

# %% tags=["demonstration", "nbval-ignore-output"] slug="costs-drawn"
ax = plot_right_and_sure(costs, title="one thing spoilt in 1,000 test digits")

# %% tags=["demonstration", "nbval-ignore-output"] slug="from-harmless-to-ruinous"
asked_for = ["moved by 2", "a box of 16", "stretched", "transposed", "ink and paper swapped"]
harm.reveal(
    sorted(asked_for, key=lambda name: costs[name][0], reverse=True),
    because="The network knows pixels by their place, so what an eye forgives may be ruinous to it.",
)

# %%
rights = {name: right for name, (right, _) in costs.items()}
assert rights["as they are"] > 0.9 > rights["moved by 1"] > rights["moved by 2"] + 0.1
assert rights["a box of 18"] > rights["a box of 16"] + 0.1
assert max(rights["transposed"], rights["ink and paper swapped"]) < 0.3
assert min(confidence for _, confidence in costs.values()) > 0.6

# %% [markdown]
# Two pixels that you hardly see cost the network a large part of what it knows. And look at the squares: the
# confidence falls far less than the accuracy. With ink and paper swapped the network is almost always wrong,
# and about as sure as on good digits. **A wrong preparation does not announce itself.** The thin pen is the
# exception: with little ink the logits stay small, and so does the confidence.
#
# Why is it so touchy? Each hidden unit has one weight for each *place*. Ink in another place meets other
# weights, and nothing in the network says that two neighbouring places are related.
#
# Centring by mass is not wrong in itself. It is wrong *here*, because the training digits were centred by
# their box. A preparation has to do what was done to the training data, whatever that was.
#
# And two of the forms pass through any centring unharmed: a thin pen and a slant. `prepare_digit` widens
# thin strokes. It does not turn anything, so a slant may well be why the network fails on one of yours.

# %% [markdown]
# ## It always answers
#
# Ten outputs, and softmax makes them add up to 1. So far every picture held a digit. What if there is none?

# %% [markdown] tags=["prediction"] slug="guess-no-digit"
# **What do you expect?** The network is asked about a blank sheet, about noise, and about the letters A to
# Z. What does it answer? How sure will it be of a letter, on average?
#
# **My guess:**

# %% slug="no-digits"
import string

from matplotlib import font_manager
from PIL import ImageDraw, ImageFont

font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), 120)


def printed(character):
    """Print a character on light paper, and prepare it as if it were a digit."""
    page = Image.new("L", (200, 200), 235)
    ImageDraw.Draw(page).text((100, 100), character, fill=30, font=font, anchor="mm")
    return prepare_digit(page).x

# %% tags=["nbval-ignore-output"] slug="letters"
generator = np.random.default_rng(0)
letters = np.array([printed(letter) for letter in string.ascii_uppercase])
written = np.array([prepare_digit(DRAWN / f"letter_{letter}.png").x for letter in "ak"])
blank = np.zeros((1, 400))
noise = generator.random((1000, 400))
mixed = generator.permuted(X_test, axis=1)
shown = np.concatenate([blank, noise[:2], mixed[:2], written, letters[:11]])
p = ask(shown)
captions = [f"read as {np.argmax(q)}\n{q.max():.0%} sure" for q in p]
ax = plot_digit_grid(shown, captions=captions, columns=6)

# %%
assert letters.shape == (26, 400)

# %% [markdown]
# The first is a blank sheet. Then comes noise: two times any grey at any place, and two times the pixels of a
# test digit, mixed. Then two letters by hand and some in print. Some letters do look like digits: which ones
# would you forgive?

# %% tags=["demonstration", "nbval-ignore-output"] slug="confidence-without-digits"
no_digits = {"noise": noise, "mixed pixels": mixed, "printed letters": letters, "a blank sheet": blank}
print(f"{'':18} mean confidence   more than 90 % sure")
for name, X in {"test digits": X_test, **no_digits}.items():
    sure = ask(X).max(axis=1)
    print(f"{name:18} {sure.mean():15.0%} {np.mean(sure > 0.9):21.0%}")

# %%
assert ask(letters).max(axis=1).mean() > 0.6
assert ask(mixed).max(axis=1).mean() > 0.6
assert ask(blank).max() < 0.6

# %% [markdown]
# The network was never shown anything but digits. It has learned where one digit ends and another begins, and
# no more: there is no eleventh answer. Only the blank sheet makes it hesitate, because without ink there
# is nothing to weigh but the biases.

# %% [markdown]
# ### A threshold
#
# A post office would say: answer only when you are sure enough, and give the rest to a person. The cell
# tries several thresholds. Watch three columns: how many test digits are still answered, how many of these
# rightly, and how many letters slip through.

# %% tags=["demonstration", "nbval-ignore-output"] slug="thresholds"
p = ask(X_test)
sure, right = p.max(axis=1), p.argmax(axis=1) == y_test
print("sure by   digits answered   of these right   letters answered   noise answered")
for threshold in (0, 0.5, 0.8, 0.9, 0.99):
    answered = sure >= threshold
    slips = [np.mean(ask(X).max(axis=1) >= threshold) for X in (letters, noise)]
    print(f"{threshold:7.0%} {answered.mean():17.0%} {right[answered].mean():16.1%}"
          f" {slips[0]:18.0%} {slips[1]:16.0%}")

# %%
assert right[sure >= 0.99].mean() > right[sure >= 0.9].mean() > right.mean()

# %% [markdown]
# A threshold is worth its price on **digits**: what is left is right more often, and a person gets the
# rest. It is a poor guard against what is **no** digit. High confidence means "this rather than the other
# nine", and never "this is a digit".
#
# **Think about it.** How would you give the network an eleventh answer? What would you have to show it?

# %% [markdown]
# ## A cure: show it more
#
# The network can't know that a moved seven is a seven, because all sevens it saw stood in the middle. So
# move some. Each training digit is shown five times: in its place, and two pixels up, down, left and right.
# That is called **augmentation**: more examples, from no more handwriting.

# %% slug="five-copies"
moves = [(0, 0), *around(2)]
X_moved = np.concatenate([shifted(digits.X_train, *move) for move in moves])
y_moved = np.tile(digits.y_train.ravel(), len(moves))
ax = plot_digit_grid(X_moved[:: len(digits.X_train)], y_moved[:: len(digits.X_train)])
print("digits to learn from:", len(digits.X_train), "became", len(X_moved))

# %% [markdown] tags=["prediction"] slug="guess-cure"
# **What do you expect?** Of digits moved by 2, how many will the new network read rightly? Of digits moved by
# 1 or 3, which it never saw? And what will it pay on digits that stand in the middle?
#
# **My guess:**

# %% [markdown]
# A fair comparison: both networks start from the same weights, and both take the same number of steps. With
# five times as many digits, that is a fifth of the epochs. Three starts each, because one pair could be luck.

# %% tags=["nbval-ignore-output"] slug="train-both"
plain, moved = [], []
for seed in range(3):
    plain.append(train_network(digits.X_train, digits.y_train, epochs=40, seed=seed).weights)
    moved.append(train_network(X_moved, y_moved, epochs=8, seed=seed).weights)
print("on unmoved test digits    as ever    with moved copies")
for seed in range(3):
    before, after = (right_and_sure(X_test, each[seed])[0] for each in (plain, moved))
    print(f"seed {seed} {before:26.1%} {after:20.1%}")

# %%
unmoved = [np.mean([right_and_sure(X_test, each)[0] for each in group]) for group in (plain, moved)]
assert abs(unmoved[0] - unmoved[1]) < 0.03

# %% [markdown]
# Is the difference between the columns larger than the difference between the rows? If not, you have seen no
# price, and no gain either, on unmoved digits. Now move them.

# %% tags=["demonstration", "nbval-ignore-output"] slug="accuracy-by-distance"
figure, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
distances = range(5)
ways = {"as ever": (plain, "o"), "with moved copies": (moved, "s")}
for (name, (group, marker)), colour in zip(ways.items(), COLOURS):
    results = [[right_and_sure(np.concatenate([shifted(X_test, *move) for move in around(distance)]), each)
                for each in group] for distance in distances]
    right, confidence = np.mean(results, axis=1).T
    ax.plot(distances, right, marker=marker, color=colour, label=f"{name}: read rightly")
    ax.plot(distances, confidence, "--", marker=marker, markerfacecolor="white", color=colour,
            label=f"{name}: confidence")
ax.set(xlabel="moved by so many pixels", ylim=(0, 1.02), xticks=distances, title="1,000 test digits, moved")
legend = ax.legend(frameon=False)

# %%
two = [np.mean([right_and_sure(spoilt["moved by 2"], each)[0] for each in group]) for group in (plain, moved)]
assert two[1] > two[0] + 0.1

# %% [markdown]
# The full lines meet at the left and part to the right: the new network forgives. It also reads distances
# that it never saw, between its copies and a little beyond. And its confidence stays closer to its accuracy:
# it has met digits that are hard to place, and learned to be careful.

# %% [markdown]
# ### What it did not cure
#
# Here are all forms again, for the network with moved copies. Compare with the picture above, line by line.

# %% tags=["demonstration", "nbval-ignore-output"] slug="costs-after-the-cure"
cured = {name: right_and_sure(X, moved[0]) for name, X in spoilt.items()}
ax = plot_right_and_sure(cured, title="one thing spoilt, after learning from moved copies")
for name in spoilt:
    print(f"{name:24} {costs[name][0]:7.1%} became {cured[name][0]:7.1%}")

# %%
assert cured["moved by 2"][0] > costs["moved by 2"][0] + 0.1
assert cured["transposed"][0] < 0.3 and cured["ink and paper swapped"][0] < 0.3

# %% [markdown]
# What helps against moving helps also against a smaller box and another idea of the middle. It does nothing
# against transposed images, and look at the thin pen: did it get better or worse? A network with 25 and 15
# hidden units has only so much room. What it spends on one kind of trouble, it lacks for another.

# %% [markdown]
# ## Your own test set
#
# A test set of your own hand tells what no other can: how well is **your** writing read? Pictures whose
# names begin with the digit have their label already. Add the others here, by name. Then run the next cell,
# which keeps all of them with their labels. Without pictures of yours it keeps nothing. What you kept on the
# pad is in the same file.

# %% tags=["nbval-ignore-output"] slug="my-labels"
labels = {name: label_in(name) for name in my_pictures if name in good}
# labels["IMG_2041.jpg"] = 7
print("without a label:", [name for name, label in labels.items() if label is None])

# %% tags=["demonstration", "nbval-ignore-output"] slug="keep-mine"
known = {name: label for name, label in labels.items() if label is not None}
if known:
    kept = keep_digits([row_of(good[name]) for name in known], list(known.values()))
    print("kept in", own_digits_file().name, "so far:", kept)
else:
    print("Nothing to keep yet.")

# %% [markdown]
# The file `data/own/my_digits.npz` grows with each run, and a digit that is in it already is not counted
# twice. The pad lists what is in it, and removes what you don't want. To begin anew, delete the file. As long
# as there is none, the lab's ten pictures stand in below.

# %% tags=["demonstration", "nbval-ignore-output"] slug="my-score"
from lab_utils.data import load_own

if own_digits_file().exists():
    X_own, y_own = load_own(own_digits_file())
else:
    X_own = np.array([row_of(prepare_digit(DRAWN / name)) for name in names])
    y_own = np.arange(10).reshape(-1, 1)
answers = {"the lab's network": ask(X_own), "with moved copies": ask(X_own, moved[0])}
for name, p in answers.items():
    print(f"{name}: {np.sum(p.argmax(axis=1) == y_own.ravel())} of {len(X_own)} read rightly")
p = answers["the lab's network"][:50]
ax = plot_digit_grid(X_own[:50], y_own[:50], p.argmax(axis=1), confidences=p.max(axis=1), columns=5)

# %%
assert X_own.shape == (len(y_own), 400)

# %% [markdown] tags=["reflection"]
# **Think about it.** With one digit more or less read rightly, by how much does your score change? How many
# digits of yours would you need before you call one network better than another?
#
# Look at those that failed. Is it the picture, a step of the preparation, or a way of writing that the
# network has never met: a one with a long upstroke, a crossed seven, a slant, an open four? For each, what
# would help: another preparation, other copies, or more people's handwriting to learn from?
#
# And if you train on your own digits: on which ones may you still measure?
#
# **My answers:**

# %% [markdown]
# ## What you saw
#
# - Which five things make a picture different from a row of the data?
# - Why does a network that is wrong stay so sure of itself?
# - What can a confidence threshold do, and what can't it?
# - What did the moved copies cost, and what did they leave uncured?
# - Where did your pictures go? (Into the memory of this notebook's kernel and, what you drew, of this page;
#   the prepared digits with their labels into `data/own/`, which git ignores. The *pictures below the cells*
#   stay in the notebook when it is saved: clear the outputs before you hand it on, if you don't want to share
#   your hand.)
#
# `python lab.py progress` shows your points, and `python lab.py app` opens a page that reads one digit after
# the other.

# %% [markdown]
# ## Where this is from
#
# - The threshold between paper and ink: N. Otsu, *A Threshold Selection Method from Gray-Level Histograms*,
#   IEEE Transactions on Systems, Man, and Cybernetics 9, 1979.
# - How MNIST's digits were centred: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-Based Learning
#   Applied to Document Recognition*, Proceedings of the IEEE 86(11), 1998.
# - Confidence far from the training data: M. Hein, M. Andriushchenko, J. Bitterwolf, *Why ReLU Networks
#   Yield High-Confidence Predictions Far Away From the Training Data*, CVPR 2019.
# - Answering only when sure: C. K. Chow, *On Optimum Recognition Error and Reject Tradeoff*, IEEE
#   Transactions on Information Theory 16, 1970.
# - Moved and bent copies: P. Y. Simard, D. Steinkraus, J. C. Platt, *Best Practices for Convolutional Neural
#   Networks Applied to Visual Document Analysis*, ICDAR 2003.
