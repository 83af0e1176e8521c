"""Finding what a person means among the rows of a desk, without reading them all."""

from collections.abc import Iterator, Mapping, Sequence

from marsad.commands.looking import SHORT, Thing, narrow_down
from marsad.model.claims import Claim, Place, Source
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Series, State
from marsad.model.judgements import JudgementRow
from marsad.model.reports import Report
from marsad.store.database.ids import find_begun
from marsad.store.database.reading import SECTIONS, Reader
from marsad.store.database.searching import MOST, Query, search

_RECORDS: Mapping[str, type] = {
    "incident": Incident,
    "source": Source,
    "place": Place,
    "report": Report,
    "claim": Claim,
    "series": Series,
    "state": State,
    "control": Control,
    "contradiction": Contradiction,
    "agreement": Agreement,
    "change": Change,
    "judgement": JudgementRow,
    "story": Story,
    "family": Family,
    "copy": Copy,
}


def find_rows(reader: Reader, said: str, kinds: Sequence[str]) -> tuple[Thing, ...]:
    """What has this id; else what an id begins so; else the incidents, claims, sources, places and reports that say
    exactly this; else those that say it among other words.
    """
    among = tuple(kinds) or tuple(_RECORDS)
    return narrow_down(tuple(_find_ids(reader, said, among)) or tuple(_find_words(reader, said, among)), said)


def _find_ids(reader: Reader, said: str, kinds: Sequence[str]) -> Iterator[Thing]:
    """What has this id, or an id that begins so where enough of it is given."""
    sections = [SECTIONS[_RECORDS[kind]] for kind in kinds]
    beginnings = (said, *(f"{kind}-{said}" for kind in kinds))
    for key in find_begun(reader.connection, beginnings, sections, MOST):
        if key != said and len(said) <= SHORT:
            continue
        kind = key.partition("-")[0]
        record: object = reader.get(_RECORDS[kind], key)
        yield Thing(id=key, kind=kind, says=_say(record))


def _find_words(reader: Reader, said: str, kinds: Sequence[str]) -> Iterator[Thing]:
    """What has the words of a text side by side, what matters most first."""
    if not any(map(str.isalnum, said)):
        return
    phrase = f'"{said.replace(chr(34), " ")}"'
    for kind in kinds:
        found: Sequence[Incident | Claim | Source | Place | Report] = ()
        if kind in ("incident", "claim"):
            record: type[Incident] | type[Claim] = Incident if kind == "incident" else Claim
            hits = search(reader.connection, Query(words=phrase, sections=(SECTIONS[record],), limit=MOST)).hits
            found = reader.get_many(record, [hit.id for hit in hits])
        elif kind in ("source", "place"):
            found = reader.find_named(Source if kind == "source" else Place, said, MOST)
        elif kind == "report":
            found = reader.refer_to(Report, (said,), "key")
        yield from (Thing(id=row.id, kind=kind, says=_say(row)) for row in found)


def _say(record: object) -> str:
    """What a row says, as words may name it."""
    if isinstance(record, Claim):
        return record.quote
    if isinstance(record, Report):
        return record.key
    if isinstance(record, Source | Place):
        return record.name
    return record.label if isinstance(record, Incident | Story) else ""
