"""Vocabulary files as rows: CSV with a header, read from the package."""

import csv
from functools import cache
from importlib.resources import files

from marsad.errors import LexiconError


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `lexicon/NAME` without its header; every row has as many cells as the header, none dropped."""
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise LexiconError(f"{name}, line {number}: {len(row)} cells, not {len(header)}", "Mend the line")
    return tuple(tuple(row) for row in rows)


@cache
def words_for(name: str, use: str) -> frozenset[str]:
    """The words of a file with the columns use, word and basis that serve one use."""
    return frozenset(word for kind, word, _ in read_rows(name) if kind == use)
