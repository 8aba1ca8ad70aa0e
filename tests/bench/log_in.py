"""How many log-ins a second, against bare Argon2id of the same parameters; and how pages answer meanwhile."""

import os
import statistics
import subprocess
import threading
from itertools import count
from urllib.parse import quote

from account_page import PAGE, rate
from crowd import LEAST_BYTES, environment
from figures import BenchFailed, Figure, Group
from members import sessions
from station import people
from station.citizen import expect
from station.parts import wait_until
from station.web import Browser

MEMORY_KIB, PASSES = 65536, 3  # what a portal's are without a configuration
AT_ONCE = min(os.cpu_count(), 4)  # likewise, with its 16 threads
MEMBERS, CLIENTS = 1000, 8
READERS, PAUSE_MS = 8, 200  # who read pages meanwhile, and how long each looks at one
LONGER = 5  # log-ins are counted over so many times the seconds of other rates
TARGET, PAGE_TARGET_MS = 0.9, 100
SEEDS = count(1)  # other people each time


def floor(station, seconds):
    command = [station.place.program("argon2id_floor"), MEMORY_KIB, PASSES, AT_ONCE, seconds]
    done = subprocess.run([str(word) for word in command], check=True, text=True, capture_output=True)
    return float(done.stdout)


def begun(station):
    return int(station.cluster.query("SELECT count(*) FROM session", "gishe")[0])


def let_line_end(station):
    """The load before broke its last log-ins off; they still wait for the hasher, and this one waits behind them."""
    browser = Browser(station.citizens_url, station.certificates.authority)
    page = expect(browser.open("/login"), "/login")
    form, person = page.form_with("username", "password"), people.CITIZENS[0]
    wait_until(lambda: browser.submit(page, form, username=person.username, password=person.password).status == 200,
               "the hasher has a place")


def log_ins(station, seconds):
    """A second; each of them has begun a session."""
    browser = Browser(station.citizens_url, station.certificates.authority)
    form = expect(browser.open("/login"), "/login").form_with("username", "password")
    settings = {"GISHE_CSRF": form.fields["csrf"], "GISHE_COOKIES": browser.cookies(), "GISHE_SEED": str(next(SEEDS)),
                "GISHE_PASSWORD": quote(people.PASSWORD), "GISHE_MEMBERS": str(MEMBERS)}
    let_line_end(station)
    before = begun(station)
    entered = rate(station, "/login", CLIENTS, seconds, 0, "log_in.lua", settings)[0]
    if begun(station) - before < entered * seconds - CLIENTS:
        raise BenchFailed(f"of {entered * seconds:.0f} log-ins {begun(station) - before} began a session")
    return entered


class Readers(threading.Thread):
    """People who read their account pages while others log in."""

    def __init__(self, station, file, seconds):
        super().__init__()
        self._asked = (station, PAGE, READERS, seconds, LEAST_BYTES, "crowd.lua", environment(file, PAUSE_MS))
        self._seen = None

    def run(self):
        self._seen = rate(*self._asked)

    def pages_and_p99_ms(self):
        self.join()
        if not self._seen:
            raise BenchFailed("the pages could not be counted")
        pages, _, p99_ms = self._seen
        return pages, p99_ms


def measure(station, rounds, seconds):
    station.portal.gishectl("demo", "seed", "--accounts", str(MEMBERS))
    file = sessions(station, MEMBERS, MEMBERS)
    figure = Figure(f"log-ins, {CLIENTS} clients", "log-ins/s")
    within = []
    for _ in range(rounds):
        figure.add(log_ins(station, LONGER * seconds), floor(station, LONGER * seconds))
        readers = Readers(station, file, LONGER * seconds)
        readers.start()
        beside = log_ins(station, LONGER * seconds)
        pages, p99_ms = readers.pages_and_p99_ms()
        within.append(p99_ms)
        figure.notes.append(f"beside {beside:.1f} log-ins a second {pages:.0f} account pages, 99 % within {p99_ms:.0f} ms")
    missed = []
    if figure.ratio() < TARGET:
        missed.append(f"log-ins at {figure.ratio():.2f} of bare Argon2id, not {TARGET}")
    if statistics.median(within) > PAGE_TARGET_MS:
        missed.append(f"99 % of pages within {statistics.median(within):.0f} ms beside log-ins, not {PAGE_TARGET_MS} ms")
    return Group("Log-in (more is better)", f"Argon2id alone, {AT_ONCE} at a time: {MEMORY_KIB // 1024} MiB, {PASSES} passes",
                 [figure], missed)
