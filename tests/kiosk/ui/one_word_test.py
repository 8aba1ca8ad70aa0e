#!/usr/bin/python3
"""One thing has one Bulgarian word on all screens: kiosk/po/bg.po, and what the clerk's guide says besides."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# English word, the Bulgarian one that stands for it, and those that stood for it besides
WORDS = [(r"\bsupervisors?\b", r"проверяващ", r"ръководител"),
         (r"\boperators?\b", r"оператор", r"поддръжк|администратор")]
SERVICE = "Електронно заплащане на такси и цени на услуги"  # the municipality's own name of it
# What is open, closed or stopped is e-payment, which shows obligations; the payment itself is another thing.
PAYMENT_WITH_A_STATE = r"(?<!лектронното )\bплащан\w+ (?:още )?(?:не )?(?:е|са|остава|се отваря)\b"


def joined(lines):
    return "".join(re.findall(r'"(.*)"', lines))


def catalog(file):
    """Pairs of an English sentence and its Bulgarian words."""
    text = (ROOT / file).read_text(encoding="utf-8")
    entry = re.compile(r'^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?msgstr(?:\[0\])? ((?:".*"\n?)+)', re.MULTILINE)
    return [(joined(english), joined(bulgarian)) for english, bulgarian in entry.findall(text)]


class OneWordTest(unittest.TestCase):
    def test_each_sentence_of_the_kiosk_uses_the_word(self):
        for english, word, _ in WORDS:
            sentences = [(said, told) for said, told in catalog("kiosk/po/bg.po") if re.search(english, said, re.IGNORECASE)]
            self.assertGreater(len(sentences), 5)
            self.assertEqual([told for _, told in sentences if not re.search(word, told, re.IGNORECASE)], [])

    def test_no_other_word_stands_for_it(self):
        texts = [told for file in ("kiosk/po/bg.po", "portal/po/bg.po") for _, told in catalog(file)]
        texts += (ROOT / "docs/clerk.md").read_text(encoding="utf-8").split("\n")
        for _, _, others in WORDS:
            self.assertEqual([told for told in texts if re.search(others, told, re.IGNORECASE)], [])

    def test_counter_portal_and_guides_speak_of_e_payment_in_the_same_words(self):
        texts = [told for file in ("kiosk/po/bg.po", "portal/po/bg.po") for _, told in catalog(file)]
        texts = [told.replace("\u00a0", " ") for told in texts]
        texts += [(ROOT / guide).read_text(encoding="utf-8").replace("\n", " ") for guide in ("docs/clerk.md", "docs/citizen.md")]
        self.assertGreater(len([told for told in texts if "лектронното плащане" in told]), 10)
        self.assertEqual([told for told in texts if re.search(PAYMENT_WITH_A_STATE, told, re.IGNORECASE)], [])
        self.assertEqual([told for told in texts if "заплащане" in told and told != SERVICE], [])


if __name__ == "__main__":
    unittest.main()
