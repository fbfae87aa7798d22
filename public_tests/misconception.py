"""What a learner may believe, beside an imitation of what that belief computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """One belief that leads to a wrong answer.

    Attributes
    ----------
    id : str
        ``"divides_by_sum"``: what a report's `diagnosis` holds.
    finding : str
        What the function does, as a sentence about the code: "It divides by the sum without `exp`."
    belief : str
        The belief behind it and why it fails, in one or two sentences.
    next_step : str
        What to try next, never the solution.
    imitations : tuple of callables
        Small references of the wrong solution. Each takes what the exercise takes and gives (or
        raises) what the learner's function would. Empty where a property tells the mistake, not values.
    """

    id: str
    finding: str
    belief: str
    next_step: str
    imitations: tuple[Callable[..., Any], ...] = ()

    @property
    def message(self) -> str:
        """The finding, the belief and the next step as one text."""
        return f"{self.finding} {self.belief} {self.next_step}"


# Mistakes that any exercise can meet, by the property that broke (see `public_tests.comparing`).
SHARED: dict[str, Misconception] = {
    "none": Misconception(
        "returns_none",
        "It returned None.",
        "Printing shows a value to a person; only `return` hands it to the caller.",
        "End the function with `return` and the result. (A method that works in place, such as `sort`, "
        "`resize` or `append`, gives None too.)",
    ),
    "dtype": Misconception(
        "integer_truncation",
        "The result holds whole numbers, so every fraction was cut off.",
        "An array of whole numbers cuts every fraction that is stored in it: one of the type `int`, and one "
        "that is made like such an array (`zeros_like`, `copy`). `astype(int)` cuts all at once, and "
        "`np.vectorize` takes the type of its first result for all.",
        "Keep floats all the way: `np.zeros(...)` makes an array of them, and `dtype=float` asks for one.",
    ),
    "changed": Misconception(
        "changes_input",
        "The function changed its argument.",
        "An array is handed over as itself, not as a copy: `-=`, `+=` or an assignment to `z[i]` "
        "changes the caller's array too.",
        "Compute into a new array (`z = z - 1` makes one, `z -= 1` does not).",
    ),
    "constant": Misconception(
        "ignores_argument",
        "It gives the same numbers whatever it is called with.",
        "An answer that is typed in, or computed from a variable outside the function, fits one input only.",
        "Use the name in the `def` line, and nothing else, for what the function is given.",
    ),
    "last_row": Misconception(
        "one_row_many_times",
        "Every row of the result is the last one.",
        "`[[0] * n] * m` holds one list m times, and so does a list to which the same `row` is appended in "
        "each round: what is written into that one row shows in all places.",
        "Make a new row for each place: `[[0] * n for _ in range(m)]`, or `np.zeros((m, n))`.",
    ),
    "two_answers": Misconception(
        "remembers_calls",
        "Called twice with the same numbers, it gives two different answers.",
        "Something is kept from one call to the next: a list or a sum that is made outside the function "
        "or in its `def` line is not made anew. (Random numbers would do it too.)",
        "Make every list, array and sum that you fill inside the function, on its first lines.",
    ),
}

ENDLESS_LOOP = Misconception(
    "endless_loop",
    "It was stopped after its time limit.",
    "Most often a `while` loop has a condition that never becomes false, or a list grows while a "
    "`for` loop walks over it.",
    "Print the loop's variable in each round with a small input, and see what should end it.",
)
