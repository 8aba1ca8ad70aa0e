"""Bulgarian or English, for who sits at the terminal: English where the locale asks for it, otherwise Bulgarian."""

import os


def english():
    """As `./gishe` decides it too. The first variable that is set counts: locale(7)."""
    chosen = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return chosen.startswith("en")


def told(in_bulgarian, in_english):
    return in_english if english() else in_bulgarian
