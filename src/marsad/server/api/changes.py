"""Changes: what came, was made anew or went since a caller last asked, so that a copy can be kept in step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.model.claims import Claim, Place, Source
from marsad.model.codec import Json
from marsad.model.copies import Copy, Story
from marsad.model.incidents import Contradiction, Incident, Series
from marsad.model.reports import Report
from marsad.publish.masking import Names
from marsad.server.api.answering import READING, answer
from marsad.server.api.asking import Limit
from marsad.server.api.callers import Reads
from marsad.server.api.holding import show_rows
from marsad.store.database.reading import SECTIONS, Reader, read_desk
from marsad.store.database.turning import Turned, list_turned

router = APIRouter(tags=["changes"])
KINDS: Mapping[str, type[object]] = {
    SECTIONS[kind]: kind for kind in (Report, Claim, Incident, Story, Source, Place, Series, Contradiction, Copy)
}
"""The kinds of rows that the API has, by the names of their sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A row's last change: its number, when (ISO, UTC), and the row as it is now; null where it is gone."""

    seq: int
    at: str
    section: str
    id: str
    gone: bool
    row: Report | Claim | Incident | Story | Source | Place | Series | Contradiction | Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes in their order; `next` is what to ask `since` with then, `more` whether there are more already."""

    changes: tuple[Changed, ...]
    next: int
    more: bool


@router.get("/changes", response_model=Changes, responses=READING)
def list_changes(
    caller: Reads,
    since: Annotated[int, Query(ge=0, le=2**63 - 1, description="`next` of the answer before; 0 begins.")] = 0,
    limit: Limit = 100,
) -> Response:
    """What changed after a number. A row that changed twice stands here once, at its last change."""
    with read_desk(caller.site.desk.database) as reader:
        told = gather_changes(reader, tuple(KINDS), since, limit, caller.names)
    return answer(caller, told)


def gather_changes(reader: Reader, sections: Sequence[str], since: int, limit: int, names: Names) -> dict[str, Json]:
    """So many changes of rows of some sections after a number, as they are told."""
    turned = list_turned(reader, sections, since, limit + 1)
    rows = _show(reader, turned[:limit], names)
    changes: list[Json] = [
        {
            "seq": turn.number,
            "at": turn.at,
            "section": turn.section,
            "id": turn.id,
            "gone": turn.gone,
            "row": rows.get((turn.section, turn.id)),
        }
        for turn in turned[:limit]
    ]
    last = turned[:limit][-1].number if turned else since
    return {"changes": changes, "next": last, "more": len(turned) > limit}


def _show(reader: Reader, turned: tuple[Turned, ...], names: Names) -> dict[tuple[str, str], Json]:
    """The rows that are there, by section and id."""
    found: dict[tuple[str, str], Json] = {}
    for section, kind in KINDS.items():
        keys = [turn.id for turn in turned if turn.section == section and not turn.gone]
        for told in show_rows(reader, reader.get_many(kind, keys), names):
            if isinstance(told, dict):
                found[section, str(told["id"])] = told
    return found
