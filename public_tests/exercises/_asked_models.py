"""What learners believe about asking a model: told by what became of it, or by what it was given."""

from __future__ import annotations

from public_tests.misconception import Misconception

TRAINS = Misconception(
    "changes_the_model",
    "After the call the model is another one than before.",
    "Predicting only asks. `fit` trains: it needs labels, and here it would teach the model wrong ones. A "
    "layer that is added or taken away changes it for everybody who uses it next.",
    "Ask the model for its outputs, and leave it as it is.",
)

WITHOUT_A_ROW = Misconception(
    "one_image_without_a_row",
    "It hands single images to the model as they are.",
    "A model takes a table of images, one a row: shape (1, 400) for one image, not (400,).",
    "Hand over the whole of `X` at once, or give the single image a row with `reshape(1, 400)`.",
)

ANOTHER_MODEL = Misconception(
    "model_plays_no_part",
    "The model that the function is given plays no part: for another model the same digits come back.",
    "A name that is not in the `def` line is a variable of the notebook: another model, if it is one at all. "
    "The caller's model is then never asked.",
    "Take the name in the `def` line, and ask that model.",
)
