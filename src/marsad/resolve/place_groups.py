"""Mentions of one story that name one place: same folded name and family of kinds, or joined by the text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from marsad.lexicon.gazetteer import find_entries, is_exact, region_named
from marsad.lexicon.place_names import bones_of, fold_place, sound_place
from marsad.lexicon.place_words import family_of
from marsad.model.drafts import PlaceMention
from marsad.model.reports import Span

Key = tuple[str, Span, str]
"""A mention: its report, span and name."""

_JOINERS = (
    "or",
    "/",
    "also known as",
    "known as",
    "also called",
    "called",
    "aka",
    "(",
    "or the",
    "(also known as",
    "formerly",
)
_LEAST_BONES = 3
_OF_TOWNS = frozenset({"hospital", "clinic", "airport", "prison", "market"})
"""Facilities that are called by their town and stand in it; a plant or base of a town's name may stand outside."""


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one place, with the forms, kinds and holders that they give it."""

    mentions: tuple[Key, ...]
    kind: str | None
    names: tuple[str, ...]
    bare: Mapping[str, int]
    forms: Mapping[str, int]
    kinds: tuple[str, ...]
    holders: tuple[str, ...]


@dataclass(slots=True)
class _Pile:
    """Mentions of one folded name and family, before piles are joined."""

    sound: str
    family: str
    said: list[tuple[Key, PlaceMention]] = field(default_factory=list)


def group_mentions(said: Sequence[tuple[Key, PlaceMention]], texts: Mapping[str, str]) -> list[Group]:
    """Group the mentions of a story, in the order of their folded names."""
    piles = _pile(said)
    parents = {key: key for key in piles}
    for one, two in (*_bare_joins(piles), *_bone_joins(piles), *_text_joins(said, texts), *_holder_joins(piles)):
        _join(parents, one, two)
    whole: dict[tuple[str, str], list[tuple[Key, PlaceMention]]] = {}
    for key in sorted(piles):
        whole.setdefault(_root(parents, key), []).extend(piles[key].said)
    return _hold_by_name([_make(members) for _, members in sorted(whole.items())])


def _hold_by_name(groups: Sequence[Group]) -> list[Group]:
    """A facility that no words place stands in the town of its name, where the story names that: "Kadugli hospital"."""
    towns = {fold_place(name) for group in groups if _family(group.kind) == "" for name in group.names}

    def hold(group: Group) -> Group:
        held = bool(group.holders) or group.kind not in _OF_TOWNS
        town = None if held else next((name for name in group.names if fold_place(name) in towns), None)
        return replace(group, holders=(town,)) if town else group

    return [hold(group) for group in groups]


def _family(kind: str | None) -> str:
    """The family that keeps places of one name apart: each kind of facility is its own."""
    family = family_of(kind)
    if family == "facility":
        return f"facility:{kind}"
    return "" if family == "settlement" else family


def _key(mention: PlaceMention) -> tuple[str, str]:
    return sound_place(mention.name), _family(mention.kind)


def _pile(said: Sequence[tuple[Key, PlaceMention]]) -> dict[tuple[str, str], _Pile]:
    piles: dict[tuple[str, str], _Pile] = {}
    for key, mention in said:
        pile = piles.setdefault(_key(mention), _Pile(*_key(mention)))
        pile.said.append((key, mention))
    return piles


Join = tuple[tuple[str, str], tuple[str, str]]


def _bare_joins(piles: Mapping[tuple[str, str], _Pile]) -> list[Join]:
    """A name without a kind is the quarter, or the only facility, of that name; "X area" is the town X."""
    joins: list[Join] = []
    for sound, family in piles:
        if family != "":
            continue
        others = sorted(f for s, f in piles if s == sound and f not in ("", "region", "country"))
        quarter = (sound, "quarter")
        if "quarter" in others and (_is_area(piles[quarter]) or not _has_settlement(piles[sound, family])):
            joins.append(((sound, ""), quarter))
        elif len(others) == 1 and others[0] != "quarter" and not _is_settled(piles[sound, family]):
            joins.append(((sound, ""), (sound, others[0])))
    return joins


def _is_area(pile: _Pile) -> bool:
    return all(mention.kind == "area" for _, mention in pile.said)


def _has_settlement(pile: _Pile) -> bool:
    return any(mention.kind for _, mention in pile.said)


def _is_settled(pile: _Pile) -> bool:
    """Whether a bare name is a settlement by its words or in the gazetteer: "Otley" is not "Otley road"."""
    return _has_settlement(pile) or any(_is_known(mention.name) for _, mention in pile.said)


def _bone_joins(piles: Mapping[tuple[str, str], _Pile]) -> list[Join]:
    """Spellings that differ in their vowels alone, of one family, with three consonants or more."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    joins: list[Join] = []
    for key in sorted(piles):
        name = piles[key].said[0][1].name
        bones = bones_of(name)
        if region_named(name) is not None:
            continue
        if len(bones) < _LEAST_BONES or (key[1] not in ("", "quarter") and not key[1].startswith("facility")):
            continue
        known = first.setdefault((bones, key[1]), key)
        other = piles[known].said[0][1].name
        if known != key and not (_is_known(name) and _is_known(other)):
            joins.append((known, key))
    return joins


def _is_known(name: str) -> bool:
    return any(is_exact(entry, name) for entry in find_entries(name))


def _text_joins(said: Sequence[tuple[Key, PlaceMention]], texts: Mapping[str, str]) -> list[Join]:
    """Two names of one kind that the text gives as one: "X or Y prison", "X prison, also known as Y"."""
    joins: list[Join] = []
    for (one_key, one), (two_key, two) in pairwise(said):
        if one_key[0] != two_key[0] or two.span[0] - one.span[1] > 30 or two.span[0] < one.span[1]:
            continue
        between = texts.get(one_key[0], "")[one.span[1] : two.span[0]].strip(" ,\u00a0").lower()
        same = _family(one.kind) == _family(two.kind) and family_of(one.kind) in ("facility", "quarter")
        if between.removesuffix(" the").removesuffix(" as") in _JOINERS and (same or between not in ("or", "/", "(")):
            joins.append((_key(one), _key(two)))
    return joins


def _holder_joins(piles: Mapping[tuple[str, str], _Pile]) -> list[Join]:
    """A facility that stands in a quarter whose name a facility of its kind bears is that facility."""
    joins: list[Join] = []
    for key, pile in piles.items():
        if not key[1].startswith("facility:"):
            continue
        for _, mention in pile.said:
            other = (sound_place(mention.within), key[1]) if mention.within else key
            if other != key and other in piles:
                joins.append((key, other))
    return joins


def _root(parents: dict[tuple[str, str], tuple[str, str]], key: tuple[str, str]) -> tuple[str, str]:
    while parents[key] != key:
        key = parents[key]
    return key


def _join(parents: dict[tuple[str, str], tuple[str, str]], one: tuple[str, str], two: tuple[str, str]) -> None:
    roots = sorted((_root(parents, one), _root(parents, two)))
    parents[roots[1]] = roots[0]


def _make(members: Sequence[tuple[Key, PlaceMention]]) -> Group:
    bare = Counter(mention.name for _, mention in members)
    kinds = Counter(mention.kind for _, mention in members if mention.kind)
    holders = Counter(mention.within for _, mention in members if mention.within)
    own = {fold_place(name) for name in bare}
    return Group(
        mentions=tuple(sorted(key for key, _ in members)),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else None,
        names=tuple(sorted(bare, key=lambda name: (-bare[name], name))),
        bare=bare,
        forms=Counter(mention.text for _, mention in members),
        kinds=tuple(sorted(kinds.elements())),
        holders=tuple(
            sorted((n for n in holders if fold_place(n) not in own), key=lambda name: (-holders[name], name))
        ),
    )
