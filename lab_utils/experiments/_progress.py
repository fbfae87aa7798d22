"""How a run tells what it does while it runs."""

from __future__ import annotations


class Progress:
    """What a run reports to. This one prints notes and keeps quiet about epochs; inherit to show more."""

    def note(self, text: str) -> None:
        """Hear one line that a learner should read, for example that MNIST is not here."""
        print(text, flush=True)

    def start(self, name: str, epochs: int) -> None:
        """Hear that training begins."""

    def epoch(self, done: int, metrics: dict[str, float]) -> None:
        """Hear that so many epochs are done, with loss and accuracy (and val_loss, val_accuracy)."""

    def stop(self) -> None:
        """Hear that training has ended, well or not."""


class Quiet(Progress):
    """Hears everything and says nothing."""

    def note(self, text: str) -> None:
        """Hear one line."""
