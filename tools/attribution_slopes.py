"""The loss of the tagger of attributions and its slopes, by hand: what `train_attribution.py` descends."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.claims.attribution.tag_relations import RELATIONS, Numbers
from marsad.claims.attribution.tagging import (
    FARTHEST,
    LAYERS,
    ROLES,
    TAGS,
    Floats,
    Seen,
    join,
    normalise,
    share_sources,
    share_tags,
    step_between,
)

LINKS = 0.3
"""What the loss of links weighs beside that of tags."""
_KEY = 64

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Goal:
    """A paragraph's tags by token and role, and for each token how its source spreads over the tokens, last none."""

    tags: NDArray[np.int64]
    sources: Floats


@dataclass(frozen=True, slots=True)
class _Step:
    """What one layer keeps for its slopes: its input beside its relations, where it let through, and what it scaled."""

    joined: Floats
    kept: Floats
    spread: Floats
    scaled: Floats


def start(dice: np.random.Generator, vector: int, width: int, features: int) -> Weights:
    """Weights to begin with, each spread evenly within one over the root of what flows in."""

    def draw(rows: int, columns: int) -> Floats:
        return dice.uniform(-(rows**-0.5), rows**-0.5, (rows, columns)).astype(np.float32)

    made: Weights = {
        "vectors": draw(vector, width),
        "features": dice.normal(0, 0.05, (features + 1, width)).astype(np.float32),
        "first": np.zeros(width, np.float32),
        "tags": draw(width, len(ROLES) * TAGS),
        "tag_biases": np.zeros(len(ROLES) * TAGS, np.float32),
        "asks": draw(width, _KEY),
        "answers": draw(width, _KEY),
        "none": draw(width, 1),
        "none_bias": np.zeros(1, np.float32),
        "distances": np.zeros(2 * FARTHEST + 1, np.float32),
        "same": np.zeros(1, np.float32),
    }
    made["features"][0] = 0
    for layer in range(LAYERS + 1):
        made[f"scale{layer}"], made[f"shift{layer}"] = np.ones(width, np.float32), np.zeros(width, np.float32)
    for layer in range(1, LAYERS + 1):
        made[f"weights{layer}"] = draw(width * (RELATIONS + 1), width)
        made[f"biases{layer}"] = np.zeros(width, np.float32)
    return made


def gather(chosen: Sequence[Seen]) -> Seen:
    """Some paragraphs as one: relations count on through it, and lead to its length where there are none."""
    sizes = [len(each.near) for each in chosen]
    total, width = sum(sizes), max(each.features.shape[1] for each in chosen)
    near, base = [], 0
    for each, size in zip(chosen, sizes, strict=True):
        near.append(np.where(each.near < size, each.near + base, total))
        base += size
    features = [np.pad(each.features, ((0, 0), (0, width - each.features.shape[1]))) for each in chosen]
    return Seen(
        np.concatenate([each.vectors for each in chosen]),
        np.concatenate(features),
        np.concatenate(near),
        np.concatenate([each.sentences for each in chosen]),
    )


def differentiate(
    weights: Weights, chosen: Sequence[tuple[Seen, Goal]], dice: np.random.Generator, kept: float, known: float
) -> tuple[Weights, float]:
    """The slopes of the mean loss over some paragraphs, and that loss.

    Of the inner values the share `kept` is kept by chance, of the features the share `known`.
    """
    seen = gather([each for each, _ in chosen])
    size = len(seen.near)
    features = np.where(dice.random(seen.features.shape) < known, seen.features, 0)

    def drop(rows: Floats) -> Floats:
        return ((dice.random(rows.shape, np.float32) < kept) / np.float32(kept)).astype(np.float32)

    first = seen.vectors @ weights["vectors"] + weights["features"][features].sum(1) + weights["first"]
    steps: list[_Step] = []
    state, spread, scaled = _scale(np.maximum(first, 0), weights, 0)
    mask = drop(state)
    state = state * mask
    for layer in range(1, LAYERS + 1):
        joined = join(state, seen.near)
        beside = joined @ weights[f"weights{layer}"] + weights[f"biases{layer}"]
        through = drop(beside) * (beside > 0)
        state, wide, high = _scale(state + beside * through, weights, layer)
        steps.append(_Step(joined, through, wide, high))
    slopes: Weights = {}
    back, loss = _end(weights, state, seen, [goal for _, goal in chosen], slopes)
    for layer, step in zip(range(LAYERS, 0, -1), reversed(steps), strict=True):
        back = _unscale(back, weights, layer, step.spread, step.scaled, slopes)
        inner = back * step.kept
        slopes[f"weights{layer}"], slopes[f"biases{layer}"] = step.joined.T @ inner, inner.sum(0)
        spreading = inner @ weights[f"weights{layer}"].T
        width = back.shape[1]
        back = back + spreading[:, :width] + _sum_by(seen.near, spreading[:, width:].reshape(-1, width), size)
    back = _unscale(back * mask, weights, 0, spread, scaled, slopes) * (first > 0)
    slopes["vectors"], slopes["first"] = seen.vectors.T @ back, back.sum(0)
    slopes["features"] = _sum_features(features, back, len(weights["features"]))
    return slopes, loss


def _scale(rows: Floats, weights: Weights, layer: int) -> tuple[Floats, Floats, Floats]:
    """What `normalise` gives, with the spread of each row and the rows before they are scaled and shifted."""
    apart = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((apart * apart).mean(1, keepdims=True) + np.float32(1e-5))
    return normalise(rows, weights, layer), spread, apart / spread


def _unscale(back: Floats, weights: Weights, layer: int, spread: Floats, scaled: Floats, slopes: Weights) -> Floats:
    slopes[f"scale{layer}"], slopes[f"shift{layer}"] = (back * scaled).sum(0), back.sum(0)
    inner = back * weights[f"scale{layer}"]
    level = inner.mean(1, keepdims=True) + scaled * (inner * scaled).mean(1, keepdims=True)
    unscaled: Floats = (inner - level) / spread
    return unscaled


def _sum_by(places: Numbers, rows: Floats, size: int) -> Floats:
    """Rows summed by the place that each goes to; the last place, which is none, is left out."""
    flat = places.reshape(-1)
    order = np.argsort(flat, kind="stable")
    goes = flat[order]
    starts = np.flatnonzero(np.diff(goes, prepend=-1))
    summed = np.zeros((size + 1, rows.shape[1]), np.float32)
    summed[goes[starts]] = np.add.reduceat(rows[order], starts, axis=0)
    return summed[:-1]


def _sum_features(features: Numbers, back: Floats, known: int) -> Floats:
    """The slopes of the features' rows, of those that occur."""
    rows, columns = np.nonzero(features)
    found = features[rows, columns]
    order = np.argsort(found, kind="stable")
    starts = np.flatnonzero(np.diff(found[order], prepend=-1))
    summed = np.zeros((known, back.shape[1]), np.float32)
    summed[found[order][starts]] = np.add.reduceat(back[rows[order]], starts, axis=0)
    return summed


def _end(weights: Weights, state: Floats, seen: Seen, goals: Sequence[Goal], slopes: Weights) -> tuple[Floats, float]:
    """The loss of tags and links, and its slope by the last state."""
    size = len(state)
    tags = np.concatenate([goal.tags for goal in goals])
    shares = share_tags(weights, state)
    place = np.arange(size)[:, None], np.arange(len(ROLES))[None], tags
    loss = -float(np.log(shares[place] + 1e-9).sum()) / size
    shares[place] -= 1
    outer = (shares / np.float32(size)).reshape(size, -1)
    slopes["tags"], slopes["tag_biases"] = state.T @ outer, outer.sum(0)
    back = outer @ weights["tags"].T
    for name in ("asks", "answers", "none", "none_bias", "distances", "same"):
        slopes[name] = np.zeros_like(weights[name])
    base = 0
    for goal in goals:
        part = slice(base, base + len(goal.tags))
        base = part.stop
        if goal.sources.any():
            loss += _link(weights, state[part], seen.sentences[part], goal.sources, size, slopes, back[part])
    return back, loss


def _link(
    weights: Weights, state: Floats, sentences: Numbers, goal: Floats, size: int, slopes: Weights, back: Floats
) -> float:
    """The loss of one paragraph's links; their slopes are added to `slopes` and `back`."""
    told = goal.any(1)
    shares = share_sources(weights, state, sentences)
    loss = -float((goal * np.log(shares + 1e-9)).sum()) * LINKS / size
    slope = (shares - goal) * told[:, None] * np.float32(LINKS / size)
    pairs, none = slope[:, :-1], slope[:, -1:]
    asks, answers = state @ weights["asks"], state @ weights["answers"]
    asked, answered = pairs @ answers / np.float32(8), pairs.T @ asks / np.float32(8)
    slopes["asks"] += state.T @ asked
    slopes["answers"] += state.T @ answered
    slopes["none"] += state.T @ none
    slopes["none_bias"] += none.sum(0)
    places = np.arange(len(state))
    steps = step_between(places[None] - places[:, None])
    slopes["distances"] += np.bincount(steps.reshape(-1), pairs.reshape(-1), 2 * FARTHEST + 1).astype(np.float32)
    slopes["same"] += (pairs * (sentences[:, None] == sentences[None])).sum()
    back += asked @ weights["asks"].T + answered @ weights["answers"].T + none @ weights["none"].T
    return loss
