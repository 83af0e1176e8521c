"""A trained tagger of content, source and cue: small networks over the parser's vectors and the rules' reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from marsad.claims.attribution.tag_relations import Numbers, relate_words

ROLES = ("content", "source", "cue")
TAGS = 3
"""Outside, at the beginning of, inside a stretch."""
MODEL = "attribution-1.npz"
LAYERS = 3
FARTHEST = 20
"""Steps by which the distance of two words is told apart."""

Floats = NDArray[np.float32]
Network = Mapping[str, Floats]
"""Weights by name, as `src/marsad/models/attribution-1.md` lists them."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """The features it knows, the networks whose shares it averages, and from which share on a role is given."""

    features: Mapping[str, int]
    networks: tuple[Network, ...]
    limits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of one paragraph: each token's vector of the parser's, its features by number, its relations.

    `sentences` is the number of each token's sentence. A token's features are filled up with 0, which is no feature.
    """

    vectors: Floats
    features: Numbers
    near: Numbers
    sentences: Numbers


@cache
def load_tagger() -> Tagger:
    """The trained tagger; read once a process."""
    with files("marsad.models").joinpath(MODEL).open("rb") as stored:
        held = np.load(stored, allow_pickle=False)
        names = bytes(held["features"]).decode("utf-8").split("\n")
        limits = tuple(float(limit) for limit in held["limits"])
        parts = [name.split(".", 1) for name in held.files if "." in name]
        networks = tuple(
            {name: np.asarray(held[f"{number}.{name}"], np.float32) for at, name in parts if at == number}
            for number in sorted({at for at, _ in parts})
        )
    return Tagger({name: at + 1 for at, name in enumerate(names)}, networks, limits)


def see(doc: Doc, described: Sequence[Sequence[str]], features: Mapping[str, int]) -> Seen:
    """A parsed paragraph as the tagger takes it."""
    known = [[features[name] for name in names if name in features] for names in described]
    numbers = np.zeros((len(doc), max(map(len, known), default=0)), np.int64)
    for row, each in zip(numbers, known, strict=True):
        row[: len(each)] = each
    sentences = np.array([at for at, sent in enumerate(doc.sents) for _ in sent], np.int64)
    return Seen(np.asarray(doc.tensor, np.float32) * np.float32(0.5), numbers, relate_words(doc), sentences)


def weigh(network: Network, seen: Seen) -> Floats:
    """The inner state of each token of a paragraph. Shape (tokens, width)."""
    state = seen.vectors @ network["vectors"] + network["features"][seen.features].sum(1) + network["first"]
    state = normalise(np.maximum(state, 0), network, 0)
    for layer in range(1, LAYERS + 1):
        beside = join(state, seen.near) @ network[f"weights{layer}"] + network[f"biases{layer}"]
        state = normalise(state + np.maximum(beside, 0), network, layer)
    return state


def join(state: Floats, near: Numbers) -> Floats:
    """Each token's row with those of its relations beside it."""
    padded = np.concatenate([state, np.zeros((1, state.shape[1]), np.float32)])
    return np.concatenate([state, padded[near].reshape(len(state), -1)], axis=1)


def normalise(rows: Floats, network: Network, layer: int) -> Floats:
    """Rows with mean 0 and variance 1, then scaled and shifted (layer normalisation)."""
    apart = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((apart * apart).mean(1, keepdims=True) + np.float32(1e-5))
    scaled: Floats = apart / spread * network[f"scale{layer}"] + network[f"shift{layer}"]
    return scaled


def share_tags(network: Network, state: Floats) -> Floats:
    """The share of each tag. Shape (tokens, ROLES, TAGS)."""
    scores = (state @ network["tags"] + network["tag_biases"]).reshape(-1, len(ROLES), TAGS)
    return soften(scores)


def share_sources(network: Network, state: Floats, sentences: Numbers) -> Floats:
    """For each token the share by which each other is of its source, last that there is none. Shape (n, n + 1)."""
    places = np.arange(len(state))
    scores = (state @ network["asks"]) @ (state @ network["answers"]).T / np.float32(8)
    scores = scores + network["distances"][step_between(places[None] - places[:, None])]
    scores = scores + network["same"] * (sentences[:, None] == sentences[None])
    return soften(np.concatenate([scores, state @ network["none"] + network["none_bias"]], axis=1))


def step_between(distance: Numbers) -> Numbers:
    """Distances as steps from 0 to 2 * FARTHEST: one by one up to eight words, then three to each doubling."""
    size = np.abs(distance)
    far = 8 + np.floor(np.log2(np.maximum(size, 8) / 8) * 3).astype(np.int64)
    steps: Numbers = np.sign(distance) * np.minimum(np.where(size < 9, size, far), FARTHEST) + FARTHEST
    return steps


def soften(scores: Floats) -> Floats:
    """Scores as shares of one, along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


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
