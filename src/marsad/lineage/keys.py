"""Bodies: the words of a report that can be reused, folded so that spelling does not hide a copy.

Only body blocks count, and of these only running text: a line that reads like a heading or a button, and a block that
stands twice in one report, are furniture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.quotes import find_speech, is_signature
from marsad.lineage.shingles import Keys, key_words
from marsad.model.reports import BlockKind, Report, Span

_HEADING_WORDS = 20
_WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
_END = re.compile(r"[.!?…:;,][\"”’')\]»]*$")

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """The reusable words of one report, one array entry per word.

    `spoken` are words of a speaker, `slots` are numbers.
    """

    report: Report
    starts: Numbers
    ends: Numbers
    keys: Keys
    spoken: NDArray[np.bool_]
    slots: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many words."""
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        return int(self.starts[first]), int(self.ends[last])


def read_keys(report: Report) -> Keys:
    """Hash the words of a report's body, folded: the same as its body's, and nothing else of it."""
    words: list[str] = []
    for start, end, _ in list_running(report):
        words.extend(_WORD.findall(report.text, start, end))
    return key_words(words)


def read_body(report: Report) -> Body:
    """Take the running text of a report's body apart into folded words."""
    spans: list[Span] = []
    speech: list[Span] = []
    for start, end, posted in list_running(report):
        spans.extend([match.span() for match in _WORD.finditer(report.text, start, end)])
        speech.extend(((start, end),) if posted else find_speech(report.text, start, end))
    text = report.text
    places = np.array(spans, dtype=np.int32).reshape(-1, 2)
    return Body(
        report=report,
        starts=places[:, 0],
        ends=places[:, 1],
        keys=key_words([text[start:end] for start, end in spans]),
        spoken=_mark(places[:, 0], speech),
        slots=np.array([text[start].isdigit() for start, _ in spans], dtype=np.bool_),
    )


def _mark(starts: Numbers, spans: list[Span]) -> NDArray[np.bool_]:
    """Tell which starts lie inside any of the spans."""
    inside = np.zeros(len(starts), dtype=np.bool_)
    for start, end in spans:
        first, last = np.searchsorted(starts, (start, end))
        inside[first:last] = True
    return inside


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
