"""A private pcscd with vpcd and a virtual card on it, for the time of a test."""

import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "config"))
from station.reader import PCSCD, pcscd  # noqa: E402

SKIPPED = 77
READER = "Virtual PCD 00 00"


def enter_namespace(argv):
    """Runs this program again inside its own network and mount namespace; skips where that is not possible."""
    if os.environ.get("GISHE_STATION") == "1":
        return
    reason = None
    if os.geteuid() != 0:
        reason = "needs root for its own namespaces"
    elif not PCSCD.exists():
        reason = "pcscd is not installed"
    elif subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True).returncode != 0:
        reason = "unshare is not allowed here"
    if reason:
        print("skipped:", reason)
        sys.exit(SKIPPED)
    os.environ["GISHE_STATION"] = "1"
    os.execvp("unshare", ["unshare", "--net", "--mount", "--propagation", "private", sys.executable] + argv)


class Station:
    """pcscd, and the programs of one build beside it. What the reader does is heard of by events."""

    def __init__(self, programs, cards, probes):
        self.programs = programs
        self.cards = cards
        self.probes = probes
        self.folder = tempfile.TemporaryDirectory(prefix="gishe-station-")
        self.trust = os.path.join(self.folder.name, "trust")
        self.control = os.path.join(self.folder.name, "card.sock")
        self.processes = []
        self.heard = None

    def __enter__(self):
        runtime = os.path.join(self.folder.name, "pcscd")
        os.mkdir(runtime)
        os.makedirs("/run/pcscd", exist_ok=True)
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(["mount", "--bind", runtime, "/run/pcscd"], check=True)
        self.watch = subprocess.Popen([self.probes + "/reader_watch_probe"], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, bufsize=0)
        self.expect("0 readers")
        self.start_pcscd()
        return self

    def __exit__(self, *_):
        self.watch.stdin.close()
        assert self.watch.wait(10) == 0
        self.watch.stdout.close()
        for process in reversed(self.processes):
            process.terminate()
            process.wait(10)
            if process.stdout:
                process.stdout.close()
        subprocess.run(["umount", "/run/pcscd"], check=True)
        self.folder.cleanup()

    def start_pcscd(self):
        self.pcscd = subprocess.Popen(pcscd(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(self.pcscd)
        self.expect("2 readers", f"2 readers, card in {READER}")  # a card that waited may be quicker

    def stop_pcscd(self):
        self.pcscd.terminate()
        self.pcscd.wait(10)
        self.processes.remove(self.pcscd)
        for name in ("pcscd.comm", "pcscd.pid"):
            if os.path.exists("/run/pcscd/" + name):
                os.remove("/run/pcscd/" + name)
        self.expect("0 readers")

    def start_card(self, name):
        card = subprocess.Popen(
            [self.programs + "/gishe-virtual-card", "--description", self.card(name), "--trust-dir", self.trust,
             "--authority", os.path.join(self.folder.name, "authority"), "--control", self.control],
            stdout=subprocess.PIPE, text=True)
        self.processes.append(card)
        ready, _, _ = select.select([card.stdout], [], [], 10)
        assert ready and card.stdout.readline() == "ready\n", "the virtual card does not start"
        self.expect_card()

    def card(self, name):
        return os.path.join(self.cards, name + ".toml")

    def command(self, *words):
        """One command to the running card; its answer."""
        done = subprocess.run([self.programs + "/gishe-virtual-card", "--control", self.control, *words],
                              capture_output=True, text=True, timeout=40)
        return done.stdout.strip()

    def remove_card(self):
        """Also where it lies beside the reader already."""
        assert self.command("remove") == "ok removed"
        self.expect("2 readers")

    def exchange_card(self, name):
        """Another card, or the same one as new; returns when the reader has it."""
        self.remove_card()
        assert self.command("exchange", self.card(name)).startswith("ok inserted")
        self.expect_card()

    def expect_card(self):
        self.expect(f"2 readers, card in {READER}")

    def expect(self, *wanted, seconds=20):
        """Reads events until one says what is wanted, or the last one did; others may come between, as readers appear one by
        one. The pipe is read without a buffer, in which select would not see a line."""
        while self.heard not in wanted:
            ready, _, _ = select.select([self.watch.stdout], [], [], seconds)
            assert ready, f"no event {wanted!r} after {self.heard!r}"
            self.heard = self.watch.stdout.readline().decode().strip()
