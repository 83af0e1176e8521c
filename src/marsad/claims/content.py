"""What a clause says by its own words: kinds, counts, actors, stance and status."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from marsad.claims.attribution.attributing import Attribution
from marsad.claims.counts.finding import find_counts
from marsad.claims.counts.withheld import find_withheld
from marsad.claims.kinds.actors import find_actors
from marsad.claims.kinds.blame import find_claimant, find_counterparts
from marsad.claims.kinds.finding import find_kinds
from marsad.claims.kinds.stance import judge_stance, leaves_unverified, tells_no_harm
from marsad.claims.kinds.status import is_past_perfect, judge_status, judge_words
from marsad.claims.once import move_span, read_once
from marsad.model.claims import Kind, Stance, Status
from marsad.model.drafts import ActorMention, DraftCount
from marsad.model.reports import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`kinds` has the governing one first; `trigger` is the span of the word that gives it, None without a kind."""

    kinds: tuple[Kind, ...]
    trigger: Span | None
    weapon: str | None
    past_perfect: bool
    stance: Stance
    status: Status
    actors: tuple[ActorMention, ...]
    counts: tuple[DraftCount, ...]
    withheld: tuple[Span, ...]


def read_content(one: Attribution) -> Content | None:
    """The content of an attributed clause; None where nobody is credited, nothing happens and nothing is counted."""
    doers = _accused_by(one)
    key = ("content", one.clause, one.stance, one.sentence.block, bool(one.chain), tuple(each.i for each in doers))
    return read_once(one.sentence, key, lambda: _read(one, doers), _move)


def _accused_by(one: Attribution) -> tuple[Token, ...]:
    """Whom the source accuses, of those who accuse each other: all but itself; or itself, where it claims the deed."""
    sentence = one.sentence
    claimant = find_claimant(sentence.tokens.doc, one.clause) if one.stance is Stance.ASSERTS else ()
    if claimant:
        return claimant
    own = range(*one.chain[0].span) if one.chain else range(0)
    spots = ((each, sentence.base + each.idx) for each in find_counterparts(sentence.tokens.doc, one.clause))
    return tuple(each for each, spot in spots if spot not in own)


def _read(one: Attribution, doers: tuple[Token, ...]) -> Content | None:
    sentence, clause = one.sentence, one.clause
    kinds = tuple(kind for kind in find_kinds(sentence, clause) if not tells_no_harm(kind.trigger))
    counts = find_counts(sentence, clause)
    if not (one.chain or kinds or counts or leaves_unverified(sentence, clause)):
        return None
    trigger = kinds[0].trigger if kinds else None
    return Content(
        kinds=tuple(dict.fromkeys(kind.kind for kind in kinds)),
        trigger=sentence.spot(trigger.doc[trigger.i : trigger.i + 1]) if trigger else None,
        weapon=next((kind.weapon for kind in kinds if kind.weapon), None),
        past_perfect=is_past_perfect(trigger) if trigger else False,
        stance=judge_stance(one.stance, sentence, clause),
        status=judge_status(trigger, sentence, clause) if trigger else judge_words(one.cue, sentence, clause),
        actors=find_actors(sentence, clause, kinds, doers),
        counts=counts,
        withheld=find_withheld(sentence),
    )


def _move(content: Content | None, by: int) -> Content | None:
    if content is None:
        return None
    return replace(
        content,
        trigger=move_span(content.trigger, by) if content.trigger else None,
        actors=tuple(replace(each, span=move_span(each.span, by)) for each in content.actors),
        counts=tuple(replace(each, span=move_span(each.span, by)) for each in content.counts),
        withheld=tuple(move_span(each, by) for each in content.withheld),
    )
