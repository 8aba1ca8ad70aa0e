"""How many log-ins a second, against bare Argon2id of the same parameters; and how pages answer meanwhile."""

import os
import statistics
import subprocess
import threading

from account_page import PAGE, rate
from figures import BenchFailed, Figure, Group
from members import LEAST_BYTES, logging_in, reading, sessions
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
    settings = logging_in(station, MEMBERS)
    let_line_end(station)
    before = begun(station)
    entered = rate(station, "/login", CLIENTS, seconds, 0, "log_in.lua", settings)[0]
    if begun(station) - before < entered * seconds - CLIENTS:
        raise BenchFailed(f"of {entered * seconds:.0f} log-ins {begun(station) - before} began a session")
    return entered


class Readers(threading.Thread):
    """People who read their account pages while something else is counted."""

    def __init__(self, station, file, seconds):
        super().__init__()
        self._asked = (station, PAGE, READERS, seconds, LEAST_BYTES, "crowd.lua", reading(file, PAUSE_MS))
        self._seen = None

    def run(self):
        self._seen = rate(*self._asked)

    def pages_and_p99_ms(self):
        self.join()
        if not self._seen:
            raise BenchFailed("the pages could not be counted")
        pages, _, p99_ms = self._seen
        return pages, p99_ms


def beside_readers(station, file, seconds, counted):
    """What `counted` answers meanwhile, and how the pages came."""
    readers = Readers(station, file, seconds)
    readers.start()
    return counted(), *readers.pages_and_p99_ms()


def measure(station, rounds, seconds):
    station.portal.gishectl("demo", "seed", "--accounts", str(MEMBERS))
    file, long = sessions(station, MEMBERS, MEMBERS), LONGER * seconds
    alone = Figure(f"log-ins, {CLIENTS} clients", "log-ins/s")
    beside = Figure(f"the same beside {READERS} readers of pages", "log-ins/s")
    within = []
    for _ in range(rounds):
        alone.add(log_ins(station, long), floor(station, long))
        entered, pages, p99_ms = beside_readers(station, file, long, lambda: log_ins(station, long))
        bare, *_ = beside_readers(station, file, long, lambda: floor(station, long))
        beside.add(entered, bare)
        within.append(p99_ms)
        beside.notes.append(f"{pages:.0f} account pages a second, 99 % within {p99_ms:.0f} ms")
    missed = [f"{figure.what}: {figure.ratio():.2f} of bare Argon2id, not {TARGET}"
              for figure in (alone, beside) if figure.ratio() < TARGET]
    if statistics.median(within) > PAGE_TARGET_MS:
        missed.append(f"99 % of pages within {statistics.median(within):.0f} ms beside log-ins, not {PAGE_TARGET_MS} ms")
    return Group("Log-in (more is better)",
                 f"Argon2id alone, {AT_ONCE} at a time, beside the same readers: {MEMORY_KIB // 1024} MiB, {PASSES} passes",
                 [alone, beside], missed)
