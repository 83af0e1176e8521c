"""Rows: the counts of claims as they are set against each other, each with its group and figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from marsad.model.claims import BodyKind, Claim, Count, Measure, Scope
from marsad.reconcile.anew import tells_anew
from marsad.reconcile.groups import Group, can_differ, read_group, same_group
from marsad.reconcile.marks import find_mark, has_mark, marked_words, plain_words
from marsad.reconcile.partial import figure_in
from marsad.reconcile.scene import Told
from marsad.reconcile.values import Figure, figure_of, is_empty, is_floor, middle

_BEFORE = 4
_OWN = {BodyKind.GOVERNMENT: "soldier", BodyKind.ARMED_GROUP: "fighter"}
_SINGLE = frozenset({"child", "woman", "man", "elderly", "relative"})
IncidentsOf = Mapping[str, frozenset[str]]
"""The incidents that each claim is of, by claim id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One count of one claim with its group and figure; `height` is one number for that.

    `rises` says that the words say that a toll moved.
    """

    told: Told
    count: Count
    group: Group
    figure: Figure
    height: int
    rises: bool

    @property
    def is_running(self) -> bool:
        """Whether the count is a running total."""
        return self.count.scope == Scope.CUMULATIVE

    @property
    def age(self) -> tuple[datetime, bool, int, str]:
        """Rows of one source from the oldest to the latest: by day, running totals last, by height, by claim."""
        day = self.count.as_of or self.told.told_from or datetime.min
        return day.replace(tzinfo=None), self.is_running, self.height, self.told.claim.id


def rows_of(told: Sequence[Told]) -> tuple[Row, ...]:
    """The counts of claims that assert something real, in a fixed order; none that is taken back, none that is added.

    "Five more died, taking the toll to 14": the five are in the 14 and are no figure for the whole, unless they died in
    a happening of their own.
    """
    counting = (one for one in told if one.claim.counts and one.asserts and not has_mark(one.claim.quote, "retract"))
    rows = [
        Row(
            told=one,
            count=count,
            group=_of_own_men(_group_of(count, one.claim.counts), count, one),
            figure=figure,
            height=middle(figure),
            rises=has_mark(one.claim.quote, "rise") and not (count.scope == Scope.NEW and tells_anew(one.claim)),
        )
        for one in sorted(counting, key=lambda t: t.claim.id)
        for count in one.claim.counts
        if not is_empty(figure := figure_in(count, one.claim))
        and not _is_added(count, one.claim)
        and not _is_of_reason(count, one.claim)
        and not _is_of_dwellers(count, one.claim)
    ]
    floors = {_said(row): row for row in rows if is_floor(row.figure) and not row.figure.is_part}
    return tuple(_as_floor(row, floors.get(_said(row), row)) for row in rows)


def _said(row: Row) -> tuple[str, str, Measure, str, int]:
    return row.told.claim.report, row.told.position, row.count.measure, row.group.label, row.height


def _as_floor(row: Row, floor: Row) -> Row:
    """A report whose title says "seven" where its text says "at least seven" says at least seven."""
    if floor.figure == row.figure:
        return row
    low, relation = floor.figure.low, floor.figure.relation
    count = replace(row.count, low=low, best=None, high=None, relation=relation)
    return replace(row, count=count, figure=floor.figure)


def _is_of_reason(count: Count, claim: Claim) -> bool:
    """Whether the figure is that of what it was done for: "in revenge for a raid that killed 30"."""
    return count.span[0] >= claim.span[0] + find_mark(claim.quote, "reason") < claim.span[1]


def _is_of_dwellers(count: Count, claim: Claim) -> bool:
    """Whether the figure says how many live at a place: "home to 90,000 people", "a town of 4,000 inhabitants"."""
    if count.measure != Measure.PRESENT:
        return False
    at, end = count.span[0] - claim.span[0], count.span[1] - claim.span[0]
    before, after = plain_words(claim.quote[: max(0, at)]), plain_words(claim.quote[max(0, at) : max(0, end)])
    living = {*after, *plain_words(claim.quote[max(0, end) :])[:2]} & marked_words("dweller")
    return bool(living) or has_mark(" ".join(before[-_BEFORE:]), "dwelling")


def _group_of(count: Count, beside: Sequence[Count]) -> Group:
    """A count's group; a bare total takes that of the one figure that was added to it, but no sex or age."""
    group = read_group(count.of, count.party, count.age, count.measure)
    if count.of is not None or count.party is not None or count.scope != Scope.CUMULATIVE:
        return group
    added = [read_group(c.of, c.party, c.age, count.measure) for c in beside if _adds_to(c, count)]
    return added[0] if len(added) == 1 and added[0].label not in _SINGLE else group


def _of_own_men(group: Group, count: Count, told: Told) -> Group:
    """An army that "lost 17 men" or "put its dead at 17" lost soldiers, an armed group fighters."""
    side = _OWN.get(told.speaker.kind, "")
    before = plain_words(told.claim.quote[: max(0, count.span[0] - told.claim.span[0])])[-_BEFORE:]
    lost = group.label == "man" and not group.party and set(before) & {"lost", "loses", "losing", "lose"}
    own = group.is_everybody and count.of is None and has_mark(told.claim.quote, "own_losses")
    return replace(group, label="armed", words=frozenset(), side=side) if side and (lost or own) else group


def _adds_to(count: Count, total: Count) -> bool:
    same = count.measure == total.measure and count.subset_of is None and total.subset_of is None
    return same and middle(figure_of(count)) < middle(figure_of(total))


def _is_added(count: Count, claim: Claim) -> bool:
    """Whether a figure stands beside the running total that holds it."""
    if tells_anew(claim):
        return False
    rises = has_mark(claim.quote, "rise")
    if count.scope != Scope.NEW and not rises:
        return False
    return any((rises or other.scope == Scope.CUMULATIVE) and _adds_to(count, other) for other in claim.counts)


def is_increment(count: Count, claim: Claim) -> bool:
    """Said to come on top of what was counted: "four more", "a further six", "another two"."""
    at, end = count.span[0] - claim.span[0], count.span[1] - claim.span[0]
    parts = (claim.quote[: max(0, at)], claim.quote[max(0, at) : max(0, end)], claim.quote[max(0, end) :])
    before, own, after = map(plain_words, parts)
    words = ("", *before[-1:], *own, *after[:1], *after[1:2])
    return any(
        word in marked_words("on_top") and last not in ("or", "no") and following != "than"
        for last, word, following in zip(words, words[1:], words[2:], strict=False)
    )


def group_rows(rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    """Rows of one measure and group together."""
    groups: list[list[Row]] = []
    for row in rows:
        for held in groups:
            if held[0].count.measure == row.count.measure and can_differ(held[0].group, row.group):
                held.append(row)
                break
        else:
            groups.append([row])
    return tuple(tuple(group) for group in groups)


GONE = frozenset({Measure.MOVED, Measure.EVACUATED, Measure.DISPLACED})
"""Those who left, by whatever word."""


def of_hardship(row: Row) -> bool:
    """Whether it counts who died of hunger or illness."""
    return has_mark(row.told.claim.quote, "hardship")


def latest_by_source(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Each position's latest row; a running total goes before a new figure of the same day.

    Of the positions of one voice only those of its last day: "a doctor" of Monday may be who speaks on Tuesday.
    """
    found: dict[str, Row] = {}
    last: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: r.age):
        found[row.told.position] = last[row.told.voice] = row
    return tuple(row for _, row in sorted(found.items()) if row.age[0] == last[row.told.voice].age[0])


def leave_other_tolls(rows: Sequence[Row], incidents_of: IncidentsOf) -> tuple[Row, ...]:
    """Without the figures that a sentence on two happenings gives for the other one: "nine died in that strike and four
    at the market" is of the market's incident by its four, which another claim there gives.
    """
    of: dict[str, list[Row]] = {}
    beside: dict[tuple[str, Measure], list[Row]] = {}
    for row in rows:
        for incident in incidents_of.get(row.told.claim.id, ()):
            of.setdefault(incident, []).append(row)
        if row.count.subset_of is None and not row.is_running:
            beside.setdefault((row.told.claim.id, row.count.measure), []).append(row)

    def is_known(row: Row) -> bool:
        told = (other for incident in incidents_of.get(row.told.claim.id, ()) for other in of[incident])
        return any(_is_same_figure(row, other) for other in told)

    left: set[int] = set()
    for some in beside.values():
        if len(some) > 1 and all(same_group(some[0].group, row.group) for row in some):
            unknown = [id(row) for row in some if not is_known(row)]
            left.update(unknown if len(unknown) < len(some) else ())
    return tuple(row for row in rows if id(row) not in left)


def _is_same_figure(one: Row, other: Row) -> bool:
    """Whether two claims give one figure of one measure and group."""
    if one.told.claim.quote == other.told.claim.quote or one.count.measure != other.count.measure:
        return False
    return one.figure == other.figure and same_group(one.group, other.group)
