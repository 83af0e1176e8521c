"""Versions: what pages that changed said before, told beside a ledger of what they say now.

The ledger itself is that of the last texts alone: an earlier text is no report, no copy and no voice in it. What is
added is which sentences became others, and, where a figure did, a change of the outlet against its earlier self.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pydantic import TypeAdapter

from marsad.intake import Taken
from marsad.ledger.entries import gather
from marsad.lineage.changes import Change as Comparison
from marsad.lineage.changes import Fate, compare_reports
from marsad.lineage.swaps import SwapKind
from marsad.model.claims import Claim, Count, Stance
from marsad.model.ids import make_id
from marsad.model.incidents import Change
from marsad.model.ledger import Ledger
from marsad.model.reports import Report, Span
from marsad.model.versions import Edit, FigureEdit, SentenceEdit, Version
from marsad.pipeline import build_ledger
from marsad.reconcile.groups import read_group, same_group
from marsad.reconcile.labels import name_figure
from marsad.reconcile.values import figure_of
from marsad.store.database.versions import Edition, History
from marsad.store.shelf import Shelf, name_work, work_out

NO_LONGER = "no longer in its report"
_EDITS = {Fate.CHANGED: Edit.CHANGED, Fate.DROPPED: Edit.DROPPED, Fate.ADDED: Edit.ADDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure that a text states as news, and the claim that it stands in."""

    claim: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure of a text, by its number there, and the one of the next text that took its place, if one did."""

    before: int
    after: int | None


Fits = Callable[[Count, Count], bool]
_STATED = TypeAdapter(tuple[Stated, ...])
_REPORT = TypeAdapter(Report)


def tell_versions(
    ledger: Ledger, histories: Sequence[History], taken: Sequence[Taken], shelf: Shelf | None = None
) -> Ledger:
    """The ledger with the versions of its reports; `taken` says which report each file is in it."""
    standing = {one.file: one.report.id for one in taken}
    reports = {report.id: report for report in ledger.reports}
    versions: list[Version] = []
    changes: list[Change] = []
    for history in histories:
        report = reports.get(standing.get(history.file, ""))
        if report is not None:
            told = _Told(ledger, report, history.editions, shelf)
            versions += told.versions()
            changes += told.changes
    return replace(ledger, versions=gather(versions), changes=gather((*ledger.changes, *changes)))


class _Told:
    """What is to be told of one report and the texts that it had."""

    def __init__(self, ledger: Ledger, report: Report, editions: Sequence[Edition], shelf: Shelf | None) -> None:
        self._ledger = ledger
        self._report = report
        self._editions = editions
        self._claims = tuple(claim for claim in ledger.claims if claim.report == report.id)
        earlier = [_read_alone(edition.report, shelf) for edition in editions[:-1]]
        self._stated = (*earlier, tuple(_list_stated(self._claims)))
        self._comparisons = tuple(compare_reports(a.report, b.report) for a, b in pairwise(editions))
        self._moves = tuple(
            _match(comparison, a, b)
            for comparison, (a, b) in zip(self._comparisons, pairwise(self._stated), strict=True)
        )
        self.changes: list[Change] = []

    def versions(self) -> Iterator[Version]:
        """A version for each step from one text to the next."""
        for step, (a, b) in enumerate(pairwise(self._editions)):
            moves = [moved for moved in self._moves[step] if self._is_other(step, moved)]
            changes = tuple(self._change(step, moved, outlet) for moved in moves for outlet in self._name_outlet())
            self.changes.extend(changes)
            yield Version(
                id=make_id("version", self._report.id, a.report.id, b.report.id, b.at.isoformat()),
                report=self._report.id,
                earlier=a.report.id,
                later=b.report.id if step < len(self._moves) - 1 else self._report.id,
                earlier_at=a.at,
                at=b.at,
                sentences=tuple(self._tell_sentences(step, a.report.text, b.report.text)),
                changes=tuple(sorted({change.id for change in changes})),
            )

    def _tell_sentences(self, step: int, before: str, after: str) -> Iterator[SentenceEdit]:
        last = step == len(self._moves) - 1
        for row in self._comparisons[step]:
            if row.fate is not Fate.SAME:
                yield SentenceEdit(
                    edit=_EDITS[row.fate],
                    before=_quote(before, row.left),
                    after=_quote(after, row.right),
                    span=row.right if last else None,
                    figures=tuple(
                        FigureEdit(before=_quote(before, swap.left), after=_quote(after, swap.right))
                        for swap in row.swaps
                        if swap.kind is SwapKind.FIGURES
                    ),
                )

    def _is_other(self, step: int, moved: Moved) -> bool:
        """Whether the figure is another now, or gone."""
        before = self._stated[step][moved.before].count
        return moved.after is None or figure_of(self._stated[step + 1][moved.after].count) != figure_of(before)

    def _change(self, step: int, moved: Moved, outlet: str) -> Change:
        """The outlet against its earlier self: what it states of it now, if it does, are the claims."""
        before = self._stated[step][moved.before].count
        after = self._stated[step + 1][moved.after].count if moved.after is not None else None
        texts = name_figure(before), name_figure(after) if after is not None else NO_LONGER
        claim = self._follow(step + 1, moved.after)
        about = self._find_about(claim)
        claims = (claim,) if claim is not None else ()
        at = self._editions[step + 1].at
        return Change(
            id=make_id("change", about, self._report.id, *texts, *claims, at.isoformat(), str(before.span)),
            at=at,
            about=about,
            source=outlet,
            from_=texts[0],
            to=texts[1],
            claims=claims,
        )

    def _follow(self, step: int, stated: int | None) -> str | None:
        """The claim of the ledger that a figure of an earlier text became."""
        for moves in self._moves[step:]:
            stated = next((moved.after for moved in moves if moved.before == stated), None)
        return self._stated[-1][stated].claim if stated is not None else None

    def _find_about(self, claim: str | None) -> str:
        """The incident or tally that the claim is part of; of a figure that is gone, the report."""
        rows = [(incident.id, incident.claims) for incident in self._ledger.incidents]
        rows += [(one.id, tuple(c for point in one.points for c in point.claims)) for one in self._ledger.series]
        return next((key for key, claims in rows if claim in claims), claim or self._report.id)

    def _name_outlet(self) -> tuple[str, ...]:
        """The outlet's source; none of a report that was not read."""
        return (self._report.source,) if self._report.source else ()


def _read_alone(report: Report, shelf: Shelf | None) -> tuple[Stated, ...]:
    """The figures of an earlier text, read by itself."""

    def work() -> tuple[Stated, ...]:
        return tuple(_list_stated(build_ledger([report]).claims))

    return work_out(shelf, _STATED, name_work("stated", [_REPORT.dump_json(report)]), work)


def _list_stated(claims: Sequence[Claim]) -> Iterator[Stated]:
    """The figures that claims assert as news, in the order of the text."""
    found = [
        Stated(claim=claim.id, count=count)
        for claim in claims
        if claim.stance is Stance.ASSERTS and not claim.background
        for count in claim.counts
    ]
    yield from sorted(found, key=lambda one: (one.count.span, one.claim, one.count.measure.value))


def _match(comparison: Sequence[Comparison], before: Sequence[Stated], after: Sequence[Stated]) -> tuple[Moved, ...]:
    """What became of each figure: the one in the sentence that took its sentence's place, best of the same group; else
    one anywhere that is the same; else, where one figure of a measure is left on either side, that.
    """
    taken: dict[int, int] = {}

    def pair(fits: Fits) -> None:
        for one, old in enumerate(before):
            if one not in taken:
                free = (other for other in range(len(after)) if other not in taken.values())
                found = next((other for other in free if fits(old.count, after[other].count)), None)
                if found is not None:
                    taken[one] = found

    def meets(old: Count, new: Count) -> bool:
        return any(_holds(row.left, old.span) and _holds(row.right, new.span) for row in comparison)

    pair(lambda old, new: _same_kind(old, new) and figure_of(old) == figure_of(new) and meets(old, new))
    pair(lambda old, new: _same_kind(old, new) and meets(old, new))
    pair(lambda old, new: old.measure is new.measure and meets(old, new))
    pair(lambda old, new: _same_kind(old, new) and figure_of(old) == figure_of(new))
    _pair_alone(before, after, taken)
    return tuple(Moved(before=one, after=taken.get(one)) for one in range(len(before)))


def _pair_alone(before: Sequence[Stated], after: Sequence[Stated], taken: dict[int, int]) -> None:
    """Where one figure of a measure is left on either side, the second took the place of the first."""
    left = [one for one in range(len(before)) if one not in taken]
    right = [other for other in range(len(after)) if other not in taken.values()]
    for measure in {before[one].count.measure for one in left}:
        ours = [one for one in left if before[one].count.measure is measure]
        theirs = [other for other in right if after[other].count.measure is measure]
        if len(ours) == len(theirs) == 1:
            taken[ours[0]] = theirs[0]


def _same_kind(one: Count, other: Count) -> bool:
    groups = (read_group(count.of, count.party, count.age, count.measure) for count in (one, other))
    return one.measure is other.measure and same_group(*groups)


def _holds(sentence: Span | None, part: Span) -> bool:
    return sentence is not None and sentence[0] <= part[0] < sentence[1]


def _quote(text: str, span: Span | None) -> str | None:
    return text[slice(*span)] if span is not None else None
