"""Toponyms: where a sentence names a place, and what kind of place its words say that it is."""

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from marsad.claims.places.toponym_lists import add_other_names, share_kinds
from marsad.claims.places.toponym_runs import ARTICLES, HYPHENS, Toponym, find_runs, is_name, is_tied, leads_on
from marsad.claims.places.toponym_signs import (
    LABELS,
    is_adjective,
    is_body,
    is_country,
    is_kind_led,
    is_known,
    is_led,
    is_place,
    label_of,
)
from marsad.lexicon.gazetteer import find_entries, is_exact, region_named
from marsad.lexicon.place_words import family_of, load_place_words

_LONGEST = 6
_CITY = 300_000
_SMALL = frozenset(("of", "the", "and"))
_SERVICES = frozenset(("police", "fire", "state", "justice", "health", "defence", "defense", "education", "interior"))


def spot_toponyms(tokens: TokenSpan) -> tuple[Toponym, ...]:
    """Every name of a place in a sentence, in order, never overlapping.

    A name counts when the parser's names say place, when a word of kind stands by it ("X camp", "the town of X"), or
    when the gazetteer knows it and a preposition of place or another toponym leads to it.
    """
    found: list[Toponym] = []
    for start, stop in find_runs(tokens):
        at = start
        while at < stop:
            taken = bool(found) and at < found[-1].last
            one = None if taken else _longest(tokens, at, stop, found)
            if one:
                found.append(one)
            at = max(one.last, one.stop) if one else at + 1
    return tuple(share_kinds(tokens, add_other_names(tokens, found)))


def _longest(tokens: TokenSpan, start: int, stop: int, found: list[Toponym]) -> Toponym | None:
    """The longest name of a place that starts at a token."""
    doc = tokens.doc
    if not (is_name(doc[start]) or leads_on(doc[start], tokens.end)) or is_tied(doc[start]):
        return None
    if doc[start].text in HYPHENS:
        return None
    named = _named_region(tokens, start)
    if named:
        return named
    inside = doc[start].ent_iob_ == "I" and doc[start].ent_type_ == "ORG" and is_name(doc[start - 1])
    if inside and doc[start].lower_ not in ARTICLES:
        return None
    for end in range(min(stop, start + _LONGEST + 3), start, -1):
        if not is_name(doc[end - 1]) or (end < stop and doc[end].text in HYPHENS):
            continue
        one = _read_name(tokens, start, end, stop, found)
        if one:
            return one
    return None


def _named_region(tokens: TokenSpan, start: int) -> Toponym | None:
    """A known region whose name holds small words: "Democratic Republic of Congo", "Gulf of Aden"."""
    doc = tokens.doc
    if not is_name(doc[start]):
        return None
    for end in range(min(start + _LONGEST, tokens.end), start + 2, -1):
        inner = doc[start:end]
        small = any(token.lower_ in _SMALL for token in inner)
        whole = all(is_name(token) or token.lower_ in _SMALL for token in inner) and is_name(inner[-1])
        if small and whole and region_named(inner.text):
            return Toponym(start, end, start, end, None, inner.text)
    return None


def _read_name(tokens: TokenSpan, start: int, end: int, run: int, found: list[Toponym]) -> Toponym | None:
    doc = tokens.doc
    name = doc[start:end]
    if name.text.isupper() and len(name.text) < 4 and not region_named(name.text):
        return None
    if doc[start].lower_ in load_place_words().directions and end - start > 1 and not is_known(name.text):
        return None
    found_country = is_country(name.text)
    kinded = _kind_inside(tokens, start, end, run) or _kind_after(tokens, start, end, run)
    if kinded and not found_country and not is_country(kinded.name) and not is_body(name):
        return kinded
    if is_kind_led(doc, start) and end == run and not (found_country or is_adjective(name) or is_body(name)):
        return Toponym(start, end, start, end, _kind_of(doc, start, name.text), name.text)
    if not is_place(tokens, name, run, found):
        return None
    last = _kind_word(name[-1].lower_) if end - start > 1 else None
    built = last if family_of(last) in ("facility", "line") else None
    return Toponym(start, end, start, end, built, name.text)


def _kind_word(doc_text: str) -> str | None:
    found = load_place_words().kinds.get(doc_text.lower())
    return found.kind if found else None


def _kind_inside(tokens: TokenSpan, start: int, end: int, run: int) -> Toponym | None:
    """ "Evin Prison", "Mount Hermon": the kind is a word of the name; a known whole stays whole."""
    doc, words = tokens.doc, load_place_words()
    if end - start < 2 or (end < run and not _is_inner_region(tokens, start, end)):
        return None
    first, last = doc[start].lower_, doc[end - 1].lower_
    name = doc[start:end].text
    settled = any(not entry.is_curated and is_exact(entry, name) for entry in find_entries(name))
    if first in words.before and _kind_word(first):
        return Toponym(start, end, start, end, None if settled else _kind_word(first), name)
    kind = _kind_word(last)
    if kind is None or label_of(doc[start:end]) in ("PERSON", "NORP") or doc[end - 2].lower_ in _SERVICES:
        return None
    if family_of(kind) == "facility" and not is_led(doc, start) and doc[end - 1].ent_type_ not in LABELS:
        return None
    if is_known(name):
        return Toponym(start, end, start, end, kind, name)
    if last == "states":
        return None
    stop = end - 1
    while stop > start + 1 and (doc[stop - 1].lower_ in words.modifiers or doc[stop - 1].text in HYPHENS):
        stop -= 1
    return Toponym(start, stop, start, end, kind, doc[start:stop].text) if not is_adjective(doc[start:stop]) else None


def _is_inner_region(tokens: TokenSpan, start: int, end: int) -> bool:
    """Whether a longer name starts with a known county or province: "Ashby County Police"."""
    doc = tokens.doc
    return family_of(_kind_word(doc[end - 1].lower_)) == "region" and is_known(doc[start:end].text)


def _kind_after(tokens: TokenSpan, start: int, end: int, run: int) -> Toponym | None:
    """ "Dadaab main refugee camp": up to two known words between the name and its kind."""
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
        if length == 1 and text in words.surroundings and not is_adjective(doc[start:end]):
            return Toponym(start, end, start, place + length, None, doc[start:end].text)
        kind = _kind_word(text)
        if kind and (text.islower() or place > end) and not is_adjective(doc[start:end]):
            city = not _is_called_so(tokens, start, place + length) and _is_part_of_city(kind, doc[start:end].text)
            some = city or _is_plural_inside(doc, start, place + length - 1) or _is_any(doc, start, kind)
            said = None if some else kind
            return Toponym(start, end, start, place + length, said, doc[start:end].text)
    return None


def _is_plural_inside(doc: Doc, start: int, last: int) -> bool:
    """ "Ashby villages" are villages in Ashby, not of that name; "Ashby and Corby villages" are."""
    if doc[last].tag_ != "NNS" or family_of(_kind_word(doc[last].text)) == "facility":
        return False
    return start == 0 or doc[start - 1].lower_ not in ("and", "or", ",", "&")


def _is_any(doc: Doc, start: int, kind: str) -> bool:
    """ "In an Ashby alley": some alley of Ashby, not one of that name."""
    return kind in ("road", "square") and start > 0 and doc[start - 1].lower_ in ("a", "an")


def _is_called_so(tokens: TokenSpan, start: int, stop: int) -> bool:
    """ "The Rio quarter in northern Goma", "of the city of Goma": a quarter of that name, whatever city has it too."""
    behind = [token.lower_ for token in tokens.doc[stop : min(stop + 3, tokens.end)]]
    held = behind[:1] == ["in"] or (behind[:2] == ["of", "the"] and _kind_word(behind[-1]) is not None)
    return start > tokens.start and tokens.doc[start - 1].lower_ == "the" and held


def _is_part_of_city(kind: str, name: str) -> bool:
    """ "A Lagos district" is some district of the city, not one of that name."""
    if family_of(kind) != "quarter" or kind == "camp":
        return False
    return any(entry.population >= _CITY and is_exact(entry, name) for entry in find_entries(name))


def _kind_of(doc: Doc, start: int, name: str) -> str | None:
    """ "the town of X", "the villages of X and Y"; "the streets of X", "the suburbs of Lagos" are called otherwise."""
    place = start - 1
    while place > 0 and (doc[place].lower_ in load_place_words().directions or doc[place].lower_ == "the"):
        place -= 1
    if place < 1 or doc[place].lower_ not in ("of", "called", "named") or doc[place - 1].text != doc[place - 1].lower_:
        return None
    kind = _kind_word(doc[place - 1].text)
    if doc[place - 1].tag_ == "NNS" and family_of(kind) in ("facility", "line"):
        return None
    if kind in ("road", "square") or (kind and _is_part_of_city(kind, name)):
        return None
    if doc[place - 1].lower_ in ("areas", "parts") or region_named(doc[start].text):
        return None
    if kind == "port" and is_known(doc[start].text):
        return None
    return kind if kind not in ("border", "building", "base") else None
