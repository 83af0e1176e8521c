"""Backfill: the tables of an archive, the same on each engine and after kills; nothing is left out unsaid."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from archive_by_hand import list_pages, write_archive
from marsad.backfill import Filled, fill
from marsad.backfill.partitions import cut_partitions, weigh_found
from marsad.engine.distributed import DaftEngine
from marsad.engine.local import LOCAL
from marsad.errors import InputError
from marsad.intake import read_paths, sum_up
from marsad.intake.files import find_reports, list_sources
from marsad.intake.found import Found
from marsad.pipeline import build_ledger
from marsad.publish.relations import relate_ledger
from marsad.results import load

MARSAD = Path(sys.executable).with_name("marsad")
KILLS = 3
# Daft leaves a pipe of its processes to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "crawl"
    write_archive(folder, list_pages(("sudan-market", "yemen-convoy")), files=3)
    return folder


@pytest.fixture(scope="module")
def unbroken(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    out = tmp_path_factory.mktemp("unbroken")
    return out, fill([str(archive)], out, engine=LOCAL)


def read_tables(folder: Path) -> dict[str, list[dict[str, object]]]:
    return {path.stem: pq.read_table(path).to_pylist() for path in sorted(folder.glob("*.parquet"))}


def test_the_tables_are_those_of_the_reports_that_pass(archive: Path, unbroken: tuple[Path, Filled]) -> None:
    intake = read_paths([str(archive)])
    found = [one for source in list_sources([str(archive)])[0] for one in find_reports(source)]
    keys = {one.key for one in found if isinstance(one, Found) and weigh_found(one).passes}
    kept = sum_up([one for one in intake.taken if one.report.key in keys], intake.noted)
    ledger = build_ledger(kept.reports, kept.problems, kept.undated)
    tables = read_tables(unbroken[0])
    for relation in relate_ledger(ledger):
        names = [name for name, _ in relation.columns]
        assert [tuple(row.values()) for row in tables[relation.name]] == list(relation.rows), relation.name
        assert not tables[relation.name] or list(tables[relation.name][0]) == names
    assert len(tables["claims"]) > 20


def test_every_report_is_kept_or_listed_with_its_reason(archive: Path, unbroken: tuple[Path, Filled]) -> None:
    out, filled = unbroken
    intake = read_paths([str(archive)])
    tables = read_tables(out)
    kept = {row["key"] for row in tables["reports"]}
    left = {row["key"]: row["why"] for row in tables["left_out"]}
    assert kept | set(left) == {one.report.key for one in intake.taken}
    assert not kept & set(left)
    assert filled.left_out == len(left)
    assert all(left.values())


def test_a_torn_archive_is_a_problem_and_the_others_are_read(unbroken: tuple[Path, Filled]) -> None:
    problems = [row for row in read_tables(unbroken[0])["problems"] if row["path"] == "crawl/torn.warc.gz"]
    assert [row["what"] for row in problems] == ["the archive breaks off"]
    assert unbroken[1].partitions == 4


def test_daft_gives_the_tables_of_the_local_engine_row_for_row(
    archive: Path, unbroken: tuple[Path, Filled], tmp_path: Path
) -> None:
    fill([str(archive)], tmp_path, engine=DaftEngine(processes=2))
    assert read_tables(tmp_path) == read_tables(unbroken[0])


def test_killed_at_any_point_the_same_command_ends_with_the_same_tables(
    archive: Path, unbroken: tuple[Path, Filled], tmp_path: Path
) -> None:
    command = [str(MARSAD), "backfill", str(archive), "--out", str(tmp_path)]
    chance = Random("kills")
    for _ in range(KILLS):
        stopped = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(1, 12))
        stopped.kill()
        stopped.wait()
    stood = {path: path.stat().st_mtime_ns for path in (tmp_path / "partitions").glob("*.jsonl")}
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert read_tables(tmp_path) == read_tables(unbroken[0])
    assert all(path.stat().st_mtime_ns == at for path, at in stood.items())
    assert not list((tmp_path / "partitions").glob("*.part"))


def test_with_all_nothing_is_left_out_and_reading_goes_on_from_the_folder(archive: Path, tmp_path: Path) -> None:
    file = str(archive / "torn.warc.gz")
    filled = fill([file], tmp_path, engine=LOCAL, keep_all=True)
    assert filled.left_out == 0
    assert {report.key for report in filled.ledger.reports} == {one.key for one in read_paths([file]).reports}
    done = subprocess.run([str(MARSAD), "read", "--into", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert load(tmp_path).ledger == filled.ledger


def test_small_files_share_a_partition_and_archives_have_their_own(archive: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("A report.", encoding="utf-8")
    (tmp_path / "9.warc.gz").write_bytes((archive / "crawl-0.warc.gz").read_bytes())
    sources, _ = list_sources([str(tmp_path)])
    assert [len(partition) for partition in cut_partitions(sources)] == [3, 1]


def test_a_damaged_partition_names_its_remedy(archive: Path, tmp_path: Path) -> None:
    fill([str(archive / "torn.warc.gz")], tmp_path, engine=LOCAL)
    (partition,) = (tmp_path / "partitions").glob("*.jsonl")
    partition.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="Delete it and run the same command again"):
        fill([str(archive / "torn.warc.gz")], tmp_path, engine=LOCAL)


def test_a_path_that_names_nothing_leaves_earlier_tables(archive: Path, tmp_path: Path) -> None:
    fill([str(archive / "torn.warc.gz")], tmp_path, engine=LOCAL)
    before = read_tables(tmp_path)
    filled = fill([str(tmp_path / "nowhere")], tmp_path, engine=LOCAL)
    assert [problem.what for problem in filled.ledger.problems] == ["there is no such file or folder"]
    assert filled.written == ()
    assert read_tables(tmp_path) == before
