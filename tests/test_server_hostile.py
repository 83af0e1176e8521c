"""Hostile words in every field of a ledger, a judgement, a name and a feed: shown at the desk, never run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from desk_by_hand import PASSWORD, make_desk, serve, sign_in
from ledger_by_hand import LEDGER
from marsad.server.app import create_app
from marsad.server.people import People, Role
from poison_by_hand import PAYLOADS, poison_ledger

ALL = " ".join(PAYLOADS)
NAME = "<script>window.ran = 1</script>"
PATHS = (
    "/",
    "/stories",
    "/stories/story-quay",
    "/incidents/incident-quay",
    "/reports/report-gull-sun",
    "/reports/report-gull-sun/beside/report-lantern-sun",
    "/sources/source-tide",
    "/places/place-quay",
    "/map",
    "/timeline",
    "/review",
    "/log",
    "/feeds",
    "/settings",
    "/search?q=window&outlet=%22%3E%3Cscript%3Ewindow.ran%20=%201%3C/script%3E",
    "/%3Cscript%3Ewindow.ran%20=%201%3C/script%3E",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("desk")
    with make_desk(folder, ledger=poison_ledger(ALL)) as desk:
        People(desk.database).add(NAME, Role.ADMIN, PASSWORD)
        with serve(create_app(desk)) as address:
            yield address


@pytest.fixture(scope="module")
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context()
    opened = sign_in(context, home, NAME)
    opened.goto(f"{home}/incidents/{LEDGER.incidents[0].id}")
    opened.locator(".judge summary").click()
    opened.locator('[value="correct"]').check()
    opened.get_by_label("The correction").fill("place=" + NAME)
    opened.get_by_label("Why", exact=True).fill(ALL[:480])
    opened.get_by_role("button", name="Note it").click()
    opened.wait_for_url("**noted=judgement-**")
    opened.goto(f"{home}/feeds")
    opened.get_by_label("Follow an address").fill("https://outlet.example/" + NAME)
    opened.get_by_role("button", name="Follow it").click()
    opened.wait_for_load_state()
    yield opened
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_hostile_words_are_shown_and_never_run(page: Page, home: str, path: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(home + path)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    figures = page.locator("a.n")
    if figures.count():
        figures.first.click()
        page.locator(".panel mark").first.wait_for()
    assert page.evaluate("'ran' in window") is False
    assert page.locator('script:not([src^="/assets/"])').count() == 0
    assert page.locator("img, iframe, [onload], [onfocus], [onmouseover], a[href^=javascript]").count() == 0
    assert [url for url in asked if not url.startswith(home)] == []
    assert [line for line in said if "Content Security Policy" in line] == []
