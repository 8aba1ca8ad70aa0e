#!/usr/bin/python3
"""Whether each text of the templates was on a page that a browser test looked at.

    every_text.py FOLDER

FOLDER holds what `support/met.mjs` wrote: a file for each file of tests, with a text a line.
"""

import json
import re
import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "portal/http/templates"
LETTERS = re.compile(r"(mail|text)(-|\.)")  # these are looked at as they arrive
TEXT = re.compile(r"\{\{#t\}\}(.*?)\{\{/t\}\}", re.DOTALL)
NEVER = {"Nothing is written down yet."}  # whoever reads the log has signed in, which is written down


def main(folder):
    met = {json.loads(line) for file in Path(folder).glob("*.met") for line in file.read_text(encoding="utf-8").splitlines()}
    unmet = [f"{file.name}: {text}" for file in sorted(TEMPLATES.glob("*.mustache")) if not LETTERS.match(file.name)
             for text in TEXT.findall(file.read_text(encoding="utf-8")) if text not in met | NEVER]
    print("\n".join(unmet or ["every text was looked at"]))
    return 1 if unmet else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
