"""A lab that sets up in a second: the real launcher around stub packages and hand-made wheels."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not how long anything may take: only when a test that hangs is given up.
PATIENCE = 600

_BACKEND = """
import zipfile
from pathlib import Path

ABOUT = {
    "METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n",
    "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("tiny.pth", str(Path(__file__).parent))
        for name_of, text in ABOUT.items():
            wheel.writestr("tiny-1.0.dist-info/" + name_of, text)
    return name
"""

_COMMANDS = """
import json, os, sys
import lab_utils, stone
print(json.dumps({"arguments": sys.argv[1:], "cwd": os.getcwd(), "python": sys.executable,
                  "lab_utils": lab_utils.__file__, "stone": stone.VERSION}))
sys.exit(int(os.environ.get("TINY_STATUS", "0")))
"""

# The uv that the tiny lock installs: it keeps a diary, may misbehave, and else is the real one.
# Its Python is found beside it: no path with spaces may stand in a script's first line.
_UV = """#!/bin/sh
'''exec' "${0%/*}/python" "$0" "$@"
' '''
import os, subprocess, sys, time
with open(os.environ["TINY_DIARY"], "a") as diary:
    diary.write(" ".join(sys.argv[1:]) + "\\n")
says = os.environ.get("TINY_UV_SAYS")
if says:
    print(says, file=sys.stderr)
    sys.exit(1)
time.sleep(float(os.environ.get("TINY_UV_SLEEPS", "0")))
sys.exit(subprocess.call([os.environ["TINY_REAL_UV"], *sys.argv[1:]]))
"""


@dataclass
class TinyLab:
    """A folder with the real lab.py and launcher, and what its installers may find."""

    folder: Path
    wheels: Path
    diary: Path
    variables: dict[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the variables under which lab.py runs: no network, no settings of the machine."""
        ours = ("PIP_", "UV_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        return kept | {
            "PIP_NO_INDEX": "1",
            # As a URL: of a path with spaces pip would make several.
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
            "UV_CACHE_DIR": str(self.wheels.parent / "uv-cache"),
            "UV_NO_CONFIG": "1",
            "TINY_DIARY": str(self.diary),
            "TINY_REAL_UV": str(Path(sys.executable).with_name("uv")),
            **more,
        }

    def run(
        self, *arguments: str, cwd: Path | None = None, python: str = sys.executable, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run lab.py to its end."""
        return subprocess.run(
            [python, str(self.folder / "lab.py"), *arguments],
            cwd=cwd or self.folder,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def launch(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start lab.py and come back at once."""
        return subprocess.Popen(
            [sys.executable, str(self.folder / "lab.py"), *arguments],
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write_lock(self, version: str = "1") -> None:
        """Lock uv and the package `stone`, of which there are versions 1 and 2."""
        wheels = [self.wheels / "uv-9.9-py3-none-any.whl"]
        wheels.append(self.wheels / f"stone-{version}-py3-none-any.whl")
        lines = [
            f"{name}=={number} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
            for wheel in wheels
            for name, number in [wheel.name.split("-")[:2]]
        ]
        (self.folder / "requirements.lock").write_text("".join(lines))

    def installs(self) -> int:
        """Count how often uv was asked to install the lock."""
        return self.diary.read_text().count("--require-hashes") if self.diary.exists() else 0


def make_tiny_lab(place: Path, name: str = "lab") -> TinyLab:
    """Build a tiny lab in a folder called `name` under `place`."""
    lab = TinyLab(place / name, place / "wheels", place / "diary.txt")
    lab.wheels.mkdir(parents=True)
    _write_wheel(lab.wheels, "uv", "9.9", {"uv-9.9.data/scripts/uv": _UV})
    for version in ("1", "2"):
        _write_wheel(lab.wheels, "stone", version, {"stone.py": f"VERSION = {version}\n"})
    lab.folder.mkdir(parents=True)
    shutil.copy(ROOT / "lab.py", lab.folder)
    shutil.copytree(ROOT / "launcher", lab.folder / "launcher", ignore=shutil.ignore_patterns("__pycache__"))
    for package in ("lab_utils", "public_tests", "commands"):
        (lab.folder / package).mkdir()
        (lab.folder / package / "__init__.py").touch()
    (lab.folder / "commands" / "__main__.py").write_text(_COMMANDS)
    (lab.folder / "backend.py").write_text(_BACKEND)
    (lab.folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    lab.write_lock()
    return lab


def _write_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> None:
    about = f"{name}-{version}.dist-info"
    files = files | {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_digest(text)},{len(text)}\n" for path, text in files.items())
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in (files | {f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}).items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o100755 << 16  # pip hands on who may execute a script
            wheel.writestr(entry, text)


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
