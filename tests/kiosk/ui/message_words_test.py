#!/usr/bin/python3
"""Every code that the portal answers a kiosk with, and every code that the counter says itself, has words."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# What no clerk is told: the technician at the enrolment, the log of the sync, and what the counter acts upon itself.
FOR_THE_TECHNICIAN = {"unknown_code", "code_used", "code_expired"}
FOR_THE_LOG = {"bad_since", "bad_policy", "unavailable", "internal"}
ACTED_UPON = {"sign_in_again"}


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def worded():
    files = [path for path in (ROOT / "kiosk/ui").glob("*words*.cpp") if path.name != "objection_words.cpp"]
    return set(re.findall(r'Words\{"(\w+)"', "".join(text_of(path) for path in files)))


def answered_by_the_portal():
    sources = "".join(text_of(f"portal/http/{name}.cpp") for name in ("kiosk_api", "kiosk_identity", "error_answers"))
    return set(re.findall(r'\{\s*[45]\d\d,\s*"(\w+)"', sources))


def said_by_the_counter():
    sources = "".join(text_of(path) for path in (ROOT / "kiosk/core").glob("*.cpp"))
    codes = re.findall(r'\b[Tt]one(?:::\w+)?,\s*"(\w+)"', sources)
    codes += [code for pair in re.findall(r'\bTone::\w+,[^;"]*\?\s*"(\w+)"\s*:\s*"(\w+)"', sources) for code in pair]
    codes += re.findall(r'\bfaults.emplace_back\("(\w+)"\)', sources)
    for function in ("std::string code_of(contract::PassFault fault)", "std::string Desk::closed_because() const"):
        body = sources.split(function)[1].split("\n}")[0]
        codes += re.findall(r'return "(\w+)";', body)
    return set(codes)


def objected_by_the_portal():
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "portal/domain").glob("*.cpp"))
    codes = re.findall(r'\b(?:conflict|refusal)\("(\w+)"', sources)
    codes += [code for pair in re.findall(r'\bconflict\([^;"]*\?\s*"(\w+)"\s*:\s*"(\w+)"', sources) for code in pair]
    return set(codes)


NO_PAGES = {"unknown_account", "account_closed"}  # nobody logs in there


def objected_where_the_account_is_known():
    sources = text_of("portal/domain/verification_judgement.cpp") + text_of("portal/domain/record_effect.cpp")
    either = re.findall(r'conflict\([^;"]*\? "(\w+)" : "(\w+)"\)', sources)
    return {*re.findall(r'(?:conflict|refusal)\("(\w+)"', sources), *(code for pair in either for code in pair)}


def reasons_of_documents():
    """What the checks of a document say: (result, reason) of every judgement in the sources."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "hardware/document").glob("*.cpp"))
    found = re.findall(r'CheckResult::(failed|not_possible),\s*"(\w+)"', sources)
    found += re.findall(r'\b(failed|not_possible)\((?:kId|CheckId::\w+), "(\w+)"', sources)
    chain = re.search(r"std::string chain_fault\(.*?\n}", sources, re.DOTALL)
    found += [("failed", reason) for reason in re.findall(r'return "(\w+)";', chain[0] if chain else "")]
    faults = text_of("hardware/document/signed_data.cpp")
    found += [("failed", reason) for reason in re.findall(r'(?:return|\{\{\},) "(\w+)"', faults)]
    # of the opening, which ends a reading, and what the counter judges itself by the same day
    return set(found) - {("failed", "wrong_secret"), ("failed", "blocked"), ("failed", "expired")}


# The line stands only where something failed or the chip was downgraded; of nothing else is anybody told.
NOT_ON_THE_SCREEN = {"fewer_than_signed", "no_card_access"}


class MessageWordsTest(unittest.TestCase):
    def test_every_answer_of_the_portal_to_a_kiosk_has_words(self):
        codes = answered_by_the_portal()
        self.assertGreater(len(codes), 15)
        self.assertEqual(codes - worded() - FOR_THE_TECHNICIAN - FOR_THE_LOG - ACTED_UPON, set())

    def test_every_objection_of_the_portal_to_a_record_has_words(self):
        codes = objected_by_the_portal()
        self.assertGreater(len(codes), 30)
        worded = set(re.findall(r'Words\{"(\w+)"', text_of("kiosk/ui/objection_words.cpp")))
        self.assertEqual(codes - worded, set())

    def test_the_counter_promises_word_in_the_account_where_the_portal_knows_whose_it_is(self):
        promised = text_of("kiosk/ui/objection_words.cpp").split("kToldToCitizen{")[1].split("}")[0]
        self.assertEqual(set(re.findall(r'"(\w+)"', promised)), objected_where_the_account_is_known() - NO_PAGES)

    def test_every_reason_of_a_check_has_a_sentence_of_its_own(self):
        words = text_of("kiosk/ui/document_words.cpp")
        tables = {"failed": words.split("kFailures{")[1].split("\n};")[0],
                  "not_possible": words.split("kGaps{")[1].split("\n};")[0]}
        worded = {result: set(re.findall(r'Words\{"\w+/(\w+)"', table)) for result, table in tables.items()}
        general = {"no_chip_key", "issuer_unknown"}  # the sentence of the line says just that
        reasons = reasons_of_documents()
        self.assertGreater(len(reasons), 35)
        missing = {reason for result, reason in reasons
                   if not any(reason.startswith(known) or known.startswith(reason) for known in worded[result])}
        self.assertEqual(missing - general - NOT_ON_THE_SCREEN, set())

    def test_every_code_of_the_counter_itself_has_words(self):
        codes = said_by_the_counter()
        self.assertGreater(len(codes), 50)
        self.assertEqual(codes - worded(), set())


if __name__ == "__main__":
    unittest.main()
