"""Whether the time of an answer tells if somebody is known: the same form for known and unknown people, in turn."""

import http.client
import itertools
import ssl
import statistics
import time
from urllib.parse import urlencode, urlsplit

from figures import BenchFailed, Figure, Group
from station.citizen import expect
from station.web import Browser

TRIES = 200  # of each kind, a round: a thousand in five
TARGET_MS = 5
FORMS = {"/login": ("log-in with a wrong password", ("username", "password")),
         "/forgot-username": ("forgotten username", ("email",)),
         "/forgot-password": ("forgotten password", ("email",))}


class Asker:
    """One kept-alive connection that sends one form again and again."""

    def __init__(self, station, path, names):
        browser = Browser(station.citizens_url, station.certificates.authority)
        fields = expect(browser.open(path), path).form_with(*names).fields
        self._path, self._fields = path, fields
        self._headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": browser.cookies(),
                         "Origin": station.citizens_url}
        at = urlsplit(station.citizens_url)
        trusting = ssl.create_default_context(cafile=station.certificates.authority)
        self._connection = http.client.HTTPSConnection(at.hostname, at.port, context=trusting)

    def milliseconds(self, **values):
        """How long one answer took, and its status: that of a refusal tells another thing than the form."""
        body = urlencode({**self._fields, **values})
        started = time.perf_counter()
        self._connection.request("POST", self._path, body, self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return (time.perf_counter() - started) * 1000, answer.status

    def close(self):
        self._connection.close()


def values(path, username):
    return {"username": username, "password": "this is not it"} if path == "/login" else {"email": f"{username}@example.com"}


def ask_in_turn(station, path, names, numbers):
    """Two lists of milliseconds: of the known, of the unknown."""
    times = {"crowd": [], "nobody": []}
    statuses = set()
    asker = Asker(station, path, names)
    for turn in range(TRIES):
        number = next(numbers)
        for who in ("crowd", "nobody") if turn % 2 else ("nobody", "crowd"):
            took, status = asker.milliseconds(**values(path, f"{who}-{number:08}"))
            times[who].append(took)
            statuses.add(status)
    asker.close()
    if len(statuses) != 1 or statuses & {403, 429, 500, 503}:
        raise BenchFailed(f"{path} answered {statuses}")
    return times["crowd"], times["nobody"]


def measure(station, rounds):
    station.portal.gishectl("demo", "seed", "--accounts", str(TRIES * rounds))
    figures, missed = [], []
    for path, (name, names) in FORMS.items():
        figure = Figure(f"{name}, mean", "ms")
        numbers = itertools.count(1)
        known, unknown = [], []
        for _ in range(rounds):
            of_known, of_unknown = ask_in_turn(station, path, names, numbers)
            figure.add(statistics.fmean(of_known), statistics.fmean(of_unknown))
            known += of_known
            unknown += of_unknown
        apart = statistics.fmean(known) - statistics.fmean(unknown)
        noise = (statistics.variance(known) / len(known) + statistics.variance(unknown) / len(unknown)) ** 0.5
        figure.notes.append(f"{len(known)} tries of each: {apart:+.2f} ms for those who are known, give or take {noise:.2f}")
        if abs(apart) >= TARGET_MS:
            missed.append(f"{name}: {apart:+.1f} ms for those who are known, less than {TARGET_MS} ms is wanted")
        figures.append(figure)
    return Group("Known and unknown people (alike is better)", "the same form for somebody unknown", figures, missed)
