"""`start` with a real JupyterLab: the address, the token, the kernels, the end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import pytest
from jupyter_client import BlockingKernelClient
from tornado.netutil import bind_sockets

from commands import lab_server, start
from commands.__main__ import main
from commands.serving import check_free
from tests.served_lab import PATIENCE, ServedLab, home_of_its_own, served_lab

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three notebooks."""
    for name in ("00_start_here", "02_softmax", "05_evaluation"):
        (tmp_path / f"{name}.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4}')
    return tmp_path


def kernel_process(connection: Path) -> int:
    """Ask a kernel for its process, which it answers once it is up."""
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    try:
        client.kernel_info(reply=True, timeout=PATIENCE)
        # Answered on the shell channel: what is printed may be lost before a new client hears it.
        answer: Any = client.execute(
            "import os", user_expressions={"number": "os.getpid()"}, reply=True, timeout=PATIENCE
        )
        return int(answer["content"]["user_expressions"]["number"]["data"]["text/plain"])
    finally:
        client.stop_channels()


def alive(number: int) -> bool:
    """Tell whether a process is there."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@on_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_the_server_and_its_kernels_with_status_0(
    folder: Path, tmp_path: Path, number: int
) -> None:
    with served_lab(folder, "/lab/tree/00_start_here.ipynb", tmp_path / "home") as lab:
        kernel: Any = lab.ask("/api/kernels", body={"name": "python3"})
        number_of_kernel = kernel_process(tmp_path / "home" / "runtime" / f"kernel-{kernel['id']}.json")
        assert alive(number_of_kernel)
        lab.process.send_signal(number)
        out, err = lab.process.communicate(timeout=PATIENCE)
    assert (lab.process.returncode, out) == (0, "Digit Lab has stopped.\n")
    # The server interrupts a kernel before it ends it, and the kernel may say that it heard.
    assert err in ("", "[IPKernelApp] ERROR | KeyboardInterrupt caught in kernel.\n")
    assert not alive(number_of_kernel)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedLab]:
    """A running server, for somebody who has a kernel of the same name elsewhere."""
    place = tmp_path_factory.mktemp("served")
    other = place / "home" / "data" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text('{"argv": ["elsewhere"], "display_name": "Elsewhere"}')
    (place / "lab").mkdir()
    with served_lab(place / "lab", "/lab/tree/00_start_here.ipynb", place / "home") as lab:
        yield lab


def test_the_address_is_on_loopback_and_needs_its_token(lab: ServedLab) -> None:
    assert re.fullmatch(
        r"Digit Lab: http://127\.0\.0\.1:\d+/lab/tree/00_start_here\.ipynb\?token=\w{48}\n", lab.line
    )
    status: Any = lab.ask("/api/status")
    assert status["kernels"] == 0
    with pytest.raises(urllib.error.HTTPError, match="403"):
        lab.ask("/api/status", token="guessed")


def test_the_kernel_is_the_environments_own_python(lab: ServedLab) -> None:
    specs: Any = lab.ask("/api/kernelspecs")
    assert specs["default"] == "python3"
    command = specs["kernelspecs"]["python3"]["spec"]["argv"]
    assert command[0] in ("python", sys.executable)


def test_a_second_server_finds_a_port_of_its_own(lab: ServedLab, tmp_path: Path) -> None:
    with served_lab(tmp_path, "/lab", tmp_path / "home") as other:
        assert urlsplit(other.address).port != urlsplit(lab.address).port


def test_a_port_that_another_start_takes_in_the_same_moment_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rivals: list[socket.socket] = []

    def too_late(port: int, address: str) -> list[socket.socket]:
        if not rivals:
            rivals.extend(bind_sockets(port, address))
        return bind_sockets(port, address)

    monkeypatch.setattr(lab_server, "bind_sockets", too_late)
    server = lab_server.PortKeepingLab.serverapp_class(ip="127.0.0.1")
    try:
        server._find_http_port()
        assert server.port != rivals[0].getsockname()[1]
        with pytest.raises(OSError), socket.socket() as third:
            third.bind(("127.0.0.1", server.port))
    finally:
        for kept in (*rivals, *server._kept):
            kept.close()


@on_posix
def test_a_port_whose_connections_have_just_ended_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as browser:
            # Who closes first keeps the port for a minute, in case a last word is late.
            server.accept()[0].close()
            browser.recv(1)
    with socket.socket() as strict, pytest.raises(OSError):
        strict.bind(("127.0.0.1", port))
    check_free(port, "start")


def test_a_port_that_is_taken_is_one_line_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["start", "--no-browser", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"lab.py: port {port} is taken; type another number, or leave --port out: python lab.py start\n"
    )


@on_posix
def test_start_serves_the_first_notebook_of_the_lab(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "commands", "start", "--no-browser"],
        cwd=tmp_path,
        env=os.environ | home_of_its_own(tmp_path / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert "/lab/tree/notebooks/00_start_here.ipynb?token=" in line, err
    assert process.returncode == 0


def test_a_mistyped_notebook_names_the_nearest(folder: Path) -> None:
    with pytest.raises(click.UsageError, match="Did you mean `00_start_here`"):
        start.meant("00_strat_here", folder)
    assert start.meant("softmax", folder) == folder / "02_softmax.ipynb"


def test_any_notebook_in_the_lab_goes_by_its_path(folder: Path) -> None:
    path = folder / "05_evaluation.ipynb"
    assert start.meant(str(path), folder / "elsewhere") == path


def test_a_folder_without_notebooks_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"holds no notebooks; type: python lab\.py build"):
        start.meant("00", tmp_path)


def test_a_notebook_outside_the_lab_is_not_served(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", str(folder / "02_softmax.ipynb")]) == 2
    assert "is outside the lab's folder" in capsys.readouterr().err
