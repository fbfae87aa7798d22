"""Keeping learner code apart: once for the warm process, and once more for each of its children.

Whatever the machine does not allow is left out and said in a sentence.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from grader.sandbox import linux, seccomp, view
from grader.sandbox.places import SCRATCH
from grader.sandbox.processes import end_below, threads

# Outside of the sandbox this is nobody in particular.
_NOBODY = 65534
# Each thread may write to a stack of 8 MB, and uses little of it.
_FOR_STACKS = 2**30
_EVERY_ID = "0 0 4294967295"
# Since then the processes in a namespace of users are counted by themselves.
_COUNTED_APART = (5, 14)
# What a person may start while a class is marked. The watch ends a child that has too many, all the same.
_ROOM = 1024


@dataclass
class Isolation:
    """How far the warm process is kept apart, and so its children.

    Attributes
    ----------
    missing : list of str
        What this machine does not allow, a sentence each.
    namespaces : bool
        Whether it has user, mount and network namespaces of its own, and its own view of the files.
    others : int
        Processes and threads of the children's user that the kernel counts as theirs.
    """

    missing: list[str] = field(default_factory=list)
    namespaces: bool = False
    others: int = 0


_NO_NAMESPACES = (
    "This machine does not let the grader make namespaces, so learner code could read other files of this "
    "user and reach the network."
)


def isolate_warm_process(namespaces: bool) -> Isolation:
    """Take the warm process into namespaces and a view of its own. Returns in a new process.

    The first process stays outside only to wait, and ends with the other one.

    Parameters
    ----------
    namespaces : bool
        False leaves them out, as if the machine did not allow them.
    """
    others = count_of(os.getuid() or _NOBODY) + _ROOM
    linux.gather_orphans()
    asks, told = os.pipe(), os.pipe()
    inner = os.fork()
    if inner:
        _map_users_and_wait(inner, asks[0], told[1])
    linux.end_with_parent(signal.SIGKILL)
    if not namespaces:
        linux.gather_orphans()
        return Isolation([_NO_NAMESPACES], others=counted_too(False, others))
    try:
        _enter_namespaces(asks[1], told[0])
    except OSError:
        linux.gather_orphans()
        return Isolation([_NO_NAMESPACES], others=counted_too(False, others))
    return Isolation(namespaces=True, others=counted_too(True, others))


def counted_too(namespaces: bool, others: int) -> int:
    """Return how many of the other processes of a user the kernel counts as those of a child."""
    return 0 if namespaces and linux.version() >= _COUNTED_APART else others


def count_of(user: int) -> int:
    """Return how many processes and threads a user has on this machine."""
    count = 0
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            count += threads(int(entry.name)) if entry.name.isdigit() and entry.stat().st_uid == user else 0
    return count


def _map_users_and_wait(inner: int, asked: int, tell: int) -> NoReturn:
    """Outside: say who the users inside are, and wait for the end."""
    if os.read(asked, 1) == b"m":
        answer = b"y"
        try:
            if os.getuid() == 0:
                _write(f"/proc/{inner}/uid_map", _EVERY_ID)
                _write(f"/proc/{inner}/gid_map", _EVERY_ID)
            else:
                _write(f"/proc/{inner}/setgroups", "deny")
                _write(f"/proc/{inner}/uid_map", f"{os.getuid()} {os.getuid()} 1")
                _write(f"/proc/{inner}/gid_map", f"{os.getgid()} {os.getgid()} 1")
        except OSError:
            answer = b"n"
        os.write(tell, answer)
    _end_like(inner)


def _end_like(inner: int) -> NoReturn:
    """Wait for a process, end whatever it has left behind, and end."""
    _, status = os.waitpid(inner, 0)
    end_below(os.getpid())
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="ascii")


def _enter_namespaces(ask: int, hear: int) -> None:
    flags = linux.NEWUSER | linux.NEWNS | linux.NEWPID | linux.NEWNET | linux.NEWIPC | linux.NEWUTS
    linux.unshare(flags)
    os.write(ask, b"m")
    if os.read(hear, 1) != b"y":
        raise OSError("the users of a namespace could not be told")
    # The first process of a pid namespace: when it ends, everything in it does.
    inner = os.fork()
    if inner:
        os.close(ask)
        os.close(hear)
        _end_like(inner)
    linux.end_with_parent(signal.SIGKILL)
    view.change_view()


def isolate_child(isolation: Isolation, file_bytes: int) -> None:
    """Take a fresh fork into namespaces of its own, with an empty folder to work in, and drop all rights."""
    os.setsid()
    if isolation.namespaces:
        linux.unshare(linux.NEWNS | linux.NEWIPC)
        linux.mount("proc", "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
        size = f"size={file_bytes},nr_inodes=20k,mode=1777"
        linux.mount("tmpfs", SCRATCH, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, size)
        view.make_folders()
        os.chdir(view.WORKING_FOLDER)
        linux.limit_namespaces()
    if isolation.namespaces or _readable_by_all():
        _become_nobody()
    linux.drop_capabilities()
    linux.let_itself_be_read()
    # A kernel without filters: the rest stands without them.
    with contextlib.suppress(OSError):
        seccomp.refuse_system_calls()


def _readable_by_all() -> bool:
    """Tell whether Python and the lab can be imported by any user: not from another one's home folder."""
    folders = {Path(name) for name in (sys.base_prefix, sys.prefix, view.LAB)}
    return all(part.stat().st_mode & 0o005 == 0o005 for name in folders for part in (name, *name.parents))


def _become_nobody() -> None:
    if os.getuid() != 0:
        return
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def limit_child(*, cpu_seconds: float, memory_bytes: int, file_bytes: int, processes: int) -> None:
    """Set the limits that the system keeps for each process."""
    cpu = int(cpu_seconds) + 1
    _limit(resource.RLIMIT_CPU, cpu)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 256)
    _limit(resource.RLIMIT_NPROC, processes)
    # Not the address space: threads reserve far more of it than they ever use.
    _limit(resource.RLIMIT_DATA, memory_bytes + _data_bytes() + _FOR_STACKS)


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(which, (most, most))


def _data_bytes() -> int:
    """Return what the process may write to already: that of the libraries, which no limit is about."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
