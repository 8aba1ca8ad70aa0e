"""Whether a large city's accounts slow a look-up down: pages with ten thousand accounts and with many more."""

from itertools import count

from account_page import PAGE, rate
from figures import Figure, Group
from members import sessions, verify_half

FEW, MEMBERS, CLIENTS = 10_000, 2_000, 8
PAGES = {PAGE: "account page", "/account/activity": "list of acts"}
TARGET = 1.5
WARM = 5  # so many times as long before, that each member was looked at
LEAST_BYTES = 1000
SEEDS = count(1)


def environment(file, pause_ms=0):
    """For crowd.lua; other people each time."""
    return {"GISHE_SESSIONS": str(file), "GISHE_PAUSE": str(pause_ms), "GISHE_SEED": str(next(SEEDS))}


def p99_ms(station, path, file, seconds):
    return rate(station, path, CLIENTS, seconds, LEAST_BYTES, "crowd.lua", environment(file))[2]


def grow(station, accounts):
    """Members that are signed in, when there are so many accounts."""
    station.portal.gishectl("demo", "seed", "--accounts", str(accounts))
    verify_half(station)
    station.cluster.query("VACUUM ANALYZE", "gishe")
    station.cluster.query("CHECKPOINT")
    return sessions(station, accounts, MEMBERS)


def times(station, accounts, rounds, seconds):
    """By page, of each round: within how many milliseconds 99 % came. What everybody reads first is read before."""
    file = grow(station, accounts)
    for path in PAGES:
        p99_ms(station, path, file, WARM * seconds)
    return {path: [p99_ms(station, path, file, seconds) for _ in range(rounds)] for path in PAGES}


def measure(station, rounds, seconds, accounts):
    few, many = times(station, FEW, rounds, seconds), times(station, accounts, rounds, seconds)
    figures = []
    for path, name in PAGES.items():
        figure = Figure(f"{name}, 99 % within, {accounts:,} accounts", "ms")
        for pair in zip(many[path], few[path], strict=True):
            figure.add(*pair)
        figures.append(figure)
    missed = [f"{figure.what}: {figure.ratio():.2f} times as long as with {FEW:,}, not {TARGET}"
              for figure in figures if figure.ratio() > TARGET]
    return Group("A large city (less is better)", f"the same page with {FEW:,} accounts", figures, missed)
