"""Bodies: the words of a report that can be reused, folded so that spelling does not hide a copy.

Only body blocks count, and of these only running text: a line that reads like a heading or a button, and a block that
stands twice in one report, are furniture.
"""

import re
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.quotes import find_speech, is_signature, may_speak
from marsad.lineage.shingles import NUMBER, Keys, Shingles, key_words, make_shingles
from marsad.lineage.words import Numbers, find_words, list_words
from marsad.model.reports import BlockKind, Report, Span

_HEADING_WORDS = 20
_TRIGRAM = 3
_END = re.compile(r"[.!?…:;,][\"”’')\]»]*$")


class Body:
    """The reusable words of one report, one array entry per word; what is seldom asked for is found when it is."""

    def __init__(self, report: Report, keys: Keys | None = None) -> None:
        """Take a report's running text; `keys` are its words' keys where they were read before."""
        self.report = report
        self.keys = read_keys(report) if keys is None else keys

    def __len__(self) -> int:
        """How many words."""
        return len(self.keys)

    @cached_property
    def running(self) -> tuple[tuple[int, int, bool], ...]:
        """The blocks of running text, as list_running gives them."""
        return tuple(list_running(self.report))

    @cached_property
    def spans(self) -> tuple[Numbers, Numbers]:
        """Where each word starts and ends in the report's text."""
        return find_words(self.report.text, [(start, end) for start, end, _ in self.running])

    @cached_property
    def spoken(self) -> NDArray[np.bool_] | None:
        """Which words are a speaker's; None if none."""
        if not any(posted for *_, posted in self.running) and not may_speak(self.report.text):
            return None
        starts, _ = self.spans
        speech: list[Span] = []
        for start, end, posted in self.running:
            speech.extend(((start, end),) if posted else find_speech(self.report.text, start, end))
        inside = np.zeros(len(starts), dtype=np.bool_)
        for start, end in speech:
            first, last = np.searchsorted(starts, (start, end))
            inside[first:last] = True
        return inside if inside.any() else None

    @cached_property
    def slots(self) -> NDArray[np.bool_]:
        """Which words are numbers."""
        return (self.keys & NUMBER) > 0

    @cached_property
    def trigrams(self) -> tuple[Shingles, NDArray[np.int64]]:
        """The hashes of each run of three words, sorted, and the word at which each starts."""
        hashes = make_shingles(self.keys, _TRIGRAM)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], order

    def forget(self) -> None:
        """Forget everything but the keys, to be found again when it is asked for."""
        for name in ("running", "spans", "spoken", "slots", "trigrams"):
            self.__dict__.pop(name, None)

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        starts, ends = self.spans
        return int(starts[first]), int(ends[last])


def read_keys(report: Report) -> Keys:
    """Hash the words of a report's running text, folded; shape (words,)."""
    return key_words(list_words("\n".join(report.text[start:end] for start, end, _ in list_running(report))))


def list_running(report: Report) -> Iterator[tuple[int, int, bool]]:
    """Give each block of running text: start, end and whether the block after it signs it as somebody's post."""
    seen: set[str] = set()
    said = [report.text[block.start : block.end].strip() for block in report.blocks]
    for block, ours, after in zip(report.blocks, said, (*said, "")[1:], strict=True):
        if block.kind is not BlockKind.BODY or ours in seen:
            continue
        seen.add(ours)
        if after[:1].islower() or not _is_heading(ours):
            yield block.start, block.end, is_signature(after)


def _is_heading(said: str) -> bool:
    return not _END.search(said[-8:]) and len(said.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
