"""Names that are known to be places: where a sentence only leads to one, it is that place again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from marsad.claims.places.roles import is_actor, role_of
from marsad.claims.places.toponym_runs import Toponym
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.model.drafts import PlaceMention

_LEAST = 3
_FIRST = ("at", "in", "near", "from", "outside", "around")
Names = Mapping[str, tuple[tuple[str, ...], ...]]
"""Names by their first word, each as its words."""


def list_names(mentions: Iterable[PlaceMention], added: Iterable[str]) -> Names:
    """The names of towns that a report's other sentences give, and those that people added."""
    told = (one.name for one in mentions if family_of(one.kind) in ("", "settlement", "quarter"))
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for name in (*told, *added):
        words = tuple(name.split())
        if words and len(name) >= _LEAST and name[:1].isupper() and find_body(name) is None:
            found.setdefault(words[0], {})[words] = None
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def find_again(sentence: Sentence, own: Sequence[PlaceMention], names: Names) -> Iterator[PlaceMention]:
    """The known names that stand in a sentence, led to by a preposition of place or done something to.

    A name that goes on in capitals, or that somebody bears or speaks by, is another's.
    """
    tokens = sentence.tokens
    taken = [mention.span for mention in own]
    at = tokens.start
    while at < tokens.end:
        stop = _match(tokens, at, names)
        span = sentence.spot(tokens.doc[at:stop]) if stop > at else (0, 0)
        if stop > at and not any(start < span[1] and span[0] < end for start, end in taken):
            root = tokens.doc[at:stop].root
            one = Toponym(at, stop, at, stop, None, tokens.doc[at:stop].text)
            if _is_scene(tokens, at, stop, root) and not is_actor(one, root):
                yield PlaceMention(role=role_of(root), name=one.name, text=one.name, span=span, kind=None, within=None)
        at = max(stop, at + 1)


def _match(tokens: TokenSpan, at: int, names: Names) -> int:
    """Where the longest known name that starts at a token ends; the token's own place where none does."""
    for words in names.get(tokens.doc[at].text, ()):
        stop = at + len(words)
        if stop <= tokens.end and tuple(token.text for token in tokens.doc[at:stop]) == words:
            return stop
    return at


def _is_scene(tokens: TokenSpan, at: int, stop: int, root: Token) -> bool:
    doc = tokens.doc
    if stop < tokens.end and doc[stop].pos_ == "PROPN" and doc[stop].text[:1].isupper():
        return False
    before = doc[at - 1] if at > tokens.start else None
    if before is None or (before.pos_ == "PROPN" and before.text[:1].isupper() and before.lower_ not in _FIRST):
        return False
    led = before.lower_ in load_place_words().prepositions
    return (
        led
        or root.dep_ in ("dobj", "nsubjpass")
        or (root.dep_ in ("conj", "appos") and root.head.ent_type_ != "PERSON")
    )
