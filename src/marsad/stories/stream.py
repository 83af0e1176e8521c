"""Stories: reports about the same happening over days, the same in any order and batching."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from marsad.model.copies import Copy, Relation, Story
from marsad.model.ids import make_id
from marsad.model.reports import DateBasis, Report
from marsad.stories.alike import MOST, Link, find_links, join_links, read_vectors
from marsad.stories.labels import label_story
from marsad.stories.linkage import Cluster, link_average
from marsad.stories.vectors import Vector, average_vectors, make_vector

JOIN_FROM = 0.06
"""The least average likeness inside a story; chosen on development data, see docs/stories.md."""

NEAR_FROM = 0.06
"""The least likeness of two families that counts."""
_CALM_DAYS = 14
_HALF_EVERY = 180
_FARTHEST = 0.5


def group_stories(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Story, ...]:
    """Put every report into exactly one story.

    Copies (verbatim and rewrite) are together from the start and count as one; then average linkage over the likeness
    of words, damped by the days between two known dates. A report that cannot be read joins only its copies.
    """
    return tell_stories(link_families(reports, copies))


@dataclass(frozen=True, slots=True)
class Linked:
    """Families in the order of their days, each in that of its own; what each is linked with; which are one story."""

    families: tuple[tuple[Report, ...], ...]
    links: tuple[Link, ...]
    groups: tuple[Cluster, ...]


def link_families(reports: Sequence[Report], copies: Sequence[Copy]) -> Linked:
    """Link the families of reports."""
    ordered = sorted({report.id: report for report in reports}.values(), key=order_in_time)
    families = _group_copies(ordered, copies)
    days = [find_day(family[0]) for family in families]
    rows, leading = read_vectors(map(sum_up_family, families))
    links = tuple(find_links(rows, leading, NEAR_FROM))
    edges = (
        (one, other, damp_likeness(likeness, days[one], days[other])) for one, other, likeness in join_links(links)
    )
    return Linked(families, links, link_average(len(families), edges, JOIN_FROM, MOST, days))


def tell_stories(linked: Linked) -> tuple[Story, ...]:
    """The stories that families make, by id."""
    told = (tell_story([r for number in one.members for r in linked.families[number]]) for one in linked.groups)
    return tuple(sorted(told, key=lambda story: story.id))


def damp_likeness(likeness: float, one: date | None, other: date | None) -> float:
    """A likeness by how many days lie between."""
    return round(likeness * damp_by_days(one, other), 9)


def damp_by_days(one: date | None, other: date | None) -> float:
    """Two weeks apart cost nothing, each half year after that halves, down to a half; an unknown day costs nothing."""
    if one is None or other is None:
        return 1.0
    return _damp(abs(one.toordinal() - other.toordinal()))


@lru_cache(maxsize=4096)
def _damp(days: int) -> float:
    return max(_FARTHEST, float(0.5 ** (max(0, days - _CALM_DAYS) / _HALF_EVERY)))


def find_day(report: Report) -> date | None:
    """The day that a report is from, in UTC; a date of receipt is none."""
    if report.published is None or report.published_basis in (DateBasis.UNKNOWN, DateBasis.RECEIVED):
        return None
    if isinstance(report.published, datetime):
        return (report.published.astimezone(UTC) if report.published.tzinfo else report.published).date()
    return report.published


def order_in_time(report: Report) -> tuple[date, str]:
    """By day, then id; those without a day last."""
    return find_day(report) or date.max, report.id


def _group_copies(ordered: Sequence[Report], copies: Iterable[Copy]) -> tuple[tuple[Report, ...], ...]:
    """The families, each in the order given, in the order of their first reports."""
    places = {report.id: place for place, report in enumerate(ordered)}
    homes = {place: [place] for place in range(len(ordered))}
    for copy in copies:
        if copy.relation in (Relation.VERBATIM, Relation.REWRITE) and copy.report in places and copy.origin in places:
            one, other = homes[places[copy.report]], homes[places[copy.origin]]
            if one is not other:
                one.extend(other)
                homes.update(dict.fromkeys(other, one))
    groups = sorted({tuple(sorted(home)) for home in homes.values()})
    return tuple(tuple(ordered[place] for place in group) for group in groups)


def sum_up_family(family: Sequence[Report]) -> Vector:
    """What a family is about: the mean of its reports that can be read."""
    read = [make_vector(report) for report in family if report.read]
    return average_vectors(read) if read else {}


def tell_story(told: Sequence[Report]) -> Story:
    """The story that some reports make."""
    told = sorted(told, key=order_in_time)
    days = [day for day in map(find_day, told) if day is not None]
    reports = sorted(report.id for report in told)
    return Story(
        id=make_id("story", reports[0]),
        label=label_story(told),
        reports=tuple(reports),
        first=min(days, default=None),
        last=max(days, default=None),
    )
