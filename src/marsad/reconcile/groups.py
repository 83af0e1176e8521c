"""Groups: whom a count counts, so that "ISIS members" and "ISIS fighters" are one group and civilians another."""

from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.lexicon.tables import read_rows
from marsad.model.claims import Measure
from marsad.reconcile.marks import marked_words, plain_words

_RANKED = ("child", "woman", "man", "elderly", "armed", "captive", "civilian", "displaced person", "relative", "person")
_THINGS = frozenset({Measure.DAMAGED, Measure.DESTROYED, Measure.FIRED, Measure.MOVED})
_SIDES = ("soldier", "security force", "fighter")
_ADDED_TO = frozenset({"person", "civilian"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A counted group: its class (person, civilian, child, armed, ...), its party and the words that are its own.

    `role` says which civilians: patients, worshippers; empty for civilians at large. `side` says which of those who
    fight: a soldier, of the security forces, a fighter; empty where the words do not tell.
    """

    label: str
    party: str
    words: frozenset[str]
    role: frozenset[str] = frozenset()
    side: str = ""

    @property
    def is_everybody(self) -> bool:
        """Whether the count is of all people alike."""
        return self.label == "person" and not self.party


@cache
def _classes() -> dict[str, str]:
    """Each group word's class: armed and captive as wholes, others by their own party."""
    found: dict[str, str] = {}
    for word, plural, thing, party, *_ in read_rows("groups.csv"):
        label = thing if thing in ("armed", "captive") else party
        for form in (word, plural or f"{word}s"):
            found.setdefault(form, label)
    return found


@cache
def _sides() -> dict[str, str]:
    """The words for who fights, each with its side."""
    rows = [row for row in read_rows("groups.csv") if row[2] == "armed" and row[3] in _SIDES]
    return {form: party for word, plural, _, party, *_ in rows for form in (word, plural or f"{word}s")}


@cache
def _civilians() -> dict[str, str]:
    """The words for civilians, each with its singular."""
    rows = [row for row in read_rows("groups.csv") if row[3] == "civilian"]
    return {form: word for word, plural, *_ in rows for form in (word, plural or f"{word}s")}


@lru_cache(maxsize=65536)
def read_group(of: str | None, party: str | None, age: str | None, measure: Measure) -> Group:
    """The group that a count's words and party name; without words all people, for a measure of people.

    "Armed men" are fighters.
    """
    classes = _classes()
    words = plain_words(of or "")
    name = (party or "").casefold()
    labels = {classes[word] for word in words if word in classes} | ({classes[name]} if name in classes else set())
    if "armed" in words:
        labels = (labels - {"man", "person"}) | {"armed"}
    if age in ("child", "infant", "minor"):
        labels.add("child")
    own = frozenset(
        w.removesuffix("s")
        for w in words
        if w not in classes and w != "armed" and w not in marked_words("filler") and w not in marked_words("everybody")
    )
    label = next((ranked for ranked in _RANKED if ranked in labels), None) or min(labels, default="")
    known = "" if name in classes or name in marked_words("everybody") else name
    if not label:
        label = "armed" if known else "person" if measure not in _THINGS else " ".join(sorted(own)) or "thing"
    named = {singular for word in words if (singular := _civilians().get(word))} if label == "civilian" else set()
    role = frozenset(named - marked_words("civil"))
    sides = {side for word in words if (side := _sides().get(word))} if label == "armed" else set()
    side = sides.pop() if len(sides) == 1 else ""
    return Group(label=label, party=known, words=own if label != "child" else frozenset(), role=role, side=side)


def same_group(one: Group, other: Group) -> bool:
    """Whether two counts can be of one group: class alike, and the party alike or the words mostly alike."""
    if one.label != other.label or (one.side and other.side and one.side != other.side):
        return False
    if one.label in _RANKED and one.label != "armed" and one.label != "captive":
        return one.party == other.party or not one.party or not other.party
    if one.party and other.party and one.party == other.party:
        return True
    if not one.party and not other.party and not (one.words and other.words):
        return True
    shared, every = len(one.words & other.words), len(one.words | other.words)
    return every > 0 and 2 * shared >= every


def can_differ(one: Group, other: Group) -> bool:
    """Whether two counts of one group can be set against each other: four patients are among 14 civilians."""
    return same_group(one, other) and one.role == other.role


def could_be_same(one: Group, other: Group) -> bool:
    """Whether an equal figure may join two groups: both of fighters or captives, and no two named parties."""
    armed = {"armed", "captive"}
    if one.label not in armed or other.label not in armed:
        return same_group(one, other)
    return not (one.party and other.party and one.party != other.party) or bool(one.words & other.words)


def is_part(part: Group, whole: Group) -> bool:
    """Whether a group is among another: civilians, children or fighters among all people, children or patients among
    civilians.
    """
    if part.role and not whole.role and whole.label == "civilian" and same_group(part, whole):
        return True
    if part.label == whole.label and part.party == whole.party:
        return False
    return whole.is_everybody or (part.label in ("child", "woman") and whole.label == "civilian")
