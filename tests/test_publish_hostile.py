"""Hostile words in any field of a ledger: shown as words, never run, nothing fetched."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from marsad.publish.briefing import render_briefing
from poison_by_hand import PAYLOADS, poison_ledger


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_shown_and_never_run(browser: Browser, tmp_path: Path, payload: str) -> None:
    file = tmp_path / "briefing.html"
    file.write_text("".join(render_briefing(poison_ledger(payload))), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    page.evaluate("document.querySelectorAll('a.n').forEach(e => e.click())")
    page.locator("#unmask").click()
    page.locator("#find").fill("window")
    page.locator("#told", has_text="found").wait_for(state="attached")
    for link in page.locator("a").all()[:5]:
        link.hover(force=True)
    assert page.evaluate("'ran' in window") is False
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, [onload], [onfocus], [onmouseover], a[href^=javascript]").count() == 0
    assert payload.split()[0] in page.locator("body").inner_text()
    assert asked == [file.as_uri()]
    page.close()
