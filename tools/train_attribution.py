"""Train the tagger of attributions: `python tools/train_attribution.py DATA [--hold-out OUTLET,...]`.

DATA holds `train/text` and `train/attributions`. With outlets held out nothing is written: their figures are printed,
which is how the settings below were chosen. Without, all of `train` is used and the weights go to src/marsad/models.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tagging import (
    LAYERS,
    MODEL,
    RELATIONS,
    ROLES,
    TAGS,
    Floats,
    Seen,
    Tagger,
    gather,
    join,
    relate,
    see,
    share,
    weigh,
)
from marsad.claims.sentences import load_parser
from marsad.evaluate.attributed import Mark, find_lines, list_sentences, read_articles
from marsad.evaluate.scores import score_f1

HIDDEN, MIDDLE, EPOCHS, BATCH, RATE, KEPT, LEAST = 128, 96, 4, 24, 1e-3, 0.7, 4000
LIMITS = (0.42, 0.36, 0.3)
SEED = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph: what is seen of it, and the tags of its tokens by role."""

    outlet: str
    seen: Seen
    tags: NDArray[np.int64]


def main() -> None:
    """Read, train, and print figures or write weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--hold-out", default="")
    options = parser.parse_args()
    held = set(filter(None, options.hold_out.split(",")))
    described = list(_describe(options.data / "train"))
    counts = Counter(name for outlet, _, words, _ in described if outlet not in held for each in words for name in each)
    features = {name: at for at, name in enumerate(sorted(name for name in counts if counts[name] >= LEAST))}
    examples = [Example(outlet, see(doc, words, features), tags) for outlet, doc, words, tags in described]
    tagger = train([each for each in examples if each.outlet not in held], features)
    if held:
        _tell(tagger, [each for each in examples if each.outlet in held])
    else:
        _write(tagger)


def _describe(part: Path) -> Iterator[tuple[str, Doc, list[list[str]], NDArray[np.int64]]]:
    """Each paragraph with its outlet, its features by name and its tags."""
    for article in read_articles(part):
        lines = find_lines(article.text)
        docs = list(load_parser().pipe(article.text[start:end] for start, end in lines))
        found = attribute(list_sentences(lines, docs))
        words = describe_paragraphs([(start, doc) for (start, _), doc in zip(lines, docs, strict=True)], found)
        for (start, _), doc, each in zip(lines, docs, words, strict=True):
            known = [[intern(name) for name in names] for names in each]
            yield article.name.split("_")[0], doc, known, _tag(article.annotators[0], start, doc)


def _tag(marks: Sequence[Mark], base: int, doc: Doc) -> NDArray[np.int64]:
    """The tags of a paragraph's tokens; of marks within marks the outer one counts."""
    tags = np.zeros((len(doc), len(ROLES)), np.int64)
    for role, name in enumerate(ROLES):
        spans = sorted({span for mark in marks for span in mark.spans(name)}, key=lambda span: span[0] - span[1])
        owner = [-1] * len(doc)
        for number, (start, end) in enumerate(spans):
            for token in doc:
                at = base + token.idx
                if owner[token.i] < 0 and at < end and at + len(token) > start and not token.is_space:
                    owner[token.i] = number
        for at, number in enumerate(owner):
            if number >= 0:
                tags[at, role] = 2 if at and owner[at - 1] == number else 1
    return tags


def train(examples: Sequence[Example], features: Mapping[str, int]) -> Tagger:
    """Fit the network by Adam on the mean loss of a few paragraphs at a time; the rate falls to nothing."""
    dice = np.random.default_rng(SEED)
    width = examples[0].seen.vectors.shape[1] * 5 + len(features)
    sizes = ((width, HIDDEN), (HIDDEN * (RELATIONS + 1), MIDDLE), (MIDDLE, len(ROLES) * TAGS))
    weights = [
        dice.normal(0, (600 if not at else size[0]) ** -0.5, size).astype(np.float32) for at, size in enumerate(sizes)
    ]
    layers = [*weights, *(np.zeros(size[1], np.float32) for size in sizes)]
    means, squares = ([np.zeros_like(layer) for layer in layers] for _ in range(2))
    steps = EPOCHS * (len(examples) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        order = dice.permutation(len(examples))
        loss = 0.0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = [examples[at] for at in order[start : start + BATCH]]
            slopes, lost = _differentiate(layers, chosen, len(features), dice)
            loss += lost
            step += 1
            rate = RATE * (1 - step / steps) + RATE / 100
            for at, slope in enumerate(slopes):
                means[at] += 0.1 * (slope - means[at])
                squares[at] += 0.001 * (slope * slope - squares[at])
                layers[at] -= rate * (means[at] / (1 - 0.9**step)) / (np.sqrt(squares[at] / (1 - 0.999**step)) + 1e-8)
        print(f"epoch {epoch + 1}: loss {loss * BATCH / len(order):.4f}", flush=True)
    return Tagger(features, tuple(layers[:LAYERS]), tuple(layers[LAYERS:]), LIMITS)


def _differentiate(
    layers: Sequence[Floats], chosen: Sequence[Example], known: int, dice: np.random.Generator
) -> tuple[list[Floats], float]:
    """The slopes of the mean loss over some paragraphs, by layer, and that loss."""
    seen = [each.seen for each in chosen]
    rows, near = gather(seen, known), relate(seen)
    tags = np.concatenate([each.tags for each in chosen])
    size = len(rows)
    first = rows @ layers[0] + layers[3]
    kept = (dice.random(first.shape) < KEPT) / np.float32(KEPT)
    inner = (np.maximum(first, 0) * kept).astype(np.float32)
    joined = join(inner, near)
    second = joined @ layers[1] + layers[4]
    held = (dice.random(second.shape) < KEPT) / np.float32(KEPT)
    middle = (np.maximum(second, 0) * held).astype(np.float32)
    shares = share(middle @ layers[2] + layers[5])
    place = np.arange(size)[:, None], np.arange(len(ROLES))[None], tags
    loss = -float(np.log(shares[place] + 1e-9).sum()) / size
    shares[place] -= 1
    outer = (shares / size).reshape(size, -1)
    back = (outer @ layers[2].T * held * (second > 0)).astype(np.float32)
    spread = back @ layers[1].T
    wide = layers[0].shape[1]
    below = np.concatenate([spread[:, :wide], np.zeros((1, wide), np.float32)])
    for at in range(near.shape[1]):
        to = np.zeros((size + 1, size), np.float32)
        to[near[:, at], np.arange(size)] = 1
        below += to @ spread[:, (at + 1) * wide : (at + 2) * wide]
    lower = (below[:-1] * kept * (first > 0)).astype(np.float32)
    slopes = [rows.T @ lower, joined.T @ back, middle.T @ outer, lower.sum(0), back.sum(0), outer.sum(0)]
    return slopes, loss


def _tell(tagger: Tagger, examples: Sequence[Example]) -> None:
    """Token scores on held-out paragraphs at the limits in use, and at those that suit them best."""
    shares = np.concatenate([weigh(tagger, [each.seen]) for each in examples])
    tags = np.concatenate([each.tags for each in examples])
    for at, role in enumerate(ROLES):
        held = tags[:, at] > 0
        scores = {}
        for limit in (tagger.limits[at], *(step / 50 for step in range(10, 30))):
            given = 1 - shares[:, at, 0] > limit
            true = int((held & given).sum())
            scores[limit] = round(score_f1(true, int(given.sum()), int(held.sum())), 4)
        best = max(scores, key=lambda limit: scores[limit])
        print(f"{role}: F1 {scores[tagger.limits[at]]} at {tagger.limits[at]}; {scores[best]} at {best}")


def _write(tagger: Tagger) -> None:
    """Features and limits, then the layers' weights at half precision, then their biases."""
    names = np.frombuffer("\n".join(tagger.features).encode("utf-8"), np.uint8)
    weights = [layer.astype(np.float16) for layer in tagger.weights]
    path = Path(__file__).parent.parent / "src" / "marsad" / "models" / MODEL
    np.savez(path, names, np.array(tagger.limits), *weights, *tagger.biases)
    print(f"wrote {path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(tagger.features)} features")


if __name__ == "__main__":
    main()
