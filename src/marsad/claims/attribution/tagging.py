"""A trained tagger of content, source and cue: a small network over the parser's vectors and the rules' reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

ROLES = ("content", "source", "cue")
TAGS = 3
"""Outside, at the beginning of, inside a stretch."""
MODEL = "attribution-1.npz"
LAYERS, RELATIONS = 3, 5
_AROUND = (-2, -1, 0, 1, 2)
_FARTHEST = 12

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tagger:
    """The features it knows, the weights and biases of its three layers, and from which share on a role is given."""

    features: Mapping[str, int]
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    limits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of one paragraph: each token's vector of the parser's, its features by number, and its relations.

    `near` holds for each token the places of its head, the head's head, the verb above, the word before and the word
    after; the paragraph's length where there is none.
    """

    vectors: Floats
    features: tuple[Numbers, ...]
    near: Numbers


@cache
def load_tagger() -> Tagger:
    """The trained tagger; read once a process."""
    with files("marsad.models").joinpath(MODEL).open("rb") as stored:
        held = np.load(stored, allow_pickle=False)
        names = bytes(held["arr_0"]).decode("utf-8").split("\n")
        limits = tuple(float(limit) for limit in held["arr_1"])
        layers = [np.asarray(held[f"arr_{at + 2}"], np.float32) for at in range(2 * LAYERS)]
    return Tagger({name: at for at, name in enumerate(names)}, tuple(layers[:LAYERS]), tuple(layers[LAYERS:]), limits)


def see(doc: Doc, described: Sequence[Sequence[str]], features: Mapping[str, int]) -> Seen:
    """A parsed paragraph as the tagger takes it."""
    known = tuple(np.array([features[name] for name in names if name in features], np.int64) for names in described)
    near = np.array([_relate(token) for token in doc], np.int64).reshape(-1, RELATIONS)
    return Seen(np.asarray(doc.tensor, np.float32) * np.float32(0.5), known, near)


def _relate(token: Token) -> tuple[int, ...]:
    verb, size = token, len(token.doc)
    for _ in range(_FARTHEST):
        if verb.head.i == verb.i:
            break
        verb = verb.head
        if verb.pos_ == "VERB":
            break
    before, after = token.i - 1, token.i + 1
    return token.head.i, token.head.head.i, verb.i, before if before >= 0 else size, after


def gather(seen: Sequence[Seen], known: int) -> Floats:
    """The input of some paragraphs, a row a token: the vectors of the words around, and its features."""
    return np.concatenate([_gather_one(each, known) for each in seen])


def _gather_one(seen: Seen, known: int) -> Floats:
    size, width = seen.vectors.shape
    rows = np.zeros((size, width * len(_AROUND) + known), np.float32)
    for place, step in enumerate(_AROUND):
        low, high = max(0, -step), min(size, size - step)
        if low < high:
            rows[low:high, place * width : (place + 1) * width] = seen.vectors[low + step : high + step]
    start = width * len(_AROUND)
    for row, features in enumerate(seen.features):
        rows[row, start + features] = 1
    return rows


def relate(seen: Sequence[Seen]) -> Numbers:
    """The relations of some paragraphs' tokens as rows of what `gather` gives; its length where there is none."""
    total = sum(len(each.near) for each in seen)
    base, found = 0, []
    for each in seen:
        size = len(each.near)
        found.append(np.where(each.near < size, each.near + base, total))
        base += size
    return np.concatenate(found)


def join(inner: Floats, near: Numbers) -> Floats:
    """Each token's row with those of its relations beside it."""
    padded = np.concatenate([inner, np.zeros((1, inner.shape[1]), np.float32)])
    return np.concatenate([inner, padded[near].reshape(len(inner), -1)], axis=1)


def weigh(tagger: Tagger, seen: Sequence[Seen]) -> Floats:
    """The share of each tag, by token and role."""
    rows = gather(seen, len(tagger.features))
    inner = np.maximum(rows @ tagger.weights[0] + tagger.biases[0], 0)
    middle = np.maximum(join(inner, relate(seen)) @ tagger.weights[1] + tagger.biases[1], 0)
    return share(middle @ tagger.weights[2] + tagger.biases[2])


def share(scores: Floats) -> Floats:
    """Scores as shares of one, by token, role and tag."""
    parted = scores.reshape(-1, len(ROLES), TAGS)
    powers = np.exp(parted - parted.max(2, keepdims=True))
    shares: Floats = powers / powers.sum(2, keepdims=True)
    return shares


def tag(tagger: Tagger, seen: Seen) -> dict[str, list[tuple[int, int]]]:
    """The stretches of each role in a paragraph, as token bounds."""
    if not len(seen.vectors):
        return {role: [] for role in ROLES}
    shares = weigh(tagger, [seen])
    return {
        role: find_stretches(1 - shares[:, at, 0] > tagger.limits[at], shares[:, at, 1] > shares[:, at, 2])
        for at, role in enumerate(ROLES)
    }


def find_stretches(
    inside: Sequence[bool] | NDArray[np.bool_], begins: Sequence[bool] | NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """The runs of words inside a role, cut where one begins anew; end exclusive."""
    found: list[tuple[int, int]] = []
    for at, (held, begun) in enumerate(zip(inside, begins, strict=True)):
        if held and (begun or not found or found[-1][1] != at):
            found.append((at, at + 1))
        elif held:
            found[-1] = found[-1][0], at + 1
    return found
