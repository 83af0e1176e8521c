"""Tellings: each cue of a sentence with who speaks, through whom, and what."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from marsad.claims.attribution.according import is_according, read_according
from marsad.claims.attribution.contents import Quotation, calls_false, trim
from marsad.claims.attribution.deeds import agrees_on_thing, is_done_to_people, only_describes, refuses_thing
from marsad.claims.attribution.figures import is_figure, read_figure
from marsad.claims.attribution.nominal import is_nominal, read_nominal
from marsad.claims.attribution.notes import read_unsaid
from marsad.claims.attribution.reach import find_entry, is_neither, own_tokens, read_content, tells_on
from marsad.claims.attribution.relays import read_relays
from marsad.claims.attribution.silence import is_silence, read_silence
from marsad.claims.attribution.speakers import PRONOUNS, Speaker, read_speaker
from marsad.claims.attribution.subjects import (
    Subjects,
    find_behind,
    find_subjects,
)
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_state
from marsad.lexicon.counting import load_count_words
from marsad.lexicon.cues import CueEntry, find_role, load_cues
from marsad.model.claims import BodyKind, Stance

_PENDING = frozenset({"will", "would", "may", "might", "should", "must", "shall", "'ll", "wo"})
_OPENING = 2
"""Words at most from a semicolon to who speaks behind it."""
_MOST_CUES = 24
"""Cues that are read of one sentence; real sentences have up to about eight."""
_BLAMING = {
    "hold": frozenset({"responsible", "accountable"}),
    "point": frozenset({"finger", "fingers"}),
    **dict.fromkeys(("lay", "pin", "place"), frozenset({"blame", "responsibility"})),
}
"""Verbs that speak only with a word of blame behind them."""
_FIGURES = load_count_words("toll", "total", "estimate")
_NO_SPEAKER = frozenset({"i", "we", "you", "nobody", "everyone", "someone", "none", "what"})
_NO_SPEECH = frozenset({"think", "believe", "expect", "hope", "fear", "suspect", "want", "doubt"})


def find_tellings(sentence: Sentence, quoted: Quotation) -> tuple[Telling, ...]:
    """All tellings of a sentence outside its quotations, in the order of their cues."""
    found: list[Telling] = []
    for token in [token for token in sentence.tokens if _may_tell(token) and not quoted.holds(token)][:_MOST_CUES]:
        telling = _read_verb(token, sentence, quoted) or read_according(token, sentence) or read_figure(token, sentence)
        telling = telling or read_nominal(token, sentence) or read_silence(token, sentence)
        if telling is not None:
            found.append(telling)
    found = [_end_at_semicolon(each, found, sentence, quoted) for each in sorted(found, key=lambda each: each.cue)]
    return tuple(_go_on(each, found, sentence) for each in found)


def _go_on(telling: Telling, all_: Sequence[Telling], sentence: Sentence) -> Telling:
    """What stands behind a semicolon where nobody else tells goes on with what was asserted before it."""
    doc, last = sentence.tokens.doc, telling.extent[1]
    if telling.content is None or telling.stance is not Stance.ASSERTS or not telling.speakers:
        return telling
    if last >= sentence.tokens.end or doc[last].text != ";" or any(each.cue[0] > last for each in all_):
        return telling
    end = trim(doc[last + 1 : sentence.tokens.end])
    if end is None:
        return telling
    return replace(telling, content=(telling.content[0], end[1]), extent=(telling.extent[0], end[1]))


def _end_at_semicolon(telling: Telling, all_: Sequence[Telling], sentence: Sentence, quoted: Quotation) -> Telling:
    """What is told ends at a semicolon beyond which somebody else tells, or right before which the teller stands."""
    if telling.content is None:
        return telling
    doc, (start, end), (first, last) = sentence.tokens.doc, telling.content, telling.extent
    for at in range(first, last):
        if doc[at].text != ";" or quoted.holds(doc[at]):
            continue
        ahead = telling.cue[0] < at
        others = (each for each in all_ if each is not telling and (each.cue[0] < at) != ahead)
        opens = not ahead and any(0 < who.start - at <= _OPENING for who in telling.speakers)
        if opens or any(all((who.start < at) != ahead for who in each.speakers) for each in others):
            stop = min([at, end, *(who.start for who in telling.speakers if who.start > start)])
            content = trim(
                doc[start : stop if start < telling.cue[0] else min(at, end)]
                if ahead
                else doc[max(start, at + 1) : end]
            )
            extent = (first, at) if ahead else (at + 1, last)
            return replace(telling, content=content, extent=extent) if content else telling
    return telling


def _may_tell(token: Token) -> bool:
    if is_according(token) or is_figure(token) or is_nominal(token) or is_silence(token):
        return True
    return _is_verb(token) and find_entry(token) is not None


def _is_verb(token: Token) -> bool:
    """A verb, also one in -s that has a subject of its own and that the parser takes for a noun: "..., X informs"."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return token.tag_ == "NNS" and any(child.dep_ == "nsubj" for child in token.lefts)


def _read_verb(verb: Token, sentence: Sentence, quoted: Quotation) -> Telling | None:
    if not _is_verb(verb) or verb.dep_ in {"amod", "compound"}:
        return None
    entry = find_entry(verb)
    if entry is None or _is_pending(verb) or _is_aside(verb, entry):
        return None
    subjects = find_subjects(verb)
    unsaid = read_unsaid(verb, sentence) if subjects is None else None
    if unsaid is not None:
        subjects = Subjects((), frozenset(), False, None)
    if subjects is not None and subjects.heads and all(quoted.holds(head) for head in subjects.heads):
        subjects = find_behind(verb) or subjects
    if subjects is None:
        return None
    speakers = tuple(read_speaker(head, sentence) for head in subjects.heads)
    if subjects.heads and not all(
        _can_speak(each, head, entry) for each, head in zip(speakers, subjects.heads, strict=True)
    ):
        return None
    relays = read_relays(verb, subjects, sentence)
    barred = _barred(verb, subjects, relays.tokens)
    content = read_content(verb, entry, subjects, barred, sentence, quoted)
    content = _before_inversion(content, verb, speakers)
    last = _ends_sentence(verb, subjects, sentence)
    if last and content is not None and content[1] <= verb.i:
        content = _from_start(content, verb, sentence)
    if content is None and not (relays.is_intro or _introduces(verb, sentence)):
        return None
    if verb.dep_ == "relcl" and content is not None and content[1] - content[0] == 1:
        return None
    if unsaid is not None:
        speakers = (unsaid,)
    if not speakers and (entry.words in _NO_SPEECH or verb.dep_ not in {"ROOT", "ccomp", "conj", "advcl"}):
        return None
    own = own_tokens(verb)
    extent = _widen(content, own, frozenset((verb.i,)) if tells_on(verb) else barred)
    cue = _cue_bounds(verb)
    origin, through = relays.order(speakers)
    return Telling(
        cue=cue,
        speakers=origin,
        relays=through,
        content=content,
        extent=extent,
        stance=_judge(entry, verb, subjects),
        hedge=entry.hedge or not speakers or _is_hedged(verb),
        words=verb.doc[cue[0] : cue[1]].text,
        outer=last,
    )


def _ends_sentence(verb: Token, subjects: Subjects, sentence: Sentence) -> bool:
    """ "..., X said." behind another cue stands over the whole sentence, however the parser ties the two."""
    if not subjects.heads or verb.lemma_ not in {"say", "report", "add", "announce"}:
        return False
    doc, first = verb.doc, subjects.heads[0].left_edge.i
    after = doc[verb.i + 1 : sentence.tokens.end]
    closes = all(token.is_punct or token.is_space or _tells_day(token) for token in after)
    return closes and sentence.tokens.start < first < verb.i and doc[first - 1].text == ","


def _from_start(content: tuple[int, int], verb: Token, sentence: Sentence) -> tuple[int, int]:
    """All that stands before the last ", X said", where the parser gave it the last clause alone."""
    before = sentence.tokens.doc[sentence.tokens.start : content[0]]
    told = any(token.pos_ == "VERB" and token.dep_ in {"ROOT", "ccomp", "conj"} for token in before)
    whole = trim(sentence.tokens.doc[sentence.tokens.start : content[1]])
    return whole if told and whole is not None else content


def _tells_day(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lower_ in {"on", "late", "early"}


def _before_inversion(
    content: tuple[int, int] | None, verb: Token, speakers: Sequence[Speaker]
) -> tuple[int, int] | None:
    """What is told by "..., said X who ..." ends before the cue; "A, said X, B" goes on after it."""
    if content is None or not speakers or not content[0] < verb.i < content[1] or speakers[0].start < verb.i:
        return content
    if any(child.dep_ == "agent" for child in verb.rights):
        return content
    end = speakers[-1].end
    after = verb.doc[end : content[1]]
    goes_on = len(after) > 1 and after[0].text == "," and after[1].tag_ not in {"WP", "WDT", "WP$", "VBG", "VBN"}
    return content if goes_on else trim(verb.doc[content[0] : verb.i])


def _cue_bounds(verb: Token) -> tuple[int, int]:
    """The cue with its auxiliaries and negation: "has not confirmed"."""
    start = min(
        [verb.i, *(child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass", "neg"} and child.tag_ != "TO")]
    )
    between = verb.doc[start : verb.i]
    own = all(token.head.i == verb.i or token.head.head.i == verb.i for token in between)
    clean = own and not any(token.dep_ in {"nsubj", "nsubjpass"} or token.is_punct for token in between)
    return (start if clean and verb.i - start <= 5 else verb.i), verb.i + 1


def _is_aside(verb: Token, entry: CueEntry) -> bool:
    """A name given in passing ("what it calls its state"), a motive, or "who asked not to be named": no telling.

    Nor is to agree to a thing, to deny access, nor what stands beside a telling: "a statement expressing outrage", "a
    boy who spoke of a fire".
    """
    if verb.dep_ == "relcl" and "oprd" in entry.takes:
        return True
    if "toll" in entry.takes and verb.tag_ == "VBG" and not _has_own_toll(verb):
        return True
    if any(is_deed(verb) for is_deed in (agrees_on_thing, refuses_thing, only_describes, is_done_to_people)):
        return True
    if verb.lemma_ == "accuse" and not any(child.dep_ in {"dobj", "nsubjpass"} for child in verb.children):
        return True
    if verb.lemma_ in _BLAMING and not _holds_to_account(verb):
        return True
    if verb.lemma_ in {"respond", "reply", "answer", "react"} and any(c.lower_ in {"with", "by"} for c in verb.rights):
        return True
    if verb.lemma_ in {"ask", "request", "speak", "express"} and verb.dep_ in {"relcl", "advcl", "acl"}:
        return True
    return entry.hedge and verb.dep_ in {"advcl", "acl", "pcomp"} and verb.tag_ == "VBG"


def _has_own_toll(verb: Token) -> bool:
    """ "Raising its count to 40" is a source's; "two more died, raising the toll to 40" is nobody's."""
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return any(inner.dep_ == "poss" for noun in objects for inner in noun.children)


def _holds_to_account(verb: Token) -> bool:
    """ "Held the army responsible", "pinned the blame on the army": other holding and pinning is no speech."""
    words = _BLAMING[verb.lemma_]
    return any(word.lower_ in words for word in verb.doc[verb.i : verb.right_edge.i + 1])


def _can_speak(speaker: Speaker, head: Token, entry: CueEntry) -> bool:
    if speaker.pronoun in {"i", "we", "you"} or head.lower_ in _NO_SPEAKER or _is_nobody(head):
        return False
    whose = {child.lower_ for child in head.children if child.dep_ == "poss"}
    if whose & {"my", "your"} or ("our" in whose and (speaker.role is None or speaker.role.sense != "source")):
        return False
    if entry.subject == "any":
        return True
    if entry.subject == "observer":
        return speaker.role is not None and (
            speaker.role.kind is BodyKind.WITNESS or speaker.role.family in {"press", "monitor"}
        )
    if entry.subject == "medium":
        found = find_role(head.text, head.lemma_)
        has_author = speaker.known is not None or speaker.noun != head.lemma_.lower()
        is_outlet = found is not None and found.family in {"media", "agency"} and found.sense == "body"
        return is_outlet or (found is not None and found.sense == "medium" and has_author)
    if speaker.role is not None or speaker.known is not None or speaker.mention.named or speaker.person:
        return True
    if entry.subject == "source":
        return False
    return speaker.pronoun in PRONOUNS or find_state(head.text) is not None


def _is_nobody(head: Token) -> bool:
    """ "No group", "neither side": what nobody of a kind said is told by whoever tells that."""
    return any(child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither"} for child in head.children)


def _is_pending(verb: Token) -> bool:
    """A telling that has not happened: "will announce", "to confirm", "if it says"."""
    negated = any(child.dep_ == "neg" for child in verb.children)
    if any(child.dep_ == "aux" and child.lower_ in _PENDING for child in verb.children) and not negated:
        return True
    if any(child.dep_ == "aux" and child.lower_ in {"can", "could"} for child in verb.children) and not negated:
        return True
    if verb.dep_ == "ROOT" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children):
        return True
    return any(child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether"} for child in verb.children)


def _judge(entry: CueEntry, verb: Token, subjects: Subjects) -> Stance:
    """The cue's stance; a negated telling, or a refusal to tell, does not confirm."""
    negated = any(child.dep_ == "neg" or child.lower_ in {"never", "yet"} for child in verb.children)
    if negated and any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return Stance.DOES_NOT_CONFIRM
    if subjects.withheld or is_neither(verb) or _says_nothing(verb):
        return Stance.DOES_NOT_CONFIRM
    return Stance.DENIES if "oprd" in entry.takes and calls_false(verb) else entry.stance


def _says_nothing(verb: Token) -> bool:
    """ "Has said nothing about it", "disclosed little", "gave no toll": what is told is that nothing is."""
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    none = (inner.lower_ == "no" for child in objects if child.lemma_.lower() in _FIGURES for inner in child.lefts)
    return any(child.lower_ in {"nothing", "little"} for child in objects) or any(none)


def _is_hedged(verb: Token) -> bool:
    return any(child.lower_ in load_cues("adverb") for child in verb.children)


def _barred(verb: Token, subjects: Subjects, relayed: frozenset[int]) -> frozenset[int]:
    """Tokens that are never content: the speaker with all that hangs on it, the verb, its auxiliaries, the relays."""
    barred = {verb.i, *relayed, *subjects.tokens}
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass", "neg", "mark", "cc"}:
            barred.add(child.i)
    return frozenset(barred)


def _introduces(verb: Token, sentence: Sentence) -> bool:
    """Whether what is told follows: the sentence ends with a colon."""
    return verb.dep_ == "ROOT" and sentence.tokens.text.rstrip().endswith(":")


def _widen(content: tuple[int, int] | None, own: Sequence[Token], barred: frozenset[int]) -> tuple[int, int]:
    bounds = [token.i for token in own] + list(barred) + ([content[0], content[1] - 1] if content else [])
    return min(bounds), max(bounds) + 1


def widen_speakers(telling: Telling, speakers: tuple[Speaker, ...], relays: tuple[Speaker, ...]) -> Telling:
    """The same telling with its speakers and relays joined to those that they point back to."""
    return replace(telling, speakers=speakers, relays=relays)
