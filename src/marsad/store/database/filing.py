"""Filing: the rows of a ledger as a desk's database keeps them, and what each is found by."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC

from marsad.model.codec import to_json
from marsad.model.judgements import JudgementRow
from marsad.model.ledger import Ledger
from marsad.model.reports import Problem
from marsad.store.database.facets import Entry, index_ledger
from marsad.store.database.journal import digest

_ALONE = ("schema", "made_with")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its section and id, what it is sorted by among those of its section, and its record as JSON."""

    section: str
    id: str
    rank: str
    body: str
    entry: Entry | None = None

    @property
    def key(self) -> Key:
        """Section and id."""
        return self.section, self.id

    def sign(self) -> str:
        """What the row and all that it is found by amount to."""
        found = [self.rank, self.body]
        if self.entry is not None:
            entry = self.entry
            found += [str(sorted(entry.facets)), entry.first or "", entry.last or "", entry.words or ""]
        return digest("\x1f".join(found).encode("utf-8", "surrogatepass"))[:32]


def list_sections() -> tuple[str, ...]:
    """The sections of a ledger that hold rows."""
    return tuple(field.name for field in fields(Ledger) if field.name not in _ALONE)


def file_ledger(ledger: Ledger) -> Iterator[Row]:
    """All rows of a ledger, or of some of its stories."""
    entries = {(section, key): entry for section, key, entry in index_ledger(ledger)}
    for section in list_sections():
        for record in getattr(ledger, section):
            row = file_record(section, record)
            yield replace(row, entry=entries.get(row.key))


def file_record(section: str, record: object) -> Row:
    """A row of a record; what has no id goes by the hash of it."""
    body = json.dumps(to_json(record), ensure_ascii=True)
    key = getattr(record, "id", None) or digest(body.encode())
    return Row(section=section, id=key, rank=_rank(record, key), body=body)


def _rank(record: object, key: str) -> str:
    """What sorts a record among those of its section, as text."""
    if isinstance(record, Problem):
        return _join(record.path, record.at or "", record.what, record.remedy)
    if isinstance(record, JudgementRow):
        return _join(record.at.astimezone(UTC).isoformat(timespec="microseconds"), record.id)
    return key


def _join(*said: str) -> str:
    """Texts as one that sorts as their tuple does."""
    return "\x01".join(one.translate(_LOW) for one in said)


_LOW = {0: "\x02\x02", 1: "\x02\x03", 2: "\x02\x04"}
