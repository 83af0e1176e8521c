"""Views: a desk's ledger as rows that can be read one by one, looked up and searched.

They are made from the facts alone and may be made again at any time. Only rows that changed are written, all in one
step, with the number of the last fact that they rest on: a slower fold never overwrites a later one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, delete, insert, select, update

from marsad.model.codec import Json, load_ledger, to_json
from marsad.model.ledger import SCHEMA, Ledger
from marsad.store.database.facets import Entry, index_ledger
from marsad.store.database.journal import digest, take_turn
from marsad.store.database.opening import Database
from marsad.store.database.tables import facets, folded, records, texts

_AT_ONCE = 500
_ALONE = ("schema", "made_with")
_IN_ORDER = ("problems", "judgements")
"""Sections whose order is not that of their ids."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a ledger as it is stored."""

    rank: str
    body: str


class Views:
    """The views of a desk's database."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def rest_on(self) -> tuple[int, str]:
        """The last fact that the views rest on and the rules they were made by; (0, "") where there are none."""
        with self._database.read() as connection:
            row = connection.execute(select(folded.c.seq, folded.c.rules)).one_or_none()
        return (row.seq, row.rules) if row else (0, "")

    def save(self, ledger: Ledger, seq: int, rules: str) -> None:
        """Make the views what a ledger says that rests on the facts up to `seq`."""
        rows = dict(_list_rows(ledger))
        entries = {(section, key): entry for section, key, entry in index_ledger(ledger)}
        digests = {key: _sign(row, entries.get(key)) for key, row in rows.items()}
        with self._database.change() as connection:
            take_turn(connection)
            held = connection.execute(select(folded.c.seq)).scalar_one_or_none()
            if held is not None and held > seq:
                return
            there = _list_stored(connection)
            gone = [number for key, (number, sign) in there.items() if digests.get(key) != sign]
            new = [key for key in rows if key not in there or there[key][1] != digests[key]]
            _remove(connection, gone)
            for start in range(0, len(new), _AT_ONCE):
                some = new[start : start + _AT_ONCE]
                _put(connection, [(key, rows[key], digests[key], entries.get(key)) for key in some])
            made_with = json.dumps(to_json(ledger.made_with))
            standing = {"seq": seq, "rules": rules, "made_with": made_with}
            if held is None:
                connection.execute(insert(folded).values(one=1, **standing))
            else:
                connection.execute(update(folded).values(**standing))

    def load(self) -> Ledger | None:
        """The whole ledger as the views have it, the same bytes as it was made; None before the first fold."""
        sections: dict[str, list[Json]] = {name: [] for name in _list_sections()}
        with self._database.read() as connection:
            made_with = connection.execute(select(folded.c.made_with)).scalar_one_or_none()
            if made_with is None:
                return None
            chosen = select(records.c.type, records.c.rank, records.c.body).execution_options(yield_per=_AT_ONCE)
            ranked = sorted((row.type, row.rank, row.body) for row in connection.execute(chosen))
        for section, _, body in ranked:
            sections[section].append(json.loads(body))
        whole: dict[str, Json] = {"schema": SCHEMA, "made_with": json.loads(made_with)}
        return load_ledger(json.dumps({**whole, **sections}))

    def clear(self) -> None:
        """Empty the views, so that the next fold makes them from nothing."""
        with self._database.change() as connection:
            take_turn(connection)
            for table in (texts, facets, records, folded):
                connection.execute(delete(table))


def _list_sections() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Ledger) if field.name not in _ALONE)


def _list_rows(ledger: Ledger) -> Iterator[tuple[Key, _Row]]:
    """Every row of a ledger by section and id; what has no id goes by the hash of it."""
    for section in _list_sections():
        for place, record in enumerate(getattr(ledger, section)):
            body = json.dumps(to_json(record), ensure_ascii=True)
            key = getattr(record, "id", None) or digest(body.encode())
            yield (section, key), _Row(rank=f"{place:012d}" if section in _IN_ORDER else key, body=body)


def _sign(row: _Row, entry: Entry | None) -> str:
    """What a row and all that it is found by amount to."""
    found = [row.rank, row.body]
    if entry is not None:
        found += [str(sorted(entry.facets)), entry.first or "", entry.last or "", entry.words or ""]
    return digest("\x1f".join(found).encode("utf-8", "surrogatepass"))[:32]


def _list_stored(connection: Connection) -> Mapping[Key, tuple[int, str]]:
    chosen = select(records.c.type, records.c.id, records.c.number, records.c.digest)
    return {(row.type, row.id): (row.number, row.digest) for row in connection.execute(chosen)}


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        for table in (texts, facets, records):
            connection.execute(delete(table).where(table.c.number.in_(some)))


def _put(connection: Connection, rows: Iterable[tuple[Key, _Row, str, Entry | None]]) -> None:
    """Insert rows with what they are found by."""
    given = [
        {
            "type": section,
            "id": key,
            "rank": row.rank,
            "digest": sign,
            "first": entry.first if entry else None,
            "last": entry.last if entry else None,
            "body": row.body,
        }
        for (section, key), row, sign, entry in rows
    ]
    connection.execute(insert(records), given)
    wanted = {(section, key): entry for (section, key), _, _, entry in rows if entry is not None}
    if not wanted:
        return
    chosen = select(records.c.type, records.c.id, records.c.number).where(records.c.id.in_([key for _, key in wanted]))
    numbers = {(row.type, row.id): row.number for row in connection.execute(chosen)}
    said = [
        {"number": numbers[key], "body": clean(entry.words)} for key, entry in wanted.items() if entry.words is not None
    ]
    found = [
        {"number": numbers[key], "name": name, "value": value}
        for key, entry in wanted.items()
        for name, value in sorted(entry.facets)
    ]
    if said:
        connection.execute(insert(texts), said)
    if found:
        connection.execute(insert(facets), found)


def clean(text: str) -> str:
    """A text as every database takes it: without the characters that are none."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
