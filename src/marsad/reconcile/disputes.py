"""Disputes: figures of different sources for one group in one scope that cannot both be so.

Each source stands by its latest figure; what it said before is named beside it and is no position of its own. A
source that is only behind (its figure is one that the other gave earlier) does not disagree. A floor and an exact
figure may agree, and two floors always do. Outlets' own narration is a position only for people present or held.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from marsad.model.claims import Measure, Stance
from marsad.model.incidents import Contradiction, ContradictionKind, Incident, Position, Series
from marsad.reconcile.blocks import pair_near
from marsad.reconcile.cliques import find_cliques
from marsad.reconcile.contradictions import contradict
from marsad.reconcile.groups import can_differ, is_part
from marsad.reconcile.joining import Joining
from marsad.reconcile.labels import name_figure
from marsad.reconcile.marks import has_mark
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.rows import (
    GONE,
    IncidentsOf,
    Row,
    latest_by_source,
    leave_other_tolls,
    of_hardship,
    rows_of,
)
from marsad.reconcile.scene import Scene, name_position
from marsad.reconcile.tallies import are_of_two, area_of, in_time, is_running, same_start
from marsad.reconcile.values import agree, in_digits, is_floor, middle, reach

STOCK = frozenset({Measure.PRESENT, Measure.DETAINED, Measure.BESIEGED})
_SAME_DAYS = timedelta(hours=36)
_WEEKS = timedelta(days=14)
_MANY = 5
_FAR = 4
"""Figures of people held that are further apart than this times are of other people."""


Comparable = tuple[Row, ...]
"""Figures of one measure, group and scope that are set against each other."""


class About:
    """What a row of figures is about: the incident that holds most of its claims, else their series, else the incident
    with most claims.
    """

    def __init__(self, incidents: Sequence[Incident], series: Sequence[Series], incidents_of: IncidentsOf) -> None:
        """Note what holds each claim."""
        self.incidents_of = incidents_of
        self._tallied: dict[str, str] = {}
        for row in sorted(series, key=lambda s: s.id, reverse=True):
            self._tallied.update({claim: row.id for point in row.points for claim in point.claims})
        self._largest = min(incidents, key=lambda i: (-len(i.claims), i.id)).id if incidents else None

    def name(self, rows: Comparable) -> str | None:
        """The id of what they are about."""
        claims = {row.told.claim.id for row in rows}
        shared = Counter(incident for claim in claims for incident in self.incidents_of.get(claim, ()))
        if shared:
            return min(shared, key=lambda i: (-shared[i], i))
        return min((self._tallied[claim] for claim in claims if claim in self._tallied), default=self._largest)

    def share_incident(self, ours: Comparable, theirs: Comparable) -> bool:
        """Whether one incident holds claims of both."""
        a, b = ({i for r in rows for i in self.incidents_of.get(r.told.claim.id, ())} for rows in (ours, theirs))
        return bool(a & b)


def find_comparable(scene: Scene, incidents_of: IncidentsOf) -> tuple[tuple[Comparable, ...], ...]:
    """For each measure the figures of one group and scope, together."""
    rows = [
        row
        for row in leave_other_tolls(rows_of(scene.told), incidents_of)
        if not row.told.claim.background and (row.told.voiced or row.count.measure in STOCK)
    ]
    buckets: dict[str, list[Row]] = {}
    for row in rows:
        buckets.setdefault(_bucket(row.count.measure), []).append(row)
    return tuple(_comparable(bucket, incidents_of, scene.places) for bucket in buckets.values())


def _bucket(measure: Measure) -> str:
    """What is set against each other: people held or there; those who left, by whatever word; else one measure."""
    return "stock" if measure in STOCK else "gone" if measure in GONE else measure


def find_disputed_counts(measures: Sequence[Sequence[Comparable]], about: About) -> tuple[Contradiction, ...]:
    """Figures of one measure, group and scope on which sources differ."""
    found: list[Contradiction] = []
    for groups in measures:
        for group in groups:
            if (of := about.name(group)) is not None:
                found += _dispute(of, group) + _exceed(of, group, groups, about)
    return tuple(found)


def _comparable(rows: Sequence[Row], incidents_of: IncidentsOf, tree: PlaceTree) -> tuple[Comparable, ...]:
    """Rows of one class that are of one incident, or running totals or stocks of places that are not apart."""
    joined: Joining[int] = Joining()
    areas = [area_of(row, tree) for row in rows]
    for a, b in pair_near([_scopes(row, incidents_of) for row in rows]):
        if joined.find(a) != joined.find(b) and _is_same_scope(rows[a], rows[b], incidents_of):
            place, other = areas[a], areas[b]
            if place is None or other is None or tree.relate(place, other) != Nearness.APART:
                joined.join(a, b)
    groups: dict[int, list[Row]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(joined.find(at), []).append(row)
    return tuple(tuple(group) for group in groups.values())


def _scopes(row: Row, incidents_of: IncidentsOf) -> list[tuple[str, str]]:
    """What two rows of one class must share to be compared: an incident, or being a running total or a stock."""
    scopes = sorted(incidents_of.get(row.told.claim.id, frozenset()))
    if row.count.measure in STOCK or is_running(row):
        scopes.append("standing")
    return [(row.group.label, scope) for scope in scopes]


def _is_same_scope(one: Row, other: Row, incidents_of: IncidentsOf) -> bool:
    stock = one.count.measure in STOCK
    if of_hardship(one) != of_hardship(other):
        return False
    if not stock and not (is_running(one) and is_running(other)):
        of_one = incidents_of.get(one.told.claim.id, frozenset())
        if not of_one & incidents_of.get(other.told.claim.id, frozenset()):
            return False
    elif not stock and (not same_start(one, other) or _is_of_one(one, other, incidents_of)):
        return False
    if not stock and are_of_two(one, other, incidents_of):
        return False
    if one.count.measure in GONE and is_running(one) != is_running(other):
        return False
    low, high = sorted(r.height for r in (one, other))
    if stock and not _is_one_stock(one, other, incidents_of):
        return False
    if stock and (low <= _MANY or high > _FAR * low or not _same_age(one, other)):
        return False
    return can_differ(one.group, other.group)


def _is_of_one(one: Row, other: Row, incidents_of: IncidentsOf) -> bool:
    """A total since a day, or of a war, beside the toll of one happening."""
    totals = [row for row in (one, other) if row.count.since or has_mark(row.told.claim.quote, "war_long")]
    tolls = [row for row in (one, other) if row not in totals]
    return bool(totals) and any(row.told.claim.id in incidents_of for row in tolls)


def _is_one_stock(one: Row, other: Row, incidents_of: IncidentsOf) -> bool:
    """People held and people who remain are two stocks unless one happening holds both."""
    a, b = (incidents_of.get(row.told.claim.id, frozenset()) for row in (one, other))
    return bool(a & b) or Measure.DETAINED not in (one.count.measure, other.count.measure)


def _same_age(one: Row, other: Row) -> bool:
    """Figures of people held are only set against each other for a named group, such as children."""
    return one.group.label == other.group.label and not one.group.is_everybody


def pair_parts(groups: Sequence[Comparable], wholes: Comparable, about: About) -> list[tuple[Row, Row]]:
    """The latest figures for parts of the dead beside those that other sources give for them all."""
    if not wholes[0].group.is_everybody or wholes[0].count.measure in STOCK:
        return []
    held = [p for p in groups if is_part(p[0].group, wholes[0].group) and about.share_incident(p, wholes)]
    return [
        (part, whole)
        for parts in held
        for whole in latest_by_source(wholes)
        for part in latest_by_source(parts)
        if part.told.position != whole.told.position
    ]


def _exceed(of: str, wholes: Comparable, groups: Sequence[Comparable], about: About) -> list[Contradiction]:
    """A part of the dead that one source counts higher than another counts them all."""
    return [
        contradict(of, ContradictionKind.COUNT, (stand_by([part]), stand_by([whole])))
        for part, whole in pair_parts(groups, wholes, about)
        if is_more(part, whole)
    ]


def is_more(part: Row, whole: Row) -> bool:
    """Whether a part is larger than the whole can be."""
    return not is_floor(whole.figure) and reach(part.figure)[0] > reach(whole.figure)[1]


def by_position(rows: Comparable) -> dict[str, tuple[Row, ...]]:
    """The figures of each source, from the earliest."""
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row.told.position, []).append(row)
    return {position: in_time(ones) for position, ones in held.items()}


def _dispute(of: str, rows: Comparable) -> list[Contradiction]:
    told = by_position(rows)
    edges = [(a, b) for a in told for b in told if a < b and differ(told[a], told[b])]
    return [
        contradict(of, ContradictionKind.COUNT, (stand_by(told[name]) for name in clique))
        for clique in find_cliques(edges)
    ]


def differ(ours: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """Two figures told within a day or so differ, and neither is one that the other source gives at another time."""
    return any(clash(a, b) and not _given(a, theirs) and not _given(b, ours) for a in ours for b in theirs)


def clash(one: Row, other: Row) -> bool:
    """Whether two figures cannot both be so: told within a day or so, or the later lower or told weeks later."""
    a, b = one.figure, other.figure
    if (is_floor(a) and is_floor(b)) or agree(a, b):
        return False
    return not far_in_time(one, other) or _is_settled(one, other)


def _is_settled(one: Row, other: Row) -> bool:
    """Tolls rise for days: of two the later lower, or told weeks later, is no newer value but another one."""
    early, late = sorted((one, other), key=lambda row: (str(row.told.told_from), row.told.claim.id))
    a, b = early.told.told_from, late.told.told_from
    lower = reach(late.figure)[1] < reach(early.figure)[0]
    return bool(a and b and (lower or b - a > _WEEKS))


def far_in_time(one: Row, other: Row) -> bool:
    """Whether they were told over a day and a half apart."""
    a, b = one.told.told_from, other.told.told_from
    return bool(a and b and abs(a - b) > _SAME_DAYS)


def _given(row: Row, rows: Sequence[Row]) -> bool:
    """Whether another source gives the same number, or on the same days one that agrees."""
    figure = row.figure
    return any(
        middle(figure) == other.height or (not far_in_time(row, other) and agree(figure, other.figure))
        for other in rows
    )


def stand_by(rows: Sequence[Row]) -> Position:
    """What a source holds: its latest figure, and what it said before."""
    last = rows[-1]
    now = in_digits(last.figure)
    before = [said for row in rows[:-1] if (said := in_digits(row.figure)) != now]
    value = name_figure(last.count) + (f" (earlier {', '.join(dict.fromkeys(before))})" if before else "")
    return Position(
        source=name_position(row.told for row in rows),
        stance=Stance.ASSERTS,
        value=value,
        claims=tuple(sorted({row.told.claim.id for row in rows})),
    )
