"""Pictures of every page of the desk: python tools/picture_desk.py DESK OUT [--docs FOLDER]

Serves a copy of a desk to an admin of its own, and takes each page at three widths, light and dark, whole;
with --docs what a screen shows of the few that stand in the docs, as WebP.
"""

import argparse
import base64
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from time import sleep

import uvicorn
from playwright.sync_api import Page, sync_playwright

from marsad.living import open_desk
from marsad.model.claims import Place, Source
from marsad.model.copies import Copy, Relation, Story
from marsad.model.incidents import Incident
from marsad.server.app import create_app
from marsad.server.people import People, Role, fold_name
from marsad.settings import BROWSERS
from marsad.store.database.reading import Order, read_desk

_WIDTHS = (390, 1280, 2560)
_FIXED = (
    "/",
    "/stories",
    "/map",
    "/timeline",
    "/search?q=killed",
    "/review",
    "/log",
    "/feeds",
    "/settings",
    "/hooks",
    "/audit",
    "/nowhere",
)
_DOCS = {"today": "light", "map": "light", "timeline": "light", "incident": "dark"}
_NAME = "Ada Moss"
_QUALITY = 55


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("desk", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--docs", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with _serve(given.desk) as (home, key, pages), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.context.add_cookies([{"name": "marsad", "value": key, "url": home}])
        if given.docs:
            for name, scheme in _DOCS.items():
                _take_screen(page, home + pages[name], scheme, given.docs / f"desk-{name}.webp")
        else:
            for name, path in pages.items():
                for width in _WIDTHS:
                    for scheme in ("light", "dark"):
                        _show(page, home + path, width, 900, scheme)
                        page.screenshot(path=given.out / f"{name}-{width}-{scheme}.png", full_page=True)
        browser.close()


def _show(page: Page, address: str, width: int, height: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    if page.locator("#atlas[data-base]").count():
        page.locator("#atlas[data-drawn]").wait_for(timeout=120_000)


def _take_screen(page: Page, address: str, scheme: str, picture: Path) -> None:
    _show(page, address, 1200, 820, scheme)
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    picture.write_bytes(base64.b64decode(taken["data"]))


@contextmanager
def _serve(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """A copy of a desk on a port of its own: its address, the key of an admin who is signed in, and its pages."""
    with tempfile.TemporaryDirectory() as copied:
        shutil.copytree(folder, copied, dirs_exist_ok=True)
        with open_desk(Path(copied)) as desk:
            with read_desk(desk.database) as reader:
                incident = max(reader.page(Incident, limit=200).rows, key=lambda one: (len(one.voices), one.id))
                source = max((voice.source for voice in incident.voices), default="")
                ids = {
                    "story": f"/stories/{incident.story}",
                    "incident": f"/incidents/{incident.id}",
                    "report": f"/reports/{reader.get_many(Story, (incident.story,))[0].reports[0]}",
                }
                if reader.get(Source, source):
                    ids["source"] = f"/sources/{source}"
                if reader.get_many(Place, incident.places):
                    ids["place"] = f"/places/{incident.places[0]}"
                copies = reader.page(Copy, order=Order.ID, limit=200).rows
                rewrite = next((one for one in copies if one.relation is Relation.REWRITE and one.origin), None)
                if rewrite is not None:
                    ids["beside"] = f"/reports/{rewrite.origin}/beside/{rewrite.report}"
            people = People(desk.database)
            people.add(_NAME, Role.ADMIN, token_urlsafe())
            app = create_app(desk)
            server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none", lifespan="off"))
            thread = threading.Thread(target=server.run)
            thread.start()
            while not server.started:
                sleep(0.05)
            port = server.servers[0].sockets[0].getsockname()[1]
            fixed = {path.strip("/").partition("?")[0] or "today": path for path in _FIXED}
            try:
                yield f"http://127.0.0.1:{port}", people.begin(fold_name(_NAME)), {**fixed, **ids}
            finally:
                app.state.site.live.stop()
                server.should_exit = True
                thread.join()


if __name__ == "__main__":
    main()
