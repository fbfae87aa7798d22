from authoring import THIS_LAB
from authoring.build import open_text, sound_sources
from authoring.rules import lab_catalogue


def make(folder):
    catalogue = lab_catalogue()
    for source in sound_sources(THIS_LAB, (), catalogue):
        (folder / f"{source.stem}.ipynb").write_text(open_text(source, catalogue), encoding="utf-8")
