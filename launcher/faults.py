"""What can go wrong in set-up, each in one line: what, why, what to type."""

from __future__ import annotations

import errno
import re

__all__ = ["Fault", "explained", "from_os_error"]

_AGAIN = "then type: python lab.py"


class Fault(Exception):
    """Something that stops the launcher; its text is the one line that a person sees.

    `kind` is a key of the table of signs, "other" for what no sign names.
    """

    def __init__(self, message: str, kind: str = "other") -> None:
        super().__init__(message)
        self.kind = kind


# The first pattern found decides, so the narrow ones stand before the wide ones. The words are
# those of pip, of uv and of the three operating systems.
_SIGNS = (
    (
        "disk",
        r"no space left|not enough space|disk quota exceeded|os error (28|112|122)\b",
        f"the disk is full; free about 3 GB, {_AGAIN}",
    ),
    (
        "permission",
        r"read-only file system|permission denied|access is denied|os error (5|13|30)\b",
        "a file could not be written; look at the folder's permissions, or copy the lab to a folder "
        f"of your own, {_AGAIN}",
    ),
    (
        "hash",
        r"hash mismatch|do not match the hashes|hashes are required",
        "a download is not the file that requirements.lock promises, so it was not installed; a "
        f"mirror or proxy changed it: try another network, {_AGAIN}",
    ),
    (
        "proxy",
        r"\b407\b|proxy authentication|proxyerror|cannot connect to proxy|unsuccessful tunnel|tunnel",
        "the proxy refused the download; set HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT as your "
        f"network asks, {_AGAIN}",
    ),
    (
        "certificate",
        r"certificate|unknownissuer",
        "the network shows a certificate that is not trusted; point SSL_CERT_FILE to your school's "
        f"certificate, {_AGAIN}",
    ),
    (
        "network",
        r"name resolution|getaddrinfo|dns error|newconnectionerror|connection (refused|reset|broken)"
        r"|timed? ?out|unreachable|error sending request|failed to fetch|could not connect",
        f"the packages could not be downloaded: no network; connect, {_AGAIN}",
    ),
    (
        "missing",
        r"no solution found|no matching distribution|not find a version|no wheels? |wheels are required",
        "a package of the lock is not to be had: a mirror lacks it or no build fits this machine; "
        f"try without the mirror, {_AGAIN}",
    ),
)


def explained(output: str, tool: str) -> Fault:
    """Turn what an installer printed into the one line that a person can act on.

    Parameters
    ----------
    output : str
        The last lines that the installer printed.
    tool : str
        The installer's name, for the case that nothing is recognised.
    """
    for kind, pattern, sentence in _SIGNS:
        if re.search(pattern, output, flags=re.IGNORECASE):
            return Fault(f"{sentence}", kind)
    said = [line.strip() for line in output.splitlines() if line.strip()]
    last = said[-1] if said else "nothing"
    return Fault(f"{tool} failed, saying: {last}; to try again, type: python lab.py")


def from_os_error(error: OSError) -> Fault:
    """Explain an error of the file system in the same words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return explained("no space left", "")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return explained("permission denied", "")
    return Fault(f"{error}; mend that, {_AGAIN}")
