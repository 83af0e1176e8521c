"""Focus: the place and time that a claim without its own takes over from what its report speaks of.

It takes those of the nearest claim of its family before it in the report, else of the first after; such evidence is
weaker than its own and never enters the record.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from marsad.model.claims import Claim, Kind, Precision, Stance, When
from marsad.reconcile.intervals import FINE, gap_between
from marsad.reconcile.kinds import KindFamily
from marsad.reconcile.longer import is_of_period
from marsad.reconcile.marks import has_mark, names_several, points_to_several
from marsad.reconcile.scene import Scene, Told
from marsad.reconcile.traits import Trait, read_counted, read_traits

_A_DAY = timedelta(days=1)
_JUST_BEFORE = 3
_BETWEEN = 8


def find_traits(scene: Scene) -> tuple[Trait, ...]:
    """The traits of all claims that are not background, in the scene's order."""
    found: list[Trait] = []
    run: list[Trait] = []
    for told in scene.told:
        if told.claim.background:
            continue
        if run and run[-1].told.claim.report != told.claim.report:
            found += _take_over(run)
            run = []
        rows = read_traits(told, scene.places)
        if not rows and run and told.voiced and _rejects(told, run[-1]):
            rows = [_about_last(told, run[-1])]
        run += rows
    return tuple(found + _take_over(run))


def _rejects(told: Told, last: Trait) -> bool:
    """A denial that names no happening: "it rejected the account"; to have had no part is denied of violence alone."""
    if told.claim.kind not in (Kind.STATEMENT, Kind.OTHER) or told.claim.stance != Stance.DENIES:
        return False
    violent = last.family == KindFamily.VIOLENCE
    return has_mark(told.claim.quote, "rejects") and (violent or not has_mark(told.claim.quote, "own_side"))


def _about_last(told: Told, last: Trait) -> Trait:
    """What was told last is what is denied."""
    return replace(
        last,
        id=f"{told.claim.id} {last.family}",
        told=told,
        primary=True,
        places=(),
        own_places=False,
        when=None,
        own_when=False,
        agents=frozenset(),
        targets=frozenset(),
        ordinal=None,
        apart=False,
        points_back=True,
        part=False,
        rises=False,
        repeats=False,
        figures=read_counted(told.claim),
    )


def _take_over(run: Sequence[Trait]) -> list[Trait]:
    """Give claims without place or time those of the focus of their own report."""
    leads = _Focus()
    for trait in run:
        leads.note(trait, trait.when, first=True)
    focus, taken = _Focus(), list[Trait]()
    steps = {order: step for step, order in enumerate(sorted({trait.told.order for trait in run}))}
    several: Trait | None = None
    for before, spoken in zip((None, *run), run, strict=False):
        trait = _complete(spoken, before)
        step = steps[trait.told.order]
        if several is not None and _points_to(trait, several, step):
            taken.append(replace(_set_there(trait, several), step=step))
            continue
        if names_several(trait.told.claim.quote):
            several = replace(trait, step=step)
        places, when = trait.places, trait.when
        if not trait.own_places and not trait.apart and not focus.is_of_other_days(trait):
            places = focus.places.get(trait.family) or leads.places.get(trait.family) or ()
        if trait.own_when and when is not None and _is_bare_clock(when):
            when = _on_day_of(when, focus.when.get(trait.family) or leads.when.get(trait.family))
        if trait.own_when and when is not None and trait.told.told_from is None and _is_bare_part(when):
            when = _after(when, focus.when.get(trait.family))
        if not trait.own_when and not trait.apart and not trait.repeats:
            when = focus.when.get(trait.family) or leads.when.get(trait.family)
        focus.note(trait, when, first=False)
        taken.append(replace(trait, places=places, when=when, step=step))
    return taken


def _complete(trait: Trait, before: Trait | None) -> Trait:
    """A clause with the place and time of the clause before it in its sentence: "Shells hit Orlen on Monday, and nine
    people were killed, a doctor said"; and a part of the dead of months with theirs.
    """
    if before is None or before.family != trait.family:
        return trait
    if not _is_one_sentence(before.told.claim, trait.told.claim) and not _is_of_those(before, trait):
        return trait
    if before.own_places and not trait.own_places:
        trait = replace(trait, places=before.places, own_places=True)
    if before.own_when and not trait.own_when:
        trait = replace(trait, when=before.when, own_when=True)
    return trait


def _is_of_those(before: Trait, trait: Trait) -> bool:
    """A part of the dead that the sentence before it counted over months: "the army killed 281 of them"."""
    return is_of_period(before) and has_mark(trait.told.claim.quote, "of_those")


def _is_one_sentence(one: Claim, other: Claim) -> bool:
    """Whether a clause goes on right behind another, with no more than ", and" between."""
    ended = one.quote.rstrip(" \"'”’")[-1:] in (".", "!", "?", ":", ";")
    return 0 <= other.span[0] - one.span[1] <= _BETWEEN and not ended


def _points_to(trait: Trait, several: Trait, step: int) -> bool:
    """Whether a claim speaks of the several happenings that the same report told of just before."""
    near = step - several.step <= _JUST_BEFORE and trait.family == several.family
    return near and not trait.own_when and points_to_several(trait.told.claim.quote)


def _set_there(trait: Trait, several: Trait) -> Trait:
    """The claim where and when those happenings were; where that is not said, nowhere and at no time."""
    there = trait if trait.own_places else several
    return replace(
        trait,
        places=there.places if there.own_places else (),
        own_places=there.own_places,
        when=several.when if several.own_when else None,
        own_when=several.own_when,
    )


def _is_bare_clock(when: When) -> bool:
    """A clock time without a day: "shortly before noon (0530 GMT)"."""
    return when.precision in (Precision.INSTANT, Precision.HOUR) and not has_mark(when.text or "", "day_word")


def _is_bare_part(when: When) -> bool:
    """A part of a day without its day: "at dawn"; no report's date says which day that is."""
    return when.precision == Precision.DAY_PART and not has_mark(when.text or "", "day_word")


def _after(when: When, focus: When | None) -> When:
    """The part of a day as it first comes after what an undated report told last: "after midnight", then "at dawn"."""
    if focus is None or focus.start is None or when.start is None or when.end is None:
        return when
    if focus.start <= when.start < focus.start + _A_DAY:
        return when
    moved = -((when.start - focus.start) // _A_DAY)
    return replace(when, start=when.start + moved * _A_DAY, end=when.end + moved * _A_DAY)


def _on_day_of(when: When, focus: When | None) -> When:
    """The clock time on the day that the report is speaking of."""
    if focus is None or focus.start is None or focus.end is None or when.start is None or when.end is None:
        return when
    if focus.precision != Precision.DAY or focus.start <= when.start < focus.end:
        return when
    moved = (focus.start - when.start) // _A_DAY + 1
    return replace(when, start=when.start + moved * _A_DAY, end=when.end + moved * _A_DAY)


class _Focus:
    """Where and when a report is speaking of, for each family."""

    def __init__(self) -> None:
        self.places: dict[KindFamily, tuple[str, ...]] = {}
        self.when: dict[KindFamily, When] = {}

    def is_of_other_days(self, trait: Trait) -> bool:
        """Whether the claim dates itself to days that the report is not speaking of, unless it points back."""
        when, focus = trait.when, self.when.get(trait.family)
        if not trait.own_when or when is None or focus is None or trait.points_back or trait.rises:
            return False
        return gap_between((when.start, when.end), (focus.start, focus.end)) > _A_DAY

    def note(self, trait: Trait, when: When | None, *, first: bool) -> None:
        """Take a claim's own place and time, as it is understood, as the focus; `first` keeps the earliest and leaves
        out asides.
        """
        if first and trait.apart:
            return
        if trait.own_places and not (first and trait.family in self.places):
            self.places[trait.family] = trait.places
        only_toll = trait.rises and trait.kind == Kind.KILLING and not trait.own_places
        tells_when = trait.own_when and when is not None and when.precision in FINE and (first or not only_toll)
        if tells_when and when and not (first and trait.family in self.when):
            self.when[trait.family] = when
