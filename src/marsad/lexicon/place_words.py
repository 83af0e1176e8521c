"""The words around places: kinds, directions, prepositions, verbs of motion, from `place_words.csv`."""

from dataclasses import dataclass
from functools import cache

from marsad.lexicon.tables import read_rows


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """What a place is ("camp") and the family of kinds that it is mistaken for ("quarter")."""

    kind: str
    family: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of the table by class; prepositions and verbs with the role that they give."""

    kinds: dict[str, PlaceKind]
    before: frozenset[str]
    modifiers: frozenset[str]
    directions: frozenset[str]
    prepositions: dict[str, str]
    verbs: dict[str, frozenset[str]]
    institutions: frozenset[str]
    surroundings: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """Read the table once a process."""
    rows = read_rows("place_words.csv")

    def words(kind: str, value: str | None = None) -> frozenset[str]:
        return frozenset(row[1] for row in rows if row[0] == kind and value in (None, row[2]))

    kinds = {row[1]: PlaceKind(*row[2].split("|")) for row in rows if row[0] == "kind"}
    return PlaceWords(
        kinds=kinds,
        before=words("before"),
        modifiers=words("modifier"),
        directions=words("direction"),
        prepositions={row[1]: row[2] for row in rows if row[0] == "preposition"},
        verbs={row[2]: words("verb", row[2]) for row in rows if row[0] == "verb"},
        institutions=words("noun"),
        surroundings=words("surroundings"),
    )


def family_of(kind: str | None) -> str:
    """The family of a kind: settlement, region, quarter, facility, line, water, nature, country; "" for none."""
    if kind is None:
        return ""
    if kind == "country":
        return "country"
    found = load_place_words().kinds.get(kind)
    return found.family if found else next((k.family for k in load_place_words().kinds.values() if k.kind == kind), "")
