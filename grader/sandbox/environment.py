"""The environment variables that learner code meets: none of the user's own."""

from __future__ import annotations

import os


def folders_in(scratch: str) -> dict[str, str]:
    """Return the variables that name a folder to write to, for a folder that programs may fill."""
    work = f"{scratch}/work"
    return {
        "HOME": work,
        "IPYTHONDIR": f"{work}/.ipython",
        "KERAS_HOME": f"{work}/.keras",
        "MPLCONFIGDIR": f"{work}/.matplotlib",
        "TMPDIR": scratch,
    }


# What the warm process is told of the environment; nothing of the user's own goes in.
_ENVIRONMENT = {
    **folders_in("/tmp"),
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TZ": "UTC",
}
# Windows can't start a program without the first ones; the last one says where trained networks are.
_KEPT = ("SYSTEMROOT", "WINDIR", "COMSPEC", "DIGIT_LAB_RUNS")


def environment_of(**more: str) -> dict[str, str]:
    """Return all variables of a process in which learner code runs."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**_ENVIRONMENT, **kept, **more}
