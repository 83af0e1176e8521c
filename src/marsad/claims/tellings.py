"""Tellings: each cue of a sentence with who speaks, through whom, and what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from marsad.claims.contents import Quotation, content_parts, cover, trim
from marsad.claims.relays import read_relays
from marsad.claims.sentences import Sentence
from marsad.claims.speakers import PRONOUNS, Speaker, read_speaker
from marsad.claims.subjects import (
    Subjects,
    can_name_speaker,
    coordinated_nouns,
    coordinated_with,
    find_subjects,
)
from marsad.lexicon.bodies import find_body, find_state
from marsad.lexicon.cues import CueEntry, load_cues
from marsad.model.claims import Stance

_PENDING = frozenset({"will", "would", "may", "might", "should", "must", "shall", "'ll", "wo"})
_NO_SPEECH = frozenset({"think", "believe", "expect", "hope", "fear", "suspect", "want", "doubt"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One cue: its tokens, its speakers, its relays, what is told (None where that follows), stance and hedge.

    `extent` is all that belongs to it, source and cue too; `outer` marks a cue that stands over the whole sentence.
    """

    cue: tuple[int, int]
    speakers: tuple[Speaker, ...]
    relays: tuple[Speaker, ...]
    content: tuple[int, int] | None
    extent: tuple[int, int]
    stance: Stance
    hedge: bool
    words: str
    outer: bool = False


def find_tellings(sentence: Sentence, quoted: Quotation) -> tuple[Telling, ...]:
    """All tellings of a sentence outside its quotations, in the order of their cues."""
    found: list[Telling] = []
    for token in sentence.tokens:
        if quoted.holds(token):
            continue
        telling = _read_verb(token, sentence, quoted) or _read_according(token, sentence)
        if telling is not None:
            found.append(telling)
    return tuple(sorted(found, key=lambda each: each.cue))


def _entry(verb: Token) -> CueEntry | None:
    entries = load_cues("verb")
    if any(child.dep_ == "prt" and child.lower_ == "out" for child in verb.children) and verb.lemma_ == "rule":
        return entries["rule out"]
    if any(child.dep_ == "prt" for child in verb.children):
        return None
    return entries.get(verb.lemma_.lower())


def _read_verb(verb: Token, sentence: Sentence, quoted: Quotation) -> Telling | None:
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"amod", "compound"}:
        return None
    entry = _entry(verb)
    if entry is None or _is_pending(verb) or _is_aside(verb, entry):
        return None
    subjects = find_subjects(verb)
    if subjects is None:
        return None
    speakers = tuple(read_speaker(head, sentence) for head in subjects.heads)
    if subjects.heads and not all(
        _can_speak(each, head, entry) for each, head in zip(speakers, subjects.heads, strict=True)
    ):
        return None
    relays = read_relays(verb, subjects, sentence)
    barred = _barred(verb, subjects, relays.tokens)
    content = _read_content(verb, entry, subjects, barred, sentence, quoted)
    if content is None and not (relays.is_intro or _introduces(verb, sentence)):
        return None
    if content is not None and content[1] - content[0] == 1 and verb.doc[content[0]].pos_ in {"PRON", "DET", "SCONJ"}:
        return None
    if not subjects.heads and (entry.words in _NO_SPEECH or verb.dep_ not in {"ROOT", "ccomp", "conj", "advcl"}):
        return None
    own = [token for token in verb.subtree if not _splits_off(token, verb)]
    extent = _widen(content, own, barred)
    origin, through = relays.order(speakers)
    return Telling(
        cue=(verb.i, verb.i + 1),
        speakers=origin,
        relays=through,
        content=content,
        extent=extent,
        stance=_judge(entry, verb, subjects),
        hedge=entry.hedge or not subjects.heads or _is_hedged(verb),
        words=verb.text,
    )


def _is_aside(verb: Token, entry: CueEntry) -> bool:
    """A name given in passing ("what the group calls its state") or a motive ("believing that"): no telling."""
    if verb.dep_ == "relcl" and "oprd" in entry.takes:
        return True
    return entry.hedge and verb.dep_ in {"advcl", "acl", "pcomp"} and verb.tag_ == "VBG"


def _can_speak(speaker: Speaker, head: Token, entry: CueEntry) -> bool:
    if speaker.pronoun in {"i", "we", "you"} or head.lower_ in {
        "i",
        "we",
        "you",
        "nobody",
        "everyone",
        "someone",
        "what",
    }:
        return False
    if any(child.dep_ == "poss" and child.lower_ in {"my", "our", "your"} for child in head.children):
        return False
    if entry.subject == "any":
        return True
    if speaker.role is not None or speaker.known is not None or speaker.mention.named or speaker.person:
        return True
    if entry.subject == "source":
        return False
    return speaker.pronoun in PRONOUNS or find_state(head.text) is not None


def _is_pending(verb: Token) -> bool:
    """A telling that has not happened: "will announce", "to confirm", "if it says"."""
    negated = any(child.dep_ == "neg" for child in verb.children)
    if any(child.dep_ == "aux" and child.lower_ in _PENDING for child in verb.children) and not negated:
        return True
    if any(child.dep_ == "aux" and child.lower_ in {"can", "could"} for child in verb.children) and not negated:
        return True
    return any(child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether"} for child in verb.children)


def _judge(entry: CueEntry, verb: Token, subjects: Subjects) -> Stance:
    """The cue's stance; a negated telling, or a refusal to tell, does not confirm."""
    negated = any(child.dep_ == "neg" or child.lower_ in {"never", "yet"} for child in verb.children)
    if negated and any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return Stance.DOES_NOT_CONFIRM
    if subjects.withheld:
        return Stance.DOES_NOT_CONFIRM
    return entry.stance


def _is_hedged(verb: Token) -> bool:
    return any(child.lower_ in load_cues("adverb") for child in verb.children)


def _barred(verb: Token, subjects: Subjects, relayed: frozenset[int]) -> frozenset[int]:
    """Tokens that are never content: the speaker with all that hangs on it, the verb, its auxiliaries, the relays."""
    barred = {verb.i, *relayed, *subjects.tokens}
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass", "neg", "mark", "cc"}:
            barred.add(child.i)
    return frozenset(barred)


def _read_content(
    verb: Token,
    entry: CueEntry,
    subjects: Subjects,
    barred: frozenset[int],
    sentence: Sentence,
    quoted: Quotation,
) -> tuple[int, int] | None:
    takes = entry.takes
    if subjects.withheld or any(child.dep_ == "neg" for child in verb.children):
        takes = takes | {"noun"}
    parts = content_parts(verb, takes, barred, quoted)
    apart = frozenset(token.i for token in verb.subtree if _splits_off(token, verb))
    found = cover(parts, barred | apart)
    quotes = _quoted_beside(verb, sentence, quoted) if "quote" in takes else []
    if found is not None:
        if found[0] > verb.i:
            found = found[0], max([found[1], *(token.i + 1 for token in verb.subtree if _follows(token, verb, barred))])
        beside = [token for token in quotes if token.i < verb.i or token.i >= found[1]]
        return trim([*sentence.tokens.doc[found[0] : found[1]], *_joined(beside, verb, found)])
    host = _host(verb, barred)
    if host is not None and "clause" in takes:
        return host
    if quotes:
        return trim(quotes)
    return _before_speaker(verb, subjects, sentence) if "clause" in takes else None


def _follows(token: Token, verb: Token, barred: frozenset[int]) -> bool:
    """Whether a token after the cue belongs to what is told: all but its relays and clauses of their own."""
    return token.i > verb.i and token.i not in barred and not token.is_punct and not _splits_off(token, verb)


def _joined(beside: list[Token], verb: Token, found: tuple[int, int]) -> list[Token]:
    """Quoted tokens that belong to the same telling: those in the subtree of the cue."""
    own = {token.i for token in verb.subtree if not _splits_off(token, verb)}
    return [token for token in beside if token.i in own]


def _quoted_beside(verb: Token, sentence: Sentence, quoted: Quotation) -> list[Token]:
    return [token for token in sentence.tokens if quoted.holds(token)]


def _host(verb: Token, barred: frozenset[int]) -> tuple[int, int] | None:
    """The clause that a parenthetical cue stands in: "The road, the army said, was cut"."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "intj", "dep"} or verb.head.i == verb.i:
        return None
    if verb.dep_ in {"advcl", "ccomp"} and not _is_set_off(verb):
        return None
    own = {token.i for token in verb.subtree}
    return trim(token for token in verb.head.subtree if token.i not in own and token.i not in barred)


def _is_set_off(verb: Token) -> bool:
    edges = [verb.left_edge.i, verb.right_edge.i]
    doc = verb.doc
    before = (
        edges[0] == verb.sent.start
        or doc[edges[0] - 1].text in {",", "-", "–", "—", '"', "”"}
        or doc[edges[0]].text == ","
    )
    has_as = any(child.dep_ == "mark" and child.lower_ != "as" for child in verb.children)
    return before and not has_as


def _before_speaker(verb: Token, subjects: Subjects, sentence: Sentence) -> tuple[int, int] | None:
    """The token fallback: all before ", X said" at the end of the sentence."""
    start = min([verb.i, *(head.left_edge.i for head in subjects.heads)])
    doc = verb.doc
    if start - 1 <= sentence.tokens.start or doc[start - 1].text not in {",", '"', "”", "—", "–", "-"}:
        return None
    left = doc[sentence.tokens.start : start]
    return trim(left) if any(token.pos_ in {"VERB", "AUX"} for token in left) else None


def _introduces(verb: Token, sentence: Sentence) -> bool:
    """Whether what is told follows: the sentence ends with a colon."""
    return verb.dep_ == "ROOT" and sentence.tokens.text.rstrip().endswith(":")


def _splits_off(token: Token, verb: Token) -> bool:
    """Whether a token belongs to a coordinated clause with a subject or cue of its own."""
    for each in (token, *token.ancestors):
        if each.i == verb.i:
            return False
        if each.dep_ == "conj" and each.pos_ in {"VERB", "AUX"} and _is_joined_to(each, verb):
            return True
        if (
            each.dep_ == "advcl"
            and each.head.i == verb.i
            and any(
                child.dep_ == "mark" and child.lower_ in {"while", "whereas", "although", "though"}
                for child in each.children
            )
        ):
            return True
    return False


def _is_joined_to(conjunct: Token, verb: Token) -> bool:
    if conjunct.head.i == verb.i:
        return True
    if _entry(conjunct) is None:
        return False
    subject = next((child for child in conjunct.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return coordinated_with(conjunct).i == verb.i
    is_contrast = any(child.lower_ == "but" for child in (*conjunct.children, *conjunct.head.children))
    return is_contrast and can_name_speaker(subject) and subject.pos_ != "PRON"


def _widen(content: tuple[int, int] | None, own: Sequence[Token], barred: frozenset[int]) -> tuple[int, int]:
    bounds = [token.i for token in own] + list(barred) + ([content[0], content[1] - 1] if content else [])
    return min(bounds), max(bounds) + 1


def _read_according(token: Token, sentence: Sentence) -> Telling | None:
    """ "According to X": X's telling of the clause that it hangs on, or of the whole sentence at its end."""
    if token.lower_ != "according":
        return None
    doc = token.doc
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        to = doc[token.i + 1]
    found = next((child for child in to.children if child.dep_ in {"pobj", "pcomp", "dobj"}), None) if to else None
    if to is None or found is None:
        return None
    heads = [found, *coordinated_nouns(found)][:3]
    speakers = tuple(read_speaker(head, sentence) for head in heads)
    end = max(each.end for each in speakers)
    phrase = {token.i, to.i} | {each.i for each in found.subtree}
    is_last = all(each.is_punct or each.i in phrase for each in doc[end : sentence.tokens.end])
    scope = list(sentence.tokens) if is_last or token.i == sentence.tokens.start else _clause_of(token, sentence)
    content = trim(each for each in scope if each.i not in phrase)
    if content is None:
        return None
    return Telling(
        cue=(token.i, to.i + 1),
        speakers=speakers,
        relays=read_relays(found, Subjects((found,), frozenset(), False, None), sentence).through,
        content=content,
        extent=(min(content[0], token.i), max(content[1], max(phrase) + 1)),
        stance=Stance.ASSERTS,
        hedge=False,
        words=doc[token.i : to.i + 1].text,
        outer=is_last,
    )


def _clause_of(token: Token, sentence: Sentence) -> list[Token]:
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    inside = [each for each in head.subtree if sentence.tokens.start <= each.i < sentence.tokens.end]
    return [each for each in inside if not _splits_off(each, head)]


def widen_speakers(telling: Telling, speakers: tuple[Speaker, ...], relays: tuple[Speaker, ...]) -> Telling:
    """The same telling with its speakers and relays joined to those that they point back to."""
    return replace(telling, speakers=speakers, relays=relays)


def names_body(text: str) -> bool:
    """Whether a text names a body of the lexicon."""
    return find_body(text) is not None
