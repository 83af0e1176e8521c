"""Regrouping: which stories there are after families came and went, and which of them must be told again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.folding.lineage import Lineage
from marsad.folding.linking import Kept, Linking
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
        was: Mapping[int, Kept],
        now: Mapping[int, Kept],
        linking: Linking,
        lost: Collection[int],
    ) -> None:
        """`was` and `now` are all families before and after; `lost` are reports that stand no more."""
        self._lost = frozenset(lost)
        self._kin, self._reports, self._was, self._now = kin, reports, was, now
        self._members = {mark(f.id): tuple(map(mark, f.reports)) for f in lineage.families}
        self._came = {number: family for family, held in self._members.items() for number in held}
        self._before: dict[int, list[int]] = {}
        for kept in was.values():
            if kept.cluster is not None:
                self._before.setdefault(kept.cluster, []).append(kept.mark)
        self._groups: dict[int, tuple[int, ...]] = {}
        self._homes: dict[int, int] = {}
        self._gone = linking.gone
        self._touched: set[int] = set()
        for group in linking.groups:
            cluster = self._name(group)
            self._groups[cluster] = group
            self._homes.update(dict.fromkeys(group, cluster))
            if not self._is_as_before(cluster, group):
                self._touched.add(cluster)

    def regroup(self, judgements: Sequence[Judgement], changed: Iterable[int]) -> Regrouped:
        """Join what people joined; families that `changed` in any way make their story one to be told again."""
        self._touched |= {self._find_home(family) for family in changed}
        sames = [one for one in judgements if one.verb is Verb.SAME]
        apart = {kept.story for kept in self._was.values() if kept.story != kept.cluster}
        if not sames and not apart:
            return self._settle([self._tell(cluster) for cluster in sorted(self._touched)], self._touched)
        anchors = [anchor.report for one in sames for subject in one.about for anchor in subject.anchors]
        asked = self._find_keyed(key for key in anchors if key)
        held = {self._find_home(k.mark) for k in self._now.values() if k.story is not None and k.story in apart}
        homes = self._list_homes(asked)
        clusters = self._touched | held | {self._find_home(family) for family in homes.values()}
        stories = [self._tell(cluster) for cluster in sorted(clusters)]
        reports = sorted(self._reports.read_dated(asked).values(), key=lambda report: (report.key, report.id))
        return self._settle(list(join_stories(stories, reports, sames)), self._touched)

    def _settle(self, stories: list[Story], touched: set[int]) -> Regrouped:
        """Of some stories, those that are not as before."""
        found = Regrouped()
        before: dict[int, set[int]] = {}
        for kept in self._was.values():
            if kept.story is not None:
                before.setdefault(kept.story, set()).add(kept.mark)
        for story in stories:
            families = set(self._list_homes(map(mark, story.reports)).values())
            clusters = {self._find_home(family) for family in families}
            if clusters & touched or before.get(mark(story.id)) != families:
                found.stories.append(story)
                found.gone |= {k for k in (self._was[f].story for f in families if f in self._was) if k is not None}
                found.homes.update({family: (self._find_home(family), mark(story.id)) for family in families})
        lost = [kept.story for number, kept in self._was.items() if number not in self._now]
        found.gone |= {story for story in lost if story is not None}
        return found

    def _is_as_before(self, cluster: int, group: tuple[int, ...]) -> bool:
        was = [self._was.get(family) for family in group]
        same = all(kept is not None and kept is self._now.get(kept.mark) and kept.cluster == cluster for kept in was)
        return same and len(self._before.get(cluster, ())) == len(group)

    def _find_home(self, family: int) -> int:
        home = self._homes.get(family, self._now[family].cluster)
        assert home is not None
        return home

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
        families = self._groups.get(cluster) or self._before[cluster]
        return tell_story(list(self._reports.read_dated(self._list_reports(families)).values()))
