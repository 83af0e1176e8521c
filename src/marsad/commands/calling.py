"""Who calls the same people what in one family: words for people that one report has where another has others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marsad.commands.voicing import find_renamed
from marsad.lineage.changes import Change, compare_reports
from marsad.model.copies import Copy, Family, Relation
from marsad.model.reports import Report, Span

_WHOLE = (Relation.VERBATIM, Relation.REWRITE)
Spot = tuple[str, Span]
"""A report's id and words in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Words for some people, and the ids of the reports that use them, by key."""

    words: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """From the sentences of one report to those of another, with the words for people that stand for one another."""

    other: Report
    sentences: tuple[tuple[Span, Span], ...]
    renamed: Mapping[Span, Span]

    def follow(self, report: Report, span: Span) -> Spot | None:
        """Where the other report speaks of the same people in the same sentence, in its words or the same ones."""
        if span in self.renamed:
            return self.other.id, self.renamed[span]
        here = next((pair for pair in self.sentences if pair[0][0] <= span[0] and span[1] <= pair[0][1]), None)
        if here is None:
            return None
        words = report.text[slice(*span)]
        at = self.other.text.find(words, *here[1])
        return (self.other.id, (at, at + len(words))) if at >= 0 else None


def compare_names(family: Family, found: Iterable[Copy], by_id: Mapping[str, Report]) -> tuple[tuple[Called, ...], ...]:
    """For each people that a family names in several ways their names, those that most reports use first.

    Names stand for the same people where a copy has the one in a sentence in which its origin has the other, step by
    step along the family. Case and number make no other name. Excerpts, and reports outside the family, are left out.
    """
    inside = set(family.reports)
    steps: dict[str, list[_Step]] = {}
    for copy in found:
        if copy.relation in _WHOLE and copy.report in inside and copy.origin in inside:
            origin, report = by_id[copy.origin], by_id[copy.report]
            changes = compare_reports(origin, report)
            renamed = {one.left[0]: one.right[0] for one in find_renamed((origin, report), changes)}
            pairs = tuple(_pair_sentences(changes))
            steps.setdefault(origin.id, []).append(_Step(report, pairs, renamed))
            back = {right: left for left, right in renamed.items()}
            steps.setdefault(report.id, []).append(_Step(origin, tuple((r, s) for s, r in pairs), back))
    peoples = _gather_peoples(steps, by_id)
    return tuple(map(tuple, _merge([_name_people(people, by_id) for people in peoples], by_id)))


def _pair_sentences(changes: Sequence[Change]) -> Iterator[tuple[Span, Span]]:
    return ((change.left, change.right) for change in changes if change.left and change.right)


def _gather_peoples(steps: Mapping[str, Sequence[_Step]], by_id: Mapping[str, Report]) -> Iterator[set[Spot]]:
    """The spots that lead to one another, of each people that is renamed somewhere."""
    seen: set[Spot] = set()
    starts = ((report, span) for report in sorted(steps) for step in steps[report] for span in step.renamed)
    for start in starts:
        if start in seen:
            continue
        people, waiting = {start}, [start]
        while waiting:
            report, span = waiting.pop()
            reached = {step.follow(by_id[report], span) for step in steps[report]} - people - {None}
            spots = [spot for spot in reached if spot is not None]
            people.update(spots)
            waiting.extend(spots)
        seen |= people
        yield people


def _name_people(spots: Iterable[Spot], by_id: Mapping[str, Report]) -> dict[str, dict[str, str]]:
    """The names of one people by their folded form, each with the words of every report that uses it."""
    names: dict[str, dict[str, str]] = {}
    for report, span in sorted(spots):
        words = " ".join(by_id[report].text[slice(*span)].split())
        names.setdefault(words.casefold().removesuffix("s"), {}).setdefault(report, words)
    return names


def _merge(peoples: Sequence[dict[str, dict[str, str]]], by_id: Mapping[str, Report]) -> Iterator[list[Called]]:
    """Peoples with the same names are one."""
    merged: dict[frozenset[str], dict[str, dict[str, str]]] = {}
    for names in peoples:
        held = merged.setdefault(frozenset(names), {})
        for name, uses in names.items():
            held.setdefault(name, {}).update(uses)
    for _, names in sorted(merged.items(), key=lambda one: sorted(one[0])):
        ranked = sorted(names.items(), key=lambda one: (-len(one[1]), one[0]))
        if len(ranked) > 1:
            yield [
                Called(words=min(uses.values()), reports=tuple(sorted(uses, key=lambda one: (by_id[one].key, one))))
                for _, uses in ranked
            ]
