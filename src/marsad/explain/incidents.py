"""Incidents: why one is here, what stands behind it, where its figures come from and why its claims are together."""

from marsad.explain.answers import Answer, Writer, count_words, fold_wording, join_words, shorten
from marsad.explain.words import KIND_OF_DISPUTE, RULES, STATUSES, say_basis
from marsad.model.claims import Stance
from marsad.model.incidents import Incident, IncidentCount, IncidentStatus
from marsad.publish.figures import say_amount, say_group
from marsad.publish.index import Index, name_places
from marsad.publish.reasons import say_reason
from marsad.publish.stating import find_stating
from marsad.publish.times import say_when

_MOST_MERGES = 12


def explain_incident(index: Index, incident: Incident) -> Answer:
    """All about one incident."""
    write = Writer(index)
    _tell_status(write, incident)
    _tell_voices(write, incident)
    for count in incident.counts:
        tell_count(write, count)
    when = incident.when
    write.say(f"When: {say_when(when)}{say_basis(when.basis)}." if when else "When: no claim says.")
    write.say(f"Where: {name_places(index, incident.places)}." if incident.places else "Where: no claim says.")
    _tell_merges(write, incident)
    for dispute in index.disputes_of.get(incident.id, ()):
        write.say(f"In dispute: {KIND_OF_DISPUTE[dispute.kind]} ({dispute.id}).")
    for agreed in index.agreed_of.get(incident.id, ()):
        write.say(f"In other words, and no dispute: {KIND_OF_DISPUTE[agreed.kind]} ({agreed.id}).")
    for link in incident.links:
        write.say(
            f"{link.relation.replace('_', ' ').capitalize()}: {index.incidents[link.incident].label} ({link.incident})."
        )
    for reason in incident.reasons:
        if not reason.startswith("claims put together by"):
            write.say(f"{reason[0].upper()}{reason[1:]}.")
    if incident.review:
        write.say("It waits for a person to look at it: marsad judge accept or reject.")
    return Answer(
        id=incident.id, kind="incident", title=incident.label, lines=tuple(write.lines), claims=incident.claims
    )


def _tell_status(write: Writer, incident: Incident) -> None:
    write.say(f"Status: {incident.status}. {STATUSES[incident.status]}")
    if incident.status == IncidentStatus.CONTESTED:
        for voice in incident.voices:
            if voice.stance == Stance.DENIES:
                write.say(f"{write.names([voice.source])} denies it:")
                write.quote(voice.claims, 2)


def _tell_voices(write: Writer, incident: Incident) -> None:
    """Who counts, and who does not, and why."""
    asserting = [voice for voice in incident.voices if voice.stance == Stance.ASSERTS]
    number = count_words(incident.independent_sources, "independent source")
    if asserting:
        write.say(f"{number} {'stands' if incident.independent_sources == 1 else 'stand'} behind it:")
    for voice in asserting:
        reports = {write.index.claims[claim].report for claim in voice.claims}
        many = len(reports) - len(voice.families)
        copied = f"; {count_words(many, 'is a copy and adds', 'are copies and add')} nothing" if many else ""
        write.say(f"  {write.names([voice.source])}, in {count_words(len(reports), 'report')}{copied}")
    if len({voice.source for voice in asserting}) > incident.independent_sources > 0:
        write.say("  Some of these may be one person or are known through one outlet alone: they count as one.")
    voiced = {claim for voice in incident.voices for claim in voice.claims}
    rest = [write.index.claims[claim] for claim in incident.claims if claim not in voiced]
    outlets = {claim.chain[-1] for claim in rest}
    if outlets:
        named = sorted({write.index.sources[o].name for o in outlets if o in write.index.sources})[:5]
        write.say(
            f"In an outlet's own words, or planned, condemned, left open, and counted for nobody: {join_words(named)}."
        )
    if not asserting and not voiced:
        write.say("No source is named: an outlet's own words count for no independent source.")


def tell_count(write: Writer, count: IncidentCount) -> None:
    """A figure with its rule and its sentences, those that say it first, or the refusal."""
    what = " ".join(filter(None, (str(count.measure), say_group(count))))
    if count.refusal:
        write.say(f"{what}: no single figure is given, because {count.refusal}. They are not added up or averaged.")
    else:
        write.say(f"{what}: {say_amount(count)}. {RULES.get(count.rule or '', count.rule or '')} From:")
    write.quote((*find_stating(write.index, count.claims, count), *count.claims))
    if count.subset_of is not None:
        write.say("  It is part of a larger figure here and is not added to it.")


def _tell_merges(write: Writer, incident: Incident) -> None:
    """Why the claims are one happening, pair by pair."""
    told: set[frozenset[str]] = set()
    wordings = {claim: fold_wording(write.index.claims[claim].quote) for claim in incident.claims}
    shown = 0
    quotes = {claim: write.index.claims[claim].quote for claim in incident.claims}
    for merge in incident.merges:
        pair = frozenset((wordings[merge.claim], wordings[merge.other]))
        if len(pair) < 2 or pair in told:
            continue
        told.add(pair)
        shown += 1
        if shown <= _MOST_MERGES:
            why = join_words([say_reason(reason) for reason in merge.reasons]) or "they fit together as a whole"
            write.say(f"Put together, because {why}:")
            write.say(f"  “{shorten(quotes[merge.claim])}”")
            write.say(f"  “{shorten(quotes[merge.other])}”")
    if shown > _MOST_MERGES:
        write.say(f"and {count_words(shown - _MOST_MERGES, 'more pair')}.")
    same = len(incident.claims) - len(set(wordings.values()))
    if same:
        write.say(f"{count_words(same, 'claim repeats', 'claims repeat')} a sentence word for word.")
