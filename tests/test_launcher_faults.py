"""What goes wrong in set-up is said in one line, with status 2 and no traceback."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from launcher import installers, machine, readying, setting_up
from launcher.environment import Environment
from launcher.faults import Fault, explained
from tests.tiny_lab import TinyLab, make_tiny_lab


@pytest.fixture
def bare(tmp_path: Path) -> TinyLab:
    """A lab that nothing was done to."""
    return make_tiny_lab(tmp_path)


@pytest.fixture
def refusing_proxy() -> Iterator[str]:
    """A proxy that lets nobody through without a password."""

    class Refusal(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_error(407)

        do_GET = do_CONNECT

        def log_message(self, format: str, *values: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Refusal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def line_of(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that explains why nothing could run."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def closed_port() -> int:
    """Find a port at which nobody answers."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def test_without_a_network_it_says_so(bare: TinyLab) -> None:
    index = f"http://127.0.0.1:{closed_port()}/simple"
    line = line_of(bare.run("progress", PIP_NO_INDEX="", PIP_FIND_LINKS="", PIP_INDEX_URL=index))
    assert "no network; connect, then type: python lab.py" in line


def test_a_proxy_that_refuses_is_named(bare: TinyLab, refusing_proxy: str) -> None:
    done = bare.run(
        "progress",
        PIP_NO_INDEX="",
        PIP_FIND_LINKS="",
        PIP_INDEX_URL="https://mirror.invalid/simple",
        HTTPS_PROXY=refusing_proxy,
    )
    line = line_of(done)
    assert "the proxy refused the download; set HTTPS_PROXY=" in line


def test_a_wheel_that_was_tampered_with_is_refused(bare: TinyLab) -> None:
    wheel = bare.wheels / "stone-1-py3-none-any.whl"
    shutil.copy(bare.wheels / "stone-2-py3-none-any.whl", wheel)
    line = line_of(bare.run("progress"))
    assert "not the file that requirements.lock promises" in line


def test_a_tampered_installer_is_refused_before_it_runs(bare: TinyLab) -> None:
    with (bare.wheels / "uv-9.9-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b"\0")
    line = line_of(bare.run("progress"))
    assert "not the file that requirements.lock promises" in line
    assert bare.installs() == 0


def test_a_full_disk_found_on_the_way_is_named_and_pip_is_not_tried(bare: TinyLab) -> None:
    done = bare.run("progress", TINY_UV_SAYS="error: No space left on device (os error 28)")
    assert "the disk is full; free about 3 GB" in line_of(done)
    assert "another way" not in done.stderr


def test_when_uv_fails_pip_does_its_work(bare: TinyLab) -> None:
    done = bare.run("progress", TINY_UV_SAYS="thread 'main' panicked at nothing in particular")
    assert done.returncode == 0, done.stderr
    assert "uv could not do it" in done.stderr
    assert '"stone": 1' in done.stdout


def test_a_lab_that_cannot_be_imported_after_set_up_is_explained(bare: TinyLab) -> None:
    (bare.folder / "lab_utils" / "__init__.py").write_text("import gone")
    line = line_of(bare.run("progress"))
    assert (
        "cannot import lab_utils (the import failed, saying: ModuleNotFoundError: No module named 'gone'"
        in line
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for this user")
def test_a_read_only_folder_is_named(bare: TinyLab) -> None:
    bare.folder.chmod(0o555)
    line = line_of(bare.run("progress"))
    bare.folder.chmod(0o755)
    assert "copy the lab to a folder of your own" in line


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "copy the lab to a folder of your own"),
        (errno.EACCES, "copy the lab to a folder of your own"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_an_error_of_the_file_system_becomes_one_line(
    number: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(environment: Environment) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Environment, "is_ready", lambda environment: False)
    monkeypatch.setattr(setting_up, "set_up", fail)
    with pytest.raises(SystemExit) as end:
        readying.ready_command(["progress"])
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert words in said
    assert len(said.splitlines()) == 1


def test_too_little_space_is_said_before_anything_is_downloaded(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"GB free and set-up needs 1000000000\.0 GB"):
        machine.check_space(tmp_path, 10**18)


@pytest.mark.parametrize(
    ("system", "processor", "words"),
    [
        ("darwin", "x86_64", "Binder"),
        ("linux", "riscv64", "Binder"),
        ("linux", "ppc64le", "Binder"),
    ],
)
def test_a_machine_without_tensorflow_is_sent_to_binder(
    system: str, processor: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: processor)
    with pytest.raises(Fault, match=words):
        machine.check_machine()


@pytest.mark.parametrize(
    ("system", "processor"), [("darwin", "arm64"), ("linux", "aarch64"), ("win32", "AMD64")]
)
def test_a_machine_with_tensorflow_is_welcome(
    system: str, processor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: processor)
    machine.check_machine()


def test_a_python_without_pip_uses_the_pip_that_it_carries(
    bare: TinyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installers, "succeeds", lambda command: False)
    environment = Environment(bare.folder)
    found = installers.pip(environment)
    assert found is not None
    assert found.command[0] == str(environment.python)
    version = subprocess.run([sys.executable, found.command[1], "--version"], capture_output=True)
    assert version.stdout.startswith(b"pip ")


def test_a_debian_without_venv_pip_and_uv_gets_the_line_to_type(
    bare: TinyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installers, "succeeds", lambda command: False)
    monkeypatch.setattr(installers, "_bundled_pip", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Fault, match=r"sudo apt install python3-venv && python3 lab\.py"):
        setting_up.set_up(Environment(bare.folder))


def test_a_debian_without_pip_uses_the_uv_of_the_machine(
    bare: TinyLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in bare.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(bare.wheels))
    real = installers.succeeds
    monkeypatch.setattr(installers, "succeeds", lambda command: "import pip" not in command and real(command))
    monkeypatch.setattr(installers, "_bundled_pip", lambda: None)
    environment = Environment(bare.folder)
    setting_up.set_up(environment)
    assert environment.is_ready()


def test_what_no_sign_names_is_quoted() -> None:
    fault = explained("first\nsomething quite new\n\n", "uv")
    assert str(fault) == "uv failed, saying: something quite new; to try again, type: python lab.py"
