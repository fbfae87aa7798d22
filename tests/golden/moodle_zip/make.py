import io
import zipfile

RELU = '"{\\n \\"cells\\": [\\n  {\\n   \\"cell_type\\": \\"code\\",\\n   \\"execution_count\\": null,\\n   \\"id\\": \\"5cfe3f8e\\",\\n   \\"metadata\\": {},\\n   \\"outputs\\": [],\\n   \\"source\\": [\\n    \\"import numpy as np\\"\\n   ]\\n  },\\n  {\\n   \\"cell_type\\": \\"code\\",\\n   \\"execution_count\\": null,\\n   \\"id\\": \\"5f2356b1\\",\\n   \\"metadata\\": {},\\n   \\"outputs\\": [],\\n   \\"source\\": [\\n    \\"def relu(z):\\\\n\\",\\n    \\"    return np.maximum(z, 0)\\"\\n   ]\\n  }\\n ],\\n \\"metadata\\": {\\n  \\"kernelspec\\": {\\n   \\"display_name\\": \\"Python 3\\",\\n   \\"language\\": \\"python\\",\\n   \\"name\\": \\"python3\\"\\n  }\\n },\\n \\"nbformat\\": 4,\\n \\"nbformat_minor\\": 5\\n}\\n"'


def make(folder):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("work/02_softmax.ipynb", RELU_TEXT)
    with zipfile.ZipFile(folder / "Course-Softmax-1234.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ada Lovelace_12345_assignsubmission_file_/02_softmax.ipynb", RELU_TEXT)
        archive.writestr("Émilie du Châtelet_77_assignsubmission_file_/work.zip", inner.getvalue())


RELU_TEXT = __import__("json").loads(RELU)
