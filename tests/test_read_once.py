"""What is read once for several reports is what each report alone would give."""

from datetime import date

import numpy as np
import pytest

from lineage_by_hand import write
from marsad.claims import read_claims
from marsad.lexicon.place_names import fold_place, sound_place
from marsad.lexicon.settlements import load_settlements, names_of
from marsad.lineage import find_copies, put_copies_together
from marsad.model.drafts import Draft
from marsad.model.reports import Report

SHARED = (
    "Gunmen killed at least 14 herders near Gao on Monday, the Sahel Toll Register said.",
    "“We counted nine wounded in the town of Ansongo,” a nurse, Aminata Diallo, said. She denied that a truce held.",
    "The army shelled the Menaka camp overnight, killing Moussa Traore, 41, and his son.",
)


def _reports() -> tuple[Report, ...]:
    first = write("first", *SHARED, day=date(2031, 5, 6))
    later = write("later", "Residents of Kidal heard planes on Friday.", *reversed(SHARED), day=date(2031, 5, 7))
    return first, later


def _by_report(drafts: tuple[Draft, ...]) -> dict[str, tuple[Draft, ...]]:
    return {key: tuple(d for d in drafts if d.report == key) for key in sorted({d.report for d in drafts})}


def test_reading_together_gives_what_reading_apart_gives() -> None:
    first, later = _reports()
    apart = _by_report((*read_claims([first]), *read_claims([later])))
    assert _by_report(read_claims([first, later])) == apart
    assert _by_report(read_claims([later, first])) == apart


def test_every_span_read_once_stands_on_its_own_words() -> None:
    for report in _reports():
        for draft in _by_report(read_claims(_reports()))[report.id]:
            assert report.text[slice(*draft.span)] == draft.quote
            spots = [(one.span, one.text) for one in draft.actors]
            spots += [(link.span, link.text) for link in draft.chain]
            spots += [(place.span, place.text) for place in draft.places]
            assert [report.text[slice(*span)] for span, _ in spots] == [text for _, text in spots]
            for count in draft.counts:
                assert report.text[slice(*count.span)].startswith(count.verbatim)
            if draft.when and draft.when.span:
                assert report.text[slice(*draft.when.span)] == draft.when.text


def test_reports_that_copy_one_another_stand_side_by_side() -> None:
    first, later = _reports()
    others = [write(f"other {at}", f"Rain fell on the harbour of town number {at} all week.") for at in range(9)]
    reports = (first, *others, later)
    together = [report.id for report in put_copies_together(reports, find_copies(reports))]
    assert abs(together.index(first.id) - together.index(later.id)) == 1
    assert together == [r.id for r in put_copies_together(tuple(reversed(reports)), find_copies(reports))]


def test_the_frozen_index_is_of_the_installed_gazetteer() -> None:
    settlements = load_settlements()
    assert settlements.index.size == settlements.source.stat().st_size
    assert settlements.read(settlements.index.starts[:1])[0]["geonameid"]


@pytest.mark.parametrize("light", [True, False])
def test_every_name_leads_to_its_settlement(light: bool) -> None:
    settlements = load_settlements()
    chosen = np.linspace(0, len(settlements.index.starts) - 1, 150, dtype=int)
    for city in settlements.read(settlements.index.starts[chosen]):
        for name in names_of(city):
            key = fold_place(name) if light else sound_place(name)
            assert city in tuple(settlements.find(key, light=light)), name
