"""Who speaks: a noun phrase read as a source mention, with its name, role and body."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from marsad.claims.attribution.nouns import find_appositions, find_name_after, name_start, read_noun
from marsad.claims.attribution.ownership import find_ownership
from marsad.claims.attribution.ownnames import find_own_name
from marsad.claims.attribution.phrases import is_seat, phrase_bounds, strip_determiners, unpossessed, unquantified
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import Body, find_body
from marsad.lexicon.cues import RoleEntry, find_role
from marsad.model.claims import BodyKind
from marsad.model.drafts import SourceMention

_ARMED = frozenset(
    {"front", "army", "brigade", "brigades", "battalion", "militia", "force", "forces", "fighters", "rebels"}
)
_OFFICES = frozenset({"minister", "secretary"})
_PORTFOLIOS = frozenset(
    {
        "foreign", "defense", "defence", "interior", "justice", "health", "finance", "education", "information",
        "security", "home", "energy", "transport", "transportation", "agriculture", "labour", "labor", "culture",
    }
)  # fmt: skip
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
    head = _before_acronym(head)
    start, end = phrase_bounds(head)
    doc = head.doc
    several = _members(head)
    if several is not None:
        called = next((each for each in find_appositions(head) if each.pos_ == "PROPN"), None)
        if called is not None and head.lower_ in {"one", "another"}:
            made = read_speaker(called, sentence)
            mention = replace(made.mention, kind=BodyKind.PERSON, named=True)
            return replace(made, mention=mention, start=start, person=True)
        inner = read_speaker(several, sentence)
        mention = replace(inner.mention, text=doc[start:end].text, span=sentence.spot(doc[start:end]))
        if head.lower_ in {"one", "another"} and inner.role is not None and inner.role.sense == "person":
            inner = replace(inner, plural=False, person=True)
        return replace(inner, mention=mention, start=start, definite=False)
    if head.lower_ in PRONOUNS and head.pos_ == "PRON":
        return _make(sentence, head, (start, end), head.text, False, None, None, None)
    whole = doc[strip_determiners(doc, start, end) : end]
    if end > head.i + 1 and (tied := find_body(whole.text)) is not None:
        return _make(sentence, head, (start, end), whole.text, True, None, tied, None)
    found = _with_name_behind(_gather(head, end), head, end)
    stop = max(end, found.end) if found.end - start <= _LONGEST else end
    if found.name is None or found.is_organ:
        owned = _read_owned(sentence, head, (start, stop), found)
        if owned is not None:
            return owned
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


def _before_acronym(head: Token) -> Token:
    """The name in "the Harbour Safety Office (HSO) agency", where the noun only says what it is."""
    doc, at = head.doc, head.i - 4
    if head.pos_ != "NOUN" or at < head.sent.start or doc[head.i - 1].text != ")" or doc[head.i - 3].text != "(":
        return head
    role = find_role(head.text, head.lemma_)
    named = doc[head.i - 2].text.isupper() and doc[at].pos_ == "PROPN" and doc[at].head.i == head.i
    return doc[at] if named and role is not None and role.sense == "body" else head


def read_dropped(verb: Token, sentence: Sentence) -> Speaker:
    """Somebody whom a note leaves out before a verb of telling: "Says two died."."""
    return replace(_make(sentence, verb, (verb.i, verb.i + 1), "he", False, None, None, None), pronoun="he")


def _read_owned(sentence: Sentence, head: Token, bounds: tuple[int, int], found: "_Gathered") -> Speaker | None:
    """An outlet whose owner the text names, and that the lexicon does not know: its owner is its body."""
    media = [node for node in found.nodes if _is_media_word(node)]
    if found.known is not None or not media:
        return None
    owned = find_ownership(head, found.nodes)
    if owned is None:
        return None
    doc = head.doc
    name = doc[found.name[0] : found.name[1]] if found.name else doc[max(owned.start, bounds[0]) : head.i + 1]
    bare = doc[strip_determiners(doc, name.start, name.end) : name.end]
    named = any(token.pos_ == "PROPN" for token in bare)
    made = _make(sentence, head, bounds, bare.text, named, found.role, None, owned.owner)
    kind = BodyKind.STATE_MEDIA if owned.is_state else BodyKind.OUTLET
    return replace(made, mention=replace(made.mention, kind=kind))


def _is_media_word(token: Token) -> bool:
    role = find_role(token.text, token.lemma_)
    return token.lower_ in MASTHEADS or (role is not None and role.family in {"media", "agency"})


def _members(head: Token) -> Token | None:
    """The noun of "one of the attackers", "some of the drivers"."""
    if head.lower_ not in {"one", "two", "three", "some", "several", "many", "both", "others", "another"}:
        return None
    tie = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ in {"of", "among"}), None)
    found = next((child for child in tie.rights if child.dep_ == "pobj"), None) if tie else None
    return found if found is not None and find_role(found.text, found.lemma_) is not None else None


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the nouns of a speaker hold together; `is_organ` where the name is a body's."""

    role: RoleEntry | None
    body: tuple[int, int] | None
    name: tuple[int, int] | None
    known: Body | None
    end: int
    is_organ: bool
    nodes: tuple[Token, ...]


def _with_name_behind(found: _Gathered, head: Token, end: int) -> _Gathered:
    """The person's name at the end of a role's phrase: "the envoy to the League Ana Ruiz"."""
    if found.name is not None or found.role is None or found.role.sense != "person" or head.tag_ == "NNS":
        return found
    start = end
    while start > head.i + 2 and head.doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    if end - start < 2 or head.doc[start].ent_iob_ != "B":
        return found
    body = (found.body[0], min(found.body[1], start)) if found.body and found.body[0] < start else None
    return replace(found, name=(start, end), body=body)


def _gather(head: Token, end: int) -> _Gathered:
    """The first role, body and name among a head, its appositions, and the body that "who leads X" names."""
    nodes = [head, *find_appositions(head)]
    nodes += [node for node in find_name_after(head, end) if node not in nodes]
    role, body, name, known, is_organ = None, None, None, None, False
    for node in nodes:
        found = read_noun(node)
        is_body = found.role is not None and found.role.sense == "body"
        heads_it = node.dep_ == "dobj" and (is_body or (node.pos_ == "PROPN" and found.name is None))
        if heads_it and body is None:
            body = strip_determiners(node.doc, *phrase_bounds(node)), phrase_bounds(node)[1]
        elif found.role is not None and found.role.sense == "body" and node.dep_ == "appos" and name is not None:
            is_organ = True
        is_media = role is not None and role.sense == "body" and name is None and found.name is None
        if node.dep_ == "appos" and node.pos_ == "PROPN" and is_media and found.known is None and found.role is None:
            name, is_organ = (strip_determiners(node.doc, *phrase_bounds(node)), phrase_bounds(node)[1]), True
        role = role or (None if heads_it else found.role)
        body, known = body or found.body, known or found.known
        plain = node.dep_ == "appos" and node.pos_ == "PROPN" and not any(c.dep_ == "det" for c in node.lefts)
        if (
            plain
            and role is not None
            and role.sense == "person"
            and (found.role, found.known, found.name) == (None,) * 3
        ):
            name = name or (name_start(node, phrase_bounds(node)[0]), node.i + 1)
        if found.name is not None and name is None:
            name = found.name
            is_organ = role is not None and role.sense == "body"
    return _Gathered(role, body, name, known, max(phrase_bounds(node)[1] for node in nodes), is_organ, tuple(nodes))


def _read_common(sentence: Sentence, head: Token, bounds: tuple[int, int], found: _Gathered) -> Speaker:
    """A role, a common noun, or a name that is no person's."""
    doc, (start, end) = head.doc, bounds
    role = found.role or find_role(head.text, head.lemma_)
    own_name = find_own_name(head) if head.pos_ == "NOUN" and (role is None or role.sense == "body") else None
    if own_name is not None:
        text = doc[slice(*own_name)].text
        return _make(sentence, head, (start, own_name[1]), text, True, role, find_body(text), None)
    bare = strip_determiners(doc, start, end)
    while (
        head.pos_ == "PROPN"
        and head.text[:1].isupper()
        and bare < head.i
        and doc[bare].pos_ == "ADJ"
        and doc[bare].is_lower
    ):
        bare += 1
    if found.body is not None and found.body[0] > head.i:
        role_name = doc[unquantified(doc, bare, head.i) : head.i + 1].text
        return _make(sentence, head, bounds, role_name, False, role, None, found.body)
    if role is None and any(token.lower_ == "old" and token.dep_ == "amod" for token in head.lefts):
        made = _make(sentence, head, bounds, doc[bare : head.i + 1].text, False, None, None, None)
        return replace(made, mention=replace(made.mention, kind=BodyKind.WITNESS), person=not made.plural)
    proper = any(_is_proper(token) for token in doc[bare : head.i + 1])
    body_like = head.text[:1].isupper() and any(_is_body_noun(node) for node in found.nodes if node.dep_ == "appos")
    named = proper and (role is None or role.sense == "body" or body_like)
    is_person = role is not None and role.sense in {"person", "source"}
    text = doc[unquantified(doc, bare, head.i) : head.i + 1].text if is_person else doc[bare:end].text
    own = find_body(text) if named else None
    return _make(sentence, head, bounds, text, named, role, own, None if named else found.body)


def _is_body_noun(node: Token) -> bool:
    """ "The Emergency Lawyers, a Sudanese group": what the apposition is says that the name is a body's."""
    role = find_role(node.text, node.lemma_)
    return role is not None and role.sense == "body"


def _is_masthead(name: str) -> bool:
    """Whether a name reads as that of an outlet: "Radio Lomani", "the Lakes Tribune"."""
    return bool({word.lower() for word in name.split()} & MASTHEADS)


def _is_proper(token: Token) -> bool:
    """Whether a token makes a phrase a name: not where a body sits, nor a speaking noun that opens a sentence."""
    if token.pos_ != "PROPN" or is_seat(token):
        return False
    opens = token.i == token.sent.start or token.nbor(-1).text in {"—", "–", "--", "-", ":"}
    return not opens or find_role(token.text, token.lemma_) is None


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


def _unpossessed_name(name: str) -> str:
    words = " ".join(name.split())
    return words.removesuffix("'s").removesuffix("’s").rstrip() or words


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
        name=_unpossessed_name(name),
        named=named,
        kind=kind,
        body=_name_body(tied) if tied else None,
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


def _name_body(tied: TokenSpan) -> str:
    """A body as written; before an office a portfolio is its ministry: "Justice Minister Ana Ruiz" speaks for that."""
    said = " ".join(tied.text.split())
    office = tied.doc[tied.end].lower_ if tied.end < len(tied.doc) else ""
    return f"{said} Ministry" if office in _OFFICES and set(said.lower().split()) <= _PORTFOLIOS else said
