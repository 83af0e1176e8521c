"""Words that count: vague numbers, what modifies a number, units, groups counted, and what is counted of them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from marsad.model.claims import CountRelation, Measure

Phrase = tuple[str, ...]
Entry = TypeVar("Entry")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Vague:
    """What a vague word is read as: a range, or a round figure."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class GroupWord:
    """A noun for what is counted: `thing` is its class, `party` the name its members go by."""

    singular: str
    plural: bool
    thing: str
    party: str
    age: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """A word that says what a count counts.

    `frame` is how the word holds the group: object (killed N, N were killed), active (only "holds N"), passive (only
    "N were held"), subject (N died), state (N dead), of (death of N), unit (N deaths). `form` is past, ing or plain.
    """

    measure: Measure
    frame: str
    things: frozenset[str]
    form: str


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package."""
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def split_phrase(phrase: str) -> Phrase:
    """A phrase as the parser splits it: words, with hyphens apart."""
    return tuple(phrase.lower().replace("-", " - ").split())


class Phrases(Generic[Entry]):
    """A table of phrases, with how long a phrase may be that opens or closes with a word."""

    def __init__(self, entries: Mapping[Phrase, Entry]) -> None:
        """Keep the entries and measure them once."""
        self.entries = dict(entries)
        self.opens: dict[str, int] = {}
        self.closes: dict[str, int] = {}
        for phrase in self.entries:
            self.opens[phrase[0]] = max(len(phrase), self.opens.get(phrase[0], 0))
            self.closes[phrase[-1]] = max(len(phrase), self.closes.get(phrase[-1], 0))


def match_phrase(table: Phrases[Entry], words: Phrase, at: int) -> tuple[Entry, int] | None:
    """The longest phrase of a table that stands at a word, and where it ends."""
    if not 0 <= at < len(words):
        return None
    for length in range(min(table.opens.get(words[at], 0), len(words) - at), 0, -1):
        found = table.entries.get(words[at : at + length])
        if found is not None:
            return found, at + length
    return None


def match_phrase_before(table: Phrases[Entry], words: Phrase, at: int) -> tuple[Entry, int] | None:
    """The longest phrase of a table that ends just before a word, and where it starts."""
    if not 0 < at <= len(words):
        return None
    for length in range(min(table.closes.get(words[at - 1], 0), at), 0, -1):
        found = table.entries.get(words[at - length : at])
        if found is not None:
            return found, at - length
    return None


def _figure(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def load_vague() -> Phrases[Vague]:
    """The reading of vague numbers, a named and printed parameter."""
    return Phrases(
        {
            split_phrase(row["phrase"]): Vague(_figure(row["low"]), _figure(row["best"]), _figure(row["high"]))
            for row in read_rows("numbers_vague.csv")
        }
    )


@cache
def load_modifiers(side: str) -> Phrases[CountRelation]:
    """Words before or after a number, with how they make it be said."""
    rows = (row for row in read_rows("number_modifiers.csv") if row["side"] == side)
    return Phrases({split_phrase(row["phrase"]): CountRelation(row["relation"]) for row in rows})


@cache
def load_number_words(role: str) -> frozenset[str]:
    """Words that keep a number from counting people or things: unit, month, weekday, designator, currency."""
    return frozenset(row["word"] for row in read_rows("number_units.csv") if row["role"] == role)


@cache
def load_count_words(*families: str) -> frozenset[str]:
    """The words that the rules about counts turn on, of some families: auxiliaries, tolls, rises, the harmed."""
    return frozenset(row["word"] for row in read_rows("count_words.csv") if row["family"] in families)


def pluralise(noun: str) -> str:
    """The regular plural of a noun or noun phrase."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}s"


@cache
def load_groups() -> Phrases[GroupWord]:
    """Nouns for people and things counted, singular and plural."""
    table: dict[Phrase, GroupWord] = {}
    for row in read_rows("groups.csv"):
        for form, plural in ((row["plural"] or pluralise(row["word"]), True), (row["word"], False)):
            table.setdefault(
                split_phrase(form),
                GroupWord(row["word"], plural, row["thing"], row["party"], row["age"] or None, row["gender"] or None),
            )
    return Phrases(table)


def inflect_verb(verb: str) -> dict[str, str]:
    """A verb's regular forms, the first word of a phrase inflected, each with its name: plain, ing, past."""
    head, _, tail = verb.partition(" ")
    tail = f" {tail}" if tail else ""
    plain = f"{pluralise(head)}{tail}" if not head.endswith("e") else f"{head}s{tail}"
    if head.endswith("e"):
        return {verb: "plain", plain: "plain", f"{head[:-1]}ing{tail}": "ing", f"{head}d{tail}": "past"}
    past = f"{head[:-1]}ied" if head.endswith("y") and head[-2:-1] not in _VOWELS else f"{head}ed"
    return {verb: "plain", plain: "plain", f"{head}ing{tail}": "ing", f"{past}{tail}": "past"}


def _name_form(form: str, verb: str) -> str:
    head, own = form.split(" ")[0], verb.split(" ")[0]
    if form == verb:
        return "past"
    if head.endswith("ing") and head != own:
        return "ing"
    return "plain" if head in {f"{own}s", f"{own}es", pluralise(own)} else "past"


def _forms(phrase: str, given: str, frame: str) -> dict[str, str]:
    """Every form of a measure word; forms that the table gives replace the regular ones."""
    listed = given.split("|") if "|" in given or " " in phrase else given.split()
    if frame in {"of", "unit", "state"}:
        return {form: "plain" for form in (phrase, *listed) if form}
    if listed and any(listed):
        return {phrase: "plain"} | {form: _name_form(form, phrase) for form in listed if form}
    return inflect_verb(phrase)


@cache
def load_measures() -> Phrases[tuple[MeasureWord, ...]]:
    """What a word measures, in each of its senses."""
    table: dict[Phrase, tuple[MeasureWord, ...]] = {}
    for row in read_rows("measures.csv"):
        things = frozenset(row["things"].split())
        for form, name in _forms(row["phrase"], row["forms"], row["frame"]).items():
            word = MeasureWord(Measure(row["measure"]), row["frame"], things, name)
            table[split_phrase(form)] = (*table.get(split_phrase(form), ()), word)
    return Phrases(table)


def phrase_words(phrases: Iterable[str]) -> frozenset[Phrase]:
    """Phrases as a set to look up in."""
    return frozenset(split_phrase(phrase) for phrase in phrases)
