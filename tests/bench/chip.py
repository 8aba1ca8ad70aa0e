"""One reading of a travel document's chip, against as many commands without content and the bare cryptography."""

import json
import os
import subprocess

from figures import BenchFailed, Figure, Group
from station import cards

MOST_EXCHANGES = {"in process, extended length": 22, "in process, short answers only": 105}
READINGS = 5  # a round, the first of them not counted
CARD = "viki"


def read(place, words, environment=None):
    """The readings of one round but the first."""
    command = [place.program("chip_bench"), *words, "--card", cards.file_of(CARD), "--runs", READINGS]
    done = subprocess.run([str(word) for word in command], check=False, text=True, capture_output=True,
                          env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        raise BenchFailed(done.stderr.strip())
    return [json.loads(line) for line in done.stdout.splitlines()][1:]


def measure(station, rounds):
    ways = {
        "in process, extended length": (["in-process"], None),
        "in process, short answers only": (["in-process", "--short"], None),
        "through pcscd and vpcd, extended length": (["reader", "--trust", station.trust], station.reader.environment()),
    }
    figures = {name: Figure(name, "ms") for name in ways}
    last = {}
    for _ in range(rounds):
        for name, (words, environment) in ways.items():
            for last[name] in read(station.place, words, environment):
                figures[name].add(last[name]["read_us"] / 1000, last[name]["floor_us"] / 1000)
    for name, figure in figures.items():
        figure.notes.append(f"{last[name]['exchanges']} exchanges, {last[name]['bytes']} bytes, "
                            f"of them {last[name]['portrait_bytes']} of the portrait")
    missed = [f"{name}: {last[name]['exchanges']} exchanges, at most {most} are meant"
              for name, most in MOST_EXCHANGES.items() if last[name]["exchanges"] > most]
    return Group("A chip: PACE with the CAN, DG1, SOD, DG14, DG11, DG2, chip and passive authentication",
                 "as many commands without content, 13 point multiplications and 2 signatures verified by OpenSSL",
                 list(figures.values()), missed)
