"""Whether the time of an answer tells if somebody is known: the same form for known and unknown people, in turn."""

import http.client
import itertools
import ssl
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from figures import BenchFailed, Figure, Group
from station.citizen import Citizen, expect
from station.parts import wait_until
from station.words import bulgarian

TRIES = 200  # of each kind, a round: a thousand in five
TARGET_MS = 5
STEPS = "/registration/steps"


@dataclass(frozen=True)
class Form:
    """`opened` brings a citizen to it and answers what it holds; `filled` is what somebody of this name writes into it."""

    name: str
    path: str
    opened: Callable
    filled: Callable


def page_with(path, *names):
    return lambda citizen: expect(citizen.browser.open(path), path).form_with(*names).fields


def first_question(citizen):
    """Of a browser without scripts, as soon as it is no longer too quick to be taken."""
    page = expect(citizen.browser.open("/registration"), "/registration")
    form = page.form_with("step", "email")

    def taken():
        answered = citizen.browser.submit(page, form, **mailbox("nobody"))
        return not any("step" in other.fields for other in answered.forms)

    wait_until(taken, "the first letter")
    return form.fields


def first_question_after_work(citizen):
    """Of a browser that has worked: it may answer the question again and again."""
    return {**citizen.begin_registration("nobody@example.com").form_with("step").fields, "step": "email"}


def mailbox(username):
    return {"email": f"{username}@example.com"}


FORGOTTEN_USERNAME = Form("forgotten username", "/forgot-username", page_with("/forgot-username", "email"), mailbox)
FORMS = (
    Form("log-in with a wrong password", "/login", page_with("/login", "username", "password"),
         lambda username: {"username": username, "password": "this is not it"}),
    FORGOTTEN_USERNAME,
    Form("forgotten password", "/forgot-password", page_with("/forgot-password", "email"), mailbox),
    Form("first letter of a registration", STEPS, first_question, mailbox),
    Form("e-mail address of a registration", STEPS, first_question_after_work, mailbox),
)


class Asker:
    """One kept-alive connection that sends one form again and again."""

    def __init__(self, station, form):
        citizen = Citizen(station.citizens_url, station.certificates.authority,
                          bulgarian(station.place.programs, "gishe-portal"))
        self._path, self._fields = form.path, form.opened(citizen)
        self._headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": citizen.browser.cookies(),
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


def ask_in_turn(station, form, numbers):
    """Two lists of milliseconds: of the known, of the unknown."""
    times = {"crowd": [], "nobody": []}
    statuses = set()
    asker = Asker(station, form)
    for turn in range(TRIES):
        number = next(numbers)
        for who in ("crowd", "nobody") if turn % 2 else ("nobody", "crowd"):
            took, status = asker.milliseconds(**form.filled(f"{who}-{number:08}"))
            times[who].append(took)
            statuses.add(status)
    asker.close()
    if len(statuses) != 1 or statuses & {403, 429, 500, 503}:
        raise BenchFailed(f"{form.name}: answered {statuses}")
    return times["crowd"], times["nobody"]


def measure(station, rounds):
    station.portal.gishectl("demo", "seed", "--accounts", str(TRIES * rounds))
    figures, missed = [], []
    for form in FORMS:
        figure = Figure(f"{form.name}, mean", "ms")
        numbers = itertools.count(1)
        known, unknown = [], []
        for _ in range(rounds):
            of_known, of_unknown = ask_in_turn(station, form, numbers)
            figure.add(statistics.fmean(of_known), statistics.fmean(of_unknown))
            known += of_known
            unknown += of_unknown
        apart = statistics.fmean(known) - statistics.fmean(unknown)
        noise = (statistics.variance(known) / len(known) + statistics.variance(unknown) / len(unknown)) ** 0.5
        figure.notes.append(f"{len(known)} tries of each: {apart:+.2f} ms for those who are known, give or take {noise:.2f}")
        if abs(apart) >= TARGET_MS:
            missed.append(f"{form.name}: {apart:+.1f} ms for those who are known, less than {TARGET_MS} ms is wanted")
        figures.append(figure)
    return Group("Known and unknown people (alike is better)", "the same form for somebody unknown", figures, missed)
