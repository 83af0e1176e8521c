"""Marsad's table of contents: the stages in order, from reports to a ledger.

    intake -> lineage -> stories -> claims -> resolve -> reconcile -> ledger -> publish

Each stage is a pure function over frozen records and knows nothing of the others; only this page knows the order.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from pydantic import TypeAdapter

from marsad.claims import read_claims
from marsad.engine.local import Checkpoint, Progress, run_group, run_map, say_nothing
from marsad.intake import Undated, read_paths
from marsad.ledger.entries import gather, gather_named, gather_places, gather_problems
from marsad.lineage import find_copies, find_families, inherit_dates
from marsad.model.copies import Copy, Family, Story
from marsad.model.drafts import Draft
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Problem, Report
from marsad.reconcile import Reconciled, reconcile
from marsad.resolve import Resolved, resolve_story
from marsad.settings import MARSAD, MODELS, READ_BATCH, RULES
from marsad.stories import anchor_reports, group_stories


def read_ledger(
    paths: Sequence[str],
    *,
    received: date | None = None,
    progress: Progress = say_nothing,
    resume_in: Path | None = None,
) -> Ledger:
    """Read reports from files, folders and globs into one ledger.

    `received` is the latest date that an undated report can have; `resume_in` a folder where a stopped run leaves the
    claims it has read. What cannot be read is listed in the ledger's `problems`; nothing is raised for it.
    """
    progress("intake", 0, len(paths))
    taken = read_paths(paths, received)
    progress("intake", len(paths), len(paths))
    return build_ledger(taken.reports, taken.problems, taken.undated, progress=progress, resume_in=resume_in)


def build_ledger(
    reports: Sequence[Report],
    problems: Sequence[Problem] = (),
    undated: Sequence[Undated] = (),
    *,
    progress: Progress = say_nothing,
    resume_in: Path | None = None,
) -> Ledger:
    """The ledger of a set of reports: the same for any order and batching of them.

    `undated` says what to list of a report that states no date; it is listed if no copy gives it one.
    """
    copies = find_copies(reports)
    families = find_families(reports, copies)
    dated = inherit_dates(reports, copies)
    stories = group_stories(dated, copies)
    drafts = _read(anchor_reports(dated, stories), progress, resume_in)
    packs = _pack(stories, dated, drafts)
    resolved = run_group("resolve", _resolve, packs, progress=progress)
    parts = tuple(zip(packs, resolved, strict=True))
    reconciled = run_group("reconcile", lambda part: _reconcile(part[0], part[1], families), parts, progress=progress)
    open_dates = {report.id for report in dated if report.published is None}
    listed = (*problems, *(one.problem for one in undated if one.report in open_dates))
    return _fold(listed, copies, families, stories, resolved, reconciled)


Pack = tuple[Story, tuple[Report, ...], tuple[Draft, ...]]


def _read(reports: Sequence[Report], progress: Progress, resume_in: Path | None) -> tuple[Draft, ...]:
    checkpoint = None
    if resume_in is not None:
        version = f"{MARSAD}/{RULES}/{MODELS}"
        checkpoint = Checkpoint(folder=resume_in, version=version, adapter=TypeAdapter(tuple[Draft, ...]))
    drafts = run_map(
        "claims",
        read_claims,
        reports,
        lambda report: f"{report.id} {report.published}",
        batch=READ_BATCH,
        progress=progress,
        checkpoint=checkpoint,
    )
    if checkpoint:
        checkpoint.clear()
    return drafts


def _pack(stories: Sequence[Story], reports: Sequence[Report], drafts: Sequence[Draft]) -> tuple[Pack, ...]:
    """Each story with its reports and drafts, in one pass over each; a report is in exactly one story."""
    home = {report: story.id for story in stories for report in story.reports}
    told: dict[str, list[Report]] = {story.id: [] for story in stories}
    read: dict[str, list[Draft]] = {story.id: [] for story in stories}
    for report in reports:
        told[home[report.id]].append(report)
    for draft in drafts:
        read[home[draft.report]].append(draft)
    return tuple((story, tuple(told[story.id]), tuple(read[story.id])) for story in stories)


def _resolve(pack: Pack) -> Resolved:
    _, reports, drafts = pack
    return resolve_story(reports, drafts)


def _reconcile(pack: Pack, resolved: Resolved, families: Sequence[Family]) -> Reconciled:
    story, reports, _ = pack
    return reconcile(story, reports, families, resolved.claims, resolved.sources, resolved.actors, resolved.places)


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
    )
