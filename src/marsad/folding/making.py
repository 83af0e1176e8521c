"""Making: the views from all facts at once, with all that later steps look things up in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection, insert

from marsad.folding.gathering import list_parts
from marsad.folding.lineage import is_open, tell_moment
from marsad.folding.packing import pack_cluster, pack_likes, pack_vector
from marsad.folding.ranking import keep_family, write_family
from marsad.folding.reports import sign_report
from marsad.intake import Intake, Taken
from marsad.ledger.judgements import find_in_force
from marsad.ledger.ruling import judge_reports
from marsad.lineage.keys import read_body
from marsad.lineage.pairs import list_prints
from marsad.lineage.relations import Reuse
from marsad.model.ids import make_id
from marsad.model.judgements import Judgement
from marsad.model.ledger import Ledger
from marsad.pipeline import Built, build
from marsad.store.database.filing import file_record
from marsad.store.database.kin import Values, mark
from marsad.store.database.opening import Database
from marsad.store.database.tables import clusters, families, members, names, parts, prints, reuses, ties, vectors
from marsad.store.database.versions import History
from marsad.store.database.views import Views
from marsad.store.shelf import Shelf
from marsad.stories.alike import Link
from marsad.stories.linkage import Cluster
from marsad.stories.posts import lead
from marsad.stories.stream import sum_up_family
from marsad.versioning import tell_versions
from marsad.working import Works

_REUSE = TypeAdapter(Reuse)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Made:
    """What all is made from: what was taken in, in which row of the journal each report came, the texts of pages that
    changed, and people's judgements.
    """

    intake: Intake
    facts: Mapping[str, int]
    histories: Sequence[History]
    judgements: Sequence[Judgement]


def make_views(
    database: Database, made: Made, works: Works, shelf: Shelf, stand: tuple[int, str]
) -> tuple[Ledger, bool]:
    """Make all views, which rest on facts up to one, by some rules; the ledger, and whether the views are now its."""
    in_force = find_in_force(made.judgements)
    intake = made.intake
    reports = judge_reports(intake.reports, in_force)
    built = build(reports, intake.problems, intake.undated, in_force, works)
    ledger = tell_versions(built.ledger, made.histories, intake.taken, shelf)
    index = _Index(built, intake, made.facts)
    return ledger, Views(database).save(ledger, *stand, index.write)


class _Index:
    """What later steps look things up in."""

    def __init__(self, built: Built, intake: Intake, facts: Mapping[str, int]) -> None:
        self._built = built
        self._facts = facts
        self._clusters = self._mark_clusters()
        self._taken: dict[str, Taken] = {}
        for one in intake.taken:
            self._taken.setdefault(one.report.id, one)

    def write(self, connection: Connection) -> None:
        """Write all of it."""
        for table, rows in (
            (members, self._list_members()),
            (prints, self._list_prints()),
            (reuses, self._list_reuses()),
            (ties, self._list_ties()),
            (families, self._list_families()),
            (clusters, self._list_clusters()),
            (vectors, self._list_vectors()),
            (names, self._list_names()),
            (parts, (row for one in self._built.stories for row in list_parts(one))),
        ):
            for some in _batch(rows):
                connection.execute(insert(table), some)

    def _list_members(self) -> Iterator[Values]:
        homes = {report: mark(f.id) for f in self._built.families for report in f.reports}
        dated = {report.id: report for report in self._built.dated}
        for report in self._built.reports:
            taken = self._taken[report.id]
            yield {
                "mark": mark(report.id),
                "key": report.key,
                "file": taken.file,
                "moment": tell_moment(report),
                "words": len(read_body(report)),
                "family": homes[report.id],
                "fact": self._facts[report.id],
                "open": int(is_open(report)),
                "corrected": int(report != taken.report),
                "digest": sign_report(report),
                "dated": sign_report(dated[report.id]),
                "undated": file_record("problems", taken.undated).id if taken.undated else None,
            }

    def _list_prints(self) -> Iterator[Values]:
        for report in self._built.reports:
            place = {"moment": tell_moment(report), "mark": mark(report.id)}
            for key, word in list_prints(read_body(report).keys):
                yield {"print": key, "word": word, **place}

    def _list_reuses(self) -> Iterator[Values]:
        order = [mark(self._built.reports[at].id) for at in self._built.reused.order]
        for some in self._built.reused.held.part():
            for (one, other), reuse in some.items():
                yield {"one": order[one], "other": order[other], "body": _REUSE.dump_json(reuse).decode()}

    def _list_ties(self) -> Iterator[Values]:
        for copy in self._built.copies:
            yield {"report": mark(copy.report), "origin": mark(copy.origin or ""), "copy": copy.id}

    def _list_families(self) -> Iterator[Values]:
        linked = self._built.linked
        marks = self._mark_families()
        stories = {mark(r): mark(one.story.id) for one in self._built.stories for r in one.story.reports}
        homes = {number: cluster for cluster, group in self._clusters.items() for number in group.members}
        for number, (reports, link) in enumerate(zip(linked.families, linked.links, strict=True)):
            kept = keep_family(marks[number], reports, mark(reports[0].id), lead(sum_up_family(reports)))
            kept.cluster, kept.story = homes[number], stories[mark(reports[0].id)]
            kept.cut = (link.cut[0], marks[link.cut[1]]) if link.cut else None
            yield write_family(kept)

    def _list_clusters(self) -> Iterator[Values]:
        marks = self._mark_families()
        for number, group in self._clusters.items():
            if len(group.members) > 1:
                yield {"mark": number, "joins": pack_cluster(group, [marks[member] for member in group.members])}

    def _mark_clusters(self) -> dict[int, Cluster]:
        linked = self._built.linked
        told = ((min(r.id for n in group.members for r in linked.families[n]), group) for group in linked.groups)
        return {mark(make_id("story", first)): group for first, group in told}

    def _mark_families(self) -> list[int]:
        return [mark(make_id("family", min(r.id for r in reports))) for reports in self._built.linked.families]

    def _list_vectors(self) -> Iterator[Values]:
        linked, marks = self._built.linked, self._mark_families()
        backs: list[dict[int, float]] = [{} for _ in linked.families]
        for number, link in enumerate(linked.links):
            for other, like in _tell(link):
                backs[other][marks[number]] = like
        for number, (reports, link) in enumerate(zip(linked.families, linked.links, strict=True)):
            yield {
                "mark": marks[number],
                "terms": pack_vector(sum_up_family(reports)),
                "links": pack_likes({marks[other]: like for other, like in _tell(link)}),
                "linked": pack_likes(backs[number]),
            }

    def _list_names(self) -> Iterator[Values]:
        told = {(name, one.file) for one in self._taken.values() for name in one.names}
        yield from ({"name": name, "file": file} for name, file in sorted(told))


def _tell(link: Link) -> Iterable[tuple[int, float]]:
    return zip(link.others.astype(np.int64).tolist(), link.likes.tolist(), strict=True)


def _batch(rows: Iterable[Values]) -> Iterator[list[dict[str, int | float | str | bytes | None]]]:
    held: list[dict[str, int | float | str | bytes | None]] = []
    for row in rows:
        held.append(dict(row))
        if len(held) == _AT_ONCE:
            yield held
            held = []
    if held:
        yield held
