"""Places of happenings: the toponyms of a sentence with their roles and with what the words say holds them."""

from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from marsad.claims.once import move_span, read_once
from marsad.claims.places.roles import is_actor, role_of
from marsad.claims.places.toponym_anchors import is_anchor, is_measured
from marsad.claims.places.toponym_lines import is_line_label
from marsad.claims.places.toponym_runs import Toponym
from marsad.claims.places.toponym_signs import is_country
from marsad.claims.places.toponyms import spot_toponyms
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.countries import countries_by_word
from marsad.lexicon.gazetteer import region_named
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.model.claims import PlaceRole
from marsad.model.drafts import PlaceMention

_DASHES = ("-", "‑", "–", "—", "--")
_NEAR = (("close", "to"), ("next", "to"))
_LISTED = (["and"], [","], [",", "and"], ["or"], ["/"])
_BACK = 6
"""Words before a name in which the rest of a longer one is looked for."""
_BASED = frozenset(("based", "backed", "led", "aligned", "born", "trained", "funded", "supported", "made", "born"))


def find_places(sentence: Sentence) -> tuple[PlaceMention, ...]:
    """The places that a sentence's happenings are at, from, to or via, in order.

    Left out: a dateline, "Beirut-based", a zone ("Kyiv time"), and countries or capitals that act as governments.
    """
    return read_once(sentence, "places", lambda: _find(sentence), _move)


def _move(found: tuple[PlaceMention, ...], by: int) -> tuple[PlaceMention, ...]:
    return tuple(replace(mention, span=move_span(mention.span, by)) for mention in found)


def _find(sentence: Sentence) -> tuple[PlaceMention, ...]:
    tokens = sentence.tokens
    found = spot_toponyms(tokens)
    mentions = []
    for at, one in enumerate(found):
        root = tokens.doc[one.start : one.last].root
        if (
            _is_no_scene(tokens, one)
            or _ends_body(tokens, one)
            or is_anchor(tokens, one.first)
            or is_actor(one, root)
            or _is_beyond(tokens, one)
        ):
            continue
        role = PlaceRole.AT if is_measured(tokens, one.first) else role_of(root)
        mentions.append(_mention(sentence, one, role, holder_of(tokens, found, at)))
    return tuple(mentions)


def _mention(sentence: Sentence, one: Toponym, role: PlaceRole, within: str | None) -> PlaceMention:
    doc = sentence.tokens.doc
    whole = doc[one.first : one.last]
    return PlaceMention(
        role=role, name=one.name, text=whole.text, span=sentence.spot(whole), kind=one.kind, within=within
    )


def _is_no_scene(tokens: TokenSpan, one: Toponym) -> bool:
    """A dateline ("GOMA, Congo (Reuters) -"), "London-based", "Kyiv time"."""
    doc = tokens.doc
    after = [token.lower_ for token in doc[one.last : min(one.last + 2, tokens.end)]]
    if after[:1] and after[0] in _DASHES and (after[1:] and after[1] in _BASED):
        return True
    if after[:1] == ["time"]:
        return True
    opens = one.start - tokens.start <= 3 and not is_line_label(tokens, one.start, one.last, known=False)
    return opens and _in_dateline(tokens, one)


def _ends_body(tokens: TokenSpan, one: Toponym) -> bool:
    """ "Volunteers for the Defence of the Homeland": the name of a known body that its last word does not place."""
    doc = tokens.doc
    starts = range(max(tokens.start, one.start - _BACK), one.start)
    return any(doc[at].text[:1].isupper() and find_body(doc[at : one.last].text) is not None for at in starts)


def _is_beyond(tokens: TokenSpan, one: Toponym) -> bool:
    """ "A village close to Chad": what lies near a country lies in another."""
    ahead = tuple(token.lower_ for token in tokens.doc[max(tokens.start, one.first - 2) : one.first])
    return (ahead[-1:] == ("near",) or ahead in _NEAR) and is_country(one.name)


def _in_dateline(tokens: TokenSpan, one: Toponym) -> bool:
    """Whether a dash stands soon after, with only names, a date or an agency in brackets between."""
    seen = False
    for token in tokens.doc[one.last : min(one.last + 9, tokens.end)]:
        if token.text in _DASHES and (token.whitespace_ or token.text != "-"):
            return seen or token.text != "-" or bool(token.i and token.nbor(-1).whitespace_)
        if token.text == "(":
            seen = True
        elif token.text[:1].islower():
            return False
    return False


def holder_of(tokens: TokenSpan, found: tuple[Toponym, ...], at: int) -> str | None:
    """The name of what holds a toponym: "X in Y", "X, Y" before a country or state, "the X district of Y", "Y's X"."""
    one = found[at]
    if at + 1 < len(found) and _holds_after(tokens, one, found[at + 1], found[at + 2 :]):
        return found[at + 1].name
    if at and _holds_before(tokens, found[at - 1], one):
        return found[at - 1].name
    return _shared_holder(tokens, found, at) or _country_before(tokens, one)


def _country_before(tokens: TokenSpan, one: Toponym) -> str | None:
    """ "The Colombian city of Cartagena", "the eastern Congolese town of Goma": the country of the adjective."""
    kinds, directions = load_place_words().kinds, load_place_words().directions
    named = False
    for place in range(one.start - 1, max(tokens.start, one.start - _BACK) - 1, -1):
        token = tokens.doc[place]
        country = countries_by_word().get(token.lower_)
        if country is not None and token.text in country.adjectives:
            return country.name if named else None
        named = named or token.lower_ in kinds
        if token.lower_ not in kinds and token.lower_ not in directions and token.lower_ not in ("of", "the"):
            return None
    return None


def _between(tokens: TokenSpan, one: Toponym, two: Toponym) -> list[str]:
    """The words between two toponyms, without articles, directions and words of kind."""
    words = load_place_words()
    return [
        token.lower_
        for token in tokens.doc[one.last : two.start]
        if token.lower_ not in ("the", "'s", "’s")
        and token.lower_ not in words.directions
        and token.text not in _DASHES
    ]


def _holds_after(tokens: TokenSpan, one: Toponym, two: Toponym, rest: tuple[Toponym, ...]) -> bool:
    between = _between(tokens, one, two)
    kinds = load_place_words().kinds
    plain = [word for word in between if word not in kinds and word not in load_place_words().modifiers]
    if plain in (["in"], [",", "in"], ["of"], ["in", "of"], ["inside"], ["within"]):
        return _rank(two) > _rank(one) or two.kind is None
    if plain != [","]:
        return False
    listed = rest and _between(tokens, two, rest[0]) in (["and"], ["or"], [",", "and"])
    directed = two.start > 0 and tokens.doc[two.start - 1].lower_ in load_place_words().directions
    if directed and one.kind is None and _rank(two) == _rank(one):
        return not listed
    return _rank(two) > _rank(one) and (_rank(two) >= 4 or directed or two.kind is not None) and not listed


def _holds_before(tokens: TokenSpan, one: Toponym, two: Toponym) -> bool:
    """ "Syria's Idlib", "Ukraine's eastern city of Bakhmut"."""
    doc = tokens.doc
    if one.last >= len(doc) or doc[one.last].text not in ("'s", "’s"):
        return False
    plain = [word for word in _between(tokens, one, two) if word not in load_place_words().kinds and word != "of"]
    return not plain and _rank(one) >= _rank(two)


def _shared_holder(tokens: TokenSpan, found: tuple[Toponym, ...], at: int) -> str | None:
    """In "A and B in Y" what holds B holds A."""
    if at + 1 < len(found) and _between(tokens, found[at], found[at + 1]) in (
        ["and"],
        [","],
        [",", "and"],
        ["or"],
        ["/"],
    ):
        return holder_of(tokens, found, at + 1)
    return None


def _rank(one: Toponym) -> int:
    """How large a kind of place is: a country holds a province, a province a city, a city a quarter."""
    region = region_named(one.name)
    kind = one.kind or (region.kind if region else None)
    ranks = {"country": 6, "region": 4, "settlement": 3, "quarter": 2, "facility": 1, "line": 1, "": 3}
    if kind in ("state", "continent") or (kind == "region" and region is not None):
        return 5
    return ranks.get(family_of(kind), 2)
