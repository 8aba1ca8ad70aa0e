"""How many answers a second: the signed-in account page against a static one, through the same nginx."""

import json
import os
import re
import subprocess
from pathlib import Path

from figures import BenchFailed, Figure, Group
from station import people
from station.citizen import expect
from station.entrance import Entrance, web_user
from station.web import Browser

CLIENTS = (1, 8, 64)
PAGE, FLOOR = "/account", "/bench-floor"
HERE = Path(__file__).resolve().parent


class OpenEntrance(Entrance):
    """The deployment's nginx without its limits for one address, with one static answer of its own, and believing the
    load what network it comes from: all of it comes from one machine."""

    def configure(self, certificates, kiosk_authority):
        super().configure(certificates, kiosk_authority)
        file = self._folder / "gishe.conf"
        networks = "    set_real_ip_from 127.0.0.1;\n    real_ip_header X-Network;\n"
        floor = f"    location = {FLOOR} {{\n        default_type text/html;\n        alias {self.floor};\n    }}\n"
        text, limits = re.subn(r"^ *limit_(conn|req) .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        before, proxied, after = text.partition("        proxy_pass http://gishe_citizens;")
        server, location, guards = before.rpartition("    location / {\n")
        if limits == 0 or not proxied or not location:
            raise BenchFailed("the nginx template has changed: account_page.py must follow it")
        file.write_text(server + networks + floor + location + guards + proxied + after, encoding="utf-8")

    @property
    def floor(self):
        return self._folder / "floor.html"

    def put_floor(self, content):
        self.floor.write_bytes(content)
        if web_user():
            self.floor.chmod(0o644)  # the folder lets nginx alone in


def signed_in(station):
    browser = Browser(station.citizens_url, station.certificates.authority)
    page = expect(browser.open("/login"), "/login")
    person = people.CITIZENS[0]
    expect(browser.submit(page, page.form_with("username", "password"), username=person.username,
                          password=person.password), PAGE)
    return browser


def rate(station, path, clients, seconds, least_bytes, script="report.lua", environment=None, cookies=""):
    """Answers a second, and the 50th and 99th percentile of their times in milliseconds. `script` makes the requests."""
    command = ["wrk", "-t", "1", "-c", clients, "-d", f"{seconds}s", "--timeout", "10s", "-s", HERE / script,
               *(["-H", f"Cookie: {cookies}"] if cookies else []), station.citizens_url + path]
    done = subprocess.run([str(word) for word in command], check=True, text=True, capture_output=True,
                          timeout=seconds + 60,
                          env={**os.environ, "GISHE_REPORT": str(HERE / "report.lua"), **(environment or {})})
    seen = json.loads(done.stdout.splitlines()[-1])
    # Another answer than the page (a redirect to the log-in, say) would be shorter.
    if seen["requests"] == 0 or seen["failed"] or seen["bytes"] < least_bytes * seen["requests"]:
        raise BenchFailed(f"wrk on {path} with {clients} clients: {seen}")
    return seen["requests"] * 1e6 / seen["duration_us"], seen["p50_us"] / 1000, seen["p99_us"] / 1000


def measure(station, rounds, seconds):
    browser = signed_in(station)
    page = expect(browser.open(PAGE), PAGE)
    station.entrance.put_floor(page.body)
    figures = {clients: Figure(f"account page, {clients} kept-alive client{'s' if clients > 1 else ''}", "answers/s")
               for clients in CLIENTS}
    times = {clients: [] for clients in CLIENTS}
    for _ in range(rounds):
        for clients, figure in figures.items():
            floor, *_ = rate(station, FLOOR, clients, seconds, len(page.body), cookies=browser.cookies())
            answers, *percentiles = rate(station, PAGE, clients, seconds, len(page.body), cookies=browser.cookies())
            figure.add(answers, floor)
            times[clients].append(percentiles)
    expect(browser.open(PAGE), PAGE)  # the session lived through it
    for clients, figure in figures.items():
        p50, p99 = (sorted(column)[len(column) // 2] for column in zip(*times[clients], strict=True))
        figure.notes.append(f"half of the answers within {p50:.1f} ms, 99 % within {p99:.1f} ms")
    return Group("Account page, signed in (more is better)",
                 f"a file of the same {len(page.body)} bytes that nginx itself answers; TLS, same server, no limits",
                 list(figures.values()))
