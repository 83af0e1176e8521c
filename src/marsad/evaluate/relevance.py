"""Relevance: which share of conflict reports the gate keeps, and how much of other news, beside counting words.

Recall is the share of conflict reports that pass, `others` the share of other reports that pass (lower is better),
precision that of conflict among what passes, in the mixture that the sets happen to have.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from marsad.evaluate.relevance_sets import Sample, read_samples
from marsad.evaluate.scores import Scores
from marsad.intake.relevance import split_words, weigh
from marsad.lexicon.conflict import list_conflict_words

_WORDS = 3
_PLAIN_RECALL = 0.98
"""What the plain method by share of words keeps of the part to develop on."""


def score_relevance(bench: Path) -> Scores:
    """Score the gate on both parts of the sets in a folder. Raises InputError where a set is missing."""
    samples, data = read_samples(bench)
    started = time.process_time()
    passed = [weigh(sample.text).passes for sample in samples]
    taken = time.process_time() - started
    known = frozenset(word.encode() for word in list_conflict_words())
    held = [sum(word in known for word in split_words(sample.text)) for sample in samples]
    shares = [count / max(len(split_words(sample.text)), 1) for count, sample in zip(held, samples, strict=True)]
    developed = sorted(share for share, s in zip(shares, samples, strict=True) if s.of_conflict and not s.test)
    least = developed[int(len(developed) * (1 - _PLAIN_RECALL))] if developed else 0.0
    baselines = {
        f"{_WORDS} words of conflict": _compare(samples, [count >= _WORDS for count in held]),
        f"{least:.1%} words of conflict": _compare(samples, [share >= least for share in shares]),
    }
    speed = f"{len(samples) / taken:,.0f} texts a second on one core ({_mean_length(samples):,.0f} characters each)"
    return Scores(
        stage="relevance",
        data=data,
        figures=_compare(samples, passed),
        baselines=baselines,
        notes=(*_list_sets(samples, passed), speed),
    )


def _mean_length(samples: Sequence[Sample]) -> float:
    return sum(len(sample.text) for sample in samples) / len(samples)


def _compare(samples: Sequence[Sample], passed: Sequence[bool]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for part, test in (("dev", False), ("test", True)):
        rows = [(s.of_conflict, p) for s, p in zip(samples, passed, strict=True) if s.test == test]
        figures[f"{part}_recall"] = _share([p for of_conflict, p in rows if of_conflict])
        figures[f"{part}_others"] = _share([p for of_conflict, p in rows if not of_conflict])
        figures[f"{part}_precision"] = _share([of_conflict for of_conflict, p in rows if p])
    return figures


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0


def _list_sets(samples: Sequence[Sample], passed: Sequence[bool]) -> tuple[str, ...]:
    """What passed of each set, a line each."""
    lines = []
    for test, source, of_conflict in dict.fromkeys((s.test, s.source, s.of_conflict) for s in samples):
        rows = [
            p
            for s, p in zip(samples, passed, strict=True)
            if (s.test, s.source, s.of_conflict) == (test, source, of_conflict)
        ]
        part, kind = "test" if test else "dev", "conflict" if of_conflict else "other"
        lines.append(f"{part}, {source}, {kind}: {sum(rows)} of {len(rows)} pass")
    return tuple(lines)
