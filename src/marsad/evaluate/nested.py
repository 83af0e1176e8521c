"""Names of places inside longer names, which the product passes over and the marks of geoparsing sets hold."""

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from marsad.claims.places.toponym_runs import Toponym, find_runs, is_name
from marsad.claims.places.toponym_signs import is_adjective, is_known
from marsad.lexicon.gazetteer import region_named
from marsad.lexicon.tables import words_for

_LONGEST = 4
_PARTIES = ("R", "D", "I")
_DASHES = ("-", "–", "—", "--", "\x97")


def spot_nested(tokens: TokenSpan, found: tuple[Toponym, ...], said: frozenset[str]) -> tuple[Toponym, ...]:
    """Places in names of bodies and offices ("Ashby Police"), streets, datelines and seats ("R-Ashby").

    `found` are the sentence's toponyms, `said` the names of places that the whole text tells of plainly.
    """
    taken = {at for one in found for at in range(one.start, max(one.last, one.stop))}
    nested: list[Toponym] = []
    for start, stop in find_runs(tokens):
        for one in _read_run(tokens, start, stop, said):
            if not taken & set(range(one.start, one.stop)):
                taken |= set(range(one.start, one.stop))
                nested.append(one)
    return tuple(nested)


def _read_run(tokens: TokenSpan, start: int, stop: int, said: frozenset[str]) -> Iterator[Toponym]:
    street = _street(tokens.doc, start, stop)
    if street:
        yield street
        return
    at = start
    while at < stop:
        end = next((end for end in range(min(stop, at + _LONGEST), at, -1) if _names(tokens, at, end, stop, said)), at)
        if end > at:
            yield Toponym(at, end, at, end, None, tokens.doc[at:end].text)
        at = max(end, at + 1)


def _street(doc: Doc, start: int, stop: int) -> Toponym | None:
    """ "Ashby Lane", "County Road 12": the whole run."""
    words = words_for("streets.csv", "after")
    if stop - start > 1 and doc[stop - 1].lower_ in words:
        return Toponym(start, stop, start, stop, "street", doc[start:stop].text)
    numbered = stop < len(doc) and doc[stop].text.isdecimal()
    if numbered and doc[stop - 1].lower_ in words_for("streets.csv", "before"):
        return Toponym(start, stop + 1, start, stop + 1, "street", doc[start : stop + 1].text)
    return None


def _names(tokens: TokenSpan, at: int, end: int, stop: int, said: frozenset[str]) -> bool:
    """Whether a part of a run is a place: told of elsewhere, a state, or before a word of a body or an office."""
    doc = tokens.doc
    name = doc[at:end]
    if not is_name(doc[at]) or not is_name(doc[end - 1]) or is_adjective(name) or not is_known(name.text):
        return False
    if end - at == 1 and (len(name.text) < 3 or doc[at].ent_type_ in ("DATE", "TIME")):
        return False
    if at > tokens.start + 1 and doc[at - 1].text == "-" and doc[at - 2].text in _PARTIES:
        return True
    after = doc[end].lower_ if end < len(doc) else ""
    if after in words_for("streets.csv", "body"):
        return True
    if name.text.isupper() and at == tokens.start and after in _DASHES:
        return True
    region = region_named(name.text)
    alone = doc[at].ent_type_ != "PERSON" or end == stop
    return (name.text in said or (region is not None and region.kind in ("country", "state"))) and alone
