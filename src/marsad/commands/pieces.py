"""What tables are written from: the rows of a desk in pieces, each with what its rows name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from marsad.model.claims import Claim, Place, Source
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Change, Contradiction, Incident, IncidentStatus, Series
from marsad.model.ledger import Ledger
from marsad.model.reports import Problem, Report
from marsad.publish.chronicle import place_in_time
from marsad.publish.index import index_ledger
from marsad.publish.masking import Names, withhold
from marsad.publish.pieces import Piece
from marsad.server.slices import Slice
from marsad.store.database.reading import Reader
from marsad.store.database.walking import read_section, walk
from marsad.store.database.withheld import read_names

_AT_ONCE = 200


class RowPieces:
    """The rows that a reader sees, in pieces."""

    def __init__(self, reader: Reader) -> None:
        """Read by a reader."""
        self._reader = reader
        self._names = Names(read_names(reader.connection))
        self._nothing = Slice(reader).ledger()

    def __call__(self, section: str) -> Iterator[Piece]:
        """The pieces of a section; one at least."""
        is_any = False
        for ledger in self._list(section):
            is_any = True
            yield self._cut(ledger)
        if not is_any:
            yield self._cut(self._nothing)

    def _list(self, section: str) -> Iterator[Ledger]:
        reader, nothing = self._reader, self._nothing
        ways: Mapping[str, Callable[[], Iterator[Ledger]]] = {
            "reports": self._reports,
            "sources": lambda: (replace(nothing, sources=some) for some in walk(reader, Source)),
            "places": lambda: (replace(nothing, places=some) for some in walk(reader, Place)),
            "stories": lambda: (replace(nothing, stories=some) for some in walk(reader, Story)),
            "incidents": self._incidents,
            "claims": self._claims,
            "copies": lambda: (replace(nothing, copies=some) for some in walk(reader, Copy)),
            "series": lambda: (replace(nothing, series=some) for some in walk(reader, Series)),
            "contradictions": lambda: (replace(nothing, contradictions=some) for some in walk(reader, Contradiction)),
            "changes": lambda: (replace(nothing, changes=some) for some in walk(reader, Change)),
            "problems": lambda: iter([replace(nothing, problems=read_section(reader.connection, Problem))]),
        }
        return ways[section]()

    def _cut(self, ledger: Ledger) -> Piece:
        """A piece, without the names that are held back anywhere, and of its reports without what their claims hold
        back.
        """
        texts = {report.id: report.text for report in ledger.reports}
        mask = withhold(self._reader.withholding("report", texts), texts, self._names)
        return Piece(ledger=ledger, index=index_ledger(ledger), mask=mask)

    def _reports(self) -> Iterator[Ledger]:
        for some in walk(self._reader, Report):
            keys = [report.id for report in some]
            families, stories = self._reader.refer_to(Family, keys), self._reader.refer_to(Story, keys)
            yield replace(self._nothing, reports=some, families=families, stories=stories)

    def _incidents(self) -> Iterator[Ledger]:
        """Incidents in the order of their table."""
        marks = [place_in_time(row) for some in walk(self._reader, Incident) for row in some]
        ordered = [key for *_, key in sorted(marks)]
        for start in range(0, len(ordered), _AT_ONCE):
            made = Slice(self._reader)
            found = self._reader.get_many(Incident, ordered[start : start + _AT_ONCE])
            made.incidents.update((row.id, row) for row in found)
            made.add_disputes([row.id for row in found if row.status is IncidentStatus.CONTESTED])
            yield made.ledger()

    def _claims(self) -> Iterator[Ledger]:
        for some in walk(self._reader, Claim):
            made = Slice(self._reader)
            made.claims.update((row.id, row) for row in some)
            yield replace(made.ledger(), incidents=self._reader.refer_to(Incident, made.claims))
