"""Who the actors of a story are: one row for each body or group, whatever each report calls it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.lexicon.bodies import NO_BODIES, Body, BodyTable, find_body, find_named_body, fold_name
from marsad.lexicon.parties import load_parties
from marsad.model.claims import Actor, BodyKind
from marsad.model.drafts import ActorMention, Draft
from marsad.model.ids import make_id
from marsad.model.reports import Report

_RANK = tuple(BodyKind)
_STATE = ("government",)
_MILITARY = ("armed forces", "army", "military", "defense forces", "defence forces")
_GENERIC = {
    "government": _STATE,
    "regime": _STATE,
    "government forces": _MILITARY,
    "army": _MILITARY,
    "military": _MILITARY,
    "coalition": ("coalition",),
    "international coalition": ("coalition",),
    "police": ("police",),
}
"""Words that stand for the story's one body of a sort."""


@dataclass(frozen=True, slots=True)
class ActorBook:
    """The actors of one story, and the row of each mention."""

    actors: tuple[Actor, ...]
    _ids: Mapping[str, str] = field(repr=False)

    def actor_of(self, mention: ActorMention) -> str:
        """The id of the actor that a mention names."""
        return self._ids[mention.name]


def resolve_actors(reports: Sequence[Report], drafts: Sequence[Draft], own: BodyTable = NO_BODIES) -> ActorBook:
    """Join the mentions of one story that have one canonical name, by folded name; aliases are the forms seen.

    A body that people added (`own`) or that the lexicon knows keeps its name and kind. The same group in singular and
    plural ("rebel", "rebels") is one.
    The reports give nothing of their own: whoever acts is named in a draft.
    """
    del reports
    mentions = sorted(
        {mention for draft in drafts for mention in draft.actors}, key=lambda mention: (mention.name, mention.text)
    )
    stands_for = _join_generic({mention.name for mention in mentions})
    groups: dict[str, list[ActorMention]] = {}
    for mention in mentions:
        name = stands_for.get(mention.name, mention.name)
        groups.setdefault(make_id("actor", _key(name, own)), []).append(mention)
    actors = tuple(_actor(identity, groups[identity], own) for identity in sorted(groups))
    ids = {mention.name: identity for identity, found in groups.items() for mention in found}
    return ActorBook(actors, ids)


def _join_generic(names: set[str]) -> dict[str, str]:
    """ "The government", "the army", "the coalition" are the story's only body of that sort; of two, neither."""
    bodies = {body for name in names if (body := find_named_body(name)) is not None}
    joined: dict[str, str] = {}
    for name in names:
        words = _GENERIC.get(fold_name(name))
        fitting = [body for body in bodies if words and _is_sort(body, words)]
        if len(fitting) == 1:
            joined[name] = fitting[0].name
    return joined


def _is_sort(body: Body, endings: tuple[str, ...]) -> bool:
    forms = [fold_name(form) for form in (body.name, *body.aliases)]
    return any(form.endswith(f" {ending}") for form in forms for ending in endings)


def _key(name: str, own: BodyTable) -> str:
    """What makes two names one: the body's canonical name, or the folded words with a party noun in the plural."""
    body = own.find(name) or find_named_body(name) or find_body(name)
    if body is not None:
        return fold_name(body.name)
    words = fold_name(name).split()
    return " ".join((*words[:-1], _plural(words[-1]))) if words else fold_name(name) or name


def _plural(word: str) -> str:
    """The plural of a party noun given in the singular; any other word as it is."""
    parties = load_parties()
    forms = [form for form in (f"{word}s", f"{word[:-2]}en" if word.endswith("man") else "") if form in parties]
    return forms[0] if word in parties and forms else word


def _actor(identity: str, mentions: Sequence[ActorMention], own: BodyTable) -> Actor:
    known = [own.find(mention.name) or find_named_body(mention.name) for mention in mentions]
    bodies = {found.name: found for found in known if found is not None}
    body = bodies[min(bodies)] if bodies else None
    forms = _forms(mention.text for mention in mentions)
    name = body.name if body is not None else min((mention.name for mention in mentions), key=_by_length)
    return Actor(id=identity, name=name, kind=body.kind if body else _kind(mentions), aliases=_without(forms, name))


def _by_length(name: str) -> tuple[int, str]:
    return -len(name), name


def _forms(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(text.split()) for text in texts}))


def _without(forms: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(form for form in forms if form != name)


def _kind(mentions: Sequence[ActorMention]) -> BodyKind:
    """The kind that most mentions give; ties go to the first in the list of kinds; unknown is unnamed."""
    kinds = [mention.kind for mention in mentions if mention.kind is not None]
    if not kinds:
        return BodyKind.UNNAMED
    return min(set(kinds), key=lambda kind: (-kinds.count(kind), _RANK.index(kind)))
