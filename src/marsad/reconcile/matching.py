"""Matching: how far two claims speak of one happening, with the reasons; None where they cannot.

Scores add up: sharing a fine place is worth up to 2.25, a day 1.5, a figure 2, the same words 1.5. What a claim took
over from its report's focus counts less than its own. Two claims are of one happening from `ENOUGH` on.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from marsad.model.claims import Count, Kind, Measure, Precision, Scope, Stance, When
from marsad.reconcile.anew import HARM
from marsad.reconcile.groups import could_be_same, same_group
from marsad.reconcile.intervals import FINE, gap_between, shares_time
from marsad.reconcile.kinds import kinds_score
from marsad.reconcile.marks import has_mark
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait
from marsad.reconcile.values import agree, middle

ENOUGH = 2.75
_TAKEN_OVER = 0.6
_NEAR = 3
_SLACK = timedelta(hours=6)
_NEVER = datetime(9999, 12, 30, tzinfo=UTC)
_OPERATION_SLACK = timedelta(days=4)
_WEEKS = timedelta(days=21)
_NEWS = timedelta(days=3)
ANSWERED = timedelta(days=14)


Part = tuple[float, str]
Match = tuple[float, Trait, Trait]
"""How well two claims match, and which."""
_NOTHING: Part = (0.0, "")


def score_match(one: Trait, other: Trait, tree: PlaceTree) -> float | None:
    """Score two claims of one family; None where kind, ordinal, place, time or the wording sets them apart."""
    parts = _weigh(one, other, tree)
    return None if parts is None else sum([score for score, _ in parts])


def list_matches(pairs: Iterable[tuple[Trait, Trait]], bearable: float, tree: PlaceTree) -> list[Match]:
    """The pairs that can be of one happening, with their scores; none where more than `bearable` pairs cannot."""
    found: list[Match] = []
    barred = 0
    for one, other in pairs:
        if (score := score_match(one, other, tree)) is not None:
            found.append((score, one, other))
        elif (barred := barred + 1) > bearable:
            return []
    return found


def find_reasons(one: Trait, other: Trait, tree: PlaceTree) -> tuple[str, ...]:
    """What speaks for two claims being of one happening."""
    return tuple(why for score, why in _weigh(one, other, tree) or () if score > 0)


def _weigh(one: Trait, other: Trait, tree: PlaceTree) -> list[Part] | None:
    """What speaks for and against; what says nothing is left out. The cheapest reasons why not are looked at first."""
    kinds = kinds_score(one.kind, other.kind)
    if kinds is None or (place := _place(one, other, tree)) is None or (time := _time(one, other)) is None:
        return None
    figures = _figures(one, other) if one.figures and other.figures else _NOTHING
    same_figure = figures[0] > 0
    if _told_apart(one, other, same_figure) or _told_long_apart(one, other):
        return None
    parts = [(kinds, "kind"), place, time, figures]
    if (one.agents and other.agents) or (one.targets and other.targets):
        parts.append(_actors(one, other))
    if one.told.claim.weapon is not None and other.told.claim.weapon is not None:
        parts.append(_weapon(one.told.claim.weapon, other.told.claim.weapon))
    parts.append(_wording(one, other))
    if one.told.claim.report == other.told.claim.report:
        parts.append(_nearby(one, other))
    if (one.part or other.part) and not same_figure:
        parts.append(_part_of_operation(one, other))
    if one.ordinal is not None and one.ordinal == other.ordinal:
        parts.append((1.0, "same ordinal"))
    return parts


def _told_apart(one: Trait, other: Trait, same_figure: bool) -> bool:
    """An ordinal of its own, or "another", "meanwhile", "separately" in the later of two sentences of one report.

    Set apart and without a place of its own, a claim is no other report's happening either.
    """
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return True
    if not (one.apart or other.apart) or same_figure or one.told.claim.quote == other.told.claim.quote:
        return False
    if one.told.claim.report != other.told.claim.report:
        return (one.apart and not one.own_places) or (other.apart and not other.own_places)
    if one.told.order == other.told.order:
        return False
    return one.apart if one.told.order > other.told.order else other.apart


def _place(one: Trait, other: Trait, tree: PlaceTree) -> Part | None:
    if not one.places or not other.places:
        return _NOTHING
    own = one.own_places and other.own_places
    shared = tree.share(one.places, other.places)
    if shared is None:
        return None if own else (-1.5, "")
    return (shared if own else shared * _TAKEN_OVER), "same place" if own else "place of the report's focus"


def _time(one: Trait, other: Trait) -> Part | None:
    if one.when is None or other.when is None:
        return _told_together(one, other)
    own = one.own_when and other.own_when
    ours, theirs = (one.when.start, one.when.end), (other.when.start, other.when.end)
    gap = gap_between(ours, theirs)
    fine = one.when.precision in FINE and other.when.precision in FINE
    if _disjoint(one, other, gap, fine):
        if _told_later(one, other):
            return _NOTHING
        if one.lasting and other.lasting and gap <= _OPERATION_SLACK:
            return -0.5, ""
        return None if own else (-1.0, "")
    if gap or not shares_time(ours, theirs):
        return (-1.0, "") if own and _are_two_days(one.when, other.when) else _NOTHING
    if not fine and (_is_older(one.when, other.when) or _is_older(other.when, one.when)):
        return -1.0, ""
    score = 0.4 if not fine else 1.5 if all((*ours, *theirs)) else 0.75
    return (score if own else score * _TAKEN_OVER), "same time" if own else "time of the report's focus"


def _are_two_days(one: When, other: When) -> bool:
    """Two whole days of one reckoning: news of one night may be told as either, so this only speaks against."""
    if one.precision != Precision.DAY or other.precision != Precision.DAY or one.start is None or other.start is None:
        return False
    return one.start != other.start and one.start.timetz() == other.start.timetz()


def _is_older(coarse: When, told: When) -> bool:
    """ "Last week" beside what is only known to be over by its telling: news is of the last few days."""
    if coarse.precision in FINE or coarse.end is None or told.start is not None or told.end is None:
        return False
    return told.end - coarse.end > _NEWS


def _told_later(one: Trait, other: Trait) -> bool:
    """A toll is brought up to date after the happening: its later time says nothing against it."""
    if not (one.rises or one.lasting or other.rises or other.lasting):
        return False
    early, late = sorted((one, other), key=lambda t: (t.when.start or t.when.end or _NEVER if t.when else _NEVER, t.id))
    return (late.rises or late.lasting) and not early.rises and bool(late.told.claim.counts)


def _told_long_apart(one: Trait, other: Trait) -> bool:
    """News of other weeks, unless both say when it happened and that is one time."""
    a, b = one.told.told_from, other.told.told_from
    if a is None or b is None or abs(a - b) <= _WEEKS:
        return False
    if one.when is None or other.when is None:
        return True
    return not shares_time((one.when.start, one.when.end), (other.when.start, other.when.end))


def _disjoint(one: Trait, other: Trait, gap: timedelta, fine: bool) -> bool:
    """Apart by more than zones and loose wording explain; two times of one report if they share nothing."""
    assert one.when is not None
    assert other.when is not None
    if fine and one.own_when and other.own_when and one.told.claim.report == other.told.claim.report:
        return not shares_time((one.when.start, one.when.end), (other.when.start, other.when.end))
    return gap > (_SLACK if fine else timedelta(days=1))


def _told_together(one: Trait, other: Trait) -> Part:
    """Without two times, being told within a day or so says a little, days apart speaks against; not where the later
    denies.
    """
    if one.told.told_from is None or other.told.told_from is None:
        return _NOTHING
    early, late = sorted((one, other), key=lambda t: (str(t.told.told_from), t.id))
    apart = abs(one.told.told_from - other.told.told_from)
    if apart <= timedelta(hours=36):
        return 0.5, "told within a day"
    answers = late.told.claim.stance == Stance.DENIES and early.told.claim.stance == Stance.ASSERTS
    return (-1.0, "") if apart > (ANSWERED if answers else _NEWS) else _NOTHING


def _figures(one: Trait, other: Trait) -> Part:
    """An equal figure of one measure and group speaks for one happening, a different new one against."""
    alike = [(a, b) for a in one.figures for b in other.figures if a.count.measure == b.count.measure]
    rows = [(a, b) for a, b in alike if same_group(a.group, b.group)]
    equal = [middle(a.figure) for a, b in alike if a.figure == b.figure and could_be_same(a.group, b.group)]
    if equal:
        return (2.0 if max(equal) > 1 else 1.0), "same figure"
    if one.told.voice == other.told.voice and any(_moved(a.count, b.count) for a, b in rows):
        return 2.0, "a toll that moved"
    if any(agree(a.figure, b.figure) for a, b in rows):
        return 0.75, "figures that agree"
    if not rows or one.rises or other.rises or (one.lasting and other.lasting):
        return _NOTHING
    return (-1.25 if one.told.position == other.told.position else -0.5), ""


def _moved(one: Count, other: Count) -> bool:
    """Two running totals for the whole."""
    running = one.scope == other.scope == Scope.CUMULATIVE
    return running and one.subset_of is None and other.subset_of is None


def _actors(one: Trait, other: Trait) -> Part:
    score = 0.0
    if one.agents & other.agents:
        score += 0.75
    elif one.agents and other.agents:
        score -= 0.5
    if one.targets & other.targets:
        score += 0.5
    return score, "same parties"


def _weapon(one: str, other: str) -> Part:
    return (0.5, "same weapon") if one.casefold() == other.casefold() else (-0.25, "")


def _wording(one: Trait, other: Trait) -> Part:
    """Shared content words, by the shorter sentence; the same sentence says most."""
    if one.told.claim.quote == other.told.claim.quote:
        return 4.0, "same sentence"
    shorter = min(len(one.told.words), len(other.told.words))
    if shorter < 4:
        return _NOTHING
    return 1.5 * len(one.told.words & other.told.words) / shorter, "same words"


def _nearby(one: Trait, other: Trait) -> Part:
    """A sentence of a report that goes on from the last, or points back to it ("the attack", "the dead")."""
    steps = abs(one.step - other.step)
    later = one if (one.step, one.id) >= (other.step, other.id) else other
    if later.points_back and not later.apart:
        return (1.75 if steps <= 1 else 1.25 if steps <= 3 else 0.5), "points back"
    if later.repeats:
        return _NOTHING
    of_wounds = any(has_mark(trait.told.claim.quote, "of_wounds") for trait in (one, other))
    if steps <= 1 and _is_toll_alone(later) and not of_wounds:
        return 2.0, "a toll alone"
    if steps <= 1:
        return (1.0 if one.told.voice == other.told.voice else 0.75), "goes on"
    return (1.0, "a toll alone") if steps <= _NEAR and _is_toll_alone(later) else _NOTHING


def _is_toll_alone(trait: Trait) -> bool:
    """Only how many were harmed, with no place, time or doer of its own: "28 people were killed, the office said"."""
    bare = not (trait.own_places or trait.own_when or trait.agents or trait.apart)
    return bare and trait.part and (trait.kind == Kind.KILLING or trait.kind == Kind.ATTACK)


def _part_of_operation(one: Trait, other: Trait) -> Part:
    """A toll of its own inside a happening of days is a happening of its own."""
    inside = other.lasting if one.part else one.lasting
    return (-1.5, "") if inside and not (one.part and other.part) else _NOTHING


def figure_keys(trait: Trait) -> frozenset[tuple[Measure, int]]:
    """The harm figures by which claims of one happening find each other."""
    return frozenset(
        (row.count.measure, middle(row.figure))
        for row in trait.figures
        if row.count.measure in HARM and middle(row.figure) > 1
    )
