"""The demo: who `gishectl demo seed` makes, and the people of the cards. All of them are invented."""

from dataclasses import dataclass

PASSWORD = "gishe-demo-2026"


@dataclass(frozen=True)
class Person:
    username: str
    password: str
    what: tuple[str, str]  # in Bulgarian, in English
    card: str = ""


CLERK = Person("r.stoilova", PASSWORD, ("служител на гише", "clerk at the counter"))
SUPERVISOR = Person("supervisor", PASSWORD, ("проверяващ", "supervisor"))
CITIZENS = [
    Person("viki.konstantinova", PASSWORD, ("гражданка с карта с чип", "citizen whose card has a chip"), "viki"),
    Person("ivan.petrov", PASSWORD, ("гражданин с карта без чип", "citizen whose card has no chip"), "ivan"),
]
