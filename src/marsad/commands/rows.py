"""The parts of a desk's ledger, read from its rows one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from marsad.explain.parts import Giving, Page, Part
from marsad.explain.versions import list_versions
from marsad.model.claims import Claim
from marsad.model.copies import Story
from marsad.model.incidents import Agreement, Contradiction, ContradictionKind, Incident, IncidentStatus, Series
from marsad.model.reports import Report
from marsad.model.versions import Version
from marsad.publish.index import Index
from marsad.server.slices import Slice, slice_story
from marsad.store.database.reading import Reader
from marsad.store.database.walking import find_giving, walk

_AT_ONCE = 50
"""So many rows are held with what they name."""


class Rows:
    """The rows that a reader sees."""

    def __init__(self, reader: Reader) -> None:
        """Read by a reader."""
        self._reader = reader

    def stories(self) -> Iterator[Part]:
        """All stories, one a part."""
        for some in walk(self._reader, Story):
            yield from (Part.of(slice_story(self._reader, story)) for story in some)

    def series(self) -> Iterator[Part]:
        """All series, without their claims."""
        for some in walk(self._reader, Series):
            made = Slice(self._reader)
            made.series.update((row.id, row) for row in some)
            yield Part.of(made.ledger())

    def pages(self, *, in_time: bool) -> Iterator[Page]:
        """All pages that changed."""
        marks = [(row.at, row.id, row.report) for some in walk(self._reader, Version) for row in some]
        reports = tuple(dict.fromkeys(report for _, _, report in sorted(marks)))
        for some in _cut(reports if in_time else sorted(reports)):
            found = list_versions(self._reader.refer_to(Version, some))
            yield from ((report, found[report.id]) for report in self._reader.get_many(Report, some))

    def incidents_of(self, status: IncidentStatus) -> Iterator[Incident]:
        """The incidents of a status."""
        return chain.from_iterable(walk(self._reader, Incident, (("status", status.value),)))

    def giving(self, kind: Giving, number: int) -> Iterator[Part]:
        """The rows of a kind in which a number may stand, with their claims."""
        for some in self._find(kind, number):
            made = Slice(self._reader)
            for row in some:
                if isinstance(row, Incident):
                    made.incidents[row.id] = row
                    made.add_claims(row.claims)
                elif isinstance(row, Series):
                    made.series[row.id] = row
                    made.add_claims(claim for point in row.points for claim in point.claims)
                elif isinstance(row, Contradiction):
                    made.contradictions[row.id] = row
                else:
                    made.agreements[row.id] = row
            yield Part.of(made.ledger())

    def _find(
        self, kind: Giving, number: int
    ) -> Iterator[Sequence[Incident | Series] | Sequence[Contradiction | Agreement]]:
        if kind is Incident or kind is Series:
            yield from (self._reader.get_many(kind, some) for some in _cut(find_giving(self._reader, kind, number)))
        elif kind is Contradiction or kind is Agreement:
            for rows in walk(self._reader, kind, (("on", ContradictionKind.COUNT.value),)):
                yield [row for row in rows if any(str(number) in side.value for side in row.positions)]

    def claims_giving(self, number: int) -> Iterator[Claim]:
        """The claims in which a number stands."""
        for some in _cut(find_giving(self._reader, Claim, number)):
            yield from self._reader.get_many(Claim, some)

    def resting_on(self, claims: Iterable[str]) -> Index:
        """Some claims with the incidents that rest on them."""
        made = Slice(self._reader)
        made.add_claims(claims)
        made.incidents.update((row.id, row) for row in self._reader.refer_to(Incident, made.claims))
        return Part.of(made.ledger()).index


def _cut(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
