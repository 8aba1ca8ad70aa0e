#!/usr/bin/python3
"""Every key of the published values is asked for by a test that reads the file."""

import json
import re
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
VECTORS = TESTS / "data/vectors"

# Words for people; and what says of a specimen how far it is known to be like a real one.
NOTES = {"about", "note", "name", "why", "from", "what", "accept_note", "reject_note", "assumption"}
# The lists themselves: the reader of the files opens them.
LISTS = {"meta", "vectors"}
NOT_ASKED = {
    "bg-identifiers.json": {
        "eik": "no program judges the number of a company", "eik9_weights": "the same", "eik13_weights": "the same",
        "order": "no program tells the order of birth from a number", "region_bg": "nor the region",
        "region_en": "nor the region", "egn_regions": "nor the region"},
    "mrz-td1.json": {"weights": "those of check_digit, whose values are compared zone by zone"},
}


def keys_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in NOTES and key not in ("eik", "egn_regions"):
                yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def sources_that_read(file, sources):
    """Those that name the file, and those that include them."""
    readers = {path for path, text in sources.items() if file in text}
    included = [str(path.relative_to(TESTS.parent)) for path in readers if path.suffix == ".hpp"]
    return readers | {path for path, text in sources.items() if any(f'"{name}"' in text for name in included)}


class Vectors(unittest.TestCase):
    def test_every_key_is_asked_for(self):
        sources = {path: path.read_text(encoding="utf-8") for path in [*TESTS.rglob("*.cpp"), *TESTS.rglob("*.hpp")]}
        files = sorted(VECTORS.glob("*.json"))
        self.assertGreater(len(files), 10)
        for file in files:
            asked = "".join(sources[path] for path in sources_that_read(file.name, sources))
            keys = set(keys_of(json.loads(file.read_text(encoding="utf-8")))) - NOTES - LISTS - set(NOT_ASKED.get(file.name, ()))
            with self.subTest(file.name):
                self.assertEqual({key for key in keys if not re.search(rf'["/]{key}["/]', asked)}, set())


if __name__ == "__main__":
    unittest.main()
