import json

CELLS = ['import numpy as np', 'def relu(z):\n    return np.maximum(z, 0)', 'DEEP', 'def my_softmax(z):\n    ez = np.exp(z)\n    return ez / np.sum(ez)']


def make(folder):
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in CELLS]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    deep = "[" * 100_000 + "]" * 100_000
    (folder / "02_softmax.ipynb").write_text(text.replace('"DEEP"', deep), encoding="utf-8")
