"""What a fold looks things up in: reports by their prints, copies, families and stories, a few rows at a time.

All of it follows from the facts, is written in one step with the views, and may be made again at any time. A mark is
the number of an id: marks sort as ids do.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, func, insert, or_, select, text

from marsad.store.database.journal import FactKind
from marsad.store.database.tables import (
    META,
    facets,
    families,
    journal,
    members,
    parts,
    payloads,
    prints,
    records,
    vectors,
)

_AT_ONCE = 500
_PRINTS_AT_ONCE = 200
_HALF = 1 << 63

Value = int | float | str | bytes | None
Values = Mapping[str, Value]
Place = tuple[int, int]
FamilyRow = tuple[int, int, int | None, int, int, float | None, int | None, bytes]
"""A family: mark, first, day, cluster, story, shared, last, leading."""


def mark(identity: str) -> int:
    """The mark of an id."""
    return int(identity.rpartition("-")[2], 16) - _HALF


def unmark(kind: str, number: int) -> str:
    """The id of some kind that has a mark."""
    return f"{kind}-{number + _HALF:016x}"


@dataclass(slots=True)
class Change:
    """What is written of an index: rows that go, by their primary keys, and rows that come, by table."""

    gone: dict[str, list[Values]] = field(default_factory=dict)
    new: dict[str, list[Values]] = field(default_factory=dict)

    def take(self, table: str, rows: Iterable[Values]) -> None:
        """Rows that go."""
        self.gone.setdefault(table, []).extend(rows)

    def put(self, table: str, rows: Iterable[Values]) -> None:
        """Rows that come, after those that go have gone."""
        self.new.setdefault(table, []).extend(rows)

    def join(self, other: "Change") -> None:
        """Take in another change."""
        for table, rows in other.gone.items():
            self.take(table, rows)
        for table, rows in other.new.items():
            self.put(table, rows)

    def write(self, connection: Connection) -> None:
        """Write all of it."""
        for name, rows in self.gone.items():
            table = META.tables[name]
            if rows:
                test = and_(*(table.c[key] == bindparam(f"of_{key}") for key in rows[0]))
                keys = [{f"of_{key}": value for key, value in row.items()} for row in rows]
                connection.execute(delete(table).where(test), keys)
        for name, rows in self.new.items():
            for start in range(0, len(rows), _AT_ONCE):
                connection.execute(insert(META.tables[name]), [dict(row) for row in rows[start : start + _AT_ONCE]])


class Kin:
    """Lookups in one steady view of a desk's database."""

    def __init__(self, connection: Connection) -> None:
        """Look things up by a connection."""
        self.connection = connection

    def list_first(self, keys: Iterable[int], most: int) -> Mapping[int, Sequence[tuple[Place, int]]]:
        """The first holders of some prints, in order, each with the word at which the print stands in it."""
        found: dict[int, list[tuple[Place, int]]] = {}
        wanted = sorted(set(keys))
        one = (
            "SELECT * FROM (SELECT print, moment, mark, word FROM prints WHERE print = {}"
            " ORDER BY moment, mark LIMIT {}) p"
        )
        for start in range(0, len(wanted), _PRINTS_AT_ONCE):
            asked = " UNION ALL ".join(
                one.format(int(key), int(most)) for key in wanted[start : start + _PRINTS_AT_ONCE]
            )
            for key, moment, number, word in self.connection.execute(text(asked)):
                found.setdefault(key, []).append(((moment, number), word))
        return {key: sorted(held) for key, held in found.items()}

    def list_all(self, key: int) -> Sequence[tuple[Place, int]]:
        """All holders of a print, in order."""
        chosen = select(prints.c.moment, prints.c.mark, prints.c.word).where(prints.c.print == key)
        return sorted(((row.moment, row.mark), row.word) for row in self.connection.execute(chosen))

    def count_members(self) -> int:
        """How many reports there are."""
        return int(self.connection.execute(select(func.count()).select_from(members)).scalar_one())

    def read_members(self, marks: Iterable[int]) -> Iterator[RowMapping]:
        """The rows of some reports."""
        return self._read("members", "mark", marks)

    def read_members_of(self, marks: Iterable[int]) -> Iterator[RowMapping]:
        """The rows of the reports of some families."""
        return self._read("members", "family", marks)

    def read_members_by_key(self, keys: Iterable[str]) -> Iterator[RowMapping]:
        """The rows of the reports with some keys."""
        return self._read("members", "key", keys)

    def read_members_in(self, files: Iterable[str]) -> Iterator[RowMapping]:
        """The rows of the reports of some files."""
        return self._read("members", "file", files)

    def read_corrected(self) -> Iterator[RowMapping]:
        """The rows of the reports that people corrected."""
        yield from self.connection.execute(select(members).where(members.c.corrected == 1)).mappings()

    def read_open(self, undated: Iterable[str]) -> Iterator[RowMapping]:
        """The rows of the reports of which some problems speak while nothing dates them."""
        return self._read("members", "undated", undated)

    def read_reuses(self, marks: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """What some reports share with others."""
        for row in self._read_either("reuses", "one", "other", marks):
            yield row["one"], row["other"], row["body"]

    def read_ties(self, marks: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """The rows of copies in which some reports are the copy or the origin: both, and the row's id."""
        for row in self._read_either("ties", "report", "origin", marks):
            yield row["report"], row["origin"], row["copy"]

    def read_families(self, marks: Iterable[int]) -> Iterator[RowMapping]:
        """The rows of some families."""
        return self._read("families", "mark", marks)

    def read_families_of(self, column: str, marks: Iterable[int]) -> Iterator[RowMapping]:
        """The rows of the families of some clusters, or stories."""
        return self._read("families", column, marks)

    def read_clusters(self, marks: Iterable[int]) -> Iterator[RowMapping]:
        """The rows of some clusters; one of a single family has none."""
        return self._read("clusters", "mark", marks)

    def read_all_families(self) -> Sequence[FamilyRow]:
        """All families, in no order."""
        return [tuple(row) for row in self.connection.execute(select(families))]

    def read_terms(self, marks: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """What some families are about."""
        for start in _cut(wanted := sorted(set(marks))):
            chosen = select(vectors.c.mark, vectors.c.terms).where(vectors.c.mark.in_(wanted[start : start + _AT_ONCE]))
            yield from ((row[0], row[1]) for row in self.connection.execute(chosen))

    def read_links(self, marks: Iterable[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """Whom some families are linked with, and who is linked with them."""
        for start in _cut(wanted := sorted(set(marks))):
            chosen = select(vectors.c.mark, vectors.c.links, vectors.c.linked).where(
                vectors.c.mark.in_(wanted[start : start + _AT_ONCE])
            )
            yield from ((row[0], row[1], row[2]) for row in self.connection.execute(chosen))

    def read_records(self, section: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The ids and records of some rows of a section."""
        for start in _cut(wanted := sorted(set(ids))):
            chosen = select(records.c.id, records.c.body).where(
                records.c.type == section, records.c.id.in_(wanted[start : start + _AT_ONCE])
            )
            yield from ((row.id, row.body) for row in self.connection.execute(chosen))

    def read_section(self, section: str) -> Iterator[tuple[str, str]]:
        """The ids and records of all rows of a section."""
        chosen = select(records.c.id, records.c.body).where(records.c.type == section)
        yield from ((row.id, row.body) for row in self.connection.execute(chosen))

    def read_keys_of(self, stories: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The sections and ids of the rows that belong to some stories."""
        for start in _cut(wanted := sorted(set(stories))):
            held = select(facets.c.number).where(
                facets.c.name == "story", facets.c.value.in_(wanted[start : start + _AT_ONCE])
            )
            chosen = select(records.c.type, records.c.id).where(records.c.number.in_(held))
            yield from ((row.type, row.id) for row in self.connection.execute(chosen))

    def read_reports_of(self, claims: Iterable[str]) -> Iterator[str]:
        """The reports that some claims stand in."""
        for start in _cut(wanted := sorted(set(claims))):
            chosen = (
                select(facets.c.value)
                .join(records, records.c.number == facets.c.number)
                .where(
                    records.c.type == "claims",
                    records.c.id.in_(wanted[start : start + _AT_ONCE]),
                    facets.c.name == "report",
                )
            )
            yield from self.connection.execute(chosen).scalars()

    def find_named(self, section: str, said: Iterable[str], name: str = "named") -> set[str]:
        """The ids of the rows of a section that have some facet."""
        found: set[str] = set()
        for start in _cut(wanted := sorted(set(said))):
            chosen = (
                select(records.c.id)
                .join(facets, records.c.number == facets.c.number)
                .where(
                    records.c.type == section,
                    facets.c.name == name,
                    facets.c.value.in_(wanted[start : start + _AT_ONCE]),
                )
            )
            found.update(self.connection.execute(chosen).scalars())
        return found

    def read_payloads(self, facts: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """What some facts say."""
        wanted = sorted(set(facts))
        for start in _cut(wanted):
            chosen = (
                select(journal.c.seq, payloads.c.body)
                .join(payloads, payloads.c.digest == journal.c.payload)
                .where(journal.c.seq.in_(wanted[start : start + _AT_ONCE]))
            )
            yield from ((row.seq, bytes(row.body)) for row in self.connection.execute(chosen))

    def find_names(self, said: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Who of the files that reports came in has some names."""
        yield from ((row["name"], row["file"]) for row in self._read("names", "name", said))

    def find_names_of(self, files: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The names of some files."""
        yield from ((row["name"], row["file"]) for row in self._read("names", "file", files))

    def find_problem_batches(self, paths: Iterable[str]) -> Iterator[tuple[str, int]]:
        """In which batches of the journal something was wrong with some paths."""
        for row in self._read("journal", "subject", paths):
            if row["kind"] == FactKind.PROBLEM.value:
                yield row["subject"], row["batch"]

    def read_parts(
        self, section: str, ids: Iterable[str], but: Collection[int] = (), *, told: bool = False
    ) -> Iterator[tuple[str, str]]:
        """What stories but some say of sources, actors or places: id and record, each that differs once; as people
        judged them, or as they were `told`.
        """
        body = parts.c.told if told else func.coalesce(parts.c.judged, parts.c.told)
        there = parts.c.told.is_not(None) if told else func.coalesce(parts.c.judged, "+") != ""
        for start in _cut(wanted := sorted(set(ids))):
            some = wanted[start : start + _AT_ONCE]
            chosen = select(parts.c.id, body).where(parts.c.section == section, parts.c.id.in_(some), there)
            if but:
                chosen = chosen.where(parts.c.story.not_in(list(but)))
            yield from ((row[0], row[1]) for row in self.connection.execute(chosen.distinct()))

    def find_stories_with(self, section: str, ids: Iterable[str]) -> set[int]:
        """The stories that say something of some sources, actors or places."""
        found: set[int] = set()
        for start in _cut(wanted := sorted(set(ids))):
            chosen = select(parts.c.story).where(
                parts.c.section == section, parts.c.id.in_(wanted[start : start + _AT_ONCE])
            )
            found.update(self.connection.execute(chosen.distinct()).scalars())
        return found

    def read_parts_of(self, stories: Iterable[int]) -> Iterator[RowMapping]:
        """What some stories say of sources, actors and places."""
        return self._read("parts", "story", stories)

    def _read(self, name: str, column: str, wanted: Iterable[int | str]) -> Iterator[RowMapping]:
        table, given = META.tables[name], sorted(set(wanted), key=str)
        for start in _cut(given):
            chosen = select(table).where(table.c[column].in_(given[start : start + _AT_ONCE]))
            yield from self.connection.execute(chosen).mappings()

    def _read_either(self, name: str, one: str, other: str, wanted: Iterable[int]) -> Iterator[RowMapping]:
        table, given = META.tables[name], sorted(set(wanted))
        for start in _cut(given):
            some = given[start : start + _AT_ONCE]
            chosen = select(table).where(or_(table.c[one].in_(some), table.c[other].in_(some)))
            yield from self.connection.execute(chosen).mappings()


def _cut(wanted: Sequence[object]) -> range:
    return range(0, len(wanted), _AT_ONCE)
