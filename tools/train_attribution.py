"""Train the tagger of attributions: `python tools/train_attribution.py DATA [--hold-out OUTLET,...]`.

DATA holds `train/text` and `train/attributions`. With outlets held out nothing is written: their figures are printed,
which is how the settings below were chosen. Without, all of `train` is used and the weights go to src/marsad/models.
The networks, one for each seed, are trained side by side: with OPENBLAS_NUM_THREADS=1 each has a core of its own.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from attribution_slopes import Goal, Weights, differentiate, start
from numpy.typing import NDArray
from spacy.tokens import Doc

from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.tag_links import link_contents, tag
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tagging import MODEL, ROLES, Floats, Seen, Tagger, see
from marsad.claims.sentences import load_parser
from marsad.evaluate.attributed import Article, Mark, find_lines, list_sentences, read_articles
from marsad.evaluate.scores import score_f1

WIDTH, EPOCHS, BATCH, RATE, CLIP = 96, 4, 48, 1.5e-3, 5.0
KEPT, KNOWN, LEAST, LONGEST = 0.6, 0.9, 120, 400
LIMITS = (0.32, 0.46, 0.4)
SEEDS = (1, 2)
_FORK = get_context("fork")


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph: what is seen of it, and what each annotator marked in it."""

    outlet: str
    seen: Seen
    goals: tuple[Goal, ...]


def main() -> None:
    """Read, train, and print figures or write weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--hold-out", default="")
    options = parser.parse_args()
    held = frozenset(filter(None, options.hold_out.split(",")))
    examples, features = read_examples(options.data / "train", held)
    tagger = fit([each for each in examples if each.outlet not in held], features)
    if held:
        _tell(tagger, [each for each in examples if each.outlet in held])
    else:
        _write(tagger)


def read_examples(part: Path, held: frozenset[str]) -> tuple[list[Example], dict[str, int]]:
    """The paragraphs of a part, and its features by number: those that occur often enough outside the held outlets."""
    counts: Counter[str] = Counter()
    read: list[tuple[list[str], list[Example]]] = []
    with _FORK.Pool() as pool:
        for names, examples in pool.imap(_describe, list(read_articles(part)), 4):
            read.append((names, examples))
            for each in examples:
                if each.outlet not in held:
                    numbers, times = np.unique(each.seen.features, return_counts=True)
                    counts.update({names[number]: int(often) for number, often in zip(numbers, times, strict=True)})
    del counts[""]
    kept = sorted(name for name in counts if counts[name] >= LEAST)
    features = {name: at + 1 for at, name in enumerate(kept)}
    return [
        replace(each, seen=replace(each.seen, features=numbered[each.seen.features]))
        for names, examples in read
        for numbered in (np.array([features.get(name, 0) for name in names]),)
        for each in examples
    ], features


def _describe(article: Article) -> tuple[list[str], list[Example]]:
    """The names of an article's features by number, and its paragraphs."""
    lines = find_lines(article.text)
    docs = list(load_parser().pipe(article.text[start:end] for start, end in lines))
    found = attribute(list_sentences(lines, docs))
    words = describe_paragraphs([(start, doc) for (start, _), doc in zip(lines, docs, strict=True)], found)
    names = ["", *dict.fromkeys(name for each in words for features in each for name in features)]
    numbers = {name: at for at, name in enumerate(names)}
    outlet = article.name.split("_")[0]
    return names, [
        Example(outlet, see(doc, each, numbers), tuple(_aim(marks, start, doc) for marks in article.annotators))
        for (start, _), doc, each in zip(lines, docs, words, strict=True)
        if len(doc) <= LONGEST
    ]


def _aim(marks: Sequence[Mark], base: int, doc: Doc) -> Goal:
    """What is aimed at: of marks within marks the outer one counts; each word of a content leads to its source."""
    tags = np.zeros((len(doc), len(ROLES)), np.int64)
    for role, name in enumerate(ROLES):
        spans = sorted({span for mark in marks for span in mark.spans(name)}, key=lambda span: span[0] - span[1])
        owner = [-1] * len(doc)
        for number, span in enumerate(spans):
            for at in _inside(doc, base, [span]):
                owner[at] = number if owner[at] < 0 else owner[at]
        for at, number in enumerate(owner):
            if number >= 0:
                tags[at, role] = 2 if at and owner[at - 1] == number else 1
    sources: Floats = np.zeros((len(doc), len(doc) + 1), np.float32)
    for mark in marks:
        to = _inside(doc, base, mark.source) or [len(doc)]
        for at in _inside(doc, base, mark.content):
            sources[at] = 0
            sources[at, to] = 1 / len(to)
    return Goal(tags, sources)


def _inside(doc: Doc, base: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    return [
        token.i
        for token in doc
        if not token.is_space
        and any(base + token.idx < end and base + token.idx + len(token) > start for start, end in spans)
    ]


_chosen: list[Example] = []
_known = 0
"""What the networks are trained on, and how many features it has: set before each has a process of its own."""


def fit(examples: list[Example], features: Mapping[str, int]) -> Tagger:
    """Train one network for each seed, side by side."""
    global _chosen, _known
    _chosen, _known = examples, len(features)
    with _FORK.Pool(len(SEEDS)) as pool:
        return Tagger(features, tuple(pool.map(train, SEEDS)), LIMITS)


def train(seed: int) -> Weights:
    """Fit one network by Adam on the mean loss of a few paragraphs at a time; the rate rises, then falls to nothing.

    Where several annotators marked a paragraph, chance picks whose marks it learns from each time.
    """
    dice = np.random.default_rng(seed)
    weights = start(dice, _chosen[0].seen.vectors.shape[1], WIDTH, _known)
    means, squares = ({name: np.zeros_like(held) for name, held in weights.items()} for _ in range(2))
    steps = EPOCHS * (len(_chosen) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        order = dice.permutation(len(_chosen))
        total = 0.0
        for at in range(0, len(order) - BATCH + 1, BATCH):
            batch = [_chosen[number] for number in order[at : at + BATCH]]
            aims = [(each.seen, each.goals[dice.integers(len(each.goals))]) for each in batch]
            slopes, loss = differentiate(weights, aims, dice, KEPT, KNOWN)
            total += loss
            step += 1
            rate = RATE * min(1, 20 * step / steps) * (1 - step / steps)
            _descend(weights, slopes, means, squares, rate, step)
        print(f"seed {seed}, epoch {epoch + 1}: loss {total * BATCH / len(order):.4f}", flush=True)
    return weights


def _descend(weights: Weights, slopes: Weights, means: Weights, squares: Weights, rate: float, step: int) -> None:
    """One step of Adam; slopes longer than `CLIP` together are cut to that."""
    length = float(np.sqrt(sum(float((slope * slope).sum()) for slope in slopes.values())))
    cut = np.float32(min(1.0, CLIP / (length + 1e-9)))
    for name, slope in slopes.items():
        slope *= cut
        means[name] += np.float32(0.1) * (slope - means[name])
        squares[name] += np.float32(0.01) * (slope * slope - squares[name])
        mean, square = means[name] / np.float32(1 - 0.9**step), squares[name] / np.float32(1 - 0.99**step)
        weights[name] -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(1e-8))


def _tell(tagger: Tagger, examples: Sequence[Example]) -> None:
    """Token scores on held-out paragraphs at the limits in use and at the best ones, and how many links hold."""
    found = [(each.goals[0], tag(tagger, each.seen)) for each in examples if len(each.seen.near)]
    tags = np.concatenate([goal.tags for goal, _ in found]) > 0
    shares = np.concatenate([1 - tagged.shares[:, :, 0] for _, tagged in found])
    for at, role in enumerate(ROLES):
        limits = (tagger.limits[at], *(step / 50 for step in range(10, 32)))
        scores = {limit: _score(shares[:, at] > limit, tags[:, at]) for limit in limits}
        best = max(scores, key=lambda limit: scores[limit])
        print(f"{role}: F1 {scores[limits[0]]:.4f} at {limits[0]}; {scores[best]:.4f} at {best}")
    links = [(goal, link) for goal, tagged in found for link in link_contents(tagger, tagged) if link.source]
    true = sum(goal.sources[slice(*link.content), slice(*link.source)].any() for goal, link in links if link.source)
    print(f"links from a content to a source that hold: {true} of {len(links)}")


def _score(given: NDArray[np.bool_], held: NDArray[np.bool_]) -> float:
    return score_f1(int((held & given).sum()), int(given.sum()), int(held.sum()))


def _write(tagger: Tagger) -> None:
    """The names of the features, the limits, and each network's weights, tables at half precision."""
    names = np.frombuffer("\n".join(tagger.features).encode("utf-8"), np.uint8)
    weights = {
        f"{number}.{name}": held.astype(np.float16) if held.ndim > 1 else held
        for number, network in enumerate(tagger.networks)
        for name, held in network.items()
    }
    path = Path(__file__).parent.parent / "src" / "marsad" / "models" / MODEL
    np.savez(path, features=names, limits=np.array(tagger.limits), **weights)
    print(f"wrote {path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(tagger.features)} features")


if __name__ == "__main__":
    main()
