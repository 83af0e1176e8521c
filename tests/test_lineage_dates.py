"""Dates across copies: what an undated report takes, and what it never takes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from marsad.lineage import find_copies, inherit_dates
from marsad.model.copies import Copy, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Block, BlockKind, DateBasis, Dateline, Report, report_id

DAY = date(2023, 11, 4)


def write(key: str, day: date | datetime | None = None, basis: DateBasis | None = None, text: str = "Said.") -> Report:
    return Report(
        id=report_id(key, None, None, text),
        key=key,
        url=None,
        outlet=None,
        agency=None,
        author=None,
        title=None,
        published=day,
        published_basis=basis or (DateBasis.STATED if day else DateBasis.UNKNOWN),
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
    )


def tie(copy: Report, origin: Report, relation: Relation = Relation.VERBATIM, overlap: float = 1.0) -> Copy:
    return Copy(
        id=make_id("copy", copy.id, origin.id, relation),
        report=copy.id,
        origin=origin.id,
        origin_name=None,
        relation=relation,
        overlap=overlap,
        passages=(),
        reasons=(),
    )


def dates(reports: list[Report], copies: list[Copy]) -> dict[str, tuple[object, DateBasis]]:
    return {report.key: (report.published, report.published_basis) for report in inherit_dates(reports, copies)}


def test_an_undated_copy_takes_the_day_of_its_origin() -> None:
    dated, copy = write("a", datetime(2023, 11, 4, 22, 15, tzinfo=UTC)), write("b")
    assert dates([dated, copy], [tie(copy, dated)])["b"] == (DAY, DateBasis.INHERITED)


def test_a_day_goes_along_a_chain_of_copies() -> None:
    dated, middle, last = write("a", DAY), write("b"), write("c")
    found = dates([dated, middle, last], [tie(middle, dated), tie(last, middle, Relation.REWRITE, 0.5)])
    assert found["c"] == (DAY, DateBasis.INHERITED)


def test_what_was_stated_stays() -> None:
    dated, copy = write("a", DAY), write("b", date(2023, 11, 6))
    assert inherit_dates([dated, copy], [tie(copy, dated)]) == (dated, copy)


def test_a_day_after_the_date_of_receipt_is_not_taken() -> None:
    dated, early, late = (
        write("a", DAY),
        write("b", date(2023, 11, 1), DateBasis.RECEIVED),
        write("c", date(2023, 12, 1)),
    )
    late = replace(late, published_basis=DateBasis.RECEIVED)
    found = dates([dated, early, late], [tie(early, dated), tie(late, dated)])
    assert found["b"] == (date(2023, 11, 1), DateBasis.RECEIVED)
    assert found["c"] == (DAY, DateBasis.INHERITED)


def test_only_a_substantial_excerpt_dates_a_report_and_only_if_all_agree() -> None:
    dated, other, copy = write("a", DAY), write("b", date(2023, 11, 9)), write("c")
    assert dates([dated, copy], [tie(copy, dated, Relation.EXCERPT, 0.25)])["c"] == (DAY, DateBasis.INHERITED)
    assert dates([dated, copy], [tie(copy, dated, Relation.EXCERPT, 0.1)])["c"] == (None, DateBasis.UNKNOWN)
    both = [tie(copy, dated, Relation.EXCERPT, 0.25), tie(copy, other, Relation.EXCERPT, 0.25)]
    assert dates([dated, other, copy], both)["c"] == (None, DateBasis.UNKNOWN)


def test_a_dateline_without_a_year_takes_the_year_of_its_copies_and_keeps_its_day() -> None:
    head, body = (
        "Goma, November 3: ",
        "Two bridges on the road to the mine were mined overnight, a provincial official said.",
    )
    line = replace(
        write("b", text=head + body),
        dateline=Dateline(place="Goma", date=None),
        blocks=(
            Block(start=0, end=len(head), kind=BlockKind.BOILERPLATE),
            Block(start=len(head), end=len(head + body), kind=BlockKind.BODY),
        ),
    )
    dated = write("a", DAY, text=body)
    copies = find_copies([line, dated])
    assert [(copy.report, copy.origin) for copy in copies] == [(dated.id, line.id)]
    assert dates([dated, line], list(copies))["b"] == (date(2023, 11, 3), DateBasis.DATELINE)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8), st.sets(st.integers(0, 5), max_size=4))
def test_order_changes_nothing_and_no_stated_date_moves(ties: list[tuple[int, int]], dated: set[int]) -> None:
    reports = [write(str(at), date(2023, 11, 1 + at) if at in dated else None) for at in range(6)]
    copies = [tie(reports[one], reports[other]) for one, other in ties if one != other]
    found = dates(reports, copies)
    assert dates(reports[::-1], copies[::-1]) == found
    assert all(found[str(at)] == (date(2023, 11, 1 + at), DateBasis.STATED) for at in dated)
