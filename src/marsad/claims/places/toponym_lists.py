"""What toponyms of one list share: a kind ("the districts of A and B"), or a place ("A or B prison")."""

from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from marsad.claims.places.toponym_runs import Toponym, find_runs
from marsad.claims.places.toponym_signs import is_plural_of, is_proper, join_word
from marsad.lexicon.gazetteer import region_named
from marsad.lexicon.place_words import family_of


def add_other_names(tokens: TokenSpan, found: list[Toponym]) -> list[Toponym]:
    """ "A or B prison", "the B Prison, also known as A": the other name that the words give a facility or quarter."""
    named = {at for one in found for at in range(one.start, one.stop)}
    more: list[Toponym] = []
    for start, stop in find_runs(tokens):
        if named & set(range(start, stop)) or not is_proper(tokens.doc[start:stop]):
            continue
        of = next((one for one in found if _is_other_name(tokens.doc, start, stop, one)), None)
        if of:
            more.append(Toponym(start, stop, start, stop, of.kind, tokens.doc[start:stop].text))
    return sorted((*found, *more), key=lambda one: one.start)


def _is_other_name(doc: Doc, start: int, stop: int, one: Toponym) -> bool:
    if family_of(one.kind) not in ("facility", "quarter"):
        return False
    if one.start - stop == 1 and doc[stop].lower_ in ("or", "/"):
        return True
    between = " ".join(token.lower_ for token in doc[one.last : start]) if one.last <= start <= one.last + 5 else ""
    return between.removesuffix(" the") in (", also known as", "also known as", "( also known as", ", or", ", known as")


def share_kinds(tokens: TokenSpan, found: list[Toponym]) -> list[Toponym]:
    """ "A or B prison", "the districts of A and B": what is joined without a comma's break shares the kind."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        joined = join_word(tokens.doc, here, after)
        if joined and here.kind is None and after.kind and after.last > after.stop and not region_named(here.name):
            plural = tokens.doc[after.last - 1].tag_ in ("NNS", "NNPS")
            if plural or joined in ("or", "/"):
                shared[at] = replace(here, kind=after.kind)
    for at in range(1, len(shared)):
        before, here = shared[at - 1], shared[at]
        of = before.kind and before.last == before.stop and is_plural_of(tokens.doc, shared, at - 1)
        if join_word(tokens.doc, before, here) and here.kind is None and of and not region_named(here.name):
            shared[at] = replace(here, kind=before.kind)
    return shared
