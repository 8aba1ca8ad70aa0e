#!/usr/bin/python3
"""Every event that an account's audit log can hold has words for its owner."""

import re
import unittest
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[3] / "portal"

# Subjects of events and log lines that belong to no account.
OF_NO_ACCOUNT = {"cases", "clerk", "kiosk", "lookup", "mail", "policy", "record", "report", "sms", "staff", "trust"}


def kinds():
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted((PORTAL / "domain").glob("*.cpp")))
    found = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', sources))
    return {kind for kind in found if kind.split(".")[0] not in OF_NO_ACCOUNT} | {"logout"}


class ActivityWordsTest(unittest.TestCase):
    def test_every_event_of_an_account_has_words(self):
        worded = set(re.findall(r'Wording\{"([\w.]+)"', (PORTAL / "http/activity_words.cpp").read_text(encoding="utf-8")))
        self.assertGreater(len(kinds()), 20)
        self.assertEqual(kinds() - worded, set())


if __name__ == "__main__":
    unittest.main()
