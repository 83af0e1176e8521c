"""Bodies: the words of a report that can be reused, folded so that spelling does not hide a copy.

Only body blocks count, and of these only running text: a line that reads like a heading or a button, and a block that
stands twice in one report, are furniture.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.quotes import find_speech, is_signature, may_speak
from marsad.lineage.wordkeys import NUMBER, Keys, WordKeys, Words
from marsad.lineage.words import Numbers, find_words, list_codes
from marsad.model.reports import BlockKind, Report, Span

_HEADING_WORDS = 20
_STOPS, _DASHES = tuple(".!?…:;,"), tuple("—–-")
_END = re.compile(r"[.!?…:;,][\"”’')\]»]*$")
_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Running:
    """The running text of a report, block by block: start, end and whether the block after it signs it as a post."""

    blocks: tuple[tuple[int, int, bool], ...]
    text: str


class Body:
    """The reusable words of one report, one array entry per word; what is seldom asked for is found when it is."""

    def __init__(self, report: Report, running: Running, words: Words) -> None:
        """Take a report with its running text and the words of that."""
        self.report = report
        self.keys = words.keys
        self.running, self.places = running, (words.starts - words.begin, words.ends - words.begin)

    def __len__(self) -> int:
        """How many words."""
        return len(self.keys)

    @cached_property
    def running(self) -> Running:
        """The running text."""
        return read_running(self.report)

    @cached_property
    def places(self) -> tuple[Numbers, Numbers]:
        """Where each word starts and ends in the running text."""
        return find_words(list_codes(self.running.text))

    @cached_property
    def starts(self) -> Numbers:
        """Where each word starts in the report's text."""
        starts, _ = self.places
        counts = np.diff(np.searchsorted(starts, self.begins), append=len(starts))
        shifts = [block[0] - begin for block, begin in zip(self.running.blocks, self.begins, strict=True)]
        return starts + np.repeat(np.array(shifts, dtype=np.int64), counts)

    @cached_property
    def begins(self) -> list[int]:
        """Where each block starts in the running text."""
        sizes = [end - start + 1 for start, end, _ in self.running.blocks]
        return list(accumulate(sizes[:-1], initial=0)) if sizes else []

    @cached_property
    def spoken(self) -> NDArray[np.bool_] | None:
        """Which words are a speaker's; None if none."""
        blocks = self.running.blocks
        if not any(posted for *_, posted in blocks) and not may_speak(self.running.text):
            return None
        starts = self.starts
        speech: list[Span] = []
        for start, end, posted in blocks:
            speech.extend(((start, end),) if posted else find_speech(self.report.text, start, end))
        inside = np.zeros(len(starts), dtype=np.bool_)
        for start, end in speech:
            first, last = np.searchsorted(starts, (start, end))
            inside[first:last] = True
        return inside if inside.any() else None

    @cached_property
    def slots(self) -> bytes:
        """Which words are numbers, 1 or 0 for each."""
        return (self.keys & NUMBER).astype(np.uint8).tobytes()

    def forget(self) -> None:
        """Forget everything but the keys, to be found again when it is asked for."""
        for name in ("running", "places", "starts", "begins", "spoken", "slots"):
            self.__dict__.pop(name, None)

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        starts, ends = self.places
        return self._place(int(starts[first])), self._place(int(ends[last]) - 1) + 1

    def _place(self, at: int) -> int:
        """Where a character of the running text stands in the report's text."""
        block = bisect_right(self.begins, at) - 1
        return self.running.blocks[block][0] + at - self.begins[block]


def read_body(report: Report) -> Body:
    """Read the words of one report."""
    return next(read_bodies([report]))


def read_bodies(reports: Iterable[Report], words: WordKeys | None = None) -> Iterator[Body]:
    """Read the words of reports; `words` knows those met before."""
    for report, running, read in _read(reports, words or WordKeys()):
        yield Body(report, running, read)


def read_keys(reports: Iterable[Report], words: WordKeys | None = None) -> Iterator[Keys]:
    """Read the keys of the words of reports and nothing else."""
    return (read.keys for *_, read in _read(reports, words or WordKeys()))


def _read(reports: Iterable[Report], words: WordKeys) -> Iterator[tuple[Report, Running, Words]]:
    stream = iter(reports)
    while batch := list(islice(stream, _AT_ONCE)):
        running = [read_running(report) for report in batch]
        yield from zip(batch, running, words.read([said.text for said in running]), strict=True)


def read_running(report: Report) -> Running:
    """Take the body blocks that read like text, each where it stands first."""
    parts = [report.text[block.start : block.end] for block in report.blocks]
    said = [part.strip() for part in parts]
    seen: set[str] = set()
    blocks: list[tuple[int, int, bool]] = []
    texts: list[str] = []
    for block, part, ours, after in zip(report.blocks, parts, said, (*said, "")[1:], strict=True):
        if block.kind is not BlockKind.BODY or ours in seen:
            continue
        seen.add(ours)
        if ours.endswith(_STOPS) or after[:1].islower() or not _is_heading(ours):
            blocks.append((block.start, block.end, after.startswith(_DASHES) and is_signature(after)))
            texts.append(part)
    return Running(tuple(blocks), "\n".join(texts))


def _is_heading(said: str) -> bool:
    return not _END.search(said[-8:]) and len(said.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
