"""The desk's pages in Chromium: each page for its looks and its safety, and the way to the sentence behind a figure."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from desk_by_hand import add_people, make_desk, serve, sign_in
from marsad.living import LivingDesk
from marsad.server.app import create_app

PAGES = (
    "/",
    "/stories",
    "/stories/story-quay",
    "/incidents/incident-quay",
    "/reports/report-gull-sun",
    "/reports/report-gull-sun/beside/report-lantern-sun",
    "/sources/source-tide",
    "/review",
    "/log",
    "/feeds",
    "/settings",
    "/search",
    "/search?q=quay",
    "/search?kind=shelling&since=2031-05-01",
    "/search?since=soon",
    "/map",
    "/timeline",
    "/map?story=story-quay&kind=shelling",
    "/map?q=nothingofthis",
    "/places/place-quay",
    "/places/place-customs",
    "/nowhere",
)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    with make_desk(tmp_path_factory.mktemp("desk")) as made:
        add_people(made)
        yield made


@pytest.fixture(scope="module")
def home(desk: LivingDesk) -> Iterator[str]:
    with serve(create_app(desk)) as address:
        yield address


@pytest.fixture(scope="module")
def analyst(browser: Browser, home: str) -> Iterator[BrowserContext]:
    context = browser.new_context()
    sign_in(context, home, "Ada Moss").close()
    yield context
    context.close()


@pytest.fixture
def page(analyst: BrowserContext) -> Iterator[Page]:
    opened = analyst.new_page()
    opened.set_viewport_size({"width": 1200, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize(("width", "scheme"), ((360, "light"), (1280, "dark"), (1920, "light")))
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_nothing_serious_to_mend_fits_its_width_and_asks_nobody_else(
    page: Page, home: str, path: str, width: int, scheme: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(home + path)
    for fold in page.locator("details").all():
        fold.evaluate("e => e.open = true")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(home)] == []
    assert [line for line in said if path != "/nowhere" and "WebGL" not in line] == []


def test_from_today_to_the_sentence_behind_a_figure_in_three_clicks(page: Page, home: str) -> None:
    page.goto(home)
    page.locator("a.to").first.click()
    page.locator(".ground a.n").first.click()
    mark = page.locator(".panel mark").first
    mark.wait_for()
    sentence = mark.inner_text()
    page.locator(".panel .came a").first.click()
    page.wait_for_url("**/reports/**#claim-**")
    assert " ".join(page.locator(":target").inner_text().split()) == " ".join(sentence.split())


def test_a_panel_opens_and_closes_by_the_keyboard_and_gives_focus_back(page: Page, home: str) -> None:
    page.goto(f"{home}/incidents/incident-quay")
    figure = page.locator(".ground a.n").first
    figure.focus()
    page.keyboard.press("Enter")
    page.locator(".panel mark").first.wait_for()
    assert figure.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".panel").count() == 0
    assert page.evaluate("document.activeElement.classList.contains('n')")


def test_without_scripts_a_figure_leads_to_its_sentence(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = sign_in(context, home, "Rea Lund")
    page.goto(f"{home}/incidents/incident-quay")
    page.locator(".ground a.n").first.click()
    assert page.locator(":target").get_attribute("id") in ("claim-quay-gull", "claim-quay-lantern")
    assert page.url.startswith(f"{home}/reports/")
    page.locator(":target").click()
    assert page.url == f"{home}/incidents/incident-quay"
    context.close()


def test_every_figure_of_a_story_opens_a_marked_sentence(page: Page, home: str) -> None:
    page.goto(f"{home}/stories/story-quay")
    figures = page.locator("main a.n:visible")
    assert figures.count() > 5
    for figure in figures.all():
        figure.click()
        panel = page.locator(f"#{figure.get_attribute('aria-controls')}")
        panel.locator("mark").first.wait_for()
        panel.get_by_role("button", name="Close").click()


def test_every_link_of_a_page_leads_somewhere(page: Page, home: str) -> None:
    for path in PAGES[:-1]:
        page.goto(home + path)
        links = page.eval_on_selector_all("main a[href^='/']", "found => found.map(one => one.getAttribute('href'))")
        for link in sorted(set(links)):
            assert page.request.get(home + link).status == 200, link
