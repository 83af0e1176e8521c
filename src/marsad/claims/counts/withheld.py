"""Names of private persons who were harmed: marked, so that nothing publishes them unasked."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from marsad.claims.counts.measures import HARM
from marsad.claims.counts.named import NAMED, find_named, find_names_included
from marsad.claims.counts.wording import Wording, word_clause
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import load_bodies
from marsad.lexicon.counting import load_count_words, load_measures, match_phrase
from marsad.model.claims import Measure
from marsad.model.reports import Span

_HARM = HARM | {Measure.DETAINED}
_VICTIM = frozenset({"nsubjpass", "dobj", "obj", "poss"})
_DOER_HARM = frozenset({"subject", "state"})
_LOOK = 3
_STEPS = 8


def find_withheld(sentence: Sentence) -> tuple[Span, ...]:
    """The names in a sentence that tells of harm: who was killed, hurt, missing or held, or is named with an age.

    Those who hold office or command, and whoever only speaks, are not withheld.
    """
    wording = word_clause(sentence.tokens.doc, sentence.tokens.start, sentence.tokens.end)
    harm = _find_harm(wording)
    if not harm:
        return ()
    names = tuple(_find_names(sentence.tokens, wording))
    chosen: list[TokenSpan] = []
    for name in names:
        listed = bool(chosen) and _is_next(wording, chosen[-1], name)
        if not _is_public(wording, name) and (listed or _has_age(wording, name) or _is_harmed(wording, name, harm)):
            chosen.append(name)
    chosen += [name for name in _find_counted(wording) if not _is_public(wording, name) and not _meets(name, chosen)]
    return tuple(sentence.spot(name) for name in sorted(chosen, key=lambda name: name.start))


def _find_counted(wording: Wording) -> Iterator[TokenSpan]:
    """The names that stand for one of the harmed, or behind "including": whoever is counted by name is withheld."""
    for one in find_named(wording, ()):
        if one.group.word is NAMED and one.measure in _HARM:
            yield wording.doc[wording.start + one.group.start : wording.start + one.group.end]
    for start, end in find_names_included(wording):
        yield wording.doc[wording.start + start : wording.start + end]


def _meets(name: TokenSpan, chosen: list[TokenSpan]) -> bool:
    return any(name.start >= other.start and name.end <= other.end for other in chosen)


def _find_harm(wording: Wording) -> frozenset[int]:
    """Where the words of harm stand."""
    places: set[int] = set()
    for place in range(len(wording)):
        found = match_phrase(load_measures(), wording.words, place)
        if found is not None and any(word.measure in _HARM for word in found[0]):
            places.add(place)
    return frozenset(places)


def _find_names(tokens: TokenSpan, wording: Wording) -> Iterator[TokenSpan]:
    """Persons as the parser names them, and runs of two or more proper nouns with an age beside them."""
    taken: set[int] = set()
    people = [entity for entity in tokens.ents if entity.label_ == "PERSON"]
    runs = [run for run in _proper_runs(tokens) if _has_age(wording, run) or _is_hit(wording, run)]
    for name in sorted((*people, *runs), key=lambda span: (span.start, -span.end)):
        if not taken & set(range(name.start, name.end)):
            taken |= set(range(name.start, name.end))
            yield name


def _proper_runs(tokens: TokenSpan) -> Iterator[TokenSpan]:
    doc: Doc = tokens.doc
    start = None
    for at in range(tokens.start, tokens.end + 1):
        proper = at < tokens.end and (doc[at].pos_ == "PROPN" or (start is not None and doc[at].text == "-"))
        if proper and start is None:
            start = at
        elif not proper and start is not None:
            if at - start >= 2:
                yield doc[start:at]
            start = None


def _is_hit(wording: Wording, run: TokenSpan) -> bool:
    """An unknown name right behind "killed" or "the death of", with no noun behind it, and no known body's."""
    start, end = run.start - wording.start, run.end - wording.start
    if end < len(wording) and wording.token(end).pos_ == "NOUN":
        return False
    place = start - 2 if wording.at(start - 1) == "of" else start - 1
    found = match_phrase(load_measures(), wording.words, place) if place >= 0 else None
    frame = "of" if wording.at(start - 1) == "of" else "object"
    harmed = found is not None and any(word.measure in HARM and word.frame == frame for word in found[0])
    placed = any(token.ent_type_ in {"NORP", "LOC", "FAC", "EVENT", "DATE"} for token in run)
    return harmed and not placed and run.text.lower() not in _known_bodies()


@cache
def _known_bodies() -> frozenset[str]:
    return frozenset(alias.lower() for body in load_bodies() for alias in (body.name, *body.aliases))


def _has_age(wording: Wording, name: TokenSpan) -> bool:
    """ "Asha Noor, 34,", "Asha Noor (34)", "34-year-old Asha Noor"."""
    end, start = name.end - wording.start, name.start - wording.start
    behind = wording.at(end) in {",", "("} and _is_age(wording.at(end + 1))
    closed = wording.at(end + 2) in {",", ")", ".", "years", "year", ";", "and", ""}
    before = wording.words[max(0, start - 4) : start] == ("-", "year", "-", "old")
    return (behind and closed) or before or (wording.at(end) in {"aged", ","} and wording.at(end + 1) == "aged")


def _is_age(word: str) -> bool:
    return word.isdecimal() and len(word) <= 3 and int(word) <= 120


def _is_public(wording: Wording, name: TokenSpan) -> bool:
    """An office or command stands just before the name, or in it."""
    start = name.start - wording.start
    near = wording.words[max(0, start - _LOOK) : start + 1]
    return bool(load_count_words("public_role") & set(near))


def _is_next(wording: Wording, last: TokenSpan, name: TokenSpan) -> bool:
    """A name joined to a withheld one by commas and "and", ages between them."""
    between = wording.words[last.end - wording.start : name.start - wording.start]
    return len(between) <= _STEPS and all(word in {",", "and", "(", ")", "aged"} or _is_age(word) for word in between)


def _is_harmed(wording: Wording, name: TokenSpan, harm: frozenset[int]) -> bool:
    """The name is the victim by the parse, follows a word of naming, or stands right at the word of harm."""
    end, start = name.end - wording.start, name.start - wording.start
    if wording.at(start - 1) in {"as", ":"} and load_count_words("naming") & set(
        wording.words[max(0, start - 5) : start]
    ):
        return True
    if start - 1 in harm and wording.token(start - 1).tag_ in {"VBG", "VBD", "VB"}:
        return True
    if wording.at(start - 1) == "of" and start - 2 in harm:
        return True
    return _is_victim(wording, name.root, harm) or (wording.at(end) in {"was", "were"} and end + 1 in harm)


def _is_victim(wording: Wording, token: Token, harm: frozenset[int]) -> bool:
    for _ in range(_STEPS):
        if token.dep_ not in {"conj", "appos"}:
            break
        token = token.head
    place = token.head.i - wording.start
    if place not in harm:
        return False
    if token.dep_ == "nsubj":
        found = match_phrase(load_measures(), wording.words, place)
        return found is not None and any(word.frame in _DOER_HARM for word in found[0])
    return token.dep_ in _VICTIM
