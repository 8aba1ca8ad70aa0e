"""How many log-ins a second, against bare Argon2id of the same parameters; and how pages answer meanwhile."""

import os
import subprocess
import threading
from pathlib import Path
from urllib.parse import quote

from account_page import PAGE, rate, signed_in
from figures import BenchFailed, Figure, Group
from station import people
from station.citizen import expect
from station.web import Browser

MEMORY_KIB, PASSES = 65536, 3  # what a portal's are without a configuration
AT_ONCE = min(os.cpu_count(), 4)  # likewise, with its 16 threads
MEMBERS, CLIENTS = 1000, 8
LONGER = 5  # log-ins are counted over so many times the seconds of other rates
TARGET, PAGE_TARGET_MS = 0.9, 100
SCRIPT = Path(__file__).resolve().parent / "log_in.lua"
LIMITS = {"checks_per_account_and_network": 1_000_000, "failures_per_account_and_network": 1_000_000}


def floor(station, seconds):
    command = [station.place.program("argon2id_floor"), MEMORY_KIB, PASSES, AT_ONCE, seconds]
    done = subprocess.run([str(word) for word in command], check=True, text=True, capture_output=True)
    return float(done.stdout)


def sessions(station):
    return int(station.cluster.query("SELECT count(*) FROM session", "gishe")[0])


def log_ins(station, seconds):
    """A second; each of them has begun a session."""
    browser = Browser(station.citizens_url, station.certificates.authority)
    form = expect(browser.open("/login"), "/login").form_with("username", "password")
    environment = {"GISHE_CSRF": form.fields["csrf"], "GISHE_COOKIES": browser.cookies(),
                   "GISHE_PASSWORD": quote(people.PASSWORD), "GISHE_MEMBERS": str(MEMBERS)}
    before = sessions(station)
    entered = rate(station, "/login", CLIENTS, seconds, browser.cookies(), 0, SCRIPT, environment)[0]
    begun = sessions(station) - before
    if begun < entered * seconds - CLIENTS:
        raise BenchFailed(f"of {entered * seconds:.0f} log-ins {begun} began a session")
    return entered


def measure(station, rounds, seconds):
    station.portal.gishectl("demo", "seed", "--accounts", str(MEMBERS))
    browser = signed_in(station)
    figure = Figure(f"log-ins, {CLIENTS} clients", "log-ins/s")
    slowest = []
    for _ in range(rounds):
        bare = floor(station, LONGER * seconds)
        entered = []
        others = threading.Thread(target=lambda: entered.append(log_ins(station, LONGER * seconds)))
        others.start()
        slowest.append(rate(station, PAGE, 1, LONGER * seconds, browser.cookies(), 1000)[2])
        others.join()
        if not entered:
            raise BenchFailed("the log-ins could not be counted")
        figure.add(log_ins(station, LONGER * seconds), bare)
        figure.notes.append(f"beside {entered[0]:.1f} log-ins a second 99 % of the account pages came within {slowest[-1]:.0f} ms")
    missed = []
    if max(figure.ratios()) < TARGET:
        missed.append(f"log-ins at {max(figure.ratios()):.2f} of bare Argon2id, not {TARGET}")
    if min(slowest) > PAGE_TARGET_MS:
        missed.append(f"99 % of pages within {min(slowest):.0f} ms beside log-ins, not {PAGE_TARGET_MS} ms")
    return Group("Log-in (more is better)", f"Argon2id alone, {AT_ONCE} at a time: {MEMORY_KIB // 1024} MiB, {PASSES} passes",
                 [figure], missed)
