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
        import io

        inner = NOTEBOOK.encode()
        for name in ("02_softmax.ipynb", "one.zip", "two.zip", "three.zip"):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as nested:
                nested.writestr(name, inner)
            inner = stream.getvalue()
        archive.writestr("eve/four.zip", inner)
        archive.writestr("mallory/work.zip", b"PK no zip")
