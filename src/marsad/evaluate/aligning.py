"""One-to-one alignment that makes a sum of gains the largest: the Hungarian method with potentials (Kuhn, 1955)."""

from collections.abc import Sequence
from math import inf


def align(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the best one-to-one alignment, in the order of rows; pairs without gain are left out.

    Takes n^2 m steps for n rows and m columns, the smaller as rows.
    """
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        turned = align([list(column) for column in zip(*gains, strict=True)])
        return sorted((row, column) for column, row in turned)
    columns = _assign([[-gain for gain in row] for row in gains])
    return [(row, column) for row, column in enumerate(columns) if gains[row][column] > 0]


def _assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row in the cheapest assignment; there are at least as many columns as rows."""
    n, m = len(costs), len(costs[0])
    rows, columns = [0.0] * (n + 1), [0.0] * (m + 1)
    held = [0] * (m + 1)
    for row in range(1, n + 1):
        held[0] = row
        came, end = _find_path(costs, rows, columns, held)
        while end:
            held[end] = held[came[end]]
            end = came[end]
    found = [0] * n
    for column in range(1, m + 1):
        if held[column]:
            found[held[column] - 1] = column - 1
    return found


def _find_path(
    costs: Sequence[Sequence[float]], rows: list[float], columns: list[float], held: list[int]
) -> tuple[list[int], int]:
    """The cheapest augmenting path to a free column; the potentials are raised along it."""
    m = len(columns) - 1
    least, came, seen = [inf] * (m + 1), [0] * (m + 1), [False] * (m + 1)
    at = 0
    while held[at]:
        seen[at] = True
        row, step, then = held[at], inf, 0
        for column in range(1, m + 1):
            if seen[column]:
                continue
            rest = costs[row - 1][column - 1] - rows[row] - columns[column]
            if rest < least[column]:
                least[column], came[column] = rest, at
            if least[column] < step:
                step, then = least[column], column
        for column in range(m + 1):
            if seen[column]:
                rows[held[column]] += step
                columns[column] -= step
            else:
                least[column] -= step
        at = then
    return came, at
