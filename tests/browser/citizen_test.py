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
        browser = chromium.start(profile, **settings)
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

    def walk(self, browser, username):
        """From registration to the closed payment, reading what a citizen reads."""
        address = f"{username}@example.com"
        self.open(browser, "/procedure")
        press(browser, "Регистрация на нов потребител")
        fill(browser, given="Мария", fathers="Петрова", family="Стоева-Иванова", email=address, phone="0888 123 456",
             username=username)
        press(browser, "Продължи")
        self.assertIn("Стоева-Иванова", text_of(browser))
        save(browser, "check")
        fill(browser, password=PASSWORD)
        press(browser, "Регистрирай се")
        self.assertEqual(self.path(browser), "/registration/sent")
        self.assertIn(address, text_of(browser))
        save(browser, "sent")
        wait_until(lambda: mail.messages_to(self.portal.mail, address), "the letter")
        browser.get(re.search(r"https://\S+", mail.messages_to(self.portal.mail, address)[-1])[0])
        save(browser, "confirm")
        press(browser, "Потвърди адреса")
        self.assertIn("Електронният Ви адрес е потвърден", text_of(browser))
        save(browser, "confirmed")
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

    def test_the_whole_road_works_without_scripts(self):
        self.walk(self.browser(scripts=False), "maria.bez.skript")

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
        self.open(browser, "/registration")
        fill(browser, given="Виктория", fathers="Любомир0ва", username="viki.new", email="viki@example.com",
             phone="0888 123 456")
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

    def test_a_page_with_errors_keeps_its_name_on_the_way_back(self):
        browser = self.browser()
        self.open(browser, "/login")
        fill(browser, username="nobody", password="wrong password")
        press(browser, "Вход")
        self.assertTrue(browser.title.startswith("Грешка: Вход"))
        self.assertEqual(browser.find_element(By.CLASS_NAME, "trail").text, "Начало › Вход в електронния портал")

    def test_a_taken_username_is_told_before_a_password_is_chosen(self):
        browser = self.browser()
        self.open(browser, "/registration")
        fill(browser, given="Иван", family="Петров", email="ivan@example.com", username=people.CITIZENS[0].username)
        press(browser, "Продължи")
        self.assertIn("Това потребителско име е заето. Изберете друго.", text_of(browser))
        save(browser, "taken")
        fill(browser, username="ivan.free")
        press(browser, "Продължи")
        self.assertTrue(browser.find_element(By.NAME, "password").is_displayed())

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

    def test_the_answers_can_be_changed_before_they_are_sent(self):
        browser = self.browser()
        self.open(browser, "/registration")
        fill(browser, given="Иван", family="Петров", email="ivan@example.com", phone="0888 123 456", username="ivan.new")
        press(browser, "Продължи")
        press(browser, "Промени отговорите")
        self.assertEqual(browser.find_element(By.NAME, "family").get_attribute("value"), "Петров")

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
