"""Views: a desk's ledger as rows that can be read one by one, looked up and searched.

They are made from the facts alone and may be made again at any time. Only rows that changed are written, all in one
step, with the number of the last fact that they rest on and with what the next fold looks things up in: a fold that
another one has overtaken writes nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.codec import Record, load_record, to_json
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Series, State
from marsad.model.judgements import JudgementRow
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Problem, Report
from marsad.model.versions import Version
from marsad.store.database.filing import Key, Row, file_ledger
from marsad.store.database.journal import take_turn
from marsad.store.database.kinds import KIND, say_under_all
from marsad.store.database.opening import Database
from marsad.store.database.tables import INDEX, VIEWS, facets, folded, records, texts
from marsad.store.database.tags import list_tags
from marsad.store.database.tallies import add_up
from marsad.store.database.walking import read_section

_AT_ONCE = 500

Writer = Callable[[Connection], None]


class Views:
    """The views of a desk's database."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def rest_on(self) -> tuple[int, str]:
        """The last fact that the views rest on and the rules they were made by; (0, "") where there are none."""
        with self._database.read() as connection:
            return read_standing(connection)

    def save(self, ledger: Ledger, seq: int, rules: str, index: Writer | None = None) -> bool:
        """Make the views what a ledger says that rests on facts up to `seq`; whether no later ones are there. `index`
        writes what the next fold looks things up in; without it that makes all again.
        """
        wanted = {row.key: row for row in file_ledger(ledger)}
        with self._database.change() as connection:
            take_turn(connection)
            if read_standing(connection)[0] > seq:
                return False
            signs = {key: row.sign() for key, row in wanted.items()}
            there = _list_stored(connection)
            gone = {key: number for key, (number, sign) in there.items() if signs.get(key) != sign}
            new = [row for key, row in wanted.items() if key not in there or there[key][1] != signs[key]]
            _remove(connection, gone)
            _put(connection, new)
            add_up(connection, (row.section for row in new), (section for section, _ in gone))
            for table in INDEX:
                connection.execute(delete(table))
            if index is not None:
                index(connection)
            _stand(connection, ledger.made_with, seq, rules)
        return True

    def change(
        self,
        rows: Sequence[Row],
        gone: Iterable[Key],
        stand: tuple[int, int, str],
        index: Writer,
    ) -> bool:
        """Take rows out and put others in, or in the place of those with their keys; what rests on the facts up to
        `stand[0]` rests on those up to `stand[1]` then. False where somebody else was faster: nothing is written.
        """
        before, seq, rules = stand
        wanted = {row.key: row for row in rows}
        with self._database.change() as connection:
            take_turn(connection)
            if read_standing(connection) != (before, rules):
                return False
            there = _find_stored(connection, {*wanted, *gone})
            signs = {key: row.sign() for key, row in wanted.items()}
            out = {key: number for key, (number, sign) in there.items() if signs.get(key) != sign}
            new = [row for key, row in wanted.items() if key not in there or there[key][1] != signs[key]]
            _remove(connection, out)
            _put(connection, new)
            add_up(connection, (row.section for row in new), (section for section, _ in out))
            index(connection)
            connection.execute(update(folded).values(seq=seq))
        return True

    def load(self) -> Ledger | None:
        """The whole ledger as the views have it, the same bytes as it was made; None before the first fold."""
        with self._database.read() as connection:
            made_with = connection.execute(select(folded.c.made_with)).scalar_one_or_none()
            if made_with is None:
                return None

            def held(kind: type[Record]) -> tuple[Record, ...]:
                return read_section(connection, kind)

            return Ledger(
                schema=SCHEMA,
                made_with=load_record(MadeWith, made_with),
                problems=held(Problem),
                reports=held(Report),
                copies=held(Copy),
                families=held(Family),
                sources=held(Source),
                actors=held(Actor),
                places=held(Place),
                stories=held(Story),
                claims=held(Claim),
                incidents=held(Incident),
                series=held(Series),
                states=held(State),
                control=held(Control),
                contradictions=held(Contradiction),
                changes=held(Change),
                judgements=held(JudgementRow),
                agreements=held(Agreement),
                versions=held(Version),
            )

    def clear(self) -> None:
        """Empty the views, so that the next fold makes them from nothing."""
        with self._database.change() as connection:
            take_turn(connection)
            for table in (*VIEWS, folded):
                connection.execute(delete(table))


def read_standing(connection: Connection) -> tuple[int, str]:
    """The last fact that the views rest on and the rules they were made by; (0, "") where there are none."""
    row = connection.execute(select(folded.c.seq, folded.c.rules)).one_or_none()
    return (int(row.seq), row.rules) if row else (0, "")


def _stand(connection: Connection, made_with: MadeWith, seq: int, rules: str) -> None:
    standing = {"seq": seq, "rules": rules, "made_with": json.dumps(to_json(made_with))}
    connection.execute(delete(folded))
    connection.execute(insert(folded).values(one=1, **standing))


def _list_stored(connection: Connection) -> Mapping[Key, tuple[int, str]]:
    chosen = select(records.c.type, records.c.id, records.c.number, records.c.digest)
    return {(row.type, row.id): (row.number, row.digest) for row in connection.execute(chosen)}


def _find_stored(connection: Connection, keys: Iterable[Key]) -> Mapping[Key, tuple[int, str]]:
    """Those of some rows that are there."""
    held: dict[str, list[str]] = {}
    for section, key in sorted(keys):
        held.setdefault(section, []).append(key)
    found: dict[Key, tuple[int, str]] = {}
    chosen = select(records.c.id, records.c.number, records.c.digest)
    for section, ids in held.items():
        for start in range(0, len(ids), _AT_ONCE):
            some = chosen.where(records.c.type == section, records.c.id.in_(ids[start : start + _AT_ONCE]))
            found.update(((section, row.id), (row.number, row.digest)) for row in connection.execute(some))
    return found


def _remove(connection: Connection, gone: Mapping[Key, int]) -> None:
    numbers = tuple(gone.values())
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        _remove_texts(connection, some)
        for table in (facets, records):
            connection.execute(delete(table).where(table.c.number.in_(some)))


def _remove_texts(connection: Connection, numbers: Sequence[int]) -> None:
    """Take texts out, the newest first as they are put in: SQLite's index of words would write a piece for each."""
    gone = delete(texts).where(texts.c.number == bindparam("gone"))
    connection.execute(gone, [{"gone": number} for number in sorted(numbers, reverse=True)])


def _put(connection: Connection, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        _put_some(connection, rows[start : start + _AT_ONCE])


def _put_some(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert rows with what they are found by."""
    given = [
        {
            "type": row.section,
            "id": row.id,
            "rank": clean(row.rank),
            "digest": row.sign(),
            "first": row.entry.first if row.entry else None,
            "last": row.entry.last if row.entry else None,
            "body": row.body,
        }
        for row in rows
    ]
    connection.execute(insert(records), given)
    wanted = {row.key: row.entry for row in rows if row.entry is not None}
    if not wanted:
        return
    numbers = {key: number for key, (number, _) in _find_stored(connection, wanted).items()}
    said = [
        {
            "number": numbers[key],
            "body": (body := clean(entry.words)),
            "by_kind": say_under_all((value for name, value in entry.facets if name == KIND), body),
            "tags": list_tags(key[0], entry.facets),
        }
        for key, entry in sorted(wanted.items(), key=lambda held: numbers[held[0]], reverse=True)
        if entry.words is not None
    ]
    found = [
        {"number": numbers[key], "name": name, "value": clean(value), "type": key[0], "first": entry.first or ""}
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
