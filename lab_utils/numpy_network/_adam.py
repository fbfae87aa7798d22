"""Adam as Keras computes it: once as a formula, once for all weights together."""

from __future__ import annotations

import math

import numpy as np

from lab_utils.numpy_network._operations import Array


def adam_step(
    w: Array,
    dw: Array,
    m: Array,
    v: Array,
    t: int,
    learning_rate: float = 0.001,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[Array, Array, Array]:
    """Move one array of weights by one step of Adam.

    Parameters
    ----------
    w, dw : ndarray, same shape
        The weights, and the gradient of the loss for them.
    m, v : ndarray, same shape
        The running means of the gradient and of its square, 0 before the first step.
    t : int
        The number of this step, from 1.
    learning_rate, beta_1, beta_2, epsilon : float
        Keras's defaults.

    Returns
    -------
    w, m, v : ndarray
        New arrays; those that were given are left alone.

    Notes
    -----
    D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. The bias correction stands in
    the step size, as in the last lines of their section 2, so that epsilon is added to a root that is not
    corrected. Keras does the same; Algorithm 1 of the paper, which corrects first, takes slightly other
    steps.
    """
    m = m + (1 - beta_1) * (dw - m)
    v = v + (1 - beta_2) * (dw * dw - v)
    w = w - _step_size(t, learning_rate, beta_1, beta_2) * (m / (np.sqrt(v) + epsilon))
    return w, m, v


class Adam:
    """The steps of `adam_step` on one array, in place: a training takes thousands of them.

    Parameters
    ----------
    w : ndarray
        Changed by each step.
    learning_rate, beta_1, beta_2, epsilon : float
    """

    def __init__(
        self,
        w: Array,
        learning_rate: float = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
    ) -> None:
        self._w, self._m, self._v = w, np.zeros_like(w), np.zeros_like(w)
        self._learning_rate, self._betas, self._epsilon = learning_rate, (beta_1, beta_2), epsilon
        self._t = 0
        self._spare = np.empty_like(w)

    def step(self, dw: Array) -> None:
        """Take the next step. Each line is one of `adam_step`, without new memory."""
        self._t += 1
        m, v, spare = self._m, self._v, self._spare
        beta_1, beta_2 = self._betas
        np.subtract(dw, m, out=spare)
        spare *= 1 - beta_1
        m += spare
        np.multiply(dw, dw, out=spare)
        spare -= v
        spare *= 1 - beta_2
        v += spare
        np.sqrt(v, out=spare)
        spare += self._epsilon
        np.divide(m, spare, out=spare)
        spare *= _step_size(self._t, self._learning_rate, beta_1, beta_2)
        self._w -= spare


def _step_size(t: int, learning_rate: float, beta_1: float, beta_2: float) -> float:
    """Return the learning rate with both bias corrections in it."""
    # Keras takes the powers of betas that it has rounded to float32. That changes a step by 6 millionths,
    # which is enough to send a unit that is close to 0 another way, and the losses with it.
    beta_1, beta_2 = float(np.float32(beta_1)), float(np.float32(beta_2))
    # A Python float, because a NumPy one would turn float32 weights into float64.
    return float(learning_rate * math.sqrt(1 - beta_2**t) / (1 - beta_1**t))
