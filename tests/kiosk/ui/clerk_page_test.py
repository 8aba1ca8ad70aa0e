#!/usr/bin/python3
"""What docs/clerk.md says in quotes, the screen says with the same words."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def bulgarian_words():
    """All Bulgarian sentences of the window, without the marks of bold letters."""
    text = (ROOT / "kiosk/po/bg.po").read_text(encoding="utf-8")
    entries = re.findall(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, re.MULTILINE)
    joined = ("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', entry)) for entry in entries)
    return {re.sub(r"</?b>", "", words).replace('\\"', '"') for words in joined}


class ClerkPage(unittest.TestCase):
    def test_every_screen_text_in_the_table_of_troubles_is_one_of_the_window(self):
        page = (ROOT / "docs/clerk.md").read_text(encoding="utf-8")
        table = re.search(r"^\| екранът казва \|.*\n((?:\|.*\n)+)", page, re.MULTILINE)[1]
        quoted = re.findall("„([^“]+)“", "".join(line.split("|")[1] for line in table.splitlines()))
        self.assertGreater(len(quoted), 5)
        self.assertEqual([text for text in quoted if text not in bulgarian_words()], [])


if __name__ == "__main__":
    unittest.main()
