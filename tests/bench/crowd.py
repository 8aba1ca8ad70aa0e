"""Whether a large city's accounts slow a look-up down: the same with ten thousand accounts and with many more."""

import random
import time

from account_page import PAGE, rate
from alike import FORGOTTEN_USERNAME, Asker
from figures import Figure, Group
from members import LEAST_BYTES, logging_in, reading, sessions, verify_half
from station.parts import wait_until

FEW, MEMBERS, CLIENTS = 10_000, 2_000, 8
PAGES = {PAGE: "account page, 99 % within", "/account/activity": "list of acts, 99 % within"}
LOG_IN = "log-in, one at a time, 99 % within"
LETTER = "letter about a forgotten username, each"
TARGET = 1.5
WARM = 5  # so many times as long before, that each member was looked at
LONGER = 5  # a log-in takes so long that it needs more seconds to be counted
LETTERS = 200
WAITING = "SELECT count(*) FROM mail WHERE kind = 'forgotten_username' AND sent_at IS NULL AND given_up_at IS NULL"


def grow(station, accounts):
    """Members that are signed in, when there are so many accounts."""
    station.portal.gishectl("demo", "seed", "--accounts", str(accounts))
    verify_half(station)
    station.cluster.query("VACUUM ANALYZE", "gishe")
    station.cluster.query("CHECKPOINT")
    return sessions(station, accounts, MEMBERS)


def page_ms(station, path, file, seconds):
    return rate(station, path, CLIENTS, seconds, LEAST_BYTES, "crowd.lua", reading(file))[2]


def log_in_ms(station, accounts, seconds):
    """Of any members, so that each is looked up for the first time."""
    return rate(station, "/login", 1, seconds, 0, "log_in.lua", logging_in(station, accounts))[2]


def letter_ms(station, accounts):
    """From the first question to the last letter that left, for each: whose address it is, is found as it leaves."""
    asker = Asker(station, FORGOTTEN_USERNAME)
    asked = random.sample(range(1, accounts + 1), LETTERS)
    started = time.monotonic()
    for number in asked:
        asker.milliseconds(**FORGOTTEN_USERNAME.filled(f"crowd-{number:08}"))
    wait_until(lambda: station.cluster.query(WAITING, "gishe") == ["0"], "the letters have left")
    took = time.monotonic() - started
    asker.close()
    return took * 1000 / LETTERS


def times(station, accounts, rounds, seconds):
    """By what was looked up, the milliseconds of each round. What everybody reads first is read before."""
    file = grow(station, accounts)
    for path in PAGES:
        page_ms(station, path, file, WARM * seconds)
    log_in_ms(station, accounts, seconds)
    seen = {name: [page_ms(station, path, file, seconds) for _ in range(rounds)] for path, name in PAGES.items()}
    seen[LOG_IN] = [log_in_ms(station, accounts, LONGER * seconds) for _ in range(rounds)]
    seen[LETTER] = [letter_ms(station, accounts) for _ in range(rounds)]
    return seen


def measure(station, rounds, seconds, accounts):
    few, many = times(station, FEW, rounds, seconds), times(station, accounts, rounds, seconds)
    figures = []
    for name in few:
        figure = Figure(f"{name}, {accounts:,} accounts", "ms")
        for pair in zip(many[name], few[name], strict=True):
            figure.add(*pair)
        figures.append(figure)
    missed = [f"{figure.what}: {figure.ratio():.2f} times as long as with {FEW:,}, not {TARGET}"
              for figure in figures if figure.ratio() > TARGET]
    return Group("A large city (less is better)", f"the same with {FEW:,} accounts", figures, missed)
