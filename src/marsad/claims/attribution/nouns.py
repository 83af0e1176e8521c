"""What one noun phrase of a speaker holds: a person's name, a role with its body, or a body itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from marsad.claims.attribution.phrases import PARTICLES, phrase_bounds, strip_determiners
from marsad.lexicon.bodies import Body, find_body, fold_name, name_nations
from marsad.lexicon.cues import RoleEntry, find_role
from marsad.model.claims import BodyKind

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_RANKS = frozenset({"prime", "vice", "deputy", "acting", "former", "first", "chief", "senior", "assistant"})
"""Words before an office that name no body: "Prime Minister"."""
_TIED_TO = frozenset(
    {"-linked", "-backed", "-led", "-affiliated", "-aligned", "-run", "-allied", "-held", "-controlled"}
)


_GUARDED = frozenset({"coast", "border", "frontier", "national", "presidential", "republican", "palace", "civil"})


@dataclass(frozen=True, slots=True)
class NounReading:
    """What one noun phrase holds; each part as token bounds."""

    role: RoleEntry | None
    body: tuple[int, int] | None
    name: tuple[int, int] | None
    known: Body | None


def read_noun(node: Token) -> NounReading:
    """One noun phrase: a person's name, a role with its body, or a body itself."""
    start, end = phrase_bounds(node)
    doc = node.doc
    bare = strip_determiners(doc, start, end)
    role = find_role(node.text, node.lemma_) if node.pos_ == "NOUN" or _is_role_word(node) else None
    if role is not None and role.sense in {"person", "source"}:
        body = _tied_body(doc, bare, node.i) or _tied_body(doc, node.i + 1, end) or find_owner(node)
        return NounReading(role, body, None, None)
    whole = find_body(doc[bare:end].text) or find_body(doc[start:end].text)
    if whole is not None:
        return NounReading(role, (bare, end), None, whole)
    if role is not None:
        inner = _known_run(doc, bare, end)
        if inner is not None:
            return NounReading(role, inner[0], None, inner[1])
        return NounReading(role, find_owner(node) if role.sense == "medium" else None, None, None)
    if node.pos_ != "PROPN" and not _looks_named(node):
        return NounReading(None, None, None, None)
    return _read_proper(node, bare, end)


def _read_proper(node: Token, bare: int, end: int) -> NounReading:
    """A proper noun: after a role or title it is a person; else the parser's guess, its shape and its words decide."""
    doc = node.doc
    own = find_role(node.text, node.lemma_)
    is_organ_word = own is not None and own.sense == "body"
    title = next((i for i in range(node.i - 1, bare - 1, -1) if not is_organ_word and _is_title(doc[i])), None)
    is_organ = any(child.dep_ == "prep" and child.lower_ == "of" for child in node.rights)
    if title is not None and not is_organ:
        first = next((i for i in range(bare, title + 1) if _is_title(doc[i])), title)
        role = find_role(doc[first].text, doc[first].lemma_)
        while first == bare and bare > node.sent.start and doc[bare - 1].pos_ in {"PROPN", "NOUN"}:
            bare -= 1
        while first > bare > node.sent.start and doc[bare - 1].pos_ == "PROPN":
            bare -= 1
        return NounReading(role, _tied_body(doc, bare, first), (_after_office(node, title + 1), node.i + 1), None)
    inner = _known_run(doc, bare, end)
    if inner is not None and inner[0][1] >= node.i + 1:
        return NounReading(None, inner[0], None, inner[1])
    first = _entity_start(node, name_start(node, bare))
    if _is_person(node, first):
        return NounReading(None, None, (first, node.i + 1), None)
    return NounReading(None, None, None, None)


def _after_office(node: Token, first: int) -> int:
    """Where the name begins behind an office of two words: "Secretary of State Ana Ruiz"."""
    if node.doc[first].lower_ not in {"of", "for"} or first + 2 >= node.i:
        return first
    return max(_entity_start(node, first), first + 2)


def _entity_start(node: Token, first: int) -> int:
    """Where the person that the parser sees begins, within the name's words: "Sunday Democrat | Ana Ruiz"."""
    at = node.i
    while at > first and node.doc[at].ent_type_ == "PERSON" and node.doc[at].ent_iob_ == "I":
        at -= 1
    return at if first < at < node.i and node.doc[at].ent_type_ == "PERSON" else first


def name_start(node: Token, bare: int) -> int:
    """Where the run of name words that ends in a noun begins, particles and hyphens within it."""
    doc = node.doc
    first = node.i
    while first > bare:
        before = doc[first - 1]
        if before.pos_ == "PROPN" or (before.lower_ in PARTICLES and first - 1 > bare):
            first -= 1
        else:
            break
    while first < node.i and doc[first].lower_ in PARTICLES and not doc[first].text[:1].isalpha():
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
    if any(each.lower_ == "who" for child in node.rights if child.dep_ == "relcl" for each in child.children):
        return True
    return node.ent_type_ == "" and node.i - bare <= 4 and bare < node.i


def _is_role_word(token: Token) -> bool:
    role = find_role(token.text, token.lemma_)
    return role is not None and role.sense in {"person", "source"}


def _is_title(token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor().text in _POSSESSIVES:
        return False
    if token.text.endswith(".") and len(token.text) <= 5 and token.text[0].isupper() and len(token.text) > 2:
        return True
    role = find_role(token.text, token.lemma_)
    if role is None or role.sense not in {"person", "source"} or token.text == "." or is_guard(token):
        return False
    return token.is_lower or role.kind is not BodyKind.WITNESS


def _looks_named(node: Token) -> bool:
    return node.text[:1].isupper() and node.i != node.sent.start


def find_owner(node: Token) -> tuple[int, int] | None:
    """The body that a role or a statement belongs to: `the monitor's head`, `a statement by the army`."""
    own = find_role(node.text, node.lemma_)
    is_medium = own is not None and own.sense == "medium"
    for child in node.children:
        if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
            start, _ = phrase_bounds(child)
            return strip_determiners(node.doc, start, child.i + 1), child.i + 1
        if child.dep_ == "poss" and child.lower_ in {"its", "their"}:
            return child.i, child.i + 1
        if child.dep_ == "poss" and child.lower_ == "whose":
            return _described(child)
        if child.dep_ == "acl" and is_medium:
            agent = next((each for each in child.rights if each.dep_ == "agent"), None)
            found = next((each for each in agent.rights if each.dep_ == "pobj"), None) if agent else None
            if found is not None:
                start, end = phrase_bounds(found)
                return strip_determiners(node.doc, start, end), end
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of", "for"}:
            found = next((each for each in child.rights if each.dep_ == "pobj"), None)
            if found is not None and (find_role(found.text, found.lemma_) or found.pos_ == "PROPN"):
                start, end = phrase_bounds(found)
                return strip_determiners(node.doc, start, end), end
        if child.dep_ == "prep" and child.lower_ in {"on", "in"} and is_medium:
            shown = next((each for each in child.rights if each.dep_ == "pobj" and _is_media(each)), None)
            if shown is not None:
                start, end = phrase_bounds(shown)
                return strip_determiners(node.doc, start, end), end
    return None


def _is_media(noun: Token) -> bool:
    """Whether a noun is an outlet that a medium is seen on: "footage on state television"."""
    role = find_role(noun.text, noun.lemma_)
    return role is not None and role.family in {"media", "agency"} and role.sense == "body"


def _described(whose: Token) -> tuple[int, int] | None:
    """The noun that a clause with "whose" is about: "the front, whose spokesman said"."""
    before = [token for token in whose.doc[max(0, whose.i - 2) : whose.i] if not token.is_punct]
    if not before or before[-1].pos_ not in {"NOUN", "PROPN"}:
        return None
    start, end = phrase_bounds(before[-1])
    return strip_determiners(whose.doc, start, end), end


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
            while (
                doc[i].dep_ in {"compound", "amod", "nmod"}
                and i < doc[i].head.i < end
                and not _is_role_word(doc[i].head)
            ):
                i = doc[i].head.i
            left, right = phrase_bounds(doc[i])
            return strip_determiners(doc, max(left, start), right), min(right, end) if right > i else i + 1
    guard = next((i for i in range(start + 1, end) if is_guard(doc[i])), None)
    if guard is not None:
        return guard - 1, guard + 1
    names = [
        i
        for i in range(start, end)
        if doc[i].pos_ == "PROPN" and doc[i].ent_type_ in {"ORG", ""} and doc[i].lower_ not in _POSSESSIVES | _RANKS
    ]
    return (names[0], names[-1] + 1) if names and all(i in names for i in range(names[0], names[-1] + 1)) else None


def is_guard(noun: Token) -> bool:
    """The guard of a coast or border, as a body: in "coast guard spokesman" neither word speaks alone."""
    return noun.lower_ in {"guard", "guards"} and noun.i > 0 and noun.nbor(-1).lower_ in _GUARDED


def _known_run(doc: Doc, start: int, end: int) -> tuple[tuple[int, int], Body] | None:
    """The longest run of words that the lexicon knows as a body; the earlier one where two are as long."""
    end = min(end, start + 14)
    for length in range(end - start, 0, -1):
        for first in range(start, end - length + 1):
            last = doc[first + length - 1].text
            if last == "-" or not any(letter.isupper() for letter in doc[first : first + length].text):
                continue
            if doc[first + length : first + length + 2].text in _TIED_TO or doc[first].lower_ in _POSSESSIVES:
                continue
            found = find_body(doc[first : first + length].text)
            of_another = found is not None and first > start and _is_of_another(doc[first - 1], found)
            if found is not None and not of_another and not _is_inside_name(doc, first, found):
                return (first, first + length), found
    return None


def _is_of_another(before: Token, found: Body) -> bool:
    """ "Iraqi Observatory for Human Rights" is no other country's observatory of that name."""
    nation = name_nations().get(fold_name(before.text)) if before.text[:1].isupper() else None
    return nation is not None and found.country is not None and nation != found.country


def _is_inside_name(doc: Doc, at: int, found: Body) -> bool:
    """A body called "The" and one word is meant where both stand alone: none is in "Department of National Defense"."""
    if found.name.partition(" ")[0] != "The" or found.name.count(" ") != 1 or doc[at].lower_ == "the":
        return False
    alone = at + 1 >= len(doc) or not doc[at + 1].text[:1].isupper()
    return not (alone and at and doc[at - 1].lower_ == "the")


def find_appositions(head: Token) -> Iterator[Token]:
    """Nouns in apposition to a head, and the body that "who heads X" names."""
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}:
            yield child
            yield from find_appositions(child)
        elif child.dep_ == "relcl" and child.lemma_ in {
            "head",
            "lead",
            "run",
            "command",
            "represent",
            "direct",
            "chair",
            "manage",
        }:
            yield from (each for each in child.rights if each.dep_ == "dobj")


def find_name_after(head: Token, end: int) -> list[Token]:
    """The name between commas after a role, where the parser hung it elsewhere: "the chief of X, Ana Ruiz, said"."""
    doc = head.doc
    if not _is_role_word(head) or end >= len(doc) or doc[end].text != ",":
        return []
    stop = end + 1
    while stop < min(len(doc), end + 8) and (
        doc[stop].pos_ == "PROPN" or doc[stop].lower_ in PARTICLES or _is_title(doc[stop])
    ):
        stop += 1
    closed = stop < len(doc) and doc[stop].text == ","
    return [doc[stop - 1]] if closed and stop - end > 2 else []
