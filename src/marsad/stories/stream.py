"""Stories: reports about the same happening over days, the same in any order and batching."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from marsad.model.copies import Copy, Relation, Story
from marsad.model.ids import make_id
from marsad.model.reports import BlockKind, DateBasis, Report
from marsad.stories.linkage import Edge, link_average
from marsad.stories.vectors import find_alike, make_vector

JOIN_FROM = 0.09
"""The least average likeness inside a story; chosen on development data, see docs/stories.md."""

_NEAR_FROM = 0.06
_CALM_DAYS = 14
_HALF_EVERY = 180
_FARTHEST = 0.5
_LABEL_LENGTH = 140


def group_stories(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Story, ...]:
    """Put every report into exactly one story.

    Copies (verbatim and rewrite) are together from the start and count as one; then average linkage over the likeness
    of words, damped by the days between two known dates. A report that cannot be read joins only its copies.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    vectors = [make_vector(report) if report.read else {} for report in ordered]
    edges = tuple(
        (first, second, likeness * damp_by_days(ordered[first], ordered[second]))
        for first, second, likeness in find_alike(vectors, _NEAR_FROM)
    )
    families = _group_copies(ordered, copies)
    stories = [
        sorted(member for family in linked for member in families[family])
        for linked in link_average(len(families), _average(families, edges), JOIN_FROM)
    ]
    central = _weigh_central(stories, edges)
    return tuple(sorted((_tell(ordered, members, central) for members in stories), key=lambda story: story.id))


def damp_by_days(one: Report, other: Report) -> float:
    """Two weeks apart cost nothing, each half year after that halves, down to a half; an unknown date costs nothing."""
    first, second = find_day(one), find_day(other)
    if first is None or second is None:
        return 1.0
    apart = max(0, abs((first - second).days) - _CALM_DAYS)
    return max(_FARTHEST, float(0.5 ** (apart / _HALF_EVERY)))


def find_day(report: Report) -> date | None:
    """The day that a report is from, in UTC; a date of receipt is none."""
    if report.published is None or report.published_basis in (DateBasis.UNKNOWN, DateBasis.RECEIVED):
        return None
    if isinstance(report.published, datetime):
        return (report.published.astimezone(UTC) if report.published.tzinfo else report.published).date()
    return report.published


def label_report(report: Report) -> str:
    """A story's label in a report's own words: its title, else the beginning of its body, cut at a word."""
    bodies = (report.text[block.start : block.end] for block in report.blocks if block.kind is BlockKind.BODY)
    said = " ".join((report.title or next(iter(bodies), "") or report.key).split())
    if len(said) <= _LABEL_LENGTH:
        return said
    return said[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"


def _group_copies(ordered: Sequence[Report], copies: Iterable[Copy]) -> tuple[tuple[int, ...], ...]:
    """The families as groups of indices, in the order of their smallest member."""
    places = {report.id: place for place, report in enumerate(ordered)}
    homes = {place: [place] for place in range(len(ordered))}
    for copy in copies:
        if copy.relation in (Relation.VERBATIM, Relation.REWRITE) and copy.report in places and copy.origin in places:
            one, other = homes[places[copy.report]], homes[places[copy.origin]]
            if one is not other:
                one.extend(other)
                homes.update(dict.fromkeys(other, one))
    return tuple(sorted({tuple(sorted(home)) for home in homes.values()}))


def _average(families: Sequence[Sequence[int]], edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The average likeness between families; a pair of members without an edge counts as 0."""
    home = {member: number for number, members in enumerate(families) for member in members}
    sums: dict[tuple[int, int], float] = {}
    for first, second, likeness in edges:
        if home[first] != home[second]:
            pair = min(home[first], home[second]), max(home[first], home[second])
            sums[pair] = sums.get(pair, 0.0) + likeness
    return tuple(
        (one, other, round(total / (len(families[one]) * len(families[other])), 9))
        for (one, other), total in sorted(sums.items())
    )


def _weigh_central(stories: Sequence[Sequence[int]], edges: Iterable[Edge]) -> Mapping[int, float]:
    """How alike each report is to the others of its story, in sum."""
    home = {member: number for number, members in enumerate(stories) for member in members}
    totals: dict[int, float] = {}
    for first, second, likeness in edges:
        if home[first] == home[second]:
            totals[first] = totals.get(first, 0.0) + likeness
            totals[second] = totals.get(second, 0.0) + likeness
    return totals


def _tell(ordered: Sequence[Report], members: Sequence[int], central: Mapping[int, float]) -> Story:
    told = [ordered[member] for member in members]
    days = [day for day in (find_day(report) for report in told) if day is not None]
    middle = min(members, key=lambda member: (-round(central.get(member, 0.0), 6), member))
    return Story(
        id=make_id("story", told[0].id),
        label=label_report(ordered[middle]),
        reports=tuple(report.id for report in told),
        first=min(days, default=None),
        last=max(days, default=None),
    )
