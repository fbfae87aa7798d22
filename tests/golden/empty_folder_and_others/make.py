def make(folder):
    (folder / "class" / "grace").mkdir()
