"""From reports to drafts of claims: each sentence attributed, then read for what, who, where, when and how many."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from marsad.claims.actors import find_actors
from marsad.claims.attribution import Attribution, attribute
from marsad.claims.counts import find_counts
from marsad.claims.kinds import KindMention, find_kinds
from marsad.claims.places import find_places
from marsad.claims.sentences import Sentence, parse_paragraphs, split_sentences
from marsad.claims.stance import judge_stance
from marsad.claims.status import is_past_perfect, judge_status
from marsad.claims.times import choose_when, find_times
from marsad.claims.withheld import find_withheld
from marsad.claims.zones import zone_for
from marsad.model.claims import Kind, Scope, Status, When
from marsad.model.drafts import Draft, DraftCount, PlaceMention
from marsad.model.reports import Report, Span


def read_claims(reports: Sequence[Report]) -> tuple[Draft, ...]:
    """Read every attributed statement of each report that can be read; reports are independent of one another.

    A report's `published` anchors its relative times. A sentence that is attributed to nobody, names no happening and
    counts nothing is no claim.
    """
    readable = [report for report in reports if report.read]
    parsed = parse_paragraphs(readable)
    return tuple(draft for report in readable for draft in _read_report(report, split_sentences(report, parsed)))


def _read_report(report: Report, sentences: Sequence[Sentence]) -> list[Draft]:
    places = {sentence.order: find_places(sentence) for sentence in sentences}
    zone = zone_for([place.name for found in places.values() for place in found])
    attributions = attribute(sentences)
    shared = {one.sentence.order for one in attributions}
    alone = {order for order in shared if sum(one.sentence.order == order for one in attributions) == 1}
    drafts: list[Draft] = []
    for one in attributions:
        is_whole = one.sentence.order in alone
        draft = _read_one(report, one, places[one.sentence.order], zone, is_whole)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _read_one(
    report: Report, one: Attribution, near: Sequence[PlaceMention], zone: str | None, is_whole: bool
) -> Draft | None:
    sentence, clause = one.sentence, one.clause
    kinds = find_kinds(sentence, clause)
    counts = find_counts(sentence, clause)
    if not (one.chain or kinds or counts):
        return None
    content = sentence.spot(sentence.tokens.doc[clause[0] : clause[1]])
    span = sentence.span if is_whole else _widen(content, one)
    places = _places_of(near, one, span)
    times = _times_of(sentence, report, zone, span)
    trigger = sentence.spot(kinds[0].trigger.doc[kinds[0].trigger.i : kinds[0].trigger.i + 1]) if kinds else None
    stated = tuple(dict.fromkeys(kind.kind for kind in kinds))
    return Draft(
        report=report.id,
        order=sentence.order,
        block=sentence.block,
        span=span,
        quote=report.text[slice(*span)],
        chain=one.chain,
        cue=one.cue,
        stance=judge_stance(one.stance, sentence, clause),
        status=_status_of(kinds, sentence, clause),
        past_perfect=bool(kinds) and is_past_perfect(kinds[0].trigger),
        kind=stated[0] if stated else Kind.STATEMENT if one.chain else Kind.OTHER,
        kinds=stated,
        weapon=next((kind.weapon for kind in kinds if kind.weapon), None),
        actors=find_actors(sentence, clause, kinds),
        places=places,
        when=choose_when(times, content, trigger),
        counts=_date_counts(counts, times, report, places),
        withheld=find_withheld(sentence),
        reasons=one.reasons,
        review=False,
    )


def _times_of(sentence: Sentence, report: Report, zone: str | None, span: Span) -> tuple[When, ...]:
    """The times inside a claim: what another clause of its sentence dates is not dated by it."""
    found = find_times(sentence.text, sentence.base + sentence.tokens.start_char, report.published, zone)
    return tuple(time for time in found if time.span and span[0] <= time.span[0] < span[1])


def _status_of(kinds: Sequence[KindMention], sentence: Sentence, clause: tuple[int, int]) -> Status:
    return judge_status(kinds[0].trigger, sentence, clause) if kinds else Status.HAPPENED


def _widen(content: Span, one: Attribution) -> Span:
    """A clause's claim spans the clause with its source and cue, as far as its sentence goes."""
    spans = [content, *(link.span for link in one.chain)]
    if one.cue:
        spans.append(one.cue.span)
    low, high = one.sentence.span
    inside = [span for span in spans if low <= span[0] and span[1] <= high]
    return min(span[0] for span in inside), max(span[1] for span in inside)


def _places_of(near: Sequence[PlaceMention], one: Attribution, span: Span) -> tuple[PlaceMention, ...]:
    """The places inside a claim, those left out that only name a source."""
    sources = [link.span for link in one.chain]
    return tuple(
        place
        for place in near
        if span[0] <= place.span[0] < span[1] and not any(s <= place.span[0] < e for s, e in sources)
    )


def _date_counts(
    counts: Sequence[DraftCount], times: Sequence[When], report: Report, places: Sequence[PlaceMention]
) -> tuple[DraftCount, ...]:
    """Cumulative counts run since the sentence's open start; every count stands as of its report's date."""
    since = next((when.start for when in times if when.start and when.end is None), None)
    as_of = _instant(report.published)
    return tuple(
        replace(count, since=since if count.scope is Scope.CUMULATIVE else None, as_of=as_of) for count in counts
    )


def _instant(published: date | datetime | None) -> datetime | None:
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime.combine(published, time(), UTC)
