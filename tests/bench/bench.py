#!/usr/bin/python3
"""./gishe bench: speed and memory as ratios against floors taken in the same run. README.md tells how to read it.

    bench.py BUILD_FOLDER [--json] [--rounds N] [--seconds S] [--only GROUP …]
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "config"))

import account_page  # noqa: E402  (found beside this file)
import alike  # noqa: E402
import chip  # noqa: E402
import crowd  # noqa: E402
import log_in  # noqa: E402
import optics  # noqa: E402
import record  # noqa: E402
import window  # noqa: E402
from figures import BenchFailed  # noqa: E402
from station.parts import PartFailed  # noqa: E402
from station.place import AlreadyRunning, Place, default_root  # noqa: E402
from station.postgres import ClusterError  # noqa: E402
from station.station import Station  # noqa: E402

FIRST_PORT = 23443
UNLIMITED = 1_000_000
LIMITS = dict.fromkeys(("checks_per_account_and_network", "failures_per_account_and_network", "failures_per_network",
                        "recoveries_per_network", "recovery_mails_per_address", "mails_per_network_and_address", "mails_per_site",
                        "first_letters_per_network"), UNLIMITED)
LIMITS["accounts_per_email"] = 1  # the address of each account is full: letters to it say so
GROUPS = {
    "account": lambda station, asked: account_page.measure(station, asked.rounds, asked.seconds),
    "log_in": lambda station, asked: log_in.measure(station, asked.rounds, asked.seconds),
    "alike": lambda station, asked: alike.measure(station, asked.rounds),
    "record": lambda station, asked: record.measure(station, asked.rounds),
    "chip": lambda station, asked: chip.measure(station, asked.rounds),
    "optics": lambda station, asked: optics.measure(station.place, asked.rounds),
    "window": lambda station, asked: window.measure(station, asked.rounds),
    "crowd": lambda station, asked: crowd.measure(station, asked.rounds, asked.seconds, asked.accounts),
}


def parse():
    parser = argparse.ArgumentParser(prog="./gishe bench", description="Measures against floors taken in the same run.")
    parser.add_argument("build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="one JSON object with every run in place of the table")
    parser.add_argument("--rounds", type=int, default=5, help="in each, every figure and its floor once (default 5)")
    parser.add_argument("--seconds", type=int, default=2, help="of load for one answer rate (default 2)")
    parser.add_argument("--accounts", type=int, default=10_000_000, help="of the large city (default 10,000,000)")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), metavar="GROUP",
                        help="of: " + ", ".join(GROUPS))
    return parser.parse_args()


@contextlib.contextmanager
def measured_station(programs):
    """A station of its own, from nothing; nothing is left of it."""
    place = Place(default_root("-bench"), programs)
    station = Station(place, FIRST_PORT, afresh=True)
    try:
        station.entrance = account_page.OpenEntrance(place.folder("nginx"), station.ports.entrances(),
                                                     station.portal.sockets, requests_per_second=1)
        station.portal.settings["limits"] = LIMITS
        station.start()
        yield station
        station.parts.check()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # stopping is not cut short
        station.stop()
        shutil.rmtree(place.root)


def machine():
    return {"processors": os.cpu_count(), "load_before": os.getloadavg()[0]}


def run(asked):
    """The targets that were missed, a sentence each."""
    before = machine()
    groups = {}
    out = sys.stdout  # for the figures alone; what the station says goes to standard error
    with contextlib.redirect_stdout(sys.stderr), measured_station(asked.build / "bin") as station:
        for name in asked.only:
            started = time.monotonic()
            print(f"  measuring: {name} …", end="", flush=True)
            groups[name] = GROUPS[name](station, asked)
            print(f" {time.monotonic() - started:.0f} s", flush=True)
            if not asked.json:
                print(f"\n{groups[name].text()}\n", file=out, flush=True)
    if asked.json:
        print(json.dumps({"machine": before, "rounds": asked.rounds,
                          "groups": {name: group.as_json() for name, group in groups.items()}}, ensure_ascii=False))
        return missed_by(groups)
    print(f"Rounds: {asked.rounds}. Each figure in turn with its floor; median (lowest–highest). "
          f"{before['processors']} processors, load {before['load_before']:.1f} before.")
    if before["load_before"] > before["processors"] / 2:
        print("The machine was busy before: trust the ratios only, and them not to more than a third.")
    return missed_by(groups)


def missed_by(groups):
    return [f"{name}: {sentence}" for name, group in groups.items() for sentence in group.missed()]


def main():
    asked = parse()
    os.umask(0o077)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    missed = []
    try:
        missed = run(asked)
    except KeyboardInterrupt:
        return 130
    except (BenchFailed, PartFailed, ClusterError, AlreadyRunning, AssertionError, LookupError, OSError) as failed:
        print(f"gishe bench: {failed}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"gishe bench: {failed}\n{failed.stderr or ''}", file=sys.stderr)
        return 1
    for sentence in missed:
        print(f"gishe bench: target missed: {sentence}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
