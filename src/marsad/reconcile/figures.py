"""Figures: what an incident's claims say of each group and measure; never a sum.

| what the sources say | what the row holds | rule |
|---|---|---|
| one source | its latest figure | `latest of one source` |
| all agree (a floor and an exact figure may) | the most telling figure | `all sources agree` |
| they differ within one scope | low and high, no best | `range of sources` |
| what lasts: a running total beside a new figure that differs | none | refused: scopes differ |
"""

from collections.abc import Sequence
from dataclasses import replace

from marsad.model.claims import CountRelation
from marsad.model.incidents import IncidentCount
from marsad.reconcile.anew import tells_anew
from marsad.reconcile.groups import is_part
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.rows import GONE, Row, group_rows, is_increment, latest_by_source, leave_other_tolls, rows_of
from marsad.reconcile.scene import Told
from marsad.reconcile.values import agree, in_digits, informs

RANGE = "range of sources"
"""The rule of a row whose sources differ."""


def count_incident(
    told: Sequence[Told], places: Sequence[str], tree: PlaceTree, *, lasting: bool
) -> tuple[IncidentCount, ...]:
    """The rows of an incident: wholes before parts, and each part with the index of its whole."""
    here = {one.claim.id: frozenset({""}) for one in told}
    own = (row for row in rows_of(told) if not _elsewhere(row, places, tree) and not _is_sum(row))
    every = leave_other_tolls(tuple(own), here)
    rows = tuple(row for row in every if not _is_more(row)) or every
    groups = sorted(group_rows(rows), key=_group_key)
    counts = [_settle(group, lasting=lasting) for group in groups]
    return tuple(replace(count, subset_of=_whole_of(at, groups)) for at, count in enumerate(counts))


def _is_more(row: Row) -> bool:
    """What comes on top of what the happening's own toll counted."""
    return is_increment(row.count, row.told.claim) and not tells_anew(row.told.claim)


def _is_sum(row: Row) -> bool:
    """A total that holds the happening's own dead and those of others."""
    return row.is_running and tells_anew(row.told.claim)


def _elsewhere(row: Row, places: Sequence[str], tree: PlaceTree) -> bool:
    place = row.count.place
    return place is not None and bool(places) and all(tree.relate(place, p) == Nearness.APART for p in places)


def _group_key(rows: Sequence[Row]) -> tuple[str, bool, bool, str, str]:
    first = rows[0]
    partial = all(row.count.subset_of is not None for row in rows)
    return (first.count.measure, partial, not first.group.is_everybody, first.group.label, first.group.party)


def _whole_of(at: int, groups: Sequence[Sequence[Row]]) -> int | None:
    """The row whose group holds that of another, where a claim says that it is a part."""
    named = {
        (row.told.claim.id, row.told.claim.counts[row.count.subset_of])
        for row in groups[at]
        if row.count.subset_of is not None and row.count.subset_of < len(row.told.claim.counts)
    }
    for whole, rows in enumerate(groups):
        if whole != at and any((row.told.claim.id, row.count) in named for row in rows):
            return whole
    if not any(row.count.subset_of is not None for row in groups[at]):
        return None
    wholes = [
        whole
        for whole, rows in enumerate(groups)
        if rows[0].count.measure == groups[at][0].count.measure and is_part(groups[at][0].group, rows[0].group)
    ]
    return wholes[0] if wholes else None


def _settle(rows: Sequence[Row], *, lasting: bool) -> IncidentCount:
    """One figure for one group, a range, or a refusal; only what lasts has new figures beside running totals."""
    voiced = [row for row in _of_batch(rows) if row.told.voiced]
    latest = latest_by_source(voiced or _of_batch(rows))
    best = min(latest, key=lambda r: (informs(r.figure), r.told.claim.id))
    agreeing = all(agree(a.figure, b.figure) for a in latest for b in latest)
    claims = tuple(sorted({row.told.claim.id for row in rows}))
    if agreeing:
        rule = "all sources agree" if len(latest) > 1 else "latest of one source"
        return _row(best, claims, rule=rule, refusal=None)
    if lasting and len({row.is_running for row in latest}) > 1:
        refusal = "scopes differ: " + " and ".join(_scoped(row) for row in latest)
        bare = replace(_row(best, claims, rule=None, refusal=refusal), low=None, best=None, high=None)
        return replace(bare, relation=CountRelation.VAGUE)
    wholes = [row for row in latest if not row.figure.is_part] or latest
    spread = [n for row in wholes for n in (row.count.low, row.count.best, row.count.high) if n is not None]
    ranged = _row(best, claims, rule=RANGE, refusal=None)
    low, high = min(spread), max(spread)
    return replace(ranged, low=low, best=None, high=high, relation=CountRelation.EXACTLY, verbatim=f"{low} to {high}")


def _of_batch(rows: Sequence[Row]) -> Sequence[Row]:
    """Of those who left, the new ones: "5,156 so far, in three batches" is no figure of the third."""
    new = [row for row in rows if not row.is_running]
    return new if new and rows[0].count.measure in GONE else rows


def _scoped(row: Row) -> str:
    return f"{in_digits(row.figure)} is {'a running total' if row.is_running else 'new'}"


def _row(row: Row, claims: tuple[str, ...], *, rule: str | None, refusal: str | None) -> IncidentCount:
    count = row.count
    return IncidentCount(
        of=count.of,
        party=count.party,
        measure=count.measure,
        low=count.low,
        best=count.best,
        high=count.high,
        relation=count.relation,
        verbatim=count.verbatim,
        span=count.span,
        place=count.place,
        scope=count.scope,
        since=count.since,
        as_of=count.as_of,
        subset_of=None,
        age=count.age,
        gender=count.gender,
        claims=claims,
        rule=rule,
        refusal=refusal,
    )
