"""Sentences behind a statement: each wording once, with every report that carries it and the way it came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.claims import Claim, Stance, Status
from marsad.model.incidents import AgreementWhy, ContradictionKind
from marsad.model.reports import Span
from marsad.publish.index import Index, name_chain, name_outlet
from marsad.publish.masking import Mask
from marsad.publish.times import say_published
from marsad.publish.weaving import Piece, Wrap, weave

QUOTE_LIMIT = 900
"""Characters of one sentence that are shown outside its report; a longer one ends in an ellipsis."""

WORDINGS_LIMIT = 6
"""Wordings that one statement quotes; further ones are links to their sentences, so that a big story stays readable."""

STANCE_WORDS = {Stance.ASSERTS: "says so", Stance.DENIES: "denies it", Stance.DOES_NOT_CONFIRM: "does not confirm it"}
_OF_SEVERAL = {Stance.ASSERTS: "say so", Stance.DENIES: "deny it", Stance.DOES_NOT_CONFIRM: "do not confirm it"}

DISPUTE_WORDS = {
    ContradictionKind.OCCURRENCE: "whether it happened",
    ContradictionKind.PARTY: "who did it",
    ContradictionKind.COUNT: "how many",
    ContradictionKind.TIME: "when",
    ContradictionKind.PLACE: "where",
    ContradictionKind.CAUSE: "why",
}

AGREEMENT_WORDS = {
    AgreementWhy.FLOOR: "one says from how many on, and the other lies above it",
    AgreementWhy.ROUND: "one figure is round or vague, and reaches the other",
    AgreementWhy.EARLIER: "one gives what the other said earlier",
    AgreementWhy.PART: "one counts a part of what the other counts whole",
    AgreementWhy.CLOCK: "one time, written by two clocks",
    AgreementWhy.SPELLING: "one thing under two names",
}
"""Why what looks like a contradiction is none."""

STATUS_WORDS = {
    Status.HAPPENED: "",
    Status.ONGOING: "said to be going on",
    Status.PLANNED: "planned, not said to have happened",
    Status.CONDITIONAL: "conditional, not said to have happened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A report that carries a sentence: its claim's anchor, the report's key, outlet and date."""

    claim: str
    key: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence with its marks, and the anchor of its claim."""

    claim: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came one way: its sentences, the chain up to the outlet, remarks, and the reports that carry them."""

    quotes: tuple[Quote, ...]
    way: tuple[str, ...]
    remarks: tuple[str, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The wordings behind a statement: the earliest that asserts, others, and past the limit only where they stand:
    each report with its first such claim, and the further ones.
    """

    lead: Said | None
    said: tuple[Said, ...]
    more: tuple[tuple[Carrier, tuple[str, ...]], ...]
    count: int


def say_stance(names: Sequence[str], stance: Stance) -> str:
    """What some sources say of a happening: "says so" of one, "say so" of several and of unnamed people in the plural
    ("residents").
    """
    last = names[0].rpartition(" ")[2] if names else ""
    are_people = names and names[0][:1].islower() and last.endswith("s") and not last.endswith("ss")
    return _OF_SEVERAL[stance] if len(names) > 1 or are_people else STANCE_WORDS[stance]


def gather_sentences(index: Index, mask: Mask, claims: Iterable[str], foremost: Iterable[str] = ()) -> Sentences:
    """The claims' sentences by date, those of `foremost` before the others. The same words of the same originator stand
    once, with all reports that carry them; sentences that came the same way through the same reports stand together.
    """
    wordings = _find_wordings(index, claims, frozenset(foremost))
    ways: dict[tuple[tuple[str, ...], ...], list[list[Claim]]] = {}
    for same in wordings[1:WORDINGS_LIMIT]:
        ways.setdefault((same[0].chain, _remark(same[0]), tuple(c.report for c in same)), []).append(same)
    return Sentences(
        lead=_say(index, mask, wordings[:1]) if wordings else None,
        said=tuple(_say(index, mask, together) for together in ways.values()),
        more=_list_more(index, [same[0] for same in wordings[WORDINGS_LIMIT:]]),
        count=len(wordings),
    )


def list_wordings(index: Index, mask: Mask, claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Claims in the order that they are given in, the same words of the same originator once, where the first stood."""
    return tuple(_say(index, mask, [same]) for same in _join_copies(claims))


def _find_wordings(index: Index, claims: Iterable[str], foremost: frozenset[str]) -> list[list[Claim]]:
    """The claims by their words, originator and stance, in order of date; the earliest that asserts leads."""
    told = sorted((index.claims[c] for c in dict.fromkeys(claims)), key=lambda c: order_by_date(index, c))
    found = _join_copies(sorted(told, key=lambda claim: claim.id not in foremost))
    first = next((same for same in found if same[0].stance is Stance.ASSERTS), None)
    return [first, *(same for same in found if same is not first)] if first else found


def _join_copies(claims: Iterable[Claim]) -> list[list[Claim]]:
    wordings: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        originator = claim.chain[0] if len(claim.chain) > 1 else ""
        wordings.setdefault((claim.quote, originator, claim.stance), []).append(claim)
    return list(wordings.values())


def order_by_date(index: Index, claim: Claim) -> tuple[str, str, int, str]:
    """By when its report was published, and where it stands in it."""
    report = index.reports[claim.report]
    return (report.published.isoformat() if report.published else "~", report.key, claim.span[0], claim.id)


def _say(index: Index, mask: Mask, together: list[list[Claim]]) -> Said:
    first = together[0][0]
    return Said(
        quotes=tuple(Quote(claim=same[0].id, pieces=mark_quote(index, mask, same[0])) for same in together),
        way=name_chain(index, first)[:-1],
        remarks=_remark(first),
        carriers=tuple(_carry(index, claim) for claim in together[0]),
    )


def _carry(index: Index, claim: Claim) -> Carrier:
    report = index.reports[claim.report]
    published = say_published(report.published)
    key = report.key if report.outlet else ""
    return Carrier(claim=claim.id, key=key, outlet=name_outlet(report), published=published)


def _list_more(index: Index, claims: Iterable[Claim]) -> tuple[tuple[Carrier, tuple[str, ...]], ...]:
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    return tuple((_carry(index, first), tuple(c.id for c in others)) for first, *others in by_report.values())


def _remark(claim: Claim) -> tuple[str, ...]:
    words = (
        "" if claim.stance is Stance.ASSERTS else STANCE_WORDS[claim.stance],
        STATUS_WORDS[claim.status],
        "background" if claim.background else "",
        "waits for a person" if claim.review else "",
    )
    return tuple(filter(None, words))


def mark_quote(index: Index, mask: Mask, claim: Claim) -> tuple[Piece, ...]:
    """A claim's sentence with its figures in bold and its source and cue in italics."""
    start, end = claim.span
    bold = [Wrap(span=c.span, tag="b") for c in claim.counts]
    cues: list[Span | None] = [*claim.chain_spans, claim.cue.span if claim.cue else None]
    slanted = [Wrap(span=span, tag="i") for span in dict.fromkeys(cues) if span is not None]
    text, holes = index.reports[claim.report].text, mask.spans.get(claim.report, ())
    pieces = weave(text, (start, min(end, start + QUOTE_LIMIT)), [*bold, *slanted], holes)
    return (*pieces, Piece(text=" …")) if end - start > QUOTE_LIMIT else pieces
