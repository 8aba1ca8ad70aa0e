"""The words that the programs show, from their own catalogues: what is looked for changes with what is shown."""

import gettext


def bulgarian(programs, domain):
    """A function from the English sentence in the code to the Bulgarian one on the screen."""
    catalog = gettext.translation(domain, programs.parent / "locale", ["bg"])
    return lambda english: catalog.gettext(english).replace("\u00a0", " ")
