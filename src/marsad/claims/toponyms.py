"""Toponyms: where a sentence names a place, and what kind of place its words say that it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from marsad.lexicon.bodies import find_body
from marsad.lexicon.countries import countries_by_word
from marsad.lexicon.gazetteer import find_entries, is_exact, region_named
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.lexicon.times import load_time_words

_ARTICLES = frozenset(("al", "el", "de", "del", "la", "las", "los", "da", "do", "dos", "di", "bin", "abu", "umm", "ul"))
_TIED_ARTICLES = _ARTICLES | {
    "ad",
    "adh",
    "an",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "ez",
    "es",
    "ed",
    "er",
    "en",
    "et",
    "il",
    "e",
}
_HYPHENS = frozenset("-‑–")
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_BODIES = frozenset(("ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "NORP"))
_LIST = frozenset((",", "and", "or", "/", "&"))
_LONGEST = 6
_CITY = 300_000
_TELLING = 6
_OPENERS = frozenset(("DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "NUM", "INTJ"))
_SERVICES = frozenset(("police", "fire", "state", "justice", "health", "defence", "defense", "education", "interior"))
_NEVER = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "other", "some", "its", "their", "his", "her", "i")
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """Tokens of the document: the name is [start, stop), with its kind word [first, last)."""

    start: int
    stop: int
    first: int
    last: int
    kind: str | None
    name: str


def spot_toponyms(tokens: TokenSpan) -> tuple[Toponym, ...]:
    """Every name of a place in a sentence, in order, never overlapping.

    A name counts when the parser's names say place, when a word of kind stands by it ("X camp", "the town of X"), or
    when the gazetteer knows it and a preposition of place or another toponym leads to it.
    """
    found: list[Toponym] = []
    for start, stop in _runs(tokens):
        at = start
        while at < stop:
            one = _longest(tokens, at, stop, found)
            if one:
                found.append(one)
            at = max(one.last, one.stop) if one else at + 1
    return tuple(_share_kinds(tokens, found))


def _is_name(token: Token) -> bool:
    if not token.text[:1].isupper() or token.ent_type_ in ("DATE", "TIME") or token.lower_ in _NEVER:
        return False
    return not (token.is_sent_start and token.pos_ in _OPENERS)


def _runs(tokens: TokenSpan) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with articles and hyphens inside them: "Deir al-Zor", "al-Hawl"."""
    doc, at = tokens.doc, tokens.start
    while at < tokens.end:
        stop = at
        while stop < tokens.end and (_is_name(doc[stop]) or _leads_on(doc[stop], tokens.end)):
            stop += 1
        while stop > at and not _is_name(doc[stop - 1]):
            stop -= 1
        if stop > at:
            yield at, stop
        at = max(stop, at + 1)


def _leads_on(token: Token, end: int) -> bool:
    """An article or hyphen that a name goes on after."""
    if token.i + 1 >= end:
        return False
    after = token.nbor()
    if token.text in _HYPHENS or token.text in ("'", "’", "ʿ"):
        return not token.whitespace_ and (_is_name(after) or after.lower_ in _TIED_ARTICLES or after.text in _HYPHENS)
    if after.text in _HYPHENS and not token.whitespace_:
        return token.lower_ in _TIED_ARTICLES
    return token.lower_ in _ARTICLES and _is_name(after)


def _longest(tokens: TokenSpan, start: int, stop: int, found: list[Toponym]) -> Toponym | None:
    """The longest name of a place that starts at a token."""
    doc = tokens.doc
    if not (_is_name(doc[start]) or _leads_on(doc[start], tokens.end)) or _is_tied(doc[start]):
        return None
    for end in range(min(stop, start + _LONGEST + 3), start, -1):
        if not _is_name(doc[end - 1]) or (end < stop and doc[end].text in _HYPHENS):
            continue
        one = _read_name(tokens, start, end, stop, found)
        if one:
            return one
    return None


def _is_tied(token: Token) -> bool:
    """A word behind a hyphen belongs to the word before it."""
    return token.i > 0 and token.nbor(-1).text in _HYPHENS and not token.nbor(-1).whitespace_


def _read_name(tokens: TokenSpan, start: int, end: int, run: int, found: list[Toponym]) -> Toponym | None:
    doc = tokens.doc
    name = doc[start:end]
    if name.text.isupper() and len(name.text) < 4 and not region_named(name.text):
        return None
    if doc[start].lower_ in load_place_words().directions and end - start > 1 and not _known(name.text):
        return None
    kinded = _kind_inside(tokens, start, end, run) or _kind_after(tokens, start, end, run)
    if kinded and not _is_body(name):
        return kinded
    of = _kind_of(doc, start)
    if of and end == run:
        return Toponym(start, end, start, end, of, name.text)
    return Toponym(start, end, start, end, None, name.text) if _is_place(tokens, name, run, found) else None


def _known(text: str) -> bool:
    """Whether the gazetteer has a name as written."""
    entries = find_entries(text)
    return bool(entries) and any(is_exact(entry, text) for entry in entries)


def _kind_word(doc_text: str) -> str | None:
    found = load_place_words().kinds.get(doc_text.lower())
    return found.kind if found else None


def _kind_inside(tokens: TokenSpan, start: int, end: int, run: int) -> Toponym | None:
    """ "Evin Prison", "Mount Hermon": the kind is a word of the name; a known whole stays whole."""
    doc, words = tokens.doc, load_place_words()
    if end - start < 2 or end < run:
        return None
    first, last = doc[start].lower_, doc[end - 1].lower_
    name = doc[start:end].text
    if first in words.before and _kind_word(first):
        return Toponym(start, end, start, end, _kind_word(first), name)
    kind = _kind_word(last)
    if kind is None or _ent_label(doc[start:end]) in ("PERSON", "NORP") or doc[end - 2].lower_ in _SERVICES:
        return None
    if family_of(kind) == "facility" and not _is_led(doc, start) and doc[end - 1].ent_type_ not in _LABELS:
        return None
    if _known(name):
        return Toponym(start, end, start, end, kind, name)
    stop = end - 1
    while stop > start + 1 and (doc[stop - 1].lower_ in words.modifiers or doc[stop - 1].text in _HYPHENS):
        stop -= 1
    return Toponym(start, stop, start, end, kind, doc[start:stop].text) if not _is_adjective(doc[start:stop]) else None


def _kind_after(tokens: TokenSpan, start: int, end: int, run: int) -> Toponym | None:
    """ "Yarmouk Palestinian refugee camp": up to two known words between the name and its kind."""
    doc, words = tokens.doc, load_place_words()
    if end - start > 1 and doc[end - 1].lower_ in words.modifiers:
        return None
    place = end
    while place < min(end + 2, tokens.end) and doc[place].lower_ in words.modifiers:
        place += 1
    for length in (2, 1):
        if place + length > tokens.end:
            continue
        text = doc[place : place + length].text
        kind = _kind_word(text)
        if kind and (text.islower() or place > end) and not _is_adjective(doc[start:end]):
            said = None if _is_part_of_city(kind, doc[start:end].text) else kind
            return Toponym(start, end, start, place + length, said, doc[start:end].text)
    return None


def _is_part_of_city(kind: str, name: str) -> bool:
    """ "A Lagos district" is some district of the city, not one of that name."""
    if family_of(kind) != "quarter" or kind == "camp":
        return False
    return any(entry.population >= _CITY and is_exact(entry, name) for entry in find_entries(name))


def _is_adjective(name: TokenSpan) -> bool:
    """Whether a name is a country's adjective, a body or a day: "the Syrian village" names no village."""
    key = name.text.lower()
    country = countries_by_word().get(key)
    if country and key in {adjective.lower() for adjective in country.adjectives}:
        return True
    times = load_time_words()
    return (
        name.root.ent_type_ == "NORP"
        or key in times.weekdays
        or key in times.months
        or key in ("palestinian", "kurdish")
    )


def _kind_of(doc: Doc, start: int) -> str | None:
    """ "the town of X", "the villages of X and Y"."""
    place = start - 1
    while place > 0 and (doc[place].lower_ in load_place_words().directions or doc[place].lower_ == "the"):
        place -= 1
    if place < 1 or doc[place].lower_ not in ("of", "called", "named") or doc[place - 1].text != doc[place - 1].lower_:
        return None
    kind = _kind_word(doc[place - 1].text)
    return kind if kind not in ("border", "building", "base") else None


def _ent_label(name: TokenSpan) -> str:
    """The parser's label where its name is this one, but for articles and kind words at its ends; else "<"."""
    root = name[0] if name[0].ent_type_ else name[-1]
    if not root.ent_type_:
        return ""
    inner = [token for token in name if token.ent_type_]
    if len(inner) < len(name):
        return ""
    before, after = name.start - 1, name.end
    words = load_place_words()
    doc = name.doc
    longer = before >= 0 and doc[before].ent_type_ and doc[before + 1].ent_iob_ == "I" and doc[before].lower_ != "the"
    if longer and doc[before].lower_ in words.directions:
        longer = False
    further = after < len(doc) and doc[after].ent_iob_ == "I" and doc[after].text not in ("'s", "’s", "'", "’")
    if further and (doc[after].lower_ in words.kinds or doc[after].lower_ in words.modifiers):
        further = False
    return "<" if longer or further else root.ent_type_


def _is_body(name: TokenSpan) -> bool:
    """Whether the lexicon of bodies knows a name that is no country or region."""
    body = find_body(name.text)
    return body is not None and region_named(name.text) is None and not _known(name.text)


def _is_place(tokens: TokenSpan, name: TokenSpan, run: int, found: list[Toponym]) -> bool:
    doc, label = tokens.doc, _ent_label(name)
    if _is_adjective(name) or _is_body(name) or _goes_on(doc, name, run):
        return False
    known, led = _known(name.text), _is_led(doc, name.start) or _follows(doc, name.start, found)
    if label == "<":
        return known and _place_inside(name)
    if label in _LABELS:
        return known or (led and name.end == run)
    if region_named(name.text) is not None and not label and find_body(name.text) is None:
        return True
    if label in ("PERSON", *_BODIES):
        return (
            name.end == run and known and (led or (region_named(name.text) is not None and len(name.text) >= _TELLING))
        )
    return led and name.end == run and (known or (_is_strictly_led(doc, name.start) and _is_proper(name)))


def _place_inside(name: TokenSpan) -> bool:
    """Whether a longer place name of the parser's holds the name: "Goma, North Kivu" read as one."""
    return name[0].ent_type_ in ("GPE", "LOC") and name[-1].ent_type_ in ("GPE", "LOC")


def _goes_on(doc: Doc, name: TokenSpan, run: int) -> bool:
    """Whether the capitals go on as the name of a body or a person: "Aleppo Media Centre", "Paris Hilton"."""
    if name.end >= run:
        return False
    after = doc[name.end]
    if after.text == "-" or after.ent_iob_ == "B" or after.lower_ in load_place_words().kinds:
        return False
    return after.ent_type_ == doc[name.end - 1].ent_type_ or not after.ent_type_


def _is_led(doc: Doc, start: int) -> bool:
    """Whether a preposition of place stands before a name, articles and directions between them."""
    return _leader(doc, start) in load_place_words().prepositions


def _is_strictly_led(doc: Doc, start: int) -> bool:
    """Whether the preposition allows an unknown name to be a place."""
    return _leader(doc, start) in ("in", "near", "outside", "inside", "around", "into", "towards")


def _leader(doc: Doc, start: int) -> str:
    place = start - 1
    words = load_place_words()
    while place >= max(start - 4, 0) and (
        doc[place].lower_ in words.directions or doc[place].lower_ in ("the", "-", "‑")
    ):
        place -= 1
    return doc[place].lower_ if place >= 0 else ""


def _follows(doc: Doc, start: int, found: list[Toponym]) -> bool:
    """Whether a name goes on a list or an address: "Homs, Hama", "Goma and Bukavu", "Syria's Idlib"."""
    if not found or start - found[-1].last > 3:
        return False
    between = [token.lower_ for token in doc[found[-1].last : start]]
    return bool(between) and all(
        word in _LIST or word in ("'s", "’s", "the") or word in load_place_words().directions for word in between
    )


def _is_proper(name: TokenSpan) -> bool:
    """Whether all words of a name are proper nouns to the parser."""
    return (
        all(token.pos_ in ("PROPN", "PUNCT", "DET", "X", "ADP", "PART") for token in name) and name.root.pos_ == "PROPN"
    )


def _share_kinds(tokens: TokenSpan, found: list[Toponym]) -> list[Toponym]:
    """ "A or B prison", "the districts of A and B": what is joined without a comma's break shares the kind."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        joined = _joined(tokens.doc, here, after)
        if joined and here.kind is None and after.kind and after.last > after.stop and not region_named(here.name):
            plural = tokens.doc[after.last - 1].tag_ in ("NNS", "NNPS")
            if plural or joined in ("or", "/"):
                shared[at] = replace(here, kind=after.kind)
    for at in range(1, len(shared)):
        before, here = shared[at - 1], shared[at]
        of = before.kind and before.last == before.stop and _is_plural_of(tokens.doc, shared, at - 1)
        if _joined(tokens.doc, before, here) and here.kind is None and of and not region_named(here.name):
            shared[at] = replace(here, kind=before.kind)
    return shared


def _is_plural_of(doc: Doc, found: list[Toponym], at: int) -> bool:
    """Whether a list of toponyms starts behind a plural: "the districts of A, B"."""
    while at > 0 and _joined(doc, found[at - 1], found[at]):
        at -= 1
    words = load_place_words().kinds
    return any(
        token.lower_ in words and token.tag_ == "NNS" for token in doc[max(found[at].start - 4, 0) : found[at].start]
    )


def _joined(doc: Doc, one: Toponym, two: Toponym) -> str:
    """The word that joins two toponyms of a list, or nothing."""
    between = [token.lower_ for token in doc[one.last : two.start] if token.lower_ not in ("the", "as", "well")]
    return between[-1] if between and len(between) <= 2 and all(word in _LIST for word in between) else ""
