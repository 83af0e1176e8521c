"""Through whom words came: who quotes, who is told, who is cited."""

from dataclasses import dataclass

from spacy.tokens import Token

from marsad.claims.attribution.contents import hung_on_name
from marsad.claims.attribution.phrases import phrase_bounds
from marsad.claims.attribution.speakers import MASTHEADS, Speaker, read_speaker
from marsad.claims.attribution.subjects import Subjects
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role, load_cues
from marsad.model.claims import BodyKind

_CARRIERS = frozenset({BodyKind.AGENCY, BodyKind.OUTLET, BodyKind.STATE_MEDIA, BodyKind.ORGANISATION})
_MEDIA_WORDS = MASTHEADS | {
    "agency",
    "press",
    "network",
    "media",
    "station",
    "website",
    "wire",
    "observatory",
    "monitor",
}
_QUOTED = frozenset({"quote", "cite", "carry", "interview", "report", "publish", "relay"})
_GIVING = frozenset({"provide", "send", "give", "share", "supply", "forward", "show", "release", "publish", "hand"})
RECORDINGS = frozenset(
    {"message", "recording", "note", "video", "audio", "letter", "footage", "text", "clip", "testimony", "tape", "call"}
)
_TALKS = frozenset(
    {"interview", "comment", "remark", "statement", "call", "conversation", "message", "letter", "email", "word"}
)


@dataclass(frozen=True, slots=True)
class Relays:
    """Who passed it on (`through`), who was cited (`cited`: he comes first), and the tokens of both."""

    through: tuple[Speaker, ...]
    cited: tuple[Speaker, ...]
    tokens: frozenset[int]
    is_intro: bool

    def order(self, speakers: tuple[Speaker, ...]) -> tuple[tuple[Speaker, ...], tuple[Speaker, ...]]:
        """The originators, and the relays from the nearest to the farthest: who cites somebody is a relay."""
        if not self.cited:
            return speakers, self.through
        return self.cited, (*speakers[:1], *self.through)


def read_relays(verb: Token, subjects: Subjects, sentence: Sentence) -> Relays:
    """The relays and the cited around a cue."""
    through: list[Token] = []
    cited: list[Token] = []
    spent: set[int] = set()
    for head in subjects.heads:
        through += _quoters(head)
    if subjects.quoting is not None:
        through += [*_agents(subjects.quoting), *_agents(verb)]
        if subjects.quoting.dep_ in {"advcl", "acl"} and subjects.quoting.tag_ == "VBG":
            through += _citer(subjects.quoting)
        for who in [child for child in subjects.quoting.lefts if child.dep_ == "nsubj"]:
            through.append(who)
            spent |= {subjects.quoting.i, *(token.i for token in who.subtree)}
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and verb.lemma_ in {"tell", "inform", "brief"}:
            spent |= {token.i for token in child.subtree} - {t.i for each in hung_on_name(verb) for t in each.subtree}
            through += [child] if _is_carrier(child) else []
        elif child.dep_ == "prep" and child.lower_ == "on":
            shown = [each for each in child.rights if each.dep_ == "pobj" and _is_broadcast(each)]
            through += shown
            spent |= {token.i for each in shown for token in (child, *each.subtree)}
        elif child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "in", "with"}:
            carrier = _carrier_under(child)
            if carrier is not None:
                through.append(carrier)
            if carrier is not None or child.lower_ == "in":
                spent |= {token.i for token in child.subtree} if _is_talk(child) or carrier is not None else set()
    through += _recipients(verb)
    for citing in _citings(verb, subjects):
        cited += _objects(citing)
        spent |= {token.i for token in citing.subtree}
    return Relays(
        tuple(read_speaker(head, sentence) for head in _distinct([_called(head) for head in through])),
        tuple(read_speaker(head, sentence) for head in _distinct(cited)),
        frozenset(spent),
        False,
    )


def _recipients(verb: Token) -> list[Token]:
    """ "provided X with messages in which he said": X, through whom the recording came."""
    medium = verb.head if verb.dep_ == "relcl" else None
    if medium is None or medium.lemma_.lower() not in RECORDINGS:
        return []
    giver = next((each for each in medium.ancestors if each.lemma_ in _GIVING), None)
    return receivers(giver) if giver is not None else []


def receivers(giver: Token) -> list[Token]:
    """Who is given something: "provided X with", "sent X", "sent to X", where X passes things on."""
    found = [child for child in giver.rights if child.dep_ in {"dobj", "dative"} and _is_carrier(child)]
    for tie in giver.rights:
        if tie.dep_ in {"prep", "dative"} and tie.lower_ in {"to", "with"}:
            found += [each for each in tie.rights if each.dep_ == "pobj" and _is_carrier(each)]
    return found


def find_recording(sentence: Sentence) -> tuple[Token, list[Token]] | None:
    """Who speaks in a recording and who passed it on: "X gave Y messages sent by a boy", "a boy sent Y messages"."""
    for giver in sentence.tokens:
        if giver.lemma_ not in _GIVING or giver.pos_ != "VERB":
            continue
        media = [each for each in giver.subtree if each.i > giver.i and each.lemma_.lower() in RECORDINGS]
        subject = next((child for child in giver.lefts if child.dep_ == "nsubj"), None)
        if not media or subject is None or subject.pos_ == "PRON":
            continue
        makers = [maker for each in media for clause in each.children if clause.dep_ == "acl" for maker in _by(clause)]
        through = receivers(giver)
        if makers and _is_carrier(subject):
            return makers[0], [subject, *through]
        if not makers and through:
            return subject, through
    return None


def _by(clause: Token) -> list[Token]:
    ties = [each for each in clause.rights if each.dep_ == "agent" or each.lower_ in {"from", "by"}]
    return [each for tie in ties for each in tie.rights if each.dep_ == "pobj"]


def _called(medium: Token) -> Token:
    """The name right behind a noun for media: "told the newspaper El Eco"."""
    role, at = find_role(medium.text, medium.lemma_), medium.i + 1
    if role is None or role.sense != "body" or role.family not in {"media", "agency"} or medium.pos_ != "NOUN":
        return medium
    doc, end = medium.doc, at
    while end < medium.sent.end and doc[end].text[:1].isupper():
        end += 1
    return doc[at:end].root if end > at else medium


def _distinct(heads: list[Token]) -> list[Token]:
    return list({head.i: head for head in heads}.values())


def _quoters(head: Token) -> list[Token]:
    """ "a source quoted by the agency", "who spoke to X": whom the clauses on the speaker name as having heard him."""
    names = [child for child in head.children if child.dep_ == "appos"]
    names += [child for name in names for child in name.children if child.dep_ == "appos"]
    clauses = [child for host in (head, *names) for child in host.children if child.dep_ in {"acl", "relcl"}]
    quoted = [agent for clause in clauses if clause.lemma_ in _QUOTED for agent in _agents(clause)]
    return quoted + [
        hearer
        for clause in clauses
        if clause.lemma_ in {"speak", "talk"}
        for tie in clause.rights
        if tie.dep_ == "prep" and tie.lower_ in {"to", "with"}
        for hearer in tie.rights
        if hearer.dep_ == "pobj" and _is_carrier(hearer)
    ]


def _agents(verb: Token) -> list[Token]:
    return [
        found
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in {"by", "on", "in"})
        for found in child.rights
        if found.dep_ == "pobj" and (child.lower_ == "by" or _is_carrier(found))
    ]


def _citer(quoting: Token) -> list[Token]:
    head = quoting.head
    if head.pos_ in {"NOUN", "PROPN"}:
        return [head]
    return [child for child in head.children if child.dep_ == "nsubj"][:1]


def _citings(verb: Token, subjects: Subjects) -> list[Token]:
    """ "citing a source": a participle on the cue or on the speaker, without a "saying" of its own."""
    hosts = (verb, *subjects.heads)
    return [
        child
        for host in hosts
        for child in host.children
        if child.dep_ in {"advcl", "acl", "prep"}
        and child.lemma_.lower() in load_cues("relay")
        and child.tag_ == "VBG"
        and not any(each.lower_ == "as" for each in child.children)
    ]


def _objects(citing: Token) -> list[Token]:
    first = next((child for child in citing.children if child.dep_ in {"dobj", "pobj"}), None)
    return [first, *(each for each in first.conjuncts if each.i > first.i)][:2] if first is not None else []


def _is_talk(prep: Token) -> bool:
    return any(
        child.dep_ == "pobj" and child.lemma_.lower() in _TALKS | {"post", "video", "tweet"} for child in prep.rights
    )


def _carrier_under(prep: Token) -> Token | None:
    """ "to Radio X", "in an interview with X", "in remarks carried by X"."""
    for child in prep.rights:
        if child.dep_ != "pobj":
            continue
        if prep.lower_ == "to" and _is_carrier(child):
            return child
        if child.lemma_.lower() in _TALKS:
            for tie in child.children:
                if tie.dep_ == "prep" and tie.lower_ in {"with", "to"}:
                    return next((each for each in tie.rights if each.dep_ == "pobj" and _is_carrier(each)), None)
            return next(iter(_quoters(child)), None)
    return None


def _is_broadcast(head: Token) -> bool:
    """Whether something is said on it: "on state television", "on Radio Lomani"; not on a site of posts."""
    role = find_role(head.text, head.lemma_)
    media = role is not None and role.family == "media" and role.sense == "body"
    named = any(child.lower_ in {"radio", "tv", "television"} for child in head.lefts if child.dep_ == "compound")
    return named or (media and role is not None and role.noun in {"television", "tv", "radio", "channel"})


def _is_carrier(head: Token) -> bool:
    """Whether what was told to it reaches us through it: an agency, an outlet, a monitor; no parliament, no court."""
    start, end = phrase_bounds(head)
    if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in head.children):
        return False
    known = find_body(head.doc[start:end].text) or find_body(head.text)
    if known is not None:
        return known.kind in _CARRIERS and known.sense not in {"un", "intergovernmental", "party"}
    role = find_role(head.text, head.lemma_)
    if role is not None:
        return role.family in {"media", "agency", "monitor"} and head.pos_ in {"NOUN", "PROPN"}
    if head.pos_ != "PROPN":
        return False
    words = {token.lower_ for token in head.doc[start:end]}
    return (
        bool(words & _MEDIA_WORDS)
        or (head.text.isupper() and len(head.text) in {2, 3, 4, 5})
        or head.ent_type_ == "ORG"
    )
