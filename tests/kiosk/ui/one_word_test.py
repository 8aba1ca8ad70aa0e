#!/usr/bin/python3
"""One thing has one Bulgarian word on all screens: kiosk/po/bg.po, and what the clerk's guide says besides."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# English word, the Bulgarian one that stands for it, and those that stood for it besides
WORDS = [(r"\bsupervisors?\b", r"проверяващ", r"ръководител"),
         (r"\boperators?\b", r"оператор", r"поддръжк|администратор")]


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


if __name__ == "__main__":
    unittest.main()
