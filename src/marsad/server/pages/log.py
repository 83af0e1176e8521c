"""The log: what was noted, by whom and when, the last first; what people decided can be taken back here."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import TypeAdapter

from marsad.ledger.judgements import find_in_force, is_own
from marsad.model.judgements import Judgement, JudgementRow, Verb
from marsad.server.site import Reading
from marsad.store.database.journal import FactKind, Noted
from marsad.store.database.log import read_back
from marsad.store.database.reading import Reader, read_desk

router = APIRouter()
A_PAGE = 50
_JUDGEMENT = TypeAdapter(Judgement)
_KINDS = {
    "judgements": (FactKind.JUDGEMENT,),
    "reports": (FactKind.REPORT, FactKind.ORIGINAL, FactKind.PROBLEM),
    "desk": (FactKind.PLACES, FactKind.SOURCES, FactKind.PURGE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A fact of the journal. Of a judgement: what it says, its standing in the ledger, and whether it can be taken back
    by who looks.
    """

    noted: Noted
    judgement: Judgement | None
    standing: str
    seen: int
    is_mine: bool


@router.get("/log")
def show_log(visit: Reading, kind: str = "judgements", before: int | None = None) -> Response:
    """A page of the log."""
    kinds = _KINDS.get(kind, tuple(FactKind))
    with visit.site.desk.database.read() as connection:
        facts = read_back(connection, kinds, before=before, limit=A_PAGE + 1)
    made = visit.site.desk.facts.read_judgements() if FactKind.JUDGEMENT in kinds else ()
    force = {one.id for one in find_in_force(made)}
    with read_desk(visit.site.desk.database) as reader:
        lines = _tell(reader, facts[:A_PAGE], force, visit.session.account.shown)
    last = facts[A_PAGE - 1].seq if len(facts) > A_PAGE else None
    head = visit.site.desk.facts.head()
    return visit.draw("log.html.j2", lines=lines, kind=kind, kinds=tuple(_KINDS), before=last, head=head)


def _tell(reader: Reader, facts: tuple[Noted, ...], force: set[str], by: str) -> tuple[LogLine, ...]:
    judgements = {
        fact.seq: _JUDGEMENT.validate_json(fact.body)
        for fact in facts
        if fact.kind is FactKind.JUDGEMENT and fact.body is not None
    }
    keys = [one.id for one in judgements.values()]
    rows = {row.id: row for row in reader.get_many(JudgementRow, keys)}
    seen = reader.count_revisions(keys)
    return tuple(_line(fact, judgements.get(fact.seq), rows, force, seen, by) for fact in facts)


def _line(
    fact: Noted,
    judgement: Judgement | None,
    rows: dict[str, JudgementRow],
    force: set[str],
    seen: dict[str, int],
    by: str,
) -> LogLine:
    if judgement is None:
        return LogLine(noted=fact, judgement=None, standing="", seen=0, is_mine=False)
    row = rows.get(judgement.id)
    stands = judgement.id in force
    told = row.standing.value if row is not None else "not yet worked in"
    return LogLine(
        noted=fact,
        judgement=judgement,
        standing="undo" if judgement.verb is Verb.UNDO else told if stands else "undone",
        seen=seen[judgement.id],
        is_mine=stands and is_own(by, judgement),
    )
