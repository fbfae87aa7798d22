"""Linux's own means of isolation, by their system calls. Python 3.11 wraps few of them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
from pathlib import Path

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
_MNT_DETACH = 2
_PDEATHSIG, _DUMPABLE, _CAPBSET_DROP, _CHILD_SUBREAPER, _NO_NEW_PRIVS = 1, 4, 24, 36, 38
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63
# The same numbers on every processor: system calls this new have one table.
_MOUNT_SETATTR = 442
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> tuple[int, ...]:
    """Return the kernel's version, such as (6, 1)."""
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return tuple(map(int, found.groups())) if found else ()


def unshare(flags: int) -> None:
    """Leave some of the parent's namespaces for new ones."""
    _done(_libc.unshare(flags), "unshare")


def join_namespace(path: str) -> None:
    """Go (or let coming children go) into an existing namespace."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _done(_libc.setns(handle, 0), "setns")
    finally:
        os.close(handle)


def mount(source: str, target: Path | str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount something."""
    arguments = (source.encode(), os.fsencode(target), kind.encode() or None)
    _done(_libc.mount(*arguments, ctypes.c_ulong(flags), options.encode() or None), f"mount {target}")


def bind(source: Path | str, target: Path | str) -> None:
    """Let a folder or file appear at another place, with all that is mounted below it."""
    mount(os.fspath(source), target, flags=MS_BIND | MS_REC)


def make_read_only(target: Path) -> None:
    """Make a mount and all below it read-only, without set-uid programs."""
    attributes = (ctypes.c_uint64 * 4)(MS_RDONLY | MS_NOSUID, 0, 0, 0)
    path = os.fsencode(target)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    if _libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, path, _AT_RECURSIVE, ctypes.byref(attributes), size) == 0:
        return
    # Before Linux 5.12: each mount by itself. Flags that it has already must be said again.
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        place, options = line.split()[4:6]
        place = place.encode().decode("unicode_escape")
        if place == str(target) or place.startswith(f"{target}/"):
            kept = (MS_NODEV if "nodev" in options else 0) | (MS_NOEXEC if "noexec" in options else 0)
            kept |= (1024 if "noatime" in options else 0) | (2048 if "nodiratime" in options else 0)
            kept |= 1 << 21 if "relatime" in options else 0
            mount("", place, flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | kept)


def change_root(new: Path) -> None:
    """Make a mount the root of the file system, and let go of all else."""
    number = _PIVOT_ROOT.get(os.uname().machine)
    os.chdir(new)
    if number is None:
        raise OSError(f"pivot_root: not known on {os.uname().machine}")
    # The old root comes to lie on top of the new one (pivot_root(2), "pivot_root(".", ".")").
    _done(_libc.syscall(number, b".", b"."), "pivot_root")
    _done(_libc.umount2(b".", _MNT_DETACH), "umount2")
    os.chdir("/")


def end_with_parent(signal_number: int) -> None:
    """Get a signal as soon as the parent ends."""
    _libc.prctl(_PDEATHSIG, signal_number, 0, 0, 0)


def gather_orphans() -> None:
    """Become the parent of every process below whose own parent ends, so that none gets lost."""
    _libc.prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def drop_capabilities() -> None:
    """Give up every special right, for good, also for programs that are started."""
    for capability in range(_LAST_CAPABILITY):
        # Refused to an ordinary user, who has none to drop.
        _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _done(_libc.capset(ctypes.byref(header), ctypes.byref(none)), "capset")
    no_new_privileges()


def no_new_privileges() -> None:
    """Let no started program gain rights."""
    _done(_libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def let_itself_be_read() -> None:
    """Let the process read its own /proc again after a change of its user."""
    _libc.prctl(_DUMPABLE, 1, 0, 0, 0)


def limit_namespaces() -> None:
    """Let nobody inside make another user namespace, in which it would have every right again."""
    with contextlib.suppress(OSError):
        Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")


def _done(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
