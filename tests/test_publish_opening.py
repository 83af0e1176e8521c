"""What the page's script adds: sentences open in place, search, names shown when asked for; by mouse and keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ledger_by_hand import LEDGER
from marsad.publish import write_all
from marsad.publish.masking import MASK, find_withheld, mask_stretch
from reports_by_hand import QUAY

TEXTS = {report.id: report.text for report in LEDGER.reports}
HOLES = find_withheld(LEDGER).spans
QUOTES = {c.id: mask_stretch(TEXTS[c.report], *c.span, HOLES.get(c.report, ())) for c in LEDGER.claims}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("out")
    write_all(LEDGER, folder)
    return (folder / "briefing.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1024, "height": 800})
    opened.goto(address)
    yield opened
    opened.close()


def test_two_clicks_lead_from_the_top_to_the_sentence_behind_any_figure(page: Page, address: str) -> None:
    figures = page.locator("a.n").count()
    assert figures > 20
    for at in range(figures):
        page.goto(address)
        figure = page.locator("a.n").nth(at)
        if not figure.is_visible():
            figure.locator("xpath=ancestor::details[not(@open)]/summary").click()
        figure.click()
        lit = page.locator(".panel mark").first
        assert lit.is_visible()
        ids = (figure.get_attribute("data-c") or str(figure.get_attribute("href"))[1:]).split()
        assert lit.inner_text() in {QUOTES[claim] for claim in ids}


def test_every_part_of_a_story_is_one_click_from_the_top(page: Page) -> None:
    links = page.locator("nav a")
    for at in range(links.count()):
        links.nth(at).click()
        target = str(links.nth(at).get_attribute("href"))
        assert page.locator(target).is_visible()
        assert page.locator(target).evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_panel_draws_the_chain_and_names_every_report_that_carries_the_sentence(page: Page) -> None:
    page.locator("#incident-quay .figures .n").click()
    panel = page.locator("#incident-quay .panel")
    assert panel.locator("mark").all_inner_texts() == [QUAY]
    assert panel.locator(".node").all_inner_texts() == ["Harbour Monitor", "The Gull"]
    assert panel.locator(".carriers a").all_inner_texts() == ["The Gull, 4 May 2031", "Lantern & <Post>, 4 May 2031"]
    assert "one source, one figure" in panel.inner_text()
    assert (
        page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size")
        == page.locator("[id]").count()
    )


def test_the_keyboard_opens_a_panel_reads_it_and_comes_back(page: Page) -> None:
    figure = page.locator("#incident-quay .figures .n")
    figure.focus()
    page.keyboard.press("Enter")
    assert figure.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.className") == "panel"
    page.keyboard.press("Escape")
    assert page.locator(".panel").count() == 0
    assert figure.evaluate("e => e === document.activeElement")
    assert figure.get_attribute("aria-expanded") == "false"


def test_a_link_to_a_claim_shows_it_in_its_report(page: Page, address: str) -> None:
    page.goto(f"{address}#claim-denial")
    assert page.locator(":target").inner_text() == QUOTES["claim-denial"]
    assert page.locator(":target").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_link_into_a_fold_opens_it(page: Page, address: str) -> None:
    page.goto(f"{address}#story-quay-background")
    assert page.locator("#story-quay-background").is_visible()
    assert page.locator("details:has(#story-quay-background)").evaluate("e => e.open")


def test_search_finds_incidents_and_sentences_whatever_the_accents(page: Page) -> None:
    page.locator("#find").fill("SHÉLLS quay")
    page.locator("#found a").first.wait_for()
    found = page.locator("#found a")
    assert page.locator("#found p").inner_text() == f"{found.count()} found"
    assert found.first.get_attribute("href") == "#incident-quay"
    found.last.click()
    assert not page.locator("#found").is_visible()
    assert "quay" in page.locator(":target").inner_text()
    page.locator("#find").fill("no such words")
    page.locator("#told", has_text="0 found").wait_for(state="attached")


def test_names_held_back_are_shown_when_asked_for_and_masked_again(page: Page) -> None:
    held = page.locator(".held")
    assert "Idris" not in page.content()
    assert set(held.all_text_contents()) == {MASK}
    page.locator("#unmask").click()
    assert "Idris Oum Kalt" in held.all_text_contents()
    page.locator("#unmask").click()
    assert set(held.all_text_contents()) == {MASK}
