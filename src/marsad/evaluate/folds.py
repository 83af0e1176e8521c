"""Folds: what constants would score on pairs that they were not chosen on."""

from collections import Counter
from collections.abc import Callable, Sequence

FOLDS = 5

Score = Callable[[Sequence[str], Sequence[str]], float]


def assign_folds(links: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Give each pair of texts a fold, so that no text stands in two folds: the largest group to the emptiest fold."""
    homes: dict[str, str] = {}

    def find(text: str) -> str:
        while homes.setdefault(text, text) != text:
            text = homes[text]
        return text

    for one, other in links:
        first, second = sorted((find(one), find(other)))
        homes[second] = first
    sizes = Counter(find(one) for one, _ in links)
    filled = [0] * FOLDS
    folds: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        folds[group] = filled.index(min(filled))
        filled[folds[group]] += size
    return tuple(folds[find(one)] for one, _ in links)


def hold_out(
    folds: Sequence[int], gold: Sequence[str], settings: Sequence[Sequence[str]], score: Score
) -> tuple[str, ...]:
    """Label each fold by the setting that scores best on the other folds; ties go to the first setting.

    `settings` holds the labels that each choice of constants gives to all items.
    """
    labels = list(gold)
    for fold in sorted(set(folds)):
        inside = [at for at, number in enumerate(folds) if number == fold]
        outside = [at for at, number in enumerate(folds) if number != fold]
        others = [gold[at] for at in outside]
        best = max(settings, key=lambda given: score(others, [given[at] for at in outside]))
        for at in inside:
            labels[at] = best[at]
    return tuple(labels)
