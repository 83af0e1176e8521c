"""Relations: what two bodies share, and what that makes of them: verbatim, rewrite, excerpt or nothing.

The rules of labelling: about 80% of the shorter body is verbatim, about 30% a rewrite, a whole narrated sentence of 15
words an excerpt. A speaker's own words, however long, and templates whose numbers are filled anew make no reuse.
"""

from dataclasses import dataclass

from marsad.lineage.keys import Body
from marsad.lineage.passages import Chain, find_passages
from marsad.model.copies import Relation

BACKGROUND = "one block of standing background, the rest is its own"
"""The reason given where a passage says nothing about the news of the day."""

VERBATIM_FROM = 0.8
REWRITE_FROM = 0.3
_NARRATED_WORDS = 13
_BACKGROUND_UNTIL = 0.6
_BACKGROUND_AFTER = 0.25
_TEMPLATE_SLOTS = 3
_TEMPLATE_SPACING = 20


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two bodies share: the relation, the share of the shorter body, the passages and the reasons in words."""

    relation: Relation
    share: float
    chains: tuple[Chain, ...]
    reasons: tuple[str, ...]


def judge_reuse(left: Body, right: Body) -> Reuse | None:
    """Judge what two bodies share; `None` where they share nothing that counts."""
    chains = tuple(chain for chain in find_passages(left, right) if not is_template(chain, left, right))
    if not chains or max(count_narrated(chain, left, right) for chain in chains) < _NARRATED_WORDS:
        return None
    shorter = min(len(left), len(right))
    share = round(min(1.0, _count_shorter(chains, left, right) / shorter), 3)
    background = is_background(chains, left, right, share)
    return Reuse(_name_relation(share, background), share, chains, _say_why(chains, share, background))


def count_narrated(chain: Chain, left: Body, right: Body) -> int:
    """Count the words of a passage that stand alike and are nobody's quote on either side."""
    return sum(
        int(
            (
                ~(left.spoken[tile.left : tile.left + tile.size] | right.spoken[tile.right : tile.right + tile.size])
            ).sum()
        )
        for tile in chain.tiles
    )


def is_template(chain: Chain, left: Body, right: Body) -> bool:
    """A passage in which three or more numbers, one in twenty words, were filled anew is a form that a house reuses."""
    filled = 0
    for before, after in zip(chain.tiles, chain.tiles[1:], strict=False):
        ours = int(left.slots[before.left + before.size : after.left].sum())
        theirs = int(right.slots[before.right + before.size : after.right].sum())
        filled += min(ours, theirs)
    return filled >= _TEMPLATE_SLOTS and chain.words <= _TEMPLATE_SPACING * filled


def is_background(chains: tuple[Chain, ...], left: Body, right: Body, share: float) -> bool:
    """One block, in neither body near the beginning, with the rest independent, is standing background."""
    if len(chains) != 1 or share >= _BACKGROUND_UNTIL:
        return False
    return chains[0].left[0] > _BACKGROUND_AFTER * len(left) and chains[0].right[0] > _BACKGROUND_AFTER * len(right)


def _count_shorter(chains: tuple[Chain, ...], left: Body, right: Body) -> int:
    if len(left) <= len(right):
        return sum(chain.left[1] - chain.left[0] + 1 for chain in chains)
    return sum(chain.right[1] - chain.right[0] + 1 for chain in chains)


def _name_relation(share: float, background: bool) -> Relation:
    if share < REWRITE_FROM or background:
        return Relation.EXCERPT
    return Relation.REWRITE if share < VERBATIM_FROM else Relation.VERBATIM


def _say_why(chains: tuple[Chain, ...], share: float, background: bool) -> tuple[str, ...]:
    count = f"{len(chains)} passage{'s' if len(chains) > 1 else ''}"
    shared = f"{count} shared, {round(100 * share)}% of the shorter body"
    return (shared, BACKGROUND) if background else (shared,)
