"""The fold: what the stages found, in one ledger, each section in an order that depends on the records alone."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from marsad.model.reports import Problem


class HasId(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """The record's identity."""
        ...


Record = TypeVar("Record", bound=HasId)


def gather(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each record once, sorted by id; of records that share an id the first is kept."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(record.id, record)
    return tuple(seen[key] for key in sorted(seen))


def gather_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by path and place."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.at or "", p.what, p.remedy)))
