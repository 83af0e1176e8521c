"""The page as a document: every figure leads to a sentence, nothing leads outside, nothing is claimed as confirmed."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

from ledger_by_hand import LEDGER
from marsad.model.reports import Block, BlockKind
from marsad.publish.briefing import render_briefing
from marsad.publish.masking import MASK
from marsad.publish.texts import BLOCK_LIMIT
from reports_by_hand import SUN

PAGE = "".join(render_briefing(LEDGER))
VOID = {"meta", "br", "link", "img", "input"}


class _Outline(HTMLParser):
    """Ids, links and the text of each element by its class; fails on tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.figures: list[str | None] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self._open.append(tag)
        if identity := given.get("id"):
            self.ids.append(identity)
        if (href := given.get("href")) is not None:
            self.links.append(href)
        if "n" in (given.get("class") or "").split():
            self.figures.append(given.get("href"))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    outline.close()
    return outline


OUTLINE = _outline(PAGE)


def test_ids_are_unique_and_every_inner_link_has_its_target() -> None:
    assert len(OUTLINE.ids) == len(set(OUTLINE.ids))
    assert {link[1:] for link in OUTLINE.links if link.startswith("#")} <= set(OUTLINE.ids)


def test_every_claim_is_an_anchor_and_every_figure_leads_to_one() -> None:
    claims = {claim.id for claim in LEDGER.claims}
    assert claims <= set(OUTLINE.ids)
    assert len(OUTLINE.figures) > 10
    assert all(href is not None and href[1:] in claims for href in OUTLINE.figures)


def test_the_page_is_self_contained_and_its_policy_allows_its_own_style_and_script_alone() -> None:
    assert not OUTLINE.tags & {"img", "link", "iframe", "form", "object", "video", "audio", "use", "image"}
    parts = [re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", PAGE, re.DOTALL) for tag in ("style", "script")]
    assert [len(found) for found in parts] == [1, 1]
    style, script = (b64encode(sha256(found[0].encode()).digest()).decode() for found in parts)
    policy = f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'"
    assert policy in unescape(PAGE)
    assert " style=" not in PAGE
    assert not re.search(r"<[^>]* on\w+=", PAGE)
    assert [link for link in OUTLINE.links if not link.startswith("#")] == ["https://gull.example/quay"] * 2


def test_what_others_wrote_is_text_and_never_markup() -> None:
    assert "Lantern &amp; &lt;Post&gt;" in PAGE
    assert "<Post>" not in PAGE
    assert "javascript:" not in PAGE


def test_the_page_says_what_it_is_and_never_that_something_is_confirmed() -> None:
    assert "Desk document, not for publication" in PAGE
    assert "confirmed" not in PAGE


def test_status_and_counts_stand_in_words() -> None:
    for words in (
        "Contested: Harbour Monitor says so; Port Authority denies it",
        "Reported by one source",
        "at least 12",
        "“dozens” (read as 24 to 99)",
        "no single figure; ",
        "two groups that may overlap",
        "until 6 May 2031, 09:00 UTC",
        "82% shared",
        "Ana Ruiz (Port Authority)",
        "claims in this language cannot be read yet",
        "Mend the line or leave it out",
    ):
        assert words in PAGE, words


def test_names_of_private_persons_are_masked_everywhere() -> None:
    assert "Idris" not in PAGE
    assert MASK in PAGE


def test_a_sentence_in_two_reports_is_quoted_once_with_both() -> None:
    incident = PAGE.partition('id="incident-quay"')[2].partition("</article>")[0]
    quoted = [q for q in re.findall(r'<q dir="auto">(.*?)</q>', incident) if "At least" in q]
    assert len(quoted) == 1
    assert {'href="#claim-quay-gull"', 'href="#claim-quay-lantern"'} <= set(re.findall(r'href="#[^"]*"', incident))


def test_the_same_ledger_gives_the_same_page() -> None:
    assert "".join(render_briefing(LEDGER)) == PAGE


def test_a_huge_report_is_cut_and_the_cut_is_counted() -> None:
    report = next(r for r in LEDGER.reports if r.id == SUN)
    tail = "fog " * 250_000
    start = len(report.text) + 2
    block = Block(start=start, end=start + len(tail), kind=BlockKind.BODY)
    long = replace(report, text=f"{report.text}\n\n{tail}", blocks=(*report.blocks, block))
    page = "".join(render_briefing(replace(LEDGER, reports=tuple(long if r.id == SUN else r for r in LEDGER.reports))))
    assert len(page) < len(PAGE) + 3 * BLOCK_LIMIT
    assert f"{len(tail) - BLOCK_LIMIT} more characters without a claim" in page


def test_a_ledger_without_reports_is_still_a_page() -> None:
    empty = replace(
        LEDGER, problems=(), reports=(), copies=(), families=(), stories=(), claims=(), incidents=(), series=(),
        states=(), control=(), contradictions=(), changes=(),
    )  # fmt: skip
    page = "".join(render_briefing(empty))
    _outline(page)
    assert "0 reports" in page
