"""What of the file system learner code can see: Python, the lab's tools and data, and nothing else."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox import linux
from grader.sandbox.environment import folders_in
from grader.sandbox.places import (
    LAB,
    LAB_FILES,
    LAB_FOLDERS,
    NETWORK_FILES,
    PLAIN_MODULES,
    SCRATCH,
    runs_folder,
)

_SYSTEM = (
    *("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64"),
    *("/usr/share/zoneinfo", "/usr/share/fonts", "/usr/share/locale", "/usr/local/lib"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives"),
)
_DEVICES = ("null", "zero", "full", "random", "urandom")
# Any folder of which nothing is shown: in the new namespace alone, it becomes the place of the new root.
_PLACES = ("/sys", "/mnt", "/media", "/srv")
WORKING_FOLDER = SCRATCH / "work"


def shown_paths() -> Iterator[Path]:
    """Yield every folder and file that is shown, at the place where it is outside."""
    for name in _SYSTEM:
        yield Path(name)
    for prefix in {sys.base_prefix, sys.base_exec_prefix}:
        yield from (Path(prefix) / name for name in ("bin", "lib", "lib64", "share/fonts"))
    yield Path(sys.prefix) if sys.prefix != sys.base_prefix else Path(sys.prefix, "lib")
    yield from (Path(entry) for entry in sys.path if entry and Path(entry).resolve() != LAB)
    yield from (Path(entry) for entry in (site.getusersitepackages(),) if site.ENABLE_USER_SITE)
    yield from (LAB / name for name in (*LAB_FOLDERS, *LAB_FILES))
    yield from (LAB / "public_tests" / f"{name}.py" for name in PLAIN_MODULES)
    yield from (runs_folder() / name for name in NETWORK_FILES)


def change_view() -> None:
    """Make a file system of what is shown, and go into it. Needs own mount and pid namespaces.

    Raises
    ------
    OSError
        The machine does not allow that, or the lab lies where it can't be shown.
    """
    root = next((Path(name) for name in _PLACES if Path(name).is_dir()), None)
    if root is None or any(root in path.parents for path in shown_paths()):
        raise OSError("there is no folder in which a view of the files can be built")
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", root, "tmpfs", linux.MS_NOSUID, "size=16m,mode=755")
    bound: set[Path] = set()
    for path in sorted(set(shown_paths())):
        _show(path, root, bound)
    _write_etc(root)
    for name in ("proc", "dev", SCRATCH.name):
        (root / name).mkdir(exist_ok=True)
    if not (root / "tmp").exists():
        (root / "tmp").symlink_to(SCRATCH)
    linux.mount("proc", root / "proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    for name in _DEVICES:
        (root / "dev" / name).touch()
    (root / "dev" / "shm").symlink_to(SCRATCH / ".shm")
    (root / "dev" / "fd").symlink_to("/proc/self/fd")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd/{number}")
    linux.make_read_only(root)
    for name in _DEVICES:
        linux.bind(f"/dev/{name}", root / "dev" / name)
    # For what libraries write when they are imported; each child gets a folder of its own over it.
    place = root / SCRATCH.name
    linux.mount("tmpfs", place, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=64m,mode=1777")
    linux.change_root(root)
    os.environ.update(folders_in(str(SCRATCH)))
    make_folders()


def make_folders() -> None:
    """Make the folders that programs write to, in an empty one."""
    for folder in (WORKING_FOLDER, SCRATCH / ".shm"):
        folder.mkdir()
        folder.chmod(0o777)


def _show(path: Path, root: Path, bound: set[Path]) -> None:
    """Let one path appear; a link appears as a link, and what it leads to at its own place."""
    # Inside a folder that is shown already nothing is to do, and what was made would be made outside.
    if bound & {path, *path.parents} or not os.path.lexists(path):
        return
    place = root / str(path).lstrip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        target = path.readlink()
        if not os.path.lexists(place):
            place.symlink_to(target)
        _show(Path(os.path.normpath(path.parent / target)), root, bound)
        return
    place.mkdir(exist_ok=True) if path.is_dir() else place.touch()
    linux.bind(path, place)
    bound.add(path)


def _write_etc(root: Path) -> None:
    etc = root / "etc"
    etc.mkdir(exist_ok=True)
    user, group = os.getuid(), os.getgid()
    (etc / "passwd").write_text(f"learner:x:{user}:{group}::{WORKING_FOLDER}:/bin/sh\n", encoding="utf-8")
    (etc / "group").write_text(f"learner:x:{group}:\n", encoding="utf-8")
    (etc / "hosts").write_text("127.0.0.1 localhost\n", encoding="utf-8")
