"""Cues and the nouns that can speak: read once from `cues.csv` and `roles.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.model.claims import BodyKind, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CueEntry:
    """A cue: its lemma or phrase, its form, what it does with the content and which contents and subjects it takes."""

    words: str
    form: str
    stance: Stance
    hedge: bool
    takes: frozenset[str]
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """A noun that can speak: a person, a body, a medium or an unnamed source; `speaks` if it speaks for its body."""

    noun: str
    sense: str
    kind: BodyKind
    family: str
    speaks: bool


def _rows(name: str) -> list[dict[str, str]]:
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def load_cues(form: str) -> dict[str, CueEntry]:
    """The cues of one form (verb, relay, noun, view, adverb, governor) by lemma or phrase."""
    return {
        row["cue"]: CueEntry(
            words=row["cue"],
            form=form,
            stance=Stance(row["stance"]),
            hedge=row["hedge"] == "yes",
            takes=frozenset(row["takes"].split()),
            subject=row["subject"],
        )
        for row in _rows("cues.csv")
        if row["form"] == form
    }


@cache
def load_roles() -> dict[str, RoleEntry]:
    """The nouns that can speak, by singular or fixed plural form."""
    return {
        row["noun"]: RoleEntry(
            noun=row["noun"],
            sense=row["sense"],
            kind=BodyKind(row["kind"]),
            family=row["family"],
            speaks=row["speaks"] == "yes",
        )
        for row in _rows("roles.csv")
    }


def find_role(word: str, lemma: str) -> RoleEntry | None:
    """The role that a noun names; the form as written goes before its lemma ("authorities", "forces")."""
    roles = load_roles()
    bare = word.lower().rstrip(".") if len(word) > 1 else word.lower()
    return roles.get(bare) or roles.get(lemma.lower()) or roles.get(_singular(bare))


def _singular(word: str) -> str:
    """ "fishermen", "traders": capitalised plurals come with no lemma."""
    return f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")
