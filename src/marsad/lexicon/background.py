"""Wording that tells old matter from news; read once from `background.csv`."""

import csv
from functools import cache
from importlib.resources import files


@cache
def load_wording(rule: str) -> tuple[str, ...]:
    """The phrases of one rule (habit, definition, origin, former, now, measure_of_news), lower case."""
    text = files("marsad.lexicon").joinpath("background.csv").read_text(encoding="utf-8")
    return tuple(row["phrase"] for row in csv.DictReader(text.splitlines()) if row["rule"] == rule)


def has_wording(words: tuple[str, ...], rule: str) -> str | None:
    """The first phrase of a rule that stands in some lower-case words, whole words only."""
    said = f" {' '.join(words)} "
    return next((phrase for phrase in load_wording(rule) if f" {phrase} " in said), None)
