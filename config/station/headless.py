"""Two whole verifications without a display: the real kiosk in a virtual one, the citizens' part over HTTPS."""

import contextlib
import os
import time

from . import cards, people
from .citizen import Answers, Citizen, Unexpected
from .desktop import Desktop
from .language import english
from .page_pictures import PagePictures
from .words import bulgarian

CHIP_CARD = "viki"
ZONE_CARD = "ivan"
PHONE_WIDTH_PX = 390


class Steps:
    """Prints each step with its time and keeps a picture of the screen, or of a citizen's page, after it."""

    def __init__(self, folder, pages):
        self.folder = folder
        self.pages = pages
        self.driver = None  # set when the window is there
        self._english = english()  # the demo desktop, whose environment comes later, has a language of its own
        self._number = 0
        self._began = time.monotonic()
        for old in folder.glob("*.png"):
            old.unlink()

    def told(self, in_bulgarian, in_english):
        return in_english if self._english else in_bulgarian

    @contextlib.contextmanager
    def step(self, in_bulgarian, in_english, picture, citizen=None, also_width_px=None):
        """`citizen` is whose page the picture shows; without one it shows the counter's screen."""
        self._number += 1
        started = time.monotonic()
        print(f"{self._number:3}. {self.told(in_bulgarian, in_english)} …", end="", flush=True)
        try:
            yield
        except BaseException:
            print(self.told(" НЕ УСПЯ", " FAILED"), flush=True)
            if self.driver:
                self.driver.screenshot(self.folder / "failed.png")
                print(f"     {self.told('снимка', 'picture')}: {self.folder / 'failed.png'}")
            raise
        print(f" {time.monotonic() - started:.2f} s", flush=True)
        file = self.folder / f"{self._number:02}-{picture}.png"
        if citizen is None:
            self.driver.screenshot(file)
            return
        self.pages.take(citizen.browser, file)
        if also_width_px:
            self.pages.take(citizen.browser, file.with_stem(f"{file.stem}-{also_width_px}"), also_width_px)

    def total(self):
        return time.monotonic() - self._began


def visitor(station):
    """A citizen at home, before signing in."""
    return Citizen(station.citizens_url, station.certificates.authority, bulgarian(station.place.programs, "gishe-portal"))


def register_with_chip_card(station, steps):
    """A new citizen: registration, e-mail, personal number, counter pass. Returns her account and the pass's digits."""
    answers = Answers("viktoria.k", people.PASSWORD, "viktoria.k@example.bg", "Виктория", "Любомирова",
                      "Константинова", cards.read(CHIP_CARD).personal_number)
    citizen = visitor(station)
    with steps.step("Гражданката се регистрира в портала",
                    "The citizen registers in the portal", "portal-registered", citizen):
        citizen.register(answers)
    with steps.step("Потвърждава електронния си адрес от писмото",
                    "She confirms her e-mail address from the letter", "portal-email", citizen):
        citizen.confirm_email(station.mail, answers)
    with steps.step("Влиза и дава ЕГН",
                    "She signs in and gives her personal number", "portal-account", citizen, PHONE_WIDTH_PX):
        citizen.sign_in(answers.username, answers.password)
        citizen.give_number(answers.number)
    with steps.step("Електронното плащане още е затворено",
                    "Electronic payment is still closed", "portal-closed", citizen):
        if citizen.payment_is_open():
            raise Unexpected("the payments are open before any verification")
    with steps.step("Взема талон за гишето; QR кодът му се чете",
                    "She takes a counter pass; its QR code is read", "portal-pass", citizen):
        digits = citizen.counter_pass(station.place.program("gishe-scan"))
    return citizen, answers.username, digits


def verify_by_chip(driver, steps, tr, username, digits):
    with steps.step("Скенерът чете талона: профилът се показва",
                    "The scanner reads the pass: the account appears", "chip-found"):
        driver.scan(digits)
        driver.wait_for(username)
        driver.wait_for(tr("Is this the citizen's account?"))
    with steps.step("Гражданката потвърждава профила си",
                    "The citizen confirms that it is her account", "chip-document"):
        driver.press("Return")
        driver.wait_for(tr("Put the card on the reader and type its CAN"))
    with steps.step("CAN, чипът се чете докрай: сравнение",
                    "CAN, the chip is read to its end: comparison", "chip-compare"):
        driver.type(cards.read(CHIP_CARD).can)
        driver.press("Return")
        driver.wait_for(tr("Compare the data and the face"))
    with steps.step("Към решението",
                    "On to the decision", "chip-decide"):
        driver.press("Return")
        driver.wait_for(tr("Is it the same person in front of you?"))
    with steps.step("F8: самоличността е потвърдена и записана",
                    "F8: the identity is confirmed and recorded", "chip-confirmed"):
        driver.press("F8")
        driver.wait_for(tr("The identity is confirmed"))


def verify_by_zone(station, driver, steps, tr, username):
    with steps.step("Картата се връща; следващата няма чип",
                    "The card goes back; the next one has no chip", "card-back"):
        station.reader.command(station.place.program("gishe-virtual-card"), "remove")
        driver.wait_for(tr("Reader: %s") % tr("ready"))
    with steps.step("Следващият гражданин: въведено потребителско име",
                    "The next citizen: the username is typed", "zone-found"):
        driver.press("Return")
        driver.wait_for(tr("Scan the pass or type the username"))
        driver.fill("text", tr("Pass or username"), username)
        driver.press("Return")
        driver.wait_for(tr("Is this the citizen's account?"))
    with steps.step("Гражданинът потвърждава профила си",
                    "The citizen confirms that it is his account", "zone-document"):
        driver.press("Return")
        driver.wait_for(tr("Put the card on the reader and type its CAN"))
    with steps.step("Скенерът чете трите реда на гърба",
                    "The scanner reads the three lines on the back", "zone-read"):
        driver.scan(cards.read(ZONE_CARD).zone)
        driver.wait_for(tr("The zone was read."))
    with steps.step("Без чип нататък: сравнение",
                    "On without a chip: comparison", "zone-compare"):
        driver.press("Return")
        driver.wait_for(tr("Compare the data and the face"))
    with steps.step("Към решението",
                    "On to the decision", "zone-decide"):
        driver.press("Return")
        driver.wait_for(tr("Is it the same person in front of you?"))
    with steps.step("Чип не доказва картата: видимото по нея се отмята",
                    "No chip proves the card: what is seen on it is ticked", "zone-seen"):
        driver.tick_everything()
        driver.wait_for(tr("Everything is ticked."))
    with steps.step("F8: самоличността е потвърдена и записана",
                    "F8: the identity is confirmed and recorded", "zone-confirmed"):
        driver.press("F8")
        driver.wait_for(tr("The identity is confirmed"))


def wait_for_empty_queue(driver, steps, tr):
    with steps.step("Записите са в портала: опашката е празна",
                    "The records are in the portal: the queue is empty", "queue-empty"):
        driver.wait_for(tr("Queue: %s") % 0)


def check_payment(steps, username, citizen, sign_in=False):
    with steps.step(f"В портала: {username} вижда задълженията си",
                    f"In the portal: {username} sees what is owed", "portal-open", citizen):
        if sign_in:
            citizen.sign_in(username, people.PASSWORD)
        if not citizen.payment_is_open():
            raise Unexpected("the payments are still closed")


def drive(station, pictures):
    """Raises on the first step that does not end as it should."""
    with PagePictures(station.place.folder("chromium")) as pages:
        _drive(station, Steps(pictures, pages))


def _drive(station, steps):
    tr = bulgarian(station.place.programs, "gishe-kiosk")
    desktop = Desktop(station.place)
    desktop.start(station.parts)
    citizen, username, digits = register_with_chip_card(station, steps)

    os.environ.update(desktop.environment)
    from .kiosk_driver import KioskDriver  # reads the display and the bus from the environment
    driver = KioskDriver()
    steps.driver = driver
    with steps.step("Прозорецът на гишето",
                    "The counter's window", "signin"):
        station.parts.start(station.kiosk.part(station.place.log("kiosk"), desktop.environment,
                                               lambda: driver.shows(tr("Sign-in for clerks"))))
    with steps.step("Служителят влиза",
                    "The clerk signs in", "citizen"):
        driver.fill("text", tr("Username"), people.CLERK.username)
        driver.press("Tab")
        driver.fill("password text", tr("Password"), people.CLERK.password)
        driver.press("Return")
        driver.wait_for(tr("Scan the pass or type the username"))
    verify_by_chip(driver, steps, tr, username, digits)
    verify_by_zone(station, driver, steps, tr, people.CITIZENS[1].username)
    wait_for_empty_queue(driver, steps, tr)
    check_payment(steps, username, citizen)
    check_payment(steps, people.CITIZENS[1].username, visitor(station), sign_in=True)
    station.parts.check()
    seconds = f"{steps.total():.1f} s"
    print(steps.told(f"\nДве самоличности са потвърдени за {seconds}. Снимки на всяка стъпка: {steps.folder}",
                     f"\nTwo identities are confirmed in {seconds}. A picture of each step: {steps.folder}"))
