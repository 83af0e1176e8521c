"""Copies and families: who repeats whom, and what does not count as repeating."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import overload

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_by_hand import OTHER, WIRE, write
from marsad.lineage import find_copies, find_families
from marsad.model.copies import Copy, Relation
from marsad.model.reports import BlockKind, Report


def only(copies: tuple[Copy, ...]) -> Copy:
    assert len(copies) == 1
    return copies[0]


def test_a_reprint_is_verbatim_and_its_passages_are_the_same_words() -> None:
    first = write("a", *WIRE, day=date(2024, 3, 7))
    again = write("b", *WIRE, day=date(2024, 3, 8))
    copy = only(find_copies([again, first]))
    assert (copy.report, copy.origin, copy.relation) == (again.id, first.id, Relation.VERBATIM)
    assert copy.overlap == 1.0
    for passage in copy.passages:
        assert again.text[slice(*passage.report)] == first.text[slice(*passage.origin)]


def test_swapped_words_spelling_and_romanisation_do_not_hide_a_copy() -> None:
    changed = (
        WIRE[0].replace("Rebels", "Militants").replace("Karuma", "Qarouma").replace("heavy", "intense"),
        WIRE[1].replace("soldiers", "troops"),
        WIRE[2].replace("lakeside town", "town by the lake"),
        WIRE[3],
    )
    assert only(find_copies([write("a", *WIRE), write("b", *changed)])).relation is Relation.VERBATIM


def test_half_of_it_is_a_rewrite_and_one_sentence_an_excerpt() -> None:
    whole = write("a", *WIRE, day=date(2024, 3, 7))
    half = write("b", WIRE[0], WIRE[1], *OTHER[:2], day=date(2024, 3, 8))
    part = write("c", OTHER[0], WIRE[2], OTHER[1], OTHER[2], "Nothing else was known at the port that evening.")
    assert only(find_copies([whole, half])).relation is Relation.REWRITE
    assert only(find_copies([whole, part])).relation is Relation.EXCERPT


def test_a_shared_quote_however_long_is_no_copy() -> None:
    said = (
        '"We will not leave this valley while a single one of our people is held behind those walls, and whoever thinks'
        ' that hunger will break us does not know the families who have farmed here for nine generations,"'
    )
    one = write("a", f"{said} the council's head told reporters at the well.", *WIRE[:3])
    other = write("b", *OTHER, f"{said} she said by telephone late on Friday.")
    assert find_copies([one, other]) == ()


def test_a_report_quoted_at_length_is_reused() -> None:
    told = write("a", *WIRE, day=date(2024, 3, 7))
    quoting = write("b", OTHER[0], f'"{WIRE[1]} {WIRE[2]}" the news agency reported.', *OTHER[1:], day=date(2024, 3, 8))
    copy = only(find_copies([told, quoting]))
    assert copy.report == quoting.id
    assert "one quotes what the other tells" in copy.reasons


def test_a_shared_post_is_no_copy() -> None:
    post = "Our crews pulled eleven people from the rubble on market street tonight and are still hearing voices below"
    signed = "— Civil Rescue (@rescue_example) March 7, 2024"
    one = write("a", WIRE[0], post, signed, *WIRE[1:3])
    other = write("b", *OTHER, post, signed)
    assert find_copies([one, other]) == ()


def test_a_house_form_with_new_numbers_is_no_copy() -> None:
    form = "The tally stood at {} dead, {} hurt and {} missing, with {} houses and {} boats lost since the rain began."
    one = write("a", form.format(4, 19, 2, 31, 7), *OTHER[:2])
    other = write("b", form.format(11, 40, 5, 90, 12), *WIRE[:2])
    assert find_copies([one, other]) == ()


@pytest.mark.parametrize("kind", [BlockKind.BOILERPLATE, BlockKind.CAPTION, BlockKind.TITLE])
def test_what_is_not_body_is_never_copied(kind: BlockKind) -> None:
    assert find_copies([write("a", *WIRE, kind=kind), write("b", *WIRE, kind=kind)]) == ()


def test_reports_in_two_languages_share_only_their_page() -> None:
    assert find_copies([write("a", *WIRE), write("b", *WIRE, language="ar")]) == ()


def test_a_dated_report_is_the_origin_of_an_undated_one() -> None:
    dated = write("a", *WIRE, day=date(2024, 3, 9))
    copy = only(find_copies([write("b", *WIRE), dated]))
    assert copy.origin == dated.id
    assert "the other is dated, this one is not" in copy.reasons


def test_the_agencys_own_report_is_the_origin_whatever_its_date() -> None:
    own = write("own", *WIRE, outlet="Agence France-Presse", day=date(2024, 3, 9))
    relay = write("relay", *WIRE, outlet="The Lake Post", agency="AFP", day=date(2024, 3, 8))
    copy = only(find_copies([own, relay]))
    assert (copy.report, copy.origin, copy.origin_name) == (relay.id, own.id, "AFP")


def test_of_two_undated_reports_the_one_with_a_credit_is_the_copy() -> None:
    plain = write("plain", *WIRE)
    credit = write("credit", *WIRE, agency="Reuters")
    copy = only(find_copies([plain, credit]))
    assert (copy.report, copy.origin, copy.origin_name) == (credit.id, plain.id, "Reuters")


def test_without_date_or_credit_the_fuller_text_is_the_origin() -> None:
    brief, full = write("brief", *WIRE[:3]), write("full", *WIRE)
    assert only(find_copies([brief, full])).origin == full.id


def test_a_family_names_the_agency_that_any_of_its_copies_credits() -> None:
    reports = [
        write("a", *WIRE, day=date(2024, 3, 7)),
        write("b", *WIRE, agency="AFP"),
        write("c", *OTHER, outlet="Port News"),
    ]
    families = find_families(reports, find_copies(reports))
    assert sorted((len(family.reports), family.origin_name) for family in families) == [(1, "Port News"), (2, "AFP")]


SENTENCES = st.lists(st.sampled_from([*WIRE, *OTHER]), min_size=1, max_size=6, unique=True)
REPORTS = st.lists(SENTENCES, min_size=1, max_size=6).map(
    lambda drawn: [write(f"r{number}", *sentences) for number, sentences in enumerate(drawn)]
)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_order_changes_nothing(reports: list[Report]) -> None:
    turned = list(reversed(reports))
    copies = find_copies(reports)
    assert find_copies(turned) == copies
    assert find_families(turned, copies) == find_families(reports, copies)


class Archive(Sequence[Report]):
    """Reports that are made anew whenever they are asked for, as if read from a file."""

    def __init__(self, reports: list[Report]) -> None:
        self._reports = reports

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: "slice[int | None, int | None, int | None]") -> list[Report]: ...
    def __getitem__(self, at: "int | slice[int | None, int | None, int | None]") -> Report | list[Report]:
        return deepcopy(self._reports[at])


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_reports_may_be_read_when_they_are_asked_for(reports: list[Report]) -> None:
    assert find_copies(Archive([*reports, *reports])) == find_copies(reports)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_every_report_is_in_one_family_and_copies_tie_their_two_ends(reports: list[Report]) -> None:
    copies = find_copies(reports)
    families = find_families(reports, copies)
    assert sorted(member for family in families for member in family.reports) == sorted(report.id for report in reports)
    home = {member: family.id for family in families for member in family.reports}
    for copy in copies:
        assert copy.origin is not None
        assert (home[copy.report] == home[copy.origin]) == (copy.relation is not Relation.EXCERPT)


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.integers(min_value=0, max_value=5))
def test_a_copy_never_adds_a_family(reports: list[Report], which: int) -> None:
    chosen = reports[which % len(reports)]
    again = write("again", *(chosen.text[block.start : block.end] for block in chosen.blocks))
    before = find_families(reports, find_copies(reports))
    after = find_families([*reports, again], find_copies([*reports, again]))
    assert len(after) <= len(before)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WIRE), min_size=1, max_size=5, unique=True))
def test_a_report_that_shares_no_shingle_changes_nothing(sentences: list[str]) -> None:
    pair = [write("a", *WIRE), write("b", *sentences)]
    strangers = [write("s1", *OTHER), write("s2", *OTHER[:2])]
    alone = find_copies(pair)
    assert [copy for copy in find_copies([*strangers, *pair]) if copy.report in {report.id for report in pair}] == list(
        alone
    )


def test_nothing_empty_breaks_it() -> None:
    assert find_copies([]) == ()
    assert find_copies([write("a", ""), write("b", "Short.")]) == ()


def about(reports: list[Report], copies: tuple[Copy, ...]) -> set[Copy]:
    ids = {report.id for report in reports}
    return {copy for copy in copies if copy.report in ids and copy.origin in ids}


@settings(max_examples=80, deadline=None)
@given(st.lists(SENTENCES, min_size=3, max_size=8), st.data())
def test_what_shares_nothing_with_two_reports_changes_nothing_about_them(
    drawn: list[list[str]], data: st.DataObject
) -> None:
    reports = [
        write(f"r{number}", *said, agency=data.draw(st.sampled_from((None, "AFP"))), outlet=f"Paper {number}")
        for number, said in enumerate(drawn)
    ]
    pair = reports[:2]
    ours = {*drawn[0], *drawn[1]}
    near = [report for report, said in zip(reports[2:], drawn[2:], strict=True) if ours & set(said)]
    assert about(pair, find_copies(reports)) == about(pair, find_copies([*pair, *near]))


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_rows_hold_together_all_that_whole_copies_tie(reports: list[Report]) -> None:
    families = find_families(reports, find_copies(reports))
    home = {member: family.id for family in families for member in family.reports}
    for one in reports:
        for other in reports:
            pair = find_copies([one, other])
            if pair and pair[0].relation is not Relation.EXCERPT:
                assert home[one.id] == home[other.id]


def test_a_phrase_that_very_many_share_still_leads_to_the_earliest() -> None:
    first = write("first", *WIRE, day=date(2024, 3, 1))
    later = [write(f"again {number}", *WIRE, day=date(2024, 3, 2)) for number in range(120)]
    copies = find_copies([*later, first])
    assert {copy.origin for copy in copies} == {first.id}
    assert len(copies) == len(later)


WORDS = st.lists(
    st.sampled_from(("we", "will", "never", "leave", "this", "valley", "until", "every", "child", "walks", "home"))
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from((('"', '"'), ("“", "”"), ("«", "»"))))
def test_two_reports_that_share_only_a_quote_are_no_copies(
    one: list[str], other: list[str], marks: tuple[str, str]
) -> None:
    said = f"{marks[0]}{' '.join(one)}, and {' '.join(other)} so help us,{marks[1]}"
    reports = [
        write("a", *WIRE, f"{said} the mayor said."),
        write("b", OTHER[0], f"{said} he told a crowd.", *OTHER[1:]),
    ]
    assert find_copies(reports) == ()
