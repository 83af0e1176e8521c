"""Rows of figures under a heading that says what they count: "Displaced by parish:", then "Tala Umbo: 610"."""

from marsad.claims.counts.groups import nobody
from marsad.claims.counts.measures import Link, pick
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.claims.rows import is_heading, is_label, is_row
from marsad.lexicon.counting import load_measures, match_phrase

_ROWS = 60
"""Rows that are looked back over for their heading."""
_FRAMES = frozenset({"unit", "state", "object", "passive"})


def link_row(wording: Wording, number: Number) -> Link | None:
    """What the heading counts, where the number stands right behind the colon of a row under it."""
    if wording.at(number.start - 1) != ":":
        return None
    doc = wording.doc
    lines = doc.text[: doc[wording.start + number.start].idx].split("\n")[-_ROWS:]
    above = [line.strip() for line in lines[:-1] if line.strip()]
    while above and is_row(above[-1]):
        above.pop()
    return _read_heading(above[-1], number) if above and is_label(lines[-1]) else None


def _read_heading(line: str, number: Number) -> Link | None:
    """The measure of "Displaced by parish:", "Killed, per district:"."""
    words = tuple(line.lower().removesuffix(":").replace(",", " ").split())
    if not is_heading(line):
        return None
    group = nobody(number.end)
    for place in range(len(words)):
        found = match_phrase(load_measures(), words, place)
        word = pick(found[0], group, _FRAMES) if found else None
        if word is not None:
            return Link(word.measure, number.start - 1, "label")
    return None
