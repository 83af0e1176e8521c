"""Stories: reports about the same happening over days, the same in any order and batching."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from marsad.model.copies import Copy, Relation, Story
from marsad.model.ids import make_id
from marsad.model.reports import BlockKind, DateBasis, Report
from marsad.stories.linkage import Edge, link_average
from marsad.stories.vectors import find_alike, make_vector

JOIN_FROM = 0.155
"""The least average likeness inside a story; chosen on development data, see docs/stories.md."""

_NEAR_FROM = 0.06
_CALM_DAYS = 14
_HALF_EVERY = 180
_FARTHEST = 0.5
_LABEL_LENGTH = 140


def group_stories(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Story, ...]:
    """Put every report into exactly one story.

    Copies (verbatim and rewrite) are together from the start; then average linkage over the likeness of words, damped
    by the days between two known dates. A report that cannot be read joins only its copies.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    vectors = [make_vector(report) if report.read else {} for report in ordered]
    edges = tuple(
        (first, second, likeness * damp_by_days(ordered[first], ordered[second]))
        for first, second, likeness in find_alike(vectors, _NEAR_FROM)
    )
    groups = _group_copies(ordered, copies)
    stories = link_average(groups, edges, JOIN_FROM)
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


def _group_copies(ordered: Sequence[Report], copies: Sequence[Copy]) -> list[list[int]]:
    places = {report.id: place for place, report in enumerate(ordered)}
    parent = list(range(len(ordered)))
    for copy in copies:
        if copy.relation in (Relation.VERBATIM, Relation.REWRITE) and copy.report in places and copy.origin in places:
            one, other = _root(parent, places[copy.report]), _root(parent, places[copy.origin])
            parent[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for place in range(len(ordered)):
        groups.setdefault(_root(parent, place), []).append(place)
    return list(groups.values())


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


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


def _weigh_central(stories: Sequence[Sequence[int]], edges: Sequence[Edge]) -> Mapping[int, float]:
    """How alike each report is to the others of its story, in sum."""
    home = {member: number for number, members in enumerate(stories) for member in members}
    totals: dict[int, float] = {}
    for first, second, likeness in edges:
        if home[first] == home[second]:
            totals[first] = totals.get(first, 0.0) + likeness
            totals[second] = totals.get(second, 0.0) + likeness
    return totals


def label_report(report: Report) -> str:
    """A story's label in a report's own words: its title, else the beginning of its body, cut at a word."""
    bodies = (report.text[block.start : block.end] for block in report.blocks if block.kind is BlockKind.BODY)
    said = " ".join((report.title or next(iter(bodies), "") or report.key).split())
    if len(said) <= _LABEL_LENGTH:
        return said
    return said[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"
