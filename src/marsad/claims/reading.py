"""From reports to drafts of claims: each sentence attributed, then read for what, who, where, when and how many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from marsad.claims.attribution.attributing import Attribution, attribute
from marsad.claims.content import Content, read_content
from marsad.claims.counts.named import NAMED
from marsad.claims.places.references import find_report_places
from marsad.claims.sentences import Sentence, parse_paragraphs, split_sentences
from marsad.claims.times.finding import choose_when
from marsad.claims.times.report import find_report_times
from marsad.claims.times.zones import zone_for
from marsad.model.claims import BodyKind, Kind, Scope, Stance, When
from marsad.model.drafts import Draft, DraftCount, PlaceMention
from marsad.model.reports import DateBasis, Report, Span

_CLAUSE = 120
"""Characters between "since" and the time of what it runs from."""

_LEAD = 40
"""Characters before a place in which the words that open its clause stand."""

_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
_HEDGED = "its wording leaves open whether it is so"


def read_claims(reports: Sequence[Report], places: Sequence[str] = ()) -> tuple[Draft, ...]:
    """Read every attributed statement of each report that can be read; reports are independent of one another.

    A report's `published` anchors its relative times; `places` are names that people added to the gazetteer. A sentence
    that is attributed to nobody, names no happening and counts nothing is no claim.
    """
    readable = [report for report in reports if report.read]
    parsed = parse_paragraphs(readable)
    return tuple(d for report in readable for d in _read_report(report, split_sentences(report, parsed), places))


def _read_report(report: Report, sentences: Sequence[Sentence], added: Sequence[str]) -> list[Draft]:
    written_in = report.dateline.place if report.dateline else None
    places = find_report_places(sentences, written_in, added)
    names = [place.name for found in places.values() for place in found]
    zone = zone_for(names) or zone_for((written_in or "").split(", "))
    times = find_report_times(sentences, report.published, zone, _basis_of(report))
    attributions = attribute(sentences)
    clauses = Counter(one.sentence.order for one in attributions)
    drafts = (
        _read_one(report, one, places[order], times[order], is_whole=clauses[order] == 1)
        for one in attributions
        for order in (one.sentence.order,)
    )
    return [_as_printed(draft, report) for draft in drafts if draft is not None]


def _as_printed(draft: Draft, report: Report) -> Draft:
    """Words that stand verbatim in the record, in the letters of the report: one in capitals was parsed in others."""
    if not draft.quote.isupper():
        return draft
    when, cue = draft.when, draft.cue
    return replace(
        draft,
        when=replace(when, text=report.text[slice(*when.span)]) if when and when.span and when.text else when,
        cue=replace(cue, text=report.text[slice(*cue.span)]) if cue and cue.text else cue,
        counts=tuple(replace(one, verbatim=one.verbatim.upper(), of=one.of and one.of.upper()) for one in draft.counts),
    )


def _basis_of(report: Report) -> str:
    """What relative times are read against: an undated report carries a date that its story lent it."""
    undated = report.published_basis in (DateBasis.UNKNOWN, DateBasis.RECEIVED)
    return "the dates of the story's other reports" if undated else "report date"


def _read_one(
    report: Report, one: Attribution, near: Sequence[PlaceMention], dated: Sequence[When], *, is_whole: bool
) -> Draft | None:
    sentence, content = one.sentence, read_content(one)
    if content is None:
        return None
    span = sentence.span if is_whole else sentence.spot(sentence.tokens.doc[slice(*one.extent)])
    people = tuple(count.span for count in content.counts if count.party == NAMED.party)
    clause = sentence.spot(sentence.tokens.doc[slice(*one.clause)])
    places = _places_of(near, one, span, clause, people)
    times = tuple(time for time in dated if time.span and span[0] <= time.span[0] < span[1])
    unknown = _unknown_speaker(one)
    return Draft(
        report=report.id,
        order=sentence.order,
        block=sentence.block,
        span=span,
        quote=report.text[slice(*span)],
        chain=one.chain,
        cue=one.cue,
        stance=content.stance,
        status=content.status,
        past_perfect=content.past_perfect,
        kind=content.kinds[0] if content.kinds else _kind_without(one, content),
        kinds=content.kinds,
        weapon=content.weapon,
        actors=content.actors,
        places=places,
        when=choose_when(times, clause, content.trigger),
        counts=_date_counts(_place_counts(content.counts, places, report), times, report),
        withheld=content.withheld,
        reasons=one.reasons + ((_HEDGED,) if one.hedge else ()) + ((unknown,) if unknown else ()),
        review=unknown is not None,
    )


def _kind_without(one: Attribution, content: Content) -> Kind:
    """What a claim is that names no happening: words of a source, or of an outlet that can't vouch for something."""
    return Kind.STATEMENT if one.chain or content.stance is Stance.DOES_NOT_CONFIRM else Kind.OTHER


def _unknown_speaker(one: Attribution) -> str | None:
    """Why a claim waits for a person: its speaker is a pronoun that leads nowhere."""
    if one.chain and one.chain[0].name.lower() in _PRONOUNS:
        return f"who “{one.chain[0].text}” is was not found"
    return None


def _places_of(
    near: Sequence[PlaceMention], one: Attribution, span: Span, clause: Span, people: tuple[Span, ...]
) -> tuple[PlaceMention, ...]:
    """The places inside a claim, those left out that only name a source or a person who was harmed.

    Where what is told names a place, those of the telling are left out too: "police said in X that Y was shelled". What
    "residents of X" saw, with no other place, was there.
    """
    there = tuple(who for who in one.chain[:1] if who.kind is BodyKind.WITNESS and who.name.endswith("s"))
    sources = [*(link.span for link in one.chain), *people]
    inside = tuple(
        place
        for place in near
        if span[0] <= place.span[0] < span[1] and not any(s <= place.span[0] < e for s, e in sources)
    )
    told = tuple(place for place in inside if clause[0] <= place.span[0] < clause[1])
    if not inside:
        return tuple(place for place in near if any(w.span[0] <= place.span[0] < w.span[1] for w in there))
    return told if told and one.cue is not None else inside


def _place_counts(
    counts: Sequence[DraftCount], places: Sequence[PlaceMention], report: Report
) -> tuple[DraftCount, ...]:
    """Where a claim counts at several places, each count has the first place between it and the next count.

    Where clauses open with their place ("In A three died, in B two"), each has the last one that opened before it.

    "Three each in A and B" is two counts; the second stands behind the others, so that indices of wholes still hold.
    """
    if len(places) < 2 or len(counts) < 2:
        return tuple(counts)
    starts = sorted(count.span[0] for count in counts)
    opening = _opening_places(places, starts[0], report.text)
    placed: list[DraftCount] = []
    more: list[DraftCount] = []
    for count in counts:
        ahead = [at for at in opening if places[at].span[0] < count.span[0]]
        if ahead:
            placed.append(replace(count, place=ahead[-1]))
            continue
        stop = next((start for start in starts if start > count.span[0]), len(report.text))
        inside = [at for at, place in enumerate(places) if count.span[1] <= place.span[0] < stop]
        placed.append(replace(count, place=inside[0] if inside else None))
        if report.text[count.span[1] :].startswith(" each "):
            joined = (at for at in inside[1:] if _is_joined(report.text, places[at]))
            more.extend(replace(count, place=at) for at in joined)
    return (*placed, *more)


def _opening_places(places: Sequence[PlaceMention], first: int, text: str) -> list[int]:
    """The places that open a sentence or a clause behind "preposition", where one stands before the first count."""
    opening = [
        at for at, place in enumerate(places) if _opens(text[: place.span[0]]) or text[place.span[1] :][:1] == ":"
    ]
    return opening if opening and places[opening[0]].span[0] < first else []


def _opens(before: str) -> bool:
    """ "In", "At" and "while in", "; at", ", in" right before the place, with at most an article and a kind between."""
    words = before[-_LEAD:].replace("the ", "").split()
    if not words:
        return False
    if words[-1] in ("In", "At", "Near"):
        return True
    joined = words[-2:-1]
    return words[-1] in ("in", "at", "near") and bool(joined) and (joined == ["and"] or joined[0][-1:] in (";", ","))


def _is_joined(text: str, place: PlaceMention) -> bool:
    """ "in the town of A and the town of B": a conjunction stands before the name, with at most a kind between."""
    before = text[max(0, place.span[0] - 30) : place.span[0]].lower().split()[-4:]
    return "and" in before and "in" not in before[before.index("and") :]


def _date_counts(counts: Sequence[DraftCount], times: Sequence[When], report: Report) -> tuple[DraftCount, ...]:
    """Cumulative counts run since the sentence's open start; every count stands as of its report's date.

    The start is a time without end, or the first "since" some happening of a dated time: "since the rising of 2011".
    """
    opened = (when.start for when in times if when.start and (when.end is None or _runs_since(report.text, when)))
    since = next(opened, None)
    as_of = _instant(report.published)
    return tuple(
        replace(count, since=since if count.scope is Scope.CUMULATIVE else None, as_of=as_of) for count in counts
    )


def _runs_since(text: str, when: When) -> bool:
    """ "Since rebels took up arms in 2011": the word stands before the time in the same clause."""
    if when.span is None:
        return False
    before = text[max(0, when.span[0] - _CLAUSE) : when.span[0]].lower()
    head, found, tail = before.rpartition("since ")
    return bool(found) and not head[-1:].isalpha() and not set(tail) & set(",.;:!?\n")


def _instant(published: date | datetime | None) -> datetime | None:
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime.combine(published, time(), UTC)
