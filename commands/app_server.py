"""Voila with a page of ours around the widget, which asks nothing of the net."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

from jupyter_core.utils import run_sync
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila

__all__ = ["PageServer"]

_TEMPLATES = Path(__file__).with_name("app_page")
_LONGEST_START = 20


class PageServer(Voila):
    """Voila with `app_page/index.html.j2`, started with options such as `{"Voila.port": 8866}`."""

    def __init__(self, options: Mapping[str, object]) -> None:
        config = Config()
        for option, value in options.items():
            group, name = option.split(".")
            config[group][name] = value
        super().__init__(config=config)
        self.initialize([])

    def setup_template_dirs(self) -> None:
        """Let our page be found before Voila's own, which has the same name."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(_TEMPLATES))

    async def stop_soon(self) -> None:
        """End the loop, and with it `start`, as soon as every kernel that is being started can be ended."""
        starting = [start for pool in self.kernel_manager._pools.values() for start in pool]
        if starting:
            await asyncio.wait(starting, timeout=_LONGEST_START)
        IOLoop.current().stop()

    def stop(self) -> None:
        """End every kernel; Voila's `start` calls this in any case."""
        # At once: a kernel that is interrupted while it starts tells that at length.
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)
