"""Plain methods that the stages are measured against: containment of word 5-grams, TF-IDF with linkage."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

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


def measure_cosines(texts: Sequence[str]) -> NDArray[np.float64]:
    """TF-IDF cosines of all pairs, the IDF from the texts themselves; shape (texts, texts)."""
    counts = [Counter(word for word, _ in list_words(text)) for text in texts]
    held = Counter(word for count in counts for word in count)
    places = {word: at for at, word in enumerate(held)}
    table = np.zeros((len(texts), len(held)))
    for row, count in enumerate(counts):
        for word, number in count.items():
            table[row, places[word]] = (1 + log(number)) * log(len(texts) / held[word])
    table /= np.maximum(np.sqrt((table * table).sum(axis=1, keepdims=True)), 1e-12)
    cosines: NDArray[np.float64] = table @ table.T
    return cosines


def link_single(cosines: NDArray[np.float64], least: Sequence[float]) -> list[list[list[int]]]:
    """Single linkage: the groups for each threshold."""
    ones, others = np.nonzero(np.triu(cosines >= min(least), 1))
    pairs = list(zip(ones.tolist(), others.tolist(), strict=True))
    return [_group(len(cosines), [pair for pair in pairs if cosines[pair] >= edge]) for edge in least]


def link_average(cosines: NDArray[np.float64], least: Sequence[float]) -> list[list[list[int]]]:
    """Average linkage: the groups for each threshold."""
    close, sizes = cosines.copy(), np.ones(len(cosines))
    np.fill_diagonal(close, -1.0)
    joins: list[tuple[float, tuple[int, int]]] = []
    for _ in range(len(cosines) - 1):
        one, other = divmod(int(close.argmax()), len(close))
        joins.append((float(close[one, other]), (one, other)))
        merged = (sizes[one] * close[one] + sizes[other] * close[other]) / (sizes[one] + sizes[other])
        sizes[one] += sizes[other]
        close[one, :] = close[:, one] = merged
        close[other, :] = close[:, other] = -1.0
        close[one, one] = -1.0
        gone = close[:, one] < 0
        close[one, gone] = close[gone, one] = -1.0
    return [_group(len(cosines), [pair for height, pair in joins if height >= edge]) for edge in least]


def _group(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    homes = {member: [member] for member in range(count)}
    for one, other in pairs:
        ours, theirs = homes[one], homes[other]
        if ours is not theirs:
            ours.extend(theirs)
            homes.update(dict.fromkeys(theirs, ours))
    return [list(group) for group in {id(group): group for group in homes.values()}.values()]
