"""Weapons and what carries them, by word; read once from `weapons.csv`."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LONGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon by its general name and its family: air, missile, explosive, small arms, armour, chemical, ..."""

    name: str
    family: str


@cache
def load_weapons() -> dict[tuple[str, ...], Weapon]:
    """Weapons by their words, lower case, in singular and plural."""
    text = files("marsad.lexicon").joinpath("weapons.csv").read_text(encoding="utf-8")
    table: dict[tuple[str, ...], Weapon] = {}
    for row in csv.DictReader(text.splitlines()):
        words = tuple(row["phrase"].lower().replace("-", " ").split())
        weapon = Weapon(name=row["name"], family=row["family"])
        table.setdefault(words, weapon)
        table.setdefault((*words[:-1], f"{words[-1]}s"), weapon)
        if words[-1].endswith("fe"):
            table.setdefault((*words[:-1], f"{words[-1][:-2]}ves"), weapon)
    return table


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in load_weapons())


def find_weapons(words: Sequence[str]) -> tuple[tuple[int, int, Weapon], ...]:
    """The weapons in a row of words, longest first at each place: (start, end, weapon)."""
    table = load_weapons()
    lowered = [word.lower() for word in words]
    found: list[tuple[int, int, Weapon]] = []
    at = 0
    while at < len(lowered):
        step = _longest_at(table, lowered, at)
        if step is not None:
            found.append(step)
        at = step[1] if step is not None else at + 1
    return tuple(found)


def _longest_at(table: dict[tuple[str, ...], Weapon], words: Sequence[str], at: int) -> tuple[int, int, Weapon] | None:
    """The longest weapon phrase that begins at a word; hyphen tokens inside it are stepped over."""
    if words[at].partition("-")[0] not in _first_words():
        return None
    for length in range(min(_LONGEST + 2, len(words) - at), 0, -1):
        piece = tuple(part for word in words[at : at + length] for part in word.split("-") if part)
        if piece and piece in table and words[at] != "-":
            return at, at + length, table[piece]
    return None
