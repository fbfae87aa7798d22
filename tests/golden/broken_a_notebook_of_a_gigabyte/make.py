def make(folder):
    with (folder / "02_softmax.ipynb").open("wb") as stream:
        stream.truncate(2**30)
