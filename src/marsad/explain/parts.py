"""Parts: a ledger a part after the other, for what is told of all of it, so that no more is held than is being told.

Each part is a ledger of its own, which has what its rows name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from marsad.explain.versions import list_versions
from marsad.model.claims import Claim
from marsad.model.incidents import Agreement, Contradiction, Incident, IncidentStatus, Series
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.model.versions import Version
from marsad.publish.index import Index, index_ledger

Page = tuple[Report, tuple[Version, ...]]
"""A report whose page changed, with its versions, the earliest first."""
Giving = type[Incident] | type[Series] | type[Contradiction] | type[Agreement]
"""Records that may give a number."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ledger, with its look-ups."""

    ledger: Ledger
    index: Index

    @classmethod
    def of(cls, ledger: Ledger) -> "Part":
        """A ledger as a part."""
        return cls(ledger, index_ledger(ledger))


class Parts(Protocol):
    """The parts of one ledger, which stays as it is meanwhile; rows stand by id."""

    def stories(self) -> Iterator[Part]:
        """All stories, whole."""
        ...

    def series(self) -> Iterator[Part]:
        """All series; without their claims."""
        ...

    def pages(self, *, in_time: bool) -> Iterator[Page]:
        """All pages that changed, by the report's id, or `in_time` by when they changed first."""
        ...

    def incidents_of(self, status: IncidentStatus) -> Iterator[Incident]:
        """The incidents of a status."""
        ...

    def giving(self, kind: Giving, number: int) -> Iterator[Part]:
        """At least those rows of a kind that give a number, with their claims."""
        ...

    def claims_giving(self, number: int) -> Iterator[Claim]:
        """At least the claims that give a number."""
        ...

    def resting_on(self, claims: Iterable[str]) -> Index:
        """Some claims with the incidents that rest on them."""
        ...


class Whole:
    """A ledger that is there as its one part."""

    def __init__(self, ledger: Ledger) -> None:
        """Take a ledger."""
        self._part = Part.of(ledger)

    def stories(self) -> Iterator[Part]:
        """The whole."""
        yield self._part

    def series(self) -> Iterator[Part]:
        """The whole."""
        yield self._part

    def pages(self, *, in_time: bool) -> Iterator[Page]:
        """All pages that changed."""
        reports, found = self._part.index.reports, list_versions(self._part.ledger.versions)
        return ((reports[key], found[key]) for key in (found if in_time else reports) if key in found)

    def incidents_of(self, status: IncidentStatus) -> Iterator[Incident]:
        """The incidents of a status."""
        return (incident for incident in self._part.ledger.incidents if incident.status == status)

    def giving(self, _kind: Giving, _number: int) -> Iterator[Part]:
        """The whole."""
        yield self._part

    def claims_giving(self, _number: int) -> Iterator[Claim]:
        """All claims."""
        return iter(self._part.ledger.claims)

    def resting_on(self, _claims: Iterable[str]) -> Index:
        """The whole."""
        return self._part.index
