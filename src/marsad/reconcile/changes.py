"""Changes: one source against its earlier self: a toll that moved, a denial that became a report, a hold lost.

Earlier is what was told on an earlier day; within one report, what stands under marks of older news; where nothing
tells, the denial comes before the report and the lower toll before the higher.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from heapq import nlargest
from itertools import pairwise

from marsad.model.claims import Stance
from marsad.model.ids import make_id
from marsad.model.incidents import Change, Control, ControlStatus, Incident, Point, Series, State
from marsad.reconcile.labels import name_figure
from marsad.reconcile.marks import has_mark
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.rows import IncidentsOf
from marsad.reconcile.scene import Scene, Told, name_position
from marsad.reconcile.traits import families_of
from marsad.reconcile.values import figure_of, in_digits, middle

_ENOUGH = 2.5
_FEW_WORDS = 2
_NEAREST = 64
_VERB = {Stance.ASSERTS: "reported", Stance.DENIES: "denied", Stance.DOES_NOT_CONFIRM: "did not confirm"}


def find_changes(
    scene: Scene,
    incidents: Sequence[Incident],
    incidents_of: IncidentsOf,
    series: Sequence[Series],
    states: Sequence[State],
    control: Sequence[Control],
) -> tuple[Change, ...]:
    """All changes of a story, by id."""
    found = {
        change.id: change
        for change in (
            *(change for one in series for change in _moved(one, scene)),
            *_turned(scene, incidents_of, states),
            *_owned_up(scene, incidents),
            *_took_back(scene, incidents),
            *_flipped(control, scene),
        )
    }
    return tuple(found[key] for key in sorted(found))


def _change(at: datetime | None, about: str, source: str, texts: tuple[str, str], claims: Sequence[str]) -> Change:
    before, after = texts
    ids = tuple(sorted(set(claims)))
    return Change(
        id=make_id("change", about, source, before, after, *ids),
        at=at,
        about=about,
        source=source,
        from_=before,
        to=after,
        claims=ids,
    )


def _moved(series: Series, scene: Scene) -> list[Change]:
    """Each step of a series; one point whose words say that the toll rose is a step from an unstated value."""
    steps = [
        _change(b.as_of, series.id, series.source, (_said(a, series), _said(b, series)), (*a.claims, *b.claims))
        for a, b in pairwise(series.points)
        if middle(figure_of(a)) != middle(figure_of(b))
    ]
    if not steps and series.points:
        only = series.points[0]
        if any(has_mark(scene.by_claim[claim].claim.quote, "rise") for claim in only.claims):
            texts = (f"a lower number {series.measure}", _said(only, series))
            steps.append(_change(only.as_of, series.id, series.source, texts, only.claims))
    return steps


def _said(point: Point, series: Series) -> str:
    return f"{in_digits(figure_of(point))} {series.of + ' ' if series.of else ''}{series.measure}"


def _turned(scene: Scene, incidents_of: IncidentsOf, states: Sequence[State]) -> list[Change]:
    """A source that denied or did not confirm something and then reported it, or the other way."""
    by_root: dict[str, list[Told]] = {}
    for told in scene.told:
        if told.voiced and not told.claim.background:
            by_root.setdefault(told.position, []).append(told)
    found: list[Change] = []
    for held in by_root.values():
        said = _Said([told for told in held if told.asserts], incidents_of)
        for denial in held:
            if denial.claim.stance == Stance.ASSERTS or _leaves_number_open(denial):
                continue
            of = _Denied(denial, scene.places, incidents_of)
            scored = [(score, t.claim.id, t) for t in said.near(denial) if (score := of.fit(t)) >= _ENOUGH]
            if scored:
                best = max(scored, key=lambda row: (row[0], _age(row[2]), row[1]))[2]
                found.append(_turn(denial, best, incidents_of, states))
    return found


class _Said:
    """What one source reports, by word and incident."""

    def __init__(self, told: Sequence[Told], incidents_of: IncidentsOf) -> None:
        """Note every report."""
        self._told = told
        self._incidents_of = incidents_of
        self._admitted = {at for at, one in enumerate(told) if has_mark(one.claim.quote, "admission")}
        self._of: dict[str, set[int]] = {}
        self._saying: dict[str, list[int]] = {}
        for at, one in enumerate(told):
            for incident in incidents_of.get(one.claim.id, ()):
                self._of.setdefault(incident, set()).add(at)
            for word in one.words:
                self._saying.setdefault(word, []).append(at)

    def near(self, denial: Told) -> list[Told]:
        """Reports that can be of what was denied: of its incident, that own up to something, or with a few of its
        words; these first, then those that share most words.
        """
        shared: Counter[int] = Counter()
        for word in denial.words:
            shared.update(self._saying.get(word, ()))
        sure = self._admitted.union(*(self._of.get(i, ()) for i in self._incidents_of.get(denial.claim.id, ())))
        most = sorted(shared.values(), reverse=True)[:_NEAREST]
        least = max([_FEW_WORDS, *most[-1:]])
        found = sure | {at for at, words in shared.items() if words >= least}
        ranked = nlargest(_NEAREST, found, key=lambda at: (at in sure, shared[at], self._told[at].claim.id))
        return [self._told[at] for at in ranked]


def _leaves_number_open(told: Told) -> bool:
    """One who could not say how many does not doubt that it happened."""
    return told.claim.stance == Stance.DOES_NOT_CONFIRM and has_mark(told.claim.quote, "unnumbered")


def _age(told: Told) -> float:
    return told.told_from.timestamp() if told.told_from else 0.0


class _Denied:
    """What a source denied or did not confirm, as its reports are held against it."""

    def __init__(self, denial: Told, tree: PlaceTree, incidents_of: IncidentsOf) -> None:
        """Note what every report is held against."""
        self._denial = denial
        self._tree = tree
        self._incidents_of = incidents_of
        self._incidents = incidents_of.get(denial.claim.id, frozenset())
        self._kinds = frozenset((denial.claim.kind, *denial.claim.kinds))
        self._families = families_of(denial).keys()
        self._places = tuple(part.place for part in denial.claim.places)

    def fit(self, told: Told) -> float:
        """How far a report is of what was denied: kind, place, incident and words; never of the same sentence."""
        denial, claim = self._denial, told.claim
        if not told.asserts or (claim.report == denial.claim.report and told.order == denial.order):
            return 0.0
        near = {self._tree.relate(place, part.place) for place in self._places for part in claim.places}
        if near == {Nearness.APART}:
            return 0.0
        score = min(1.0, len(denial.words & told.words) / 4)
        if claim.kind in self._kinds or not self._kinds.isdisjoint(claim.kinds) or self._families & families_of(told):
            score += 1.0
        if Nearness.SAME in near or Nearness.NEAR in near:
            score += 1.0
        if not self._incidents.isdisjoint(self._incidents_of.get(claim.id, ())):
            score += 1.0
        return score + 1.0 if has_mark(claim.quote, "admission") else score


def _shared(one: Told, other: Told, incidents_of: IncidentsOf) -> frozenset[str]:
    return incidents_of.get(one.claim.id, frozenset()) & incidents_of.get(other.claim.id, frozenset())


def _turn(denial: Told, report: Told, incidents_of: IncidentsOf, states: Sequence[State]) -> Change:
    first, then = (denial, report) if _is_before(denial, report) else (report, denial)
    ids = (denial.claim.id, report.claim.id)
    either = incidents_of.get(ids[0], frozenset()) | incidents_of.get(ids[1], frozenset())
    about = min(_shared(denial, report, incidents_of) or either, default=None)
    about = about or next((s.id for s in states if set(ids) & set(s.claims)), report.claim.id)
    source = name_position((denial, report))
    return _change(then.told_from, about, source, (_words(first), _words(then)), ids)


def _is_before(denial: Told, report: Told) -> bool:
    """By day, then by marks of older news; a denial comes first where nothing tells."""
    if denial.told_from and report.told_from and denial.told_from != report.told_from:
        return denial.told_from < report.told_from
    if denial.claim.report == report.claim.report and denial.depth != report.depth:
        return denial.depth > report.depth
    return True


def _words(told: Told) -> str:
    return f"{_VERB[told.claim.stance]}: {' '.join(told.claim.quote.split())}"


def _owned_up(scene: Scene, incidents: Sequence[Incident]) -> list[Change]:
    """A sentence that tells of both: "acknowledged ..., two days after it denied ..."."""
    found: list[Change] = []
    for told in scene.told:
        quote = told.claim.quote
        if told.voiced and has_mark(quote, "admission") and has_mark(quote, "denied_before"):
            about = next((i.id for i in incidents if told.claim.id in i.claims), told.claim.id)
            said = " ".join(quote.split())
            texts = (f"denied before: {said}", f"reported: {said}")
            found.append(_change(told.told_from, about, told.speaker.source, texts, (told.claim.id,)))
    return found


def _took_back(scene: Scene, incidents: Sequence[Incident]) -> list[Change]:
    """A figure or report that its source withdrew."""
    found: list[Change] = []
    for told in scene.told:
        if not has_mark(told.claim.quote, "retract") and not has_mark(told.claim.quote, "withdrawn"):
            continue
        about = next((i.id for i in incidents if told.claim.id in i.claims), None)
        about = about or (incidents[0].id if incidents else told.claim.id)
        first = min(told.claim.counts, key=lambda c: (-middle(figure_of(c)), c.span), default=None)
        before = name_figure(first) if first else "an earlier report"
        texts = (before, f"withdrew it: {' '.join(told.claim.quote.split())}")
        found.append(_change(told.told_from, about, told.speaker.source, texts, (told.claim.id,)))
    return found


def _flipped(control: Sequence[Control], scene: Scene) -> list[Change]:
    """One source on one place: held or claimed by one, then lost or held by another."""
    told = {one.claim.id: one for one in scene.told}
    found: list[Change] = []
    for a in control:
        for b in control:
            if a.source != b.source or a.place != b.place or not _is_flip(a, b):
                continue
            before, after = _told_at(a, told), _told_at(b, told)
            if before is not None and after is not None and before < after:
                texts = (f"{a.status}: {a.basis}", f"{b.status}: {b.basis}")
                found.append(_change(after, b.id, b.source, texts, (*a.claims, *b.claims)))
    return found


def _is_flip(a: Control, b: Control) -> bool:
    holding = (ControlStatus.HELD, ControlStatus.CLAIMED)
    if a.holder == b.holder:
        return (a.status in holding) != (b.status in holding) and ControlStatus.EXPECTED not in (a.status, b.status)
    return a.status in holding and b.status in holding


def _told_at(control: Control, told: dict[str, Told]) -> datetime | None:
    return min((day for claim in control.claims if (day := told[claim].told_from)), default=None)
