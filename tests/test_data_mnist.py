"""MNIST from files of every kind, whole and damaged, and from a server that misbehaves."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from lab_utils.data import DataError, _download, load_mnist, places
from tests.mnist_test_folder import mnist_test_folder

rng = np.random.default_rng(7)
X_TRAIN, Y_TRAIN = rng.integers(0, 256, (6, 28, 28), np.uint8), rng.integers(0, 10, 6, np.uint8)
X_TEST, Y_TEST = rng.integers(0, 256, (4, 28, 28), np.uint8), rng.integers(0, 10, 4, np.uint8)
ARRAYS = {"x_train": X_TRAIN, "y_train": Y_TRAIN, "x_test": X_TEST, "y_test": Y_TEST}
IDX = {
    "train-images-idx3-ubyte": X_TRAIN,
    "train-labels-idx1-ubyte": Y_TRAIN,
    "t10k-images-idx3-ubyte": X_TEST,
    "t10k-labels-idx1-ubyte": Y_TEST,
}


def idx_bytes(array: np.ndarray) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_idx_folder(folder: Path, *, packed: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in IDX.items():
        content = idx_bytes(array)
        (folder / f"{name}.gz" if packed else folder / name).write_bytes(
            gzip.compress(content) if packed else content
        )
    return folder


def assert_is_our_mnist(loaded: tuple) -> None:
    (X_train, y_train), (X_test, y_test) = loaded
    for X, raw in ((X_train, X_TRAIN), (X_test, X_TEST)):
        assert X.dtype == np.float32 and X.flags.writeable
        np.testing.assert_allclose(X * 255, raw, atol=1e-4)
    for y, raw in ((y_train, Y_TRAIN), (y_test, Y_TEST)):
        assert y.dtype == np.int64 and np.array_equal(y, raw[:, np.newaxis])


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No MNIST anywhere, and a download address at which nobody answers."""
    monkeypatch.setattr(places, "DATA_FOLDER", tmp_path / "data")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    for proxy in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    closed = _download.RemoteFile("http://127.0.0.1:9/mnist.npz", "0" * 64)
    monkeypatch.setattr(_download, "MNIST", closed)
    return tmp_path


def test_npz_is_read_from_the_given_path(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "mine.npz", **ARRAYS)
    assert_is_our_mnist(load_mnist(tmp_path / "mine.npz"))
    assert_is_our_mnist(load_mnist(str(tmp_path / "mine.npz")))


@pytest.mark.parametrize("packed", [False, True])
def test_idx_files_are_read_plain_and_packed(tmp_path: Path, packed: bool) -> None:
    assert_is_our_mnist(load_mnist(write_idx_folder(tmp_path / "idx", packed=packed)))


def test_idx_files_are_known_by_their_bytes_and_by_their_other_name(tmp_path: Path) -> None:
    folder = write_idx_folder(tmp_path / "idx")
    images = folder / "train-images-idx3-ubyte"
    images.rename(folder / "train-images-idx3-ubyte.gz")  # unpacked by a browser
    (folder / "t10k-images-idx3-ubyte").rename(folder / "t10k-images.idx3-ubyte")
    assert_is_our_mnist(load_mnist(folder))


def test_places_are_searched_in_the_documented_order(empty_machine: Path) -> None:
    keras, data = empty_machine / "keras" / "datasets", empty_machine / "data"
    for folder in (keras, data):
        folder.mkdir(parents=True)
    assert places.find_mnist() is None
    (keras / "mnist.npz").touch()
    assert places.find_mnist() == keras / "mnist.npz"
    write_idx_folder(data / "mnist")
    assert places.find_mnist() == data / "mnist"
    assert_is_our_mnist(load_mnist())
    np.savez(data / "mnist.npz", **ARRAYS)
    assert places.find_mnist() == data / "mnist.npz"
    assert_is_our_mnist(load_mnist())


def test_test_part_alone_needs_only_its_own_files(tmp_path: Path) -> None:
    folder = write_idx_folder(tmp_path / "idx")
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        (folder / name).unlink()
    X, y = load_mnist(folder, part="test")
    assert X.shape == (4, 28, 28) and np.array_equal(y.ravel(), Y_TEST)
    with pytest.raises(DataError, match=r'train-images-idx3-ubyte.*add part="test"'):
        load_mnist(folder)
    with pytest.raises(DataError, match="train-labels-idx1-ubyte"):
        load_mnist(folder, part="train")


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"part: expected .* got 'validation'"):
        load_mnist(tmp_path, part="validation")  # type: ignore[call-overload]


def cut(content: bytes) -> bytes:
    return content[:-10]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (cut, "4,704 values after the header.*got 4,694"),
    "trailing bytes": (lambda content: content + b"!", "got more"),
    "another magic number": (lambda content: b"\0\0\x0d\x03" + content[4:], "first bytes"),
    "labels for images": (lambda _: idx_bytes(Y_TRAIN), "00 00 08 03 of images, got 00 00 08 01"),
    "half a header": (lambda content: content[:9], "3 sizes in the header"),
    "empty": (lambda _: b"", "got nothing"),
    "a size beyond any memory": (
        lambda content: content[:4] + struct.pack(">I", 2**32 - 1) + content[8:],
        "a claim of 3,211,264 MB",
    ),
    "a web page": (lambda _: b"<!DOCTYPE html>", "first bytes"),
    "20 x 20": (lambda _: idx_bytes(np.zeros((6, 20, 20), np.uint8)), r"\(6, 20, 20\)"),
    "too few images": (lambda _: idx_bytes(X_TRAIN[:5]), r"uint8 \(5, 28, 28\)"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_idx_file_is_refused(tmp_path: Path, damage: str, packed: bool) -> None:
    spoil, message = DAMAGES[damage]
    folder = write_idx_folder(tmp_path / "idx", packed=packed)
    path = folder / ("train-images-idx3-ubyte.gz" if packed else "train-images-idx3-ubyte")
    content = spoil(idx_bytes(X_TRAIN))
    path.write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(DataError, match=message):
        load_mnist(folder)


@pytest.mark.parametrize(
    "spoil",
    [cut, lambda content: content[: len(content) // 2], lambda content: flipped(content, -6)],
    ids=["end cut", "half cut", "checksum changed"],
)
def test_a_damaged_gzip_file_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    folder = write_idx_folder(tmp_path / "idx", packed=True)
    path = folder / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DataError, match=r"a whole IDX file.*fetch a fresh copy"):
        load_mnist(folder)


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def test_labels_above_nine_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", **{**ARRAYS, "y_test": Y_TEST + np.uint8(10)})
    with pytest.raises(DataError, match="labels from 0 to 9"):
        load_mnist(tmp_path)


def test_an_npz_without_the_arrays_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", X=X_TRAIN)
    with pytest.raises(DataError, match="one named x_train, got X"):
        load_mnist(tmp_path / "mnist.npz")


def test_a_missing_file_and_an_unknown_ending_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_mnist(tmp_path / "nowhere.npz")
    (tmp_path / "mnist.csv").write_text("1,2,3")
    with pytest.raises(DataError, match=r"mnist.npz or a folder"):
        load_mnist(tmp_path / "mnist.csv")


def test_real_test_images_agree_with_their_own_bytes() -> None:
    folder = mnist_test_folder()
    X, y = load_mnist(folder, part="test")
    assert (X.shape, y.shape) == ((10_000, 28, 28), (10_000, 1))
    raw = gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes())[16:]
    assert (np.rint(X * 255).astype(np.uint8).tobytes(), X.max()) == (raw, 1)
    # LeCun's table of the test set: 980 zeros, 1,135 ones, ...
    expected = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(y.ravel()).tolist() == expected


class Server:
    """A web server on this machine that serves one file, well or badly."""

    def __init__(self, content: bytes) -> None:
        self.content, self.mood, self.requests = content, "well", 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.requests += 1
                if outer.mood == "missing":
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(outer.content)))
                self.end_headers()
                whole = outer.content if outer.mood == "well" else outer.content[:1000]
                padding = b"\0" * (len(outer.content) - 1000) if outer.mood == "wrong" else b""
                self.wfile.write(whole + padding)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/mnist.npz"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    np.savez(tmp_path / "served.npz", **ARRAYS)
    content = (tmp_path / "served.npz").read_bytes()
    server = Server(content)
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,))
    thread.start()
    remote = _download.RemoteFile(server.url, hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(_download, "MNIST", remote)
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def cached(empty_machine: Path) -> list[str]:
    return sorted(path.name for path in (empty_machine / "keras" / "datasets").iterdir())


def test_download_goes_to_the_cache_of_keras_with_progress_and_only_once(
    server: Server, empty_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_is_our_mnist(load_mnist())
    shown = capsys.readouterr().err
    assert "100%" in shown
    assert str(empty_machine) not in shown
    assert cached(empty_machine) == ["mnist.npz"]
    assert_is_our_mnist(load_mnist())
    assert server.requests == 1


MOODS = {"cut": "broke off", "wrong": "other bytes", "missing": "answer 404"}


@pytest.mark.parametrize("mood", MOODS)
def test_a_download_that_fails_leaves_nothing_and_starts_again_cleanly(
    server: Server, empty_machine: Path, mood: str
) -> None:
    server.mood = mood
    with pytest.raises(DataError, match=MOODS[mood]) as caught:
        load_mnist()
    assert caught.value.__suppress_context__, "one error, not a chain of them"
    assert cached(empty_machine) == []
    server.mood = "well"
    assert_is_our_mnist(load_mnist())
    assert cached(empty_machine) == ["mnist.npz"]


def test_a_cut_file_in_the_cache_is_fetched_again(server: Server, empty_machine: Path) -> None:
    folder = empty_machine / "keras" / "datasets"
    folder.mkdir(parents=True)
    (folder / "mnist.npz").write_bytes(server.content[:500])
    assert_is_our_mnist(load_mnist())
    assert cached(empty_machine) == ["mnist.npz"]


def test_offline_the_error_says_what_to_fetch_and_where_to_put_it(empty_machine: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_mnist()
    message = str(caught.value)
    assert "no connection" in message and _download.MNIST.url in message
    assert str(empty_machine / "data" / "mnist.npz") in message
    assert all(name in message for name in IDX)


def test_download_is_the_very_file_of_keras(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras's own loader names the same address and checksum; read, because its import is slow."""
    monkeypatch.undo()
    keras = importlib.util.find_spec("keras")
    assert keras is not None and keras.origin is not None
    source = (Path(keras.origin).parent / "src" / "datasets" / "mnist.py").read_text("utf-8")
    folder, _, name = _download.MNIST.url.rpartition("/")
    assert f'"{folder}/"' in source and name in source
    assert _download.MNIST.sha256 in source


def test_mnist_is_read_without_tensorflow(tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", **ARRAYS)
    code = (
        "import sys; from lab_utils.data import load_mnist; load_mnist(sys.argv[1]);"
        "print({'tensorflow', 'keras', 'pooch', 'requests'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
