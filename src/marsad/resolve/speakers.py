"""Speakers: whom a report's words for a speaker mean, where the same report, or the story, names who that is.

| words | who speaks |
|---|---|
| "the mayor said" beside "Ana Ruiz, the mayor, said" | Ana Ruiz, where the report names one holder of that post |
| the same for a post that a place has one of ("the governor") | the one holder whom the story names |
| a headline's "Accra says" | the one body of that state that speaks in the text |
| a headline's "activists say", "rights group" | who says it in the text, by figure and kind |
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from marsad.lexicon.bodies import Body, find_body, find_state
from marsad.lexicon.tables import words_for
from marsad.model.claims import BodyKind, Stance
from marsad.model.drafts import Draft, SourceMention
from marsad.model.reports import BlockKind
from marsad.resolve.naming import drop_article, role_of

_LEAD = 4
_OTHER = frozenset({"deputy", "vice", "former", "ex", "acting", "another", "other", "assistant", "new", "late"})
_INDEFINITE = frozenset({"a", "an", "one", "two", "three", "some", "several", "many", "another", "other", "local"})
_GROUPS = frozenset({"group", "monitor"})
_STATE = frozenset({BodyKind.GOVERNMENT, BodyKind.ARMED_GROUP, BodyKind.STATE_MEDIA})
_Holders = Mapping[str, Mapping[str, SourceMention]]
"""For each post the persons who are named with it, by name."""


def name_speakers(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts, in their order, with each speaker given the name that the report or the story gives."""
    by_report: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_report.setdefault(draft.report, []).append(draft)
    held = {report: _find_holders(some) for report, some in by_report.items()}
    every = _find_holders(drafts)
    named = {
        report: _name_headlines([_name_posts(draft, held[report], every) for draft in some])
        for report, some in by_report.items()
    }
    rest = {report: iter(some) for report, some in named.items()}
    return tuple(next(rest[draft.report]) for draft in drafts)


def _find_holders(drafts: Iterable[Draft]) -> _Holders:
    """Who is named with which post: "Governor Ana Ruiz", "the city's mayor, Ana Ruiz"."""
    found: dict[str, dict[str, SourceMention]] = {}
    for draft in sorted(drafts, key=lambda each: (each.report, each.span)):
        for mention in draft.chain:
            words = mention.text.replace(mention.name, " ").lower().replace(",", " ").split()
            if mention.named and mention.kind is BodyKind.PERSON and not _OTHER.intersection(words):
                for word in words:
                    if (role := role_of(word)) is not None and role.sense == "person":
                        found.setdefault(word, {}).setdefault(mention.name, mention)
    return found


def _name_posts(draft: Draft, held: _Holders, every: _Holders) -> Draft:
    chain = tuple(_name_post(mention, held, every) for mention in draft.chain)
    return draft if chain == draft.chain else replace(draft, chain=chain)


def _name_post(mention: SourceMention, held: _Holders, every: _Holders) -> SourceMention:
    words = mention.text.lower().split()
    if mention.named or not words or words[0] in _INDEFINITE or _OTHER.intersection(words):
        return mention
    post = drop_article(mention.name).lower().split(" of ")[0].split(" in ")[0].split()[-1]
    holders = held.get(post) or (every.get(post) if post in words_for("heads.csv", "single_post") else None)
    if holders is None or len({name.split()[-1] for name in holders}) != 1:
        return mention
    holder = holders[max(holders, key=len)]
    return replace(holder, span=mention.span)


def _name_headlines(drafts: Sequence[Draft]) -> list[Draft]:
    """A headline's nameless speaker as the one who says it in the text."""
    body = [d for d in drafts if d.block is not BlockKind.TITLE and d.chain and d.stance is Stance.ASSERTS]
    return [_name_headline(draft, body) if draft.block is BlockKind.TITLE else draft for draft in drafts]


def _name_headline(draft: Draft, body: Sequence[Draft]) -> Draft:
    if not draft.chain or draft.stance is not Stance.ASSERTS:
        return draft
    if (state := find_state(draft.chain[0].text)) is not None:
        return _name_state(draft, state, body)
    if not _is_nameless(draft.chain[0]):
        return draft
    said = [(_fit(draft, each), -at, each) for at, each in enumerate(body) if _can_be(draft.chain[0], each.chain[0])]
    score, at, best = max(said, key=lambda row: row[:2], default=(0, -_LEAD, draft))
    if not score and at <= -_LEAD:
        return draft
    return replace(draft, chain=(replace(best.chain[0], span=draft.chain[0].span), *draft.chain[1:]))


def _name_state(draft: Draft, state: Body, body: Sequence[Draft]) -> Draft:
    """A headline's "Accra says" as the one body of that state that speaks in the text."""
    found = {known.name: each.chain[0] for each in body if (known := _body_of(each.chain[0])) and _is_of(known, state)}
    if len(found) != 1:
        return draft
    return replace(draft, chain=(replace(*found.values(), span=draft.chain[0].span), *draft.chain[1:]))


def _body_of(mention: SourceMention) -> Body | None:
    return find_body(mention.name) or (find_body(mention.body) if mention.body else None)


def _is_of(body: Body, state: Body) -> bool:
    return body.kind is BodyKind.GOVERNMENT and body.country == state.country


def _is_nameless(mention: SourceMention) -> bool:
    """Only described: "activists", "Rights group"; an army, or a body with capitals, is known by that."""
    role = role_of(mention.name)
    if role is None or mention.body is not None or find_body(mention.name) is not None:
        return False
    return not mention.named if role.sense != "body" else role.family in _GROUPS and mention.name.split()[-1].islower()


def _can_be(shown: SourceMention, speaker: SourceMention) -> bool:
    """A state, its media or an armed group is no "activists", "doctor" or "residents", unless it shares a name."""
    alike = {word for word in shown.name.split() if word[0].isupper()} & set(speaker.name.split())
    return speaker.kind not in _STATE or shown.kind is speaker.kind or bool(alike)


def _fit(headline: Draft, draft: Draft) -> int:
    """Two for an equal figure, one for a kind in common."""
    figures = {(count.measure, count.best, count.low) for count in headline.counts}
    equal = any((count.measure, count.best, count.low) in figures for count in draft.counts)
    return 2 * equal + bool({headline.kind, *headline.kinds} & {draft.kind, *draft.kinds})
