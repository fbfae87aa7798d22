"""The border reads plain data back as it was, and refuses everything else in words."""

from __future__ import annotations

import io
import json
import math
import socket
import struct
from typing import Any

import numpy as np
import pytest

from grader.border import Bounds, Channel, Ended, Malformed, Nodes, TooLate, plain_of, text_of
from public_tests.plain import OPAQUE

BOUNDS = Bounds()
SMALL = Bounds(json_bytes=1000, arrays=3, array_bytes=1000, values=50, depth=10)


def there_and_back(value: Any) -> Any:
    nodes = Nodes(BOUNDS)
    node = json.loads(json.dumps(nodes.node_of(value), allow_nan=False))
    return plain_of(node, nodes.arrays, BOUNDS)


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(10**30), 1.5, "ä\n", [], [1, [2.0, "x"]], {"a": {"b": None}}, 1 + 2j, math.inf, OPAQUE],
)
def test_plain_values_come_back_as_they_were(value: Any) -> None:
    back = there_and_back(value)
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.zeros((0, 4), np.float32),
        np.array(3, np.int8),
        np.array([np.nan, np.inf]),
        np.array(["a", "bc"]),
        np.array([True]),
        np.arange(4)[::-1],
        np.arange(3, dtype=">i4"),
    ],
)
def test_arrays_come_back_with_shape_and_type(array: np.ndarray[Any, Any]) -> None:
    back = there_and_back(array)
    assert type(back) is np.ndarray and back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("=")
    np.testing.assert_array_equal(back, array)


def test_an_array_of_objects_crosses_item_by_item_and_never_as_a_pickle() -> None:
    back = there_and_back(np.array([1.5, None, object()], dtype=object))
    assert back[0] == 1.5 and back[1] is None and back[2] is OPAQUE


def test_an_array_subclass_arrives_as_a_plain_array() -> None:
    class Sly(np.ndarray[Any, Any]):
        def __eq__(self, other: object) -> Any:
            return True

    back = there_and_back(np.arange(3).view(Sly))
    assert type(back) is np.ndarray and not (back == 7).any()


@pytest.mark.parametrize(
    "node",
    [
        [1],
        {},
        {"list": 1},
        {"list": [1], "dict": []},
        {"dict": [["a"]]},
        {"dict": [[1, 2]]},
        {"array": 0},
        {"array": -1},
        {"array": True},
        {"array": "0"},
        {"float": "1"},
        {"float": 1},
        {"complex": ["1", 2]},
        {"complex": [1]},
        {"objects": [[2], [1]]},
        {"objects": [[-1], []]},
        {"objects": [[2**40, 0], [1]]},
        {"objects": [[2**40, 0], []]},
        {"objects": [[1] * 17, [1]]},
        {"made": {}},
        {"pickle": "gASV"},
        {"__class__": "os.system"},
    ],
)
def test_a_node_of_another_form_is_refused(node: Any) -> None:
    with pytest.raises(Malformed):
        plain_of(node, [], BOUNDS)


def npy(header: bytes, content: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    return b"\x93NUMPY" + version + struct.pack("<H", len(header)) + header + content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04K\x01.",
        npy(b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", b"\x80\x04K\x01."),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (2**40,), }\n"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }\n", b"12345678"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }\n", b"12345678"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 0), }\n"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (True,), }\n", b"12345678"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", b"123456789"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", b"1234567"),
        npy(b"{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }\n", b"12345678"),
        npy(b"{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1,), }\n", b"12345678"),
        npy(b"{'descr': '|S0', 'fortran_order': False, 'shape': (1099511627776,), }\n"),
        npy(b"{'descr': ('<f8', (2, 3)), 'fortran_order': False, 'shape': (1,), }\n", b"1" * 48),
        npy(b"__import__('os').abort()\n"),
        npy(b"(" * 5000 + b"\n"),
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", b"12345678", b"\x03\x00"),
    ],
)
def test_bytes_that_are_no_plain_array_are_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        plain_of({"array": 0}, [content], BOUNDS)


def test_an_array_that_is_named_many_times_would_fill_the_memory_and_is_refused() -> None:
    nodes = Nodes(BOUNDS)
    node = nodes.node_of(np.zeros(3))
    assert len(plain_of({"list": [node]}, nodes.arrays, BOUNDS)) == 1
    with pytest.raises(Malformed, match="twice"):
        plain_of({"list": [node, node]}, nodes.arrays, BOUNDS)


def test_what_is_too_deep_too_many_or_too_large_is_refused_on_both_sides() -> None:
    deep: Any = 1
    for _ in range(200):
        deep = [deep]
    for value in (deep, [0] * 1000, np.zeros(1000), np.zeros((10**9, 0)), 10**2000):
        with pytest.raises(Malformed):
            Nodes(SMALL).node_of(value)
    node: Any = 1
    for _ in range(200):
        node = {"list": [node]}
    for made in (node, {"list": [0] * 1000}):
        with pytest.raises(Malformed):
            plain_of(made, [], SMALL)


def received(content: bytes, bounds: Bounds = SMALL, close: bool = True) -> Any:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(content)
        if close:
            theirs.close()
        # What has arrived is read at once, however late a busy machine gives this process its turn.
        return Channel(ours, bounds).receive(seconds=60 if close else 0.2)


def framed(text: bytes, *arrays: bytes) -> bytes:
    lengths = b"".join(struct.pack("<Q", len(array)) for array in arrays)
    return struct.pack("<II", len(text), len(arrays)) + lengths + text + b"".join(arrays)


def test_a_whole_message_arrives() -> None:
    assert received(framed(b'{"a": 1}', b"xyz")) == ({"a": 1}, [b"xyz"])


@pytest.mark.parametrize(
    "content",
    [
        framed(b'{"a": NaN}'),
        framed(b'{"a": Infinity}'),
        framed(b'{"a": 1, "a": 2}'),
        framed(b"[1]"),
        framed(b"\xff"),
        framed(b"{"),
        framed(b"[" * 900),
        framed(b'{"a": ' + b"9" * 900 + b"}", b"x" * 2000),
        framed(b"{}", b"", b"", b"", b""),
        struct.pack("<II", 2**31, 0),
        struct.pack("<IIQ", 2, 1, 2**60),
    ],
)
def test_a_message_that_breaks_a_rule_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        received(content)


def test_half_a_message_and_none_at_all_are_told_apart_from_a_late_one() -> None:
    with pytest.raises(Ended):
        received(framed(b'{"a": 1}')[:-2])
    with pytest.raises(TooLate):
        received(framed(b'{"a": 1}')[:-2], close=False)


def test_texts_for_reports_hold_nothing_that_a_file_format_or_a_reader_stumbles_over() -> None:
    told = text_of("a\x00b\ud800c\u202ed\x1b[31me\n", 100)
    assert told.encode("utf-8") and not set(told) & {"\x00", "\u202e", "\x1b"}
    assert text_of("naïve 数字 👩‍🔬", 100) == "naïve 数字 👩‍🔬"
    assert text_of("x" * 50, 10) == "x" * 10 + "..."


def test_the_format_is_numpys_own() -> None:
    nodes = Nodes(BOUNDS)
    nodes.node_of(np.arange(3))
    np.testing.assert_array_equal(np.load(io.BytesIO(nodes.arrays[0]), allow_pickle=False), np.arange(3))
