"""The kiosk's start and memory, against the least that a wxWidgets program can show."""

import json
import subprocess

from figures import BenchFailed, Figure, Group
from station.desktop import Desktop


def start(station, command, environment):
    """Until something stands in the window, and the memory once the program is at rest."""
    with open(station.place.log("window"), "ab") as log:
        done = subprocess.run([str(word) for word in [station.place.program("first_paint"), *command]], check=False,
                              stdout=subprocess.PIPE, stderr=log, env=environment)
    if done.returncode != 0:
        last = station.place.log("window").read_text(errors="replace").splitlines()[-5:]
        raise BenchFailed("\n".join([f"{command[0]} showed no window:", *last]))
    return json.loads(done.stdout)


def measure(station, rounds):
    desktop = Desktop(station.place)
    desktop.start(station.parts)
    kiosk = station.kiosk.part(station.place.log("kiosk"), desktop.environment, lambda: True)
    painted = Figure("kiosk, start to first paint", "ms")
    memory = Figure("kiosk, memory at rest (RSS)", "MiB")
    peaks = []
    for counted in [False] + [True] * rounds:  # the first round brings both programs into the page cache
        least = start(station, [station.place.program("empty_window")], kiosk.env)
        seen = start(station, kiosk.command, kiosk.env)
        if counted:
            painted.add(seen["painted_ms"], least["painted_ms"])
            memory.add(seen["rss_kib"] / 1024, least["rss_kib"] / 1024)
            peaks.append(seen["peak_kib"] / 1024)
    memory.notes.append(f"at most {max(peaks):.0f} MiB at any time")
    return Group("The counter's window, on Xvfb with openbox", "a wxWidgets program with one frame and one word in it",
                 [painted, memory])
