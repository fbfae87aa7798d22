import os
from pathlib import Path

WORK = "import numpy as np\n\n\ndef relu(z):\n    return np.maximum(z, 0)\n"
NAMES = ["Ödön", "أدا لوفلايس", "数学 太郎", "😀", "<script>alert(1)<", "=cmd|calc", "Ada", "ada", "a\nb"]


def make(folder):
    for name in NAMES:
        path = Path(folder, "class", name)
        path.mkdir(parents=True)
        (path / "02_softmax.py").write_text(WORK, encoding="utf-8")
    broken = os.fsencode(folder / "class") + b"/caf\xe9"
    os.mkdir(broken)
    with open(broken + b"/02_softmax.py", "w", encoding="utf-8") as stream:
        stream.write(WORK)
