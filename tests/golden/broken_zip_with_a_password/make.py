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
        archive.writestr("eve/02_softmax.ipynb", NOTEBOOK)
        archive.writestr("mallory/02_softmax.ipynb", NOTEBOOK)
    raw = bytearray((folder / "class.zip").read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.index(b"eve/") - (30 if at == 6 else 46) if at == 6 else raw.rindex(b"eve/") - 46
        raw[start + at] |= 1
    broken = raw.index(b"mallory/02_softmax.ipynb") + len("mallory/02_softmax.ipynb")
    raw[broken : broken + 40] = b"x" * 40
    (folder / "class.zip").write_bytes(raw)
