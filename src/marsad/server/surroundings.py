"""Surroundings: of a desk's ledger what says why one thing of it is as it is, instead of the whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from marsad.model.claims import Claim, Place, Source
from marsad.model.copies import Copy, Story
from marsad.model.incidents import Incident
from marsad.model.judgements import JudgementRow
from marsad.model.ledger import Ledger
from marsad.model.versions import Version
from marsad.server.slices import Slice
from marsad.store.database.reading import Reader


def slice_around(reader: Reader, key: str) -> Ledger:
    """The story that the row with an id is of, whole, with what it names beyond; of a source or a place all claims and
    incidents that have it. Rows stand by id, as in a ledger.
    """
    made = Slice(reader)
    kind = key.partition("-")[0]
    if kind in ("source", "place"):
        made.claims.update((row.id, row) for row in reader.refer_to(Claim, (key,), kind))
        made.incidents.update((row.id, row) for row in reader.refer_to(Incident, (key,), kind))
        made.sources.update((row.id, row) for row in reader.get_many(Source, (key,)))
        made.places.update((row.id, row) for row in reader.get_many(Place, (key,)))
    else:
        story = reader.get(Story, key if kind == "story" else reader.find_story(key) or "")
        if story is not None:
            made.add_story(story)
        _add_named(made, key)
    ledger = made.ledger()
    return replace(
        _sort(ledger),
        judgements=tuple(reader.get_many(JudgementRow, (key,))),
        versions=reader.refer_to(Version, _list_reports(made, key)),
    )


def _list_reports(made: Slice, key: str) -> Iterator[str]:
    """The report with an id, or that of a copy: of these it is told how their pages changed."""
    yield from (row.id for row in made.reports.values() if row.id == key)
    yield from (row.report for row in made.copies.values() if row.id == key)


def _add_named(made: Slice, key: str) -> None:
    """What rows of a story name in other stories: incidents that are linked, a report's origins, claims of totals."""
    links = {link.incident for one in made.incidents.values() for link in one.links}
    made.incidents.update((row.id, row) for row in made.reader.get_many(Incident, links - made.incidents.keys()))
    made.copies.update((row.id, row) for row in made.reader.refer_to(Copy, (key,)))
    made.add_voices()
    made.add_claims(chain.from_iterable(_list_claims(made)))


def _list_claims(made: Slice) -> Iterator[Iterable[str]]:
    yield from (point.claims for series in made.series.values() for point in series.points)
    yield from (state.claims for state in made.states.values())
    yield from (control.claims for control in made.control.values())


def _sort(ledger: Ledger) -> Ledger:
    return replace(
        ledger,
        reports=tuple(sorted(ledger.reports, key=lambda row: row.id)),
        copies=tuple(sorted(ledger.copies, key=lambda row: row.id)),
        claims=tuple(sorted(ledger.claims, key=lambda row: row.id)),
        incidents=tuple(sorted(ledger.incidents, key=lambda row: row.id)),
    )
