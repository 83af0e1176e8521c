"""Lineage as reports come and go: who repeats whom, families and dates, looked at around these alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from pydantic import TypeAdapter

from marsad.folding.reports import Reports
from marsad.lineage.choosing import choose_rows, introduce
from marsad.lineage.copies import judge_pairs, write_copies
from marsad.lineage.dates import inherit_dates
from marsad.lineage.families import find_families
from marsad.lineage.keys import Body, read_body
from marsad.lineage.meeting import Pair, Place, find_hubs, find_meetings, may_share
from marsad.lineage.origins import order_report
from marsad.lineage.pairs import FEW, list_prints
from marsad.lineage.relations import Reuse
from marsad.model.copies import Copy, Family, Relation
from marsad.model.reports import DateBasis, Report
from marsad.store.database.kin import Change, Kin, mark

_REUSE, _COPY = TypeAdapter(Reuse), TypeAdapter(Copy)
_WHOLE = (Relation.VERBATIM, Relation.REWRITE)
_OPEN = (DateBasis.UNKNOWN, DateBasis.RECEIVED)
_MINUTES = 1 << 12
_UNDATED = 1 << 36


def tell_moment(report: Report) -> int:
    """When a report is from, as a number that sorts as reports are compared."""
    undated, day, minute, _ = order_report(report)
    return undated * _UNDATED + day * _MINUTES + minute


def is_open(report: Report) -> bool:
    """Whether a report has no date of its own, so that it may inherit one."""
    return report.published_basis in _OPEN


@dataclass(slots=True)
class Lineage:
    """What came of it: rows of copies, families that are gone and new, and whose dates are other than before."""

    copies_gone: set[str] = field(default_factory=set)
    copies: list[Copy] = field(default_factory=list)
    families_gone: set[int] = field(default_factory=set)
    families: list[Family] = field(default_factory=list)
    words: dict[int, int] = field(default_factory=dict)
    dated: dict[int, Report] = field(default_factory=dict)


class Follower:
    """Follows the lineage of a desk through one change: some reports gone, others come, by mark."""

    def __init__(self, kin: Kin, reports: Reports, gone: Iterable[int], come: Mapping[int, Report]) -> None:
        """A report that is both gone and come is another than it was."""
        self._kin = kin
        self._reports = reports
        self._gone = frozenset(gone)
        self._come = come
        self.change = Change()
        self.found = Lineage()
        self._bodies: dict[int, Body] = {}
        self._moments = {number: tell_moment(report) for number, report in come.items()}
        self._old = {row["mark"]: row for row in kin.read_members(self._gone)}
        self._reuses: dict[tuple[int, int], Reuse | None] = {}

    def follow(self) -> Lineage:
        """Find all that changed."""
        around = self._choose(self._share())
        self._find_families(around)
        self._date()
        return self.found

    def _body(self, number: int) -> Body:
        if number not in self._bodies:
            self._bodies[number] = read_body(self._reports.read([number])[number])
        return self._bodies[number]

    def _place(self, number: int) -> Place:
        if number not in self._moments:
            (row,) = self._kin.read_members([number])
            self._moments[number] = row["moment"]
        return self._moments[number], number

    def _share(self) -> set[int]:
        """Find whom those that came share words with; all whose reuses changed."""
        come = {self._place(number): dict(list_prints(self._body(number).keys)) for number in self._come}
        self.found.words = {number: len(self._body(number)) for number in self._come}
        texts = self._reports.read_taken(self._gone)
        gone = {
            (self._old[number]["moment"], number): dict(list_prints(read_body(texts[number].report).keys))
            for number in self._gone
        }
        self._write_prints(gone, come)
        met = find_meetings(gone, come, self._kin)
        changed = set(self._gone) | set(self._come)
        for left, right, _ in self._kin.read_reuses(self._gone):
            self._reuses[left, right] = None
            changed |= {left, right}
        pairs = [*met.new, *self._keep_near(met.doubtful | met.hopeful, gone, come)]
        bodies = [(self._body(one[1]), self._body(other[1])) for one, other in pairs]
        for (one, other), reuse in zip(pairs, judge_pairs(bodies), strict=True):
            self._note(one[1], other[1], reuse, changed)
        keys = [{"one": left, "other": right} for left, right in self._reuses]
        self.change.take("reuses", keys)
        kept = [(pair, reuse) for pair, reuse in self._reuses.items() if reuse is not None]
        self.change.put("reuses", ({"one": p[0], "other": p[1], "body": _REUSE.dump_json(r).decode()} for p, r in kept))
        return changed

    def _note(self, one: int, other: int, reuse: Reuse | None, changed: set[int]) -> None:
        if reuse is not None or (one, other) in self._reuses:
            self._reuses[one, other] = reuse
            changed |= {one, other}

    def _write_prints(self, gone: Mapping[Place, Mapping[int, int]], come: Mapping[Place, Mapping[int, int]]) -> None:
        self.change.take(
            "prints",
            ({"print": key, "moment": p[0], "mark": p[1]} for p, held in gone.items() for key in held),
        )
        self.change.put(
            "prints",
            (
                {"print": key, "moment": p[0], "mark": p[1], "word": word}
                for p, held in come.items()
                for key, word in held.items()
            ),
        )

    def _keep_near(
        self,
        pairs: Iterable[Pair],
        gone: Mapping[Place, Mapping[int, int]],
        come: Mapping[Place, Mapping[int, int]],
    ) -> list[Pair]:
        """Of pairs of two who stay, those that are worth comparing now; the others that shared something are noted."""
        ordered = sorted(pairs)
        if not ordered:
            return []
        held = {
            number: dict(list_prints(self._body(number).keys)) for number in {p[1] for pair in ordered for p in pair}
        }
        keys = {key for one, other in ordered for key in held[one[1]].keys() & held[other[1]].keys()}
        first = self._kin.list_first(keys, FEW + 1 + len(gone))
        hubs = {}
        for key in keys:
            stay = [place for place, _ in first.get(key, ()) if place not in gone]
            hubs[key] = find_hubs(sorted({*stay, *(p for p in come if key in come[p])})[: FEW + 1])
        near = [pair for pair in ordered if may_share((held[pair[0][1]], held[pair[1][1]]), pair, hubs)]
        stored = {(one, other) for one, other, _ in self._kin.read_reuses({p[1] for pair in ordered for p in pair})}
        for one, other in set(ordered) - set(near):
            if (one[1], other[1]) in stored:
                self._reuses[one[1], other[1]] = None
        return [pair for pair in near if (pair[0][1], pair[1][1]) not in stored]

    def _read_reuses(self, marks: Iterable[int]) -> dict[tuple[int, int], Reuse]:
        """What some reports share with others, now."""
        wanted = set(marks)
        found = {
            (one, other): _REUSE.validate_json(body)
            for one, other, body in self._kin.read_reuses(wanted)
            if (one, other) not in self._reuses
        }
        new = {p: reuse for p, reuse in self._reuses.items() if reuse is not None and not wanted.isdisjoint(p)}
        return {**found, **new}

    def _choose(self, changed: set[int]) -> set[int]:
        """Choose the rows about those whose reuses changed; these and the other ends of rows that went or came."""
        changed |= {number for pair in self._reuses for number in pair}
        here = changed - (self._gone - self._come.keys())
        near = here | set(chain.from_iterable(self._read_reuses(here)))
        shared = self._read_reuses(near)
        around = near | set(chain.from_iterable(shared))
        shared = {pair: reuse for pair, reuse in self._read_reuses(around).items() if around.issuperset(pair)}
        self._moments.update({r["mark"]: r["moment"] for r in self._kin.read_members(around - self._moments.keys())})
        places = sorted(self._place(number) for number in around)
        order = {number: at for at, (_, number) in enumerate(places)}
        reports = self._reports.read(around)
        words = {row["mark"]: row["words"] for row in self._kin.read_members(around)} | self.found.words
        chosen = choose_rows(
            {at: introduce(reports[number], words[number]) for number, at in order.items()},
            {(order[one], order[other]): reuse for (one, other), reuse in shared.items()},
        )
        rows = [
            row for row in write_copies(chosen) if not changed.isdisjoint((mark(row.report), mark(row.origin or "")))
        ]
        old = {copy: (report, origin) for report, origin, copy in self._kin.read_ties(changed)}
        self.found.copies_gone, self.found.copies = set(old), rows
        self.change.take("ties", ({"report": report, "origin": origin} for report, origin in old.values()))
        self.change.put(
            "ties", ({"report": mark(r.report), "origin": mark(r.origin or ""), "copy": r.id} for r in rows)
        )
        ends = {number for pair in old.values() for number in pair}
        return changed | ends | {mark(end) for row in rows for end in (row.report, row.origin or "")}

    def read_copies(self, marks: Iterable[int]) -> list[Copy]:
        """The rows about some reports, now."""
        wanted = set(marks)
        kept = [copy for *_, copy in self._kin.read_ties(wanted) if copy not in self.found.copies_gone]
        held = [_COPY.validate_json(body) for _, body in self._kin.read_records("copies", kept)]
        new = [row for row in self.found.copies if {mark(row.report), mark(row.origin or "")} & wanted]
        return [*held, *new]

    def _find_families(self, around: set[int]) -> None:
        """The families of all whose rows changed."""
        rows = {row["mark"]: row for row in self._kin.read_members(around)}
        self.found.families_gone = {row["family"] for row in rows.values()}
        inside = {row["mark"] for row in self._kin.read_members_of(self.found.families_gone)}
        inside = (inside - self._gone) | self._come.keys()
        copies = [row for row in self.read_copies(inside) if row.relation in _WHOLE]
        self.found.families = list(find_families(tuple(self._reports.read(inside).values()), copies))

    def _date(self) -> None:
        """Date those without a date of their own that are tied to a family that changed, directly or by one step."""
        homes = {mark(report): family.id for family in self.found.families for report in family.reports}
        self.found.dated = {n: r for n, r in self._reports.read(homes).items() if not is_open(r)}
        reach = self._grow(set(homes))
        reach = self._grow(reach | self._list_ends(reach))
        givers = self._list_ends(reach)
        reach = self._grow(reach | {mark(row.report) for row in self.read_copies(reach)})
        opened = {row["mark"] for row in self._kin.read_members(reach - self._come.keys()) if row["open"]}
        opened |= {number for number in reach & self._come.keys() if is_open(self._come[number])}
        if opened:
            inside = self._grow(reach | self._list_ends(reach) | givers)
            every = inside | self._list_ends(inside)
            copies = {row.id: row for row in self.read_copies(every)}
            ends = [row for row in copies.values() if every.issuperset((mark(row.report), mark(row.origin or "")))]
            dated = inherit_dates(tuple(self._reports.read(every).values()), ends)
            self.found.dated.update({mark(r.id): r for r in dated if mark(r.id) in opened})

    def _grow(self, marks: set[int]) -> set[int]:
        """Some reports with all of their families."""
        new = {
            mark(report)
            for f in self.found.families
            for report in f.reports
            if not marks.isdisjoint(map(mark, f.reports))
        }
        rows = self._kin.read_members(marks - new)
        held = {row["family"] for row in rows} - self.found.families_gone
        return marks | new | {row["mark"] for row in self._kin.read_members_of(held)}

    def _list_ends(self, marks: set[int]) -> set[int]:
        return {mark(end) for row in self.read_copies(marks) for end in (row.report, row.origin or "")}
