"""What a person asks about and judges over: a ledger that is read whole, or the rows of a desk that it takes."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from marsad.commands.finding import find_rows
from marsad.commands.looking import Thing, find_things, take_one
from marsad.commands.pieces import RowPieces
from marsad.commands.rows import Rows
from marsad.explain.parts import Parts, Whole
from marsad.ledger.anchoring import Finder, about_report, about_source
from marsad.ledger.correcting import check_correction
from marsad.living import LivingDesk
from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.model.judgements import JudgementRow, Subject, SubjectKind
from marsad.model.ledger import Ledger
from marsad.publish.pieces import Pieces, take_whole
from marsad.server.judging import check_value, find_subject
from marsad.server.surroundings import slice_around
from marsad.server.waiting import count_waiting, find_waiting
from marsad.store.database.reading import Order, read_desk

_ALL = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for a person, and why; `count` is how many do."""

    id: str
    says: str
    reasons: tuple[str, ...]
    count: int


class Ground(Protocol):
    """A ledger as people ask about it and judge."""

    def find(self, said: str, kinds: tuple[str, ...]) -> tuple[Thing, ...]:
        """What a person may mean."""
        ...

    def around(self, key: str) -> Ledger:
        """As much of the ledger as says why one thing of it is as it is."""
        ...

    def subject(self, key: str, kinds: tuple[str, ...]) -> Subject:
        """A thing as the subject of a judgement."""
        ...

    def check(self, subject: Subject, value: str) -> None:
        """Raises InputError where a correction can't be made."""
        ...

    def first_waiting(self, left: Collection[str]) -> Waiting | None:
        """The first thing that waits for a person, but for those that are left for later."""
        ...

    def judgements(self) -> tuple[JudgementRow, ...]:
        """What became of the judgements."""
        ...

    def was_judged(self, key: str) -> bool:
        """Whether somebody judged what had an id then, whatever became of it."""
        ...

    def parts(self) -> AbstractContextManager[Parts]:
        """All of the ledger, a part after the other; it stays as it is meanwhile."""
        ...

    def pieces(self) -> AbstractContextManager[Pieces]:
        """The same for tables."""
        ...


def pick(ground: Ground, said: str, kinds: tuple[str, ...] = ()) -> Thing:
    """The one thing that a person means. Raises InputError where it is none, or several."""
    found = ground.find(said, kinds)
    return take_one(found, said, kinds, was_judged=not found and ground.was_judged(said))


def stand_on_ledger(ledger: Ledger) -> Ground:
    """A whole ledger as ground."""
    return _InLedger(ledger)


def stand_on_rows(desk: LivingDesk) -> Ground:
    """The rows of a desk as ground, as they are whenever it is asked; its views should be up to its facts."""
    return _InRows(desk)


class _InLedger:
    """A whole ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._finder = Finder(ledger.reports, ledger.claims, ledger.sources)
        self._incidents = {incident.id: incident for incident in ledger.incidents}

    def find(self, said: str, kinds: tuple[str, ...]) -> tuple[Thing, ...]:
        return find_things(self._ledger, said, kinds)

    def around(self, _key: str) -> Ledger:
        return self._ledger

    def subject(self, key: str, _kinds: tuple[str, ...]) -> Subject:
        if key in self._incidents:
            return self._finder.about_incident(self._incidents[key])
        if key in self._finder.claims:
            return self._finder.about_claim(self._finder.claims[key])
        if key in self._finder.sources:
            return about_source(self._finder.sources[key])
        return about_report(self._finder.reports[key])

    def check(self, subject: Subject, value: str) -> None:
        if subject.kind == SubjectKind.REPORT:
            check_correction((self._finder.reports[subject.id],), value)
        else:
            check_correction((self._finder.claims[anchor.id] for anchor in subject.anchors), value)

    def first_waiting(self, left: Collection[str]) -> Waiting | None:
        incidents = [incident for incident in self._ledger.incidents if incident.review]
        covered = {claim for incident in incidents for claim in incident.claims}
        claims = [claim for claim in self._ledger.claims if claim.review and claim.id not in covered]
        every: tuple[Incident | Claim, ...] = (*incidents, *claims)
        waiting = [one for one in every if one.id not in left]
        return _tell(waiting[0], len(waiting)) if waiting else None

    def judgements(self) -> tuple[JudgementRow, ...]:
        return self._ledger.judgements

    def was_judged(self, key: str) -> bool:
        return any(key in row.about for row in self._ledger.judgements)

    def parts(self) -> AbstractContextManager[Parts]:
        return nullcontext(Whole(self._ledger))

    def pieces(self) -> AbstractContextManager[Pieces]:
        return nullcontext(take_whole(self._ledger))


class _InRows:
    """The rows of a desk."""

    def __init__(self, desk: LivingDesk) -> None:
        self._database = desk.database

    def find(self, said: str, kinds: tuple[str, ...]) -> tuple[Thing, ...]:
        with read_desk(self._database) as reader:
            return find_rows(reader, said, kinds)

    def around(self, key: str) -> Ledger:
        with read_desk(self._database) as reader:
            return slice_around(reader, key)

    def subject(self, key: str, kinds: tuple[str, ...]) -> Subject:
        with read_desk(self._database) as reader:
            return find_subject(reader, key, kinds)

    def check(self, subject: Subject, value: str) -> None:
        with read_desk(self._database) as reader:
            check_value(reader, subject, value)

    def first_waiting(self, left: Collection[str]) -> Waiting | None:
        with read_desk(self._database) as reader:
            found = find_waiting(reader)
            while found is not None and found.id in left:
                found = find_waiting(reader, found.id)
            return _tell(found, max(1, count_waiting(reader) - len(left))) if found is not None else None

    def judgements(self) -> tuple[JudgementRow, ...]:
        with read_desk(self._database) as reader:
            return reader.page(JudgementRow, order=Order.ID, limit=_ALL).rows

    def was_judged(self, key: str) -> bool:
        with read_desk(self._database) as reader:
            return any(key in row.about for row in reader.refer_to(JudgementRow, (key,)))

    @contextmanager
    def parts(self) -> Iterator[Parts]:
        with read_desk(self._database) as reader:
            yield Rows(reader)

    @contextmanager
    def pieces(self) -> Iterator[Pieces]:
        with read_desk(self._database) as reader:
            yield RowPieces(reader)


def _tell(found: Incident | Claim, count: int) -> Waiting:
    says = found.label if isinstance(found, Incident) else found.quote
    return Waiting(id=found.id, says=says, reasons=found.reasons, count=count)
