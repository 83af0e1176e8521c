"""Scene: the claims of one story with who speaks, when it was told and how fresh it was; in a fixed order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from marsad.model.claims import Actor, Claim, Place, Precision, Source, Stance, Status
from marsad.model.copies import Family, Story
from marsad.model.reports import Report
from marsad.reconcile.intervals import as_utc, last_instant
from marsad.reconcile.marks import has_mark, marked_words, opens_with, plain_words
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.voices import Heard, Speaker, find_speakers

_HALF_DAY = 12 * 60
_LEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as told: `order` is its place in the report, `depth` how many marks of older news stand before it.

    `position` says whose it is: the voice, and of nameless ones which role; `voiced` that somebody speaks, for
    bare narration by an outlet or agency is no voice; `is_real` that the words are of what happened or goes on, and not
    of what is planned; `withdrawn` that whoever said it took it back.
    """

    claim: Claim
    order: int
    depth: int
    family: str
    speaker: Speaker
    position: str
    told_from: datetime | None
    told_by: datetime | None
    words: frozenset[str]
    voiced: bool
    is_real: bool
    withdrawn: bool = False

    @property
    def voice(self) -> str:
        """The voice that it counts for, also where that takes several positions."""
        return self.speaker.voice

    @property
    def asserts(self) -> bool:
        """Whether the source says, and stands by it, that it is or was so, and not that it is planned."""
        return self.is_real and self.claim.stance == Stance.ASSERTS and not self.withdrawn

    @property
    def leads(self) -> bool:
        """Whether it stands in its report's title or first two sentences that make claims."""
        return self.order < _LEAD

    @property
    def is_reaction(self) -> bool:
        """Whether it only condemns or mourns what others report, without a time or figure of its own."""
        bare = (self.claim.when is None or self.claim.when.start is None) and not self.claim.counts
        return bare and has_mark(self.claim.quote, "reaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One story's claims in a fixed order, and what they point to."""

    story: Story
    told: tuple[Told, ...]
    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    places: PlaceTree
    latest: datetime | None
    shift: timedelta
    by_claim: Mapping[str, Told]

    def name_of(self, source: str) -> str:
        """A source's name."""
        return self.sources[source].name if source in self.sources else source

    def hear(self, told: Iterable[Told]) -> tuple[Heard, ...]:
        """Claims as they are counted behind a happening."""
        return tuple(
            Heard(
                claim=one.claim.id,
                speaker=one.speaker,
                name=self.name_of(one.speaker.source),
                stance=one.claim.stance,
                family=one.family,
            )
            for one in told
        )

    def is_same_body(self, source: str, actor: str) -> bool:
        """Whether a source and an actor share a name."""
        if source not in self.sources or actor not in self.actors:
            return False
        said, does = self.sources[source], self.actors[actor]
        return bool(_folded((said.name, *said.aliases)) & _folded((does.name, *does.aliases)))


def find_denials(told: Sequence[Told]) -> tuple[Told, ...]:
    """Denials of a happening; what a source denies beside its own report of it on the same day is a detail of it."""
    said = {(t.position, t.told_from) for t in told if t.asserts}
    voiced = (t for t in told if t.voiced and t.claim.stance == Stance.DENIES)
    return tuple(t for t in voiced if (t.position, t.told_from) not in said)


def name_position(told: Iterable[Told]) -> str:
    """The source that a position shows: the body that all its claims speak for, else the one above them."""
    held = list(told)
    near = {one.speaker.near for one in held}
    return near.pop() if len(near) == 1 else min(one.speaker.source for one in held)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(word for word in plain_words(name) if word != "the") for name in names) - {""}


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry content, with plural and verb endings cut."""
    dull = marked_words("dull")
    return frozenset(_stem(word) for word in plain_words(text) if len(word) > 2 and word not in dull)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ers", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def set_scene(
    story: Story,
    reports: Sequence[Report],
    families: Sequence[Family],
    claims: Sequence[Claim],
    sources: Sequence[Source],
    actors: Sequence[Actor],
    places: Sequence[Place],
) -> Scene:
    """Put one story's claims in order of report and place in it, whatever order they come in."""
    by_report = {report.id: report for report in reports}
    family_of = {report: family.id for family in families for report in family.reports}
    by_source = {source.id: source for source in sorted(sources, key=lambda s: s.id)}
    speakers = find_speakers(claims, by_source, family_of)
    words = {quote: content_words(quote) for quote in {claim.quote for claim in claims}}
    told: list[Told] = []
    for claim, order, depth in _in_order(claims):
        day = by_report[claim.report].published if claim.report in by_report else None
        speaker = speakers[claim.id]
        told.append(
            Told(
                claim=claim,
                order=order,
                depth=depth,
                family=family_of.get(claim.report, claim.report),
                speaker=speaker,
                position=speaker.position,
                told_from=as_utc(day),
                told_by=last_instant(day),
                words=words[claim.quote],
                voiced=speaker.root is not None,
                is_real=claim.status in (Status.HAPPENED, Status.ONGOING),
            )
        )
    ends = [end for report in reports if (end := last_instant(report.published)) is not None]
    return Scene(
        story=story,
        told=tuple(told),
        sources=by_source,
        actors={actor.id: actor for actor in sorted(actors, key=lambda a: a.id)},
        places=PlaceTree(places),
        latest=max(ends, default=None),
        shift=find_shift(claims),
        by_claim={one.claim.id: one for one in told},
    )


def find_shift(claims: Sequence[Claim]) -> timedelta:
    """How far local days run before those of UTC: as most of the days that claims name begin."""
    starts = Counter(
        (claim.when.start.hour * 60 + claim.when.start.minute)
        for claim in claims
        if claim.when and claim.when.start and claim.when.precision == Precision.DAY
    )
    minutes = min(starts, key=lambda m: (-starts[m], m), default=0)
    return timedelta(minutes=-minutes if minutes <= _HALF_DAY else 2 * _HALF_DAY - minutes)


def _in_order(claims: Sequence[Claim]) -> list[tuple[Claim, int, int]]:
    """Claims by report and span, with how many marks of older news ("a few hours ago") stand before each."""
    placed: list[tuple[Claim, int, int]] = []
    report, order, depth, span = "", 0, 0, (-1, -1)
    for claim in sorted(claims, key=lambda c: (c.report, c.span, c.id)):
        if claim.report != report:
            report, order, depth = claim.report, 0, 0
        elif claim.span != span:
            order += 1
        if claim.span != span and order and opens_with(claim.quote, "earlier"):
            depth += 1
        span = claim.span
        placed.append((claim, order, depth))
    return placed
