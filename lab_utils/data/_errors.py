"""The one error of the loaders."""

from __future__ import annotations

from lab_utils._wording import four_parts


class DataError(ValueError):
    """A data file or array is not what a loader can use; the message says how to mend it."""


def data_error(checked: str, *, expected: str, got: str, fix: str) -> DataError:
    """Word an error in its four parts.

    A function and not the class's `__init__`, because an exception that takes several arguments
    can't be sent to another process.
    """
    return DataError(four_parts(checked, expected=expected, got=got, fix=fix))
