"""The page in a real browser: it asks for nothing, fits a phone and paper, and can be read without its script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ledger_by_hand import LEDGER
from marsad.publish import write_all
from marsad.publish.masking import MASK

WIDTHS = (360, 1024, 1920)
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("out")
    write_all(LEDGER, folder)
    return (folder / "briefing.html").as_uri()


@pytest.fixture
def still(browser: Browser, address: str) -> Iterator[Page]:
    """The page in a browser that runs no scripts."""
    context = browser.new_context(viewport={"width": 900, "height": 800}, java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def _open(browser: Browser, address: str, width: int, scheme: str) -> Page:
    dark = scheme == "dark"
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    opened.goto(address)
    for fold in opened.locator("details").all():
        fold.evaluate("e => e.open = true")
    return opened


def test_the_page_asks_for_nothing_and_its_policy_lets_its_style_and_script_through(
    browser: Browser, address: str
) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(address)
    opened.locator(".n").first.click()
    opened.locator("#find").fill("quay")
    opened.locator("#found a").first.wait_for()
    assert asked == [address]
    assert said == []
    assert opened.locator("h1").evaluate("e => getComputedStyle(e).fontWeight") == "600"
    opened.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_runs_off_the_side(browser: Browser, address: str, width: int, scheme: str) -> None:
    opened = _open(browser, address, width, scheme)
    opened.locator("#incident-quay .figures .n").click()
    opened.locator("#find").fill("quay")
    opened.locator("#found a").first.wait_for()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 23, 26)") is (scheme == "dark")
    opened.close()


@pytest.mark.parametrize("width", (360, 1024))
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_to_mend(browser: Browser, address: str, width: int, scheme: str) -> None:
    opened = _open(browser, address, width, scheme)
    opened.locator("#incident-quay .figures .n").click()
    found = Axe().run(opened)
    assert found.violations_count == 0, found.generate_report()
    opened.close()


def test_without_a_script_a_figure_leads_to_its_sentence_and_the_sentence_back(still: Page) -> None:
    still.locator("#incident-quay .figures a.n").click()
    target = still.locator(":target")
    assert target.get_attribute("id") == "claim-quay-gull"
    assert target.inner_text().startswith("At least 12 dockers")
    assert still.locator(":target + .via").is_visible()
    target.click()
    assert still.locator(":target").get_attribute("id") == "incident-quay"


def test_without_a_script_sentences_open_in_place_and_no_tool_is_shown(still: Page) -> None:
    first, second = still.locator("#incident-quay q").all()
    assert first.is_visible()
    assert not second.is_visible()
    still.locator("#incident-quay summary").click()
    assert second.is_visible()
    assert still.locator("#incident-quay .said .node").first.inner_text() == "Harbour Monitor"
    assert not still.locator("#find").is_visible()
    assert not still.locator("#unmask").is_visible()


def test_names_in_other_scripts_run_their_own_way(still: Page) -> None:
    heading = still.locator("#story-marsa h2")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_paper_shows_what_is_folded_and_no_tools_nor_names(browser: Browser, address: str, tmp_path: Path) -> None:
    opened = browser.new_page()
    opened.goto(address)
    opened.locator("#unmask").click()
    opened.emulate_media(media="print")
    assert not opened.locator(".tools").is_visible()
    assert not opened.locator("nav").is_visible()
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(opened.locator(".held").all_text_contents()) == {MASK}
    paper = tmp_path / "briefing.pdf"
    opened.pdf(path=paper)
    assert paper.read_bytes().startswith(b"%PDF")
    opened.close()
