#!/usr/bin/python3
"""The clerk's guide says word for word what the screens say: docs/clerk.md against kiosk/po/bg.po."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs/clerk.md").read_text(encoding="utf-8")

NOT_TRANSLATED = {"English"}  # a language is named in itself


def catalog():
    """All Bulgarian sentences of the window."""
    text = (ROOT / "kiosk/po/bg.po").read_text(encoding="utf-8")
    found = re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', text, re.MULTILINE)
    return {"".join(re.findall(r'"(.*)"', each)).replace('\\"', '"') for each in found}


def rows_under(heading):
    """Cells of the first table below `heading`, without its two head lines."""
    table = GUIDE.split(heading)[1].split("\n|", 1)[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.split("\n")[2:]]


class ClerkGuideTest(unittest.TestCase):
    def test_every_quoted_message_is_one_of_the_screens(self):
        quoted = [row[0] for row in rows_under("## Когато нещо не върви")]
        self.assertGreater(len(quoted), 10)
        self.assertEqual([message for message in quoted if message not in catalog()], [])

    def test_every_key_bears_the_words_of_the_key_bar(self):
        words = [word for row in rows_under("## Клавишите") for word in row[1].split(", ")]
        self.assertGreater(len(words), 12)
        self.assertEqual([word for word in words if word not in catalog() | NOT_TRANSLATED], [])

    def test_what_stands_in_quotation_marks_as_a_result_is_shown(self):
        step = GUIDE.split("4. **Потвърждаване.**")[1].split("\n\n")[0].replace("\n   ", " ")
        self.assertEqual([words for words in re.findall("„(.*?)“", step) if words not in catalog()], [])


if __name__ == "__main__":
    unittest.main()
