#!/usr/bin/python3
"""The citizen's road in a real browser."""

import re
import sys
import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import fill, leave, press, save, text_of  # noqa: E402

from running_portal import RunningPortal  # noqa: E402
from station import chromium, mail, people  # noqa: E402
from station.parts import wait_until  # noqa: E402

PAGES = ("/", "/procedure", "/registration", "/login", "/help", "/contact", "/privacy", "/terms", "/accessibility", "/nowhere")
OWN_PAGES = ("/account", "/account/number", "/account/pass", "/payments")
PASSWORD = "четири несвързани думи 7"


class CitizenTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())

    def browser(self, **settings):
        self.profiles = getattr(self, "profiles", 0) + 1
        profile = self.portal.mail.parent / f"{self.id().rsplit('.', 1)[1]}-{self.profiles}"
        browser = chromium.start(profile, flags=(self.portal.trusting_flag(),), **settings)
        self.addCleanup(browser.quit)
        return browser

    def open(self, browser, path):
        browser.get(self.portal.citizens_url + path)

    def path(self, browser):
        return browser.current_url.removeprefix(self.portal.citizens_url)

    def sign_in(self, browser):
        self.open(browser, "/login")
        fill(browser, username=people.CITIZENS[0].username, password=people.PASSWORD)
        leave(browser, lambda: browser.find_element(By.NAME, "password").send_keys(Keys.ENTER))
        self.assertEqual(self.path(browser), "/account")

    def heading(self, browser):
        return browser.find_element(By.TAG_NAME, "h1").text.replace("\u00a0", " ")

    def go_on(self, browser, heading, button="Продължи"):
        """Presses the button until this page comes: a form that is filled in at once is asked for again."""
        def arrived():
            press(browser, button)
            return self.heading(browser) == heading
        wait_until(arrived, heading)

    def letter_to(self, address):
        """The link in the newest letter."""
        wait_until(lambda: mail.messages_to(self.portal.mail, address), "the letter")
        return re.search(r"https://\S+", mail.messages_to(self.portal.mail, address)[-1])[0]

    def begin(self, browser, address):
        """To the question about the names, with scripts."""
        self.open(browser, "/registration")
        fill(browser, email=address)
        self.go_on(browser, "Имената Ви по лична карта")

    def fill_in(self, browser, username):
        """From the names to the check of the answers."""
        fill(browser, given="Мария", fathers="Петрова", family="Стоева-Иванова")
        save(browser, "names")
        self.go_on(browser, "Телефонът Ви")
        fill(browser, phone="0888 123 456")
        save(browser, "phone")
        self.go_on(browser, "Изберете потребителско име")
        fill(browser, username=username)
        save(browser, "username")
        self.go_on(browser, "Изберете парола")
        fill(browser, password=PASSWORD)
        save(browser, "password")
        self.go_on(browser, "Проверете отговорите си")
        self.assertIn("Стоева-Иванова", text_of(browser))
        self.assertIn("+359888123456", text_of(browser))
        save(browser, "check")

    def walk(self, browser, username):
        """From registration to the closed payment, reading what a citizen reads."""
        address = f"{username}@example.com"
        self.open(browser, "/procedure")
        press(browser, "Регистрация на нов потребител")
        fill(browser, email=address)
        save(browser, "email")
        self.go_on(browser, "Имената Ви по лична карта")
        self.fill_in(browser, username)
        press(browser, "Регистрирай се")
        self.assertEqual(self.heading(browser), "Отворете пощата си")
        self.assertIn(address, text_of(browser))
        save(browser, "sent")
        browser.get(self.letter_to(address))
        save(browser, "confirm")
        press(browser, "Потвърди адреса")
        self.assertIn("Електронният Ви адрес е потвърден", text_of(browser))
        save(browser, "confirmed")
        self.use(browser, username)

    def use(self, browser, username):
        """From the first sign-in to a counter pass."""
        self.open(browser, "/payments")
        self.assertEqual(self.path(browser), "/login?to=/payments")
        self.assertIn("Влезте, за да видите задълженията си.", text_of(browser))
        save(browser, "login-why")
        fill(browser, username=username, password=PASSWORD)
        leave(browser, lambda: browser.find_element(By.NAME, "password").send_keys(Keys.ENTER))
        self.assertEqual(self.path(browser), "/payments")
        self.assertIn("Електронното плащане още е затворено", text_of(browser))
        self.open(browser, "/account/number")
        fill(browser, number="8032056031")
        press(browser, "Запази")
        self.assertIn("8032", text_of(browser))
        press(browser, "Вземи талон за гише")
        self.assertEqual(self.path(browser), "/account/pass")
        self.assertRegex(text_of(browser), r"\d{4} \d{4} \d{4} \d{4}")
        self.assertTrue(browser.find_element(By.CSS_SELECTOR, "svg.qr").is_displayed())

    def test_a_citizen_registers_confirms_signs_in_and_takes_a_pass(self):
        self.walk(self.browser(), "maria.stoeva")

    def test_the_whole_road_works_without_scripts_and_begins_with_a_letter(self):
        browser = self.browser(scripts=False)
        address = "maria.bez.skript@example.com"
        self.open(browser, "/registration")
        self.assertIn("не изпълнява скриптове", text_of(browser))
        save(browser, "email-no-scripts")
        fill(browser, email=address)
        self.go_on(browser, "Отворете пощата си, за да продължите")
        save(browser, "letter-sent")
        browser.get(self.letter_to(address))
        save(browser, "letter")
        self.go_on(browser, "Имената Ви по лична карта")
        self.fill_in(browser, "maria.bez.skript")
        press(browser, "Регистрирай се")
        self.assertEqual(self.heading(browser), "Регистрирани сте")
        save(browser, "registered")
        browser.get(self.letter_to(address))
        self.assertIn("С тази връзка вече е регистриран профил", text_of(browser))
        self.use(browser, "maria.bez.skript")

    def test_who_replaces_the_pass_reads_that_the_one_before_is_no_longer_valid(self):
        for scripts in (True, False):
            with self.subTest(scripts=scripts):
                self.replace_pass(self.browser(scripts=scripts))

    def replace_pass(self, browser):
        self.sign_in(browser)
        self.open(browser, "/account/pass")
        if browser.find_elements(By.ID, "pass-digits") == []:
            press(browser, "Вземи талон за гише")
        self.open(browser, "/account/pass")
        self.assertNotIn("Предишният вече не важи", text_of(browser))
        before = browser.find_element(By.ID, "pass-digits").text
        press(browser, "Замени с нов талон")
        self.assertNotEqual(browser.find_element(By.ID, "pass-digits").text, before)
        self.assertIn("Това е новият Ви талон", text_of(browser))
        self.assertIn("Предишният вече не важи", text_of(browser))
        save(browser, "pass-replaced")

    def test_errors_have_the_focus_lead_to_their_fields_and_lose_no_answer(self):
        browser = self.browser()
        self.begin(browser, "viki@example.com")
        fill(browser, given="Виктория", fathers="Любомир0ва")
        press(browser, "Продължи")
        summary = browser.switch_to.active_element
        self.assertIn("error-summary", summary.get_attribute("class"))
        self.assertIn("2 грешки", summary.text)
        self.assertTrue(browser.title.startswith("Грешка: "))
        save(browser, "errors")
        self.assertEqual(browser.find_element(By.NAME, "given").get_attribute("value"), "Виктория")
        summary.find_element(By.LINK_TEXT, "Въведете фамилията си.").click()
        self.assertEqual(browser.switch_to.active_element.get_attribute("name"), "family")
        field = browser.find_element(By.NAME, "family")
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        described = field.get_attribute("aria-describedby").split()
        words = " ".join(browser.find_element(By.ID, name).text for name in described)
        self.assertIn("Въведете фамилията си.", words)

    def test_a_person_with_one_name_registers(self):
        browser = self.browser()
        self.begin(browser, "sukarno@example.com")
        fill(browser, given="Сукарно")
        press(browser, "Продължи")
        self.assertIn("Въведете фамилията си.", text_of(browser))
        browser.find_element(By.ID, "only").click()
        self.go_on(browser, "Телефонът Ви")

    def test_the_browsers_way_back_and_forward_shows_each_question_with_its_answer(self):
        browser = self.browser()
        self.begin(browser, "nazad@example.com")
        fill(browser, given="Мария")
        press(browser, "Продължи")  # a page with an error on the way
        fill(browser, family="Стоева")
        self.go_on(browser, "Телефонът Ви")
        fill(browser, phone="0888 123 456")
        self.go_on(browser, "Изберете потребителско име")
        leave(browser, browser.back)
        self.assertEqual(self.heading(browser), "Телефонът Ви")
        leave(browser, browser.back)
        self.assertEqual(self.heading(browser), "Имената Ви по лична карта")
        self.assertEqual(browser.find_element(By.NAME, "given").get_attribute("value"), "Мария")
        fill(browser, family="Иванова")
        self.go_on(browser, "Телефонът Ви")
        press(browser, "‹ Назад")
        self.assertEqual(browser.find_element(By.NAME, "family").get_attribute("value"), "Иванова")

    def test_a_finished_registration_is_shown_to_nobody_who_goes_back(self):
        browser = self.browser()
        self.begin(browser, "gotovo@example.com")
        self.fill_in(browser, "gotovo")
        press(browser, "Регистрирай се")
        browser.back()
        wait_until(lambda: self.path(browser) == "/registration/finished", "the page that says so")
        self.assertNotIn("Стоева", text_of(browser))

    def test_a_wrong_address_is_corrected_and_the_first_link_stops(self):
        browser = self.browser()
        self.begin(browser, "greshen@example.com")
        self.fill_in(browser, "greshen")
        press(browser, "Регистрирай се")
        first = self.letter_to("greshen@example.com")
        fill(browser, email="веrен")
        press(browser, "Изпрати на този адрес")
        self.assertIn("Въведете електронен адрес", text_of(browser))
        fill(browser, email="veren@example.com")
        press(browser, "Изпрати на този адрес")
        self.assertIn("veren@example.com", text_of(browser))
        save(browser, "corrected")
        browser.get(first)
        self.assertIn("Тази връзка не може да се използва", text_of(browser))
        browser.get(self.letter_to("veren@example.com"))
        press(browser, "Потвърди адреса")
        self.assertIn("Електронният Ви адрес е потвърден", text_of(browser))

    def test_no_robot_test_is_seen_or_met_by_keyboard(self):
        browser = self.browser()
        self.open(browser, "/registration")
        self.assertFalse(browser.find_element(By.TAG_NAME, "altcha-widget").is_displayed())
        met = []
        browser.find_element(By.NAME, "email").send_keys("klavish@example.com")
        while browser.switch_to.active_element.tag_name != "body" and len(met) < 50:
            met.append(browser.switch_to.active_element.get_attribute("name"))
            browser.switch_to.active_element.send_keys(Keys.TAB)
        self.assertIn("email", met)
        self.assertNotIn("website", met)

    def test_who_fills_in_what_nobody_sees_is_sent_a_letter(self):
        browser = self.browser()
        self.open(browser, "/registration")
        fill(browser, email="robot@example.com")

        def arrived():
            browser.execute_script("document.getElementById('website').value = 'https://example.com'")
            press(browser, "Продължи")
            return self.heading(browser) == "Отворете пощата си, за да продължите"
        wait_until(arrived, "the page that tells of the letter")

    def test_a_page_with_errors_keeps_its_name_on_the_way_back(self):
        browser = self.browser()
        self.open(browser, "/login")
        fill(browser, username="nobody", password="wrong password")
        press(browser, "Вход")
        self.assertTrue(browser.title.startswith("Грешка: Вход"))
        self.assertEqual(browser.find_element(By.CLASS_NAME, "trail").text, "Начало › Вход в електронния портал")

    def test_a_taken_username_is_told_before_a_password_is_chosen(self):
        browser = self.browser()
        self.begin(browser, "ivan@example.com")
        fill(browser, given="Иван", family="Петров")
        self.go_on(browser, "Телефонът Ви")
        self.go_on(browser, "Изберете потребителско име")
        fill(browser, username=people.CITIZENS[0].username)
        press(browser, "Продължи")
        self.assertIn("Това потребителско име е заето. Изберете друго.", text_of(browser))
        save(browser, "taken")
        fill(browser, username="ivan.free")
        self.go_on(browser, "Изберете парола")
        fill(browser, password="къса парола")
        press(browser, "Продължи")
        self.assertIn("поне 12 знака", text_of(browser))
        self.assertNotIn("къса парола", browser.page_source)

    def test_an_open_menu_moves_nothing_of_the_head_and_fits_the_screen(self):
        for width, sign_in in ((320, False), (390, False), (390, True)):
            browser = self.browser(width=width, height=844)
            if sign_in:
                self.sign_in(browser)
            self.open(browser, "/")
            head = browser.find_element(By.CSS_SELECTOR, ".head .frame")
            before, button = head.rect, browser.find_element(By.CSS_SELECTOR, ".menu summary")
            place = button.rect
            button.click()
            links = browser.find_element(By.CSS_SELECTOR, ".menu .links")
            self.assertTrue(links.is_displayed())
            self.assertEqual((head.rect, button.rect), (before, place))
            self.assertEqual((links.rect["x"], links.rect["width"]), (0, width))
            self.assertGreaterEqual(links.rect["y"], place["y"] + place["height"])
            self.assert_no_sideways(browser, "/")
            save(browser, f"menu-{width}-{'in' if sign_in else 'out'}")

    def test_each_answer_can_be_changed_at_the_check_and_leads_back_to_it(self):
        browser = self.browser()
        self.begin(browser, "promyana@example.com")
        self.fill_in(browser, "promyana")
        for name, field, value, shown in (("електронния адрес", "email", "druga@example.com", "druga@example.com"),
                                          ("фамилията", "family", "О’Конър", "О'Конър"),
                                          ("телефона", "phone", "+44 20 7946 0958", "+442079460958")):
            press(browser, f"Промени {name}")
            fill(browser, **{field: value})
            self.go_on(browser, "Проверете отговорите си")
            self.assertIn(shown, text_of(browser))
        press(browser, "Промени потребителското име")
        self.assertEqual(browser.find_element(By.NAME, "username").get_attribute("value"), "promyana")
        fill(browser, username="promyana.2")
        self.go_on(browser, "Изберете парола")  # it may hold the new username
        fill(browser, password=PASSWORD)
        self.go_on(browser, "Проверете отговорите си")
        self.assertIn("promyana.2", text_of(browser))

    def test_no_page_scrolls_sideways_at_320_pixels(self):
        browser = self.browser(width=320, height=640)
        for path in PAGES:
            self.check_width(browser, path)
        self.sign_in(browser)
        for path in OWN_PAGES:
            self.check_width(browser, path)

    def test_no_page_scrolls_sideways_with_twice_the_text(self):
        browser = self.browser(width=640, height=900)
        self.sign_in(browser)
        for path in (*PAGES, *OWN_PAGES):
            self.open(browser, path)
            browser.execute_script("document.documentElement.style.fontSize = '200%'")
            self.assert_no_sideways(browser, path)

    def check_width(self, browser, path):
        self.open(browser, path)
        self.assert_no_sideways(browser, path)

    def assert_no_sideways(self, browser, path):
        wide = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(wide, 0, f"{path} is {wide} px too wide")

    def test_english_is_whole_and_stays_chosen(self):
        browser = self.browser()
        self.open(browser, "/procedure?lang=en")
        self.assertEqual(self.path(browser), "/procedure")
        self.sign_in(browser)
        for path in (*PAGES, *OWN_PAGES):
            self.open(browser, path)
            self.assertEqual(browser.find_element(By.TAG_NAME, "html").get_attribute("lang"), "en")
            words = re.sub(r"[ЕГНЛЧ]{3}|БГ|Български", "", text_of(browser))
            names = browser.find_elements(By.CSS_SELECTOR, ".facts dd, .name, .name ~ .anywhere, tbody th")
            for name in names:
                words = words.replace(name.text.replace("\u00a0", " "), "")
            self.assertIsNone(re.search(r"[А-Яа-я]{2,}", words), f"{path}: {words}")

    def test_a_page_is_reached_by_keyboard_with_a_visible_focus(self):
        browser = self.browser()
        self.open(browser, "/")
        browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        first = browser.switch_to.active_element
        self.assertEqual(first.get_attribute("href"), self.portal.citizens_url + "/#content")
        browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        focused = browser.switch_to.active_element
        self.assertEqual(focused.value_of_css_property("outline-style"), "solid")

    def test_signing_out_leaves_nothing_behind(self):
        browser = self.browser()
        self.sign_in(browser)
        press(browser, "Изход", where="header")
        self.assertEqual(self.path(browser), "/signed-out")
        browser.back()
        wait_until(lambda: self.path(browser) == "/login?to=/account", "the page asked for again")
        self.assertNotIn(people.CITIZENS[0].username, text_of(browser))

    def test_no_page_needs_more_than_the_portal_and_no_script_fails(self):
        browser = self.browser()
        self.sign_in(browser)
        for path in (*PAGES[:-1], *OWN_PAGES):
            self.open(browser, path)
            hosts = browser.execute_script(
                "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)")
            self.assertEqual(set(hosts) - {self.portal.citizens_url}, set())
            self.assertTrue(browser.execute_script("return document.fonts.check('16px Manrope')"))

    def test_every_link_of_ours_leads_somewhere(self):
        browser = self.portal.citizen()
        seen, waiting = set(), ["/"]
        while waiting:
            path = waiting.pop()
            page = browser.open(path)
            self.assertEqual(page.status, 200, path)
            for link in page.links:
                if link.startswith("/") and link.partition("#")[0] not in seen:
                    seen.add(link.partition("#")[0])
                    waiting.append(link.partition("#")[0])
        self.assertIn("/accessibility", seen)


if __name__ == "__main__":
    unittest.main()
