import os


def make(folder):
    eve = folder / "class" / "eve"
    eve.mkdir()
    (eve / "02_softmax.ipynb").symlink_to(folder / "class" / "ada" / "02_softmax.ipynb")
    (eve / "all.ipynb").symlink_to(folder / "class", target_is_directory=True)
    os.mkfifo(eve / "03_model.ipynb")
