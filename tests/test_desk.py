"""A folder that is read into again and again: the same bytes as if all had been read at once, then and now."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

import pytest

from marsad.cli import main
from marsad.ledger.anchoring import Finder
from marsad.ledger.judgements import make_judgement, write_judgement
from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.codec import dump_ledger, load_ledger
from marsad.model.copies import Family, Story
from marsad.model.judgements import Rulings, Standing, Verb
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.pipeline import build_ledger, read_ledger
from marsad.reconcile import Reconciled, reconcile
from marsad.store.desk import Desk

Parts = tuple[
    Story,
    Sequence[Report],
    Sequence[Family],
    Sequence[Claim],
    Sequence[Source],
    Sequence[Actor],
    Sequence[Place],
    Rulings,
]
EXAMPLES = Path(__file__).parent.parent / "examples"
SETS = ("sudan-market", "drc-town", "colombia-displacement")


def files() -> list[str]:
    return sorted(path.as_posix() for name in SETS for path in (EXAMPLES / name / "reports").iterdir())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all reports were read at once."""
    folder = tmp_path_factory.mktemp("full")
    (folder / "ledger.json").write_text(dump_ledger(read_ledger(files(), desk=Desk(folder))), encoding="utf-8")
    return folder


def with_drafts(full: Path, folder: Path) -> Desk:
    """A new desk that has only what was worked out before, so that nothing need be parsed again."""
    (folder / "desk").mkdir(parents=True)
    for name in (full / "desk").glob("shelf*"):
        shutil.copy(name, folder / "desk")
    return Desk(folder)


@pytest.mark.parametrize("seed", range(3))
def test_reports_that_come_in_any_parts_give_the_same_bytes(full: Path, tmp_path: Path, seed: int) -> None:
    chance, paths = Random(seed), files()
    chance.shuffle(paths)
    cuts = sorted(chance.sample(range(1, len(paths)), 2))
    desk = with_drafts(full, tmp_path)
    for part in (paths[: cuts[0]], paths[cuts[0] : cuts[1]], paths[cuts[1] :]):
        ledger = read_ledger(part, desk=desk, add=True)
    assert dump_ledger(ledger) == (full / "ledger.json").read_text(encoding="utf-8")


def test_a_second_run_parses_nothing_and_works_out_no_story_again(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.working.read_claims", _refuse)
    monkeypatch.setattr("marsad.working.resolve_story", _refuse)
    monkeypatch.setattr("marsad.working.reconcile", _refuse)
    ledger = read_ledger([], desk=Desk(full), add=True)
    assert dump_ledger(ledger) == (full / "ledger.json").read_text(encoding="utf-8")


def _refuse(*_parts: object) -> None:
    raise AssertionError("worked out again")


def test_a_new_report_works_out_its_own_story_alone(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = with_drafts(full, tmp_path)
    read_ledger(files()[1:], desk=desk, add=True)
    parsed: list[int] = []
    told: list[str] = []

    def watch(stage: str, _done: int, total: int) -> None:
        parsed.append(total * (stage == "claims"))

    def note(*parts: *Parts) -> Reconciled:
        told.append(parts[0].id)
        return reconcile(*parts)

    monkeypatch.setattr("marsad.working.reconcile", note)
    ledger = read_ledger(files()[:1], desk=desk, add=True, progress=watch)
    assert max(parsed) == 1
    assert len(told) == 1 < len(ledger.stories)


def test_files_of_one_name_are_told_apart_as_if_read_together(full: Path, tmp_path: Path) -> None:
    text = "date 2031-05-02\n\nShells fell on the port of Goma and killed {} people, the governor said.\n"
    for folder, number in (("one", "five"), ("two", "six")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "wire.txt").write_text(text.format(number), encoding="utf-8")
    together = read_ledger([str(tmp_path / "one"), str(tmp_path / "two")])
    desk = Desk(tmp_path / "desk")
    read_ledger([str(tmp_path / "one")], desk=desk, add=True)
    assert dump_ledger(read_ledger([str(tmp_path / "two")], desk=desk, add=True)) == dump_ledger(together)


def test_a_file_read_again_adds_nothing_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "wire.txt"
    file.write_text("date 2031-05-02\n\nShells killed five people in Goma, the governor said.\n", encoding="utf-8")
    desk = Desk(tmp_path / "out")
    first = read_ledger([str(file)], desk=desk, add=True)
    assert read_ledger([str(file)], desk=desk, add=True) == first
    file.write_text("date 2031-05-03\n\nShells killed nine people in Goma, the governor said.\n", encoding="utf-8")
    assert len(read_ledger([str(file)], desk=desk, add=True).reports) == 2


def test_the_ledger_as_of_a_day_ignores_what_came_later(full: Path, tmp_path: Path) -> None:
    reports = load_ledger((full / "ledger.json").read_bytes()).reports
    days = sorted({_day(r.published) for r in reports if r.published and r.published_basis in ("stated", "dateline")})
    taken = Desk(full).read_intake().reports
    shelf = with_drafts(full, tmp_path).open_shelf()
    for day in days[:: max(1, len(days) // 3)]:
        as_of = datetime.combine(day, time(23, 59), UTC)
        known = [r for r in taken if r.published is None or _day(r.published) <= day]
        then = build_ledger(known, as_of=as_of, shelf=shelf)
        assert dump_ledger(build_ledger(taken, as_of=as_of, shelf=shelf)) == dump_ledger(then)
        assert all(r.published and _day(r.published) <= day for r in then.reports)
    shelf.close()


def _day(published: date | datetime | None) -> date:
    assert published is not None
    return published.date() if isinstance(published, datetime) else published


def _judge(desk: Desk, ledger: Ledger, at: datetime) -> str:
    """Put the two largest incidents of one story together."""
    finder = Finder(ledger.reports, ledger.claims, ledger.sources)
    story = max(ledger.stories, key=lambda s: len(s.reports)).id
    largest = sorted((i for i in ledger.incidents if i.story == story), key=lambda i: -len(i.claims))[:2]
    about = [finder.about_incident(incident) for incident in largest]
    made = make_judgement(Verb.SAME, about, by="Ada Moss", why="one night", at=at)
    write_judgement(desk.judgements_file, made)
    return made.id


def test_judgements_are_folded_in_by_their_time_and_a_torn_line_costs_nothing(full: Path, tmp_path: Path) -> None:
    desk = with_drafts(full, tmp_path)
    before = read_ledger(files(), desk=desk)
    _judge(desk, before, datetime(2031, 6, 1, tzinfo=UTC))
    with desk.judgements_file.open("ab") as log:
        log.write(b'{"id": "judgement-torn", "at": "2031-06')
    after = read_ledger([], desk=desk, add=True)
    assert len(after.incidents) == len(before.incidents) - 1
    assert [row.standing for row in after.judgements] == [Standing.APPLIED]
    assert ("judgements.jsonl", "line 2") in {(p.path, p.at) for p in after.problems}
    then = read_ledger([], desk=desk, add=True, as_of=datetime(2031, 5, 31, tzinfo=UTC))
    assert then.incidents == before.incidents
    assert not then.judgements


def test_a_person_judges_from_the_command_line_and_takes_it_back(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "out")
    with_drafts(full, tmp_path / "out")
    run(monkeypatch, "read", *files(), "--out", out)
    first = (tmp_path / "out" / "ledger.json").read_bytes()
    incident = max(json.loads(first)["incidents"], key=lambda i: len(i["claims"]))
    words = ("--by", "Ada Moss", "--why", "heard only once", "--into", out)
    assert run(monkeypatch, "judge", "reject", incident["id"], *words) == 0
    noted = capsys.readouterr().out.split("noted ")[1].split()[0]
    run(monkeypatch, "read", "--into", out)
    ledger = load_ledger((tmp_path / "out" / "ledger.json").read_bytes())
    assert incident["id"] not in {i.id for i in ledger.incidents}
    capsys.readouterr()
    assert run(monkeypatch, "judge", "undo", noted, "--by", "Ben Holt", "--why", "no", "--into", out) == 2
    assert "Ada Moss" in capsys.readouterr().err
    assert run(monkeypatch, "judge", "undo", noted, *words) == 0
    run(monkeypatch, "read", "--into", out)
    assert (tmp_path / "out" / "ledger.json").read_bytes() == first
    capsys.readouterr()
    run(monkeypatch, "judgements", "--into", out)
    told = capsys.readouterr().out
    assert noted in told and "undone" in told and "heard only once" in told


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The command line in this process; its exit code."""
    monkeypatch.setattr("sys.argv", ["marsad", *words])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
