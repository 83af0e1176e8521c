"""Claims, reports, sources and places: how they were read, and why they count or do not."""

from marsad.explain.answers import Answer, Writer, count_words, join_words, shorten
from marsad.explain.versions import tell_versions_of
from marsad.explain.words import say_basis
from marsad.model.claims import Claim, Place, PlaceBasis, Source, Stance
from marsad.model.judgements import JudgementRow
from marsad.model.ledger import Ledger
from marsad.model.reports import DateBasis, Report
from marsad.publish.figures import say_count
from marsad.publish.index import Index, name_families, name_place, name_source
from marsad.publish.times import say_published, say_when

_STANCES = {
    Stance.ASSERTS: "says so",
    Stance.DENIES: "denies it",
    Stance.DOES_NOT_CONFIRM: "neither says so nor denies it",
}
_DATES = {
    DateBasis.STATED: "the report states it",
    DateBasis.DATELINE: "its dateline gives it",
    DateBasis.INHERITED: "it states none; a report that it copies, or that copies it, does",
    DateBasis.FILE: "it stands in the file's name",
    DateBasis.RECEIVED: "it states none; by then it had been received",
    DateBasis.UNKNOWN: "nothing dates it",
}
_PINS = {
    PlaceBasis.GAZETTEER: "Its coordinates come from the gazetteer.",
    PlaceBasis.REPORT: "Its coordinates come from a report.",
    PlaceBasis.USER: "A person added it.",
    PlaceBasis.NONE: "It has no coordinates: no name in the gazetteer fits for certain.",
}


def explain_claim(index: Index, ledger: Ledger, claim: Claim) -> Answer:
    """Who says what through whom, and what it counts for."""
    write = Writer(index)
    write.say(
        f"{name_source(index, claim.chain[0])} {_STANCES[claim.stance]}; as {claim.status}, of kind {claim.kind}."
    )
    write.say(f"It came by {write.way(claim)}, in {write.report(claim.report)}.")
    if claim.cue and claim.cue.text:
        write.say(f"The words that tie speaker and content: “{claim.cue.text}”.")
    if claim.when:
        write.say(f"When: {say_when(claim.when)}{say_basis(claim.when.basis)}.")
    for part in claim.places:
        write.say(f"Where ({part.role}): {name_place(index, part.place)}.")
    for count in claim.counts:
        write.say(f"Figure: {say_count(count)}, from “{count.verbatim}”.")
    for reason in claim.reasons:
        write.say(f"{reason[0].upper()}{reason[1:]}.")
    homes = [incident for incident in ledger.incidents if claim.id in incident.claims]
    for incident in homes:
        write.say(f"It is part of {incident.label} ({incident.id}).")
    if not homes:
        write.say(f"It is part of no incident, because {_why_loose(claim)}.")
    if claim.review:
        write.say("It waits for a person to look at it.")
    return Answer(
        id=claim.id, kind="claim", title=f"“{shorten(claim.quote)}”", lines=tuple(write.lines), claims=(claim.id,)
    )


def _why_loose(claim: Claim) -> str:
    if any(reason.startswith("rejected by") for reason in claim.reasons):
        return "a person rejected it"
    if claim.background:
        return "it recalls what is no news of this story"
    if claim.kind in ("control", "statement", "surveillance", "other") and not claim.counts:
        return f"a {claim.kind} is no happening"
    if claim.status in ("planned", "conditional"):
        return "it is not said to have happened, and fits nothing that is"
    return "it gives no place, time or figure of its own and fits no happening, or a person rejected that"


def explain_report(index: Index, ledger: Ledger, report: Report) -> Answer:
    """Where a report's date comes from, whom it repeats, and whether it was read."""
    write = Writer(index)
    write.say(f"Date: {say_published(report.published)}; {_DATES[report.published_basis]}.")
    write.say("" if report.read else f"It was not read: {report.unread_why}.")
    family = index.family_of.get(report.id)
    if family and len(family.reports) > 1:
        named = name_families(index, (family.id,))
        write.say(f"It is one of {len(family.reports)} copies of one text: {named}. They count once.")
    for copy in ledger.copies:
        if copy.report == report.id:
            origin = write.report(copy.origin) if copy.origin else copy.origin_name or "somebody"
            why = f": {'; '.join(copy.reasons)}" if copy.reasons else ""
            shared = f", {copy.overlap:.0%} of the shorter text" if copy.overlap else ""
            write.say(f"{copy.relation.capitalize()} of {origin}{shared}{why}.".replace("Cites of", "Cites"))
    for line in tell_versions_of(ledger, report.id):
        write.say(line)
    claims = tuple(claim.id for claim in ledger.claims if claim.report == report.id)
    write.say(f"{count_words(len(claims), 'claim')} were read in it.")
    return Answer(id=report.id, kind="report", title=write.report(report.id), lines=tuple(write.lines), claims=claims)


def explain_source(index: Index, ledger: Ledger, source: Source) -> Answer:
    """Under which names a source is known, for whom it speaks, and what it stands behind."""
    write = Writer(index)
    if source.aliases:
        write.say(f"Also as: {join_words(source.aliases)}.")
    if source.affiliation:
        write.say(f"It speaks for {write.names([source.affiliation])} and counts as one voice with it.")
    if source.kind in ("outlet", "agency"):
        write.say("It carries what others say. Its own narration counts for no independent source.")
    if source.kind in ("unnamed", "witness"):
        write.say("It has no name: known through one outlet or agency alone, it counts as one with it.")
    behind = [i for i in ledger.incidents if any(voice.source == source.id for voice in i.voices)]
    for incident in behind[:12]:
        write.say(f"A voice on {incident.label} ({incident.id}).")
    claims = tuple(claim.id for claim in ledger.claims if claim.chain[0] == source.id)
    write.say(f"{count_words(len(claims), 'claim')} begin with it.")
    return Answer(id=source.id, kind="source", title=source.name, lines=tuple(write.lines), claims=claims)


def explain_place(index: Index, ledger: Ledger, place: Place) -> Answer:
    """Where a place is by whose word."""
    write = Writer(index)
    write.say(f"{name_place(index, place.id)}. {_PINS[place.basis]}")
    if place.lat is not None and place.lon is not None:
        write.say(f"At {place.lat:.4f}, {place.lon:.4f}; as fine as: {place.precision}.")
    if place.aliases:
        write.say(f"Also as: {join_words(place.aliases[:8])}.")
    claims = tuple(c.id for c in ledger.claims if any(part.place == place.id for part in c.places))
    write.say(f"{count_words(len(claims), 'claim')} name it:")
    write.quote(claims)
    return Answer(id=place.id, kind="place", title=place.name, lines=tuple(write.lines), claims=claims)


def explain_judgement(index: Index, row: JudgementRow) -> Answer:
    """What a person decided and what became of it."""
    write = Writer(index)
    write.say(f"{row.by}, {say_published(row.at)}: {row.why}.")
    write.say(f"{row.verb.replace('_', ' ')} {row.value or ''}".strip() + f", about {join_words(row.about)}.")
    write.say(f"It is {row.standing}{f': {row.note}' if row.note else ''}.")
    return Answer(id=row.id, kind="judgement", title=f"A judgement by {row.by}", lines=tuple(write.lines), claims=())
