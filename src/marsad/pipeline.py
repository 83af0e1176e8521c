"""Marsad's table of contents: the stages in order, from reports to a ledger.

    intake -> lineage -> stories -> claims -> resolve -> reconcile -> ledger -> publish

Each stage is a pure function over frozen records and knows nothing of the others; only this page knows the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from marsad.engine.base import Engine, Progress, say_nothing
from marsad.engine.local import LOCAL
from marsad.intake import Intake, Undated, join_intakes, read_paths
from marsad.ledger.entries import gather, gather_named, gather_places, gather_problems
from marsad.ledger.judgements import find_in_force
from marsad.ledger.knowing import find_known, tell_unplaced
from marsad.ledger.ruling import Judged, join_stories, judge_claims, judge_reports
from marsad.lineage import find_copies, find_families, inherit_dates, put_copies_together
from marsad.lineage.copies import Reused, choose_copies, find_reuses
from marsad.model.copies import Copy, Family
from marsad.model.judgements import Judgement
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Problem, Report
from marsad.resolve import Resolved
from marsad.settings import MARSAD, MODELS, RULES
from marsad.store.desk import NOTHING_ADDED, Added, Desk
from marsad.store.shelf import Shelf
from marsad.stories import anchor_reports
from marsad.stories.stream import Linked, link_families, tell_stories
from marsad.working import Worked, Works, pack_stories


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
    if not taken.reports:
        return build_ledger((), (*taken.problems, *desk.read_judgements()[1]))
    return read_at(desk, taken, as_of=as_of, progress=progress)


def read_at(
    desk: Desk,
    taken: Intake,
    *,
    as_of: datetime | None = None,
    engine: Engine = LOCAL,
    progress: Progress = say_nothing,
) -> Ledger:
    """The ledger of what was taken in, with what people judged and added at a desk; the desk keeps it, unless `as_of`
    leaves some of it out.
    """
    judgements, torn = desk.read_judgements()
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
            engine=engine,
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
    return build(reports, problems, undated, judgements, Works(added, shelf, progress, engine)).ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A ledger with what it was made of: the reports before and after they inherited dates, what they share, the rows
    of copies, the families, how these are linked, and each story.
    """

    ledger: Ledger
    reports: tuple[Report, ...]
    dated: tuple[Report, ...]
    reused: Reused
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    linked: Linked
    stories: tuple[Worked, ...]


def build(
    reports: Sequence[Report],
    problems: Sequence[Problem],
    undated: Sequence[Undated],
    judgements: Sequence[Judgement],
    works: Works,
) -> Built:
    """The ledger of reports as people corrected them, by the judgements in force."""
    reused = find_reuses(reports)
    copies = choose_copies(reports, reused)
    families = find_families(reports, copies)
    dated = inherit_dates(reports, copies)
    linked = link_families(dated, copies)
    stories = join_stories(tell_stories(linked), dated, judgements)
    works.read(put_copies_together(anchor_reports(dated, stories), copies))
    packs = pack_stories(stories, dated, families)
    resolved = works.resolve(packs)
    judged = judge_all(resolved, judgements)
    worked = works.finish(packs, resolved, judged)
    open_dates = {report.id for report in dated if report.published is None}
    listed = (*problems, *(one.problem for one in undated if one.report in open_dates))
    ledger = replace(fold(listed, copies, families, worked), judgements=judged.rows)
    return Built(
        ledger=ledger,
        reports=tuple(reports),
        dated=dated,
        reused=reused,
        copies=copies,
        families=families,
        linked=linked,
        stories=worked,
    )


def judge_all(resolved: Sequence[Resolved], judgements: Sequence[Judgement]) -> Judged:
    """Apply the judgements in force to the claims of all stories."""
    return judge_claims(
        chain.from_iterable(part.reports for part in resolved),
        chain.from_iterable(part.claims for part in resolved),
        gather_named(chain.from_iterable(part.sources for part in resolved)),
        gather_places(chain.from_iterable(part.places for part in resolved)),
        judgements,
    )


def fold(
    problems: Sequence[Problem], copies: Sequence[Copy], families: Sequence[Family], stories: Sequence[Worked]
) -> Ledger:
    """All that some stories amount to, each section in an order that depends on the records alone."""
    settled, reconciled = [one.judged for one in stories], [one.reconciled for one in stories]
    return Ledger(
        schema=SCHEMA,
        made_with=MadeWith(marsad=MARSAD, rules=RULES, models=MODELS),
        problems=gather_problems(problems),
        reports=gather(chain(*(part.reports for part in settled))),
        copies=gather(chain(copies, *(part.cites for part in settled))),
        families=gather(families),
        sources=gather_named(chain(*(part.sources for part in settled))),
        actors=gather_named(chain(*(part.actors for part in settled))),
        places=gather_places(chain(*(part.places for part in settled))),
        stories=gather(one.story for one in stories),
        claims=gather(chain(*(part.claims for part in settled))),
        incidents=gather(chain(*(part.incidents for part in reconciled))),
        series=gather(chain(*(part.series for part in reconciled))),
        states=gather(chain(*(part.states for part in reconciled))),
        control=gather(chain(*(part.control for part in reconciled))),
        contradictions=gather(chain(*(part.contradictions for part in reconciled))),
        changes=gather(chain(*(part.changes for part in reconciled))),
        agreements=gather(chain(*(part.agreements for part in reconciled))),
    )
