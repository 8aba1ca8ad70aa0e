#!/usr/bin/python3
"""The supervisor's pages in a real browser."""

import sys
import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import fill, leave, save  # noqa: E402

from kiosk_caller import KioskCaller  # noqa: E402
from running_portal import RunningPortal  # noqa: E402
from station import chromium, people  # noqa: E402

DAY = "/?day=2026-11-18"  # on which `unsigned_records` are dated
WIDER_THAN_ITS_ROOM = "return [document.documentElement, ...document.querySelectorAll('.sheet')]" \
                      ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel ?? one.tagName)"


class StaffTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = cls.enterClassContext(RunningPortal())
        kiosk = KioskCaller(cls.portal)
        kiosk.enrol()
        kiosk.sign_in()
        sealing_key = kiosk.call("GET", "/changes", query="?since=0").message["sealing_key_id"]
        kiosk.call("POST", "/records", kiosk.unsigned_records(sealing_key))

    def browser(self, width, language):
        browser = chromium.start(self.portal.mail.parent / f"staff-{width}-{language}", width=width, height=844)
        self.addCleanup(browser.quit)
        browser.get(f"{self.portal.staff_url}/login?lang={language}")
        fill(browser, username=people.SUPERVISOR.username, password=people.PASSWORD)
        leave(browser, lambda: browser.find_element(By.NAME, "password").send_keys(Keys.ENTER))
        return browser

    def test_no_table_and_no_page_scrolls_sideways_on_a_telephone(self):
        for width, language in ((320, "bg"), (390, "en")):
            browser = self.browser(width, language)
            for path, name in ((DAY, "day"), ("/cases", "cases")):
                browser.get(self.portal.staff_url + path)
                save(browser, f"staff-{name}-{width}-{language}")
                self.assertNotEqual(browser.find_elements(By.CSS_SELECTOR, ".sheet td"), [], path)
                self.assertEqual(browser.execute_script(WIDER_THAN_ITS_ROOM), [], f"{path} at {width}")

    def test_a_wide_page_shows_its_tables_with_heads(self):
        browser = self.browser(1280, "bg")
        browser.get(self.portal.staff_url + DAY)
        heads = [head.text for head in browser.find_elements(By.CSS_SELECTOR, "thead th") if head.is_displayed()]
        self.assertIn("Документ", heads)
        self.assertEqual(browser.execute_script(WIDER_THAN_ITS_ROOM), [])


if __name__ == "__main__":
    unittest.main()
