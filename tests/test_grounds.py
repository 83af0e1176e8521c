"""What people ask of a desk by its rows is what they would be told of its whole ledger, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk_by_hand import make_desk
from ledger_by_hand import LEDGER
from marsad.commands.grounds import Ground, stand_on_ledger, stand_on_rows
from marsad.commands.looking import Thing, list_things
from marsad.errors import InputError
from marsad.explain import explain, explain_over_all
from marsad.explain.parts import Whole
from marsad.explain.tallying import Rule, tally_ledger
from marsad.model.incidents import IncidentStatus
from marsad.model.ledger import Ledger
from marsad.model.versions import Version
from marsad.pipeline import read_ledger
from marsad.publish.index import index_ledger, name_source
from marsad.publish.relations import relate, relate_ledger

EXAMPLES = Path(__file__).parent.parent / "examples"
JUDGED = ("incident", "claim", "source", "report")


@pytest.fixture(scope="module")
def read() -> Ledger:
    return read_ledger([str(EXAMPLES / name / "reports") for name in ("sudan-market", "yemen-convoy")])


@pytest.fixture(scope="module", params=("by hand", "read"))
def whole(request: pytest.FixtureRequest, read: Ledger) -> Ledger:
    """A ledger of which some claims and incidents wait, and pages changed."""
    ledger = LEDGER if request.param == "by hand" else read
    return replace(
        ledger,
        versions=tuple(sorted(make_versions(ledger), key=lambda version: version.id)),
        claims=tuple(replace(claim, review=at % 2 == 0) for at, claim in enumerate(ledger.claims)),
        incidents=tuple(replace(one, review=at % 2 == 0) for at, one in enumerate(ledger.incidents)),
    )


def make_versions(ledger: Ledger) -> Iterator[Version]:
    """Of every report, in another order than that of their ids, two versions of its page."""
    day = datetime(2031, 5, 4, tzinfo=UTC)
    for at, report in enumerate(sorted(ledger.reports, key=lambda one: one.text)):
        for step in (1, 2):
            yield Version(
                id=f"version-{step}{at}",
                report=report.id,
                earlier=f"report-{step}-before",
                later=report.id,
                earlier_at=day,
                at=day + timedelta(hours=at, days=step),
                sentences=(),
                changes=(),
            )


@pytest.fixture(scope="module")
def rows(whole: Ledger, address: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with make_desk(tmp_path_factory.mktemp("desk"), address(), whole) as desk:
        yield stand_on_rows(desk)


def test_everything_is_explained_by_what_is_around_it_as_by_the_whole(rows: Ground, whole: Ledger) -> None:
    things = list(list_things(whole))
    assert len(things) > 30
    for thing in things:
        assert explain(rows.around(thing.id), thing.id) == explain(whole, thing.id), thing


def test_numbers_and_statuses_are_explained_part_by_part_as_by_the_whole(rows: Ground, whole: Ledger) -> None:
    counts = [count for claim in whole.claims for count in claim.counts]
    numbers = {number for count in counts for number in (count.low, count.best, count.high) if number is not None}
    asked = [f"{number}{words}" for number in (*numbers, 987654) for words in ("", " killed", " people")]
    with rows.parts() as parts:
        for thing in (*asked, *IncidentStatus):
            assert explain_over_all(parts, thing) == explain(whole, thing), thing


@pytest.mark.parametrize("rule", (Rule.AS_SHOWN, Rule.NAMED_SOURCE))
def test_tallies_and_pages_are_told_part_by_part_as_by_the_whole(rows: Ground, whole: Ledger, rule: Rule) -> None:
    named = frozenset({source.id for source in whole.sources[:2]})
    wanted = tally_ledger(whole, index_ledger(whole), rule, named)
    with rows.parts() as parts:
        tallies = [one for part in parts.stories() for one in tally_ledger(part.ledger, part.index, rule, named)]
        assert tuple(tallies) == wanted != ()
        series = [(row, name_source(part.index, row.source)) for part in parts.series() for row in part.ledger.series]
        assert series == [(row, name_source(index_ledger(whole), row.source)) for row in whole.series]
        for in_time in (True, False):
            assert list(parts.pages(in_time=in_time)) == list(Whole(whole).pages(in_time=in_time)) != []


def test_tables_of_pieces_are_those_of_the_whole(rows: Ground, whole: Ledger) -> None:
    with rows.pieces() as pieces:
        tables = [list(parts) for parts in relate(pieces)]
    wanted = relate_ledger(whole)
    assert sum(len(one.rows) for one in wanted) > 40
    for parts, table in zip(tables, wanted, strict=True):
        assert {replace(part, rows=()) for part in parts} == {replace(table, rows=())}
        assert [row for part in parts for row in part.rows] == list(table.rows)


def test_a_thing_is_found_by_its_id_and_the_beginning_of_one(rows: Ground, whole: Ledger) -> None:
    for thing in list_things(whole):
        assert rows.find(thing.id, ()) == (told_by_rows(thing),)
        begun = {found.id for found in rows.find(thing.id[:-1], (thing.kind,))}
        assert len(thing.id) < 8 or thing.id in begun
        bare = thing.id.partition("-")[2]
        assert len(bare) < 7 or thing.id in {found.id for found in rows.find(bare, (thing.kind,))}


def told_by_rows(thing: Thing) -> Thing:
    """Rows that are found by an id alone say nothing."""
    named = ("incident", "claim", "source", "place", "report", "story")
    return thing if thing.kind in named else Thing(id=thing.id, kind=thing.kind, says="")


@pytest.mark.parametrize("kind", ("incident", "claim", "source", "place", "report"))
def test_words_mean_what_they_mean_in_the_whole(rows: Ground, whole: Ledger, kind: str) -> None:
    ground = stand_on_ledger(whole)
    things = [thing for thing in list_things(whole) if thing.kind == kind and any(map(str.isalnum, thing.says))]
    assert things
    for thing in things:
        assert set(rows.find(thing.says, (kind,))) == set(ground.find(thing.says, (kind,)))
        if kind in ("incident", "claim"):
            some = " ".join(thing.says.split()[1:4])
            assert set(rows.find(some, (kind,))) == set(ground.find(some, (kind,))), some
    assert rows.find("nothing of this kind", ()) == rows.find("?", ()) == ()


def test_what_is_judged_is_the_same_subject(rows: Ground, whole: Ledger) -> None:
    ground = stand_on_ledger(whole)
    for thing in list_things(whole):
        if thing.kind in JUDGED:
            assert rows.subject(thing.id, JUDGED) == ground.subject(thing.id, JUDGED)
            if thing.kind != "source":
                value = "outlet=The Harbour Post" if thing.kind == "report" else "kind=shelling"
                rows.check(rows.subject(thing.id, JUDGED), value)
    claim = next(claim for claim in whole.claims)
    with pytest.raises(InputError):
        rows.check(rows.subject(claim.id, JUDGED), "weather=fine")


def test_things_wait_in_the_same_order_until_all_are_left_for_later(rows: Ground, whole: Ledger) -> None:
    ground, left = stand_on_ledger(whole), list[str]()
    while (one := ground.first_waiting(left)) is not None:
        other = rows.first_waiting(left)
        assert other is not None
        assert (other.id, other.says, other.reasons) == (one.id, one.says, one.reasons)
        left.append(one.id)
    assert rows.first_waiting(left) is None
    assert len(left) > 2


def test_what_became_of_judgements_is_told(rows: Ground, whole: Ledger) -> None:
    assert {row.id for row in rows.judgements()} == {row.id for row in whole.judgements}
    judged = {key for row in whole.judgements for key in row.about}
    for key in (*judged, whole.claims[0].id, "incident-of-nobody"):
        assert rows.was_judged(key) == stand_on_ledger(whole).was_judged(key) == (key in judged)
