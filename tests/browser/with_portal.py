#!/usr/bin/python3
"""Runs tests of pages, written for Node's test runner, against a portal of their own whose clock they set forward.

    with_portal.py [--settings FILE.toml] TEST.mjs…

`--settings`: sections of the portal's settings beside the usual ones, or in their place; an empty one is left out.
"""

import argparse
import os
import sys
import tomllib
from pathlib import Path

import subprocess

ACCOUNTS = 56  # beside the demo people's: `support/people.mjs` gives each journey one of its own
VERIFIED = 12  # of these, the last ones
DAYS = 100  # for which the document of the first of them is valid
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "portal/http"))
from running_portal import RunningPortal  # noqa: E402
from visits import contest  # noqa: E402

from station import people  # noqa: E402
from station.portal import DATABASE  # noqa: E402
from station.postgres import SUPERUSER  # noqa: E402


def sections_of(file):
    """Each by its name; an empty one is None."""
    def parts(name, table):
        inner = {key: value for key, value in table.items() if isinstance(value, dict)}
        own = {key: value for key, value in table.items() if key not in inner}
        if own or not inner:
            yield name, own or None
        for key, value in inner.items():
            yield from parts(f"{name}.{key}", value)
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {whole: own for name, table in tables.items() for whole, own in parts(name, table)}


def any_uses(tests, function):
    """Of `support/people.mjs`: what it gives is made where it is asked for."""
    return any(function in (HERE / test).read_text(encoding="utf-8") for test in tests)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings")
    parser.add_argument("tests", nargs="+")
    words = parser.parse_args()
    settings = sections_of(HERE / words.settings) if words.settings else {}
    tests = words.tests
    program = Path(os.environ["GISHE_PROGRAMS"]).parent / "tests/browser/portal_on_test_clock"
    with RunningPortal(program, settings) as portal:
        portal.gishectl("demo", "seed", "--accounts", str(ACCOUNTS))
        verified = [f"crowd-{number:08}" for number in range(ACCOUNTS - VERIFIED + 1, ACCOUNTS + 1)]
        contested = f"crowd-{ACCOUNTS - VERIFIED:08}"
        environment = {**os.environ, "GISHE_URL": portal.citizens_url, "GISHE_STAFF_URL": portal.staff_url,
                       "GISHE_TRUSTING": portal.trusting_flag(), "NODE_EXTRA_CA_CERTS": str(portal.authority),
                       "GISHE_CONFIG": str(portal.config), "GISHE_GISHECTL": os.environ["GISHE_PROGRAMS"] + "/gishectl", "GISHE_EVERY_LETTER": str(program.parent / "every_letter"),
                       "GISHE_VISIT": str(program.parent / "visit"),
                       "GISHE_MAIL": str(portal.mail), "GISHE_TEXTS": str(portal.clock.parent / "texts"), "GISHE_TEST_CLOCK": str(portal.clock),
                       "GISHE_DEMO_CITIZEN": people.CITIZENS[0].username, "GISHE_DEMO_SUPERVISOR": people.SUPERVISOR.username,
                       "GISHE_DEMO_PASSWORD": people.PASSWORD, "GISHE_VERIFIED": " ".join(verified),
                       "GISHE_CONTESTED": contested, "GISHE_PSQL": portal.cluster.program("psql"),
                       "GISHE_CLUSTER": f"host={portal.cluster.folder} user={SUPERUSER}", "GISHE_DATABASE_NAME": DATABASE,
                       "GISHE_DOCUMENT_DAYS": str(DAYS)}
        if any_uses(tests, "contestedSomebody"):
            contest(portal, contested)
        if any_uses(tests, "verifiedSomebody"):
            subprocess.run([environment["GISHE_VISIT"], portal.config, str(DAYS), *verified], env=environment, check=True)
        files = [str(HERE / test) for test in tests]
        return subprocess.run([os.environ["GISHE_NODE"], "--test", "--test-concurrency=1", *files], env=environment,
                              check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
