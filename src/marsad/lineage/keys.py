"""Bodies: the words of a report that can be reused, folded so that spelling does not hide a copy.

Only body blocks count, and of these only running text: a line that reads like a heading or a button, and a block that
stands twice in one report, are furniture.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.quotes import STOP, find_speech, is_inside, is_signature
from marsad.lineage.shingles import Keys, key_word
from marsad.model.reports import BlockKind, Report, Span

_HEADING_WORDS = 20
_WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
_END = re.compile(r"[.!?…:;,][\"”’')\]»]*$")

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """The reusable words of one report, one array entry per word.

    `spoken` are words of a speaker, `slots` are numbers, `sentences` numbers the sentence that a word stands in.
    """

    report: Report
    starts: Numbers
    ends: Numbers
    keys: Keys
    spoken: NDArray[np.bool_]
    slots: NDArray[np.bool_]
    sentences: Numbers

    def __len__(self) -> int:
        """How many words."""
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        return int(self.starts[first]), int(self.ends[last])


def read_body(report: Report) -> Body:
    """Take the running text of a report's body apart into folded words."""
    spans: list[Span] = []
    spoken: list[bool] = []
    sentences: list[int] = []
    sentence = 0
    for start, end, posted in _running_blocks(report):
        speech = ((start, end),) if posted else find_speech(report.text, start, end)
        stops = [match.end() for match in STOP.finditer(report.text, start, end)]
        words = [match.span() for match in _WORD.finditer(report.text, start, end)]
        spans.extend(words)
        spoken.extend(is_inside(word[0], speech) for word in words)
        sentences.extend(sentence + bisect_right(stops, word[0]) for word in words)
        sentence += len(stops) + 1
    said = [report.text[start:end] for start, end in spans]
    return Body(
        report=report,
        starts=np.array([start for start, _ in spans], dtype=np.int64),
        ends=np.array([end for _, end in spans], dtype=np.int64),
        keys=np.array([key_word(word) for word in said], dtype=np.uint64),
        spoken=np.array(spoken, dtype=np.bool_),
        slots=np.array([word[0].isdigit() for word in said], dtype=np.bool_),
        sentences=np.array(sentences, dtype=np.int64),
    )


def _running_blocks(report: Report) -> Iterator[tuple[int, int, bool]]:
    """Give start, end and whether the block after it signs it as somebody's post."""
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
