"""The words for what happens, by every form they take; read once from `kinds.csv` and `kind_map.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.model.claims import Kind

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry:
    """A word or phrase for a kind: its lemmas, its part of speech and what must stand beside it ("" for nothing)."""

    kind: Kind
    words: tuple[str, ...]
    pos: str
    needs: str
    acled: str
    plover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNames:
    """What a kind is called by others: ACLED sub-events and PLOVER modes, names only."""

    acled: tuple[str, ...]
    plover: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def inflect_verb(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb: itself, third person, past and gerund, with a doubled consonant where one may be."""
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    forms = (lemma, third, f"{lemma}ed", f"{lemma}ing")
    if len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS:
        return *forms, f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"
    return forms


def inflect_noun(lemma: str) -> tuple[str, ...]:
    """A noun and its regular plural."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, f"{lemma[:-1]}ies"
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma, f"{lemma}es"
    if lemma.endswith("man"):
        return lemma, f"{lemma[:-3]}men"
    return lemma, f"{lemma}s"


def _anchor(words: tuple[str, ...], pos: str) -> int:
    """Which word of a phrase is inflected: the first of a verb phrase, the last of a noun phrase before its "of"."""
    if pos != "NOUN":
        return 0
    return words.index("of") - 1 if "of" in words[1:] else len(words) - 1


def _inflect(lemma: str, pos: str) -> tuple[str, ...]:
    if pos == "VERB":
        return inflect_verb(lemma)
    return inflect_noun(lemma) if pos == "NOUN" else (lemma,)


def _forms(row: dict[str, str], words: tuple[str, ...]) -> tuple[str, ...]:
    anchor = _anchor(words, row["pos"])
    regular = _inflect(words[anchor], row["pos"])
    given = [
        form.replace("-", " ").split()[anchor if row["pos"] == "NOUN" else 0]
        for form in row["forms"].split("|")
        if form
    ]
    return tuple(dict.fromkeys((*regular, *given)))


@cache
def load_kinds() -> dict[str, tuple[tuple[KindEntry, int], ...]]:
    """Every form of every entry's inflected word, with the entries it may begin and that word's place in the phrase.

    Longer phrases come first, then entries that need something beside them, then the file's order.
    """
    table: dict[str, list[tuple[KindEntry, int]]] = {}
    for row in _rows("kinds.csv"):
        words = tuple(row["phrase"].lower().replace("-", " ").split())
        entry = KindEntry(
            kind=Kind(row["kind"]),
            words=words,
            pos=row["pos"],
            needs=row["needs"],
            acled=row["acled"],
            plover=row["plover"],
        )
        for form in _forms(row, words):
            table.setdefault(form, []).append((entry, _anchor(words, row["pos"])))
    return {form: tuple(sorted(found, key=_rank)) for form, found in table.items()}


def _rank(found: tuple[KindEntry, int]) -> tuple[int, int]:
    entry = found[0]
    return -len(entry.words), 0 if entry.needs else 1


@cache
def load_kind_names() -> dict[Kind, KindNames]:
    """What ACLED and PLOVER call each kind."""
    return {
        Kind(row["kind"]): KindNames(
            acled=tuple(name for name in row["acled"].split("|") if name),
            plover=tuple(name for name in row["plover"].split("|") if name),
        )
        for row in _rows("kind_map.csv")
    }


@cache
def load_categories(system: str) -> dict[str, Kind]:
    """What each category of "acled" or "plover" becomes, in the table's order: the kind that holds most of it."""
    return {row["category"]: Kind(row["kind"]) for row in _rows("category_map.csv") if row["system"] == system}
