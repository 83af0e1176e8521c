"""Incidents in order of time: what, when, where, how many, who says so and who does not."""

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model.claims import BodyKind, Stance
from marsad.model.incidents import Incident, IncidentCount, IncidentStatus, LinkRelation, Voice
from marsad.publish.figures import say_amount, say_group, say_notes
from marsad.publish.index import Index, name_families, name_place, name_places, name_source
from marsad.publish.masking import Mask
from marsad.publish.reasons import say_reasons
from marsad.publish.sentences import DISPUTE_WORDS, Sentences, gather_sentences, say_stance
from marsad.publish.stating import find_stating
from marsad.publish.status import say_status
from marsad.publish.times import say_heading, say_when

LINK_WORDS = {
    LinkRelation.FOLLOWS: "Follows",
    LinkRelation.PART_OF: "Part of",
    LinkRelation.SAME_OPERATION: "Same operation as",
}

FEW = 6
"""So many incidents a page shows without folding any."""
HEAVIEST = 4
"""So many stand in the open whatever stands behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of an incident with the claims it rests on, first those that say it (`stating`); `refusal` stands in for
    a figure that cannot be given.
    """

    measure: str
    amount: str
    group: str
    place: str | None
    notes: tuple[str, ...]
    rule: str | None
    refusal: str | None
    claims: tuple[str, ...]
    stating: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """A source behind an incident: its stance in words, through which texts it is heard, and what that counts for."""

    name: str
    stance: str
    through: str
    counts_for: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An incident as the page shows it."""

    id: str
    kind: str
    label: str
    when: str
    place: str
    status: str
    status_words: str
    claims: tuple[str, ...]
    figures: tuple[Figure, ...]
    voices: tuple[VoiceLine, ...]
    voices_words: str
    sentences: Sentences
    links: tuple[tuple[str, str, str], ...]
    disputes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day or a longer stretch of a chronicle, or the incidents that have no date."""

    label: str
    happenings: tuple[Happening, ...]


def order_incidents(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents in order of time; those without a time come last, ties go by label and id."""
    return tuple(sorted(incidents, key=place_in_time))


def place_in_time(incident: Incident) -> tuple[str, str, str]:
    """What an incident is put in order by: its time, its label and its id."""
    edge = (incident.when.start or incident.when.end) if incident.when else None
    return (edge.isoformat() if edge else "~", incident.label, incident.id)


def weigh_incident(index: Index, incident: Incident) -> tuple[int, int, int]:
    """How much stands behind an incident: independent sources, reports, claims."""
    reports = {index.claims[claim].report for claim in incident.claims}
    return (incident.independent_sources, len(reports), len(incident.claims))


def part_incidents(index: Index, incidents: Iterable[Incident]) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """The main incidents of a story, and what it mentions beside them: where there are more than a few, what one
    source tells in one report and nobody disputes, save for the few that most stands behind.
    """
    ranked = sorted(incidents, key=lambda i: (*(-n for n in weigh_incident(index, i)), i.id))
    main = [i for at, i in enumerate(ranked) if len(ranked) <= FEW or at < HEAVIEST or _is_shared(index, i)]
    return tuple(main), tuple(i for i in ranked if i not in main)


def _is_shared(index: Index, incident: Incident) -> bool:
    """Told in several reports by a source, or in dispute."""
    _, reports, _ = weigh_incident(index, incident)
    disputed = incident.status in (IncidentStatus.CONTESTED, IncidentStatus.WITHDRAWN)
    return disputed or (reports > 1 and bool(incident.voices))


def tell_days(index: Index, mask: Mask, incidents: Iterable[Incident]) -> tuple[Day, ...]:
    """The incidents by the day on which they begin, or by the stretch that is all that is known."""
    days: dict[str, list[Happening]] = {}
    for incident in order_incidents(incidents):
        days.setdefault(say_heading(incident.when), []).append(tell_incident(index, mask, incident))
    return tuple(Day(label=label, happenings=tuple(found)) for label, found in days.items())


def tell_incident(index: Index, mask: Mask, incident: Incident) -> Happening:
    """One incident in words."""
    return Happening(
        id=incident.id,
        kind=incident.kind,
        label=incident.label,
        when=say_when(incident.when),
        place=name_places(index, incident.places),
        status=incident.status,
        status_words=say_status(index, incident),
        claims=list_claims(incident),
        figures=tuple(_tell_figure(index, count) for count in incident.counts),
        voices=tuple(_tell_voice(index, incident, voice) for voice in incident.voices),
        voices_words=_say_voices(incident),
        sentences=gather_sentences(index, mask, incident.claims),
        links=tuple(_tell_link(index, link.relation, link.incident) for link in incident.links),
        disputes=_list_disputed(index, incident),
        reasons=tuple(map(say_reasons, incident.reasons)),
        review=incident.review,
    )


def _list_disputed(index: Index, incident: Incident) -> tuple[tuple[str, str], ...]:
    """On what sources disagree, each once, with the first such dispute."""
    found: dict[str, str] = {}
    for dispute in index.disputes_of.get(incident.id, ()):
        found.setdefault(DISPUTE_WORDS[dispute.kind], dispute.id)
    return tuple((id, words) for words, id in found.items())


def list_claims(incident: Incident) -> tuple[str, ...]:
    """The claims behind an incident's status: those of its voices first, in their order, then the others."""
    voiced = (claim for voice in incident.voices for claim in voice.claims)
    return tuple(dict.fromkeys((*voiced, *incident.claims)))


def _say_voices(incident: Incident) -> str:
    """How many speak, and how many of those who assert do not draw on one another."""
    voices, independent = len(incident.voices), incident.independent_sources
    if voices == 1:
        return "1 voice, independent" if independent else "1 voice, not an independent source"
    return f"{voices} voices, {independent or 'none'} of them independent"


def _tell_figure(index: Index, count: IncidentCount) -> Figure:
    stating = find_stating(index, count.claims, count)
    return Figure(
        measure=count.measure,
        amount=say_amount(count),
        group=say_group(count),
        place=name_place(index, count.place) if count.place else None,
        notes=say_notes(count),
        rule=count.rule,
        refusal=count.refusal,
        claims=tuple(dict.fromkeys((*stating, *count.claims))),
        stating=stating,
    )


def _tell_voice(index: Index, incident: Incident, voice: Voice) -> VoiceLine:
    return VoiceLine(
        name=name_source(index, voice.source),
        stance=say_stance((name_source(index, voice.source),), voice.stance),
        through=name_families(index, voice.families),
        counts_for=_say_weight(index, incident, voice),
        claims=voice.claims,
    )


def _say_weight(index: Index, incident: Incident, voice: Voice) -> str:
    """What a voice adds to the independent sources, said only where the record leaves no doubt."""
    if voice.stance is not Stance.ASSERTS:
        return ""
    bodies = {v.source for v in incident.voices if v.stance is Stance.ASSERTS}
    if len(bodies) == incident.independent_sources:
        return "independent"
    outlets = {b for b in bodies if index.sources[b].kind is BodyKind.OUTLET}
    if len(bodies - outlets) != incident.independent_sources:
        return ""
    return "own narration, adds no independent source" if voice.source in outlets else "independent"


def _tell_link(index: Index, relation: LinkRelation, incident: str) -> tuple[str, str, str]:
    return (LINK_WORDS[relation], incident, index.incidents[incident].label)
