"""Laws of reading claims: order and batches change nothing, every span holds, and work grows with the text alone."""

import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lineage_by_hand import write
from marsad import working
from marsad.claims import read_claims
from marsad.claims.reading import _read_report
from marsad.claims.sentences import parse_paragraphs, split_sentences
from marsad.intake import read_paths
from marsad.model.codec import dump_ledger
from marsad.model.drafts import Draft
from marsad.model.reports import Report
from marsad.pipeline import build_ledger

SAID = (
    "Gunmen killed at least 14 herders near Gao on Monday, the Sahel Toll Register said.",
    "“We counted nine wounded in Ansongo,” said Aminata Diallo, a nurse; the army denied it.",
    "The army shelled the Menaka camp overnight, killing Moussa Traore, 41, and his son.",
    "Residents told Radio Kidal that some 200 families had fled to Gao since Friday.",
)
STRANGE = (
    "Witnesses in الرقة said that عبد الله خليل was among the three wounded on Sunday.",
    "🔥 Two trucks burned 🚛🚛 in Gao, the mayor wrote on Tuesday 👩‍🚒.",
    "Nguyê\u0303n Va\u0306n said five men were killed near Ku\u0308s\u0327ak at noon.",
    "A\u200fn officer sa\u00adid 𝟏𝟐 shells hit the naïve café in Goma\u00a0on Friday.",
)
LAW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def make_reports() -> tuple[Report, ...]:
    """Five reports that share paragraphs, so that each may be read first in a copy or in the original."""
    drawn = ((0, 1, 2, 3), (2, 0), (1, 3, 0, 2), (3, 2, 1), (0, 1, 2, 3))
    return tuple(
        write(f"r{at}", *(SAID[one] for one in some), outlet=f"Paper {at}", day=date(2031, 5, 6 + at % 2))
        for at, some in enumerate(drawn)
    )


@cache
def make_whole() -> str:
    return dump_ledger(build_ledger(make_reports()))


@LAW
@given(order=st.permutations(range(5)), batch=st.integers(1, 5))
def test_neither_order_nor_batches_change_the_ledger(
    order: list[int], batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "READ_BATCH", batch)
    reports = make_reports()
    assert dump_ledger(build_ledger([reports[at] for at in order])) == make_whole()


def check_spans(report: Report, drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        assert report.text[slice(*draft.span)] == draft.quote
        spots = [(one.span, one.text) for one in draft.actors]
        spots += [(link.span, link.text) for link in draft.chain]
        spots += [(place.span, place.text) for place in draft.places]
        spots += [(draft.cue.span, draft.cue.text)] if draft.cue else []
        spots += [(draft.when.span, draft.when.text or "")] if draft.when and draft.when.span else []
        assert [report.text[slice(*span)] for span, _ in spots] == [text for _, text in spots]
        for count in draft.counts:
            assert count.verbatim in report.text[slice(*count.span)]
        assert all(0 <= start < end <= len(report.text) for start, end in draft.withheld)


@LAW
@given(st.lists(st.sampled_from((*SAID, *STRANGE, "🔥" * 9, "\u0301", "مرحبا")), min_size=1, max_size=6))
def test_every_span_holds_among_any_letters(paragraphs: list[str]) -> None:
    report = write("strange", *paragraphs, day=date(2031, 5, 6))
    check_spans(report, read_claims([report]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_span_holds_whatever_ends_a_line(tmp_path: Path, end: str) -> None:
    file = tmp_path / "report-2031-05-06.txt"
    file.write_bytes((end * 2).join(("A title in Gao", *SAID, *STRANGE)).encode())
    (report,) = read_paths([str(file)], None).reports
    drafts = read_claims([report])
    assert len(drafts) >= len(SAID)
    check_spans(report, drafts)


UNITS = (
    "Goma, ",
    "12 men and ",
    "said that ",
    "killed in the attack on ",
    "on Monday before noon ",
    "(“he said, ",
    "including 3 women, ",
    "the Army of the ",
    "if not denied by ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_no_faster_than_the_sentence(unit: str) -> None:
    small, large = (count_steps(["The mayor said " + unit * size + "Gao."]) for size in (60, 240))
    assert large <= 4 * small * SLACK


def test_work_grows_no_faster_than_the_report() -> None:
    small, large = (count_steps(SAID * size) for size in (6, 24))
    assert large <= 4 * small * SLACK


SLACK = 1.25
"""Four times the text may cost a quarter more a word: n to the power of 1.16."""


def count_steps(paragraphs: Sequence[str]) -> int:
    """How many calls it takes to read parsed paragraphs: work counted, not timed. Distinct texts, so none is reused."""
    report = write("long", *(f"{text} No. {at}." for at, text in enumerate(paragraphs)), day=date(2031, 5, 6))
    sentences = split_sentences(report, parse_paragraphs([report]))
    steps = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        _read_report(report, sentences, ())
    finally:
        sys.setprofile(None)
    return steps
