"""`python lab.py app`: a page that reads digits, on this machine alone."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.serving import (
    LARGE_UPLOADS,
    LOOPBACK,
    announce,
    check_free,
    kernel_options,
    leave_out_what_is_slow,
    on_stop,
)

if TYPE_CHECKING:
    import numpy as np

__all__ = ["app_command", "serve"]

_PAGE = Path(__file__).with_name("app_page")
_PORT = 8866
# Of a page that was not closed properly, as when a browser crashed.
_KEEP_IDLE_KERNELS = 900


@click.command("app")
@click.option("--port", type=click.IntRange(1, 65535), help=f"Serve here; else {_PORT} or one that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def app_command(port: int | None, no_browser: bool) -> int:
    """Open a page that reads a picture of a digit, and shows how.

    The first start trains the network and keeps it in runs/. Ctrl-C stops the server and its kernels.
    """
    if port is not None:
        check_free(port, "app")
    # Whoever stops it before it is up is not kept waiting.
    on_stop(lambda: sys.exit(0))
    weights = trained()
    serve(weights, port, not no_browser)
    return 0


def trained() -> dict[str, np.ndarray]:
    """Return the network's weights; where they have to be made first, say so before that takes its time."""
    from lab_utils.training import kept_weights, lab_weights

    weights = kept_weights()
    if weights is None:
        click.echo("The app reads digits with the lab's network, which is not here yet. One moment, please.")
        from lab_utils.quiet_tensorflow import load_tensorflow

        load_tensorflow()
        weights = lab_weights()
    return weights


def serve(weights: Mapping[str, np.ndarray], port: int | None = None, open_browser: bool = False) -> None:
    """Serve the page on loopback until Ctrl-C or a polite kill; print its address once it is up.

    Parameters
    ----------
    weights : mapping of str to ndarray
        Of the network that reads: what `lab_utils.training.lab_weights` returns.
    port : int, optional
        A port known to be free; without it one is looked for, from 8866 on.
    open_browser : bool
        Whether to open the page in the browser as well.
    """
    import numpy as np

    leave_out_what_is_slow()
    with tempfile.TemporaryDirectory(prefix="digit-lab-app-") as folder:
        # Each page has a kernel of its own, and no kernel needs to know where networks are kept.
        file = Path(folder) / "weights.npz"
        np.savez(file, **weights)  # type: ignore[arg-type]
        os.environ["DIGIT_LAB_APP_WEIGHTS"] = str(file)
        _serve_page(port, open_browser)
    click.echo("Digit Lab has stopped.")


def _serve_page(port: int | None, open_browser: bool) -> None:
    from tornado.ioloop import IOLoop

    from commands.app_server import PageServer

    server = PageServer(_settings(port))
    loop = IOLoop.current()
    on_stop(lambda: loop.add_callback_from_signal(server.stop_soon))
    loop.add_callback(_announce, server, open_browser)
    server.start()


def _announce(server: Any, open_browser: bool) -> threading.Thread | None:
    address = f"http://{LOOPBACK}:{server.port}/"
    announce(address)
    if not open_browser:
        return None
    # Some browsers return only when they are closed.
    opening = threading.Thread(target=lambda: webbrowser.open(address), daemon=True)
    opening.start()
    return opening


def _settings(port: int | None) -> dict[str, object]:
    """Return Voila's options; nobody's settings files are read beside them."""
    return {
        "Voila.notebook_path": str(_PAGE / "page.py"),
        "VoilaConfiguration.extension_language_mapping": {".py": "python"},
        "VoilaConfiguration.language_kernel_mapping": {"python": "python3"},
        "Voila.ip": LOOPBACK,
        "Voila.port": _PORT if port is None else port,
        "Voila.port_retries": 50 if port is None else 0,
        "Voila.open_browser": False,
        # Voila lets every host name pass, so that a web page elsewhere could reach this one by a name of its
        # own that it points here. The server's own check lets loopback pass and nothing else.
        "Voila.tornado_settings": {
            "allow_remote_access": False,
            "local_hostnames": ["localhost"],
            # Nothing between the page and its server could drop a silent connection.
            "ws_ping_interval": 0,
            **LARGE_UPLOADS,
        },
        "Voila.config_file_paths": [],
        "Voila.log_level": "ERROR",
        "VoilaConfiguration.allow_template_override": "NO",
        "VoilaConfiguration.allow_theme_override": "NO",
        "VoilaConfiguration.file_allowlist": [],
        # What the page needs, and not what else somebody has installed for JupyterLab.
        "VoilaConfiguration.extension_allowlist": [
            "anywidget",
            "@jupyter-widgets/jupyterlab-manager",
            "@voila-dashboards/widgets-manager8",
        ],
        # One kernel waits with the page's cell done.
        "VoilaConfiguration.preheat_kernel": True,
        "VoilaConfiguration.default_pool_size": 1,
        "MappingKernelManager.cull_idle_timeout": _KEEP_IDLE_KERNELS,
        "MappingKernelManager.cull_interval": 60,
        **kernel_options(),
    }
