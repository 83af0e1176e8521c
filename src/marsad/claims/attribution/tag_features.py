"""What the tagger of attributions sees of a word: its place in the parse, the rules' reading, no open-class words."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from marsad.claims.attribution.reach import find_entry
from marsad.lexicon.cues import find_role

_CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "PUNCT"})
_PLAIN = frozenset({"say", "tell"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_FARTHEST = 6


def describe(doc: Doc, quoted: Sequence[bool], read: Sequence[str]) -> list[list[str]]:
    """The features of each token; `quoted` says which stand in quotation marks, `read` how the rules took each."""
    cues = [name_cue(token) for token in doc]
    found: list[list[str]] = []
    for number, sent in enumerate(doc.sents):
        whole = [*_describe_sentence(sent.start, sent.end, quoted, read, cues), f"S{min(number, 2)}"]
        for token in sent:
            edges = [f"f{min(token.i - sent.start, 4)}", f"e{min(sent.end - token.i, 4)}"]
            place = _describe_place(token, cues)
            found.append([*_describe_word(token, cues, quoted, read), *place, *whole, *edges])
    return found


def name_cue(token: Token) -> str:
    """The class of a cue in our table, "say" and "tell" by name; empty for other words."""
    if token.lower_ == "according":
        return "according"
    entry = find_entry(token) if token.pos_ in {"VERB", "AUX"} else None
    if entry is None:
        return ""
    if entry.words in _PLAIN:
        return entry.words
    return f"{'+'.join(sorted(entry.takes)[:3])}.{entry.subject}.{entry.hedge:d}"


def _describe_word(token: Token, cues: Sequence[str], quoted: Sequence[bool], read: Sequence[str]) -> list[str]:
    at, tag, dep, head = token.i, token.tag_, token.dep_, token.head
    role = find_role(token.text, token.lemma_) if token.pos_ in {"NOUN", "PROPN"} else None
    word = token.lower_ if token.pos_ in _CLOSED else ""
    marks = "".join("01"[quoted[near]] if 0 <= near < len(quoted) else "-" for near in (at - 1, at, at + 1))
    return [
        f"t{tag}",
        f"d{dep}",
        f"w{word}",
        f"s{role.sense if role else ''}",
        f"x{token.ent_type_}{token.ent_iob_}",
        f"a{token.is_upper:d}{token.text[:1].isupper():d}",
        f"c{cues[at]}",
        f"q{marks}",
        f"r{read[at]}",
        f"qr{marks[1]}{read[at]}.{dep}",
        f"rt{read[at]}.{tag}",
        f"dh{dep}.{head.tag_}",
        f"dc{dep}.{cues[head.i]}",
        f"wd{word}.{dep}.{head.tag_}",
    ]


def _describe_place(token: Token, cues: Sequence[str]) -> list[str]:
    """The way up to the nearest cue, the branch of that cue that the word is in, and its head."""
    path: list[str] = []
    node = token
    while not (cues[node.i] and node is not token) and len(path) < _FARTHEST and node.head.i != node.i:
        path.append(node.dep_)
        below, node = node, node.head
        if cues[node.i]:
            side = "<" if below.i < node.i else ">"
            has_subject = any(child.dep_ in _SUBJECTS for child in node.children)
            branch = f"{below.dep_}{side}{node.tag_}{has_subject:d}"
            return [
                f"k{branch}",
                f"n{branch}.{cues[node.i]}",
                f"p{'/'.join(path[-3:])}.{min(len(path), 4)}",
                f"g{token.tag_}.{token.head.tag_}.{cues[token.head.i]}",
            ]
    own = [child for child in token.children if child.dep_ in _SUBJECTS]
    sides = "".join(sorted({"<" if child.i < token.i else ">" for child in own}))
    clause = any(child.dep_ == "ccomp" for child in token.children)
    return [
        f"k-{sides}{clause:d}",
        f"n{cues[token.i]}.{token.dep_}.{sides}{clause:d}",
        f"g{token.tag_}.{token.head.tag_}",
    ]


def _describe_sentence(
    start: int, end: int, quoted: Sequence[bool], read: Sequence[str], cues: Sequence[str]
) -> list[str]:
    """How much of a sentence is quoted and told by the rules, and whether it has a cue."""
    size = max(end - start, 1)
    share = round(4 * sum(quoted[start:end]) / size)
    told = round(4 * sum(bool(each) for each in read[start:end]) / size)
    has_cue = any(cues[start:end])
    return [f"Q{share}.{told}.{has_cue:d}", f"T{told}.{has_cue:d}"]
