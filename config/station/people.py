"""The demo: who `gishectl demo seed` makes, and the people of the cards. All of them are invented."""

from dataclasses import dataclass

PASSWORD = "gishe-demo-2026"


@dataclass(frozen=True)
class Person:
    username: str
    password: str
    what: str
    card: str = ""


CLERK = Person("r.stoilova", PASSWORD, "служител на гише")
SUPERVISOR = Person("supervisor", PASSWORD, "проверяващ")
CITIZENS = [
    Person("viki.konstantinova", PASSWORD, "гражданка с карта с чип", "viki"),
    Person("ivan.petrov", PASSWORD, "гражданин с карта без чип", "ivan"),
]
