"""Fetch MNIST once, whole or not at all."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab_utils.data import places
from lab_utils.data._errors import data_error
from lab_utils.fingerprints import file_sha256


@dataclass(frozen=True)
class RemoteFile:
    """A file on the web and the SHA-256 of its bytes."""

    url: str
    sha256: str


# The very file, place and checksum of keras.datasets.mnist, so that both share one copy.
MNIST = RemoteFile(
    url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
)
IDX_NAMES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


def has_checksum(path: Path, sha256: str) -> bool:
    """Return whether the file is there and has exactly these bytes."""
    return path.is_file() and file_sha256(path) == sha256


def fetch(remote: RemoteFile, target: Path) -> Path:
    """Return `target`, downloaded with a progress bar unless it is there and whole.

    pooch writes to a temporary file in the same folder, compares the checksum, and only then
    gives it its name; after any failure the temporary file is removed and the next call starts
    from the beginning.
    """
    import pooch
    import requests

    try:
        with _without_words(pooch.get_logger()):
            pooch.retrieve(
                remote.url,
                known_hash=f"sha256:{remote.sha256}",
                fname=target.name,
                path=target.parent,
                downloader=pooch.HTTPDownloader(progressbar=True, timeout=30),
            )
    except (requests.RequestException, OSError, ValueError) as problem:
        names = ", ".join(name for pair in IDX_NAMES.values() for name in pair)
        raise data_error(
            f"The download of MNIST from {remote.url}",
            expected=f"a file with the SHA-256 {remote.sha256[:12]}...",
            got=_in_short(problem),
            fix="Try again: it starts afresh. Without a network, fetch that file elsewhere and "
            f"save it as {places.DATA_FOLDER / 'mnist.npz'}; or put the four files {names} (plain or "
            f".gz) into {places.DATA_FOLDER / 'mnist'}.",
        ) from None
    return target


@contextlib.contextmanager
def _without_words(logger: logging.Logger) -> Iterator[None]:
    """Keep pooch's own words back: they name a folder of this machine, and notebooks are shared."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _in_short(problem: Exception) -> str:
    """Name what happened in words; requests' own texts hold addresses in memory."""
    import requests

    if isinstance(problem, requests.HTTPError) and problem.response is not None:
        return f"the server's answer {problem.response.status_code} {problem.response.reason}"
    if isinstance(problem, requests.Timeout):
        return "no answer in time"
    if isinstance(problem, requests.exceptions.ChunkedEncodingError):
        return "a transfer that broke off"
    if isinstance(problem, requests.ConnectionError):
        return f"no connection ({type(problem).__name__})"
    if isinstance(problem, OSError) and not isinstance(problem, requests.RequestException):
        return f"{problem.strerror or problem}"
    return "other bytes" if "hash" in str(problem) else str(problem)
