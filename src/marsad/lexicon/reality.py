"""Words that say how real a happening is: planned, conditional, ongoing; read once from `reality.csv`."""

import csv
from functools import cache
from importlib.resources import files

from marsad.model.claims import Status


@cache
def load_reality(pos: str) -> dict[str, Status]:
    """Words of one part of speech (VERB, NOUN, ADJ, or INFINITIVE: verbs whose "to do" happened) with their status."""
    text = files("marsad.lexicon").joinpath("reality.csv").read_text(encoding="utf-8")
    table: dict[str, Status] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["pos"] == pos:
            table.setdefault(row["word"], Status(row["status"]))
    return table
