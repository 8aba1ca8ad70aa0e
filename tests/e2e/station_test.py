#!/usr/bin/python3
"""A whole station as `./gishe run` brings it up, without a window: it runs once, tells what broke, leaves nothing."""

import contextlib
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import Folder  # noqa: E402

from station import cards  # noqa: E402
from station.parts import wait_until  # noqa: E402
from station.people import CITIZENS  # noqa: E402
from station.place import CLONE  # noqa: E402
from station.ports import port_answers  # noqa: E402


OPEN_PAGE = """
import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[2])
print(urllib.request.urlopen(sys.argv[1], context=context, timeout=10).status)
"""


class StationTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())
        self.state = self.folder / "s"
        self.output = self.folder / "output"

    def start(self, *enter, options=()):
        """Begins a station, by `enter` in other surroundings, and returns when its page is printed."""
        with open(self.output, "w", encoding="utf-8") as output:
            running = subprocess.Popen([*enter, *self.command("run", "--no-window", "--port", "20443", *options)],
                                       env=self.environment(), stdout=output, stderr=output)
        self.addCleanup(running.wait)
        self.addCleanup(running.terminate)
        wait_until(lambda: "Ctrl-C" in self.printed() or running.poll() is not None, "the station's page", 60)
        self.assertIsNone(running.poll(), self.printed())
        return running

    def command(self, *words):
        return [sys.executable, "-m", "station", "--state", self.state, "--programs", os.environ["GISHE_PROGRAMS"], *words]

    def ask(self, *words):
        """Another terminal's command, here without a screen."""
        return subprocess.run(self.command(*words), check=False, text=True, capture_output=True,
                              env={name: value for name, value in self.environment().items() if "DISPLAY" not in name})

    def gishectl(self, *words):
        command = [Path(os.environ["GISHE_PROGRAMS"], "gishectl"), "--config", self.state / "portal.toml", "--json", *words]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def end(self, running):
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(30), 0, self.printed())

    def environment(self):
        return {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(CLONE / "config"), "PYTHONUNBUFFERED": "1"}

    def printed(self):
        return self.output.read_text(encoding="utf-8")

    def parts(self):
        """The numbers of the running parts' processes."""
        return [int(pid) for pid in json.loads((self.state / "parts.json").read_text())]

    def citizens_port(self):
        return int(re.search(r"https://localhost:(\d+)", self.printed())[1])

    def test_a_station_answers_and_ends_with_all_its_parts_on_ctrl_c(self):
        running = self.start()
        context = ssl.create_default_context(cafile=self.state / "tls/authority.pem")
        with urllib.request.urlopen(f"https://localhost:{self.citizens_port()}/", context=context, timeout=10) as answer:
            self.assertEqual(answer.status, 200)
        parts, port = self.parts(), self.citizens_port()
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(30), 0, self.printed())
        self.assertEqual([pid for pid in parts if Path(f"/proc/{pid}").exists()], [])
        self.assertFalse(port_answers(port))

    def test_nothing_of_a_station_outlives_its_killing(self):
        running = self.start()
        parts, port = self.parts(), self.citizens_port()
        line = self.state / "desk/scanner"
        line.symlink_to("/dev/null")
        running.kill()
        running.wait()
        wait_until(lambda: not any(self.of_session(pid) for pid in parts), "the end of all parts")
        self.assertFalse(port_answers(port))
        self.assertFalse(line.is_symlink())
        self.start()

    @staticmethod
    def of_session(leader):
        """The processes that a part began, itself among them, without those that only wait for their parent."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                if fields[0] != "Z" and int(fields[3]) == leader:
                    found.append(int(stat.parent.name))
        return found

    def test_a_station_runs_once_and_can_be_stopped_from_elsewhere(self):
        running = self.start()
        for more in ([], ["--afresh"]):
            second = self.ask("run", "--no-window", *more)
            self.assertEqual(second.returncode, 1)
            self.assertIn(str(running.pid), second.stderr)
            self.assertIsNone(running.poll())
        stopped = self.ask("run", "--stop")
        self.assertEqual((stopped.returncode, stopped.stdout), (0, f"станцията (процес {running.pid}) спря\n"))
        self.assertEqual(running.wait(30), 0)

    def test_where_no_station_runs_every_command_says_so(self):
        stopped = self.ask("run", "--stop")
        self.assertEqual((stopped.returncode, stopped.stdout), (0, "тук не работи станция и няма какво да се спре\n"))
        for words in (["card", "status"], ["card", "exchange", "ivan"], ["scan", "ivan"], ["kiosk"]):
            answer = self.ask(*words)
            self.assertEqual((answer.returncode, answer.stderr),
                             (1, "gishe: тук не работи станция; ./gishe run я пуска\n"), words)

    def test_the_card_in_the_reader_is_told_in_plain_words(self):
        self.start()
        self.assertEqual(self.ask("card", "status").stdout, "в четеца е viki\n")
        read = self.ask("card", "read", "--can", cards.read("viki").can)
        self.assertEqual(read.returncode, 0, read.stderr)
        self.assertIn("KONSTANTINOVA VIKTORIYA", read.stdout)
        self.assertIn("Genuine.\n", read.stdout)
        self.assertEqual(self.ask("card", "remove").stdout, "четецът е празен\n")
        self.assertEqual(self.ask("card", "status").stdout, "четецът е празен\n")
        self.assertEqual(self.ask("card", "exchange", "ivan").stdout, "в четеца е ivan\n")

    def test_without_a_window_the_scanner_and_the_screen_say_what_is_missing(self):
        self.start()
        self.assertIn("./gishe kiosk го отваря", self.ask("scan", "ivan").stderr)
        self.assertIn("тук няма екран", self.ask("kiosk").stderr)

    def test_a_kiosk_that_was_shut_out_is_enrolled_anew_at_the_next_start(self):
        running = self.start()
        self.gishectl("kiosk", "revoke", "kiosk-1")
        (self.state / "kiosk/outbox.sqlite").write_text("records that were never sent", encoding="ascii")
        self.end(running)
        running = self.start()
        self.assertIn("kiosk-2", self.printed())
        kept = self.state / "refused-kiosk-1"
        self.assertIn(str(kept), self.printed())
        self.assertEqual((kept / "outbox.sqlite").read_text(encoding="ascii"), "records that were never sent")
        self.assertEqual([(kiosk["kiosk"], "revoked" in kiosk) for kiosk in self.gishectl("kiosk", "list")],
                         [("kiosk-1", True), ("kiosk-2", False)])
        self.end(running)
        self.start()  # the portal takes kiosk-2
        self.assertNotIn("kiosk-3", self.printed())
        self.assertEqual(len(self.gishectl("kiosk", "list")), 2)

    def test_a_station_begins_afresh_when_told_to(self):
        running = self.start()
        self.gishectl("staff", "add", "somebody", "--name", "С. Някоя", "--role", "clerk")
        self.end(running)
        self.assertIn(str(self.state), self.printed())  # the page says where everything stands
        running = self.start(options=["--afresh"])
        self.assertNotIn("somebody", [member["username"] for member in self.gishectl("staff", "list")])
        self.assertIn(CITIZENS[0].username, self.printed())

    def test_a_station_ends_when_a_part_breaks_and_names_its_log(self):
        running = self.start()
        portal = next(pid for pid in self.parts() if "gishe-portal" in Path(f"/proc/{pid}/cmdline").read_text())
        os.kill(portal, signal.SIGKILL)
        self.assertEqual(running.wait(30), 1)
        self.assertIn(f"gishe-portal ended (-9); log: {self.state}/log/portal.log", self.printed())

    def test_a_station_starts_again_on_what_it_left(self):
        self.start().send_signal(signal.SIGINT)
        wait_until(lambda: not (self.state / "parts.json").exists(), "end of the first station")
        self.start()

    def test_a_second_start_needs_no_network(self):
        self.start().send_signal(signal.SIGINT)
        wait_until(lambda: not (self.state / "parts.json").exists(), "end of the first station")
        alone = ["unshare", *([] if os.geteuid() == 0 else ["--map-current-user", "--keep-caps"]), "--net"]
        running = self.start(*alone, "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
        enter = ["nsenter", "--target", str(running.pid), "--net",
                 *([] if os.geteuid() == 0 else ["--user", "--preserve-credentials"])]
        links = subprocess.run([*enter, "ip", "-o", "link"], check=True, text=True, capture_output=True).stdout
        self.assertEqual([line.split()[1] for line in links.splitlines()], ["lo:"])
        page = subprocess.run([*enter, sys.executable, "-c", OPEN_PAGE, f"https://localhost:{self.citizens_port()}/",
                               self.state / "tls/authority.pem"], check=False, text=True, capture_output=True)
        self.assertEqual(page.stdout.strip(), "200", page.stderr)


if __name__ == "__main__":
    unittest.main()
