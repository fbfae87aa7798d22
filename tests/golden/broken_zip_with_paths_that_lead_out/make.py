import json
import stat
import zipfile

CELLS = ["import numpy as np", "def relu(z):\n    return np.maximum(z, 0)"]
NOTEBOOK = json.dumps(
    {"cells": [{"cell_type": "code", "metadata": {}, "source": cell} for cell in CELLS], "metadata": {}}
)


def make(folder):
    with zipfile.ZipFile(folder / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/02_softmax.ipynb", NOTEBOOK)
        for name in ("../eve.ipynb", "/tmp/eve.ipynb", "C:/eve.ipynb", "a/../../eve.ipynb", "..\\eve.ipynb"):
            archive.writestr(name, NOTEBOOK)
