"""Changes: what one report made of another: sentences added, dropped, moved; words swapped, figures changed."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from marsad.lineage.keys import Body, list_starts, read_body, read_running
from marsad.lineage.passages import tile_runs
from marsad.lineage.quotes import STOP
from marsad.lineage.runs import find_runs
from marsad.lineage.swaps import Swap, find_swaps
from marsad.model.reports import Report, Span

_ALIKE = 0.5


class Fate(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One sentence of the left report, the right one or both, as spans of their texts; `moved` where it stands
    elsewhere among the sentences that both have.
    """

    fate: Fate
    moved: bool
    left: Span | None
    right: Span | None
    swaps: tuple[Swap, ...]


def compare_reports(left: Report, right: Report) -> tuple[Change, ...]:
    """Compare the running text of two reports, in the order of the right one; what was dropped stands where it was.

    Two sentences are one if half of the words of the shorter one stand alike in both, in runs of three words and more;
    each sentence is matched once, best first.
    """
    bodies = read_body(left), read_body(right)
    sentences = _cut_sentences(left), _cut_sentences(right)
    matches = _match(bodies, sentences)
    kept = _keep_order(sorted(matches.items()))
    texts = left.text, right.text
    taken = set(matches.values())
    told = [
        *(_pair(texts, sentences[0][one], sentences[1][other], one not in kept) for one, other in matches.items()),
        *(_lone(Fate.ADDED, span) for at, span in enumerate(sentences[1]) if at not in taken),
    ]
    told.sort(key=lambda change: change.right or (0, 0))
    return _insert_dropped(told, sentences[0], set(matches), {sentences[0][one] for one in kept})


def _cut_sentences(report: Report) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, _ in read_running(report).blocks:
        stops = [_after_mark(report.text, stop.start(), stop.end()) for stop in STOP.finditer(report.text, start, end)]
        spans.extend(_trim(report.text, *edge) for edge in pairwise((start, *stops, end)))
    return tuple(span for span in spans if span[0] < span[1])


def _after_mark(text: str, start: int, end: int) -> int:
    """Where the white space begins between two sentences: quotation marks before it close, those after it open."""
    return next((at for at in range(start, end) if text[at].isspace()), end)


def _trim(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip()))


def _match(bodies: tuple[Body, Body], sentences: tuple[Sequence[Span], Sequence[Span]]) -> dict[int, int]:
    """Match sentences, the most like words first; ties go to the earlier ones."""
    homes = [_home_words(body, spans) for body, spans in zip(bodies, sentences, strict=True)]
    sizes = [Counter(home) for home in homes]
    votes: Counter[tuple[int, int]] = Counter()
    left, right = bodies
    (runs,) = find_runs([(left.keys, right.keys)])
    for at, other, size in tile_runs(runs, len(left), len(right)):
        for step in range(size):
            votes[homes[0][at + step], homes[1][other + step]] += 1
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        enough = count >= _ALIKE * min(sizes[0][one], sizes[1][other])
        if enough and one not in found and other not in taken and one >= 0 and other >= 0:
            found[one] = other
            taken.add(other)
    return found


def _home_words(body: Body, spans: Sequence[Span]) -> list[int]:
    """The number of the sentence that each word stands in; -1 for none."""
    starts = [start for start, _ in spans]
    words = list_starts(body.running, body.words).tolist()
    homes = [bisect_right(starts, at) - 1 for at in words]
    return [home if home >= 0 and at < spans[home][1] else -1 for home, at in zip(homes, words, strict=True)]


def _keep_order(matches: Sequence[tuple[int, int]]) -> set[int]:
    """The left ends of the longest row of matches that stand in the same order in both; the others have moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, other) in enumerate(matches):
        place = bisect_left(tails, other)
        tails[place : place + 1] = [other]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else -1)
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(matches[at][0])
        at = before[at]
    return kept


def _pair(texts: tuple[str, str], left: Span, right: Span, moved: bool) -> Change:
    swaps = find_swaps(texts, left, right)
    return Change(fate=Fate.CHANGED if swaps else Fate.SAME, moved=moved, left=left, right=right, swaps=swaps)


def _lone(fate: Fate, span: Span) -> Change:
    dropped = fate is Fate.DROPPED
    return Change(fate=fate, moved=False, left=span if dropped else None, right=None if dropped else span, swaps=())


def _insert_dropped(
    rows: Sequence[Change], sentences: Sequence[Span], matched: set[int], kept: set[Span]
) -> tuple[Change, ...]:
    """Put each dropped sentence behind the kept one that stood before it."""
    after: dict[Span | None, list[Change]] = {}
    last: Span | None = None
    for at, span in enumerate(sentences):
        if at not in matched:
            after.setdefault(last, []).append(_lone(Fate.DROPPED, span))
        elif span in kept:
            last = span
    told = list(after.get(None, ()))
    for row in rows:
        told.append(row)
        if row.left in kept:
            told.extend(after.get(row.left, ()))
    return tuple(told)
