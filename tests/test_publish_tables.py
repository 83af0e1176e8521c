"""The tables: one row a claim and an incident, safe in spreadsheets."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from ledger_by_hand import LEDGER
from marsad.publish.masking import MASK, NO_NAMES, Mask
from marsad.publish.tables import (
    CLAIM_COLUMNS,
    FORMULA_STARTS,
    INCIDENT_COLUMNS,
    claims_table,
    guard_cell,
    incidents_table,
    write_table,
)
from reports_by_hand import QUAY

NO_MASK = Mask(spans={}, names=NO_NAMES, found=())


def _rows(table: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(StringIO(table, newline=""))}


def test_every_claim_is_one_row_with_its_way_and_its_sentence() -> None:
    table = "".join(claims_table(LEDGER))
    rows = _rows(table)
    assert set(rows) == {claim.id for claim in LEDGER.claims}
    assert table.splitlines()[0] == ",".join(CLAIM_COLUMNS)
    row = rows["claim-quay-lantern"]
    assert row["originator"] == "Harbour Monitor"
    assert row["chain"] == "Harbour Monitor > Coast Wire > Lantern & <Post>"
    assert (row["low"], row["best"], row["high"]) == ("12", "", "")
    assert row["counts"] == "killed: at least 12 dockers (Dockers' Union)"
    assert row["quote"] == QUAY
    assert row["start"] == "2031-05-03T18:00:00Z"
    assert row["places"] == "at Vellar quay, Port Vellar"


def test_a_span_in_the_table_leads_to_the_sentence() -> None:
    texts = {report.key: report.text for report in LEDGER.reports}
    for row in _rows("".join(claims_table(LEDGER))).values():
        said = texts[row["report"]][int(row["span_start"]) : int(row["span_end"])]
        assert row["quote"].removeprefix("'") == said.replace("Idris Oum Kalt", MASK)


def test_an_incident_row_tells_who_says_and_who_denies() -> None:
    rows = _rows("".join(incidents_table(LEDGER)))
    assert tuple(rows["incident-quay"]) == INCIDENT_COLUMNS
    quay = rows["incident-quay"]
    assert (quay["says"], quay["denies"], quay["status"]) == ("Harbour Monitor", "Port Authority", "contested")
    assert (quay["latitude"], quay["longitude"]) == ("-12.5", "44.25")
    clinic = rows["incident-clinic"]
    assert clinic["says"] == MASK
    assert clinic["refusals"] == "two groups that may overlap"
    assert clinic["low"] == "24; ?"
    assert rows["incident-customs"]["latitude"] == ""


def test_a_sentence_that_opens_like_a_formula_is_text() -> None:
    assert _rows("".join(claims_table(LEDGER)))["claim-crane"]["quote"].startswith("'=A crane")


@given(st.text())
def test_no_text_cell_starts_a_formula(text: str) -> None:
    cell = guard_cell(NO_MASK, text)
    assert isinstance(cell, str)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
def test_cells_come_back_from_the_file_as_they_went_in(cells: list[str]) -> None:
    table = "".join(write_table(("a", "b"), [cells], NO_MASK))
    back = list(csv.reader(StringIO(table, newline="")))[1]
    assert back == [str(guard_cell(NO_MASK, cell)) for cell in cells]


def test_numbers_stay_numbers() -> None:
    assert guard_cell(NO_MASK, -12.5) == -12.5
