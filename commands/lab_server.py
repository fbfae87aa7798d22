"""JupyterLab whose server keeps the port that it has found."""

from __future__ import annotations

import errno
import socket

from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp
from tornado.netutil import bind_sockets

__all__ = ["PortKeepingLab"]


class _PortKeepingServer(ServerApp):
    """Jupyter's server, which takes a port in the moment in which it finds it.

    Jupyter's own lets go of the port again until all else is set up. Of two that are started in the same
    second both find the same one then, and the second ends with an error.
    """

    _kept: tuple[socket.socket, ...] = ()

    def _find_http_port(self) -> None:
        while not self._kept:
            # It ends the process, in words, where no port is left.
            super()._find_http_port()
            try:
                self._kept = tuple(bind_sockets(self.port, self.ip))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise

    def _bind_http_server_tcp(self) -> bool:
        self.http_server.add_sockets(self._kept)
        return True


class PortKeepingLab(LabApp):
    """JupyterLab on that server."""

    serverapp_class = _PortKeepingServer
