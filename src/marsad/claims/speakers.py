"""Who speaks: a noun phrase read as a source mention, with its name, role and body."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from marsad.claims.nouns import find_appositions, find_name_after, read_noun
from marsad.claims.phrases import is_seat, phrase_bounds, strip_determiners, unpossessed, unquantified
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import Body, find_body
from marsad.lexicon.cues import RoleEntry, find_role
from marsad.model.claims import BodyKind
from marsad.model.drafts import SourceMention

_ARMED = frozenset(
    {"front", "army", "brigade", "brigades", "battalion", "militia", "force", "forces", "fighters", "rebels"}
)
_LONGEST = 25
"""A phrase with its appositions is shown whole up to this many words."""
PERSONAL = frozenset({"he", "she", "him", "her"})
MASTHEADS = frozenset(
    {
        "news", "tv", "radio", "times", "post", "television", "channel", "daily", "herald", "tribune", "gazette",
        "journal", "broadcasting", "magazine", "mirror", "chronicle", "courier", "telegraph", "standard",
    }
)  # fmt: skip
PRONOUNS = PERSONAL | {"it", "they", "them", "who", "which", "that", "one", "others", "some", "both", "many"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source mention with what is needed to join it to another: its noun, its role, and how it points back."""

    mention: SourceMention
    head: int
    start: int
    end: int
    noun: str
    role: RoleEntry | None
    pronoun: str | None
    definite: bool
    plural: bool
    person: bool
    known: Body | None
    doc: Doc


def read_speaker(head: Token, sentence: Sentence) -> Speaker:
    """Read the noun phrase under `head`: its own words, its appositions and the body that it names."""
    start, end = phrase_bounds(head)
    doc = head.doc
    if head.lower_ in PRONOUNS and head.pos_ == "PRON":
        return _make(sentence, head, (start, end), head.text, False, None, None, None)
    found = _gather(head, end)
    stop = max(end, found.end) if found.end - start <= _LONGEST else end
    if found.name is not None:
        kind = None if found.is_organ else BodyKind.PERSON
        body = None if found.is_organ else found.body
        named = doc[found.name[0] : found.name[1]].text
        return _make(sentence, head, (start, stop), named, True, found.role, None, body, person=kind is not None)
    if found.known is not None and (found.role is None or found.role.sense in {"body", "medium"}):
        own = doc[found.body[0] : found.body[1]].text if found.body else found.known.name
        return _make(sentence, head, (start, stop), own, True, found.role, found.known, None)
    if found.role is not None and found.role.sense == "medium" and found.body is not None:
        return _author(sentence, head, (start, end), found.role, found.body)
    return _read_common(sentence, head, (start, end), found)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the nouns of a speaker hold together; `is_organ` where the name is a body's."""

    role: RoleEntry | None
    body: tuple[int, int] | None
    name: tuple[int, int] | None
    known: Body | None
    end: int
    is_organ: bool


def _gather(head: Token, end: int) -> _Gathered:
    """The first role, body and name among a head, its appositions, and the body that "who leads X" names."""
    nodes = [head, *find_appositions(head)]
    nodes += [node for node in find_name_after(head, end) if node not in nodes]
    role, body, name, known, is_organ = None, None, None, None, False
    for node in nodes:
        found = read_noun(node)
        heads_it = node.dep_ == "dobj" and found.role is not None and found.role.sense == "body"
        if heads_it and body is None:
            body = strip_determiners(node.doc, *phrase_bounds(node)), phrase_bounds(node)[1]
        elif found.role is not None and found.role.sense == "body" and node.dep_ == "appos" and name is not None:
            is_organ = True
        is_media = role is not None and role.sense == "body" and name is None and found.name is None
        if node.dep_ == "appos" and node.pos_ == "PROPN" and is_media and found.known is None and found.role is None:
            name, is_organ = (strip_determiners(node.doc, *phrase_bounds(node)), phrase_bounds(node)[1]), True
        role = role or (None if heads_it else found.role)
        body, known = body or found.body, known or found.known
        if found.name is not None and name is None:
            name = found.name
            is_organ = role is not None and role.sense == "body"
    return _Gathered(role, body, name, known, max(phrase_bounds(node)[1] for node in nodes), is_organ)


def _read_common(sentence: Sentence, head: Token, bounds: tuple[int, int], found: _Gathered) -> Speaker:
    """A role, a common noun, or a name that is no person's."""
    doc, (start, end) = head.doc, bounds
    role = found.role or find_role(head.text, head.lemma_)
    bare = strip_determiners(doc, start, end)
    if found.body is not None and found.body[0] > head.i:
        role_name = doc[unquantified(doc, bare, head.i) : head.i + 1].text
        return _make(sentence, head, bounds, role_name, False, role, None, found.body)
    proper = any(_is_proper(token) for token in doc[bare : head.i + 1])
    named = proper and (role is None or role.sense == "body")
    is_person = role is not None and role.sense in {"person", "source"}
    text = doc[unquantified(doc, bare, head.i) : head.i + 1].text if is_person else doc[bare:end].text
    own = find_body(text) if named else None
    return _make(sentence, head, bounds, text, named, role, own, None if named else found.body)


def _is_masthead(name: str) -> bool:
    """Whether a name reads as that of an outlet: "Radio Lomani", "the Lakes Tribune"."""
    return bool({word.lower() for word in name.split()} & MASTHEADS)


def _is_proper(token: Token) -> bool:
    """Whether a token makes a phrase a name: not where a body sits, nor a speaking noun that opens a sentence."""
    if token.pos_ != "PROPN" or is_seat(token):
        return False
    return token.i != token.sent.start or find_role(token.text, token.lemma_) is None


def _author(
    sentence: Sentence, head: Token, bounds: tuple[int, int], role: RoleEntry, body: tuple[int, int]
) -> Speaker:
    """A statement speaks for its author: "a statement by the army", "the ministry's report"."""
    doc = head.doc
    words = doc[body[0] : unpossessed(doc, *body)]
    if words.text.lower() in {"its", "their"}:
        return _make(sentence, head, bounds, head.text, False, role, None, None)
    known = find_body(words.text)
    last = words[-1]
    own = find_role(last.text, last.lemma_)
    proper = any(token.pos_ == "PROPN" for token in words)
    made = _make(sentence, head, bounds, words.text, known is not None or proper, own, known, None)
    return replace(made, noun=last.lemma_.lower(), definite=own is not None and known is None and not proper)


def _make(
    sentence: Sentence,
    head: Token,
    bounds: tuple[int, int],
    name: str,
    named: bool,
    role: RoleEntry | None,
    known: Body | None,
    body: tuple[int, int] | None,
    *,
    person: bool = False,
) -> Speaker:
    doc = head.doc
    spot = doc[bounds[0] : bounds[1]]
    tied = doc[body[0] : unpossessed(doc, *body)] if body else None
    kind = known.kind if known else BodyKind.PERSON if person else role.kind if role else None
    if named and known is None and not person and _is_masthead(name):
        kind = BodyKind.OUTLET
    elif kind is None and named:
        is_armed = name.split()[-1].lower() in _ARMED if name.split() else False
        kind = BodyKind.ARMED_GROUP if is_armed else BodyKind.ORGANISATION
    first = spot[0].lower_ if len(spot) else ""
    mention = SourceMention(
        text=spot.text,
        span=sentence.spot(spot),
        name=" ".join(name.split()),
        named=named,
        kind=kind,
        body=" ".join(tied.text.split()) if tied else None,
        body_span=sentence.spot(tied) if tied else None,
    )
    singular = head.lower_ in PERSONAL or (role is not None and role.sense == "person" and head.tag_ != "NNS")
    return Speaker(
        mention=mention,
        head=head.i,
        start=bounds[0],
        end=bounds[1],
        noun=head.lemma_.lower(),
        role=role,
        pronoun=head.lower_ if head.lower_ in PRONOUNS and head.pos_ == "PRON" else None,
        definite=first in {"the", "this", "that", "these", "those"},
        plural=head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "them"},
        person=person or (singular and not known),
        known=known,
        doc=doc,
    )
