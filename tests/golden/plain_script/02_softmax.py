"""My work."""
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def my_softmax(z):
    ez = np.exp(z)
    return ez / np.sum(ez)


def softmax_batch(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def main():
    print(relu(np.array([1, -1])))
    raise SystemExit(3)


if __name__ == "__main__":
    main()
