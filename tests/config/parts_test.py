#!/usr/bin/python3
"""Parts of a station, real processes of the test's own: begun, watched and ended."""

import contextlib
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import WithFolder  # noqa: E402

from station.parts import Part, PartFailed, Parts, wait_until  # noqa: E402
from station.place import CLONE  # noqa: E402


def alive(pid):
    """Runs, and is no mere entry that waits for its parent."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    return False


class WithParts(WithFolder):
    def part(self, script, ready=lambda: True, **more):
        return Part("example", ["sh", "-c", script], self.folder / "log", ready, **more)


class PartsTest(WithParts):
    def setUp(self):
        super().setUp()
        self.parts = Parts(self.folder / "parts.json")
        self.addCleanup(self.parts.stop)

    def ends_on_demand(self, code):
        return f"while [ ! -e {self.folder}/end ]; do sleep 0.02; done; exit {code}"

    def start_and_end(self, part):
        self.parts.start(part)
        (self.folder / "end").touch()
        part.process.wait()

    def test_a_part_is_up_when_it_is_ready(self):
        self.parts.start(self.part(f"touch {self.folder}/up; exec sleep 60", (self.folder / "up").exists))
        self.assertTrue((self.folder / "up").exists())

    def test_a_part_that_cannot_start_says_why(self):
        with self.assertRaisesRegex(PartFailed, r"(?s)example ended \(3\).*log.*no such card"):
            self.parts.start(self.part("echo no such card; exit 3", lambda: False))

    def test_a_part_that_ends_later_is_noticed(self):
        self.start_and_end(self.part(self.ends_on_demand(1)))
        with self.assertRaises(PartFailed):
            self.parts.check()

    def test_a_window_may_be_closed(self):
        self.start_and_end(self.part(self.ends_on_demand(0), may_end=True))
        self.parts.check()

    def test_stopping_ends_what_a_part_left_behind(self):
        part = self.part(f"sleep 60 & echo $! > {self.folder}/child; wait", (self.folder / "child").exists)
        self.parts.start(part)
        wait_until(lambda: (self.folder / "child").read_text(), "the child's number")
        child = int((self.folder / "child").read_text())
        self.parts.stop()
        wait_until(lambda: not alive(child), "end of the child")
        self.assertFalse((self.folder / "parts.json").exists())

    def test_a_part_that_ends_badly_when_told_to_is_a_failure_once_all_have_ended(self):
        first = self.part("exec sleep 60")
        bad = f"trap 'echo leaked; exit 23' TERM; touch {self.folder}/up; while :; do sleep 0.05; done"
        self.parts.start(first)
        self.parts.start(self.part(bad, (self.folder / "up").exists))
        with self.assertRaisesRegex(PartFailed, r"(?s)example ended \(23\).*leaked"):
            self.parts.stop()
        self.assertIsNotNone(first.process.poll())

    def test_parts_end_in_the_opposite_order(self):
        order = self.folder / "order"
        for name in ("first", "second"):
            script = f"trap 'echo {name} >> {order}; exit' TERM; touch {self.folder}/{name}; while :; do sleep 0.05; done"
            self.parts.start(self.part(script, (self.folder / name).exists))
        self.parts.stop()
        self.assertEqual(order.read_text().split(), ["second", "first"])

    def test_a_start_after_a_crash_ends_the_leftovers_and_nobody_else(self):
        part = self.part("exec sleep 60")
        self.parts.start(part)
        stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
        self.addCleanup(stranger.wait)
        self.addCleanup(stranger.kill)
        register = self.folder / "parts.json"  # the stranger has got the number of a part of long ago
        register.write_text(register.read_text().replace("}", f', "{stranger.pid}": "1"}}'))
        Parts(register)
        part.process.wait(10)
        self.assertIsNone(stranger.poll())


KEEPER = """
import sys
from pathlib import Path
from station.parts import Part, Parts
folder = Path(sys.argv[1])
parts = Parts(folder / "parts.json")
parts.remove_at_death(folder / "line")
ended = Part("ended", ["sleep", "600"], folder / "log", lambda: True)
parts.start(ended)
parts.end(ended)
for name in ("polite", "deaf"):
    trap = "trap '' INT TERM; " if name == "deaf" else ""
    script = f"{trap}sleep 600 & echo $! $$ > {folder}/{name}; while :; do wait; done"
    parts.start(Part(name, ["sh", "-c", script], folder / "log", lambda: (folder / name).exists()))
script = f"echo $$ > {folder}/slow; exec sleep 600"
parts.start(Part("never ready", ["sh", "-c", script], folder / "log", lambda: False))
"""


class WardenTest(WithParts):
    """A keeper that is killed while it still waits for its last part."""

    def setUp(self):
        super().setUp()
        (self.folder / "line").touch()
        self.keeper = subprocess.Popen([sys.executable, "-c", KEEPER, self.folder],
                                       env={**os.environ, "PYTHONPATH": str(CLONE / "config")})
        self.addCleanup(self.keeper.wait)
        self.addCleanup(self.keeper.kill)
        wait_until(lambda: len(self.parts()) == 5, "the parts")

    def parts(self):
        """The numbers of the parts' processes and of those they began."""
        told = (self.folder / name for name in ("polite", "deaf", "slow"))
        return [int(word) for path in told if path.exists() for word in path.read_text().split()]

    def test_nothing_outlives_a_keeper_that_is_killed(self):
        parts = self.parts()
        warden = [int(pid) for pid in json.loads((self.folder / "parts.json").read_text()) if int(pid) not in parts]
        self.assertEqual(len(warden), 1)
        self.assertTrue(all(map(alive, parts + warden)))
        self.keeper.kill()
        wait_until(lambda: not any(map(alive, parts + warden)), "the end of all parts")
        self.assertFalse((self.folder / "line").exists())

    def test_a_keeper_that_ends_well_dismisses_its_warden_and_removes_nothing(self):
        parts = Parts(self.folder / "more.json")
        parts.remove_at_death(self.folder / "line")
        parts.start(self.part("exec sleep 60"))
        watching = [int(pid) for pid in json.loads((self.folder / "more.json").read_text())]
        parts.stop()
        self.assertFalse(any(map(alive, watching)))
        self.assertTrue((self.folder / "line").exists())


if __name__ == "__main__":
    unittest.main()
