"""Hints in five rungs, from a question to the solution."""

from __future__ import annotations


def hint(exercise: str, rung: int | None = None, *, why: str = "") -> None:
    """Show the next hint for an exercise.

    Parameters
    ----------
    exercise : str
        ``"my_softmax"``.
    rung : int, optional
        1 to 5: a rung that you have seen, once more, or the next one.
    why : str
        For the solution: why you want to see it, or where you are stuck, in your own words.
    """
    print(f"The hints for {exercise} are still being written.")
