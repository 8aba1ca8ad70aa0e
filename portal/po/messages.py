"""The English texts of the portal as its sources hold them: templates, and literals in C++.

    python3 portal/po/messages.py     names what bg.po lacks or no longer needs
"""

import ast
import re
import sys
from pathlib import Path

HTTP = Path(__file__).resolve().parents[1] / "http"
CATALOG = Path(__file__).with_name("bg.po")
LITERAL = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'


def joined(literals):
    """Adjacent C++ literals as one text."""
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', literals))


def used():
    """Singular texts, and pairs of singular and plural."""
    texts, pairs = set(), set()
    for template in HTTP.glob("templates/*.mustache"):
        texts |= set(re.findall(r"{{#t}}(.*?){{/t}}", template.read_text(encoding="utf-8"), re.S))
    for source in HTTP.glob("*.cpp"):
        code = source.read_text(encoding="utf-8")
        texts |= {joined(found) for found in re.findall(r"\b(?:N_|text)\(\s*" + LITERAL, code)}
        pairs |= {(joined(one), joined(many))
                  for one, many in re.findall(r"\bcounted\(\s*" + LITERAL + r",\s*" + LITERAL, code)}
    return texts, pairs


def entries(catalog=CATALOG):
    """Of a .po file: the English text (or the pair) with its translations."""
    found = {}
    for block in re.split(r"\n\s*\n", catalog.read_text(encoding="utf-8")):
        fields = {}
        for keyword, literals in re.findall(r"^(msgid_plural|msgid|msgstr(?:\[\d\])?) " + LITERAL, block, re.M):
            fields[keyword] = joined(literals)
        if not fields.get("msgid"):
            continue
        key = (fields["msgid"], fields["msgid_plural"]) if "msgid_plural" in fields else fields["msgid"]
        found[key] = [value for keyword, value in fields.items() if keyword.startswith("msgstr")]
    return found


def main():
    texts, pairs = used()
    known = entries()
    lacking = sorted(map(str, (texts | pairs) - {key for key, values in known.items() if all(values)}))
    unneeded = sorted(map(str, set(known) - texts - pairs))
    for title, names in (("not translated", lacking), ("no longer used", unneeded)):
        for name in names:
            print(f"{title}: {name}")
    return 1 if lacking or unneeded else 0


if __name__ == "__main__":
    sys.exit(main())
