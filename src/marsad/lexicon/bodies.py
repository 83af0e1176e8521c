"""Bodies that speak and act in the world's wars: agencies, monitors, armies, armed groups, ministries."""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from marsad.lexicon.tables import words_for
from marsad.model.claims import BodyKind

_SHORT = 6
"""Aliases of up to this many characters in capitals are looked up as written: "IS" is a body and "is" a verb."""
_LONGEST = 120
_SIGNS = {**dict.fromkeys(map(ord, "-–_/"), " "), **dict.fromkeys(map(ord, ".,'’‘\"“”`´ʿʾ()"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body with its canonical name; `part_of` names the body that it speaks for, `sense` what it does."""

    name: str
    kind: BodyKind
    country: str | None
    part_of: str | None
    sense: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """A country with the words for its people and the places that stand for its government."""

    name: str
    demonyms: tuple[str, ...]
    stands_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A body that every country has: "DEMONYM defence ministry"; `name` is its canonical wording."""

    name: str
    kind: BodyKind
    part_of: str | None
    words: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def load_bodies() -> tuple[Body, ...]:
    """The bodies of `bodies.csv`."""
    return tuple(
        Body(
            name=row["name"],
            kind=BodyKind(row["kind"]),
            country=row["country"] or None,
            part_of=row["part_of"] or None,
            sense=row["sense"],
            aliases=_several(row["aliases"]),
        )
        for row in _rows("bodies.csv")
    )


@cache
def load_nations() -> tuple[Nation, ...]:
    """The countries and territories of `nations.csv`."""
    return tuple(
        Nation(name=row["name"], demonyms=_several(row["demonyms"]), stands_for=_several(row["stands_for"]))
        for row in _rows("nations.csv")
    )


@cache
def name_nations() -> dict[str, str]:
    """The countries by their names and adjectives, folded."""
    return {fold_name(form): each.name for each in load_nations() for form in (each.name, *each.demonyms)}


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            name=row["name"],
            kind=BodyKind(row["kind"]),
            part_of=row["part_of"] or None,
            words=_several(row["words"]),
        )
        for row in _rows("body_patterns.csv")
    )


def fold_name(text: str) -> str:
    """A name without case, accents, dots, quotation marks, "the", possessives and hyphens: for comparing only."""
    plain = text.replace("’s", "").replace("'s", "")
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    words = plain.translate(_SIGNS).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _as_written(text: str) -> str:
    words = text.replace("’s", "").replace("'s", "").replace(".", "").strip(" '\"“”‘’(),").split()
    return " ".join(words[1:] if words[:1] and words[0].lower() == "the" and len(words) > 1 else words)


def is_acronym(alias: str) -> bool:
    """Whether a name is looked up as written: short and mostly capitals."""
    bare = alias.replace(".", "")
    return len(bare) <= _SHORT and " " not in bare and sum(letter.isupper() for letter in bare) >= 2


@dataclass(frozen=True, slots=True)
class BodyTable:
    """Bodies by acronym as written and by folded name."""

    written: Mapping[str, Body]
    folded: Mapping[str, Body]

    def find(self, text: str) -> Body | None:
        """The body that a whole text names: an acronym as written, a full name without regard to case and accents."""
        if not text or len(text) > _LONGEST:
            return None
        found = self.written.get(_as_written(text))
        if found is not None:
            return found
        name = fold_name(text)
        is_one_common_word = " " not in name and not any(letter.isupper() for letter in text)
        return None if is_one_common_word else self.folded.get(name)

    def find_named(self, name: str) -> Body | None:
        """The body with this canonical name."""
        found = self.written.get(_as_written(name)) or self.folded.get(fold_name(name))
        return found if found and found.name == name else None


def index_bodies(bodies: Iterable[Body]) -> BodyTable:
    """Bodies by their names; the first one wins where two share an alias."""
    written: dict[str, Body] = {}
    folded: dict[str, Body] = {}
    for body in bodies:
        for alias in (body.name, *body.aliases):
            if is_acronym(alias):
                written.setdefault(_as_written(alias), body)
            else:
                folded.setdefault(fold_name(alias), body)
    return BodyTable(written, folded)


NO_BODIES = BodyTable({}, {})


@cache
def _table() -> BodyTable:
    known = index_bodies(load_bodies())
    folded = dict(known.folded)
    for nation in load_nations():
        _add_nation(nation, folded)
    return BodyTable(known.written, folded)


def _add_nation(nation: Nation, folded: dict[str, Body]) -> None:
    """The bodies that a country has by pattern; a body of the table goes before one made by pattern."""
    for pattern in _patterns():
        name = pattern.name.replace("DEMONYM", nation.demonyms[0])
        part_of = pattern.part_of.replace("DEMONYM", nation.demonyms[0]) if pattern.part_of else None
        forms = _forms(nation, pattern)
        body = Body(
            name=name, kind=pattern.kind, country=nation.name, part_of=part_of, sense=pattern.kind.value, aliases=()
        )
        known = next((folded[fold] for fold in map(fold_name, [name, *forms]) if fold in folded), body)
        folded.setdefault(fold_name(name), known)
        for form in forms:
            folded.setdefault(fold_name(form), known)


def _forms(nation: Nation, pattern: Pattern) -> list[str]:
    """ "Chadian army", "Chad army", "army of Chad", for all words of the pattern."""
    forms = []
    for words in pattern.words:
        forms += [f"{demonym} {words}" for demonym in nation.demonyms]
        forms += [f"{nation.name} {words}", f"{words} of {nation.name}"]
        forms += [f"{short} {words}" for short in nation.stands_for if is_acronym(short)]
    return forms


@lru_cache(maxsize=8_192)
def find_body(text: str) -> Body | None:
    """The body of the lexicon that a whole text names."""
    return _table().find(text)


@cache
def _states() -> dict[str, str]:
    return {
        fold_name(form): f"{nation.demonyms[0]} government"
        for nation in load_nations()
        for form in (nation.name, *nation.stands_for)
    }


def find_state(text: str) -> Body | None:
    """The government that a bare country or capital stands for when it speaks: "Accra said"."""
    name = _states().get(fold_name(text)) if text[:1].isupper() else None
    return find_body(name) if name else None


def find_named_body(name: str) -> Body | None:
    """The body with this canonical name."""
    return _by_name().get(name)


@cache
def _by_name() -> dict[str, Body]:
    table = _table()
    return {body.name: body for body in (*table.written.values(), *table.folded.values())}


def sounds_like_monitor(name: str) -> bool:
    """Whether a body that the lexicon does not know counts and records, by a word in its name: "Harbour Watch"."""
    said = fold_name(name)
    return any(word in said for word in words_for("heads.csv", "monitor_name"))
