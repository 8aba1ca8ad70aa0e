#!/usr/bin/python3
"""Runs a test program beside a pcscd of its own: with_reader.py PROGRAM [ARGUMENTS]

Program and pcscd share a network and a mount namespace of their own: the program finds pcscd at the usual place, and the
driver's slots (vpcd) at 127.0.0.1:35963 and 35964. With `--list-test-cases` the program runs alone.
"""

import os
import subprocess
import sys
from pathlib import Path

from station_parts import Folder

from station.parts import Parts
from station.reader import Reader

INSIDE = "--inside"


def enter(command):
    """Starts this script again inside the namespaces."""
    become_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    with Folder() as folder:
        return subprocess.run(["unshare", *become_root, "--mount", "--net", sys.executable, __file__, INSIDE, str(folder),
                               *command], check=False).returncode


def run(folder, command):
    reader = Reader(folder)
    parts = Parts(folder / "parts.json")
    try:
        parts.start(reader.daemon_here(folder / "pcscd.log"))
        return subprocess.run(command, check=False).returncode
    finally:
        parts.stop()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == INSIDE:
        code = run(Path(arguments[1]), arguments[2:])
    elif any(word.startswith("--list-test-cases") for word in arguments):
        code = subprocess.run(arguments, check=False).returncode
    else:
        code = enter(arguments)
    sys.exit(code if code >= 0 else 128 - code)
