"""Tallies: the running totals of one source, group, area and start as one series of points; never summed.

Rows join one series where source, measure and group are the same and they are of one incident, or are running totals of
places and starts that do not differ. A figure told again is the same point. Without dates, a total is taken to rise.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from marsad.model.claims import PlaceRole
from marsad.model.ids import make_id
from marsad.model.incidents import Point, Series
from marsad.reconcile.anew import HARM, tells_anew
from marsad.reconcile.blocks import pair_near
from marsad.reconcile.groups import could_be_same, same_group
from marsad.reconcile.intervals import FINE, gap_between
from marsad.reconcile.joining import Joining
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.rows import IncidentsOf, Row, is_increment, leave_other_tolls, of_hardship, rows_of
from marsad.reconcile.scene import Scene
from marsad.reconcile.values import Figure, figure_of, middle

_SAME_START = timedelta(days=2)
_RECENT = timedelta(days=21)


def find_series(scene: Scene, incidents_of: IncidentsOf) -> tuple[Series, ...]:
    """The series of a story, by id."""
    rows = [
        row
        for row in leave_other_tolls(rows_of(scene.told), incidents_of)
        if row.told.voiced
        and not row.told.claim.background
        and not is_increment(row.count, row.told.claim)
        and not _is_part(row)
    ]
    buckets: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        buckets.setdefault((row.told.position, row.count.measure), []).append(row)
    found = [
        _series(group, scene)
        for bucket in buckets.values()
        for joined in _join_rows(bucket, incidents_of, scene.places)
        if _is_series(group := _rising(joined))
    ]
    return tuple(sorted(found, key=lambda s: s.id))


def _is_part(row: Row) -> bool:
    """A new figure below another of its own sentence for that measure and group: "two fighters, one of them ..."."""
    if row.is_running:
        return False
    return any(
        other is not row.count
        and other.measure == row.count.measure
        and other.of == row.count.of
        and middle(figure_of(other)) > row.height
        for other in row.told.claim.counts
    )


def is_running(row: Row) -> bool:
    """Whether a figure is a running total by its scope, or a toll that the words say has moved."""
    return row.is_running or (row.rises and row.count.measure in HARM and row.count.subset_of is None)


def _join_rows(rows: Sequence[Row], incidents_of: IncidentsOf, tree: PlaceTree) -> list[tuple[Row, ...]]:
    joined: Joining[int] = Joining()
    for a, b in pair_near([_keys(row, incidents_of) for row in rows]):
        if joined.find(a) != joined.find(b) and _is_one_tally(rows[a], rows[b], incidents_of, tree):
            joined.join(a, b)
    groups: dict[int, list[Row]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(joined.find(at), []).append(row)
    return [tuple(group) for group in groups.values()]


def _keys(row: Row, incidents_of: IncidentsOf) -> list[tuple[str, object]]:
    """What two rows must share to be compared: an incident, a figure, or being running totals."""
    keys: list[tuple[str, object]] = [("of", i) for i in sorted(incidents_of.get(row.told.claim.id, frozenset()))]
    running: list[tuple[str, object]] = [("running", row.group.label)] if is_running(row) else []
    return [*keys, *running, ("figure", row.figure)]


def _is_one_tally(one: Row, other: Row, incidents_of: IncidentsOf, tree: PlaceTree) -> bool:
    """Whether two figures are steps of one total: what one sentence counts beside each other is not, unless it rose."""
    equal = one.figure == other.figure and one.height > 1
    if one.told.claim.id == other.told.claim.id and not (equal or one.rises):
        return False
    if of_hardship(one) != of_hardship(other):
        return False
    shared = incidents_of.get(one.told.claim.id, frozenset()) & incidents_of.get(other.told.claim.id, frozenset())
    totals = is_running(one) + is_running(other)
    if not shared and totals < (1 if equal else 2):
        return False
    if not same_group(one.group, other.group) and not (equal and could_be_same(one.group, other.group)):
        return False
    if shared and _same_part(one, other):
        return True
    if totals < (1 if equal else 2) or are_of_two(one, other, incidents_of):
        return False
    return same_start(one, other) and not _apart(one, other, tree)


def are_of_two(one: Row, other: Row, incidents_of: IncidentsOf) -> bool:
    """Whether two tolls without a start are those of two happenings."""
    a, b = (incidents_of.get(row.told.claim.id, frozenset()) for row in (one, other))
    open_end = one.count.since is None and other.count.since is None
    return one.count.measure in HARM and open_end and bool(a and b) and a.isdisjoint(b)


def _same_part(one: Row, other: Row) -> bool:
    """Both wholes or both parts: a part of a toll is no earlier value of it."""
    return (one.count.subset_of is None) == (other.count.subset_of is None) or one.is_running == other.is_running


def same_start(one: Row, other: Row) -> bool:
    """Two starts within days; where one is not said, the other lies in the weeks before it was told.

    A toll of what happened on one day is no total since a day.
    """
    a, b = one.count.since, other.count.since
    if (a is None) != (b is None) and _is_of_a_day(one if a is None else other):
        return False
    if a is not None and b is not None:
        return gap_between((a, _latest_start(one)), (b, _latest_start(other))) <= _SAME_START
    since, told = (a, one.told.told_by) if a is not None else (b, other.told.told_by)
    return since is None or told is None or told - since <= _RECENT


def _latest_start(row: Row) -> datetime | None:
    """By when the count began at the latest: "since mid-March" is some day of that stretch."""
    when, since = row.told.claim.when, row.count.since
    return when.end if when and when.end and when.start == since and when.precision not in FINE else since


def _is_of_a_day(row: Row) -> bool:
    when = row.told.claim.when
    return when is not None and when.precision in FINE and when.start is not None and when.end is not None


def area_of(row: Row, tree: PlaceTree) -> str | None:
    """The place that a figure is for: its own, else the finest place where its claim puts the happening.

    A total beside what was added to it is for the town around: "three more in Orlen's old quarter, taking it to 9".
    """
    at = [part.place for part in row.told.claim.places if part.role == PlaceRole.AT]
    finest = tree.finest(at)
    if row.count.place is None and row.is_running and finest is not None and tells_anew(row.told.claim):
        return next((holder for holder in tree.holders(finest) if holder != finest and holder in at), finest)
    return row.count.place or finest


def _apart(one: Row, other: Row, tree: PlaceTree) -> bool:
    a, b = area_of(one, tree), area_of(other, tree)
    if a is None or b is None:
        return False
    return tree.relate(a, b) == Nearness.APART or tree.is_wide(a) != tree.is_wide(b)


def _rising(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without the new figures that lie below an earlier one: they count something else than the whole."""
    kept: list[Row] = []
    top = 0
    for row in in_time(rows):
        height = row.height
        if is_running(row) or height >= top:
            kept.append(row)
            top = max(top, height)
    return tuple(kept)


def _is_series(rows: Sequence[Row]) -> bool:
    """A running total, or a figure that one source moved."""
    return any(map(is_running, rows)) or len({row.figure for row in rows}) > 1


def in_time(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows from the earliest: by day and freshness where all are dated, else by height."""
    if all(_day(row) for row in rows):
        return tuple(sorted(rows, key=lambda r: r.age))
    return tuple(sorted(rows, key=lambda r: (r.height, r.age)))


def _day(row: Row) -> datetime | None:
    return row.count.as_of or row.told.told_from


def _series(rows: Sequence[Row], scene: Scene) -> Series:
    ordered = in_time(rows)
    points: dict[Figure, list[Row]] = {}
    for row in ordered:
        points.setdefault(row.figure, []).append(row)
    areas = Counter(place for row in ordered if (place := area_of(row, scene.places)) is not None)
    area = min(areas, key=lambda p: (-areas[p], p), default=None)
    named = min(ordered, key=lambda r: (r.count.of is None, r.told.claim.id)).count
    parties = Counter(row.count.party for row in ordered if row.count.party)
    source = min(row.told.speaker.source for row in ordered)
    claims = sorted({row.told.claim.id for row in ordered})
    return Series(
        id=make_id("series", scene.story.id, source, named.measure, *_identity(rows), *claims),
        source=source,
        of=named.of,
        party=min(parties, key=lambda p: (-parties[p], p), default=None),
        measure=named.measure,
        area=scene.places.name(area) if area else None,
        since=min((row.count.since for row in ordered if row.count.since), default=None),
        points=tuple(_point(figure, held) for figure, held in points.items()),
    )


def _identity(rows: Sequence[Row]) -> tuple[str, ...]:
    """What tells two groups of the same claims apart: class, party, words and heights."""
    groups = {f"{row.group.label} {row.group.party} {' '.join(sorted(row.group.words))}" for row in rows}
    return (*sorted(groups), *sorted({str(row.height) for row in rows}))


def _point(figure: Figure, rows: Sequence[Row]) -> Point:
    """A value, as of the first time that it was told."""
    return Point(
        as_of=min((day for row in rows if (day := _day(row))), default=None),
        low=figure.low,
        best=figure.best,
        high=figure.high,
        relation=figure.relation,
        claims=tuple(sorted({row.told.claim.id for row in rows})),
    )
