"""Copies: labelled pairs of reports (`pairs.jsonl`, `texts.jsonl`), beside containment of 5-grams and difflib."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate.folds import assign_folds, hold_out
from marsad.evaluate.plain import list_words, measure_containment
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.intake import read_paths
from marsad.lineage.keys import Body, read_bodies
from marsad.lineage.pairs import find_pairs
from marsad.lineage.relations import LIMITS, Limits, Overlap, measure_overlaps, name_relation
from marsad.model.reports import Span

LABELS = ("none", "excerpt", "rewrite", "verbatim")
_STEPS = tuple(step / 50 for step in range(1, 50))
_LEAST_BLOCK = 5
_GRID = tuple(
    Limits(narrated=narrated, quoted=quoted) for narrated, quoted in product((13, 10, 11, 15, 16), (30, 20, 25, 40, 99))
)
"""What the figures by five folds choose from, those in use first; 80% and 30% are the rule of labelling itself."""

Passages = Sequence[tuple[Span, Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A labelled pair: the two bodies, the label, and the marked passages in the texts' own offsets, if marked."""

    left: Body
    right: Body
    texts: tuple[str, str]
    label: str
    passages: Passages | None
    background: bool


def score_copies(folder: Path) -> Scores:
    """Score reuse or not (F1), the four labels (macro-F1) and the marked passages (F1 over characters).

    The figures by five folds choose the fitted constants anew on the other folds. The baselines get the thresholds that
    suit these pairs best, or by the same folds.
    """
    files = (folder / "pairs.jsonl", folder / "texts.jsonl")
    pairs = tuple(_read_pairs(*files))
    overlaps = [_measure(pair) for pair in pairs]
    gold = [pair.label for pair in pairs]
    found = _label(overlaps, LIMITS)
    folds = assign_folds([(pair.left.report.id, pair.right.report.id) for pair in pairs])
    settings = [_label(overlaps, limits) for limits in _GRID]
    fresh = [at for at, pair in enumerate(pairs) if not pair.background]
    marked = [
        (pair, overlap if label != "none" else None)
        for pair, overlap, label in zip(pairs, overlaps, found, strict=True)
        if pair.passages
    ]
    figures = {
        "reuse_f1": score_reuse(gold, found),
        "reuse_f1_5fold": score_reuse(gold, hold_out(folds, gold, settings, score_reuse)),
        "reuse_f1_no_background": score_reuse([gold[at] for at in fresh], [found[at] for at in fresh]),
        "label_macro_f1": score_labels(gold, found),
        "label_macro_f1_5fold": score_labels(gold, hold_out(folds, gold, settings, score_labels)),
        "passage_f1": _score_passages([(pair, _locate(pair, overlap)) for pair, overlap in marked]),
    }
    baselines = {
        "5-gram containment": _score_containment(pairs, gold, folds),
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
    bodies = {body.report.key: body for body in read_bodies(read_paths([str(texts)]).reports)}
    for row in map(json.loads, pairs.read_text("utf-8").splitlines()):
        left, right = row["a"]["id"], row["b"]["id"]
        passages = [((one[0], one[1]), (other[0], other[1])) for one, other in row["passages"] or ()]
        yield Pair(
            left=bodies[left],
            right=bodies[right],
            texts=(said[left], said[right]),
            label=row["label"],
            passages=passages or None,
            background=row.get("note") == "stock-background",
        )


def _measure(pair: Pair) -> Overlap | None:
    if not len(find_pairs((pair.left.keys, pair.right.keys))):
        return None
    (overlap,) = measure_overlaps([(pair.left, pair.right)])
    return overlap


def _label(overlaps: Sequence[Overlap | None], limits: Limits) -> list[str]:
    return [str((name_relation(overlap, limits) if overlap else None) or "none") for overlap in overlaps]


def _locate(pair: Pair, overlap: Overlap | None) -> Passages:
    """The found passages in the offsets of the texts as they stand in the data."""
    shifts = [
        body.report.text.find(text.strip()) - (len(text) - len(text.lstrip()))
        for body, text in zip((pair.left, pair.right), pair.texts, strict=True)
    ]
    chains = overlap.chains if overlap else ()
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


def _score_containment(pairs: Sequence[Pair], gold: Sequence[str], folds: Sequence[int]) -> dict[str, float]:
    """What thresholds on the containment of 5-grams reach at best, and by the folds."""
    shares = [measure_containment(*pair.texts) for pair in pairs]
    steps = [*(step / 100 for step in range(2, 16)), *(step / 20 for step in range(4, 19))]
    cuts = [cut for cut in product(steps, repeat=3) if cut[0] < cut[1] < cut[2]]
    labelled = [[LABELS[sum(share >= edge for edge in cut)] for share in shares] for cut in cuts]
    told = [["none" if share < step else "verbatim" for share in shares] for step in _STEPS]
    return {
        "reuse_f1": max(score_reuse(gold, given) for given in told),
        "reuse_f1_5fold": score_reuse(gold, hold_out(folds, gold, told, score_reuse)),
        "label_macro_f1": max(score_labels(gold, given) for given in labelled),
        "label_macro_f1_5fold": score_labels(gold, hold_out(folds, gold, labelled, score_labels)),
    }
