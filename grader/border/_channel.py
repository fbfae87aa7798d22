"""Messages through a socket: whole ones, of bounded size, before a deadline."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

from grader.border._malformed import Malformed
from grader.border._reading import Bounds, json_of

# How long the JSON is, and how many arrays follow; then the length of each array, all before any content.
_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<Q")
_PIECE = 1 << 20


class Ended(ConnectionError):
    """The other side has ended."""


class TooLate(TimeoutError):
    """The other side has not answered in time."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    end : socket.socket
        A connected stream; closed by `close`.
    bounds : Bounds
        Of the messages that are received.
    """

    def __init__(self, end: socket.socket, bounds: Bounds) -> None:
        self._end = end
        self._bounds = bounds

    def send(self, message: dict[str, Any], arrays: Sequence[bytes] = (), *, seconds: float = 60) -> None:
        """Send one message.

        Raises
        ------
        Ended, TooLate
        """
        text = json.dumps(message, allow_nan=False).encode()
        lengths = b"".join(_LENGTH.pack(len(array)) for array in arrays)
        deadline = time.monotonic() + seconds
        for part in (_HEAD.pack(len(text), len(arrays)) + lengths + text, *arrays):
            self._push(memoryview(part), deadline)

    def receive(self, *, seconds: float | None = None) -> tuple[dict[str, Any], list[bytes]]:
        """Wait for one message.

        Raises
        ------
        Ended, TooLate, Malformed
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        length, count = _HEAD.unpack(self._pull(_HEAD.size, deadline))
        if length > self._bounds.json_bytes or count > self._bounds.arrays:
            raise Malformed("the message is longer than a message may be")
        lengths = [_LENGTH.unpack(self._pull(_LENGTH.size, deadline))[0] for _ in range(count)]
        if sum(lengths) > self._bounds.array_bytes:
            raise Malformed("its arrays are larger than arrays may be")
        text = self._pull(length, deadline)
        arrays = [self._pull(length, deadline) for length in lengths]
        return json_of(text), arrays

    def fileno(self) -> int:
        return self._end.fileno()

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def _push(self, view: memoryview, deadline: float) -> None:
        while view:
            self._wait(deadline)
            try:
                view = view[self._end.send(view[:_PIECE]) :]
            except TimeoutError as late:
                raise TooLate from late
            except OSError as gone:
                raise Ended from gone

    def _pull(self, size: int, deadline: float | None) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._wait(deadline)
            try:
                part = self._end.recv(min(_PIECE, size - len(parts)))
            except TimeoutError as late:
                raise TooLate from late
            except OSError as gone:
                raise Ended from gone
            if not part:
                raise Ended
            parts += part
        return bytes(parts)

    def _wait(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TooLate
        self._end.settimeout(left)
