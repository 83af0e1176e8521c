"""Real pages in Chromium: those of the examples, and of each set that `--pages PATH` names (make gate does).

From the top to the sentence behind any figure in two clicks; nothing fetched, nothing run; on phones, by ear, on paper.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.briefing import render_briefing
from marsad.publish.paper import write_pdf

SERIOUS = ("serious", "critical")
WALK = """
() => {
  const open = new Set([...document.querySelectorAll('nav a, .brief a.to, .jump a')].map(a => a.getAttribute('href')));
  const lost = [], silent = [];
  const figures = [...document.querySelectorAll('main a.n')];
  for (const figure of figures) {
    let step = figure, near = false;
    for (; step && !near; step = step.parentElement) near = step.id === 'brief' || open.has('#' + step.id);
    if (!near) lost.push(figure.outerHTML.slice(0, 200));
    figure.click();
    const marks = [...document.querySelectorAll('.panel mark')].map(m => m.textContent.trim()).filter(Boolean);
    if (!marks.length) silent.push(figure.outerHTML.slice(0, 200));
    document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    document.querySelectorAll('.panel').forEach(panel => panel.remove());
  }
  return [figures.length, lost, silent];
}
"""
"""Clicks each figure: is a link at the page's top to the part that it stands in, and does it open a marked sentence?"""


@pytest.fixture(scope="module")
def ledger(pages: tuple[str, ...]) -> Ledger:
    return read_ledger(pages)


@pytest.fixture(scope="module")
def address(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "briefing.html"
    file.write_text("".join(render_briefing(ledger)), encoding="utf-8", errors="replace")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


def test_from_the_top_to_the_sentence_behind_any_figure_in_two_clicks(page: Page) -> None:
    count, lost, silent = page.evaluate(WALK)
    assert count > 0
    assert lost == []
    assert silent == []


def test_nothing_is_fetched_and_nothing_of_a_report_runs(browser: Browser, address: str) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    opened.goto(address)
    opened.evaluate(WALK)
    assert (asked, said) == ([address], [])
    opened.close()


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (360, 1200))
def test_axe_finds_nothing_serious(browser: Browser, address: str, width: int, scheme: str) -> None:
    dark = scheme == "dark"
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    opened.goto(address)
    opened.locator("main a.n").first.click()
    found = Axe().run(opened).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    opened.close()


def test_on_a_phone_nothing_runs_off_the_side_and_search_answers(browser: Browser, address: str) -> None:
    opened = browser.new_page(viewport={"width": 360, "height": 720}, has_touch=True)
    opened.goto(address)
    opened.locator("main a.n").first.tap()
    opened.locator(".panel mark").first.wait_for()
    opened.locator("#find").fill("killed")
    opened.locator("#told", has_text="found").wait_for(state="attached")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    opened.close()


def test_paper_has_text_on_every_page_and_all_labels(ledger: Ledger, tmp_path: Path) -> None:
    write_pdf(ledger, tmp_path / "briefing.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "briefing.pdf").pages]
    notice = "Desk document, not for publication"
    assert all(len(text.replace(notice, "")) > 40 and notice in text for text in pages)
