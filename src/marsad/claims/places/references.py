"""Places of a report that later sentences only call by their kind: "the city", "the camp", "the capital"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from marsad.claims.places.established import find_again, list_names
from marsad.claims.places.finding import find_places
from marsad.claims.places.roles import role_of
from marsad.claims.places.toponym_anchors import is_anchor
from marsad.claims.sentences import Sentence
from marsad.lexicon.countries import countries_by_code, countries_by_word
from marsad.lexicon.gazetteer import find_entries, is_exact
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.model.drafts import PlaceMention

_REACH = 4
_CITY = 20_000
_REFERRED = frozenset(("city", "town", "village", "camp", "prison", "hospital", "airport", "province", "base"))
_SETTLED = frozenset(("city", "town", "village"))


@dataclass(frozen=True, slots=True)
class _Known:
    """Towns that a word of kind may mean: the capital, where the report was written, that while it names no other."""

    capital: str | None
    here: str | None
    only: str | None


def find_report_places(
    sentences: Sequence[Sentence], written_in: str | None = None, added: Sequence[str] = ()
) -> Mapping[int, tuple[PlaceMention, ...]]:
    """The places of one report's sentences by their order, with those that a word of kind takes up again.

    "The camp" is the last camp named within four sentences, where that sentence names one alone; "the capital" that of
    the one country that the report names most, "the Peruvian capital" Peru's, "this city" and "this capital" where the
    report was `written_in`, and so "the city" as long as it names no town. What is not clear is left out. A name that
    one sentence gives as a place, or that people `added`, is one in all.
    """
    people = _surnames(sentences)
    named = {
        sentence.order: tuple(one for one in find_places(sentence) if not _is_person(one, people, sentence))
        for sentence in sentences
    }
    names = list_names((mention for mentions in named.values() for mention in mentions), added)
    for sentence in sentences:
        again = (one for one in find_again(sentence, named[sentence.order], names) if one.name not in people)
        named[sentence.order] = tuple(sorted((*named[sentence.order], *again), key=lambda mention: mention.span))
    here = _town_of(written_in) if written_in else None
    capital = _capital_of([mention for mentions in named.values() for mention in mentions], here)
    found: dict[int, tuple[PlaceMention, ...]] = {}
    elsewhere = False
    for at, sentence in enumerate(sentences):
        before = [named[other.order] for other in reversed(sentences[max(at - _REACH, 0) : at])]
        elsewhere = elsewhere or any(_may_be("town", mention) for mention in named[sentence.order])
        known = _Known(capital, here, None if elsewhere else here)
        more = tuple(_refer(sentence, named[sentence.order], before, known))
        found[sentence.order] = tuple(sorted((*named[sentence.order], *more), key=lambda mention: mention.span))
    return found


def _town_of(dateline: str) -> str | None:
    """The town of a dateline, in the letters of a name; None where no gazetteer knows it."""
    town = dateline.partition(",")[0]
    return (town.title() if town.isupper() else town) if find_entries(town) else None


def _surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The last words of the persons whom a report names by two words or more."""
    people = (name for sentence in sentences for name in sentence.tokens.ents if name.label_ == "PERSON")
    return frozenset(name[-1].text for name in people if len(name) > 1 and name[-1].text[:1].isupper())


def _is_person(one: PlaceMention, people: frozenset[str], sentence: Sentence) -> bool:
    """Whether a bare name is a surname of the report: one that the gazetteer lacks, or that no "in" or "at" places."""
    if one.kind is not None or one.name not in people:
        return False
    before = sentence.tokens.text[: max(0, one.span[0] - sentence.base - sentence.tokens.start_char)].split()[-1:]
    placed = bool(before) and load_place_words().prepositions.get(before[0].lower()) == "at"
    return not (placed and find_entries(one.name))


def _refer(
    sentence: Sentence,
    own: Sequence[PlaceMention],
    before: Sequence[Sequence[PlaceMention]],
    known: _Known,
) -> Iterator[PlaceMention]:
    """The places taken up again."""
    taken = [mention.span for mention in own]
    for token in sentence.tokens:
        kind = _kind_referred(token)
        at = sentence.spot(token.doc[token.i : token.i + 1])[0]
        if kind is None or is_anchor(sentence.tokens, token.i - 1) or any(start <= at < end for start, end in taken):
            continue
        country = countries_by_word().get(token.nbor(-1).lower_)
        if token.nbor(-1).lower_ == "this" or country is not None:
            town = country.capital if country else known.here if kind in ("capital", "city", "town") else None
            if town:
                yield _mention(sentence, token, town, "city")
            continue
        if kind == "capital":
            if known.capital and (not own or token.dep_ in ("dobj", "nsubj", "nsubjpass")):
                yield _mention(sentence, token, known.capital, "city")
            continue
        meant = _last_named(kind, before) if not any(_may_be(kind, mention) for mention in own) else None
        if meant is not None:
            yield replace(_mention(sentence, token, meant.name, meant.kind), within=meant.within)
        elif kind == "city" and known.only:
            yield _mention(sentence, token, known.only, "city")


def _kind_referred(token: Token) -> str | None:
    """The kind of a bare "the city", "this city" or "the Peruvian capital": no name, owner or "of" tells which."""
    if token.tag_ != "NN" or token.i == 0:
        return None
    kind, before = token.lower_, token.nbor(-1)
    country = countries_by_word().get(before.lower_) if kind == "capital" else None
    adjective = country is not None and before.text in country.adjectives
    if not adjective and (before.lower_ not in ("the", "this") or kind not in {*_REFERRED, "capital"}):
        return None
    after = _after_kind(token, kind)
    behind = after.nbor() if after is not None and after.text == "," and after.i + 1 < len(token.doc) else after
    named = after is not None and (after.lower_ == "of" or (behind is not None and behind.text[:1].isupper()))
    told = named or (after is not None and after.pos_ in ("NOUN", "ADJ"))
    whole = token.head if kind == "capital" and token.dep_ == "compound" and token.head.lower_ == "city" else token
    acts = whole.dep_ == "nsubj" and whole.head.lemma_.lower() in ("say", "announce", "deny", "warn", "call")
    return None if told or acts or whole.dep_ in ("compound", "appos") else kind


def _after_kind(token: Token, kind: str) -> Token | None:
    """What stands behind a word of kind; "capital city" is one."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if kind == "capital" and after is not None and after.lower_ == "city":
        return after.nbor() if after.i + 1 < len(token.doc) else None
    return after


def _mention(sentence: Sentence, token: Token, name: str, kind: str | None) -> PlaceMention:
    city = token.lower_ == "capital" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "city"
    words = token.doc[token.i - 1 : token.i + (2 if city else 1)]
    return PlaceMention(
        role=role_of(words[-1]), name=name, text=words.text, span=sentence.spot(words), kind=kind, within=None
    )


def _last_named(kind: str, before: Sequence[Sequence[PlaceMention]]) -> PlaceMention | None:
    """The one place of a kind in the nearest sentence that names any."""
    for mentions in before:
        fitting = {mention.name: mention for mention in mentions if _may_be(kind, mention)}
        if fitting:
            return next(iter(fitting.values())) if len(fitting) == 1 else None
    return None


def _may_be(kind: str, mention: PlaceMention) -> bool:
    """Whether a mention is of a kind by its words, or a town of which the words give no kind."""
    said = load_place_words().kinds.get(kind)
    if mention.kind is not None:
        return mention.kind == (said.kind if said else kind) or (kind == "town" and mention.kind == "city")
    if kind not in _SETTLED or mention.name.lower() in countries_by_word():
        return mention.kind is None and kind in _SETTLED and _is_capital(mention.name)
    towns = [entry for entry in find_entries(mention.name) if is_exact(entry, mention.name)]
    if not towns or towns[0].is_curated:
        return False
    return (towns[0].population >= _CITY) is (kind == "city") or kind == "town"


def _is_capital(name: str) -> bool:
    country = countries_by_word().get(name.lower())
    return country is not None and country.capital.lower() == name.lower()


def _capital_of(mentions: Sequence[PlaceMention], here: str | None) -> str | None:
    """The capital of the country that a report names as a place most; none where two are named as often.

    A report that names a place of no one country has the capital that it was written in, if it was.
    """
    votes: Counter[str] = Counter()
    for mention in mentions:
        for name in (mention.name, mention.within or ""):
            country = countries_by_word().get(name.lower().removeprefix("the "))
            if country is not None:
                votes[country.iso] += 1
            elif family_of(mention.kind) in ("", "settlement", "region"):
                codes = {entry.country for entry in find_entries(name) if is_exact(entry, name)}
                votes.update(code for code in codes if code and len(codes) == 1)
    ranked = votes.most_common(2)
    if not ranked and here is not None and _is_capital(here):
        return here
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return countries_by_code()[ranked[0][0]].capital if ranked[0][0] in countries_by_code() else None
