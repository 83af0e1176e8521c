"""Plain methods that the stages are measured against: containment of word 5-grams, TF-IDF with single linkage."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from marsad.model.reports import Span

_WORD = re.compile(r"\w+")
_GRAM = 5


def list_words(text: str) -> list[tuple[str, Span]]:
    """Lower-case words with their spans."""
    return [(match.group().lower(), match.span()) for match in _WORD.finditer(text)]


def measure_containment(left: str, right: str) -> float:
    """The share of the smaller text's word 5-grams that stand in the other."""
    ours, theirs = (
        {tuple(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)}
        for words in ([word for word, _ in list_words(text)] for text in (left, right))
    )
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def link_single(texts: Sequence[str], least: Sequence[float]) -> list[list[list[int]]]:
    """Single linkage over TF-IDF cosines, its IDF from the texts themselves; the groups for each threshold."""
    counts = [Counter(word for word, _ in list_words(text)) for text in texts]
    held = Counter(word for count in counts for word in count)
    vectors = [{word: (1 + log(n)) * log(len(texts) / held[word]) for word, n in count.items()} for count in counts]
    lengths = [sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    edges = []
    for first, vector in enumerate(vectors):
        for second in range(first + 1, len(vectors)):
            smaller, larger = sorted((vector, vectors[second]), key=len)
            total = sum(weight * larger[word] for word, weight in smaller.items() if word in larger)
            edges.append((total / (lengths[first] * lengths[second]), first, second))
    return [_group(len(texts), [(one, two) for close, one, two in edges if close >= edge]) for edge in least]


def _group(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    homes = {member: [member] for member in range(count)}
    for one, other in pairs:
        ours, theirs = homes[one], homes[other]
        if ours is not theirs:
            ours.extend(theirs)
            homes.update(dict.fromkeys(theirs, ours))
    return [list(group) for group in {id(group): group for group in homes.values()}.values()]
