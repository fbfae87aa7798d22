"""The kernel that notebooks are run in: this very Python, whatever else is installed."""

from __future__ import annotations

from typing import Any


def kernel_of_this_python() -> Any:
    """Return a kernel manager (`jupyter_client.manager.AsyncKernelManager`) for this Python."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    # With no folder to look into, "python3" can only be the Python that runs this.
    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
