"""Who speaks: a noun phrase read as a source mention, with its name, role and body."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import Body, find_body
from marsad.lexicon.cues import RoleEntry, find_role
from marsad.model.claims import BodyKind
from marsad.model.drafts import SourceMention

PERSONAL = frozenset({"he", "she", "him", "her"})
PRONOUNS = PERSONAL | {"it", "they", "them", "who", "which", "that", "one", "others", "some", "both", "many"}
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our"})
_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "npadvmod", "flat", "case"}
)
_TIES = frozenset({"of", "for", "from", "at", "in", "with", "to", "near", "inside", "within"})
_PARTICLES = frozenset(
    {"al", "el", "bin", "bint", "ibn", "abu", "von", "van", "de", "del", "da", "dos", "la", "di", "-"}
)


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
    nodes = [head, *_appositions(head)]
    nodes += [node for node in _name_after(head, end) if node not in nodes]
    role, body, name = None, None, None
    known: Body | None = None
    for node in nodes:
        found = _read_node(node)
        role = role or found.role
        body = body or found.body
        name = name or found.name
        known = known or found.known
    stop = max([end, *(phrase_bounds(node)[1] for node in nodes[1:])]) if len(nodes) > 1 and _is_short(nodes) else end
    if name is None and known is not None and (role is None or role.sense in {"body", "medium"}):
        own = doc[body[0] : body[1]] if body else None
        return _make(sentence, head, (start, stop), own.text if own else known.name, True, role, known, None)
    if name is not None:
        return _make(sentence, head, (start, stop), doc[name[0] : name[1]].text, True, role, None, body, person=True)
    if role is not None and role.sense == "medium" and body is not None:
        return _author(sentence, head, (start, end), role, body)
    bare = _strip(doc, start, end)
    if body is not None and body[0] > head.i:
        first = _unquantified(doc, bare, head.i)
        return _make(sentence, head, (start, end), doc[first : head.i + 1].text, False, role, None, body)
    proper = any(token.pos_ == "PROPN" and not _is_seat(token) for token in doc[bare : head.i + 1])
    named = proper and (role is None or role.sense == "body")
    is_person = role is not None and role.sense in {"person", "source"}
    text = doc[_unquantified(doc, bare, head.i) : head.i + 1].text if is_person else doc[bare:end].text
    own_known = find_body(text) if named else None
    return _make(sentence, head, (start, end), text, named, role, own_known, None if named else body)


def _is_seat(token: Token) -> bool:
    """Whether a name only says where a body sits: "the Lima-based group"."""
    following = token.doc[token.i + 1 : token.i + 3].text.lower().replace(" ", "")
    return following in {"-based", "-run", "-led", "-backed"}


def _author(
    sentence: Sentence, head: Token, bounds: tuple[int, int], role: RoleEntry, body: tuple[int, int]
) -> Speaker:
    """A statement speaks for its author: "a statement by the army", "the ministry's report"."""
    doc = head.doc
    words = doc[body[0] : _unpossessed(doc, *body)]
    if words.text.lower() in {"its", "their"}:
        return _make(sentence, head, bounds, head.text, False, role, None, None)
    known = find_body(words.text)
    last = words[-1]
    own = find_role(last.text, last.lemma_)
    proper = any(token.pos_ == "PROPN" for token in words)
    made = _make(sentence, head, bounds, words.text, known is not None or proper, own, known, None)
    return replace(made, noun=last.lemma_.lower(), definite=own is not None and known is None and not proper)


def _name_after(head: Token, end: int) -> list[Token]:
    """The name between commas after a role, where the parser hung it elsewhere: "the chief of X, Ana Ruiz, said"."""
    doc = head.doc
    if not _is_role_word(head) or end >= len(doc) or doc[end].text != ",":
        return []
    stop = end + 1
    while stop < min(len(doc), end + 8) and (
        doc[stop].pos_ == "PROPN" or doc[stop].lower_ in _PARTICLES or _is_title(doc[stop])
    ):
        stop += 1
    closed = stop < len(doc) and doc[stop].text == ","
    return [doc[stop - 1]] if closed and stop - end > 2 else []


def _is_short(nodes: list[Token]) -> bool:
    return nodes[-1].right_edge.i - nodes[0].left_edge.i <= 25


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
    tied = doc[body[0] : _unpossessed(doc, *body)] if body else None
    kind = known.kind if known else BodyKind.PERSON if person else role.kind if role else None
    if kind is None and named:
        kind = BodyKind.ORGANISATION
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


def phrase_bounds(head: Token) -> tuple[int, int]:
    """The core of a noun phrase: its left modifiers, and `of`, `for`, `from`, ... phrases on its right."""
    start = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ in _LEFT and child.right_edge.i == start - 1:
            start = child.left_edge.i
        elif child.dep_ == "punct" and child.i == start - 1 and child.text in "-'’\"“”":
            start = child.i
        else:
            break
    end = head.i + 1
    for child in head.rights:
        if child.i != end:
            break
        if child.dep_ == "prep" and child.lower_ in _TIES:
            end = _prep_end(child)
        elif child.dep_ in {"case", "flat"} or (child.dep_ == "punct" and child.text == "-"):
            end = child.i + 1
        elif child.dep_ in {"nmod", "npadvmod", "compound"} and child.pos_ == "PROPN":
            end = child.right_edge.i + 1
        else:
            break
    return start, end


def _prep_end(prep: Token) -> int:
    """Where a tied phrase ends: with its noun phrase, not with the clause or apposition that hangs on it."""
    for child in prep.rights:
        if child.dep_ == "pobj":
            return phrase_bounds(child)[1]
    return prep.i + 1


def _appositions(head: Token) -> Iterator[Token]:
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}:
            yield child
            yield from _appositions(child)
        elif child.dep_ == "relcl" and child.lemma_ in {"head", "lead", "run", "command", "represent"}:
            yield from (each for each in child.rights if each.dep_ == "dobj")


@dataclass(frozen=True, slots=True)
class _Node:
    role: RoleEntry | None
    body: tuple[int, int] | None
    name: tuple[int, int] | None
    known: Body | None


def _read_node(node: Token) -> _Node:
    """One noun phrase: a person's name, a role with its body, or a body itself."""
    start, end = phrase_bounds(node)
    doc = node.doc
    bare = _strip(doc, start, end)
    role = find_role(node.text, node.lemma_) if node.pos_ == "NOUN" or _is_role_word(node) else None
    if role is not None and role.sense in {"person", "source"}:
        body = _tied_body(doc, bare, node.i) or _tied_body(doc, node.i + 1, end) or _owner(node)
        return _Node(role, body, None, None)
    whole = find_body(doc[bare:end].text) or find_body(doc[start:end].text)
    if whole is not None:
        return _Node(role, (bare, end), None, whole)
    if role is not None:
        inner = _known_run(doc, bare, end)
        if inner is not None:
            return _Node(role, inner[0], None, inner[1])
        return _Node(role, _owner(node) if role.sense == "medium" else None, None, None)
    if node.pos_ != "PROPN" and not _looks_named(node):
        return _Node(None, None, None, None)
    return _read_proper(node, bare, end)


def _read_proper(node: Token, bare: int, end: int) -> _Node:
    """A proper noun: after a role or title it is a person; else the parser's guess, its shape and its words decide."""
    doc = node.doc
    title = next((i for i in range(node.i - 1, bare - 1, -1) if _is_title(doc[i])), None)
    is_organ = any(child.dep_ == "prep" and child.lower_ == "of" for child in node.rights)
    if title is not None and not is_organ:
        first = next((i for i in range(bare, title + 1) if _is_title(doc[i])), title)
        role = find_role(doc[first].text, doc[first].lemma_)
        while first == bare and bare > node.sent.start and doc[bare - 1].pos_ in {"PROPN", "NOUN"}:
            bare -= 1
        while first > bare > node.sent.start and doc[bare - 1].pos_ == "PROPN":
            bare -= 1
        return _Node(role, _tied_body(doc, bare, first), (title + 1, node.i + 1), None)
    inner = _known_run(doc, bare, end)
    if inner is not None and inner[0][1] >= node.i + 1:
        return _Node(None, inner[0], None, inner[1])
    first = _name_start(node, bare)
    if _is_person(node, first):
        return _Node(None, None, (first, node.i + 1), None)
    return _Node(None, None, None, None)


def _name_start(node: Token, bare: int) -> int:
    """Where the run of name words that ends in a noun begins, particles and hyphens within it."""
    doc = node.doc
    first = node.i
    while first > bare:
        before = doc[first - 1]
        if before.pos_ == "PROPN" or (before.lower_ in _PARTICLES and first - 1 > bare):
            first -= 1
        else:
            break
    while first < node.i and doc[first].lower_ in _PARTICLES and not doc[first].text[:1].isalpha():
        first += 1
    return first


def _is_person(node: Token, bare: int) -> bool:
    doc = node.doc
    if any(find_role(token.text, token.lemma_) for token in doc[bare : node.i + 1] if token.pos_ != "ADJ"):
        return False
    if node.text.isupper() and len(node.text) > 1:
        return False
    if node.ent_type_ == "PERSON":
        return True
    if any(child.dep_ == "appos" and _is_role_word(child) for child in node.rights):
        return True
    if any(child.dep_ == "relcl" and child.lemma_ in {"head", "lead"} for child in node.rights):
        return True
    return node.ent_type_ == "" and node.i - bare <= 4 and bare < node.i


def _is_role_word(token: Token) -> bool:
    role = find_role(token.text, token.lemma_)
    return role is not None and role.sense in {"person", "source"}


def _is_title(token: Token) -> bool:
    if token.text.endswith(".") and len(token.text) <= 5 and token.text[0].isupper() and len(token.text) > 2:
        return True
    return _is_role_word(token) and token.text != "." and token.lemma_.lower() not in {"displaced", "local"}


def _looks_named(node: Token) -> bool:
    return node.text[:1].isupper() and node.i != node.sent.start


def _owner(node: Token) -> tuple[int, int] | None:
    """The body that a role or a statement belongs to: `the monitor's head`, `a statement by the army`."""
    own = find_role(node.text, node.lemma_)
    is_medium = own is not None and own.sense == "medium"
    for child in node.children:
        if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
            start, _ = phrase_bounds(child)
            return _strip(node.doc, start, child.i + 1), child.i + 1
        if child.dep_ == "poss" and child.lower_ in {"its", "their"}:
            return child.i, child.i + 1
        if child.dep_ == "acl" and is_medium:
            agent = next((each for each in child.rights if each.dep_ == "agent"), None)
            found = next((each for each in agent.rights if each.dep_ == "pobj"), None) if agent else None
            if found is not None:
                start, end = phrase_bounds(found)
                return _strip(node.doc, start, end), end
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of", "for"}:
            found = next((each for each in child.rights if each.dep_ == "pobj"), None)
            if found is not None and (find_role(found.text, found.lemma_) or found.pos_ == "PROPN"):
                start, end = phrase_bounds(found)
                return _strip(node.doc, start, end), end
    return None


def _tied_body(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The body among the words beside a role: one of the lexicon, else a noun that speaks as a body, else a name."""
    if start >= end:
        return None
    known = _known_run(doc, start, end)
    if known is not None:
        return known[0]
    for i in range(start, end):
        role = find_role(doc[i].text, doc[i].lemma_)
        if role is not None and role.sense == "body" and (doc[i].pos_ != "ADJ" or doc[i].is_title):
            left, right = phrase_bounds(doc[i])
            return _strip(doc, max(left, start), right), min(right, end) if right > i else i + 1
    names = [i for i in range(start, end) if doc[i].pos_ == "PROPN" and doc[i].ent_type_ in {"ORG", ""}]
    return (names[0], names[-1] + 1) if names and all(i in names for i in range(names[0], names[-1] + 1)) else None


def _known_run(doc: Doc, start: int, end: int) -> tuple[tuple[int, int], Body] | None:
    """The longest run of words that the lexicon knows as a body; the earlier one where two are as long."""
    end = min(end, start + 14)
    for length in range(end - start, 0, -1):
        for first in range(start, end - length + 1):
            if not any(letter.isupper() for letter in doc[first : first + length].text):
                continue
            found = find_body(doc[first : first + length].text)
            if found is not None:
                return (first, first + length), found
    return None


def _unquantified(doc: Doc, start: int, head: int) -> int:
    """The start of a role without "some", "three", "one of the"."""
    while start < head and (
        doc[start].pos_ in {"NUM", "DET"} or doc[start].lower_ in {"some", "several", "many", "few"}
    ):
        start += 1
    return start


def _unpossessed(doc: Doc, start: int, end: int) -> int:
    """The end without a possessive's ending."""
    return end - 1 if end - 1 > start and doc[end - 1].lower_ in {"'s", "’s", "'", "’"} else end


def _strip(doc: Doc, start: int, end: int) -> int:
    """The start without determiners and possessive pronouns."""
    while start < end - 1 and doc[start].lower_ in _DETERMINERS:
        start += 1
    return start
