"""The words that the programs show, from their own catalogues: what is looked for changes with what is shown."""

import gettext


# Where each program's catalogue stands, from the build folder.
CATALOGUES = {"gishe-kiosk": "share/locale", "gishe-portal": "locale"}


def bulgarian(programs, name):
    """A function from the English sentence in the code to the Bulgarian one on the screen of this program."""
    catalog = gettext.translation(name, programs.parent / CATALOGUES[name], ["bg"])
    return lambda english: catalog.gettext(english).replace("\u00a0", " ")
