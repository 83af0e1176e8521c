"""Reading a desk row by row, on both databases: by id, by facet, page after page; and what became of each row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select

from desk_by_hand import make_desk
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.model.claims import Claim
from marsad.model.copies import Story
from marsad.model.incidents import Change, Contradiction, Incident, Series, State
from marsad.model.reports import Report
from marsad.store.database import reading
from marsad.store.database.kinds import say_under
from marsad.store.database.migrating import migrate
from marsad.store.database.opening import Database, open_database
from marsad.store.database.reading import SECTIONS, Order, Reader, read_desk
from marsad.store.database.searching import Query, search
from marsad.store.database.tables import facets, records, texts, turns
from marsad.store.database.turning import find_turns, list_changed, list_turned
from marsad.store.shelf import name_rules


@pytest.fixture(scope="module")
def desk(address: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    with make_desk(tmp_path_factory.mktemp("desk"), address()) as made:
        yield made


@pytest.fixture
def reader(desk: LivingDesk) -> Iterator[Reader]:
    with read_desk(desk.database) as opened:
        yield opened


@pytest.mark.parametrize("kind", SECTIONS, ids=SECTIONS.get)
def test_every_row_is_read_as_it_was_written(reader: Reader, kind: type) -> None:
    rows = getattr(LEDGER, SECTIONS[kind])
    assert reader.get_many(kind, [row.id for row in rows]) == rows
    assert reader.count(kind) == len(rows)
    assert reader.get(kind, "nothing-0") is None


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("kind", (Claim, Incident, Report), ids=("claims", "incidents", "reports"))
def test_pages_of_one_row_give_all_rows_once_and_in_the_order_of_a_whole_page(
    reader: Reader, kind: type[Claim] | type[Incident] | type[Report], order: Order
) -> None:
    whole = reader.page(kind, order=order, limit=1000)
    assert whole.after is None
    assert sorted(row.id for row in whole.rows) == sorted(row.id for row in getattr(LEDGER, SECTIONS[kind]))
    found: list[Claim | Incident | Report] = []
    after = None
    while True:
        some = reader.page(kind, order=order, limit=1, after=after)
        found += some.rows
        if some.after is None:
            break
        after = some.after
    assert tuple(found) == whole.rows


def test_a_page_keeps_to_its_facets(reader: Reader) -> None:
    contested = reader.page(Incident, (("status", "contested"),)).rows
    assert {row.id for row in contested} == {row.id for row in LEDGER.incidents if row.status == "contested"}
    assert reader.count(Incident, (("status", "contested"),)) == len(contested)
    waiting = reader.page(Claim, (("review", "yes"),)).rows
    assert {row.id for row in waiting} == {row.id for row in LEDGER.claims if row.review}


FACETS = (
    (("kind", "shelling"),),
    (("source", "source-port"),),
    (("source", "source-port"), ("stance", "asserts")),
    (("stance", "asserts"), ("kind", "shelling")),
    (("kind", "offensive"),),
)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("wanted", FACETS)
def test_a_page_is_the_same_whether_few_or_many_rows_have_a_facet(
    reader: Reader, wanted: tuple[tuple[str, str], ...], order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = reader.page(Claim, wanted, order=order)
    assert len(few.rows) == reader.count(Claim, wanted)
    monkeypatch.setattr(reading, "FEW", 0)
    assert reader.page(Claim, wanted, order=order) == few
    first = reader.page(Claim, wanted, order=order, limit=1)
    rest = reader.page(Claim, wanted, order=order, after=first.after) if first.after else None
    assert (*first.rows, *(rest.rows if rest else ())) == few.rows


def test_those_who_speak_for_a_source_are_found_with_it(reader: Reader) -> None:
    spoken = [one.id for one in LEDGER.claims if {"source-port", "source-ruiz"} & set(one.chain)]
    found = reader.page(Claim, (("source", "source-port"),), order=Order.ID).rows
    assert [one.id for one in found] == sorted(spoken)


def test_rows_are_found_by_what_they_refer_to(reader: Reader) -> None:
    for claim in LEDGER.claims:
        resting = [row.id for row in LEDGER.incidents if claim.id in row.claims]
        assert [row.id for row in reader.refer_to(Incident, (claim.id,))] == sorted(resting)
        series = [row.id for row in LEDGER.series if any(claim.id in point.claims for point in row.points)]
        assert [row.id for row in reader.refer_to(Series, (claim.id,))] == sorted(series)
        states = [row.id for row in LEDGER.states if claim.id in row.claims]
        assert [row.id for row in reader.refer_to(State, (claim.id,))] == sorted(states)
    for dispute in LEDGER.contradictions:
        assert dispute in reader.refer_to(Contradiction, (dispute.about,))
    for change in LEDGER.changes:
        assert change in reader.refer_to(Change, (change.about,))


def test_every_row_that_rests_on_a_story_names_it(reader: Reader) -> None:
    story_of = {report: story.id for story in LEDGER.stories for report in story.reports}
    for incident in LEDGER.incidents:
        assert reader.find_story(incident.id) == incident.story
    for series in LEDGER.series:
        first = next(claim for point in series.points for claim in point.claims)
        report = next(claim.report for claim in LEDGER.claims if claim.id == first)
        assert reader.find_story(series.id) == story_of.get(report)


@pytest.mark.parametrize("order", Order)
def test_the_first_rows_of_a_kind_are_read_by_an_index_and_not_by_sorting_all(tmp_path: Path, order: Order) -> None:
    asked: list[str] = []
    with make_desk(tmp_path) as desk:
        event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        with read_desk(desk.database) as reader:
            reader.page(Claim, order=order, limit=2)
        with desk.database.read() as connection:
            said = [query for query in asked if "ORDER BY" in query]
            plans = [
                connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("claims", 3, 0)).all() for query in said
            ]
    assert plans
    assert not [row for plan in plans for row in plan if "TEMP B-TREE" in row[3]]


def test_common_facets_are_looked_up_row_by_row_a_rare_one_at_once_and_one_alone_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    asked: list[tuple[str, tuple[str | int, ...]]] = []
    with make_desk(tmp_path) as desk, desk.database.read() as connection:
        event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        for few, wanted in ((0, 2), (1000, 2), (0, 1)):
            asked.clear()
            for name, value in {"FEW": few, "READ": 1e18, "SORTED": 1e18}.items():
                monkeypatch.setattr(reading, name, value)
            facets = (("kind", "shelling"), ("stance", "asserts"))[:wanted]
            Reader(connection).page(Claim, facets, limit=2)
            query, values = next(one for one in asked if "ORDER BY" in one[0])
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
            plans.append("\n".join(row[3] for row in rows))
    common, rare, alone = plans
    assert "records USING INDEX records_latest" in common
    assert "facets USING COVERING INDEX facets_of (number=?)" in common
    assert "TEMP B-TREE" not in common
    assert "records USING INTEGER PRIMARY KEY" in rare
    assert alone.index("facets USING PRIMARY KEY") < alone.index("records USING INTEGER PRIMARY KEY")
    assert alone.count("TEMP B-TREE") == 1, "only the page is sorted, not all that have the facet"


def test_what_came_changed_and_went_is_told_in_order(address: Callable[[], str], tmp_path: Path) -> None:
    with make_desk(tmp_path, address()) as desk:
        kept, changed, gone = LEDGER.incidents[:3]
        anew = replace(changed, label="Something else")
        others = tuple(row for row in LEDGER.incidents if row.id not in (changed.id, gone.id))
        desk.views.save(replace(LEDGER, incidents=(*others, anew)), 1, name_rules())
        with read_desk(desk.database) as reader:
            ((last, _turn), *_rest) = list_changed(reader, Incident, 5)
            assert last == anew
            assert gone.id not in {row.id for row, _ in list_changed(reader, Incident, 100)}
            assert reader.count(Incident) == len(LEDGER.incidents) - 1
        with desk.database.read() as connection:
            rows = {row.id: row for row in connection.execute(select(turns).where(turns.c.type == "incidents"))}
        assert rows[gone.id].gone == 1
        assert rows[changed.id].number > rows[kept.id].number
        assert rows[changed.id].gone == 0


def test_a_desk_of_an_older_form_is_read_whole_after_it_was_taken_to_the_new_one(
    address: Callable[[], str], tmp_path: Path
) -> None:
    url = address()
    before = open_database(url, tmp_path)
    migrate(before, "0002")
    with before.change() as connection:
        connection.exec_driver_sql(
            "INSERT INTO records(type, id, rank, digest, body) VALUES ('stories', 'story-1', 'story-1', 'd',"
            ' \'{"id": "story-1", "label": "One", "reports": [], "first": null, "last": null}\')'
        )
        connection.exec_driver_sql("INSERT INTO folded VALUES (1, 0, 'old', '{}')")
    migrate(before)
    with before.read() as connection:
        assert connection.execute(select(turns.c.id)).scalars().all() == ["story-1"]
    before.close()
    with LivingDesk(tmp_path, open_database(url, tmp_path)) as desk:
        assert desk.views.rest_on() == (0, "")
        desk.views.save(LEDGER, 0, name_rules())
        with read_desk(desk.database) as reader:
            incident = LEDGER.incidents[0]
            assert incident in reader.refer_to(Incident, incident.claims)


def test_what_the_form_before_holds_is_counted(address: Callable[[], str], tmp_path: Path) -> None:
    url = address()
    before = open_database(url, tmp_path)
    migrate(before, "0011")
    with before.change() as connection:
        for key in ("story-1", "story-2"):
            connection.execute(insert(records).values(type="stories", id=key, rank=key, digest="d", body="{}"))
    migrate(before)
    with read_desk(before) as reader:
        assert (reader.count(Story), reader.count(Incident)) == (2, 0)
    before.close()


def test_words_are_found_in_all_runs_of_rows_the_newest_first_also_of_the_form_before(
    address: Callable[[], str], tmp_path: Path
) -> None:
    database = open_database(address(), tmp_path)
    migrate(database, "0012")
    apart = [1, 2**17 - 1, 2**17, 2**18 + 1, 2**19, 2**20, 2**22]
    _put_claims(database, apart)
    migrate(database)
    _put_claims(database, [2**22 + 1, 2**24], by_kind=say_under("shelling", "The market was shelled"))
    with database.read() as connection:
        found = search(connection, Query(words="market shelled", facets=(("kind", "shelling"),), limit=100))
        some = search(connection, Query(words="market", limit=2, offset=6))
        none = search(connection, Query(words="market", facets=(("kind", "clash"),)))
    assert [hit.id for hit in found.hits] == [f"claim-{n}" for n in (2**24, 2**22 + 1, *reversed(apart))]
    assert [hit.id for hit in some.hits] == [f"claim-{2**17}", f"claim-{2**17 - 1}"]
    assert (found.total, some.total, none.total) == (9, 9, 0)
    database.close()


def _put_claims(database: Database, numbers: Sequence[int], **more: str) -> None:
    """A claim at each number, all with the same words and kind."""
    with database.change() as connection:
        for number in numbers:
            key = f"claim-{number}"
            row = {"number": number, "type": "claims", "id": key, "rank": key, "digest": "d", "body": "{}"}
            connection.execute(insert(records).values(row))
            said = {"number": number, "body": "The market was shelled", "tags": "in0claims0 kind0shelling0"}
            connection.execute(insert(texts).values(said | more))
            held = {"number": number, "name": "kind", "value": "shelling", "type": "claims", "first": ""}
            connection.execute(insert(facets).values(held))


def test_rows_are_found_by_the_time_that_they_are_about(reader: Reader) -> None:
    def find(since: str | None, until: str | None) -> list[str]:
        return [row.id for row in reader.page(Incident, order=Order.ID, since=since, until=until).rows]

    assert find(None, None) == [row.id for row in LEDGER.incidents]
    assert find("2031-05-04T06:00:00", None) == ["incident-customs", "incident-quay"]
    assert find("2031-05-04T06:00:01", None) == ["incident-customs"]
    assert find(None, "2031-05-04T21:00:00") == ["incident-quay"]
    assert find("2032-01-01T00:00:00", None) == []


@pytest.mark.parametrize("after", ("x", "99999999999999999999", "99999999999999999999.2031", ""))
@pytest.mark.parametrize("order", (Order.LATEST, Order.NEWEST))
def test_what_no_page_ended_in_is_no_page(reader: Reader, order: Order, after: str) -> None:
    with pytest.raises(ValueError):
        reader.page(Incident, order=order, after=after)


def test_claims_that_hold_back_a_name_are_found_by_what_they_stand_in(reader: Reader) -> None:
    holding = [claim for claim in LEDGER.claims if claim.withheld]
    assert [claim.id for claim in holding] == ["claim-nurse"]
    assert reader.withholding("report", [report.id for report in LEDGER.reports]) == tuple(holding)
    assert reader.withholding("story", ["story-quay", "story-marsa"]) == tuple(holding)
    assert reader.withholding("source", ["source-nurse"]) == tuple(holding)
    assert reader.withholding("id", [claim.id for claim in LEDGER.claims]) == tuple(holding)
    assert reader.withholding("report", [holding[0].id]) == reader.withholding("source", ["source-tide"]) == ()


def test_turns_are_read_in_their_order_and_from_any_of_them_on(reader: Reader) -> None:
    whole = list_turned(reader, ("incidents", "claims"), 0, 1000)
    rows = [row.id for row in LEDGER.incidents] + [row.id for row in LEDGER.claims]
    assert sorted(turn.id for turn in whole) == sorted(rows)
    assert [turn.number for turn in whole] == sorted(turn.number for turn in whole)
    assert list_turned(reader, ("incidents", "claims"), whole[4].number, 3) == whole[5:8]
    assert list_turned(reader, ("incidents",), whole[-1].number, 3) == ()
    found = find_turns(reader, Incident, [row.id for row in LEDGER.incidents])
    assert {key: turn.number for key, turn in found.items()} == {
        turn.id: turn.number for turn in whole if turn.section == "incidents"
    }


@pytest.mark.parametrize(
    ("facets", "says"),
    (
        ((("colour", "red"),), "colour: nothing is found by this. Use one of kind, status, "),
        ((("kind", "weather"),), "weather: there is no such kind. Use one of clash, "),
        ((("place", "place-none"), ("stance", "maybe")), "Use one of asserts, denies, does_not_confirm"),
    ),
)
def test_what_nothing_can_be_found_by_is_no_query(facets: tuple[tuple[str, str], ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Query(facets=facets)
    assert Query(facets=(("kind", "Shelling"), ("review", "yes"), ("place", "Atlantis"))).facets
