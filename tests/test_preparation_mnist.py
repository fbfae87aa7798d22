"""From 20 x 20 to MNIST's 28 x 28 and back: the same pixels as MNIST's own."""

from __future__ import annotations

import gzip
import importlib.util
import os
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy import ndimage

from lab_utils.data import load_digits, load_mnist
from lab_utils.preparation import PictureError, as_mnist, from_mnist
from tests.mnist_test_folder import mnist_test_folder

BUILD_SCRIPT = Path(__file__).resolve().parent.parent / "data" / "build_digits.py"


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    return load_digits()[0]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_digits", BUILD_SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_rebuilt_digit_is_its_box_moved_by_the_centre_of_mass(X: np.ndarray) -> None:
    for x, image in zip(X[::25], as_mnist(X[::25]), strict=True):
        padded = np.pad(x.reshape(20, 20), 4)
        shift = [round(14 - place) for place in ndimage.center_of_mass(padded.astype(float))]
        np.testing.assert_array_equal(image, np.roll(padded, shift, axis=(0, 1)))


def test_all_rebuilt_digits_are_among_mnist_s_training_images(X: np.ndarray) -> None:
    """DIGIT_LAB_MNIST may name a folder with all of MNIST, which is not part of the lab."""
    folder = os.environ.get("DIGIT_LAB_MNIST")
    if not folder or not Path(folder).is_dir():
        pytest.skip("MNIST's training images are not here")
    known = {image.tobytes() for image in load_mnist(folder, part="train")[0]}
    assert sum(image.tobytes() in known for image in as_mnist(X)) == 5000


def test_cutting_undoes_rebuilding(X: np.ndarray) -> None:
    images = as_mnist(X)
    assert images.shape == (5000, 28, 28) and images.dtype == np.float32
    np.testing.assert_array_equal(from_mnist(images), X)


def test_mnist_s_test_images_are_cut_as_the_lab_s_digits_were_and_rebuilt_exactly(build: ModuleType) -> None:
    images, _ = load_mnist(mnist_test_folder(), part="test")
    cut = from_mnist(images)
    np.testing.assert_array_equal(as_mnist(cut), images)
    for image, row in zip(images[::20], cut[::20], strict=True):
        box = build.crop_to_box(np.rint(255 * image).astype(np.uint8))
        np.testing.assert_array_equal(np.rint(255 * row).astype(np.uint8), box.ravel())


def test_bytes_are_cut_like_fractions() -> None:
    with gzip.open(mnist_test_folder() / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(16 + 784 * 20)[16:], np.uint8).reshape(-1, 28, 28)
    np.testing.assert_array_equal(from_mnist(images), from_mnist(images / np.float32(255)))


def test_blank_images_stay_blank_and_none_are_none() -> None:
    assert not as_mnist(np.zeros((2, 400))).any()
    assert not from_mnist(np.zeros((2, 28, 28))).any()
    assert as_mnist(np.zeros((0, 400))).shape == (0, 28, 28)
    assert from_mnist(np.zeros((0, 28, 28))).shape == (0, 400)


def test_a_digit_that_fills_28_pixels_is_scaled_into_the_box() -> None:
    image = np.zeros((1, 28, 28))
    image[0, :, 10:17] = 1
    box = from_mnist(image).reshape(20, 20)
    assert box.any(axis=1).all()
    assert np.flatnonzero(box.any(axis=0)).tolist() == [7, 8, 9, 10, 11]


def test_ink_at_the_edge_is_never_lost_on_the_way_to_28() -> None:
    x = np.zeros((20, 20))
    x[:, 0], x[9, :] = 1, 0.01
    image = as_mnist(x.reshape(1, 400))
    assert image.sum() == pytest.approx(x.sum(), rel=1e-6)


@pytest.mark.parametrize(
    ("function", "shape"), [(as_mnist, (400,)), (as_mnist, (2, 784)), (from_mnist, (28, 28))]
)
def test_another_shape_is_told_what_to_do(function: object, shape: tuple[int, ...]) -> None:
    assert callable(function)
    with pytest.raises(PictureError, match=r"expected \(m, .*A single (digit|image) is"):
        function(np.zeros(shape))
