"""A backup holds all that a desk can't make again, people and layers too, on either database, for its owner's eyes."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from desk_by_hand import PASSWORD
from layers_by_hand import LINE, make_tiles
from marsad.cli import app
from marsad.errors import InputError
from marsad.intake import read_paths
from marsad.living import LivingDesk, init_desk, open_desk, restore_desk
from marsad.model.visits import Visit
from marsad.server.audit import Audit, Deed
from marsad.server.layers import Layers
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens
from marsad.store.config import Config, write_config
from marsad.store.database import open_database
from marsad.store.database.facts import Facts
from marsad.store.database.follows import Follows
from marsad.store.database.hooks import Hooks
from marsad.store.database.jobs import Jobs
from marsad.store.database.migrating import migrate

NOW = datetime(2031, 5, 6, 9, tzinfo=UTC)
FEED = "https://outlet.example/feed"


@pytest.fixture
def desk(tmp_path: Path, address: Callable[[], str]) -> Iterator[tuple[LivingDesk, str]]:
    """A desk with people, a token, a webhook, a feed that was visited and is planned, an audit and two layers."""
    (tmp_path / "one.txt").write_text("Shells hit the quay on Sunday, killing three people, a nurse said.")
    with init_desk(tmp_path / "desk", address()) as made:
        made.add([str(tmp_path / "one.txt")])
        people, follows, jobs = People(made.database), Follows(made.database), Jobs(made.database)
        people.add("Ada Moss", Role.ADMIN, PASSWORD)
        people.add("Rea Lund", Role.READER, None)
        people.begin("ada moss")
        token = Tokens(made.database).make(people.get("Ada Moss"), Scope.JUDGE, "the archive")
        Hooks(made.database).add("hook-1", "https://desk.example/told", "whsec_a-secret", ("incidents",), NOW)
        follows.add([(FEED, "An outlet"), ("https://other.example/", None)], NOW)
        visit = Visit(url=FEED, etag="x", next_due=NOW + timedelta(hours=1), last_status=200)
        follows.keep_visit(visit)
        jobs.plan("visit", [FEED], NOW)
        assert jobs.take("a worker", NOW, "visit")
        Audit(made.database).note("Ada Moss", Deed.ADDED, "Rea Lund")
        Audit(made.database).note("Ada Moss", Deed.CAME)
        for name, data in (("Front line.geojson", LINE), ("tiles.pmtiles", make_tiles())):
            Layers(made.folder).keep(name, BytesIO(data), "Ada Moss", NOW)
        yield made, token


def repack(good: Path, bad: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """A copy of a backup, each file changed, or left out where that gives None."""
    with ZipFile(good) as before, ZipFile(bad, "w") as after:
        for name in before.namelist():
            if (data := change(name, before.read(name))) is not None:
                after.writestr(name, data)


def test_who_comes_in_what_is_followed_and_drawn_is_restored_on_either_database(
    desk: tuple[LivingDesk, str], tmp_path: Path, address: Callable[[], str]
) -> None:
    old, token = desk
    told = old.backup(tmp_path / "desk.zip")
    assert (told.originals, told.layers) == (1, 4)
    for name, url in (("same", address()), ("embedded", None)):
        with restore_desk(tmp_path / "desk.zip", tmp_path / name, url) as new:
            people = People(new.database)
            assert people.list() == People(old.database).list()
            assert people.check("Ada Moss", PASSWORD)
            found = Tokens(new.database).find(token)
            assert found and (found.account.name, found.scope, found.label) == ("ada moss", Scope.JUDGE, "the archive")
            assert Follows(new.database).read() == Follows(old.database).read()
            assert Audit(new.database).read(None, 9) == Audit(old.database).read(None, 9)
            Audit(new.database).note("Ada Moss", Deed.LEFT)
            assert [entry.what for entry in Audit(new.database).read(None, 9)] == [
                Deed.LEFT.value,
                Deed.CAME.value,
                Deed.ADDED.value,
            ]
            layers = Layers(new.folder)
            assert layers.list() == Layers(old.folder).list()
            files = [layers.locate(layer.file) for layer in layers.list()]
            assert sorted(file.read_bytes() for file in files if file) == sorted((LINE, make_tiles()))


def test_a_restored_desk_tells_no_webhook_and_holds_no_session_or_job(
    desk: tuple[LivingDesk, str], tmp_path: Path
) -> None:
    old, _ = desk
    key = People(old.database).begin("ada moss")
    old.backup(tmp_path / "desk.zip")
    with restore_desk(tmp_path / "desk.zip", tmp_path / "new") as new:
        assert People(new.database).find(key) is None
        hooks = Hooks(new.database)
        assert hooks.list_due(NOW + timedelta(days=9)) == ()
        (hook,) = hooks.read()
        assert (hook.secret, hook.address, hook.turn) == ("whsec_a-secret", "https://desk.example/told", 0)
        hooks.resume(hook.id, NOW)
        assert [one.id for one in hooks.list_due(NOW)] == ["hook-1"]
        job = Jobs(new.database).take("another worker", NOW, "visit")
        assert job and job.subject == FEED


@pytest.mark.parametrize("form", ["0001", "0012"])
def test_a_desk_of_an_older_form_is_backed_up_before_it_is_migrated(
    tmp_path: Path, address: Callable[[], str], form: str
) -> None:
    folder, url = tmp_path / "old", address()
    write_config(folder, Config(database=url))
    (tmp_path / "one.txt").write_text("Shells hit the quay on Sunday, killing three people, a nurse said.")
    database = open_database(url, folder)
    migrate(database, form)
    Facts(database).keep_intake(read_paths([str(tmp_path / "one.txt")]), NOW)
    head = Facts(database).head()
    database.close()
    with pytest.raises(InputError, match="marsad backup"):
        open_desk(folder)
    done = CliRunner().invoke(app, ["backup", str(tmp_path / "old.zip"), "--into", str(folder)])
    assert f"{head.seq} facts" in done.stdout
    with restore_desk(tmp_path / "old.zip", tmp_path / "new") as new:
        assert new.facts.head() == head


def test_an_older_backup_without_people_is_restored(desk: tuple[LivingDesk, str], tmp_path: Path) -> None:
    old, _ = desk
    old.backup(tmp_path / "desk.zip")
    repack(
        tmp_path / "desk.zip",
        tmp_path / "older.zip",
        lambda name, data: data if name.startswith(("journal", "originals")) else None,
    )
    with restore_desk(tmp_path / "older.zip", tmp_path / "new") as new:
        assert new.facts.head() == old.facts.head()
        assert People(new.database).count() == 0
        assert Layers(new.folder).list() == ()


@pytest.mark.parametrize(
    "change",
    (
        lambda name, data: data + b" " if name.endswith(".geojson") else data,
        lambda name, data: data + b'["journal", {"seq": 1}]\n' if name == "belongings.jsonl" else data,
        lambda name, data: data + b'["accounts", {"king": "yes"}]\n' if name == "belongings.jsonl" else data,
        lambda name, data: data + data if name == "belongings.jsonl" else data,
        lambda name, data: b"no rows" if name == "belongings.jsonl" else data,
    ),
    ids=("layer", "another table", "another column", "twice", "no rows"),
)
def test_a_backup_that_is_none_of_ours_makes_no_desk(
    desk: tuple[LivingDesk, str], tmp_path: Path, change: Callable[[str, bytes], bytes]
) -> None:
    old, _ = desk
    old.backup(tmp_path / "desk.zip")
    repack(tmp_path / "desk.zip", tmp_path / "bad.zip", change)
    with pytest.raises(InputError):
        restore_desk(tmp_path / "bad.zip", tmp_path / "new")
    assert not (tmp_path / "new" / "marsad.toml").exists()
    with restore_desk(tmp_path / "desk.zip", tmp_path / "new") as new:
        assert new.facts.head() == old.facts.head()


def test_only_its_owner_reads_a_backup_and_it_says_that_it_holds_secrets(tmp_path: Path) -> None:
    init_desk(tmp_path / "desk").close()
    file = tmp_path / "desk.zip"
    file.touch(0o644)
    before = os.umask(0)
    try:
        told = CliRunner().invoke(app, ["backup", str(file), "--into", str(tmp_path / "desk")])
    finally:
        os.umask(before)
    assert told.exit_code == 0, told.output
    assert "secrets" in told.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with open_desk(tmp_path / "desk") as desk:
        assert desk.verify() == ()
