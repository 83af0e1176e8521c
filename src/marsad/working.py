"""Stories one at a time: their drafts read, resolved, judged and reconciled, the same for a few stories as for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from pydantic import TypeAdapter, ValidationError

from marsad.claims import read_claims
from marsad.engine.base import Engine, Progress, say_nothing
from marsad.engine.local import LOCAL
from marsad.ledger.ruling import Judged, Told, tell_judged
from marsad.lexicon.bodies import index_bodies
from marsad.model.copies import Family, Story
from marsad.model.drafts import Draft
from marsad.model.judgements import Rulings
from marsad.model.reports import Report
from marsad.reconcile import Reconciled, reconcile
from marsad.resolve import Known, Resolved, index_places, resolve_story
from marsad.settings import READ_BATCH
from marsad.store.desk import NOTHING_ADDED, Added
from marsad.store.shelf import Shelf, name_work, work_out

_DRAFTS = TypeAdapter(tuple[Draft, ...])
_REPORT = TypeAdapter(Report)
_ADDED = TypeAdapter(Added)
_RESOLVED, _RECONCILED = TypeAdapter(Resolved), TypeAdapter(Reconciled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One story with its reports, sorted by key and id, and its families by id."""

    story: Story
    reports: tuple[Report, ...]
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One story with its families, its claims as people judged them, and the rulings about them."""

    story: Story
    families: tuple[Family, ...]
    resolved: Resolved
    rulings: Rulings


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """All that one story amounts to: as it was `told`, then as people judged it, and what follows from that."""

    story: Story
    told: Resolved
    judged: Resolved
    reconciled: Reconciled


_PART = TypeAdapter(Part)


class Works:
    """The stages that look at one report or one story. `shelf` holds what was worked out before; it changes the speed
    and nothing else.
    """

    def __init__(
        self,
        added: Added = NOTHING_ADDED,
        shelf: Shelf | None = None,
        progress: Progress = say_nothing,
        engine: Engine = LOCAL,
    ) -> None:
        """`added` is what people added to the lexicon; `engine` says where reports are read."""
        self._engine = engine
        self._shelf = shelf
        self._progress = progress
        self._places = tuple(sorted({name for place in added.places for name in (place.name, *place.aliases)}))
        self._known = Known(places=index_places(added.places), bodies=index_bodies(added.bodies))
        self._added_as = _ADDED.dump_json(added)
        self._keys: dict[str, str] = {}
        self._held: dict[str, tuple[Draft, ...]] = {}

    def read(self, reports: Sequence[Report]) -> None:
        """Read reports a batch at a time; what stands on the shelf from an earlier run is not read again."""
        shelf, rest = self._shelf, "\n".join(self._places).encode()
        if shelf is not None:
            self._keys.update((r.id, name_work("drafts", [_REPORT.dump_json(r), rest])) for r in reports)

        def keep(batch: Sequence[Report], drafts: tuple[Draft, ...]) -> None:
            told: dict[str, list[Draft]] = {report.id: [] for report in batch}
            for draft in drafts:
                told[draft.report].append(draft)
            if shelf is None:
                self._held.update({report: tuple(some) for report, some in told.items()})
            else:
                shelf.save({self._keys[report]: _DRAFTS.dump_json(tuple(some)) for report, some in told.items()})

        new = reports if shelf is None else self._list_unread(reports, shelf)
        stage = partial(read_claims, places=self._places)
        self._engine.run_map("claims", stage, new, batch=READ_BATCH, keep=keep, progress=self._progress)

    def _list_unread(self, reports: Sequence[Report], shelf: Shelf) -> list[Report]:
        """The reports whose drafts are not on the shelf, or can't be read there."""
        unread: list[Report] = []
        for report in reports:
            record = shelf.load([self._keys[report.id]]).get(self._keys[report.id])
            try:
                _DRAFTS.validate_json(record or b"")
            except ValidationError:
                unread.append(report)
        return unread

    def _drafts_of(self, reports: Sequence[Report]) -> tuple[Draft, ...]:
        """The drafts of some reports, report by report."""
        if self._shelf is None:
            return tuple(chain.from_iterable(self._held.get(report.id, ()) for report in reports))
        found = self._shelf.load([self._keys[report.id] for report in reports])
        return tuple(d for report in reports for d in _DRAFTS.validate_json(found[self._keys[report.id]]))

    def resolve(self, packs: Sequence[Pack]) -> tuple[Resolved, ...]:
        """Give the drafts of stories, which were read, their sources, actors and places."""
        return LOCAL.run_group("resolve", self._resolve, packs, progress=self._progress)

    def _resolve(self, pack: Pack) -> Resolved:
        told = self._drafts_of(pack.reports)

        def work() -> Resolved:
            return resolve_story(pack.reports, told, self._known)

        if self._shelf is None:
            return work()
        reports = [_REPORT.dump_json(report) for report in pack.reports]
        key = name_work("resolved", [*reports, _DRAFTS.dump_json(told), self._added_as])
        return work_out(self._shelf, _RESOLVED, key, work)

    def finish(self, packs: Sequence[Pack], resolved: Sequence[Resolved], judged: Judged) -> tuple[Worked, ...]:
        """Stories as people judged them, and what their claims amount to."""
        parts = tuple(settle(pack, told, judged) for pack, told in zip(packs, resolved, strict=True))
        reconciled = LOCAL.run_group("reconcile", self._reconcile, parts, progress=self._progress)
        return tuple(
            Worked(story=part.story, told=told, judged=part.resolved, reconciled=done)
            for part, told, done in zip(parts, resolved, reconciled, strict=True)
        )

    def _reconcile(self, part: Part) -> Reconciled:
        told, families = part.resolved, part.families

        def work() -> Reconciled:
            return reconcile(
                part.story, told.reports, families, told.claims, told.sources, told.actors, told.places, part.rulings
            )

        if self._shelf is None:
            return work()
        return work_out(self._shelf, _RECONCILED, name_work("reconciled", [_PART.dump_json(part)]), work)


def pack_stories(stories: Sequence[Story], reports: Sequence[Report], families: Sequence[Family]) -> tuple[Pack, ...]:
    """Each story with its reports and its families, in one pass; a report is in exactly one story."""
    home = {report: story.id for story in stories for report in story.reports}
    told: dict[str, list[Report]] = {story.id: [] for story in stories}
    kin: dict[str, list[Family]] = {story.id: [] for story in stories}
    for report in reports:
        told[home[report.id]].append(report)
    for family in families:
        for story in dict.fromkeys(home[report] for report in family.reports):
            kin[story].append(family)
    return tuple(Pack(story=s, reports=tuple(told[s.id]), families=tuple(kin[s.id])) for s in stories)


def settle(pack: Pack, resolved: Resolved, judged: Judged) -> Part:
    """A story's claims as people judged them."""
    told = Told(claims=resolved.claims, sources=resolved.sources, places=resolved.places)
    told, rulings = tell_judged(told, judged)
    outlets = tuple(replace(r, source=judged.merged.get(r.source or "", r.source)) for r in resolved.reports)
    settled = replace(resolved, reports=outlets, claims=told.claims, sources=told.sources, places=told.places)
    return Part(story=pack.story, families=pack.families, resolved=settled, rulings=rulings)
