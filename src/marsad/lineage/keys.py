"""Bodies: the words of a report that can be reused, folded so that spelling does not hide a copy.

Only body blocks count, and of these only running text: a line that reads like a heading or a button, and a block that
stands twice in one report, are furniture.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.quotes import find_speech, is_signature, may_speak
from marsad.lineage.wordkeys import NUMBER, Keys, WordKeys, Words
from marsad.lineage.words import Numbers
from marsad.model.reports import BlockKind, Report, Span

_BODY = BlockKind.BODY
_HEADING_WORDS = 20
_STOPS, _DASHES = tuple(".!?…:;,"), tuple("—–-")
_END = re.compile(r"[.!?…:;,][\"”’')\]»]*$")
_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Running:
    """The running text of a report, block by block: start, end and whether the block after it signs it as a post."""

    blocks: tuple[tuple[int, int, bool], ...]
    text: str

    def list_begins(self) -> tuple[int, ...]:
        """Where each block begins in the text of all."""
        return (0, *accumulate(end - start + 1 for start, end, _ in self.blocks))[: len(self.blocks)]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The reusable words of one report, one array entry per word.

    `begins` are where the blocks begin in the running text; `slots` says of each word whether it is a number, 1 or 0;
    `spoken` which words are a speaker's, None if none are.
    """

    report: Report
    running: Running
    begins: tuple[int, ...]
    words: Words
    slots: bytes
    spoken: NDArray[np.bool_] | None

    def __len__(self) -> int:
        """How many words."""
        return len(self.words.keys)

    @property
    def keys(self) -> Keys:
        """The key of each word."""
        return self.words.keys

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        return self._place(self.words.starts.item(first)), self._place(self.words.ends.item(last) - 1) + 1

    def _place(self, at: int) -> int:
        """Where a character of the running text stands in the report's text."""
        block = bisect_right(self.begins, at) - 1
        return self.running.blocks[block][0] + at - self.begins[block]


def list_starts(running: Running, words: Words) -> Numbers:
    """Where each word starts in the report's text."""
    begins = running.list_begins()
    counts = np.diff(np.searchsorted(words.starts, begins), append=len(words.starts))
    shifts = [block[0] - begin for block, begin in zip(running.blocks, begins, strict=True)]
    return words.starts + np.repeat(np.array(shifts, dtype=np.int64), counts)


def _find_spoken(report: Report, running: Running, words: Words) -> NDArray[np.bool_] | None:
    blocks = running.blocks
    if not may_speak(running.text) and not any(posted for *_, posted in blocks):
        return None
    starts = list_starts(running, words)
    inside = np.zeros(len(starts), dtype=np.bool_)
    for start, end, posted in blocks:
        for span in ((start, end),) if posted else find_speech(report.text, start, end):
            first, last = np.searchsorted(starts, span)
            inside[first:last] = True
    return inside if inside.any() else None


def read_body(report: Report) -> Body:
    """Read the words of one report."""
    return next(read_bodies([report]))


def read_bodies(reports: Iterable[Report], known: WordKeys | None = None) -> Iterator[Body]:
    """Read the words of reports; `known` knows those met before."""
    known, stream = known or WordKeys(), iter(reports)
    while batch := list(islice(stream, _AT_ONCE)):
        running = [read_running(report) for report in batch]
        read = known.read_placed(said.text for said in running)
        for report, said, words in zip(batch, running, read, strict=True):
            slots = (words.keys & NUMBER).astype(np.uint8).tobytes()
            yield Body(report, said, said.list_begins(), words, slots, _find_spoken(report, said, words))


def read_keys(reports: Iterable[Report], known: WordKeys | None = None) -> Iterator[Keys]:
    """Read the keys of the words of reports and nothing else."""
    return (known or WordKeys()).read(read_running(report).text for report in reports)


def read_running(report: Report) -> Running:
    """Take the body blocks that read like text, each where it stands first."""
    text = report.text
    said = [text[block.start : block.end].strip() for block in report.blocks]
    seen: set[str] = set()
    blocks: list[tuple[int, int, bool]] = []
    texts: list[str] = []
    for block, ours, after in zip(report.blocks, said, (*said, "")[1:], strict=True):
        if block.kind is not _BODY or ours in seen:
            continue
        seen.add(ours)
        if ours.endswith(_STOPS) or after[:1].islower() or not _is_heading(ours):
            blocks.append((block.start, block.end, after.startswith(_DASHES) and is_signature(after)))
            texts.append(text[block.start : block.end])
    return Running(tuple(blocks), "\n".join(texts))


def _is_heading(said: str) -> bool:
    return not _END.search(said[-8:]) and len(said.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
