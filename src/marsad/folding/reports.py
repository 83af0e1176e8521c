"""Reports as a fold needs them: as people corrected them, and with the dates that they inherited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from pydantic import TypeAdapter

from marsad.folding.arriving import Arrivals
from marsad.intake import Taken
from marsad.ledger.ruling import judge_reports
from marsad.model.judgements import Judgement, SubjectKind, Verb
from marsad.model.reports import Problem, Report
from marsad.store.database.kin import Kin, mark, unmark
from marsad.store.database.opening import Database

_TAKEN, _REPORT = TypeAdapter(Taken), TypeAdapter(Report)


def sign_report(report: Report) -> str:
    """A hash of all that a report says."""
    return blake2b(_REPORT.dump_json(report), digest_size=16).hexdigest()


class Reports:
    """Reports by mark, as they are after this fold."""

    def __init__(self, kin: Kin, arrivals: Arrivals, judgements: Sequence[Judgement]) -> None:
        """`judgements` are those in force."""
        self._kin = kin
        self._taken = {number: taken for number, (_, taken) in arrivals.taken.items()}
        self._gone = arrivals.gone
        self._corrections = [one for one in judgements if _corrects(one)]
        self._corrected: dict[int, Report] = {}
        self._dated: dict[int, Report] = {}
        self._raw: dict[int, Taken] = {}

    def read_taken(self, marks: Iterable[int]) -> Mapping[int, Taken]:
        """Reports as they were taken in."""
        wanted = set(marks)
        found = {number: self._taken[number] for number in wanted if number in self._taken}
        found.update({number: self._raw[number] for number in wanted if number in self._raw})
        rows = {row["fact"]: row for row in self._kin.read_members(wanted - found.keys())}
        for fact, body in self._kin.read_payloads(rows):
            row, taken = rows[fact], _TAKEN.validate_json(body)
            report = replace(taken.report, key=row["key"], id=unmark("report", row["mark"]))
            self._raw[row["mark"]] = found[row["mark"]] = replace(taken, report=report)
        return found

    def correct(self) -> Mapping[int, Report]:
        """All reports that people corrected, or had corrected before; and all that came."""
        anchors = [a for one in self._corrections for s in one.about for a in s.anchors]
        wanted = {row["mark"] for row in self._kin.read_corrected()} | self._taken.keys()
        wanted |= {row["mark"] for row in self._kin.read_members_by_key(a.report for a in anchors if a.report)}
        wanted |= {row["mark"] for row in self._kin.read_members(mark(a.id) for a in anchors)}
        wanted -= self._gone
        raw = [taken.report for taken in self.read_taken(wanted).values()]
        ordered = sorted(raw, key=lambda report: (report.key, report.id))
        self._corrected = {mark(one.id): one for one in judge_reports(ordered, self._corrections)}
        return self._corrected

    def is_corrected(self, number: int) -> bool:
        """Whether a report differs from what was taken in."""
        return self._corrected[number] != self.read_taken([number])[number].report

    def read(self, marks: Iterable[int]) -> Mapping[int, Report]:
        """Reports as people corrected them."""
        wanted = set(marks)
        new = self.read_taken(wanted - self._corrected.keys())
        self._corrected.update({number: taken.report for number, taken in new.items()})
        return {number: self._corrected[number] for number in wanted}

    def date(self, reports: Mapping[int, Report]) -> None:
        """Take in the dated form of some reports."""
        self._dated.update(reports)

    def read_dated(self, marks: Iterable[int]) -> Mapping[int, Report]:
        """Reports with the dates that they inherited; without the source that a story gave them."""
        wanted = set(marks)
        ids = [unmark("report", number) for number in wanted - self._dated.keys()]
        for key, body in self._kin.read_records("reports", ids):
            self._dated[mark(key)] = replace(_REPORT.validate_json(body), source=None)
        return {number: self._dated[number] for number in wanted}

    def tell_undated(self, number: int) -> Problem | None:
        """What to say of a report while nothing dates it."""
        return self.read_taken([number])[number].undated


def read_member(database: Database, report: str) -> Taken | None:
    """A report of the views as it was taken in, by its id; None where the views have none."""
    with database.read() as connection:
        kin = Kin(connection)
        for key, _ in kin.read_records("reports", [report]):
            if any(True for _ in kin.read_members([mark(key)])):
                return Reports(kin, Arrivals(), ()).read_taken([mark(key)])[mark(key)]
    return None


def _corrects(judgement: Judgement) -> bool:
    return judgement.verb is Verb.CORRECT and any(one.kind is SubjectKind.REPORT for one in judgement.about)
