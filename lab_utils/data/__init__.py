"""Load handwritten digits: the lab's own 5,000, all 70,000 of MNIST, or a learner's own.

Whatever is wrong with a file or an array comes as one `DataError` that says what to do.
"""

from __future__ import annotations

from lab_utils.data._digits import load_digits
from lab_utils.data._errors import DataError
from lab_utils.data._mnist import load_mnist
from lab_utils.data._own import load_own

__all__ = ["DataError", "load_digits", "load_mnist", "load_own"]
