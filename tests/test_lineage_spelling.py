"""Spelling as a hint of origin: it speaks only where no date and no credit does, and only of houses that are known."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_by_hand import write
from marsad.lexicon.spellings import Spelling, find_house_spelling, read_spelling
from marsad.lexicon.tables import read_rows
from marsad.lineage import find_copies
from marsad.model.reports import Report

AMERICAN = (
    "Armored trucks rolled into the harbor of Velmora on Sunday and took up posts by the grain silos, guards said.",
    "Dock workers in gray vests were told to leave the center of the port and wait behind the fence until dawn.",
)
BRITISH = (
    "Armoured trucks rolled into the harbour of Velmora on Sunday and took up posts by the grain silos, guards said.",
    "Dock workers in grey vests were told to leave the centre of the port and wait behind the fence until dawn.",
)


def origin_of(*reports: Report) -> str | None:
    (copy,) = find_copies(reports)
    return next(report.key for report in reports if report.id == copy.origin)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_text_spelled_unlike_its_house_is_the_copy(swapped: bool) -> None:
    ours = write("ours", *(BRITISH if swapped else AMERICAN), outlet="The Lake Post")
    paper = write("paper", *(BRITISH if swapped else AMERICAN), outlet="CNN" if swapped else "The Guardian")
    assert origin_of(ours, paper) == "ours"
    assert any(
        "as a hint, this one is not spelled as" in why for copy in find_copies([ours, paper]) for why in copy.reasons
    )


def test_spelling_speaks_against_neither_a_date_nor_a_credit() -> None:
    strange = write("strange", *AMERICAN, outlet="The Guardian", day=date(2024, 3, 7))
    assert origin_of(strange, write("later", *AMERICAN, outlet="The Lake Post", day=date(2024, 3, 8))) == "strange"
    assert origin_of(strange, write("undated", *AMERICAN, outlet="The Lake Post")) == "strange"
    open_ = write("open", *AMERICAN, outlet="The Guardian")
    assert origin_of(open_, write("credits", *AMERICAN, outlet="The Lake Post", agency="Reuters")) == "open"


def test_where_nothing_tells_it_stays_unknown() -> None:
    for outlets in (("The Lake Post", "Port News"), ("The Guardian", "The Lake Post"), ("CNN", "Reuters")):
        text = BRITISH if "The Guardian" in outlets else AMERICAN
        (copy,) = find_copies([write(str(at), *text, outlet=outlet) for at, outlet in enumerate(outlets)])
        assert "nothing tells which came first; the smaller id stands as the origin" in copy.reasons


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["The Guardian", "CNN", "The Lake Post", None]), st.sampled_from([AMERICAN, BRITISH]))
def test_spelling_changes_no_row_but_its_origin(outlet: str | None, text: tuple[str, ...]) -> None:
    plain = find_copies([write("a", *AMERICAN), write("b", *text)])
    named = find_copies([write("a", *AMERICAN), write("b", *text, outlet=outlet)])
    assert [(copy.relation, copy.overlap) for copy in named] == [(copy.relation, copy.overlap) for copy in plain]


def test_two_words_and_none_of_the_other_convention_make_a_spelling() -> None:
    assert read_spelling("Six armoured cars left the harbour.") is Spelling.BRITISH
    assert read_spelling("Six armored cars left the harbor.") is Spelling.AMERICAN
    assert read_spelling("Six armored cars left.") is None
    assert read_spelling("Six armored cars left the harbor for the city centre.") is None
    assert read_spelling("The Defense Center told the Harbor Authority.") is None
    assert read_spelling("The organization will recognize them.") is None


def test_a_house_keeps_its_own_spelling_before_its_countrys() -> None:
    assert find_house_spelling("The Guardian") is Spelling.BRITISH
    assert find_house_spelling("AP") is find_house_spelling("CNN") is Spelling.AMERICAN
    assert find_house_spelling("Reuters") is find_house_spelling("AFP") is find_house_spelling("The Lake Post") is None


def test_every_row_is_whole_and_no_word_is_of_both_conventions() -> None:
    rows = read_rows("spellings.csv")
    sides = [[word for row in rows for word in row[side].split("|") if word] for side in (0, 1)]
    assert all(british and basis for british, _, basis in rows)
    assert len(sides[0]) == len(set(sides[0]))
    assert set(sides[0]).isdisjoint(sides[1])
    assert all(word.isalpha() and word.islower() for side in sides for word in side)
    for name, kind, kept, basis in read_rows("house_spellings.csv"):
        assert name
        assert kind in ("house", "country")
        assert kept in ("british", "american", "mixed")
        assert basis
