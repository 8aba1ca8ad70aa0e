#!/usr/bin/python3
"""The real kiosk at a real station: what goes wrong at a counter is told in the clerk's words, and nothing is lost by it."""

import unittest

from counter import FIRST_QUESTION, SIGN_IN, Counter, cards, people, station_parts

from station.headless import visitor

FIRST_PORT = 23443
CHIP_OWNER, ZONE_OWNER = (citizen.username for citizen in people.CITIZENS)
CHIP_CARD = cards.file_of("viki")
CAN = cards.read("viki").can


class CounterTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(station_parts.Folder())
        cls.counter = Counter(cls.folder / "s", FIRST_PORT)
        cls.addClassCleanup(cls.counter.stop)
        cls.counter.start()
        cls.driver = cls.counter.driver
        cls.counter.sign_in("not-hers")
        cls.counter.sees("Потребителското име или паролата не са верни.")
        cls.counter.type_password(people.CLERK.password)
        cls.counter.sees(FIRST_QUESTION)

    def setUp(self):
        self.counter.end_service()

    def card_like(self, model, **changes):
        """The description of another card: `model` with some words exchanged."""
        text = cards.file_of(model).read_text(encoding="utf-8")
        for before, after in changes.values():
            self.assertIn(before, text)
            text = text.replace(before, after)
        file = self.folder / f"{self.id().rpartition('.')[2]}.toml"
        file.write_text(text, encoding="utf-8")
        return file

    def read_chip(self, description, can=CAN):
        """Of the chip owner, up to what follows the reading."""
        self.counter.lay_card(description)
        self.counter.to_document(CHIP_OWNER)
        self.counter.enter(can)

    # The first step

    def test_an_unknown_username_stays_to_be_mended(self):
        self.counter.enter("nobody.1")
        self.counter.sees("В портала няма такова потребителско име.",
                          "Попитайте гражданина за точното име и го въведете отново.")
        self.assertEqual(self.driver.value_of("text", "Талон или потребителско име"), "nobody.1")

    def test_a_code_of_something_else_is_told_by_what_it_holds(self):
        self.counter.scan("https://example.com/menu", "Прочетено: „https://example.com/menu“.")
        self.counter.sees("Това е друг код, а тук се очаква талон за гише.",
                          "Нищо не е записано. Сканирайте талона от портала или въведете потребителското име.")

    def test_a_pass_serves_once(self):
        citizen = visitor(self.counter.station)
        citizen.sign_in(CHIP_OWNER, people.PASSWORD)
        digits = citizen.counter_pass(self.counter.station.place.program("gishe-scan"))
        self.counter.lay_card(CHIP_CARD)
        self.counter.scan(digits, "Това ли е профилът на гражданина?")
        self.counter.press("Return", "Поставете картата върху четеца и въведете CAN")
        self.counter.enter(CAN)
        self.counter.sees("Сравнете данните и лицето")
        self.counter.confirm()
        self.counter.sees("прието от портала в")
        self.counter.press("Return", FIRST_QUESTION)
        self.counter.scan(digits, "Този талон вече е използван.")
        self.counter.sees("Въведете потребителското име: то и личната карта са достатъчни.")

    # The document

    def test_a_wrong_can_may_be_typed_again(self):
        self.read_chip(CHIP_CARD, can="000000")
        self.counter.sees("Картата не прие този CAN.", "Сравнете шестте цифри на лицето на картата и ги въведете отново.")
        self.assertEqual(self.driver.value_of("text", "CAN"), "")
        self.counter.enter(CAN)
        self.counter.sees("Сравнете данните и лицето")

    def test_a_card_taken_away_while_it_is_read_is_read_again_when_it_is_back(self):
        self.counter.lay_card(CHIP_CARD)
        self.counter.to_document(CHIP_OWNER)
        self.counter.command_card("remove", "10")
        self.counter.enter(CAN)
        self.counter.sees("Картата беше вдигната твърде рано.", "Върнете я върху четеца: четенето започва отново само.")
        self.counter.command_card("insert")
        self.counter.sees("Сравнете данните и лицето")

    def test_a_card_that_is_no_travel_document_leads_to_its_zone(self):
        self.read_chip(cards.file_of("ivan"), cards.read("ivan").can)
        self.counter.sees("Тази карта не е документ за самоличност с четим чип.",
                          "Сканирайте редовете: три на гърба на картата, два в паспорта.")

    # The comparison

    def test_a_forged_signature_stops_the_case(self):
        self.read_chip(cards.file_of("forged"))
        self.counter.sees("Спрете: данните не са подписани от издателя",
                          "Не потвърждавайте: откажете с F4 и повикайте проверяващ. Нищо не е записано.",
                          "Подписът на издателя не отговаря на данните. Не потвърждавайте.")
        self.counter.press("F4", "Защо отказвате?")
        self.counter.press("F8", "Отказът е записан")
        self.counter.sees("прието от портала в", "Документът не премина проверките за автентичност")

    def test_an_expired_document_stops_the_case(self):
        self.read_chip(self.card_like("viki", expiry=("2033-02-28", "2025-11-23")))
        self.counter.sees("Спрете: документът е изтекъл", "Изтекъл документ не потвърждава никого. Нищо не е записано.",
                          "23.11.2025", "изтекъл")

    def test_another_name_is_confirmed_only_as_the_document_has_it(self):
        self.read_chip(self.card_like("viki", zone=("KONSTANTINOVA", "GEORGIEVA"), chip=("КОНСТАНТИНОВА", "ГЕОРГИЕВА")))
        self.counter.sees("Данните се различават", "разминаване", "ГЕОРГИЕВА")
        self.counter.press("F6", "Със съгласието на гражданина")

    # The portal

    def test_a_portal_lost_in_the_middle_of_a_case_delays_it_and_loses_nothing(self):
        station = self.counter.station
        self.counter.take_card_away()
        self.counter.to_document(ZONE_OWNER)
        station.stop_portal()
        self.addCleanup(station.start_portal)
        self.counter.scan(cards.read("ivan").zone, "Зоната е прочетена.")
        self.counter.press("Return", "Сравнете данните и лицето")
        self.counter.confirm(proven=False)
        self.counter.sees("Записано на гишето")
        for text in ("Без връзка", "Опашка: 1", "Чакат изпращане: 1"):
            self.driver.wait_for(text)
        self.doCleanups()
        self.counter.sees("Самоличността е потвърдена")
        for text in ("На линия", "Опашка: 0"):
            self.driver.wait_for(text)
        citizen = visitor(station)
        citizen.sign_in(ZONE_OWNER, people.PASSWORD)
        self.assertTrue(citizen.payment_is_open())

    def test_a_kiosk_that_is_enrolled_again_keeps_what_it_recorded_and_delivers_what_it_records(self):
        kiosk, portal = self.counter.station.kiosk, self.counter.station.portal
        self.counter.sign_out()
        self.counter.close_window()
        before = kiosk.name()
        kiosk.enrol(portal)
        self.assertNotEqual(kiosk.name(), before)
        self.assertTrue((self.counter.station.place.folder("kiosk") / f"was-{before}" / "outbox.sqlite").exists())
        self.counter.open_window(SIGN_IN)
        self.counter.sign_in()
        self.counter.sees(FIRST_QUESTION)
        for text in ("На линия", "Опашка: 0"):
            self.driver.wait_for(text)

    # The window

    def test_language_and_contrast_outlive_a_restart(self):
        self.counter.sign_out()
        self.counter.press("F11", "F11 Обичаен контраст")
        self.counter.press("F12", "F11 Usual contrast")
        self.counter.close_window()
        self.counter.open_window("Sign-in for clerks")
        self.counter.sees("F11 Usual contrast")
        self.counter.press("F12", "F11 Обичаен контраст")
        self.counter.press("F11", "F11 Висок контраст")
        self.counter.sees(SIGN_IN)
        self.counter.sign_in()
        self.counter.sees(FIRST_QUESTION)


if __name__ == "__main__":
    unittest.main()
