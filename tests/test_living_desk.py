"""A desk on a database of either kind: it equals a one-off run, keeps judgements, and forgets what is purged."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text

from marsad.errors import ConflictError, InputError
from marsad.ledger.anchoring import Finder, about_judgement
from marsad.ledger.judgements import make_judgement
from marsad.living import LivingDesk, init_desk, open_desk, restore_desk
from marsad.model.claims import Kind
from marsad.model.codec import dump_ledger
from marsad.model.judgements import Judgement, Verb
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.store.database import searching
from marsad.store.database.migrating import migrate, newest_form
from marsad.store.database.searching import SEARCHED, Hits, Query
from marsad.store.database.tables import records, texts
from marsad.store.database.tags import list_tags
from marsad.store.desk import Desk

EXAMPLES = Path(__file__).parent.parent / "examples"
SETS = ("sudan-market", "colombia-displacement")
FILES = tuple(sorted(path.as_posix() for name in SETS for path in (EXAMPLES / name / "reports").iterdir()))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ledger, Path]:
    """The ledger of a one-off run, and the shelf that it left, so that nothing need be parsed again."""
    folder = tmp_path_factory.mktemp("once")
    ledger = read_ledger(FILES, desk=Desk(folder))
    return ledger, folder / "desk"


@pytest.fixture(scope="module")
def make(
    once: tuple[Ledger, Path], address: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], LivingDesk]]:
    """New desks by name, each on a new database."""
    made: list[LivingDesk] = []

    def make_one(name: str) -> LivingDesk:
        folder = tmp_path_factory.mktemp(name)
        made.append(init_desk(folder, address()))
        for file in once[1].glob("shelf*"):
            shutil.copy(file, folder)
        return made[-1]

    yield make_one
    for desk in made:
        desk.close()


def fill(desk: LivingDesk) -> LivingDesk:
    desk.add(FILES)
    desk.fold()
    return desk


@pytest.fixture
def desk(make: Callable[[str], LivingDesk]) -> LivingDesk:
    """A desk with all reports."""
    return fill(make("desk"))


@pytest.fixture(scope="module")
def still(make: Callable[[str], LivingDesk]) -> LivingDesk:
    """A desk with all reports, that no test changes."""
    return fill(make("still"))


def judge(ledger: Ledger, verb: Verb, by: str, minute: int = 0) -> Judgement:
    """A judgement about the incident with the most claims."""
    finder = Finder(ledger.reports, ledger.claims, ledger.sources)
    incident = max(ledger.incidents, key=lambda one: (len(one.claims), one.id))
    at = datetime(2031, 6, 1, 9, minute, tzinfo=UTC)
    return make_judgement(verb, [finder.about_incident(incident)], by=by, why=f"{by} looked", at=at)


@pytest.mark.parametrize("seed", range(2))
def test_reports_that_are_added_in_any_parts_give_the_ledger_of_a_one_off_run(
    once: tuple[Ledger, Path], make: Callable[[str], LivingDesk], seed: int
) -> None:
    chance, paths = Random(seed), list(FILES)
    chance.shuffle(paths)
    desk = make("parts")
    for part in (paths[:3], paths[2:5], paths[5:]):
        desk.add(part)
        desk.fold()
    assert dump_ledger(desk.fold()) == dump_ledger(once[0])
    again = desk.views.load()
    assert again is not None
    assert dump_ledger(again) == dump_ledger(once[0])
    assert dump_ledger(desk.rebuild()) == dump_ledger(once[0])


def test_what_is_there_is_not_added_again_and_a_path_that_names_nothing_is_told_and_not_kept(still: LivingDesk) -> None:
    before = still.facts.head()
    arrival = still.add([*FILES, "nowhere.txt"])
    assert arrival.reports == ()
    assert [problem.path for problem in arrival.problems] == ["nowhere.txt"]
    assert still.facts.head() == before


def test_every_file_is_kept_as_it_came(still: LivingDesk) -> None:
    kept = {path.read_bytes() for path in (still.folder / "originals").rglob("*") if path.is_file()}
    assert kept == {Path(file).read_bytes() for file in FILES}


def test_the_second_of_two_who_judge_at_once_is_refused_and_shown_both(desk: LivingDesk) -> None:
    ledger, seen = desk.fold(), desk.facts.read_revisions()
    first = judge(ledger, Verb.ACCEPT, "Ada Moss")
    desk.facts.note_judgement(first, seen)
    late = judge(ledger, Verb.REJECT, "Ben Holt", minute=1)
    with pytest.raises(ConflictError) as refused:
        desk.facts.note_judgement(late, seen)
    assert "Ada Moss: accept" in str(refused.value)
    assert "yours was not noted: reject (Ben Holt looked)" in str(refused.value)
    assert desk.facts.read_judgements() == (first,)
    desk.facts.note_judgement(late, desk.facts.read_revisions())
    assert desk.facts.read_judgements() == (first, late)
    assert [row.id for row in desk.fold().judgements] == [first.id, late.id]


def test_an_undone_judgement_leaves_the_ledger_as_it_was_to_the_byte(desk: LivingDesk) -> None:
    before = dump_ledger(desk.fold())
    made = judge(desk.fold(), Verb.REJECT, "Ada Moss")
    desk.facts.note_judgement(made, desk.facts.read_revisions())
    assert dump_ledger(desk.fold()) != before
    at = datetime(2031, 6, 2, tzinfo=UTC)
    undone = make_judgement(Verb.UNDO, [about_judgement(made.id)], by="Ada Moss", why="a slip", at=at)
    desk.facts.note_judgement(undone, desk.facts.read_revisions())
    assert dump_ledger(desk.fold()) == before


def found(hits: Hits) -> set[tuple[str, str]]:
    return {(hit.section, hit.id) for hit in hits.hits}


def ask(desk: LivingDesk, words: str = "", sections: tuple[str, ...] = ("claims",), **more: str) -> Hits:
    times = {name: more.pop(name) for name in ("since", "until") if name in more}
    query = Query(words=words, sections=sections, facets=tuple(more.items()), limit=1000)
    return desk.search(replace(query, **times))  # type: ignore[arg-type]  # names of two text fields


def test_words_find_claims_in_all_their_forms_phrases_side_by_side_and_what_is_barred_not(still: LivingDesk) -> None:
    claims = {claim.id: claim.quote.casefold() for claim in still.fold().claims}
    assert {key for _, key in found(ask(still, "markets"))} >= {k for k, said in claims.items() if " market " in said}
    pair = next(" ".join(said.split()[1:3]) for said in claims.values() if len(said.split()) > 6)
    assert all(pair in claims[key] for _, key in found(ask(still, f'"{pair}"')))
    assert found(ask(still, f'"{pair}"'))
    barred = {key for _, key in found(ask(still, "market -killed"))}
    assert barred and not any("killed" in claims[key] for key in barred)


def test_what_words_find_comes_the_newest_first_each_once(still: LivingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query(words="killed", limit=4)
    every = still.search(replace(query, limit=1000))
    assert every.total > 8
    monkeypatch.setattr(searching, "MOST", 5)
    pages = [still.search(replace(query, offset=at)).hits for at in range(0, every.total, 4)]
    told = [(hit.section, hit.id) for page in pages for hit in page]
    assert told == [(hit.section, hit.id) for hit in every.hits]
    with still.database.read() as connection:
        rows = connection.execute(
            select(records.c.type, records.c.id, records.c.number, texts.c.body).join(texts)
        ).all()
    place = {(row.type, row.id): row.number for row in rows if " killed " in row.body}
    numbers = [place[one] for one in told if one in place]
    assert len(numbers) > 5 and numbers == sorted(numbers, reverse=True)
    assert place.keys() <= found(every)
    latest = [hit.first or "" for hit in still.search(replace(query, latest=True, limit=1000)).hits]
    assert len(latest) == every.total
    assert latest == sorted(latest, reverse=True)
    assert found(still.search(replace(query, since="0001", limit=1000))) <= found(every)
    some = still.search(query)
    assert (some.total, some.is_more, every.is_more) == (5, True, False)


@pytest.mark.parametrize(
    "words", ['"', "NEAR(", "a AND NOT", "*", "-", "col:on", "'; DROP TABLE journal; --", "\x00", "((("]
)
def test_no_sign_in_a_query_is_an_operator(still: LivingDesk, words: str) -> None:
    ask(still, words)
    assert still.verify() == ()


def test_facets_find_exactly_the_claims_that_have_them(still: LivingDesk) -> None:
    ledger = still.fold()
    for kind in {claim.kind for claim in ledger.claims}:
        wanted = {claim.id for claim in ledger.claims if kind in (claim.kind, *claim.kinds)}
        assert {key for _, key in found(ask(still, kind=kind.value))} == wanted
    source = max(ledger.sources, key=lambda one: sum(one.id in claim.chain for claim in ledger.claims))
    said = {claim.id for claim in ledger.claims if source.id in claim.chain}
    assert {key for _, key in found(ask(still, source=source.name.upper()))} >= said
    assert {key for _, key in found(ask(still, source=source.id))} >= said


def test_words_with_a_facet_find_what_both_find_alone(still: LivingDesk) -> None:
    ledger = still.fold()
    said = found(ask(still, "killed", sections=SEARCHED))
    for section in SEARCHED:
        alone = {hit for hit in said if hit[0] == section}
        assert alone
        assert found(ask(still, "killed", sections=(section,))) == alone
    facets = {("kind", claim.kind.value) for claim in ledger.claims}
    facets |= {("stance", claim.stance.value) for claim in ledger.claims}
    facets |= {("status", one.status.value) for one in ledger.incidents}
    told = {kind for claim in ledger.claims for kind in (claim.kind, *claim.kinds)}
    absent = next(kind.value for kind in Kind if kind not in told | {one.kind for one in ledger.incidents})
    facets |= {("review", "yes"), ("language", "en"), ("kind", absent)}
    for name, value in sorted(facets):
        both = ask(still, "killed", sections=SEARCHED, **{name: value})
        assert found(both) == said & found(ask(still, sections=SEARCHED, **{name: value}))
        assert both.total == len(both.hits)
    assert not ask(still, "killed", kind=absent).hits
    assert not ask(still, list_tags("claims", facets)).hits


def test_words_under_a_kind_find_what_the_words_find_alone_in_all_forms(still: LivingDesk) -> None:
    claims = still.fold().claims
    pair = next(" ".join(claim.quote.split()[1:3]) for claim in claims if len(claim.quote.split()) > 6)
    kinds = sorted({claim.kind.value for claim in claims})
    for words in ("killing", "market shelled", "killed in the market", "the", f'"{pair}"', "killed -market", "año 12"):
        said = found(ask(still, words, sections=SEARCHED))
        for kind in kinds:
            assert found(ask(still, words, sections=SEARCHED, kind=kind)) == said & found(
                ask(still, sections=SEARCHED, kind=kind)
            )
    two = Query(words="killed", sections=SEARCHED, facets=(("kind", kinds[0]), ("kind", kinds[1])), limit=1000)
    each = [found(ask(still, "killed", sections=SEARCHED, kind=kind)) for kind in kinds[:2]]
    assert found(still.search(two)) == each[0] | each[1]


def test_a_desk_of_the_form_before_is_searched_by_words_under_kinds_as_it_stands(desk: LivingDesk) -> None:
    kinds = sorted({claim.kind.value for claim in desk.fold().claims})
    wanted = [found(ask(desk, "killed", sections=SEARCHED, kind=kind)) for kind in kinds]
    embedded = (
        "DROP TABLE words",
        "DROP VIEW latest_texts",
        "DROP TRIGGER texts_put",
        "DROP TRIGGER texts_gone",
        "CREATE VIRTUAL TABLE words USING fts5(body, tags, content='texts', content_rowid='number')",
        "CREATE TRIGGER texts_put AFTER INSERT ON texts BEGIN SELECT 1; END",
        "CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN SELECT 1; END",
    )
    served = ("DROP INDEX texts_words", "CREATE INDEX texts_words ON texts USING gin (words)")
    with desk.database.change() as connection:
        for statement in embedded if desk.database.is_embedded else served:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ALTER TABLE texts DROP COLUMN by_kind")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0013'")
    assert migrate(desk.database) == ("0013", newest_form())
    assert any(wanted)
    assert [found(ask(desk, "killed", sections=SEARCHED, kind=kind)) for kind in kinds] == wanted
    desk.views.clear()
    desk.fold()
    assert [found(ask(desk, "killed", sections=SEARCHED, kind=kind)) for kind in kinds] == wanted


def test_a_place_finds_what_lies_in_it(still: LivingDesk) -> None:
    ledger = still.fold()
    places = {place.id: place for place in ledger.places}
    inner = next(
        p for p in ledger.places if p.within and any(p.id == part.place for c in ledger.claims for part in c.places)
    )
    said = {claim.id for claim in ledger.claims if any(part.place == inner.id for part in claim.places)}
    assert inner.within is not None
    assert {key for _, key in found(ask(still, place=places[inner.within].name))} >= said
    assert {key for _, key in found(ask(still, place=inner.name))} >= said


def test_dates_leave_out_what_ended_before_or_begins_after(still: LivingDesk) -> None:
    timed = {i.id: i.when for i in still.fold().incidents if i.when and (i.when.start or i.when.end)}
    middle = sorted(filter(None, (when.start for when in timed.values())))[len(timed) // 2]
    said = middle.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    late = {key for _, key in found(ask(still, sections=("incidents",), since=said))}
    early = {key for _, key in found(ask(still, sections=("incidents",), until=said))}
    assert late == {key for key, when in timed.items() if (when.end or when.start or middle) >= middle}
    assert early == {key for key, when in timed.items() if (when.start or when.end or middle) < middle}
    assert late and early


def test_a_purged_text_is_gone_from_every_table_file_and_judgement_and_never_comes_back(desk: LivingDesk) -> None:
    ledger = desk.fold()
    desk.facts.note_judgement(judge(ledger, Verb.ACCEPT, "Ada Moss"), {})
    judged = max(ledger.incidents, key=lambda one: (len(one.claims), one.id))
    claim = next(claim for claim in ledger.claims if claim.id == judged.claims[0])
    report = next(report for report in ledger.reports if report.id == claim.report)
    purge = desk.purge(report.id, by="Ada Moss", why="the speaker is in danger")
    assert purge is not None and purge.originals
    after = desk.fold()
    assert report.id not in {one.id for one in after.reports}
    assert len(after.reports) == len(ledger.reports) - 1
    assert claim.quote not in everything(desk)
    assert report.text[:80] not in everything(desk)
    assert desk.verify() == ()
    assert len(desk.facts.read_judgements()) == 1
    again = desk.add(FILES)
    assert again.reports == ()
    assert ["purged" in problem.what for problem in again.problems] == [True]
    assert desk.purge("report-none", by="Ada Moss", why="a slip") is None


def everything(desk: LivingDesk) -> str:
    """All that a desk's tables hold, and all bytes of its folder."""
    desk.database.close()
    files = "".join(path.read_bytes().decode("utf-8", "replace") for path in desk.folder.rglob("*") if path.is_file())
    with desk.database.read() as connection:
        said = connection.execute(text("SELECT body FROM payloads")).scalars().all()
        rows = connection.execute(text("SELECT body FROM records UNION ALL SELECT body FROM texts")).scalars().all()
    told = "".join(bytes(body).decode() for body in said)
    return files + json.dumps(told, ensure_ascii=False) + told + "".join(rows)


def test_a_backup_of_either_kind_makes_the_same_desk_on_either_kind(
    desk: LivingDesk, tmp_path: Path, address: Callable[[], str]
) -> None:
    desk.facts.note_judgement(judge(desk.fold(), Verb.ACCEPT, "Ada Moss"), {})
    before = dump_ledger(desk.fold())
    desk.backup(tmp_path / "desk.zip")
    for name, url in (("same", address()), ("embedded", None)):
        with restore_desk(tmp_path / "desk.zip", tmp_path / name, url) as restored:
            shutil.copy(desk.folder / "shelf.sqlite", tmp_path / name)
            assert restored.verify() == ()
            assert restored.facts.head() == desk.facts.head()
            assert restored.facts.read_revisions() == desk.facts.read_revisions()
            assert dump_ledger(restored.fold()) == before


def test_a_backup_that_was_altered_makes_no_desk(still: LivingDesk, tmp_path: Path) -> None:
    still.backup(tmp_path / "desk.zip")
    with ZipFile(tmp_path / "desk.zip") as good, ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data.replace(b'"by": null', b'"by": "Eve"', 1) if name == "journal.jsonl" else data)
    for file in ("bad.zip", "none.zip"):
        with pytest.raises(InputError):
            restore_desk(tmp_path / file, tmp_path / "new")
        assert not (tmp_path / "new" / "marsad.toml").exists()


def test_a_desk_is_made_once_and_opened_from_below(still: LivingDesk) -> None:
    with pytest.raises(InputError):
        init_desk(still.folder)
    below = still.folder / "a" / "b"
    below.mkdir(parents=True)
    with open_desk(below) as same:
        assert same.folder == still.folder


@pytest.mark.parametrize(
    "said", ["", "[database]", "[database]\nurl = 3", '[database]\nurl = "mysql://x/y"', "]", '[desk]\nname = "x"']
)
def test_a_config_that_says_something_else_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / "marsad.toml").write_text(said, encoding="utf-8")
    with pytest.raises(InputError) as told:
        open_desk(tmp_path)
    assert "marsad.toml" in str(told.value)


def test_an_altered_original_is_found(desk: LivingDesk) -> None:
    file = next(path for path in (desk.folder / "originals").rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes() + b" ")
    assert desk.verify() == (f"original {file.name}: it was altered",)
    file.unlink()
    assert desk.verify() == (f"original {file.name}: it is missing",)
