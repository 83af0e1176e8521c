"""Counts in words: floors stay floors, ranges stay ranges, and a refusal is said."""

from marsad.model.claims import Count, CountRelation, Scope
from marsad.model.days import day_near, say_day
from marsad.model.incidents import IncidentCount, Point
from marsad.publish.times import say_moment

AnyCount = Count | IncidentCount


def say_number(number: int) -> str:
    """A number in digits with thousands set off: 12,400."""
    return f"{number:,}"


def say_bounds(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high in words: "8", "8 to 12", "10 (8 to 12)", "at least 8", "up to 12"; "" where none is known."""
    if low is not None and high is not None:
        span = say_number(low) if low == high else f"{say_number(low)} to {say_number(high)}"
    elif low is not None:
        span = f"at least {say_number(low)}"
    else:
        span = "" if high is None else f"up to {say_number(high)}"
    if best is None or span == say_number(best):
        return span
    return f"{say_number(best)} ({span})" if span else say_number(best)


def say_figure(
    low: int | None, best: int | None, high: int | None, relation: CountRelation, verbatim: str | None = None
) -> str:
    """A figure as it was said. `more_than n` is kept as low = n + 1 and said as "more than n" again."""
    bounds = say_bounds(low, best, high)
    only_low = low is not None and best is None and high is None
    only_high = high is not None and best is None and low is None
    if relation is CountRelation.VAGUE and not any(letter.isdigit() for letter in verbatim or ""):
        if not verbatim:
            return f"not exact, read as {bounds}" if bounds else ""
        return f"“{verbatim}”" + (f" (read as {bounds})" if bounds else "")
    if relation is CountRelation.MORE_THAN and only_low and low is not None:
        return f"more than {say_number(low - 1)}"
    if relation is CountRelation.FEWER_THAN and only_high and high is not None:
        return f"fewer than {say_number(high + 1)}"
    if relation is CountRelation.ABOUT and bounds:
        return f"about {bounds}"
    return bounds


def say_point(point: Point) -> str:
    """The figure of one point of a series."""
    return say_figure(point.low, point.best, point.high, point.relation) or "no figure"


def say_amount(count: AnyCount) -> str:
    """The figure of a count; where it has none, that it has none."""
    return say_figure(count.low, count.best, count.high, count.relation, count.verbatim) or "no figure"


def say_group(count: AnyCount) -> str:
    """Whom a count counts: the group as worded, with its party."""
    return join_group(count.of, count.party)


def join_group(group: str | None, party: str | None) -> str:
    """A group and its party: "dockers (Dockers' Union)". A party that the group names, or that is a common noun in
    small letters ("person"), adds nothing.
    """
    if not group or not party:
        return group or party or ""
    return group if party.casefold() in group.casefold() or party[:1].islower() else f"{group} ({party})"


def say_notes(count: AnyCount) -> tuple[str, ...]:
    """What else bounds a count: running total and since when, as of when, part of another, age, gender.

    Where no figure is given since scopes differ, none of the scopes bounds it.
    """
    if isinstance(count, IncidentCount) and count.refusal:
        return tuple(filter(None, (count.age, count.gender)))
    notes = [
        ("running total" + (f" since {say_day(day_near(count.since))}" if count.since else ""))
        if count.scope is Scope.CUMULATIVE
        else (f"since {say_day(day_near(count.since))}" if count.since else ""),
        f"as of {say_moment(count.as_of)}" if count.as_of and count.scope is Scope.CUMULATIVE else "",
        "counted within another figure here" if count.subset_of is not None else "",
        count.age or "",
        count.gender or "",
    ]
    return tuple(filter(None, notes))


def say_count(count: AnyCount) -> str:
    """A whole count in one phrase: "killed: at least 8 dockers (running total)"."""
    words = f"{count.measure}: {say_amount(count)}"
    if group := say_group(count):
        words += f" {group}"
    if notes := say_notes(count):
        words += f" ({', '.join(notes)})"
    return words
