"""Corpora for the benchmarks: reports of news length, made anew the same each time (their phrases: phrases.py).

Every third report copies an earlier one: a near copy, a heavy edit, or an excerpt of five sentences.
"""

import os
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from tempfile import TemporaryFile
from typing import TypeAlias, overload

from phrases import load_phrases, write_texts

from marsad.model.reports import Block, BlockKind, DateBasis, Report

SENTENCES, EXCERPTED = 18, 5
KINDS = ("near copy", "heavy edit", "excerpt")
FIRST_DAY = date(2024, 1, 1)
_NEW = {"near copy": 0, "heavy edit": 6, "excerpt": SENTENCES - EXCERPTED}
_FARTHEST = 30_000
_AT_ONCE = 1024
Slice: TypeAlias = "slice[int | None, int | None, int | None]"


def find_source(number: int) -> int | None:
    """The number of the report that one copies; None for two reports in three."""
    return _pick_source(_open(number), number) if name_kind(number) else None


def name_kind(number: int) -> str | None:
    """How a report copies, if it does."""
    return KINDS[number // 3 % 3] if number % 3 == 2 else None


def _open(number: int) -> Random:
    return Random(f"report {number}")


def _pick_source(random: Random, number: int) -> int:
    source = random.randrange(max(0, number - _FARTHEST), number)
    return source - (source % 3 == 2)


def make_texts(numbers: Sequence[int]) -> Iterator[str]:
    """Make texts: paragraphs of two sentences. The same number gives the same text in any company."""
    copies = [number for number in numbers if name_kind(number)]
    randoms = {number: _open(number) for number in copies}
    sources = {number: _pick_source(randoms[number], number) for number in copies}
    originals = write_texts([sources.get(number, number) for number in numbers], SENTENCES)
    new = dict(zip(copies, write_texts(copies, max(_NEW.values()), kind=1) if copies else (), strict=True))
    for number, sentences in zip(numbers, originals, strict=True):
        kind = name_kind(number)
        told = _edit(kind, randoms[number], sentences, new[number][: _NEW[kind]]) if kind else list(sentences)
        yield "\n\n".join(" ".join(told[at : at + 2]) for at in range(0, len(told), 2))


def _edit(kind: str, random: Random, sentences: Sequence[str], new: Sequence[str]) -> list[str]:
    """A near copy cuts up to two sentences from the end and swaps one word in forty; a heavy edit keeps two thirds,
    swaps one word in ten of these and puts six new sentences among them; an excerpt has five sentences in their order
    among thirteen new ones.
    """
    if kind == "near copy":
        return [_swap(random, said, 0.025) for said in sentences[: len(sentences) - random.randrange(3)]]
    if kind == "heavy edit":
        told = [_swap(random, said, 0.1) for said in sentences if random.random() < 0.67]
        for said in new:
            told.insert(random.randrange(len(told) + 1), said)
        return told
    told = list(new)
    chosen, places = (sorted(random.sample(range(SENTENCES), EXCERPTED)) for _ in range(2))
    for place, at in zip(places, chosen, strict=True):
        told.insert(place, sentences[at])
    return told


def _swap(random: Random, sentence: str, share: float) -> str:
    words, pool = sentence.split(" "), load_phrases().words
    for at in range(1, len(words) - 1):
        if random.random() < share:
            words[at] = pool[random.randrange(len(pool))]
    return " ".join(words)


def make_report(number: int, text: str) -> Report:
    """A report as intake gives it, dated, a copy up to a week after its original."""
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(start=start, end=start + len(paragraph), kind=BlockKind.BODY))
        start += len(paragraph) + 2
    return Report(
        id=f"report-{number:016x}",
        key=str(number),
        url=None,
        outlet=f"Paper {number % 499}",
        agency=None,
        author=None,
        title=None,
        published=FIRST_DAY + timedelta(days=number // 5000),
        published_basis=DateBasis.STATED,
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text=text,
        blocks=tuple(blocks),
    )


def make_reports(count: int) -> Iterator[Report]:
    """The first `count` reports, one at a time."""
    return map(make_report, range(count), _make_first(count))


def _make_first(count: int) -> Iterator[str]:
    for first in range(0, count, _AT_ONCE):
        yield from make_texts(range(first, min(first + _AT_ONCE, count)))


class Archive(Sequence[Report]):
    """The first reports in a file of their own, each read from it when it is asked for."""

    def __init__(self, count: int) -> None:
        """Make them."""
        self._file = TemporaryFile()  # noqa: SIM115 - it is open as long as the archive
        self._edges = array("q", [0])
        for text in _make_first(count):
            self._edges.append(self._edges[-1] + self._file.write(text.encode("utf-8")))
        self._file.flush()

    def __len__(self) -> int:
        """How many."""
        return len(self._edges) - 1

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: Slice) -> list[Report]: ...
    def __getitem__(self, at: "int | Slice") -> Report | list[Report]:
        """One report, or some."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at >= len(self):
            raise IndexError(at)
        start, end = self._edges[at], self._edges[at + 1]
        return make_report(at, os.pread(self._file.fileno(), end - start, start).decode("utf-8"))
