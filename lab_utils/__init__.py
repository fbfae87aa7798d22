"""What the notebooks import: the digits, plots, training and preparation.

Each room is a module or package of its own, for example `from lab_utils.data import load_digits`.
Importing this package loads nothing else.
"""

from __future__ import annotations

__all__: list[str] = []
