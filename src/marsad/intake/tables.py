"""Files that hold many reports: JSON, JSON Lines and CSV, by the column map."""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from marsad.intake.columns import has_text, read_row
from marsad.intake.found import Found, Haul, fail
from marsad.intake.telegram import is_telegram, read_telegram
from marsad.model.reports import Problem

_HOLDERS = ("reports", "articles", "items", "documents", "docs", "data", "rows", "results", "entries")
_NAMES = "text, body or content"


def read_json(path: str, name: str, text: str) -> Haul:
    """The reports of a JSON file: an array of objects, one object, or one object that holds such an array."""
    try:
        loaded: object = json.loads(text)
    except json.JSONDecodeError as error:
        return fail(
            path,
            f"line {error.lineno}, column {error.colno}",
            f"it is not JSON: {error.msg}",
            "Mend the file; nothing of it was read",
        )
    except (RecursionError, ValueError) as error:
        return fail(path, None, f"it can't be read as JSON: {error}", "Mend the file; nothing of it was read")
    if isinstance(loaded, dict) and is_telegram(loaded):
        return read_telegram(path, name, loaded)
    rows = _find_rows(loaded)
    if rows is None or (rows and not any(has_text(row) for row in rows if isinstance(row, dict))):
        return fail(
            path,
            None,
            f"no row of it has a text column ({_NAMES})",
            "Rename the column that holds the text, or leave the file out",
        )
    return _gather(path, name, ((f"row {number}", number, row) for number, row in enumerate(rows, start=1)))


def _find_rows(loaded: object) -> list[object] | None:
    """The rows of a loaded file; None where it has none."""
    if isinstance(loaded, list):
        return loaded
    if not isinstance(loaded, dict):
        return None
    if has_text(loaded) and not isinstance(loaded.get("content"), (list, dict)):
        return [loaded]
    return next((loaded[holder] for holder in _HOLDERS if isinstance(loaded.get(holder), list)), None)


def read_lines(path: str, name: str, text: str) -> Haul:
    """The reports of a JSON Lines file; a line that can't be read is a problem and the others go on."""
    return _gather(path, name, _load_lines(text))


def _load_lines(text: str) -> Iterator[tuple[str, int, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield f"line {number}", number, json.loads(line)
        except (json.JSONDecodeError, RecursionError, ValueError) as error:
            yield f"line {number}", number, error


def _gather(path: str, name: str, rows: Iterator[tuple[str, int, object]]) -> Haul:
    """Rows as reports; a row that is broken, no object or without text is a problem."""
    reports: list[Found] = []
    problems: list[Problem] = []
    for at, number, row in rows:
        if isinstance(row, Exception):
            what, remedy = f"it is not JSON: {row}", "Mend the line; the other lines were read"
        elif not isinstance(row, dict):
            what, remedy = "it is no JSON object", "Write one object for each report"
        elif not has_text(row):
            what, remedy = f"it has no text column ({_NAMES})", "Rename the column that holds the text"
        else:
            reports.append(read_row(row, path, at, f"{name}#{number}"))
            continue
        problems.append(Problem(path=path, at=at, what=what, remedy=remedy))
    return Haul(reports=tuple(reports), problems=tuple(problems))


def read_csv(path: str, name: str, text: str) -> Haul:
    """The reports of a CSV file with a header; the separator is the one that splits the header most."""
    header = text.partition("\n")[0]
    separator = max(",;\t|", key=lambda sign: (header.count(sign), sign == ","))
    before = csv.field_size_limit(max(len(text), 131_072))
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        return fail(path, None, f"it can't be read as CSV: {error}", "Quote the cells that hold line ends or quotes")
    finally:
        csv.field_size_limit(before)
    if not rows or not has_text(rows[0]):
        given = ", ".join(cell.strip()[:40] for cell in rows[0][:12]) if rows else "nothing"
        return fail(
            path,
            "line 1",
            f"its columns are {given}: none holds text ({_NAMES})",
            "Name the column that holds the text in the first line",
        )
    return _gather_cells(path, name, rows)


def _gather_cells(path: str, name: str, rows: list[list[str]]) -> Haul:
    """The rows under a header; cells too many or too few are a problem, and the row is still read."""
    head, reports, problems = rows[0], [], []
    for number, cells in enumerate(rows[1:], start=1):
        if not any(cell.strip() for cell in cells):
            continue
        at = f"row {number}"
        if len(cells) != len(head):
            what = f"it has {len(cells)} cells and the header has {len(head)}"
            problems.append(
                Problem(path=path, at=at, what=what, remedy="Quote the cells that hold separators or line ends")
            )
        row: dict[str, object] = dict(zip(head, cells, strict=False))
        reports.append(read_row(row, path, at, f"{name}#{number}"))
    return Haul(reports=tuple(reports), problems=tuple(problems))
