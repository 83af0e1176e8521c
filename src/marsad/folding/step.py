"""One step: the views brought from the facts that they rest on to those that there are now."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pydantic import TypeAdapter
from sqlalchemy import select

from marsad.folding.arriving import Arrivals, find_arrivals
from marsad.folding.gathering import Gatherer, read_told
from marsad.folding.hearing import NOT_JUDGED, Bench, look_back, look_for
from marsad.folding.lineage import Follower, Lineage, is_open, tell_moment
from marsad.folding.linking import Linker, Linking, sum_up
from marsad.folding.ranking import Kept, keep_family
from marsad.folding.regrouping import Regrouped, Regrouper
from marsad.folding.reports import Reports, sign_report
from marsad.ledger.entries import gather_named, gather_places
from marsad.ledger.judgements import find_in_force
from marsad.ledger.ruling import Judged, judge_claims
from marsad.model.copies import Family, Story
from marsad.model.judgements import Judgement, JudgementRow
from marsad.model.reports import Problem, Report
from marsad.pipeline import fold
from marsad.resolve import Resolved
from marsad.store.database.facts import read_all_judgements
from marsad.store.database.filing import Key, Row, file_ledger, file_record
from marsad.store.database.kin import Change, Kin, Value, Values, mark, unmark
from marsad.store.database.opening import Database
from marsad.store.database.tables import head
from marsad.store.database.versions import read_histories_of
from marsad.store.database.views import Views, read_standing
from marsad.store.shelf import Shelf
from marsad.stories import anchor_reports
from marsad.stories.posts import lead
from marsad.stories.vectors import Vector
from marsad.versioning import tell_versions
from marsad.working import Pack, Worked, Works

_FAMILY, _STORY = TypeAdapter(Family), TypeAdapter(Story)
_LEAST_AT_ONCE, _SHARE_AT_ONCE = 64, 5
"""A step takes in so many reports, or a fifth of what there is; with more, all is made at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a step did: up to which fact, how many reports came, and how many stories were told again. `is_done` is
    False where somebody else was faster.
    """

    seq: int
    reports: int
    stories: int
    is_done: bool


def take_step(database: Database, rules: str, works: Callable[[], Works], shelf: Shelf) -> Step | None:
    """Bring the views up to the facts that there are. None where all must be made at once: there are no views yet, or
    by other rules, or the facts that came ask for it.
    """
    with database.read() as connection:
        kin = Kin(connection)
        since, made_by = read_standing(connection)
        if since == 0 or made_by != rules:
            return None
        seq = int(connection.execute(select(head.c.seq)).scalar_one())
        there = kin.count_members()
        arrivals = find_arrivals(kin, since, max(_LEAST_AT_ONCE, there // _SHARE_AT_ONCE)) if there else None
        if arrivals is None:
            return None
        turn = _Turn(kin, arrivals, find_in_force(read_all_judgements(connection)))
        rows, gone = turn.work(works, shelf)
    stand = since, seq, rules
    done = Views(database).change(rows, gone, stand, turn.change.write)
    return Step(seq=seq, reports=len(arrivals.taken), stories=turn.told, is_done=done)


class _Turn:
    """The work of one step."""

    def __init__(self, kin: Kin, arrivals: Arrivals, judgements: Sequence[Judgement]) -> None:
        self._kin, self._arrivals, self._judgements = kin, arrivals, judgements
        self._reports = Reports(kin, arrivals, judgements)
        self.change = Change()
        self.told = 0
        self._rows: list[Row] = []
        self._gone: set[Key] = set()
        self._judged: tuple[JudgementRow, ...] = ()

    def work(self, works: Callable[[], Works], shelf: Shelf) -> tuple[list[Row], set[Key]]:
        """The rows that come and the keys of those that go."""
        gone, come = self._find_changed()
        follower = Follower(self._kin, self._reports, gone, come)
        lineage = follower.follow() if come or gone else Lineage()
        self._reports.date(lineage.dated)
        redated = self._find_redated(lineage, come)
        linker, linking, changed = self._link(lineage, redated)
        regrouper = Regrouper(self._kin, self._reports, lineage, linker, linking, self._arrivals.gone)
        regrouped = regrouper.regroup(self._judgements, changed)
        self._families = {mark(family.id): family for family in lineage.families}
        worked = self._tell(regrouped, works)
        self._write_members(lineage, gone, come, redated)
        linker.write_families(self.change, regrouped.homes)
        linker.write_clusters(self.change, linking.gone, regrouper.clusters)
        for part in (follower.change, linking.change):
            self.change.join(part)
        problems = self._list_problems(come, redated)
        self._file(follower, regrouped, worked, problems, shelf)
        self.told = len(regrouped.stories)
        return self._rows, self._gone

    def _find_changed(self) -> tuple[set[int], dict[int, Report]]:
        """Reports whose corrections are other than before, and these with those that came, as people corrected them."""
        corrected = self._reports.correct()
        held = {row["mark"]: row["digest"] for row in self._kin.read_members(corrected)}
        other = {number for number, digest in held.items() if sign_report(corrected[number]) != digest}
        come = {number: corrected[number] for number in corrected if number not in held or number in other}
        return other | self._arrivals.gone, come

    def _find_redated(self, lineage: Lineage, come: Mapping[int, Report]) -> dict[int, str]:
        """The hashes of reports that are dated other than before, or came."""
        held = {row["mark"]: row["dated"] for row in self._kin.read_members(lineage.dated)}
        signed = {number: sign_report(report) for number, report in lineage.dated.items()}
        return {n: sign for n, sign in signed.items() if held.get(n) != sign or n in come}

    def _link(self, lineage: Lineage, redated: Mapping[int, str]) -> tuple[Linker, Linking, set[int]]:
        """Link the families that are other than before; all families that are so in any way."""
        held: dict[int, set[int]] = {}
        for row in self._kin.read_members_of(lineage.families_gone):
            held.setdefault(row["family"], set()).add(row["mark"])
        new = {mark(family.id): set(map(mark, family.reports)) for family in lineage.families}
        inside = {number for some in new.values() for number in some}
        rows = list(self._kin.read_members(redated.keys() - inside))
        elsewhere: dict[int, set[int]] = {}
        for row in self._kin.read_members_of(row["family"] for row in rows):
            elsewhere.setdefault(row["family"], set()).add(row["mark"])
        come = {f: some for f, some in new.items() if held.get(f) != some or not some.isdisjoint(redated)} | elsewhere
        gone = {f for f in held if f not in new} | {f for f in come if f in held or f in elsewhere}
        told: dict[int, tuple[Kept, Vector]] = {}
        for family, reports in come.items():
            ordered, vector = sum_up(tuple(self._reports.read_dated(reports).values()))
            told[family] = keep_family(family, ordered, mark(ordered[0].id), lead(vector)), vector
        linker = Linker(self._kin, gone, told)
        linking = linker.follow() if gone or told else Linking()
        return linker, linking, set(new) | set(elsewhere)

    def _tell(self, regrouped: Regrouped, works: Callable[[], Works]) -> tuple[Worked, ...]:
        """Work out the stories that changed, and those that judgements look at."""
        come = {n: taken.report.key for n, (_, taken) in self._arrivals.taken.items()}
        touched = {mark(story.id): story for story in regrouped.stories}
        if not self._judgements and not regrouped.stories:
            old, *_ = look_back(self._kin)
            if not old:
                self._packs: list[Pack] = []
                return ()
        bench = look_for(self._kin, self._judgements, come)
        rows, reports, sources = look_back(self._kin)
        homes = self._find_stories(bench.reports | reports, regrouped)
        homes |= self._kin.find_stories_with("sources", sources | bench.sources) - regrouped.gone
        same = rows.keys() == {judgement.id for judgement in self._judgements}
        if same and not bench.far and homes.isdisjoint(touched):
            homes = set()
        others = {
            mark(key): _STORY.validate_json(body)
            for key, body in self._kin.read_records("stories", (unmark("story", n) for n in homes - touched.keys()))
        }
        packs = [self._pack(story) for _, story in sorted({**others, **touched}.items())]
        self._packs = packs
        if not packs and same:
            return ()
        working = works()
        anchored = [anchor_reports(pack.reports, [pack.story]) for pack in packs]
        working.read(tuple(chain.from_iterable(anchored)))
        resolved = working.resolve(packs)
        judged = NOT_JUDGED
        if homes or not same or bench.far:
            judged = self._hear(bench, packs, resolved)
            self._judged = judged.rows
            self._gone |= {("judgements", key) for key in rows}
        return working.finish(packs, resolved, judged)

    def _hear(self, bench: Bench, packs: Sequence[Pack], resolved: Sequence[Resolved]) -> Judged:
        here = {mark(pack.story.id) for pack in packs}
        sources = {one.id for part in resolved for one in part.sources} | bench.sources
        places = {one.id for part in resolved for one in part.places} | bench.places
        out = here | self._regone
        told_sources, told_places = read_told(self._kin, sources, places, out)
        return judge_claims(
            chain.from_iterable(part.reports for part in resolved),
            chain.from_iterable(part.claims for part in resolved),
            gather_named([*told_sources, *chain.from_iterable(part.sources for part in resolved)]),
            gather_places([*told_places, *chain.from_iterable(part.places for part in resolved)]),
            self._judgements,
        )

    def _find_stories(self, reports: Iterable[int], regrouped: Regrouped) -> set[int]:
        """The stories of some reports, now."""
        self._regone = regrouped.gone
        wanted = set(reports) - self._arrivals.gone
        moved = {mark(report): mark(story.id) for story in regrouped.stories for report in story.reports}
        found = {moved[number] for number in wanted if number in moved}
        rows = self._kin.read_members(wanted - moved.keys())
        return found | {row["story"] for row in self._kin.read_families(row["family"] for row in rows)}

    def _pack(self, story: Story) -> Pack:
        dated = self._reports.read_dated(map(mark, story.reports))
        reports = sorted(dated.values(), key=lambda report: (report.key, report.id))
        homes = {mark(r): f for f, family in self._families.items() for r in family.reports}
        rows = self._kin.read_members(dated.keys() - homes.keys())
        kin = {row["family"] for row in rows}
        ids = [unmark("family", number) for number in kin - self._families.keys()]
        held = [_FAMILY.validate_json(body) for _, body in self._kin.read_records("families", ids)]
        new = [self._families[number] for number in {homes[n] for n in dated if n in homes}]
        return Pack(
            story=story, reports=tuple(reports), families=tuple(sorted([*held, *new], key=lambda family: family.id))
        )

    def _write_members(
        self, lineage: Lineage, gone: set[int], come: Mapping[int, Report], redated: Mapping[int, str]
    ) -> None:
        """The rows of reports that came or changed."""
        homes = {mark(report): mark(f.id) for f in lineage.families for report in f.reports}
        held = {row["mark"]: row for row in self._kin.read_members({*homes, *redated, *gone})}
        for number, row in held.items():
            was: dict[str, Value] = {name: row[name] for name in row}
            now = was | {"family": homes.get(number, row["family"]), "dated": redated.get(number, row["dated"])}
            if number not in come and now != was:
                self.change.take("members", [{"mark": number}])
                self.change.put("members", [now])
        self.change.take("members", ({"mark": number} for number in gone))
        for number, report in come.items():
            undated = self._reports.tell_undated(number)
            fact = self._arrivals.taken[number][0] if number in self._arrivals.taken else held[number]["fact"]
            new: Values = {
                "mark": number,
                "key": report.key,
                "file": self._reports.read_taken([number])[number].file,
                "moment": tell_moment(report),
                "words": lineage.words[number],
                "family": homes[number],
                "fact": fact,
                "open": int(is_open(report)),
                "corrected": int(self._reports.is_corrected(number)),
                "digest": sign_report(report),
                "dated": redated[number],
                "undated": file_record("problems", undated).id if undated else None,
            }
            self.change.put("members", [new])
        self.change.put("names", ({"name": name, "file": file} for name, file in self._arrivals.names.items()))

    def _file(
        self,
        follower: Follower,
        regrouped: Regrouped,
        worked: Sequence[Worked],
        problems: Sequence[Problem],
        shelf: Shelf,
    ) -> None:
        """The rows of the stories that were worked out, and of what all stories say of whom and what these name."""
        lineage = follower.found
        ids = [unmark("story", number) for number in regrouped.gone | {mark(one.story.id) for one in worked}]
        self._gone |= set(self._kin.read_keys_of(ids)) | {("stories", key) for key in ids}
        self._gone |= {("copies", key) for key in lineage.copies_gone}
        self._gone |= {("families", unmark("family", number)) for number in lineage.families_gone}
        reports = {report for one in worked for report in one.story.reports}
        copies = [copy for copy in follower.read_copies(map(mark, reports)) if copy.report in reports]
        families = [family for pack in self._packs for family in pack.families]
        ledger = replace(fold(problems, copies, families, worked), judgements=self._judged)
        gatherer = Gatherer(self._kin, regrouped.gone, worked)
        ledger, keys = gatherer.gather(ledger)
        gatherer.write(self.change)
        taken = tuple(self._reports.read_taken(map(mark, reports)).values())
        histories = read_histories_of(self._kin.connection, (one.file for one in taken))
        self._rows += file_ledger(tell_versions(ledger, histories, taken, shelf))
        self._gone |= keys

    def _list_problems(self, come: Mapping[int, Report], redated: Mapping[int, str]) -> list[Problem]:
        """What could not be read, and which reports nothing dates; those that something dates now are gone."""
        marks = {*come, *redated}
        dated = self._reports.read_dated(marks)
        told = {number: self._reports.tell_undated(number) for number in marks | self._arrivals.gone}
        closed = [p for n, p in told.items() if p and (n not in dated or dated[n].published is not None)]
        opened = [p for n, p in told.items() if p and n in dated and dated[n].published is None]
        keys = {file_record("problems", problem).id for problem in closed}
        others = {row["mark"]: row["undated"] for row in self._kin.read_open(keys) if row["mark"] not in told}
        still = {others[n] for n, r in self._reports.read_dated(others).items() if r.published is None}
        self._gone |= {("problems", key) for key in keys - still}
        return [*self._arrivals.problems, *opened]
