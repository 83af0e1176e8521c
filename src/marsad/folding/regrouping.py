"""Regrouping: which stories there are after families came and went, and which of them must be told again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from marsad.folding.lineage import Lineage
from marsad.folding.linking import Linker, Linking
from marsad.folding.reports import Reports
from marsad.ledger.ruling import join_stories
from marsad.model.copies import Story
from marsad.model.ids import make_id
from marsad.model.judgements import Judgement, Verb
from marsad.store.database.kin import Kin, mark, unmark
from marsad.stories.stream import tell_story


@dataclass(slots=True)
class Regrouped:
    """Stories that must be told again, stories that are no more as they were (by mark), and the cluster and story of
    families that changed either.
    """

    stories: list[Story] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    homes: dict[int, tuple[int, int]] = field(default_factory=dict)


class Regrouper:
    """Regroups the families of one change."""

    def __init__(
        self,
        kin: Kin,
        reports: Reports,
        lineage: Lineage,
        linker: Linker,
        linking: Linking,
        lost: Collection[int],
    ) -> None:
        """`linker` has all families before and after; `lost` are reports that stand no more."""
        self._lost = frozenset(lost)
        self._kin, self._reports, self._linker = kin, reports, linker
        self._members = {mark(f.id): tuple(map(mark, f.reports)) for f in lineage.families}
        self._came = {number: family for family, held in self._members.items() for number in held}
        self._gone = linking.gone
        self.clusters = {self._name(group.members): group for group in linking.groups}
        self._groups = {cluster: group.members for cluster, group in self.clusters.items()}
        self._homes = {family: cluster for cluster, group in self._groups.items() for family in group}
        self._touched = self._find_touched()

    def regroup(self, judgements: Sequence[Judgement], changed: Iterable[int]) -> Regrouped:
        """Join what people joined; families that `changed` in any way make their story one to be told again."""
        self._touched |= {self._find_home(family) for family in changed}
        sames = [one for one in judgements if one.verb is Verb.SAME]
        apart = self._linker.before.list_joined()
        if not sames and not apart:
            return self._settle([self._tell(cluster) for cluster in sorted(self._touched)], self._touched)
        anchors = [anchor.report for one in sames for subject in one.about for anchor in subject.anchors]
        asked = self._find_keyed(key for key in anchors if key)
        stay = chain.from_iterable(self._linker.before.list_of("story", apart).values())
        held = {self._find_home(family) for family in stay if self._linker.is_kept(family)}
        homes = self._list_homes(asked)
        clusters = self._touched | held | {self._find_home(family) for family in homes.values()}
        stories = [self._tell(cluster) for cluster in sorted(clusters)]
        reports = sorted(self._reports.read_dated(asked).values(), key=lambda report: (report.key, report.id))
        return self._settle(list(join_stories(stories, reports, sames)), self._touched)

    def _settle(self, stories: list[Story], touched: set[int]) -> Regrouped:
        """Of some stories, those that are not as before."""
        found = Regrouped()
        was = self._linker.before
        before = was.list_of("story", (mark(story.id) for story in stories))
        for story in stories:
            families = set(self._list_homes(map(mark, story.reports)).values())
            clusters = {self._find_home(family) for family in families}
            if clusters & touched or set(before[mark(story.id)]) != families:
                found.stories.append(story)
                found.gone |= was.find_stories(families)
                found.homes.update({family: (self._find_home(family), mark(story.id)) for family in families})
        found.gone |= was.find_stories(self._linker.list_lost())
        return found

    def _find_touched(self) -> set[int]:
        """The clusters that are not as before."""
        before = self._linker.before.list_of("cluster", self._groups)
        return {
            cluster
            for cluster, group in self._groups.items()
            if set(before[cluster]) != set(group) or not all(map(self._linker.is_kept, group))
        }

    def _find_home(self, family: int) -> int:
        return self._homes[family] if family in self._homes else self._linker.before.find_clusters([family])[family]

    def _list_reports(self, families: Iterable[int]) -> list[int]:
        wanted = set(families)
        held = [number for family in wanted for number in self._members.get(family, ())]
        rows = self._kin.read_members_of(wanted - self._members.keys())
        return [
            *held,
            *(row["mark"] for row in rows if row["mark"] not in self._came and row["mark"] not in self._lost),
        ]

    def _list_homes(self, reports: Iterable[int]) -> dict[int, int]:
        """The family of each of some reports."""
        wanted = set(reports)
        homes = {number: self._came[number] for number in wanted if number in self._came}
        rows = self._kin.read_members(wanted - homes.keys())
        there = (row for row in rows if row["mark"] not in self._lost)
        return {**homes, **{row["mark"]: row["family"] for row in there}}

    def _find_keyed(self, keys: Iterable[str]) -> set[int]:
        wanted = set(keys)
        new = {n for n, report in self._reports.read_dated(self._came).items() if report.key in wanted}
        old = {row["mark"] for row in self._kin.read_members_by_key(wanted)}
        return set(self._list_homes(old | new))

    def _name(self, group: Iterable[int]) -> int:
        return mark(make_id("story", unmark("report", min(self._list_reports(group)))))

    def _tell(self, cluster: int) -> Story:
        families = self._groups.get(cluster) or self._linker.before.list_of("cluster", [cluster])[cluster]
        return tell_story(list(self._reports.read_dated(self._list_reports(families)).values()))
