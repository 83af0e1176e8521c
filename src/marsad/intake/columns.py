"""Which column of a table or key of a JSON object holds which field of a report."""

from collections.abc import Mapping
from functools import cache

from marsad.intake.decoding import tidy
from marsad.intake.found import Found
from marsad.lexicon.tables import read_rows


@cache
def load_columns() -> dict[str, tuple[str, ...]]:
    """Field -> the column names that hold it, the likelier first; the table is `lexicon/columns.csv`."""
    columns: dict[str, tuple[str, ...]] = {}
    for field, column, _ in read_rows("columns.csv"):
        columns[field] = (*columns.get(field, ()), column)
    return columns


def has_text(names: object) -> bool:
    """Whether a row with these column names can hold a report."""
    given = {_fold(name) for name in names} if isinstance(names, (list, tuple, Mapping)) else set()
    return any(column in given for column in load_columns()["body"])


def _fold(name: object) -> str:
    return str(name).strip().lower().replace(" ", "_").replace("-", "_")


def _say(value: object) -> str | None:
    """A cell as text: strings and numbers as they are, lists of them joined, an object by its name; else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return tidy(value).strip() or None
    if isinstance(value, (int, float)):
        return str(value) if value == value else None
    if isinstance(value, list):
        return "; ".join(said for said in map(_say, value) if said) or None
    return _say(value.get("name")) if isinstance(value, dict) else None


def read_row(row: Mapping[str, object], path: str, at: str, key: str) -> Found:
    """A row as a report, by the column map; `key` is used where the row has no id of its own."""
    cells = {_fold(name): said for name, value in row.items() if (said := _say(value))}

    def pick(field: str) -> str | None:
        return next((cells[column] for column in load_columns()[field] if column in cells), None)

    return Found(
        path=path,
        at=at,
        key=pick("key") or key,
        body=pick("body") or "",
        title=pick("title"),
        outlet=pick("outlet"),
        published=pick("published"),
        url=pick("url"),
        agency=pick("agency"),
        author=pick("author"),
        language=pick("language"),
    )
