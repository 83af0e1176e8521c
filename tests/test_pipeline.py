"""A run as a whole: what is listed, what is kept, and how a stopped run goes on."""

from datetime import date
from pathlib import Path

import pytest

from marsad import working
from marsad.model.codec import dump_ledger
from marsad.model.reports import DateBasis
from marsad.pipeline import read_ledger
from marsad.store.desk import Desk

WIRE = (
    "Shells fell on the market of Goma on Monday and killed five people, the governor said.\n\n"
    "Residents said that the fire came from the hills north of the town and went on for an hour.\n\n"
    "The army denied that its guns had fired and said that rebels had shelled their own positions.\n"
)
OTHER = "Police in Lahore detained 12 people after a rally in the old city, a spokesman said. No one was hurt.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "dated.txt").write_text(f"date 2023-03-13\n\n{WIRE}", encoding="utf-8")
    (reports / "copy.txt").write_text(WIRE, encoding="utf-8")
    (reports / "other.txt").write_text(OTHER, encoding="utf-8")
    return reports


def test_an_undated_report_is_listed_unless_a_copy_dates_it(folder: Path) -> None:
    ledger = read_ledger([str(folder)])
    assert [problem.path for problem in ledger.problems] == ["reports/other.txt"]
    dates = {report.key: (report.published, report.published_basis) for report in ledger.reports}
    assert dates["copy.txt"] == (date(2023, 3, 13), DateBasis.INHERITED)


def test_the_day_of_receipt_dates_what_states_no_date(folder: Path) -> None:
    ledger = read_ledger([str(folder)], received=date(2023, 3, 20))
    assert not ledger.problems
    basis = {report.key: report.published_basis for report in ledger.reports}
    assert basis["other.txt"] is DateBasis.RECEIVED


def test_each_report_names_the_source_that_its_outlet_is(folder: Path) -> None:
    ledger = read_ledger([str(folder)])
    assert {report.source for report in ledger.reports} <= {source.id for source in ledger.sources}


def test_a_stopped_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "READ_BATCH", 1)
    desk = Desk(tmp_path / "out")
    seen: list[int] = []

    def stop_at_two(stage: str, done: int, _total: int) -> None:
        if stage == "claims":
            seen.append(done)
            if done == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_ledger([str(folder)], progress=stop_at_two, desk=desk)
    read: list[int] = []
    resumed = read_ledger(
        [str(folder)], desk=desk, progress=lambda stage, _, total: read.append(total * (stage == "claims"))
    )
    assert max(read) == 1
    assert dump_ledger(resumed) == dump_ledger(read_ledger([str(folder)]))
