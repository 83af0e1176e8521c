"""Answering: what a person asks about, and the page that knows."""

from marsad.explain.answers import Answer, Writer, count_words
from marsad.explain.figures import explain_number, read_number
from marsad.explain.incidents import explain_incident
from marsad.explain.parts import Parts, Whole
from marsad.explain.records import (
    explain_agreement,
    explain_change,
    explain_control,
    explain_dispute,
    explain_series,
    explain_state,
)
from marsad.explain.things import explain_claim, explain_judgement, explain_place, explain_report, explain_source
from marsad.explain.words import STATUSES
from marsad.model.incidents import IncidentStatus
from marsad.model.ledger import Ledger
from marsad.publish.index import Index, index_ledger


def explain(ledger: Ledger, thing: str) -> Answer | None:
    """The answer about an id, a status word or a number; None where a text is none of these."""
    if is_over_all(thing):
        return explain_over_all(Whole(ledger), thing)
    return _explain_record(index_ledger(ledger), ledger, thing)


def is_over_all(thing: str) -> bool:
    """Whether a text asks about all of a ledger: a status word or a number, and no one thing."""
    return thing in list(IncidentStatus) or read_number(thing) is not None


def explain_over_all(parts: Parts, thing: str) -> Answer | None:
    """The answer about a status word or a number; None where a text is neither."""
    if thing in list(IncidentStatus):
        return _explain_status(parts, IncidentStatus(thing))
    number = read_number(thing)
    return explain_number(parts, *number) if number is not None else None


def _explain_record(index: Index, ledger: Ledger, key: str) -> Answer | None:
    if key in index.incidents:
        return explain_incident(index, index.incidents[key])
    if key in index.claims:
        return explain_claim(index, ledger, index.claims[key])
    if key in index.reports:
        return explain_report(index, ledger, index.reports[key])
    if key in index.sources:
        return explain_source(index, ledger, index.sources[key])
    if key in index.places:
        return explain_place(index, ledger, index.places[key])
    return _explain_standing(index, ledger, key)


def _explain_standing(index: Index, ledger: Ledger, key: str) -> Answer | None:
    answers = (
        *(explain_series(index, row) for row in ledger.series if row.id == key),
        *(explain_dispute(index, row) for row in ledger.contradictions if row.id == key),
        *(explain_agreement(index, row) for row in ledger.agreements if row.id == key),
        *(explain_change(index, row) for row in ledger.changes if row.id == key),
        *(explain_state(index, row) for row in ledger.states if row.id == key),
        *(explain_control(index, row) for row in ledger.control if row.id == key),
        *(explain_judgement(index, row) for row in ledger.judgements if row.id == key),
        *(_explain_copy(index, ledger, row.id) for row in ledger.copies if row.id == key),
        *(_explain_family(index, row.id, row.reports) for row in ledger.families if row.id == key),
        *(_explain_story(index, ledger, row.id) for row in ledger.stories if row.id == key),
    )
    return next(iter(answers), None)


def _explain_status(parts: Parts, status: IncidentStatus) -> Answer:
    told: list[str] = []
    claims: list[str] = []
    for incident in parts.incidents_of(status):
        told.append(f"  {incident.label} ({incident.id})")
        claims += incident.claims
    lines = (STATUSES[status], f"{count_words(len(told), 'incident')} here:", *told)
    return Answer(id=status, kind="status", title=status.capitalize(), lines=lines, claims=tuple(claims))


def _explain_copy(index: Index, ledger: Ledger, key: str) -> Answer:
    copy = next(row for row in ledger.copies if row.id == key)
    answer = explain_report(index, ledger, index.reports[copy.report])
    return Answer(id=key, kind="copy", title=answer.title, lines=answer.lines, claims=())


def _explain_family(index: Index, key: str, reports: tuple[str, ...]) -> Answer:
    write = Writer(index)
    write.say(f"{count_words(len(reports), 'report')} with one text: whatever they say counts once.")
    for report in reports:
        write.say(f"  {write.report(report)}")
    return Answer(id=key, kind="family", title="A family of copies", lines=tuple(write.lines), claims=())


def _explain_story(index: Index, ledger: Ledger, key: str) -> Answer:
    write = Writer(index)
    story = next(row for row in ledger.stories if row.id == key)
    write.say(f"{count_words(len(story.reports), 'report')} that share their rarer words within weeks of one another:")
    for report in story.reports[:20]:
        write.say(f"  {write.report(report)}")
    found = [incident for incident in ledger.incidents if incident.story == key]
    write.say(f"{count_words(len(found), 'incident')} come of them.")
    return Answer(id=key, kind="story", title=story.label, lines=tuple(write.lines), claims=())
