"""What an environment of the lab is, and whether it is ready.

A stamp, written last, says for which lock, Python and folder the environment was made. Its absence
means that set-up never ended. Reading it costs a hash of the lock and no subprocess.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from launcher.faults import Fault

__all__ = ["Environment"]

_STAMP = "digit-lab.ready.json"
_BEGUN = "digit-lab.begun"


@dataclass(frozen=True)
class Environment:
    """One virtual environment in the lab's folder and the lock that it is made from."""

    root: Path
    folder_name: str = ".venv"
    lock_name: str = "requirements.lock"

    @property
    def folder(self) -> Path:
        return self.root / self.folder_name

    @property
    def lock(self) -> Path:
        return self.root / self.lock_name

    @property
    def python(self) -> Path:
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.folder.joinpath(*inside)

    def is_ready(self) -> bool:
        """Tell whether set-up ended for the very lock, Python and folder of now."""
        try:
            stamp = json.loads((self.folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return self._python_stands() and stamp == self._fingerprint()

    def needs_making(self) -> bool:
        """Tell whether an environment has to be made; otherwise the one there is brought up to date.

        A cut set-up may have left half a package, which no installer would notice, and a moved
        environment's scripts point to its old place: both are made anew.
        """
        if not self._python_stands() or (self.folder / _BEGUN).exists():
            return True
        try:
            stamp = json.loads((self.folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        now = self._fingerprint()
        return any(stamp.get(key) != now[key] for key in ("folder", "python"))

    def clear(self) -> None:
        """Remove the environment, and only an environment."""
        if not self.folder.exists():
            return
        ours = any((self.folder / name).exists() for name in ("pyvenv.cfg", _BEGUN))
        if not ours and any(self.folder.iterdir()):
            raise Fault(
                f"`{self.folder_name}` is in the way: the lab keeps its environment there, and this "
                "folder is something else; rename it, then type: python lab.py"
            )
        # With the mark there, a cut removal is seen as a cut set-up.
        (self.folder / _BEGUN).touch()
        for entry in self.folder.iterdir():
            if entry.name != _BEGUN:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()

    def mark_begun(self) -> None:
        """Say on disk that set-up is under way."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / _BEGUN).touch()
        (self.folder / _STAMP).unlink(missing_ok=True)

    def mark_ready(self) -> None:
        """Say on disk that set-up has ended."""
        partial = self.folder / f"{_STAMP}.part"
        partial.write_text(json.dumps(self._fingerprint(), indent=1), encoding="utf-8")
        partial.replace(self.folder / _STAMP)
        (self.folder / _BEGUN).unlink(missing_ok=True)

    def _python_stands(self) -> bool:
        # `exists` follows the link, so a Python that was uninstalled is seen. On Windows the
        # file is a copy, and the settings name the folder that it needs.
        home = _setting(self.folder / "pyvenv.cfg", "home")
        return self.python.exists() and home is not None and Path(home).exists()

    def _fingerprint(self) -> dict[str, str]:
        return {
            "lock": _sha256(self.lock),
            "project": _sha256(self.root / "pyproject.toml"),
            "python": os.path.realpath(self.python),
            "folder": str(self.folder),
        }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _setting(path: Path, name: str) -> str | None:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    pairs = (line.partition("=") for line in lines)
    return next((value.strip() for key, _, value in pairs if key.strip() == name), None)
