"""Cliques: sets in which every two members disagree, so that no row holds two who do not."""

from collections.abc import Collection


def find_cliques(edges: Collection[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Cover the edges with sets whose members are joined pair by pair; in name order, so always the same."""
    joined = {frozenset(edge) for edge in edges}
    names = sorted({name for edge in edges for name in edge})
    covered: set[frozenset[str]] = set()
    found: list[tuple[str, ...]] = []
    for edge in sorted(tuple(sorted(edge)) for edge in joined):
        if frozenset(edge) in covered:
            continue
        members = list(edge)
        for name in names:
            if name not in members and all(frozenset({name, held}) in joined for held in members):
                members.append(name)
        covered |= {frozenset({a, b}) for a in members for b in members if a != b}
        found.append(tuple(sorted(members)))
    return tuple(found)
