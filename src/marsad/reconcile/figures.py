"""Figures: what an incident's claims say of each group and measure; never a sum.

| what the sources say | what the row holds | rule |
|---|---|---|
| one source | its latest figure | `latest of one source` |
| all agree (a floor and an exact figure may) | the most telling figure | `all sources agree` |
| they differ within one scope | low and high, no best | `range of sources` |
| what lasts: a running total beside a new figure that differs | none | refused: scopes differ |
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from marsad.model.claims import Claim, Count, CountRelation, Measure, Scope
from marsad.model.incidents import IncidentCount
from marsad.reconcile.anew import tells_anew
from marsad.reconcile.groups import Group, can_differ, is_part, read_group
from marsad.reconcile.marks import find_mark, has_mark, marked_words, plain_words
from marsad.reconcile.partial import figure_in
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.scene import Told
from marsad.reconcile.values import Figure, agree, figure_of, in_digits, informs, is_empty, is_floor, middle

_BEFORE = 4
RANGE = "range of sources"
"""The rule of a row whose sources differ."""


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
            group=_group_of(count, one.claim.counts),
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
    """A count's group; a bare total takes that of the one figure that was added to it."""
    group = read_group(count.of, count.party, count.age, count.measure)
    if count.of is not None or count.party is not None or count.scope != Scope.CUMULATIVE:
        return group
    added = [other for other in beside if _adds_to(other, count)]
    return read_group(added[0].of, added[0].party, added[0].age, count.measure) if len(added) == 1 else group


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
    """Each position's latest row; a running total goes before a new figure of the same day."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: r.age):
        found[row.told.position] = row
    return tuple(row for _, row in sorted(found.items()))


def count_incident(
    told: Sequence[Told], places: Sequence[str], tree: PlaceTree, *, lasting: bool
) -> tuple[IncidentCount, ...]:
    """The rows of an incident: wholes before parts, and each part with the index of its whole."""
    every = tuple(row for row in rows_of(told) if not _elsewhere(row, places, tree) and not _is_sum(row))
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
