#!/usr/bin/python3
"""Every text of the portal has its Bulgarian words."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "portal/po"))
import messages  # noqa: E402


class TranslationsTest(unittest.TestCase):
    def setUp(self):
        texts, pairs = messages.used()
        self.used = texts | pairs
        self.entries = messages.entries()

    def test_every_text_is_translated(self):
        self.assertGreater(len(self.used), 200)
        self.assertEqual([text for text in self.used if not all(self.entries.get(text, [""]))], [])

    def test_no_translation_is_left_of_a_text_that_went(self):
        self.assertEqual(set(self.entries) - self.used, set())

    def test_a_translation_fills_in_the_same_values(self):
        for text, translations in self.entries.items():
            source = text if isinstance(text, str) else text[0]
            for translation in translations:
                with self.subTest(text=source):
                    self.assertEqual(sorted(re.findall(r"{+\w+}+", source)), sorted(re.findall(r"{+\w+}+", translation)))

    def test_supervisor_operator_and_kiosk_have_one_word_each(self):
        words = {r"supervisors?": "проверяващ", r"operators?": "оператор", r"two kiosks": "две работни места"}
        met = set()
        for text, translations in self.entries.items():
            for english, bulgarian in words.items():
                if re.search(rf"\b{english}\b", text if isinstance(text, str) else text[0], re.I):
                    met.add(english)
                    for translation in translations:
                        with self.subTest(text=text):
                            self.assertIn(bulgarian, translation.lower())
        self.assertGreaterEqual(len(met), 2)

    def test_a_kind_of_document_of_any_gender_has_an_expiry(self):
        self.assertEqual(self.entries["{kind} {ending}, without expiry"], ["{kind} {ending}, без срок на валидност"])

    def test_a_one_letter_word_is_not_left_alone_at_the_end_of_a_line(self):
        for translations in self.entries.values():
            for translation in translations:
                self.assertIsNone(re.search(r"(?<![^\s(„>])[всиуоаВСИУОА] ", translation), translation)


if __name__ == "__main__":
    unittest.main()
