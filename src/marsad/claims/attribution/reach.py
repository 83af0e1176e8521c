"""How far a cue reaches: its content in the clause, the clause around it, or what stands before it."""

from spacy.tokens import Token

from marsad.claims.attribution.contents import Quotation, content_parts, cover, goes_on_perfect, trim
from marsad.claims.attribution.subjects import Subjects, can_name_speaker, coordinated_with
from marsad.claims.sentences import Sentence
from marsad.lexicon.cues import CueEntry, load_cues

_SHORTEST = 4
"""Words of a headline without a verb that can be told: "Ten dead in Kole, ministry says"."""
_PLAIN = frozenset({"say", "tell", "report", "add"})
_ANSWERING = frozenset({"comment", "respond", "reply", "answer", "react", "elaborate"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_entry(verb: Token) -> CueEntry | None:
    """The cue that a verb is; with a particle it is another verb: "rule out", "point out"."""
    particle = next((child for child in verb.rights if child.dep_ == "prt"), None)
    words = f"{verb.lemma_.lower()} {particle.lower_}" if particle is not None else verb.lemma_.lower()
    if words == "make" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "known":
        words = "make known"
    return load_cues("verb").get(words)


def read_content(
    verb: Token,
    entry: CueEntry,
    subjects: Subjects,
    barred: frozenset[int],
    sentence: Sentence,
    quoted: Quotation,
) -> tuple[int, int] | None:
    """The bounds of what a cue tells: its clause, object or quotation, the clause around it, or what stands before."""
    takes = entry.takes
    if subjects.withheld or any(child.dep_ == "neg" for child in verb.children):
        takes = takes | {"noun"}
    parts = content_parts(verb, takes, barred, quoted)
    own = own_tokens(verb)
    found = cover(parts, barred, frozenset(token.i for token in own))
    quotes = [token for token in sentence.tokens if quoted.holds(token)] if "quote" in takes else []
    ended = _quoted_before(verb, subjects, sentence, quoted) if quotes and (found is None or found[0] < verb.i) else []
    if ended and found is not None and ended[0].i < found[0]:
        return trim([*ended, *sentence.tokens.doc[found[0] : found[1]]])
    if found is not None:
        if found[0] > verb.i:
            after = [t.i + 1 for t in own if t.i > verb.i and t.i not in barred and not t.is_punct]
            found = found[0], max([found[1], *after])
        found = found[0], _up_to_speaker(found[1], verb, subjects)
        inside = {token.i for token in own}
        beside = [token for token in quotes if token.i in inside and not _is_beyond(token, found[1], inside)]
        return trim([*sentence.tokens.doc[found[0] : found[1]], *beside])
    host = _host(verb, barred)
    if host is not None and "clause" in takes:
        return host
    if entry.words in _ANSWERING and (takes != entry.takes or is_neither(verb)):
        return trim(each for each in own if each.i >= verb.i)
    before = _before_speaker(verb, subjects, sentence) if "clause" in takes else None
    said = any(token.tag_ in _FINITE for token in quotes)
    if quotes and ("clause" in takes or said) and (said or before is None):
        return trim(quotes)
    return before


def _up_to_speaker(end: int, verb: Token, subjects: Subjects) -> int:
    """What is told before ", X said" reaches X over a part without a verb: "... hurt, four of them badly, X said"."""
    first = min((head.left_edge.i for head in subjects.heads), default=0)
    between = verb.doc[end:first] if end < first < verb.i else ()
    joined = between and between[0].text == "," and between[-1].text == ","
    return first - 1 if joined and not any(token.pos_ in {"VERB", "AUX"} for token in between) else end


def is_neither(verb: Token) -> bool:
    """ "Neither confirmed nor denied", "would not confirm or deny", "neither A nor B said": nothing either way."""
    first = verb.head if verb.dep_ == "conj" else verb
    subjects = (inner for child in verb.lefts if child.dep_ == "nsubj" for inner in child.lefts)
    words = {child.lower_ for child in (*first.children, *verb.children, *subjects)}
    if words & {"neither", "nor"}:
        return True
    joined = {first.lemma_.lower(), *(child.lemma_.lower() for child in first.children if child.dep_ == "conj")}
    return {"confirm", "deny"} <= joined and any(child.dep_ == "neg" for child in first.children)


def _quoted_before(verb: Token, subjects: Subjects, sentence: Sentence, quoted: Quotation) -> list[Token]:
    """The quotation that ends right before the cue with its speaker, whole however the parser cut it."""
    at = min([verb.i, *(head.left_edge.i for head in subjects.heads)]) - 1
    doc, found = verb.doc, list[Token]()
    while at >= sentence.tokens.start and quoted.holds(doc[at]):
        found.append(doc[at])
        at -= 1
    return found[::-1]


def _is_beyond(token: Token, end: int, own: set[int]) -> bool:
    """Whether another cue's clause stands between the content and a quoted word."""
    return any(each.pos_ in {"VERB", "AUX"} and each.i not in own for each in token.doc[end : token.i])


def _host(verb: Token, barred: frozenset[int]) -> tuple[int, int] | None:
    """The clause that a parenthetical cue stands in: "The road, the army said, was cut"."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "intj", "dep"} or verb.head.i == verb.i:
        return None
    if verb.lemma_ != "tell" and any(child.dep_ in {"dobj", "attr"} for child in verb.rights):
        return None
    if verb.dep_ in {"advcl", "ccomp"} and not (_is_set_off(verb) or _runs_on(verb)):
        return None
    own = {token.i for token in verb.subtree}
    for rival in verb.head.children:
        if rival.dep_ == "conj" and rival.i > verb.i and find_entry(rival) is not None and _has_subject(rival):
            own |= {token.i for token in rival.subtree}
    return trim(token for token in verb.head.subtree if token.i not in own and token.i not in barred)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} and can_name_speaker(child) for child in verb.children)


def _runs_on(verb: Token) -> bool:
    """Whether "told X" runs into what is told without a comma: "a guard told Reuters he saw two trucks"."""
    if verb.lemma_ not in {"tell", "inform"} or verb.head.i < verb.i:
        return False
    return not any(token.text in {",", ";", ":", "—"} for token in verb.doc[verb.i : verb.head.i])


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
    quoting = subjects.quoting
    told_by = [child.left_edge.i for child in quoting.lefts if child.dep_ == "nsubj"] if quoting is not None else []
    start = min([verb.i, *(head.left_edge.i for head in subjects.heads), *told_by])
    doc = verb.doc
    if start - 1 <= sentence.tokens.start:
        return None
    if doc[start - 1].text not in {",", '"', "”", "'", "’", "—", "–", "-"} and not _lacks_comma(quoting or verb):
        return None
    left = doc[sentence.tokens.start : start]
    ends = all(token.is_punct or token.is_space for token in doc[verb.i + 1 : sentence.tokens.end])
    is_told = any(token.pos_ in {"VERB", "AUX"} for token in left) or (ends and len(left) > _SHORTEST)
    return trim(left) if is_told else None


def _lacks_comma(verb: Token) -> bool:
    """Whether "the source told Y" ends a sentence that lost its comma: joined to the clause before by nothing."""
    joined = any(child.dep_ == "cc" for child in (*verb.head.children, *verb.children))
    if verb.dep_ in {"conj", "parataxis"}:
        return verb.lemma_ in _PLAIN | {"quote", "cite"} and not joined
    is_reduced = verb.dep_ == "relcl" and not any(child.tag_.startswith("W") for child in verb.children)
    return is_reduced and verb.lemma_ in {"say", "tell"} and any(each.tag_ == "VBD" for each in verb.doc[: verb.i])


def own_tokens(verb: Token) -> list[Token]:
    """What hangs on a verb, in order, without coordinated clauses that have a subject or cue of their own.

    One walk from the verb down: the cost is that of its words, however deep they nest.
    """
    kept: list[Token] = []
    waiting = [verb]
    while waiting:
        token = waiting.pop()
        kept.append(token)
        waiting += [child for child in token.children if not _splits_off(child, verb)]
    return sorted(kept, key=lambda each: each.i)


def _splits_off(token: Token, verb: Token) -> bool:
    if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        return _is_joined_to(token, verb)
    return token.dep_ == "advcl" and token.head.i == verb.i and (_is_told_apart(token) or tells_on(token))


def tells_on(verb: Token) -> bool:
    """Whether a cue goes on with the subject of the clause before it: "seized the bridge, saying it was mined"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i < verb.head.i or _has_subject(verb):
        return False
    entry = find_entry(verb)
    return entry is not None and "clause" in entry.takes and any(child.dep_ == "ccomp" for child in verb.rights)


def _is_told_apart(clause: Token) -> bool:
    """A clause of contrast, or one of time that is a telling itself: "two days after it denied that"."""
    marks = {child.lower_ for child in clause.children if child.dep_ == "mark"}
    if marks & {"while", "whereas", "although", "though"}:
        return True
    return bool(marks & {"after", "before", "since", "as"}) and find_entry(clause) is not None


def _is_joined_to(conjunct: Token, verb: Token) -> bool:
    if conjunct.head.i == verb.i:
        return not goes_on_perfect(conjunct, verb)
    if find_entry(conjunct) is None:
        return False
    subject = next((child for child in conjunct.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return coordinated_with(conjunct).i == verb.i
    is_contrast = any(child.lower_ == "but" for child in (*conjunct.children, *conjunct.head.children))
    return is_contrast and can_name_speaker(subject) and subject.pos_ != "PRON"
