"""python3 -m station run|stop|card …: what `./gishe` calls."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from . import cards, guide
from .kiosk import has_display
from .parts import PartFailed, wait_until
from .place import AlreadyRunning, Place, default_root
from .postgres import ClusterError
from .reader import Reader
from .station import FIRST_PORT, Station


def parse():
    parser = argparse.ArgumentParser(prog="./gishe", description="One station on this machine.")
    parser.add_argument("--state", type=Path, help="folder of the station's state (a short path)")
    parser.add_argument("--programs", type=Path, help="folder of the built programs")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="bring up the station")
    run.add_argument("--headless", action="store_true", help="drive the kiosk through two verifications, then end")
    run.add_argument("--no-window", action="store_true", help="do not open the kiosk's window")
    run.add_argument("--port", type=int, default=FIRST_PORT, help="first of the ports; taken ones are skipped")
    run.add_argument("--screenshots", type=Path, help="where --headless leaves its pictures")
    run.add_argument("--requests-per-second", type=int, default=30, help="nginx's limit for one address")
    commands.add_parser("stop", help="end a station that runs elsewhere")
    card = commands.add_parser("card", help="the card in the demo reader")
    card.add_argument("action", choices=["insert", "exchange", "remove", "status", "list"])
    card.add_argument("name", nargs="?", help="one of: " + ", ".join(cards.names()))
    return parser.parse_args()


def run(place, arguments):
    station = Station(place, arguments.port, arguments.requests_per_second, afresh=arguments.headless)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        station.start()
        if arguments.headless:
            from .headless import drive  # needs packages that the station itself does not
            pictures = arguments.screenshots or place.programs.parent / "screenshots"
            pictures.mkdir(parents=True, exist_ok=True)
            drive(station, pictures.resolve())
            return 0
        window = has_display() and not arguments.no_window
        if window:
            station.parts.start(station.kiosk.part(place.log("kiosk"), dict(os.environ), lambda: True))
        print(guide.page(station, window), flush=True)
        watch(station)
    except KeyboardInterrupt:
        return 130 if arguments.headless else 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # stopping takes a second and is not cut short
        station.stop()


def watch(station):
    """Until Ctrl-C, or until a part ends by itself."""
    never = threading.Event()
    while not never.wait(0.3):
        station.parts.check()


def stop(place):
    """Ends the station that runs here, if any, and returns when it has ended."""
    try:
        place.lock()
    except AlreadyRunning as running:
        os.kill(running.pid, signal.SIGTERM)
        wait_until(place.is_free, f"process {running.pid} does not end")
    return 0


def card(place, arguments):
    if arguments.action == "list":
        print("\n".join(cards.names()))
        return 0
    words = [arguments.action]
    if arguments.name:
        if arguments.name not in cards.names():
            raise PartFailed(f"no card {arguments.name}; there are: {', '.join(cards.names())}")
        words.append(str(cards.file_of(arguments.name)))
    print(Reader(place.folder("reader")).command(place.program("gishe-virtual-card"), *words))
    return 0


def main():
    arguments = parse()
    os.umask(0o077)
    # The run without a display begins afresh each time, beside a station that somebody uses.
    headless = arguments.command == "run" and arguments.headless
    place = Place(arguments.state or default_root("-headless" if headless else ""), arguments.programs)
    try:
        if arguments.command == "run":
            return run(place, arguments)
        return stop(place) if arguments.command == "stop" else card(place, arguments)
    except (PartFailed, ClusterError, AlreadyRunning, AssertionError, LookupError, OSError) as failed:
        print(f"gishe: {failed}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"gishe: {failed}\n{(failed.stderr or b'').decode()}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
