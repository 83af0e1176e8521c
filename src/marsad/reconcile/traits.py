"""Traits: what a claim offers for matching, of its own."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from marsad.model.claims import ActorRole, Claim, Count, Kind, Measure, Stance, When
from marsad.reconcile.anew import HARM, is_new_harm, is_running, tells_anew
from marsad.reconcile.groups import Group, read_group
from marsad.reconcile.kinds import FAMILY_OF, LASTING, KindFamily
from marsad.reconcile.marks import find_ordinal, has_mark, is_on_clause, opens_with, points_back
from marsad.reconcile.partial import figure_in
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.scene import Told
from marsad.reconcile.setting import own_places, own_when
from marsad.reconcile.standing import is_standing_denial
from marsad.reconcile.values import Figure
from marsad.reconcile.values import is_empty as is_unknown

_HISTORY = timedelta(days=60)
_DONE_TO = {
    Measure.DISPLACED: Kind.DISPLACEMENT,
    Measure.EVACUATED: Kind.EVACUATION,
    Measure.RELEASED: Kind.RELEASE,
    Measure.DETAINED: Kind.DETENTION,
    Measure.SURRENDERED: Kind.SURRENDER,
}
_DOING = (ActorRole.AGENT, ActorRole.PARTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count of a claim with its group and figure."""

    count: Count
    group: Group
    figure: Figure


def read_counted(claim: Claim) -> tuple[Counted, ...]:
    """The claim's counts that give a number."""
    rows = (
        Counted(count=c, group=read_group(c.of, c.party, c.age, c.measure), figure=figure_in(c, claim))
        for c in claim.counts
    )
    return tuple(row for row in rows if not is_unknown(row.figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One claim seen as about one family of kinds; the id names both, for one claim can speak of two.

    `own` marks say whether place and time are the claim's own; `step` counts the report's sentences on happenings;
    what `repeats` is a denial that was made before, so of what may be older than the rest of its report.
    """

    id: str
    told: Told
    family: KindFamily
    kind: Kind
    primary: bool
    places: tuple[str, ...]
    own_places: bool
    when: When | None
    own_when: bool
    agents: frozenset[str]
    targets: frozenset[str]
    ordinal: int | None
    apart: bool
    points_back: bool
    lasting: bool
    part: bool
    rises: bool
    repeats: bool
    step: int
    figures: tuple[Counted, ...]


def families_of(told: Told) -> dict[KindFamily, Kind]:
    """The families that a claim speaks of, each with its first kind; a denied "release deal" is denied as a deal.

    Where the words name no happening, what is counted does: "it put the number at 20,000" who fled.

    Who died of hunger or illness was killed by no act, and "one child dies every two hours" is no act either.
    """
    kinds: dict[KindFamily, Kind] = {}
    if told.claim.stance != Stance.ASSERTS and has_mark(told.claim.quote, "deal_of"):
        return {KindFamily.PACT: Kind.AGREEMENT}
    if told.claim.stance == Stance.DENIES and is_standing_denial(told):
        return {}
    on_clause = told.claim.stance == Stance.DENIES and is_on_clause(told.claim.quote)
    for kind in (told.claim.kind, *told.claim.kinds):
        if on_clause and FAMILY_OF.get(kind) == KindFamily.PACT:
            continue
        if (family := FAMILY_OF.get(kind)) is not None:
            kinds.setdefault(family, kind)
    bare = kinds.get(KindFamily.VIOLENCE) == Kind.KILLING
    if bare and (has_mark(told.claim.quote, "hardship") or has_mark(told.claim.quote, "rate")):
        return {family: kind for family, kind in kinds.items() if family != KindFamily.VIOLENCE}
    if not kinds:
        counted = {count.measure for count in told.claim.counts}
        done = Kind.KILLING if counted & HARM else next((k for m, k in _DONE_TO.items() if m in counted), None)
        kinds = {FAMILY_OF[done]: done} if done else {}
    return kinds


def read_traits(told: Told, places: PlaceTree) -> list[Trait]:
    """A claim seen as about each family of kinds that it speaks of."""
    rows = families_of(told)
    main = FAMILY_OF.get(told.claim.kind) if len(rows) > 1 else next(iter(rows), None)
    found = [_trait(told, family, kind, main in (family, None), places) for family, kind in rows.items()]
    return [_bare(trait) if trait.family == KindFamily.PACT and not trait.primary else trait for trait in found]


def _bare(trait: Trait) -> Trait:
    """A pact that is only named beside what was done: place and time are those of the deed."""
    timed = has_mark(trait.told.claim.quote, "until")
    return replace(
        trait,
        places=(),
        own_places=False,
        when=trait.when if timed else None,
        own_when=trait.own_when and timed,
        ordinal=None,
    )


def _trait(told: Told, family: KindFamily, kind: Kind, primary: bool, tree: PlaceTree) -> Trait:
    claim = told.claim
    places = own_places(told, family, tree)
    when = None if kind == Kind.AGREEMENT and not told.is_real else own_when(told, family)
    is_anew = bool(places) and when is not None and tells_anew(claim)
    lasting = kind in LASTING or has_mark(claim.quote, "operation")
    lasting = lasting or (any(c.since is not None for c in claim.counts if is_running(c)) and not is_anew)
    return Trait(
        id=f"{claim.id} {family}",
        told=told,
        family=family,
        kind=kind,
        primary=primary,
        places=places,
        own_places=bool(places),
        when=when,
        own_when=when is not None,
        agents=frozenset(part.actor for part in claim.actors if part.role in _DOING),
        targets=frozenset(part.actor for part in claim.actors if part.role == ActorRole.TARGET),
        ordinal=find_ordinal(claim.quote),
        apart=bool(told.order) and _is_set_apart(claim),
        points_back=points_back(claim.quote) or has_mark(claim.quote, "toll_word"),
        lasting=lasting,
        part=is_anew or _is_part(claim),
        rises=not is_anew and (has_mark(claim.quote, "rise") or has_mark(claim.quote, "update")),
        repeats=claim.stance == Stance.DENIES and has_mark(claim.quote, "again"),
        step=0,
        figures=read_counted(claim),
    )


def _is_set_apart(claim: Claim) -> bool:
    """Whether it tells of another happening: neither "another official" nor "a separate statement" does."""
    named = claim.chain_spans[0] if claim.chain_spans else None
    words = claim.quote
    if named is not None and claim.span[0] <= named[0] < named[1] <= claim.span[1]:
        words = words[: named[0] - claim.span[0]] + words[named[1] - claim.span[0] :]
    return opens_with(words, "apart", 8) and not opens_with(words, "told_apart", 8)


def is_history(trait: Trait, latest: datetime | None) -> bool:
    """Whether the happening was over long before it was told: background of the story, whatever its words."""
    when, told = trait.when, trait.told.told_from or latest
    if not trait.own_when or when is None or told is None:
        return False
    over = when.end or when.start
    return over is not None and told - over > _HISTORY


def is_empty(trait: Trait) -> bool:
    """Whether a claim gives no place, time or figure of its own."""
    return not (trait.own_places or trait.own_when or trait.told.claim.counts)


def _is_part(claim: Claim) -> bool:
    """A new toll that is neither a running total nor a word on the toll of what was told before."""
    if any(map(is_running, claim.counts)) or has_mark(claim.quote, "toll_word"):
        return False
    return any(map(is_new_harm, claim.counts))
