"""Lineage in one SQLite file: reports, their prints, and what was found that two of them share.

Every change is one transaction, so a process that is killed leaves the last whole change. A print that few reports hold
pairs all of them; one that many hold pairs each with the first ones (marsad.lineage.pairs), so a change looks at a few
rows for each print of its report. Only where a new first holder comes, or one goes, all holders are looked at.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from marsad.lineage import find_families
from marsad.lineage.choosing import choose_rows, introduce
from marsad.lineage.copies import judge_pairs, write_copies
from marsad.lineage.keys import Body, read_body
from marsad.lineage.nearness import is_near
from marsad.lineage.origins import order_report
from marsad.lineage.pairs import FEW, FIRST, is_joined, list_prints
from marsad.lineage.relations import Reuse
from marsad.model.copies import Copy, Family
from marsad.model.reports import Report

_SCHEMA = """
CREATE TABLE IF NOT EXISTS reports (place TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, words INTEGER NOT NULL,
                                    record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (print INTEGER, place TEXT, word INTEGER NOT NULL, PRIMARY KEY (print, place))
                                    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS prints_of ON prints (place);
CREATE TABLE IF NOT EXISTS reuses (one TEXT, other TEXT, record TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reuses_of ON reuses (other);
"""
_REPORT = TypeAdapter(Report)
_REUSE = TypeAdapter(Reuse)

Pair = tuple[str, str]


class EmbeddedStore:
    """A LineageStore in a SQLite file. `place` is a report's place in the order in which reports are compared."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it."""
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, report: Report) -> None:
        """Add a report; one with its id is replaced."""
        self.replace(report.id, report)

    def replace(self, report_id: str, report: Report) -> None:
        """Put a report in the place of another in one transaction."""
        with self._change():
            for gone in {report_id, report.id}:
                self._take_out(gone)
            self._put_in(read_body(report))

    def remove(self, report_id: str) -> None:
        """Remove a report in one transaction."""
        with self._change():
            self._take_out(report_id)

    def reports(self) -> Iterator[Report]:
        """All reports, by id."""
        for (record,) in self._db.execute("SELECT record FROM reports ORDER BY id"):
            yield _REPORT.validate_json(record)

    def find_copies(self) -> tuple[Copy, ...]:
        """All rows, as the batch gives them."""
        return self._choose([place for (place,) in self._db.execute("SELECT place FROM reports ORDER BY place")])

    def find_copies_about(self, report_id: str) -> tuple[Copy, ...]:
        """The rows about a report: they rest on what it and each that it shares words with share with others."""
        place = self._find_place(report_id)
        if place is None:
            return ()
        near = {place, *self._list_neighbours(place)}
        around = near.union(*(self._list_neighbours(one) for one in near))
        return tuple(row for row in self._choose(sorted(around)) if report_id in (row.report, row.origin))

    def find_families(self) -> tuple[Family, ...]:
        """All families, as the batch gives them."""
        return find_families(tuple(self.reports()), self.find_copies())

    @contextmanager
    def _change(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _put_in(self, body: Body) -> None:
        place = write_place(body.report)
        self._db.execute(
            "INSERT INTO reports VALUES (?, ?, ?, ?)",
            (place, body.report.id, len(body), _REPORT.dump_json(body.report).decode("utf-8")),
        )
        shared: dict[str, list[tuple[int, int]]] = defaultdict(list)
        doubtful: set[Pair] = set()
        for key, word in list_prints(body.keys):
            doubtful.update(self._displaced(key, place))
            self._db.execute("INSERT INTO prints VALUES (?, ?, ?)", (key, place, word))
            for other, at in self._list_joined(key, place):
                shared[other].append((word, at - word) if place < other else (at, word - at))
        for other, found in sorted(shared.items()):
            if is_near(found):
                self._judge(body, other)
        for pair in sorted(doubtful):
            if self._is_stored(pair) and not self._is_pair(pair):
                self._db.execute("DELETE FROM reuses WHERE one = ? AND other = ?", pair)

    def _take_out(self, report_id: str) -> None:
        place = self._find_place(report_id)
        if place is None:
            return
        hopeful: set[Pair] = set()
        prints = self._db.execute("SELECT print FROM prints WHERE place = ?", (place,)).fetchall()
        self._db.execute("DELETE FROM prints WHERE place = ?", (place,))
        self._db.execute("DELETE FROM reuses WHERE one = ? OR other = ?", (place, place))
        self._db.execute("DELETE FROM reports WHERE place = ?", (place,))
        for (key,) in prints:
            hopeful.update(self._displaced(key, place))
        for pair in sorted(hopeful):
            if not self._is_stored(pair) and self._is_pair(pair):
                self._judge(self._read(pair[0]), pair[1])

    def _displaced(self, key: int, place: str) -> Iterator[Pair]:
        """The pairs that a print joins while `place` does not hold it and parts while it does."""
        first = self._list_holders(key, FEW + 1)
        if len(first) < FEW:
            return
        if len(first) == FEW:
            later = sorted((*first, place))
            kept = set(later[:FIRST])
            yield from (
                (one, other) for at, one in enumerate(first) for other in first[at + 1 :] if not kept & {one, other}
            )
        elif place < first[FIRST - 1]:
            yield from ((first[FIRST - 1], other) for other in self._list_holders(key)[FIRST:])

    def _list_holders(self, key: int, most: int = -1) -> list[str]:
        """The places of the reports that hold a print, the first `most` of them."""
        rows = self._db.execute("SELECT place FROM prints WHERE print = ? ORDER BY place LIMIT ?", (key, most))
        return [place for (place,) in rows]

    def _list_joined(self, key: int, place: str) -> Iterator[tuple[str, int]]:
        """The reports that a print joins with one, each with the word at which the print stands in it."""
        first = self._list_holders(key, FEW + 1)
        limit = -1 if place in first[:FIRST] else FEW if len(first) <= FEW else FIRST
        rows = self._db.execute("SELECT place, word FROM prints WHERE print = ? ORDER BY place LIMIT ?", (key, limit))
        yield from ((other, word) for other, word in rows.fetchall() if other != place)

    def _is_pair(self, pair: Pair) -> bool:
        """Whether two reports are worth comparing."""
        rows = self._db.execute(
            "SELECT a.print, a.word, b.word - a.word FROM prints a JOIN prints b ON b.print = a.print AND b.place = ?"
            " WHERE a.place = ?",
            (pair[1], pair[0]),
        ).fetchall()
        return is_near((word, distance) for key, word, distance in rows if self._is_joined(key, pair))

    def _is_joined(self, key: int, pair: Pair) -> bool:
        first = self._list_holders(key, FEW + 1)
        one = first.index(pair[0]) if pair[0] in first else FEW
        return is_joined(one, FEW, len(first))

    def _judge(self, body: Body, place: str) -> None:
        """Judge a report with another and keep what counts, the earlier first."""
        other = self._read(place)
        left, right = (body, other) if write_place(body.report) < place else (other, body)
        (reuse,) = judge_pairs([(left, right)])
        if reuse is not None:
            pair = write_place(left.report), write_place(right.report)
            self._db.execute(
                "INSERT OR REPLACE INTO reuses VALUES (?, ?, ?)", (*pair, _REUSE.dump_json(reuse).decode())
            )

    def _is_stored(self, pair: Pair) -> bool:
        return self._db.execute("SELECT 1 FROM reuses WHERE one = ? AND other = ?", pair).fetchone() is not None

    def _find_place(self, report_id: str) -> str | None:
        row = self._db.execute("SELECT place FROM reports WHERE id = ?", (report_id,)).fetchone()
        return str(row[0]) if row else None

    def _read(self, place: str) -> Body:
        (record,) = self._db.execute("SELECT record FROM reports WHERE place = ?", (place,)).fetchone()
        return read_body(_REPORT.validate_json(record))

    def _list_neighbours(self, place: str) -> set[str]:
        rows = self._db.execute("SELECT one, other FROM reuses WHERE one = ? OR other = ?", (place, place))
        return {end for pair in rows for end in pair}

    def _choose(self, places: list[str]) -> tuple[Copy, ...]:
        """The rows among the reports at some places."""
        numbers = {place: number for number, place in enumerate(places)}
        members, reuses = {}, {}
        for place in places:
            words, record = self._db.execute("SELECT words, record FROM reports WHERE place = ?", (place,)).fetchone()
            members[numbers[place]] = introduce(_REPORT.validate_json(record), words)
            for other, found in self._db.execute("SELECT other, record FROM reuses WHERE one = ?", (place,)):
                if other in numbers:
                    reuses[numbers[place], numbers[other]] = _REUSE.validate_json(found)
        return write_copies(choose_rows(members, reuses))


def write_place(report: Report) -> str:
    """A report's place among others as a text that sorts as marsad.lineage compares reports."""
    undated, day, minute, report_id = order_report(report)
    return f"{undated}{day:07d}{minute:05d} {report_id}"
