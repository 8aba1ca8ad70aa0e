#!/usr/bin/python3
"""`./gishe run --headless` with a state folder of this test's own; its only argument is the folder for the pictures."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import Folder  # noqa: E402

from station.place import CLONE  # noqa: E402

with Folder() as folder:
    command = [sys.executable, "-m", "station", "--state", folder / "s", "--programs", os.environ["GISHE_PROGRAMS"],
               "run", "--headless", "--port", "21443", "--screenshots", sys.argv[1]]
    environment = {**os.environ, "PYTHONPATH": str(CLONE / "config"), "PYTHONUNBUFFERED": "1"}
    ended = subprocess.run(command, env=environment, check=False).returncode
sys.exit(ended)
