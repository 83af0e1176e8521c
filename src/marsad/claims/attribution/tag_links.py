"""Tags of a paragraph and what belongs together: each content with the source that the tagger ties it to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marsad.claims.attribution.tagging import (
    ROLES,
    Floats,
    Seen,
    Tagger,
    find_stretches,
    share_sources,
    share_tags,
    weigh,
)

_UNTIED = 0.5
"""How many times the share of no source a source's share must reach."""

Bounds = tuple[int, int]
"""Tokens of a paragraph, end exclusive."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """The shares of a paragraph's tags, by token, role and tag, and of each token's sources, last of none."""

    shares: Floats
    sources: Floats


@dataclass(frozen=True, slots=True)
class Link:
    """A content and the source that it belongs to, None where it has none."""

    content: Bounds
    source: Bounds | None


def tag(tagger: Tagger, seen: Seen) -> Tagged:
    """Tag a paragraph: the mean over the tagger's networks."""
    states = [(network, weigh(network, seen)) for network in tagger.networks]
    shares = np.mean([share_tags(network, state) for network, state in states], axis=0)
    sources = np.mean([share_sources(network, state, seen.sentences) for network, state in states], axis=0)
    return Tagged(shares, sources)


def list_stretches(tagger: Tagger, tagged: Tagged) -> dict[str, list[Bounds]]:
    """The stretches of each role in a paragraph."""
    return {
        role: find_stretches(
            1 - tagged.shares[:, at, 0] > tagger.limits[at], tagged.shares[:, at, 1] > tagged.shares[:, at, 2]
        )
        for at, role in enumerate(ROLES)
    }


def link_contents(tagger: Tagger, tagged: Tagged) -> tuple[Link, ...]:
    """Each content with its source: the one that its words lead to most, unless they rather lead to none."""
    found = list_stretches(tagger, tagged)
    return tuple(Link(content, _source_of(content, found["source"], tagged)) for content in found["content"])


def _source_of(content: Bounds, sources: Sequence[Bounds], tagged: Tagged) -> Bounds | None:
    leads = tagged.sources[slice(*content)].mean(0)
    best = max(sources, key=lambda source: (leads[slice(*source)].sum(), source), default=None)
    return best if best is not None and leads[slice(*best)].sum() > _UNTIED * leads[-1] else None
