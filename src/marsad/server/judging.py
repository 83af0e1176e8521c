"""Judging: what a person decides about rows of a desk, as `marsad judge` notes it, from slices instead of the whole.

Who judges has seen the judgements that the page told of; where there has been another since, nothing is noted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from marsad.errors import InputError
from marsad.ledger.anchoring import Finder, about_judgement, about_report, about_sides, about_source
from marsad.ledger.correcting import check_correction
from marsad.ledger.judgements import is_own, make_judgement
from marsad.living import LivingDesk
from marsad.model.claims import Claim, Source
from marsad.model.incidents import Incident
from marsad.model.judgements import ABOUT, Judgement, Subject, SubjectKind, Verb
from marsad.model.reports import Report
from marsad.store.database.reading import Reader, read_desk

PAIRS = (Verb.SAME, Verb.NOT_SAME, Verb.MERGE_SOURCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decides: about the thing `key`, for a pair also `other`, for a split the `claims` that go out.

    `seen` is how many judgements about `key` there were on the page.
    """

    verb: Verb
    key: str
    by: str
    why: str
    seen: int
    other: str | None = None
    claims: tuple[str, ...] = ()
    value: str | None = None


def note_decision(desk: LivingDesk, decision: Decision) -> Judgement:
    """Note a decision. Raises InputError where it is none, and ConflictError where somebody judged in the meantime."""
    if not decision.why.strip():
        raise InputError("A judgement needs a reason", "Say why, in a sentence")
    if decision.verb is Verb.UNDO:
        return _note_undo(desk, decision)
    with read_desk(desk.database) as reader:
        about = _find_subjects(reader, decision)
        others = sorted({subject.id for subject in about} - {decision.key})
        seen = {**reader.count_revisions(others), decision.key: decision.seen}
    value = decision.value if decision.verb is Verb.CORRECT else None
    return _note(desk, decision, about, value, seen)


def _note(
    desk: LivingDesk, decision: Decision, about: Sequence[Subject], value: str | None, seen: Mapping[str, int]
) -> Judgement:
    made = make_judgement(
        decision.verb, about, by=decision.by, why=decision.why.strip(), at=datetime.now(UTC), value=value
    )
    desk.facts.note_judgement(made, seen)
    return made


def _note_undo(desk: LivingDesk, decision: Decision) -> Judgement:
    """One judgement of the same person is taken back."""
    found = next((one for one in desk.facts.read_judgements() if one.id == decision.key), None)
    if found is None:
        raise InputError(f"{decision.key}: there is no such judgement", "The log lists them")
    if not is_own(decision.by, found):
        raise InputError(f"This judgement is {found.by}'s: nobody takes back another's", "Note one of your own")
    return _note(desk, decision, [about_judgement(found.id)], None, {found.id: decision.seen})


def _find_subjects(reader: Reader, decision: Decision) -> list[Subject]:
    subject = find_subject(reader, decision.key, ABOUT[decision.verb])
    if decision.verb in PAIRS:
        if not decision.other or decision.other == decision.key:
            raise InputError("This is about two things, and one is named", "Name the other one")
        return [subject, find_subject(reader, decision.other, ABOUT[decision.verb])]
    if decision.verb is Verb.SPLIT:
        return _split(subject, frozenset(decision.claims))
    if decision.verb is Verb.CORRECT:
        check_value(reader, subject, decision.value or "")
    return [subject]


def find_subject(reader: Reader, key: str, kinds: Sequence[str]) -> Subject:
    """The thing with an id as the subject of a judgement. Raises InputError where it is none that can be judged so."""
    kind = key.partition("-")[0]
    if kind in kinds:
        if kind == "source" and (source := reader.get(Source, key)):
            return about_source(source)
        if kind == "report" and (report := reader.get(Report, key)):
            return about_report(report)
        if kind == "claim" and (claim := reader.get(Claim, key)):
            return _open_finder(reader, (claim,)).about_claim(claim)
        if kind == "incident" and (incident := reader.get(Incident, key)):
            return _open_finder(reader, reader.get_many(Claim, incident.claims)).about_incident(incident)
    raise InputError(f"{key}: there is no such {' or '.join(kinds)}", "It may have been worked out anew: find it again")


def _open_finder(reader: Reader, claims: Sequence[Claim]) -> Finder:
    """What anchors of some claims are made from: all claims of all reports under the same keys."""
    keys = {report.key[:200] for report in reader.get_many(Report, (claim.report for claim in claims))}
    reports = reader.refer_to(Report, keys, "key")
    found = reader.refer_to(Claim, (report.id for report in reports), "report")
    sources = reader.get_many(Source, (claim.chain[0] for claim in found))
    return Finder(reports, found, sources)


def _split(whole: Subject, out: frozenset[str]) -> list[Subject]:
    held = {anchor.id for anchor in whole.anchors}
    if not out or not out <= held:
        raise InputError("No claim of this incident was chosen", "Choose those that are another happening")
    if out == held:
        raise InputError("All claims were chosen", "Leave at least one in it, or reject the incident")
    return about_sides(whole, out)


def check_value(reader: Reader, subject: Subject, value: str) -> None:
    """Raises InputError where a correction can't be made."""
    if subject.kind is SubjectKind.REPORT:
        check_correction(reader.get_many(Report, (subject.id,)), value)
    else:
        check_correction(reader.get_many(Claim, (anchor.id for anchor in subject.anchors)), value)
