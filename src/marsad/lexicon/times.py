"""The words of time: names, units, parts of a day and verbs of telling, from `times.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time by class; hours and numbers are (low, high)."""

    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    months: dict[str, int]
    short_months: dict[str, int]
    numbers: dict[str, tuple[int, int]]
    units: dict[str, str]
    recent: dict[str, int]
    parts: dict[tuple[str, ...], tuple[int, int]]
    bare_parts: frozenset[tuple[str, ...]]
    slants: dict[str, tuple[int, int]]
    telling: frozenset[str]
    beside: frozenset[str]
    planned: frozenset[str]
    seasons: dict[str, tuple[int, int]]
    arranging: frozenset[str]
    arranged: frozenset[str]


@cache
def load_time_words() -> TimeWords:
    """Read the table once a process."""
    text = files("marsad.lexicon").joinpath("times.csv").read_text("utf-8")
    rows = tuple(csv.DictReader(text.splitlines()))

    def names(kind: str, form: str) -> dict[str, int]:
        return {row["word"]: int(row["low"]) for row in rows if (row["class"], row["high"]) == (kind, form)}

    def spans(kind: str) -> dict[str, tuple[int, int]]:
        return {row["word"]: (int(row["low"]), int(row["high"])) for row in rows if row["class"] == kind}

    def words(kind: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["class"] == kind)

    return TimeWords(
        weekdays=names("weekday", "full"),
        short_weekdays=names("weekday", "short"),
        months=names("month", "full"),
        short_months=names("month", "short"),
        numbers=spans("number"),
        units={row["word"]: row["low"] for row in rows if row["class"] == "unit"},
        recent={row["word"]: int(row["low"]) for row in rows if row["class"] == "recent"},
        parts={tuple(word.split()): hours for word, hours in spans("part").items()},
        bare_parts=frozenset(tuple(word.split()) for word in words("bare")),
        slants=spans("slant"),
        telling=words("telling"),
        beside=words("beside"),
        planned=words("planned"),
        seasons=spans("season"),
        arranging=words("arranging"),
        arranged=words("arranged"),
    )
