"""The lab's network is the one of the lesson, and needs no global seed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from lab_utils.network import LAYER_SIZES, build_lab_network, compile_lab_network
from lab_utils.plots import plot_network
from public_tests import check


def test_the_lab_network_passes_the_checks_of_its_lesson() -> None:
    assert check("build_model", build_lab_network()).passed
    assert check("compile_model", compile_lab_network).passed


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    one, same, other = (build_lab_network(seed).get_weights() for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(one[::2], other[::2], strict=True))


def test_no_two_layers_of_two_seeds_are_drawn_alike() -> None:
    kernels = [w for seed in (0, 1) for w in build_lab_network(seed).get_weights()[::2]]
    first_numbers = [np.round(k.ravel()[:5] * np.sqrt(sum(k.shape)), 4).tolist() for k in kernels]
    assert len({tuple(numbers) for numbers in first_numbers}) == len(kernels)


def test_building_draws_no_global_random_number() -> None:
    python_state, numpy_state = random.getstate(), np.random.get_state()[1].copy()
    build_lab_network()
    assert random.getstate() == python_state
    assert np.array_equal(np.random.get_state()[1], numpy_state)


def test_the_drawing_shows_each_size_and_shortens_long_columns() -> None:
    ax = plot_network(LAYER_SIZES, labels=["pixels", "hidden", "hidden", "digits"], title="network")
    texts = [text.get_text() for text in ax.texts]
    assert texts.count("⋮") == 4
    assert "400\npixels" in texts
    assert [len(dots.get_offsets()) for dots in plot_network([3, 9, 1]).collections] == [3, 9, 1]


@pytest.mark.parametrize(("sizes", "labels"), [([400], ()), ([400, 0], ()), ([4, 3], ["one"])])
def test_sizes_or_labels_that_do_not_fit_are_refused_in_four_parts(
    sizes: list[int], labels: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"expected .* got"):
        plot_network(sizes, labels=labels)
