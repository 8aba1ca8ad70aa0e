"""Whether a large city's accounts slow a look-up down: the account page with ten thousand accounts and with many more."""

import random
from pathlib import Path

from account_page import PAGE, rate
from figures import Figure, Group
from station import people
from station.citizen import expect
from station.web import Browser

FEW, MEMBERS, CLIENTS = 10_000, 100, 8
TARGET = 1.5
SCRIPT = Path(__file__).resolve().parent / "crowd.lua"


def sessions(station, accounts):
    """Cookies of members taken from the whole crowd."""
    found = []
    for number in random.Random(accounts).sample(range(1, accounts + 1), MEMBERS):
        browser = Browser(station.citizens_url, station.certificates.authority)
        page = expect(browser.open("/login"), "/login")
        expect(browser.submit(page, page.form_with("username", "password"), username=f"crowd-{number:08}",
                              password=people.PASSWORD), PAGE)
        found.append(browser.cookies())
    return found


def p99_ms(station, cookies, rounds, seconds):
    environment = {"GISHE_SESSIONS": "\n".join(cookies)}
    return [rate(station, PAGE, CLIENTS, seconds, cookies[0], 1000, SCRIPT, environment)[2] for _ in range(rounds)]


def measure(station, rounds, seconds, accounts):
    figure = Figure(f"account page, 99 % within, {accounts:,} accounts", "ms")
    station.portal.gishectl("demo", "seed", "--accounts", str(FEW))
    few = p99_ms(station, sessions(station, FEW), rounds, seconds)
    station.portal.gishectl("demo", "seed", "--accounts", str(accounts))
    station.cluster.query("VACUUM ANALYZE", "gishe")
    many = p99_ms(station, sessions(station, accounts), rounds, seconds)
    for measured, floor in zip(many, few, strict=True):
        figure.add(measured, floor)
    best = min(figure.ratios())
    missed = [f"99 % of pages took {best:.2f} times as long with {accounts:,} accounts, not {TARGET}"] if best > TARGET else []
    return Group("A large city (less is better)", f"the same page with {FEW:,} accounts", [figure], missed)
