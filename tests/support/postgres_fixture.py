#!/usr/bin/python3
"""The CTest fixture `postgres`: one private cluster for a test run.

    postgres_fixture.py start|stop FILE

`start` writes FILE: its first line is the cluster's folder, its second the connection string of the database from
which others are created. A cluster left by a crashed run, named in FILE, is ended first.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "config"))
from station.postgres import Cluster  # noqa: E402  (found by the line above)


def stop(file):
    if not file.exists():
        return
    lines = file.read_text(encoding="utf-8").splitlines()
    folder = Path(lines[0]) if lines else Path()
    if re.fullmatch(r"/tmp/gishe-t-\w+", str(folder)) and folder.is_dir():
        Cluster(folder).stop()
        shutil.rmtree(folder)
    file.unlink()


def start(file):
    stop(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="gishe-t-", dir="/tmp"))
    cluster = Cluster(folder, durable=False)
    file.write_text(f"{folder}\n{cluster.connection('postgres')}\n", encoding="utf-8")
    cluster.create()
    cluster.start()
    cluster.create_roles()


if __name__ == "__main__":
    os.umask(0o077)
    {"start": start, "stop": stop}[sys.argv[1]](Path(sys.argv[2]))
