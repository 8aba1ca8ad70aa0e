"""Ends what a keeper of parts leaves when it is killed itself: a process that hears of each part by a pipe.

    python3 -m station.warden      standard input: +NUMBER a part began, -NUMBER it ended, a path to remove, = all is well

The end of the input is the end of the keeper, however it came.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from .processes import end_groups, start_time


class Warden:
    """The keeper's side."""

    def __init__(self):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen([sys.executable, "-m", "station.warden"], stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd="/",
                                        start_new_session=True)

    def announce(self):
        """Called by a new process before it becomes the part: there is no moment in which the warden does not know of it."""
        os.write(self.process.stdin.fileno(), b"+%d\n" % os.getpid())

    def forget(self, pid):
        self._tell(f"-{pid}")

    def remove(self, path):
        """At the keeper's death."""
        self._tell(str(path))

    def dismiss(self):
        """All has ended well."""
        self._tell("=")
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()

    def _tell(self, line):
        with contextlib.suppress(BrokenPipeError):  # a start after a crash ended it with the rest
            os.write(self.process.stdin.fileno(), f"{line}\n".encode())


def watch(lines):
    started, paths = {}, []
    for line in lines:
        word = line.rstrip("\n")
        if word == "=":
            return
        if word[0] == "+":
            started[int(word)] = start_time(int(word))
        elif word[0] == "-":
            started.pop(-int(word), None)
        else:
            paths.append(Path(word))
    for path in paths:
        path.unlink(missing_ok=True)
    end_groups(started)


if __name__ == "__main__":
    watch(sys.stdin)
