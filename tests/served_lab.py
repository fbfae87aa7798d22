"""A real server of the lab, started the way `lab.py` starts it, in a folder of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_START = (
    "import sys; from pathlib import Path; from commands.start import serve; "
    "serve(Path(sys.argv[1]), sys.argv[2])"
)
# Not how long anything may take: only when a test that hangs is given up.
PATIENCE = 300
_SAYS_WHERE_IT_IS = "Digit Lab: http"


@dataclass
class ServedLab:
    """A running server, and where it said that it is."""

    process: subprocess.Popen[str]
    line: str

    @property
    def address(self) -> str:
        return self.line.partition(": ")[2].strip()

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.address).query)["token"][0]

    def ask(self, path: str, token: str | None = None, body: object = None) -> object:
        """Call the server's REST API and return its answer."""
        host = urlsplit(self.address).netloc
        headers = {"Authorization": f"token {self.token if token is None else token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://{host}{path}", data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())


@contextmanager
def served_lab(root: Path, page: str, home: Path) -> Iterator[ServedLab]:
    """Serve `root` in JupyterLab and open `page`, with every setting of Jupyter's under `home`."""
    with served(["-c", _START, str(root), page], home) as lab:
        yield lab


@contextmanager
def served(arguments: Sequence[str], home: Path, **environment: str) -> Iterator[ServedLab]:
    """Run Python with such arguments, which start a server, and wait until it says where it is.

    Parameters
    ----------
    arguments : sequence of str
    home : Path
        Where every setting of Jupyter's lies.
    **environment : str
        Further variables for the server.
    """
    home.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | home_of_its_own(home) | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            # A server that fails ends its output: an empty line.
            lines = iter(process.stdout.readline, "")
            yield ServedLab(process, next((line for line in lines if line.startswith(_SAYS_WHERE_IT_IS)), ""))
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=PATIENCE)


def home_of_its_own(home: Path) -> dict[str, str]:
    """Return the variables that keep Jupyter away from somebody's real settings."""
    names = {
        "HOME": "",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return {name: str(home / folder) for name, folder in names.items()}
