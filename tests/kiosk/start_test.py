#!/usr/bin/python3
"""A kiosk that cannot start says why, on the console and in a window, and ends."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from own_desktop import OwnDesktop  # noqa: E402
from station_parts import Folder  # noqa: E402

PROGRAM = Path(os.environ["GISHE_PROGRAMS"]) / "gishe-kiosk"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


class Counter:
    """The folder of a counter, with what was damaged in it."""

    def __init__(self, folder, url="https://portal.example.bg"):
        self.state = folder / "state"
        self.state.mkdir()
        self.config = folder / "kiosk.toml"
        self.config.write_text(f"""
[portal]
url = "{url}"
ca_file = "ca.pem"
[state]
folder = "{self.state}"
""", encoding="utf-8")

    def command(self):
        return [PROGRAM, "--config", self.config]


class WithoutDisplay(unittest.TestCase):
    def counter(self, **settings):
        return Counter(self.enterContext(Folder()), **settings)

    def assert_ends_saying(self, counter, reason):
        quiet = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
        done = subprocess.run(counter.command(), env=quiet, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertNotIn("nhandled", done.stderr)

    def test_a_damaged_identity_is_named(self):
        counter = self.counter()
        (counter.state / "kiosk.json").write_text("{", encoding="utf-8")
        self.assert_ends_saying(counter, "kiosk.json is damaged")

    def test_a_damaged_secret_is_named(self):
        counter = self.counter()
        (counter.state / "kiosk.secret").write_bytes(b"short")
        self.assert_ends_saying(counter, "kiosk.secret is damaged")

    def test_a_damaged_key_is_named(self):
        counter = self.counter()
        (counter.state / "kiosk.key").write_text("no key", encoding="utf-8")
        self.assert_ends_saying(counter, "kiosk.key is damaged")

    def test_an_address_that_is_not_https_is_named(self):
        self.assert_ends_saying(self.counter(url="http://portal.example.bg"), "portal.url")


class WithDisplay(unittest.TestCase):
    def test_the_reason_stands_in_a_window_whose_end_ends_the_program(self):
        desktop = self.enterContext(OwnDesktop())
        counter = Counter(self.enterContext(Folder()))
        (counter.state / "kiosk.json").write_text("{", encoding="utf-8")
        from station.kiosk_driver import KioskDriver  # reads the display and the bus from the environment
        driver = KioskDriver("gishe-kiosk", patience_s=20)
        program = subprocess.Popen(counter.command(), env=desktop.environment, stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.stderr.close)
        self.addCleanup(program.kill)
        driver.wait_for("Гишето не може да започне работа")
        self.assertTrue(any("kiosk.json is damaged" in text for text in driver.texts()))
        driver.click("")  # its only button
        self.assertEqual(program.wait(60), 1)
        self.assertIn("kiosk.json is damaged", program.stderr.read())


if __name__ == "__main__":
    unittest.main()
