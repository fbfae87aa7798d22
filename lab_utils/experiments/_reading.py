"""Read the config file."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lab_utils.experiments._errors import ConfigError, listed, nearest
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._sentences import sentence, shown
from lab_utils.experiments._settings import checked, labelled

EXPERIMENTS_FILE = Path(__file__).resolve().parents[1] / "experiments.toml"
_LAB = EXPERIMENTS_FILE.parents[1]
# A name is also the name of a folder, on every system.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


def load_experiments(path: str | os.PathLike[str] | None = None) -> dict[str, Experiment]:
    """Read all experiments of a config file.

    Parameters
    ----------
    path : str or path-like, optional
        A file such as the config.toml of a run; lab_utils/experiments.toml if left out.

    Returns
    -------
    dict of str to Experiment
        In the file's order.

    Raises
    ------
    ConfigError
        The file can't be read, or an experiment in it can't be trained as it stands: one sentence with
        the file, the experiment and the key.
    """
    file = EXPERIMENTS_FILE if path is None else Path(path).expanduser()
    origin = _origin(file)
    tables: dict[str, dict[str, Any]] = {}
    experiments = {}
    for name, table in _tables(file, origin).items():
        try:
            tables[name] = _with_model(name, table, tables)
            experiments[name] = checked(name, tables[name], origin)
        except ValueError as problem:
            said = sentence(problem, ("like",)) if isinstance(problem, ValidationError) else str(problem)
            raise ConfigError(f"{labelled(origin, name)}: {said}") from None
    if not experiments:
        raise ConfigError(f"{origin}: there is no experiment in it; each begins with its name, as in [lab]")
    return experiments


def _origin(file: Path) -> str:
    """Return how messages name the file: short where it belongs to the lab."""
    file = file.resolve()
    return file.relative_to(_LAB).as_posix() if file.is_relative_to(_LAB) else str(file)


def _tables(file: Path, origin: str) -> dict[str, Any]:
    try:
        # "utf-8-sig": some editors put a mark before the first letter.
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as problem:
        got = "there is no such file" if isinstance(problem, FileNotFoundError) else problem.strerror
        raise ConfigError(f"{origin}: {got}; give a config file such as lab_utils/experiments.toml") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{origin}: it isn't text in UTF-8; save it as UTF-8 in an editor") from None
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(
            f"{origin}: it can't be read as TOML: {problem}. A value is a number, true, false, "
            'or "text" in quotes'
        ) from None


def _with_model(name: str, table: Any, earlier: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a table with what it takes over from the one that its key `like` names."""
    if not isinstance(table, dict):
        raise ValueError(f"the key stands outside of every experiment (its value is {shown(table)}); "
                         "an experiment begins with its name, as in [lab]")  # fmt: skip
    if not _NAME.fullmatch(name):
        raise ValueError("a name has 1 to 60 letters, digits, `-` and `_`, and begins with a letter or digit")
    if "name" in table:
        raise ValueError("there is no key `name`: the name is the heading")
    if "like" not in table:
        return table
    model = table["like"]
    if not isinstance(model, str) or model not in earlier:
        near = nearest(model, earlier) if isinstance(model, str) else ""
        above = f"; above it are {listed(earlier)}" if earlier else ""
        raise ValueError(f"`like` must name an experiment above it, and it is {shown(model)}.{near}{above}")
    own = {key: value for key, value in table.items() if key != "like"}
    return {**earlier[model], **own}
