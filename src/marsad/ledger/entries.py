"""The fold: what the stages found, in one ledger, each section in an order that depends on the records alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from marsad.model.claims import Actor, Place, Source
from marsad.model.reports import Problem


class HasId(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """The record's identity."""
        ...


Record = TypeVar("Record", bound=HasId)
Named = TypeVar("Named", Source, Actor, Place)


def gather(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each record once, sorted by id; of records that share an id the first is kept."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(record.id, record)
    return tuple(seen[key] for key in sorted(seen))


def gather_named(records: Iterable[Named]) -> tuple[Named, ...]:
    """Sources, actors or places of all stories: rows that share an id are one, with the names of all of them.

    The rest is that of the row with the most names, ties by its text, whatever the order of the stories.
    """
    ranked = sorted(records, key=lambda record: (record.id, -len(record.aliases), repr(record)))
    aliases: dict[str, set[str]] = {}
    for record in ranked:
        aliases.setdefault(record.id, set()).update(record.aliases)
    return tuple(replace(record, aliases=tuple(sorted(aliases[record.id]))) for record in gather(ranked))


def gather_places(records: Iterable[Place]) -> tuple[Place, ...]:
    """Places of all stories; where two stories nest two places each in the other, the first by id stands alone."""
    places = {place.id: place for place in gather_named(records)}
    for key in sorted(places):
        seen, step = {key}, places[key].within
        while step is not None and step in places and step not in seen:
            seen.add(step)
            step = places[step].within
        if step == key:
            places[key] = replace(places[key], within=None)
    return tuple(places.values())


def gather_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by path and place."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.at or "", p.what, p.remedy)))
