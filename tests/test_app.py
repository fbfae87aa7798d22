"""`app` with a real server: the address, who may ask, its port, its end, and what it says before it is up."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from commands import app as verb
from commands.__main__ import main
from lab_utils.training import _kept, _weights
from tests.served_app import served_app, trained_weights
from tests.served_lab import PATIENCE, ServedLab, home_of_its_own

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedLab]:
    """A running server, for somebody who has settings and a kernel of the same name elsewhere."""
    folder = tmp_path_factory.mktemp("app")
    config, kernel = folder / "home" / "config", folder / "home" / "data" / "kernels" / "python3"
    for place in (config, kernel):
        place.mkdir(parents=True)
    (config / "voila.json").write_text('{"VoilaConfiguration": {"template": "nowhere"}}')
    (kernel / "kernel.json").write_text(
        '{"argv": ["elsewhere"], "display_name": "Elsewhere", "language": "python"}'
    )
    with served_app(folder) as app:
        yield app


@pytest.fixture(scope="module")
def page(app: ServedLab) -> str:
    """The page; each has a kernel of its own."""
    return asked(app)


def asked(app: ServedLab, path: str = "", **headers: str) -> str:
    request = urllib.request.Request(app.address + path, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def status(app: ServedLab, path: str = "", **headers: str) -> int:
    try:
        asked(app, path, **headers)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def test_the_page_is_on_loopback_and_holds_the_reader(app: ServedLab, page: str) -> None:
    assert re.fullmatch(r"Digit Lab: http://127\.0\.0\.1:\d+/\n", app.line)
    assert "application/vnd.jupyter.widget-view+json" in page, page
    assert "Digit reader" in page
    assert '<html lang="en">' in page and "<title>Digit Lab: read a digit</title>" in page


def test_the_page_names_no_other_machine(page: str) -> None:
    assert re.findall(r"\w+://[\w.-]+", page) == []


def test_a_page_by_another_name_is_refused(app: ServedLab) -> None:
    port = urlsplit(app.address).port
    assert status(app, Host=f"localhost:{port}") == 200
    assert status(app, Host=f"elsewhere.example:{port}") == 403


def test_a_kernel_is_not_reached_from_another_page(app: ServedLab, page: str) -> None:
    kernel = re.search(r'"kernelId": "([\w-]+)"', page)
    assert kernel is not None
    here, elsewhere = urlsplit(app.address).netloc, "elsewhere.example"
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    upgrade["Sec-WebSocket-Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    for host, origin, expected in ((here, here, 101), (here, elsewhere, 403), (elsewhere, elsewhere, 403)):
        connection = HTTPConnection(here, timeout=PATIENCE)
        headers = {"Host": host, "Origin": f"http://{origin}", **upgrade}
        connection.request("GET", f"/api/kernels/{kernel[1]}/channels", headers=headers)
        assert connection.getresponse().status == expected, (host, origin)
        connection.close()


@pytest.mark.parametrize(
    "path", ["voila/files/page.py", "voila/files/../../README.md", "page.py", "api/status"]
)
def test_nothing_but_the_page_is_served(app: ServedLab, path: str) -> None:
    assert status(app, path) in (403, 404)


@on_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_the_server_and_its_kernels_and_leaves_nothing_behind(
    app: ServedLab, tmp_path: Path, number: int
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served_app(tmp_path, TMPDIR=str(temporary)) as other:
        assert urlsplit(other.address).port != urlsplit(app.address).port
        assert "Digit reader" in asked(other)
        kernels = psutil.Process(other.process.pid).children(recursive=True)
        other.process.send_signal(number)
        out, err = other.process.communicate(timeout=PATIENCE)
    assert (other.process.returncode, out, err) == (0, "Digit Lab has stopped.\n", "")
    assert kernels and psutil.wait_procs(kernels, timeout=PATIENCE)[1] == []
    assert list(temporary.glob("*igit*")) == list(temporary.glob("voila*")) == []


@on_posix
def test_the_verb_reads_the_kept_network_without_a_word_before_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path / "runs"))
    _weights.keep_weights(trained_weights())
    home = tmp_path / "home"
    home.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "commands", "app", "--no-browser"],
        cwd=tmp_path,
        env=os.environ | home_of_its_own(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    # Stopped at once, before the first kernel is up.
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert line.startswith("Digit Lab: http://127.0.0.1:"), err
    assert (process.returncode, err) == (0, "")


def test_the_first_start_says_that_it_trains_before_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path / "runs"))
    said = []

    def training() -> Any:
        said.append(capsys.readouterr().out)
        raise InterruptedError

    monkeypatch.setattr(_kept, "lab_network", training)
    monkeypatch.setattr("lab_utils.quiet_tensorflow.load_tensorflow", lambda: None)
    with pytest.raises(InterruptedError):
        verb.trained()
    assert said == [
        "The app reads digits with the lab's network, which is not here yet. One moment, please.\n"
    ]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_page_opens_by_itself_unless_nobody_wants_it(
    wanted: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    server = type("Server", (), {"port": 8866})
    thread = verb._announce(server, wanted)
    if thread is not None:
        thread.join(timeout=PATIENCE)
    assert opened == ["http://127.0.0.1:8866/"] * wanted
    assert capsys.readouterr().out == "Digit Lab: http://127.0.0.1:8866/\n"


def test_a_port_that_is_taken_is_one_line_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["app", "--no-browser", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"lab.py: port {port} is taken; type another number, or leave --port out: python lab.py app\n"
    )


@pytest.mark.parametrize("arguments", [["7.png"], ["--port", "0"], ["--port", "many"], ["--browser"]])
def test_a_wrong_call_is_one_line_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["app", *arguments]) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r"lab\.py: .+(; type|\? Type): python lab\.py app --help\n", said), said
