"""A page that is fetched again and says something else: its later text takes the place of the earlier one."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from marsad.intake import WebPage, read_web
from marsad.living import Arrival, LivingDesk, init_desk
from marsad.model.codec import dump_ledger, ledger_schema
from marsad.model.ledger import Ledger
from marsad.model.versions import Edit
from marsad.pipeline import read_ledger

NOW = datetime(2031, 6, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "https://hill.example/news/orsk"
MARKET = "Rebels shelled the market of Orsk on Sunday and killed {} people, the army said."
CLINIC = "The shells wounded {} nurses in the clinic, the mayor of Orsk said."
ROAD = "The road to Velm has been closed since the morning."
FIRST = (MARKET.format("three"), CLINIC.format(4), ROAD)


@pytest.fixture
def desk(address: Callable[[], str], tmp_path: Path) -> Iterator[LivingDesk]:
    with init_desk(tmp_path / "desk", address()) as desk:
        yield desk


def page(*sentences: str, at: str = PAGE, extra: str = "") -> WebPage:
    head = '<meta property="article:published_time" content="2031-05-04T10:00:00Z"><title>Shells on Orsk</title>'
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    html = f"<html><head>{head}</head><body><article><h1>Shells on Orsk</h1>{body}</article>{extra}</body></html>"
    return WebPage(address=at, data=html.encode(), kind="text/html", feed="Hill Courier")


def take(desk: LivingDesk, hour: int, *sentences: str) -> Arrival:
    return desk.add_pages([page(*sentences)], NOW + hour * HOUR)


def bare(ledger: Ledger) -> dict[str, object]:
    """A ledger without what versions add to it."""
    rows: dict[str, list[dict[str, str]]] = json.loads(dump_ledger(ledger))
    added = {change for version in ledger.versions for change in version.changes}
    return {**rows, "versions": [], "changes": [row for row in rows["changes"] if row["id"] not in added]}


def read_once(*pages: WebPage) -> dict[str, object]:
    return bare(read_ledger([], fetched=read_web(pages, ())))


def test_the_later_text_takes_the_place_of_the_earlier_and_the_figure_that_changed_is_told(desk: LivingDesk) -> None:
    assert take(desk, 0, *FIRST).changed == ()
    (before,) = desk.fold().reports
    later = (MARKET.format("five"), CLINIC.format(4), "The road to Velm is open again.")
    arrival = take(desk, 2, *later)
    ledger = desk.fold()
    (report,) = ledger.reports
    assert arrival.changed == (report.id,)
    assert {count.best for claim in ledger.claims for count in claim.counts} == {4, 5}
    assert bare(ledger) == read_once(page(*later))
    (version,) = ledger.versions
    assert (version.report, version.earlier, version.later) == (report.id, before.id, report.id)
    assert (version.earlier_at, version.at) == (NOW, NOW + 2 * HOUR)
    changed = next(row for row in version.sentences if row.edit is Edit.CHANGED and row.figures)
    assert (changed.before, changed.after) == (FIRST[0], later[0])
    assert [(figure.before, figure.after) for figure in changed.figures] == [("three", "five")]
    assert changed.span is not None
    assert report.text[slice(*changed.span)] == later[0]
    (change,) = [row for row in ledger.changes if row.id in version.changes]
    assert (change.from_, change.to, change.at) == ("3 people killed", "5 people killed", NOW + 2 * HOUR)
    assert [claim.quote for claim in ledger.claims if claim.id in change.claims] == [later[0]]
    assert change.about in {incident.id for incident in ledger.incidents}
    assert change.source == report.source
    schema = ledger_schema()
    assert isinstance(schema, dict)
    jsonschema.Draft202012Validator(schema).validate(json.loads(dump_ledger(ledger)))


def test_both_texts_stay_as_facts_and_what_is_rebuilt_and_restored_is_the_same(
    desk: LivingDesk, tmp_path: Path
) -> None:
    take(desk, 0, *FIRST)
    take(desk, 1, *FIRST[:1])
    ledger = desk.fold()
    (history,) = desk.facts.read_histories()
    assert [FIRST[2] in edition.report.text for edition in history.editions] == [True, False]
    assert len(list((desk.folder / "originals").rglob("*/*"))) == 2
    assert dump_ledger(desk.rebuild()) == dump_ledger(ledger)
    assert desk.verify() == ()
    desk.backup(tmp_path / "kept.zip")
    with init_desk(tmp_path / "again") as again:
        again.restore(tmp_path / "kept.zip")
        assert dump_ledger(again.fold()) == dump_ledger(ledger)


def test_a_figure_whose_sentence_is_gone_is_told_as_no_longer_in_the_report(desk: LivingDesk) -> None:
    take(desk, 0, *FIRST)
    take(desk, 1, FIRST[0], FIRST[2])
    ledger = desk.fold()
    (change,) = [row for row in ledger.changes if row.id in ledger.versions[0].changes]
    assert (change.from_, change.to, change.claims) == ("4 nurses injured", "no longer in its report", ())
    assert [row.before for row in ledger.versions[0].sentences if row.edit is Edit.DROPPED] == [FIRST[1]]


def test_every_step_of_a_page_that_changed_often_is_kept_and_leads_to_what_it_says_now(desk: LivingDesk) -> None:
    for hour, killed in enumerate(("three", "five", "seven")):
        take(desk, hour, MARKET.format(killed), *FIRST[1:])
    ledger = desk.fold()
    assert [(version.at - NOW) // HOUR for version in sorted(ledger.versions, key=lambda one: one.at)] == [1, 2]
    moves = sorted((row.at, row.from_, row.to) for row in ledger.changes if row.at)
    assert [(a, b) for _, a, b in moves] == [
        ("3 people killed", "5 people killed"),
        ("5 people killed", "7 people killed"),
    ]
    assert {claim for row in ledger.changes for claim in row.claims} <= {claim.id for claim in ledger.claims}


def test_a_version_has_the_outlet_and_date_of_the_text_before_where_it_states_none(desk: LivingDesk) -> None:
    take(desk, 0, *FIRST)
    bare_page = f"<html><body><article><p>{MARKET.format('five')}</p><p>{FIRST[2]}</p></article></body></html>"
    desk.add_pages([WebPage(address=PAGE, data=bare_page.encode(), kind="text/html")], NOW + HOUR)
    (report,) = desk.fold().reports
    assert (report.outlet, str(report.published)) == ("Hill Courier", "2031-05-04 10:00:00+00:00")
    assert "five people" in report.text


def test_a_page_that_goes_back_to_what_it_said_stands_as_it_was_and_has_three_texts(desk: LivingDesk) -> None:
    other = (MARKET.format("five"), *FIRST[1:])
    for hour, said in enumerate((FIRST, other, FIRST)):
        assert len(take(desk, hour, *said).reports) == 1
    ledger = desk.fold()
    assert bare(ledger) == read_once(page(*FIRST))
    assert [len(history.editions) for history in desk.facts.read_histories()] == [3]


def test_an_equal_text_is_nothing_new_whatever_stands_around_it(desk: LivingDesk) -> None:
    take(desk, 0, *FIRST)
    head = desk.facts.head()
    again = page(*FIRST, extra="<footer><p>Seen 4,310 times</p></footer>")
    arrival = desk.add_pages([again], NOW + HOUR)
    assert (arrival.reports, arrival.changed, desk.facts.head()) == ((), (), head)
    assert len(list((desk.folder / "originals").rglob("*/*"))) == 1


def test_an_earlier_text_is_no_voice_and_no_copy(desk: LivingDesk) -> None:
    others = [page(*FIRST, at=f"https://other{number}.example/orsk") for number in range(2)]
    desk.add_pages(others, NOW)
    take(desk, 0, *FIRST)
    take(desk, 1, MARKET.format("five"), CLINIC.format(6))
    ledger = desk.fold()
    final = page(MARKET.format("five"), CLINIC.format(6))
    assert bare(ledger) == read_once(final, *others)


@pytest.mark.parametrize(("hour", "killed"), [(-100, {3}), (0, {3}), (1, {5}), (2, {5}), (3, {7})])
def test_a_ledger_as_of_a_time_has_the_text_of_that_time(desk: LivingDesk, hour: int, killed: set[int]) -> None:
    for at, said in ((0, "three"), (1, "five"), (3, "seven")):
        take(desk, at, MARKET.format(said))
    ledger = desk.build(as_of=NOW + hour * HOUR)
    assert {count.best for claim in ledger.claims for count in claim.counts} == killed
    assert all(version.at <= NOW + hour * HOUR for version in ledger.versions)


def test_a_file_that_is_added_again_with_other_words_is_a_report_beside_the_one_before(
    desk: LivingDesk, tmp_path: Path
) -> None:
    for killed in ("three", "five"):
        (tmp_path / "orsk.txt").write_text(f"Hill Courier, May 4, 2031: {MARKET.format(killed)}")
        desk.add([str(tmp_path / "orsk.txt")])
    ledger = desk.fold()
    assert len(ledger.reports) == 2
    assert ledger.versions == ()


def test_purging_a_report_takes_all_its_texts(desk: LivingDesk) -> None:
    take(desk, 0, *FIRST)
    take(desk, 1, *FIRST[:1])
    (report,) = desk.fold().reports
    purge = desk.purge(report.id, by="Ada Moss", why="a name in it")
    assert purge is not None
    assert (len(purge.texts), len(purge.originals)) == (2, 2)
    ledger = desk.fold()
    assert (ledger.reports, ledger.versions, ledger.changes) == ((), (), ())
    assert list((desk.folder / "originals").rglob("*/*")) == []
    assert desk.verify() == ()
    assert desk.add_pages([page(*FIRST)], NOW + 5 * HOUR).reports == ()
    assert b"market of Orsk" not in b"".join(file.read_bytes() for file in desk.folder.glob("marsad.db*"))


def test_a_report_that_got_a_longer_name_is_purged_too(desk: LivingDesk, tmp_path: Path) -> None:
    for folder, killed in (("a", "three"), ("b", "nine")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "orsk.txt").write_text(f"Hill Courier, May 4, 2031: {MARKET.format(killed)}")
        desk.add([str(tmp_path / folder / "orsk.txt")])
    report = next(one for one in desk.fold().reports if one.key == "a/orsk.txt")
    purge = desk.purge(report.id, by="Ada Moss", why="a name in it")
    assert purge is not None
    assert len(purge.originals) == 1
    assert ["nine" in one.text for one in desk.fold().reports] == [True]
