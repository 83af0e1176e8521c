"""Marsad's table of contents: the stages in order, from reports to a ledger.

    intake -> lineage -> stories -> claims -> resolve -> reconcile -> ledger -> publish

Each stage is a pure function over frozen records and knows nothing of the others; only this page knows the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain

from pydantic import TypeAdapter, ValidationError

from marsad.claims import read_claims
from marsad.engine.base import Engine, Progress, say_nothing
from marsad.engine.local import LOCAL, run_group
from marsad.intake import Intake, Undated, join_intakes, read_paths
from marsad.ledger.entries import gather, gather_named, gather_places, gather_problems
from marsad.ledger.judgements import find_in_force
from marsad.ledger.knowing import find_known, tell_unplaced
from marsad.ledger.ruling import Judged, Told, join_stories, judge_claims, judge_reports, tell_judged
from marsad.lexicon.bodies import index_bodies
from marsad.lineage import find_copies, find_families, inherit_dates, put_copies_together
from marsad.model.copies import Copy, Family, Story
from marsad.model.drafts import Draft
from marsad.model.judgements import Judgement, Rulings
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Problem, Report
from marsad.reconcile import Reconciled, reconcile
from marsad.resolve import Known, Resolved, index_places, resolve_story
from marsad.settings import MARSAD, MODELS, READ_BATCH, RULES
from marsad.store.desk import NOTHING_ADDED, Added, Desk
from marsad.store.shelf import Shelf, name_work, work_out
from marsad.stories import anchor_reports, group_stories

_DRAFTS = TypeAdapter(tuple[Draft, ...])
_REPORT = TypeAdapter(Report)
_ADDED = TypeAdapter(Added)
_RESOLVED, _RECONCILED = TypeAdapter(Resolved), TypeAdapter(Reconciled)


def read_ledger(
    paths: Sequence[str],
    *,
    received: date | None = None,
    fetched: Intake | None = None,
    desk: Desk | None = None,
    add: bool = False,
    as_of: datetime | None = None,
    progress: Progress = say_nothing,
) -> Ledger:
    """Read reports from files, folders and globs, and what was `fetched` from the web, into one ledger.

    `received` is the latest date that an undated report can have. A `desk` gives people's judgements and keeps what was
    read; with `add` the reports join those that it holds. `as_of` leaves out what could not be known then, and keeps
    nothing. What cannot be read is listed in the ledger's `problems`.
    """
    progress("intake", 0, len(paths))
    taken = read_paths(paths, received)
    progress("intake", len(paths), len(paths))
    taken = join_intakes(fetched, taken) if fetched is not None else taken
    if desk is None:
        return build_ledger(taken.reports, taken.problems, taken.undated, as_of=as_of, progress=progress)
    taken = join_intakes(desk.read_intake(), taken) if add else taken
    return _read_at(desk, taken, as_of, progress)


def _read_at(desk: Desk, taken: Intake, as_of: datetime | None, progress: Progress) -> Ledger:
    judgements, torn = desk.read_judgements()
    if not taken.reports:
        return build_ledger((), (*taken.problems, *torn))
    added, unread = desk.read_added()
    shelf = desk.open_shelf()
    try:
        ledger = build_ledger(
            taken.reports,
            (*taken.problems, *torn, *unread),
            taken.undated,
            judgements=judgements,
            added=added,
            as_of=as_of,
            shelf=shelf,
            progress=progress,
        )
        if as_of is None:
            desk.keep_intake(taken)
            shelf.tidy()
    finally:
        shelf.close()
    return ledger


def build_ledger(
    reports: Sequence[Report],
    problems: Sequence[Problem] = (),
    undated: Sequence[Undated] = (),
    *,
    judgements: Sequence[Judgement] = (),
    added: Added = NOTHING_ADDED,
    as_of: datetime | None = None,
    shelf: Shelf | None = None,
    engine: Engine = LOCAL,
    progress: Progress = say_nothing,
) -> Ledger:
    """The ledger of a set of reports and judgements: the same for any order and batching of them.

    `undated` says what to list of a report that states no date; it is listed if no copy gives it one. `shelf` holds
    what was worked out before; it changes the speed and nothing else. `added` is what people added to the lexicon.
    `engine` says where reports are read.
    """
    judgements = find_in_force(judgements, as_of)
    reports = judge_reports(reports, judgements)
    if as_of is not None:
        every, reports = reports, find_known(reports, as_of, lambda some: inherit_dates(some, find_copies(some)))
        problems = (*problems, *tell_unplaced(every, reports, as_of))
    copies = find_copies(reports)
    families = find_families(reports, copies)
    dated = inherit_dates(reports, copies)
    stories = join_stories(group_stories(dated, copies), dated, judgements)
    drafts = _read(put_copies_together(anchor_reports(dated, stories), copies), added, progress, shelf, engine)
    packs = _pack(stories, dated)
    known = Known(places=index_places(added.places), bodies=index_bodies(added.bodies))
    added_as = _ADDED.dump_json(added)
    resolved = run_group(
        "resolve", lambda pack: _resolve(pack, drafts, known, added_as, shelf), packs, progress=progress
    )
    judged = _judge(resolved, judgements)
    kin = _share(stories, families)
    parts = tuple(_settle(p.story, kin[p.story.id], part, judged) for p, part in zip(packs, resolved, strict=True))
    reconciled = run_group("reconcile", lambda part: _reconcile(part, shelf), parts, progress=progress)
    open_dates = {report.id for report in dated if report.published is None}
    listed = (*problems, *(one.problem for one in undated if one.report in open_dates))
    settled = tuple(part.resolved for part in parts)
    ledger = _fold(listed, copies, families, stories, settled, reconciled)
    return replace(ledger, judgements=judged.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pack:
    """One story with its reports."""

    story: Story
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class _Drafts:
    """The drafts of all reports: on the shelf, where they take no memory, or held where there is none."""

    keys: Mapping[str, str]
    held: Mapping[str, tuple[Draft, ...]]
    shelf: Shelf | None

    def of(self, reports: Sequence[Report]) -> tuple[Draft, ...]:
        """The drafts of some reports, report by report."""
        if self.shelf is None:
            return tuple(chain.from_iterable(self.held.get(report.id, ()) for report in reports))
        found = self.shelf.load([self.keys[report.id] for report in reports])
        return tuple(d for report in reports for d in _DRAFTS.validate_json(found[self.keys[report.id]]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One story with its families, its claims as people judged them, and the rulings about them."""

    story: Story
    families: tuple[Family, ...]
    resolved: Resolved
    rulings: Rulings


_PART = TypeAdapter(_Part)


def _read(reports: Sequence[Report], added: Added, progress: Progress, shelf: Shelf | None, engine: Engine) -> _Drafts:
    """Read all reports a batch at a time; what stands on the shelf from an earlier run is not read again."""
    held: dict[str, tuple[Draft, ...]] = {}
    places = tuple(sorted({name for place in added.places for name in (place.name, *place.aliases)}))
    rest = "\n".join(places).encode()
    keys = {report.id: name_work("drafts", [_REPORT.dump_json(report), rest]) for report in reports} if shelf else {}

    def keep(batch: Sequence[Report], drafts: tuple[Draft, ...]) -> None:
        told: dict[str, list[Draft]] = {report.id: [] for report in batch}
        for draft in drafts:
            told[draft.report].append(draft)
        if shelf is None:
            held.update({report: tuple(some) for report, some in told.items()})
        else:
            shelf.save({keys[report]: _DRAFTS.dump_json(tuple(some)) for report, some in told.items()})

    new = reports if shelf is None else _list_unread(reports, keys, shelf)
    stage = partial(read_claims, places=places)
    engine.run_map("claims", stage, new, batch=READ_BATCH, keep=keep, progress=progress)
    return _Drafts(keys, held, shelf)


def _list_unread(reports: Sequence[Report], keys: Mapping[str, str], shelf: Shelf) -> list[Report]:
    """The reports whose drafts are not on the shelf, or can't be read there."""
    unread: list[Report] = []
    for report in reports:
        record = shelf.load([keys[report.id]]).get(keys[report.id])
        try:
            _DRAFTS.validate_json(record or b"")
        except ValidationError:
            unread.append(report)
    return unread


def _pack(stories: Sequence[Story], reports: Sequence[Report]) -> tuple[_Pack, ...]:
    """Each story with its reports, in one pass; a report is in exactly one story."""
    home = {report: story.id for story in stories for report in story.reports}
    told: dict[str, list[Report]] = {story.id: [] for story in stories}
    for report in reports:
        told[home[report.id]].append(report)
    return tuple(_Pack(story=story, reports=tuple(told[story.id])) for story in stories)


def _resolve(pack: _Pack, drafts: _Drafts, known: Known, added: bytes, shelf: Shelf | None) -> Resolved:
    told = drafts.of(pack.reports)

    def work() -> Resolved:
        return resolve_story(pack.reports, told, known)

    if shelf is None:
        return work()
    reports = [_REPORT.dump_json(report) for report in pack.reports]
    key = name_work("resolved", [*reports, _DRAFTS.dump_json(told), added])
    return work_out(shelf, _RESOLVED, key, work)


def _judge(resolved: Sequence[Resolved], judgements: Sequence[Judgement]) -> Judged:
    return judge_claims(
        chain.from_iterable(part.reports for part in resolved),
        chain.from_iterable(part.claims for part in resolved),
        gather_named(chain.from_iterable(part.sources for part in resolved)),
        gather_places(chain.from_iterable(part.places for part in resolved)),
        judgements,
    )


def _share(stories: Sequence[Story], families: Sequence[Family]) -> dict[str, tuple[Family, ...]]:
    """Each story's families, in one pass: those that hold a report of it."""
    home = {report: story.id for story in stories for report in story.reports}
    kin: dict[str, list[Family]] = {story.id: [] for story in stories}
    for family in families:
        for story in dict.fromkeys(home[report] for report in family.reports):
            kin[story].append(family)
    return {story: tuple(some) for story, some in kin.items()}


def _settle(story: Story, families: tuple[Family, ...], resolved: Resolved, judged: Judged) -> _Part:
    """A story's claims as people judged them."""
    told = Told(claims=resolved.claims, sources=resolved.sources, places=resolved.places)
    told, rulings = tell_judged(told, judged)
    outlets = tuple(replace(r, source=judged.merged.get(r.source or "", r.source)) for r in resolved.reports)
    settled = replace(resolved, reports=outlets, claims=told.claims, sources=told.sources, places=told.places)
    return _Part(story=story, families=families, resolved=settled, rulings=rulings)


def _reconcile(part: _Part, shelf: Shelf | None) -> Reconciled:
    told, families = part.resolved, part.families

    def work() -> Reconciled:
        return reconcile(
            part.story, told.reports, families, told.claims, told.sources, told.actors, told.places, part.rulings
        )

    if shelf is None:
        return work()
    return work_out(shelf, _RECONCILED, name_work("reconciled", [_PART.dump_json(part)]), work)


def _fold(
    problems: Sequence[Problem],
    copies: Sequence[Copy],
    families: Sequence[Family],
    stories: Sequence[Story],
    resolved: Sequence[Resolved],
    reconciled: Sequence[Reconciled],
) -> Ledger:
    return Ledger(
        schema=SCHEMA,
        made_with=MadeWith(marsad=MARSAD, rules=RULES, models=MODELS),
        problems=gather_problems(problems),
        reports=gather(chain(*(part.reports for part in resolved))),
        copies=gather(chain(copies, *(part.cites for part in resolved))),
        families=gather(families),
        sources=gather_named(chain(*(part.sources for part in resolved))),
        actors=gather_named(chain(*(part.actors for part in resolved))),
        places=gather_places(chain(*(part.places for part in resolved))),
        stories=gather(stories),
        claims=gather(chain(*(part.claims for part in resolved))),
        incidents=gather(chain(*(part.incidents for part in reconciled))),
        series=gather(chain(*(part.series for part in reconciled))),
        states=gather(chain(*(part.states for part in reconciled))),
        control=gather(chain(*(part.control for part in reconciled))),
        contradictions=gather(chain(*(part.contradictions for part in reconciled))),
        changes=gather(chain(*(part.changes for part in reconciled))),
        agreements=gather(chain(*(part.agreements for part in reconciled))),
    )
