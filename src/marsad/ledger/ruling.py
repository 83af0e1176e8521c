"""Rulings: what the judgements in force say of a ledger's claims, sources and stories.

The latest goes first. One that contradicts a later one, on the same claims or field, is overruled where it does so; one
that finds nothing is lost. Both stay in the log and are reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from marsad.errors import InputError
from marsad.ledger.anchoring import Finder, find_reports
from marsad.ledger.correcting import Names, correct_claim, correct_report, split_value
from marsad.ledger.edges import Edges
from marsad.ledger.judgements import say_words
from marsad.model.claims import Claim, Place, Source
from marsad.model.copies import Story
from marsad.model.ids import make_id
from marsad.model.judgements import (
    Judgement,
    JudgementRow,
    Rulings,
    Standing,
    SubjectKind,
    Verb,
    Whole,
)
from marsad.model.reports import Report, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What judgements make of a ledger: claims and names that differ, the rulings, and a row for each judgement."""

    claims: Mapping[str, Claim]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    merged: Mapping[str, str]
    rulings: Rulings
    rows: tuple[JudgementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story's claims, and the sources and places that they name."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    places: tuple[Place, ...]


def tell_judged(told: Told, judged: Judged) -> tuple[Told, Rulings]:
    """One story's claims as people judged them, and the rulings that are about them."""
    claims = tuple(_rename(judged.claims.get(claim.id, claim), judged.merged) for claim in told.claims)
    kept = {source.id: source for source in told.sources}
    named = dict.fromkeys(source for claim in claims for source in claim.chain)
    kept.update({source: judged.sources[source] for source in named if source not in kept})
    placed = {place.id: place for place in told.places}
    parts = dict.fromkeys(part.place for claim in claims for part in claim.places)
    placed.update({place: judged.places[place] for place in parts if place not in placed})
    sources = _merge_rows(kept, judged.merged) if judged.merged else kept
    told = Told(claims=claims, sources=tuple(sources.values()), places=tuple(placed.values()))
    return told, _of_story(judged.rulings, frozenset(claim.id for claim in claims))


def _rename(claim: Claim, merged: Mapping[str, str]) -> Claim:
    """The claim's chain by the sources that stand for others; each once, where it stands first."""
    if not any(source in merged for source in claim.chain):
        return claim
    links: dict[str, Span | None] = {}
    for source, span in zip(claim.chain, claim.chain_spans, strict=True):
        links.setdefault(merged.get(source, source), span)
    return replace(claim, chain=tuple(links), chain_spans=tuple(links.values()))


def _merge_rows(sources: Mapping[str, Source], merged: Mapping[str, str]) -> dict[str, Source]:
    """The rows that are left, each with the names of those that went into it."""
    names: dict[str, set[str]] = {}
    for source in sources.values():
        if source.id in merged:
            names.setdefault(merged[source.id], set()).update((source.name, *source.aliases))
    rows: dict[str, Source] = {}
    for source in sources.values():
        if source.id not in merged:
            aliases = tuple(sorted({*source.aliases, *names.get(source.id, ())} - {source.name}))
            above = merged.get(source.affiliation or "", source.affiliation)
            rows[source.id] = replace(source, aliases=aliases, affiliation=above if above != source.id else None)
    return rows


def _of_story(rulings: Rulings, claims: frozenset[str]) -> Rulings:
    return Rulings(
        together=tuple(edge for edge in rulings.together if edge.one in claims and edge.other in claims),
        apart=tuple(edge for edge in rulings.apart if edge.one in claims and edge.other in claims),
        wholes=tuple(whole for whole in rulings.wholes if whole.claims & claims),
        rejected=rulings.rejected & claims,
    )


def judge_reports(reports: Sequence[Report], judgements: Sequence[Judgement]) -> tuple[Report, ...]:
    """The reports with people's corrections, the latest last."""
    finder = Finder(reports, (), ())
    for judgement in judgements:
        for subject in judgement.about if judgement.verb == Verb.CORRECT else ():
            if subject.kind == SubjectKind.REPORT:
                for key in finder.find(subject).ids:
                    try:
                        finder.reports[key] = correct_report(finder.reports[key], judgement.value or "")
                    except InputError:
                        continue
    return tuple(finder.reports[report.id] for report in reports)


def join_stories(
    stories: Sequence[Story], reports: Sequence[Report], judgements: Sequence[Judgement]
) -> tuple[Story, ...]:
    """Stories whose happenings a person found to be the same are one, under the label of the largest."""
    keyed: dict[str, list[Report]] = {}
    for report in reports:
        keyed.setdefault(report.key, []).append(report)
    groups = [[story] for story in stories]
    home = {report: group for group in groups for report in group[0].reports}
    for judgement in judgements if stories else ():
        if judgement.verb != Verb.SAME:
            continue
        held = [home[report] for subject in judgement.about for report in find_reports(subject, keyed)]
        for other in held[1:]:
            if other is not held[0]:
                held[0].extend(other)
                home.update({report: held[0] for story in other for report in story.reports})
                held = [held[0] if one is other else one for one in held]
    standing = {id(group): group for group in home.values()}
    return tuple(sorted((_join(group) for group in standing.values()), key=lambda story: story.id))


def _join(group: Sequence[Story]) -> Story:
    if len(group) == 1:
        return group[0]
    reports = tuple(sorted(report for story in group for report in story.reports))
    first = [story.first for story in group if story.first]
    last = [story.last for story in group if story.last]
    label = min(group, key=lambda story: (-len(story.reports), story.id)).label
    return Story(
        id=make_id("story", reports[0]),
        label=label,
        reports=reports,
        first=min(first, default=None),
        last=max(last, default=None),
    )


def judge_claims(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    sources: Iterable[Source],
    places: Iterable[Place],
    judgements: Sequence[Judgement],
) -> Judged:
    """Apply the judgements in force to all claims of a ledger."""
    bench = _Bench(Finder(reports, claims, sources), {place.id: place for place in places})
    rows = [bench.hear(judgement) for judgement in reversed(judgements)]
    return bench.close(tuple(sorted(rows, key=lambda row: (row.at, row.id))))


class _Bench:
    """Where judgements are heard, the latest first."""

    def __init__(self, finder: Finder, places: Mapping[str, Place]) -> None:
        self._finder = finder
        self._names = Names(places, finder.sources)
        self._taken: set[tuple[str, str]] = set()
        self._edges = Edges()
        self._wholes: list[Whole] = []
        self._changed: dict[str, Claim] = {}
        self._rejected: set[str] = set()
        self._merged: dict[str, str] = {}

    def hear(self, judgement: Judgement) -> JudgementRow:
        """Take a judgement into account and say what became of it."""
        found = [self._finder.find(subject) for subject in judgement.about]
        ids = tuple(dict.fromkeys(key for one in found for key in one.ids))
        standing, note = Standing.APPLIED, None
        if any(one.moved for one in found):
            standing, note = Standing.REANCHORED, "found again by its words"
        if any(one.missed for one in found):
            note = "some of what it is about is no longer there"
        if not all(one.ids for one in found):
            standing, note = Standing.LOST, "what it is about is no longer there; it is kept in the log"
        else:
            try:
                if not self._apply(judgement, [one.ids for one in found]):
                    standing, note = Standing.OVERRULED, "a later judgement says otherwise"
            except InputError as error:
                standing, note = Standing.LOST, f"{error.what}; it is kept in the log"
        return JudgementRow(
            id=judgement.id,
            at=judgement.at,
            by=judgement.by,
            verb=judgement.verb,
            about=tuple(subject.id for subject in judgement.about),
            found=ids,
            value=judgement.value,
            why=judgement.why,
            standing=standing,
            note=note,
        )

    def _apply(self, judgement: Judgement, found: Sequence[tuple[str, ...]]) -> bool:
        """Whether any of it holds beside the later ones."""
        words = say_words(judgement)
        if judgement.verb in (Verb.SAME, Verb.NOT_SAME, Verb.SPLIT):
            kinds = judgement.about[0].of, judgement.about[1].of
            pairs = [(a, b) for a, b in product(*found[:2]) if a != b]
            if judgement.verb == Verb.SAME:
                return self._edges.join(pairs, kinds, words)
            inner = [(a, b) for a in found[0] for b in found[0] if a < b] if judgement.verb == Verb.SPLIT else []
            parted = self._edges.part(pairs, kinds, words)
            return self._edges.join(inner, kinds, words) or parted
        if judgement.verb == Verb.MERGE_SOURCES:
            return self._merge(found[0][0], found[1])
        about = judgement.about[0]
        if about.kind == SubjectKind.REPORT and judgement.verb == Verb.CORRECT:
            return bool(self._take(found[0], split_value(judgement.value or "")[0]))
        if about.kind == SubjectKind.REPORT:
            told = [claim.id for claim in self._finder.claims.values() if claim.report in found[0]]
            return self._settle(judgement, told, words)
        if judgement.verb in (Verb.ACCEPT, Verb.REJECT) and about.kind == SubjectKind.INCIDENT:
            return self._weigh(judgement, frozenset(found[0]), words)
        return self._settle(judgement, found[0], words)

    def _take(self, claims: Iterable[str], slot: str) -> list[str]:
        """The claims for which no later judgement has decided this already."""
        free = [claim for claim in claims if (claim, slot) not in self._taken]
        self._taken.update((claim, slot) for claim in free)
        return free

    def _weigh(self, judgement: Judgement, claims: frozenset[str], words: str) -> bool:
        of = judgement.about[0].of
        if any(whole.of == of and whole.claims & claims for whole in self._wholes):
            return False
        rejected = judgement.verb == Verb.REJECT
        self._wholes.append(Whole(claims=claims, of=of, rejected=rejected, words=words))
        return True

    def _settle(self, judgement: Judgement, claims: Sequence[str], words: str) -> bool:
        """Accept, reject, correct or lift single claims."""
        value = "background=no" if judgement.verb == Verb.LIFT_BACKGROUND else judgement.value
        slot = split_value(value or "")[0] if value else "standing"
        free = self._take(claims, slot)
        for key in free:
            claim = self._changed.get(key, self._finder.claims[key])
            if value:
                claim = correct_claim(claim, value, self._names, words)
            else:
                said = "rejected" if judgement.verb == Verb.REJECT else "accepted"
                claim = replace(claim, review=False, reasons=(*claim.reasons, f"{said} by {words}"))
                if judgement.verb == Verb.REJECT:
                    self._rejected.add(key)
            self._changed[key] = claim
        return bool(free)

    def _merge(self, kept: str, others: Sequence[str]) -> bool:
        """Let sources be one, under the first; a source goes into one other only."""
        done = False
        for other in others:
            if other != kept and other not in self._merged and self._end(kept) != other:
                self._merged[other] = kept
                done = True
        return done

    def _end(self, source: str) -> str:
        while source in self._merged:
            source = self._merged[source]
        return source

    def close(self, rows: tuple[JudgementRow, ...]) -> Judged:
        """All that was heard."""
        return Judged(
            claims=self._changed,
            places=self._names.places,
            sources=self._names.sources,
            merged={source: self._end(source) for source in self._merged},
            rulings=Rulings(
                together=self._edges.together,
                apart=self._edges.apart,
                wholes=tuple(self._wholes),
                rejected=frozenset(self._rejected),
            ),
            rows=rows,
        )
