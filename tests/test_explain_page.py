"""Whatever the page shows (a figure, a status, a dispute, a change, a refusal), `explain` answers for it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from marsad.explain import explain
from marsad.explain.words import STATUSES
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.briefing import render_briefing

EXAMPLES = Path(__file__).parent.parent / "examples"
SETS = ("colombia-displacement/reports", "sudan-market/reports", "yemen-convoy/reports.csv")
NUMBER = re.compile(r"\d[\d,]*")
AMOUNT = re.compile(
    r"(?:scopes differ: .*|(?:(?:at least|more than|about|up to|fewer than) )?\d[\d,]*(?: to \d[\d,]*)?"
    r"(?! [A-Z][a-z]+ \d{4})(?: [^:]*)?)"
)
"""A figure, or a refusal with the figures that differ; no day and no time of day."""


@dataclass(slots=True)
class Shown:
    """What stands under a link to sentences: its words, and the claims behind it."""

    words: str
    claims: frozenset[str]


@dataclass(slots=True)
class Page(HTMLParser):
    """The parts of a page that say something: ids, figures with their claims, refusals."""

    ids: set[str] = field(default_factory=set)
    figures: list[Shown] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    _held: list[tuple[str, str, frozenset[str], list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if "id" in known:
            self.ids.add(known["id"])
        claims = known.get("data-c", known.get("href", "").removeprefix("#")).split()
        if tag in ("a", "p", "li", "span"):
            self._held.append((tag, known.get("class", ""), frozenset(claims), []))

    def handle_data(self, data: str) -> None:
        for _, _, _, words in self._held:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._held and tag in ("a", "p", "li", "span"):
            opened, name, claims, words = self._held.pop()
            said = " ".join("".join(words).split())
            if opened == "a" and name == "n" and NUMBER.search(said):
                self.figures.append(Shown(said, claims))
            if "refusal" in name.split():
                self.refusals.append(said)
            if opened == tag:
                break


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_ledger([(EXAMPLES / name).as_posix() for name in SETS])


@pytest.fixture(scope="module")
def page(ledger: Ledger) -> Page:
    read = Page()
    read.feed("".join(render_briefing(ledger)))
    return read


def test_every_row_of_the_page_is_explained(ledger: Ledger, page: Page) -> None:
    records = (
        ledger.incidents, ledger.series, ledger.contradictions, ledger.agreements, ledger.changes, ledger.states,
        ledger.control,
    )  # fmt: skip
    named = {row.id for rows in records for row in rows} & page.ids
    assert {key.partition("-")[0] for key in named} >= {"incident", "contradiction", "agreement", "change"}
    for key in named:
        answer = explain(ledger, key)
        assert answer is not None and answer.lines and answer.claims, key


def test_every_figure_of_the_page_is_explained_by_the_sentences_behind_it(ledger: Ledger, page: Page) -> None:
    figures = [shown for shown in page.figures if AMOUNT.fullmatch(shown.words)]
    assert len(figures) > 100
    known = {claim.id for claim in ledger.claims}
    for shown in figures:
        for number in NUMBER.findall(shown.words):
            answer = explain(ledger, number.replace(",", ""))
            assert answer is not None, shown
            assert set(answer.claims) & shown.claims & known, shown


def test_every_status_of_the_page_is_explained(ledger: Ledger, page: Page) -> None:
    said = [shown for shown in page.figures if "independent" in shown.words]
    assert said
    for incident in ledger.incidents:
        answer = explain(ledger, incident.id)
        assert answer is not None
        assert f"Status: {incident.status}. {STATUSES[incident.status]}" in answer.lines
        assert any(f"{incident.independent_sources} independent source" in line for line in answer.lines) or not any(
            voice.stance == "asserts" for voice in incident.voices
        )


def test_every_refusal_of_the_page_is_explained(ledger: Ledger, page: Page) -> None:
    assert page.refusals
    answers = [explain(ledger, incident.id) for incident in ledger.incidents]
    lines = " ".join(line for answer in answers if answer for line in answer.lines)
    for incident in ledger.incidents:
        for row in incident.counts:
            assert not row.refusal or row.refusal in lines
    assert all(
        any(row.refusal and row.refusal in said for i in ledger.incidents for row in i.counts) for said in page.refusals
    )
