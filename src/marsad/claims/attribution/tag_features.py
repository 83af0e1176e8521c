"""What the tagger of attributions sees of a word: its place in the parse, the rules' reading, no open-class words."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from marsad.claims.attribution.reach import find_entry
from marsad.lexicon.cues import find_role

_CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "PUNCT"})
_PLAIN = frozenset({"say", "tell"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_FARTHEST = 6
_AROUND = (-2, -1, 0, 1, 2)


def describe(doc: Doc, quoted: Sequence[bool], read: Sequence[str]) -> list[list[str]]:
    """The features of each token; `quoted` says which stand in quotation marks, `read` how the rules took each."""
    words = [_describe_word(token) for token in doc]
    cues = [_name_cue(token) for token in doc]
    bounds = {token.i: sent for sent in doc.sents for token in sent}
    whole = {sent.start: _describe_sentence(sent.start, sent.end, quoted, read, cues) for sent in doc.sents}
    found: list[list[str]] = []
    for token in doc:
        sent = bounds[token.i]
        features = ["b", *_describe_place(token, cues), *whole[sent.start]]
        for step in _AROUND:
            at = token.i + step
            if 0 <= at < len(doc):
                features += [f"{step}{word}" for word in words[at]]
                features += [f"{step}q{quoted[at]:d}", f"{step}r{read[at]}", f"{step}c{cues[at]}"]
        features.append(f"q{quoted[token.i]:d}r{read[token.i]}{features[1]}")
        features.append(f"r{read[token.i]}{words[token.i][0]}")
        features.append(f"f{min(token.i - sent.start, 4)}")
        features.append(f"e{min(sent.end - token.i, 4)}")
        found.append(features)
    return found


def _describe_word(token: Token) -> list[str]:
    role = find_role(token.text, token.lemma_) if token.pos_ in {"NOUN", "PROPN"} else None
    shape = "A" if token.is_upper else "Aa" if token.text[:1].isupper() else "a"
    return [
        f"t{token.tag_}",
        f"d{token.dep_}",
        f"w{token.lower_ if token.pos_ in _CLOSED else ''}",
        f"s{role.sense if role else ''}{token.ent_type_}{shape}",
    ]


def _name_cue(token: Token) -> str:
    """The class of a cue in our table, "say" and "tell" by name; empty for other words."""
    if token.lower_ == "according":
        return "according"
    entry = find_entry(token) if token.pos_ in {"VERB", "AUX"} else None
    if entry is None:
        return ""
    if entry.words in _PLAIN:
        return entry.words
    return f"{'+'.join(sorted(entry.takes)[:3])}.{entry.subject}.{entry.hedge:d}"


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
