import json


def make(folder):
    sources = [f"x{number} = {number}" for number in range(10_000)]
    sources += ["import numpy as np", "def relu(z):\n    return np.maximum(z, x0)"]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (folder / "02_softmax.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
