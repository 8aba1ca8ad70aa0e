"""Pictures of the portal's pages as a citizen sees them, for a visitor who came there without a window."""

from . import chromium

WIDTH_PX, HEIGHT_PX = 1280, 900

WHEN_PAINTED = """
const done = arguments[arguments.length - 1];
const painted = () => document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));
document.readyState === "complete" ? painted() : addEventListener("load", painted);
"""


class PagePictures:
    """A context. `profile` is a folder that Chromium may fill."""

    def __init__(self, profile):
        self._profile = profile

    def __enter__(self):
        self._browser = chromium.start(self._profile, WIDTH_PX, HEIGHT_PX)
        return self

    def __exit__(self, *_):
        self._browser.quit()

    def take(self, visitor, file, width_px=WIDTH_PX):
        """The page that came last to `visitor` (a `web.Browser`), painted from what it got then: nothing is asked twice."""
        chromium.set_size(self._browser, width_px, HEIGHT_PX)
        self._browser.get(visitor.origin)  # whence the page may load its style and fonts
        frame = self._browser.execute_cdp_cmd("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
        self._browser.execute_cdp_cmd("Page.setDocumentContent", {"frameId": frame, "html": visitor.page.body.decode()})
        self._browser.execute_async_script(WHEN_PAINTED)
        chromium.save_page(self._browser, file)
