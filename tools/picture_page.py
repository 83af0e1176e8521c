"""The picture in the README: python tools/picture_page.py LEDGER_FOLDER docs/page.webp

Opens the folder's page in Chromium, opens the first figure's sentences, and takes what a screen shows, as WebP.
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from marsad.settings import BROWSERS

_WIDTH, _HEIGHT = 1200, 900
_QUALITY = 60


def main(folder: Path, picture: Path) -> None:
    """Take the picture."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.goto((folder / "briefing.html").absolute().as_uri())
        page.locator(".brief a.n").first.click()
        page.locator(".panel mark").first.wait_for()
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        taken = page.context.new_cdp_session(page).send(
            "Page.captureScreenshot", {"format": "webp", "quality": _QUALITY}
        )
        picture.write_bytes(base64.b64decode(taken["data"]))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
