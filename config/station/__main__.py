"""python3 -m station run|kiosk|scan|card …: what `./gishe` calls."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from . import cards, guide
from .arguments import parse
from .control import Control, ask
from .kiosk import display, environment_of
from .language import told
from .parts import PartFailed, wait_until
from .place import AlreadyRunning, Place, default_root
from .postgres import ClusterError
from .reader import Reader
from .scanner import text_on
from .station import Station
from .window import Window

NOBODY = ("тук не работи станция; ./gishe run я пуска", "no station runs here; ./gishe run starts one")
NO_WINDOW = ("\nПрозорецът на гишето не се отвори: {}\n", "\nThe counter's window did not open: {}\n")


def run(place, arguments):
    station = Station(place, arguments.port, arguments.requests_per_second, afresh=arguments.headless or arguments.afresh)
    if arguments.afresh:
        print(told(f"  Начисто: изтрито е записаното в {place.root}", f"  Afresh: what stood in {place.root} is gone"))
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
        serve(station, {} if arguments.no_window else display())
    except KeyboardInterrupt:
        return 130 if arguments.headless else 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # stopping takes a second and is not cut short
        station.stop()


def serve(station, screen):
    """Opens the window where there is a screen; then until Ctrl-C, or until a part ends by itself."""
    window = Window(station)
    failure = None
    if screen:
        try:
            window.open(environment_of(screen))
        except PartFailed as failed:
            failure = failed
    acts = {"kiosk": lambda screen: window.open(environment_of(screen)), "scan": station.scan}
    with Control(station.place.control, acts) as control:
        print(guide.page(station, bool(screen) and not failure), flush=True)
        if failure:
            print(told(*NO_WINDOW).format(failure), flush=True)
        while True:
            control.serve(0.3)
            station.parts.check()
            if news := window.news():
                print(news, flush=True)


def stop(place):
    """Ends the station that runs here, if any, and returns when it has ended."""
    try:
        place.lock()
    except AlreadyRunning as running:
        os.kill(running.pid, signal.SIGTERM)
        wait_until(place.is_free, f"process {running.pid} does not end")
        print(told(f"станцията (процес {running.pid}) спря", f"the station (process {running.pid}) has ended"))
    else:
        print(told("тук не работи станция и няма какво да се спре", "no station runs here, so nothing was ended"))
    return 0


def kiosk(place):
    if not display():
        raise PartFailed(told("тук няма екран: DISPLAY и WAYLAND_DISPLAY са празни",
                              "there is no screen here: DISPLAY and WAYLAND_DISPLAY are empty"))
    print(ask(place.control, "kiosk", screen=display()))
    return 0


def scan(place, what):
    text = cards.read(what).zone if what in cards.names() else text_on(what, place.program("gishe-scan"))
    print(ask(place.control, "scan", text=text))
    return 0


def read_card(place, words):
    """Becomes the technician's program, at this station's reader and with its authorities, unless others are named."""
    program = place.program("gishe-card")
    environment = {**os.environ, **Reader(place.folder("reader")).environment()}
    is_named = any(word == "--trust" or word.startswith("--trust=") for word in words)
    trust = [] if is_named else ["--trust", str(place.folder("trust"))]
    os.execve(program, [str(program), "read", *trust, *words], environment)


def card(place, arguments):
    if arguments.action == "read":
        return read_card(place, arguments.words)
    words = [arguments.action]
    if getattr(arguments, "name", None):
        words.append(str(cards.file_of(arguments.name)))
    answer = Reader(place.folder("reader")).command(place.program("gishe-virtual-card"), *words)
    state, _, file = answer.removeprefix("ok ").partition(" ")
    name = Path(file).stem
    print({"inserted": told(f"в четеца е {name}", f"{name} is in the reader"),
           "removed": told("четецът е празен", "the reader is empty")}.get(state, answer.removeprefix("ok ")))
    return 0


def obey(arguments):
    if arguments.command == "card" and arguments.action == "list":
        print(cards.listed())
        return 0
    # The run without a display begins afresh each time, beside a station that somebody uses.
    headless = arguments.command == "run" and arguments.headless
    place = Place(arguments.state or default_root("-headless" if headless else ""), arguments.programs)
    if arguments.command == "run":
        return stop(place) if arguments.stop else run(place, arguments)
    if place.is_free():
        raise PartFailed(told(*NOBODY))
    if arguments.command == "kiosk":
        return kiosk(place)
    return scan(place, arguments.what) if arguments.command == "scan" else card(place, arguments)


def main():
    arguments = parse()
    os.umask(0o077)
    try:
        return obey(arguments)
    except (PartFailed, ClusterError, AlreadyRunning, AssertionError, LookupError, OSError) as failed:
        print(f"gishe: {failed}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"gishe: {failed}\n{(failed.stderr or b'').decode()}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
