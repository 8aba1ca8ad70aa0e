"""The cards that lie beside the demo reader, and the machine-readable zone on the back of each."""

import tomllib
from dataclasses import dataclass

from .language import told
from .place import CLONE

CARDS = CLONE / "config/virtual-cards"
WHAT = {  # for whoever tries them at the desk
    "viki": ("с чип, на viki.konstantinova", "with a chip, of viki.konstantinova"),
    "ivan": ("без чип за четене, на ivan.petrov: ./gishe scan ivan", "without a chip to read, of ivan.petrov: ./gishe scan ivan"),
    "konstantinova": ("друга истинска карта на viki.konstantinova", "another genuine card of viki.konstantinova"),
    "expired": ("изтекла, на човек без профил", "expired, of somebody without an account"),
    "forged": ("подправена: данни, сменени след подписването", "forged: data changed after the signature"),
    "clone": ("копие на konstantinova: данните са истински, чипът не е",
              "a copy of konstantinova: the data are genuine, the chip is not"),
}


def file_of(name):
    return CARDS / f"{name}.toml"


def names():
    """As `./gishe card exchange NAME` takes them."""
    return sorted(path.stem for path in CARDS.glob("*.toml"))


def check_digit(field):
    """Weights 7-3-1, modulo 10. Source: ICAO 9303-3 §4.9."""
    values = (0 if c == "<" else int(c, 36) for c in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


@dataclass(frozen=True)
class Card:
    can: str
    number: str
    personal_number: str
    zone: str  # three lines of thirty characters


def read(name):
    """The card of this name. Its zone is a Bulgarian ID card's: ICAO 9303-5, the ЕГН in the second line."""
    with open(file_of(name), "rb") as file:
        described = tomllib.load(file)
    document, person = described["document"], described["person"]
    number, personal_number = document["number"].ljust(9, "<"), person["personal_number"].ljust(11, "<")
    birth = person["birth_date"].strftime("%y%m%d")
    expiry = document["expiry_date"].strftime("%y%m%d")
    number += check_digit(number)
    dates = birth + check_digit(birth), expiry + check_digit(expiry)
    optional = "<" * 15
    composite = check_digit(number + optional + dates[0] + dates[1] + personal_number)
    holder = f"{person['surname']}<<{person['given_names']}".replace(" ", "<")
    lines = ("IDBGR" + number + optional,
             dates[0] + person["sex"][0].upper() + dates[1] + "BGR" + personal_number + composite,
             holder[:30].ljust(30, "<"))
    return Card(document["can"], document["number"], person["personal_number"], "\n".join(lines))


def listed(indent=""):
    """A line for each card: its name, the CAN to type, what it is."""
    return "\n".join(f"{indent}{name:14} CAN {read(name).can}   {told(*what)}" for name, what in WHAT.items())
