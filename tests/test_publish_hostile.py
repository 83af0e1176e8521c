"""Hostile words in any field of a ledger: shown as words, never run, nothing fetched."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser

from ledger_by_hand import LEDGER
from marsad.model.ledger import Ledger
from marsad.model.reports import Block, BlockKind
from marsad.publish.briefing import render_briefing

PAYLOADS = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<img src=https://far.example/x onerror='window.ran = 1'>",
    '" onmouseover="window.ran = 1" autofocus onfocus=\'window.ran = 1\'',
    "</style><svg onload=window.ran=1><a href='javascript:window.ran=1'>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--<iframe srcdoc='<script>parent.ran = 1</script>'>",
)
REFERENCES = {
    "id", "report", "origin", "source", "chain", "actor", "place", "places", "within", "affiliation", "story",
    "incident", "about", "parties", "holder", "reports", "families", "claims", "schema", "text", "quote",
}  # fmt: skip
"""Fields that name records by id, and texts, which spans point into; texts get it as a paragraph of their own."""

Record = TypeVar("Record")


def poison(record: Record, payload: str) -> Record:
    """A record with the payload put to every string in it that is neither an id nor text that spans point into."""
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {
        field.name: _poison_value(getattr(record, field.name), payload)
        for field in fields(record)
        if field.name not in REFERENCES or not _is_words(getattr(record, field.name))
    }
    return replace(record, **changed)


def _is_words(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(item, str) for item in value))


def _poison_value(value: object, payload: str) -> object:
    if type(value) is str:
        return value + payload
    if isinstance(value, tuple):
        return tuple(_poison_value(item, payload) for item in value)
    return poison(value, payload)


def _poison_ledger(payload: str) -> Ledger:
    ledger = poison(LEDGER, payload)
    reports = []
    for report in ledger.reports:
        start = len(report.text) + 2
        block = Block(start=start, end=start + len(payload), kind=BlockKind.BODY)
        reports.append(replace(report, text=f"{report.text}\n\n{payload}", blocks=(*report.blocks, block)))
    return replace(ledger, reports=tuple(reports))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_shown_and_never_run(browser: Browser, tmp_path: Path, payload: str) -> None:
    file = tmp_path / "briefing.html"
    file.write_text("".join(render_briefing(_poison_ledger(payload))), encoding="utf-8")
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
