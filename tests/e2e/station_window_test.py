#!/usr/bin/python3
"""The kiosk's window of a station as somebody at a desk without devices uses it: closed, opened again, scanned into."""

import json
import os
import re
import signal
import subprocess
import sys
import unittest
import unittest.mock
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from own_desktop import OwnDesktop  # noqa: E402
from station_parts import Folder  # noqa: E402

from station import people  # noqa: E402
from station.parts import wait_until  # noqa: E402
from station.place import CLONE  # noqa: E402
from station.words import bulgarian  # noqa: E402

PROGRAMS = Path(os.environ["GISHE_PROGRAMS"])


class StationWindowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(OwnDesktop())
        cls.tr = staticmethod(bulgarian(PROGRAMS, "gishe-kiosk"))
        from station.kiosk_driver import KioskDriver  # reads the display and the bus from the environment
        cls.driver = KioskDriver()

    def setUp(self):
        self.folder = self.enterContext(Folder())
        self.output = self.folder / "output"
        with open(self.output, "w", encoding="utf-8") as output:
            running = subprocess.Popen(self.command("run", "--port", "20543"), env=self.environment(), stdout=output,
                                       stderr=output)
        self.addCleanup(running.wait)
        self.addCleanup(running.terminate)
        wait_until(lambda: "Ctrl-C" in self.printed() or running.poll() is not None, "the station's page", 60)
        self.assertIsNone(running.poll(), self.printed())
        self.driver.wait_for(self.tr("Sign-in for clerks"))

    def command(self, *words):
        return [sys.executable, "-m", "station", "--state", self.folder / "s", "--programs", PROGRAMS, *words]

    def environment(self):
        return {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(CLONE / "config"), "PYTHONUNBUFFERED": "1"}

    def ask(self, *words):
        return subprocess.run(self.command(*words), check=False, text=True, capture_output=True, env=self.environment())

    def printed(self):
        return self.output.read_text(encoding="utf-8")

    def close(self):
        self.driver.press("ctrl+q")
        wait_until(lambda: "Прозорецът на гишето е затворен" in self.printed(), "word of the closed window")

    def window_process(self):
        parts = json.loads((self.folder / "s/parts.json").read_text(encoding="ascii"))
        return next(int(pid) for pid in parts if "gishe-kiosk" in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8"))

    def find_account(self, username):
        self.driver.fill("text", self.tr("Username"), people.CLERK.username)
        self.driver.press("Tab")
        self.driver.fill("password text", self.tr("Password"), people.CLERK.password)
        self.driver.press("Return")
        self.driver.wait_for(self.tr("Scan the pass or type the username"))
        self.driver.fill("text", self.tr("Pass or username"), username)
        self.driver.press("Return")
        self.driver.wait_for(self.tr("Is this the citizen's account?"))

    def test_a_closed_window_is_told_and_opened_again(self):
        self.close()
        self.assertIn("./gishe kiosk", self.printed().rpartition("Прозорецът на гишето е затворен")[2])
        self.assertEqual(self.ask("kiosk").stdout, "прозорецът на гишето е отворен\n")
        self.driver.wait_for(self.tr("Sign-in for clerks"))
        again = self.ask("kiosk")
        self.assertEqual((again.returncode, again.stderr), (1, "gishe: прозорецът на гишето вече е отворен\n"))

    def test_a_window_that_breaks_is_told_with_its_log(self):
        os.kill(self.window_process(), signal.SIGKILL)
        wait_until(lambda: "Прозорецът на гишето спря сам" in self.printed(), "word of the broken window")
        self.assertRegex(self.printed(), re.escape(f"{self.folder}/s/log/kiosk.log"))
        self.assertEqual(self.ask("kiosk").returncode, 0)

    def test_a_screen_that_is_not_there_is_told_and_the_station_stays(self):
        self.close()
        with unittest.mock.patch.dict(os.environ, DISPLAY=":4711"):
            failed = self.ask("kiosk")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("log/kiosk.log", failed.stderr)
        self.assertEqual(self.ask("card", "status").returncode, 0)

    def test_the_back_of_a_card_is_scanned_without_any_device(self):
        self.ask("card", "remove")
        self.find_account(people.CITIZENS[1].username)
        self.driver.press("Return")
        self.driver.wait_for(self.tr("Put the card on the reader and type its CAN"))
        self.assertEqual(self.ask("scan", "ivan").stdout, "сканирано\n")
        self.driver.wait_for(self.tr("The zone was read."))

    def test_a_kiosk_shut_out_meanwhile_is_enrolled_anew_when_its_window_opens(self):
        self.close()
        subprocess.run([PROGRAMS / "gishectl", "--config", self.folder / "s/portal.toml", "kiosk", "revoke", "kiosk-1"],
                       check=True, capture_output=True)
        self.assertEqual(self.ask("kiosk").returncode, 0)
        self.assertIn("kiosk-2", self.printed())
        self.find_account(people.CITIZENS[0].username)


if __name__ == "__main__":
    unittest.main()
