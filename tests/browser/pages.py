"""Pages in Chromium, for tests: forms are filled, buttons pressed, pages read."""

import os
import sys
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "portal/http"))
import running_portal  # noqa: E402, F401 (finds the package `station`)

from station.chromium import save_page  # noqa: E402


def fill(browser, **values):
    """Types into fields by their names."""
    for name, value in values.items():
        field = browser.find_element(By.NAME, name)
        field.clear()
        field.send_keys(value)


MARK = "document.gisheLeft = true"
ARRIVED = "return !document.gisheLeft && document.readyState === 'complete'"


def leave(browser, act):
    """Does `act` and returns when another page stands whole in the place of this one.

    While one page goes and the other comes, the browser has no document to ask and its driver answers with errors.
    """
    browser.execute_script(MARK)
    act()
    WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException]).until(lambda it: it.execute_script(ARRIVED))


def save(browser, name):
    """A picture of the whole page into GISHE_SCREENSHOTS, where that is asked for."""
    folder = os.environ.get("GISHE_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    save_page(browser, Path(folder) / f"{name}.png")
