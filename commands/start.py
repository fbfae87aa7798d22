"""`python lab.py start`: JupyterLab on this machine alone, at the right notebook."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from commands.saved_widgets import HOOK
from commands.serving import (
    LARGE_UPLOADS,
    LOOPBACK,
    announce,
    check_free,
    kernel_options,
    leave_out_what_is_slow,
    on_stop,
)

__all__ = ["serve", "start_command"]

ROOT = Path(__file__).resolve().parent.parent


@click.command("start")
@click.argument("notebook", default="00")
@click.option("--port", type=click.IntRange(1, 65535), help="Serve here; else a free one is found.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def start_command(notebook: str, port: int | None, no_browser: bool) -> int:
    """Open NOTEBOOK (a number, a topic or a path) in JupyterLab.

    Without NOTEBOOK it is the first one. Ctrl-C stops JupyterLab and its kernels.
    """
    if port is not None:
        check_free(port, "start")
    page = _page(meant(notebook))
    serve(ROOT, page, port, not no_browser)
    return 0


def meant(notebook: str, folder: Path = ROOT / "notebooks") -> Path:
    """Return the notebook that a person means by a number, a topic, a name or a path."""
    from authoring.naming import UnknownNotebook, find_notebook

    path = Path(notebook)
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    stems = sorted(file.stem for file in folder.glob("*.ipynb"))
    if not stems:
        raise click.UsageError(f"{folder} holds no notebooks; type: python lab.py build")
    try:
        return folder / f"{find_notebook(notebook, stems)}.ipynb"
    except UnknownNotebook as error:
        raise click.UsageError(str(error)) from error


def _page(notebook: Path) -> str:
    if not notebook.is_relative_to(ROOT):
        raise click.UsageError(f"{notebook} is outside the lab's folder {ROOT}; copy it into notebooks/")
    return f"/lab/tree/{quote(notebook.relative_to(ROOT).as_posix())}"


def serve(root: Path, page: str, port: int | None = None, open_browser: bool = False) -> None:
    """Serve JupyterLab on loopback until Ctrl-C or a polite kill; print its address once it is up.

    Parameters
    ----------
    root : Path
        The folder that JupyterLab shows.
    page : str
        What the address opens, such as `/lab/tree/notebooks/00_start_here.ipynb`.
    port : int, optional
        A port known to be free; without it one is looked for, from 8888 on.
    open_browser : bool
        Whether to open the page in the browser as well.
    """
    # Whoever stops it before it is up is not kept waiting.
    on_stop(lambda: sys.exit(0))
    leave_out_what_is_slow()
    from commands.lab_server import PortKeepingLab

    token = secrets.token_hex(24)
    server = PortKeepingLab.initialize_server(argv=_settings(root, page, port, open_browser, token))
    # JupyterLab itself would ask whether Ctrl-C is meant; here a kernel is soon started again.
    on_stop(lambda: server.stop(from_signal=True))
    server.io_loop.add_callback(_announce, server, page, token)
    server.start()
    click.echo("Digit Lab has stopped.")


def _announce(server: Any, page: str, token: str) -> None:
    announce(f"http://{LOOPBACK}:{server.port}{page}?token={token}")


def _settings(root: Path, page: str, port: int | None, open_browser: bool, token: str) -> list[str]:
    """Return JupyterLab's options; given here they win over anybody's settings files."""
    options: dict[str, object] = {
        "ServerApp.ip": LOOPBACK,
        "ServerApp.root_dir": root,
        "ServerApp.default_url": page,
        "ServerApp.base_url": "/",
        "ServerApp.open_browser": open_browser,
        # Loopback and a token guard it; in a container root is the only user there is.
        "ServerApp.allow_root": True,
        "Application.log_level": "ERROR",
        "IdentityProvider.token": token,
        "PasswordIdentityProvider.hashed_password": "",
        # Defaults of ours, which a learner may change: no question about news on the first day.
        "LabApp.app_settings_dir": Path(__file__).with_name("jupyterlab_settings"),
        # JupyterLab shows "model not found" where a widget was whose kernel has ended.
        "ContentsManager.pre_save_hook": HOOK,
        # The app starts a Voila of its own; as a part of JupyterLab it would only make the start longer.
        "ServerApp.jpserver_extensions": {"jupyterlab": True, "voila.server_extension": False},
        "ServerApp.tornado_settings": LARGE_UPLOADS,
        **kernel_options(),
    }
    if port is not None:
        options |= {"ServerApp.port": port, "ServerApp.port_retries": 0}
    return [f"--{name}={value}" for name, value in options.items()]
