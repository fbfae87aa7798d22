"""The one door to Digit Lab: `python lab.py` sets everything up and opens the first notebook.

This file alone is read by whatever Python somebody happens to have, so its grammar is that of
Python 2.7. All the rest lives in `launcher/` and may assume a Python that the lab runs on.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)
ROOT = os.path.dirname(os.path.abspath(__file__))


def fits(command):
    """Ask a Python whether the lab runs on it: a name on PATH alone may be a shim or a stub."""
    probe = "import sys; sys.exit(not %r <= sys.version_info[:2] <= %r)" % (OLDEST, NEWEST)
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call(command + ["-c", probe], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


def other_pythons():
    """Name, as the start of a command, each Python that might do, the best first."""
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    yield [os.path.join(ROOT, ".venv", *inside)]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if os.name == "nt":
            yield ["py", "-3.%d" % minor]
        yield ["python3.%d" % minor]


def hand_over(command):
    """Become another program, or wait for it where a process cannot (Windows)."""
    if os.name != "nt":
        os.execvp(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl-C reached the program too, and it knows how to stop.
            continue


def main(arguments):
    """Run a verb; on a Python that does not fit, look for one that does."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.path.insert(0, ROOT)
        import launcher

        return hand_over(launcher.ready_command(arguments))
    for python in other_pythons():
        if fits(python):
            return hand_over(python + [os.path.abspath(__file__)] + arguments)
    sys.stderr.write(
        "this is Python %d.%d; the lab needs 3.%d to 3.%d; install Python 3.%d from python.org "
        "and type: python3.%d lab.py\n"
        % (sys.version_info[:2] + (OLDEST[1], NEWEST[1]) + 2 * (NEWEST[1] - 1,))
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
