"""Train the gate of relevance: `python tools/train_relevance.py BENCH [--write]`.

A logistic regression with a quadratic penalty over the words of conflict, on the part to develop on; each set weighs
the same on its side. The least score that passes is the one that keeps `KEPT` of conflict reports when each fifth is
scored by weights that the others gave. Without --write the figures of that are printed and nothing else is done.
"""

import sys
from collections import Counter
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marsad.evaluate.relevance_sets import Sample, read_samples
from marsad.intake.relevance import LEAST, LENGTH, OFFSET, TABLE, measure_length, split_words
from marsad.lexicon.conflict import list_conflict_words

PENALTY, FOLDS, KEPT, OFTEN, STEPS, MASS = 5.0, 5, 0.99, 3, 7, 1000
LEAD = 700
"""Characters of a text that are learned from once more, as a report of its own: many real reports are that short."""
Floats = NDArray[np.float32]


def main() -> None:
    """Train, print the figures of the folds, and write the table where told."""
    whole = [sample for sample in read_samples(Path(sys.argv[1]))[0] if not sample.test]
    samples = [*whole, *(replace(sample, text=sample.text[:LEAD]) for sample in whole)]
    words = list_conflict_words()
    seen, goals, masses = describe(samples, words)
    chosen = (seen[:, :-2] > 0).sum(axis=0) >= OFTEN
    seen = seen[:, np.concatenate([chosen, [True, True]])]
    fold = np.arange(len(samples)) % len(whole) % FOLDS
    scores = np.zeros(len(samples), dtype=np.float32)
    for part in range(FOLDS):
        rest = fold != part
        scores[~rest] = seen[~rest] @ fit(seen[rest], goals[rest], masses[rest])
    least = float(np.quantile(scores[goals == 1], 1 - KEPT))
    print(f"least {least:.3f}; {np.mean(scores[goals == 0] >= least):.3f} of others pass")
    if "--write" in sys.argv:
        weights = fit(seen, goals, masses)
        kept = [word for word, keep in zip(words, chosen, strict=True) if keep]
        rows = zip((*kept, LENGTH, OFFSET, LEAST), (*weights, least), strict=True)
        table = "".join(f"{word},{weight:.4f}\n" for word, weight in rows)
        Path("src/marsad/models", TABLE).write_text(f"word,weight\n{table}", encoding="utf-8")


def describe(samples: list[Sample], words: tuple[str, ...]) -> tuple[Floats, Floats, Floats]:
    """What is seen of each text (1 + ln of each word's times, its length, 1), its side, and what it weighs."""
    places = {word.encode(): at for at, word in enumerate(words)}
    seen = np.zeros((len(samples), len(words) + 2), dtype=np.float32)
    for row, sample in enumerate(samples):
        found = split_words(sample.text)
        for word, times in Counter(word for word in found if word in places).items():
            seen[row, places[word]] = 1 + log(times)
        seen[row, -2:] = measure_length(found), 1
    sizes = Counter((sample.of_conflict, sample.source) for sample in samples)
    sets = Counter(of_conflict for of_conflict, _ in sizes)
    goals = np.array([sample.of_conflict for sample in samples], dtype=np.float32)
    masses = [MASS / sets[s.of_conflict] / sizes[s.of_conflict, s.source] for s in samples]
    return seen, goals, np.array(masses, dtype=np.float32)


def fit(seen: Floats, goals: Floats, masses: Floats) -> Floats:
    """Weights by Newton's steps; the offset, the last, is not held down."""
    weights = np.zeros(seen.shape[1], dtype=np.float32)
    penalty = np.full(len(weights), PENALTY, dtype=np.float32)
    penalty[-1] = 1e-6
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-(seen @ weights)))
        slope = seen.T @ (masses * (said - goals)) + penalty * weights
        curve = (seen * (masses * said * (1 - said))[:, None]).T @ seen + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope).astype(np.float32)
    return weights


if __name__ == "__main__":
    main()
