"""Copies: labelled pairs of reports (`pairs.jsonl`, `texts.jsonl`), beside containment of 5-grams and difflib."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate.plain import list_words, measure_containment
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.intake import read_paths
from marsad.lineage.keys import Body, read_body
from marsad.lineage.pairs import find_pairs
from marsad.lineage.relations import Reuse, judge_reuse
from marsad.model.reports import Span

LABELS = ("none", "excerpt", "rewrite", "verbatim")
_STEPS = tuple(step / 50 for step in range(1, 50))
_LEAST_BLOCK = 5

Passages = Sequence[tuple[Span, Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A labelled pair: the two bodies, the label, and the marked passages in the texts' own offsets, if marked."""

    left: Body
    right: Body
    texts: tuple[str, str]
    label: str
    passages: Passages | None


def score_copies(folder: Path) -> Scores:
    """Score reuse or not (F1), the four labels (macro-F1) and the marked passages (F1 over characters).

    The baselines get the thresholds that suit these pairs best.
    """
    files = (folder / "pairs.jsonl", folder / "texts.jsonl")
    pairs = tuple(_read_pairs(*files))
    judged = [_judge(pair) for pair in pairs]
    gold = [pair.label for pair in pairs]
    found = [str(reuse.relation) if reuse else "none" for reuse in judged]
    marked = [(pair, reuse) for pair, reuse in zip(pairs, judged, strict=True) if pair.passages]
    figures = {
        "reuse_f1": score_reuse(gold, found),
        "label_macro_f1": score_labels(gold, found),
        "passage_f1": _score_passages([(pair, _locate(pair, reuse)) for pair, reuse in marked]),
    }
    shares = [measure_containment(*pair.texts) for pair in pairs]
    baselines = {
        "5-gram containment": {
            "reuse_f1": max(score_reuse(gold, ["none" if s < step else "verbatim" for s in shares]) for step in _STEPS),
            "label_macro_f1": _best_labels(gold, shares),
        },
        "difflib": {"passage_f1": _score_passages([(pair, _match_plainly(pair)) for pair, _ in marked])},
    }
    return Scores(stage="copies", data=hash_files(files), figures=figures, baselines=baselines)


def score_reuse(gold: Sequence[str], found: Sequence[str]) -> float:
    """F1 of any reuse against none."""
    true = sum(one != "none" != other for one, other in zip(gold, found, strict=True))
    return score_f1(true, sum(label != "none" for label in found), sum(label != "none" for label in gold))


def score_labels(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean over the four labels of each one's F1."""
    return sum(
        score_f1(
            sum(one == other == label for one, other in zip(gold, found, strict=True)),
            found.count(label),
            gold.count(label),
        )
        for label in LABELS
    ) / len(LABELS)


def _read_pairs(pairs: Path, texts: Path) -> Iterator[Pair]:
    if not pairs.is_file() or not texts.is_file():
        raise InputError(f"{pairs.parent}: no pairs.jsonl and texts.jsonl there", "Name a folder that holds both.")
    said = {row["id"]: row["text"] for row in map(json.loads, texts.read_text("utf-8").splitlines())}
    bodies = {report.key: read_body(report) for report in read_paths([str(texts)]).reports}
    for row in map(json.loads, pairs.read_text("utf-8").splitlines()):
        left, right = row["a"]["id"], row["b"]["id"]
        passages = [((one[0], one[1]), (other[0], other[1])) for one, other in row["passages"] or ()]
        yield Pair(
            left=bodies[left],
            right=bodies[right],
            texts=(said[left], said[right]),
            label=row["label"],
            passages=passages or None,
        )


def _judge(pair: Pair) -> Reuse | None:
    return judge_reuse(pair.left, pair.right) if find_pairs((pair.left, pair.right)) else None


def _locate(pair: Pair, reuse: Reuse | None) -> Passages:
    """The found passages in the offsets of the texts as they stand in the data."""
    shifts = [
        body.report.text.find(text.strip()) - (len(text) - len(text.lstrip()))
        for body, text in zip((pair.left, pair.right), pair.texts, strict=True)
    ]
    chains = reuse.chains if reuse else ()
    spans = ((pair.left.span(*chain.left), pair.right.span(*chain.right)) for chain in chains)
    return [(_shift(left, -shifts[0]), _shift(right, -shifts[1])) for left, right in spans]


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _match_plainly(pair: Pair) -> Passages:
    """Runs of five words and more that difflib finds alike."""
    left, right = (list_words(text) for text in pair.texts)
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _LEAST_BLOCK]
    return [
        (
            (left[block.a][1][0], left[block.a + block.size - 1][1][1]),
            (right[block.b][1][0], right[block.b + block.size - 1][1][1]),
        )
        for block in blocks
    ]


def _score_passages(found: Sequence[tuple[Pair, Passages]]) -> float:
    """F1 over the characters of both sides of all marked pairs."""
    true = given = held = 0
    for pair, passages in found:
        for side in (0, 1):
            ours = {at for spans in passages for at in range(*spans[side])}
            theirs = {at for spans in pair.passages or () for at in range(*spans[side])}
            true, given, held = true + len(ours & theirs), given + len(ours), held + len(theirs)
    return score_f1(true, given, held)


def _best_labels(gold: Sequence[str], shares: Sequence[float]) -> float:
    """The best macro-F1 that three thresholds on a share can reach."""
    steps = [*(step / 100 for step in range(2, 16)), *(step / 20 for step in range(4, 19))]
    cuts = [cut for cut in product(steps, repeat=3) if cut[0] < cut[1] < cut[2]]
    return max(score_labels(gold, [LABELS[sum(share >= edge for edge in cut)] for share in shares]) for cut in cuts)
