"""How the lab's network is trained. What stands here decides its weights: it is part of its fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.split import split_lab_digits

if TYPE_CHECKING:
    import keras

EPOCHS = 40
BATCH_SIZE = 32
SEED = 0


def train_lab_network() -> keras.Model:
    """Train the network of the lab on its 3,200 training digits.

    The same weights come out on every call on the same machine, and no global random state is drawn
    from or set.

    Returns
    -------
    keras.Model
        Compiled and trained: (m, 400) -> logits (m, 10).
    """
    digits = split_lab_digits()
    model = compile_lab_network(build_lab_network(SEED))
    generator = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        # Shuffled here, because `fit` shuffles by the global random state.
        order = generator.permutation(len(digits.X_train))
        model.fit(
            digits.X_train[order], digits.y_train[order], batch_size=BATCH_SIZE, shuffle=False, verbose=0
        )
    return model
