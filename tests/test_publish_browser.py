"""The page in a real browser: it asks for nothing, fits a phone, and a figure leads to its sentence and back."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ledger_by_hand import LEDGER
from marsad.publish import write_all

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on this machine: run bash .ci/browser"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("out")
    write_all(LEDGER, folder)
    return (folder / "briefing.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 800})
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def test_the_page_asks_for_nothing_and_its_policy_lets_its_style_through(browser: Browser, address: str) -> None:
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(address)
    assert asked == [address]
    assert said == []
    assert opened.locator("h1").evaluate("e => getComputedStyle(e).fontWeight") == "650"
    context.close()


@pytest.mark.parametrize("width", [360, 900, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_off_the_side(browser: Browser, address: str, width: int, scheme: str) -> None:
    dark = scheme == "dark"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    opened = context.new_page()
    opened.goto(address)
    for fold in opened.locator("details").all():
        fold.evaluate("e => e.open = true")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 23, 26)") is dark
    context.close()


def test_a_figure_leads_to_its_sentence_and_the_sentence_back(page: Page) -> None:
    page.locator("#incident-quay .figures a.n").click()
    target = page.locator(":target")
    assert target.get_attribute("id") == "claim-quay-gull"
    assert target.inner_text().startswith("At least 12 dockers")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
    target.click()
    assert page.locator(":target").get_attribute("id") == "incident-quay"


def test_sentences_open_without_a_script(page: Page) -> None:
    first, second = page.locator("#incident-quay q").all()
    assert first.is_visible()
    assert not second.is_visible()
    page.locator("#incident-quay summary").click()
    assert second.is_visible()
    way = page.locator("#incident-quay .said p").first.inner_text()
    assert way.startswith("Harbour Monitor › The Gull, 4 May 2031 gull-sun.txt; Lantern & <Post>, 4 May 2031")


def test_names_in_other_scripts_run_their_own_way(page: Page) -> None:
    heading = page.locator("#story-marsa h2")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_text_stands_out_from_its_ground_in_both_schemes(browser: Browser, address: str) -> None:
    contrast = """e => {
        const light = c => { const [r, g, b] = c.match(/\\d+/g).map(v => (v /= 255) <= .04045 ? v / 12.92
            : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
        const a = light(getComputedStyle(e).color), b = light(getComputedStyle(document.body).backgroundColor);
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) }"""
    for dark in (False, True):
        context = browser.new_context(color_scheme="dark" if dark else "light")
        opened = context.new_page()
        opened.goto(address)
        for selector in ("h1", ".lead", ".gutter", "main a", ".notes", ".boilerplate"):
            assert opened.locator(selector).first.evaluate(contrast) >= 4.5, (selector, dark)
        context.close()
