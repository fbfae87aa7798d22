"""The lab's network in NumPy: what Keras does behind `fit`, in a few readable functions.

`forward` goes from images to logits, `backward` brings the gradient of the mean cross-entropy back to every
weight, `adam_step` moves a weight as Keras does, and `train_network` does all three for every batch of every
epoch. Any number of dense layers: ReLU in the hidden ones, a linear output.
"""

from __future__ import annotations

from lab_utils.numpy_network._adam import adam_step
from lab_utils.numpy_network._operations import cross_entropy, relu, softmax
from lab_utils.numpy_network._passes import backward, forward
from lab_utils.numpy_network._start import start_weights, weights_of
from lab_utils.numpy_network._training import TrainedNetwork, train_network

__all__ = [
    "TrainedNetwork",
    "adam_step",
    "backward",
    "cross_entropy",
    "forward",
    "relu",
    "softmax",
    "start_weights",
    "train_network",
    "weights_of",
]
