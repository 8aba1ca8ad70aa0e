#!/usr/bin/python3
"""Every code that a record can carry has words for the staff pages."""

import re
import unittest
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[3] / "portal"


def text_of(path):
    return (PORTAL / path).read_text(encoding="utf-8")


def objections():
    """Reasons of conflicts and refusals, as the judgement writes them."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (PORTAL / "domain").glob("*.cpp"))
    codes = re.findall(r'\b(?:conflict|refusal)\(\s*"(\w+)"', sources)
    alternatives = re.findall(r'\b(?:conflict|refusal)\([^()]*(?:\([^()]*\)[^()]*)*\?\s*"(\w+)"\s*:\s*"(\w+)"', sources)
    return set(codes) | {code for pair in alternatives for code in pair}


class StaffWordsTest(unittest.TestCase):
    def setUp(self):
        self.worded = set(re.findall(r'Wording\{"(\w+)"', text_of("http/staff_words.cpp")))

    def test_every_reason_of_a_receipt_has_words(self):
        codes = objections()
        self.assertGreater(len(codes), 30)
        self.assertEqual(codes - self.worded, set())

    def test_every_reason_is_told_to_who_reads_the_header(self):
        told = set(re.findall(r"`(\w+)`", text_of("domain/records.hpp").split("namespace")[0]))
        self.assertEqual(objections() - told, set())

    def test_every_outcome_kind_and_assurance_that_a_page_shows_has_words(self):
        database = PORTAL.parent / "db"
        shown = re.search(r"kind IN \(([^)]*)\)", (database / "report_store.cpp").read_text(encoding="utf-8"))[1]
        codes = set(re.findall(r"'(\w+)'", shown))
        codes |= set(re.findall(r'ReceiptOutcome::\w+, "(\w+)"', (database / "record_words.hpp").read_text(encoding="utf-8")))
        codes |= set(re.findall(r'Word{Assurance::\w+, "(\w+)"', text_of("contract/words.hpp")))
        self.assertEqual(len(codes), 3 + 3 + 4)
        self.assertEqual(codes - self.worded, set())

    def test_every_reason_that_a_clerk_may_give_and_every_feature_is_in_both_languages(self):
        reasons, features = text_of("domain/default_policy.cpp").split("const std::vector<std::string> cards")
        reasons = re.findall(r'\{"(\w+)",\s*"([^"]+)",\s*"([^"]+)"', reasons)
        features = re.findall(r'\{"(\w+)",\s*(?:\w+|\{[^}]*\}),\s*"([^"]+)",\s*"([^"]+)"', features)
        self.assertGreater(len(reasons), 8)
        self.assertEqual(len(features), 6)
        for code, bulgarian, english in reasons + features:
            self.assertRegex(bulgarian, "[а-я]", code)
            self.assertRegex(english, "[a-z]", code)


if __name__ == "__main__":
    unittest.main()
