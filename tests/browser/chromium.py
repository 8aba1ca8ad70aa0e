"""Debian's Chromium for tests: headless, without a network of its own."""

import base64
import os
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "portal/http"))

QUIET = ("--headless=new", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars")


def chromium(profile, width=1280, height=900, scripts=True, flags=()):
    """A new browser with nothing in it; the caller quits it."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*QUIET, f"--user-data-dir={profile}", f"--window-size={width},{height}", *flags):
        options.add_argument(flag)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.accept_insecure_certs = True  # the authority of the test's own portal
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    browser.set_page_load_timeout(30)
    # The window's inside, not its frame, has this width.
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
    return browser


def fill(browser, **values):
    """Types into fields by their names."""
    for name, value in values.items():
        field = browser.find_element(By.NAME, name)
        field.clear()
        field.send_keys(value)


def leave(browser, act):
    """Does `act` and returns when another page stands in the place of this one."""
    page = browser.find_element(By.TAG_NAME, "html")
    act()
    WebDriverWait(browser, 20).until(staleness_of(page))


def press(browser, text, where="main"):
    """Presses the button or follows the link with this text, to the page that comes then."""
    path = f"//{where}//*[self::button or self::a][normalize-space(translate(., '\u00a0', ' '))='{text}']"
    leave(browser, browser.find_element(By.XPATH, path).click)


def text_of(browser):
    """What a person reads on the page."""
    return browser.find_element(By.TAG_NAME, "body").text.replace("\u00a0", " ")


def save(browser, name):
    """A picture of the whole page into GISHE_SCREENSHOTS, where that is asked for."""
    folder = os.environ.get("GISHE_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    picture = browser.execute_cdp_cmd("Page.captureScreenshot", {
        "format": "png", "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}})
    (Path(folder) / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))
