"""Pairs and runs: what is found for many texts at once is what the plain definition gives for each two."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.lineage import pairs as joining
from marsad.lineage import shelves
from marsad.lineage.nearness import APART, NEAR, WITHIN, is_near
from marsad.lineage.pairs import find_pairs, is_joined, list_prints
from marsad.lineage.runs import TILE, Run, find_runs
from marsad.lineage.wordkeys import Keys

STRETCHES = tuple(tuple(range(start * 100, start * 100 + size)) for start, size in enumerate((9, 14, 20, 7, 16, 33)))
"""Stretches of words that texts share; each word is a number."""

PARTS = st.lists(st.tuples(st.integers(0, len(STRETCHES) - 1), st.integers(0, 3)), max_size=5)


def spell(number: int, parts: list[tuple[int, int]]) -> Keys:
    """A text of some stretches, each without its first words and after words that no other text has."""
    own = 10_000 + 50 * number
    words = [word for at, (which, cut) in enumerate(parts) for word in (own + at, *STRETCHES[which][cut:])]
    return np.array([2 * word for word in words], dtype=np.uint32)


def pair_plainly(texts: list[Keys]) -> list[tuple[int, int]]:
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for key, place in list_prints(text):
            held[key].append((number, place))
    shared: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for holders in held.values():
        for one, (first, place) in enumerate(holders):
            for other, (second, at) in enumerate(holders[one + 1 :], one + 1):
                if is_joined(one, other, len(holders)):
                    shared[first, second].append((place, at - place))
    return sorted(pair for pair, found in shared.items() if is_near(found))


@pytest.mark.parametrize("sizes", [(3, 1 << 5, 1 << 3, 46, 1), (512, 1 << 22, 1 << 21, 64, 1 << 16)])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(PARTS, max_size=24))
def test_texts_joined_by_sorting_are_those_joined_one_by_one(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], drawn: list[list[tuple[int, int]]]
) -> None:
    names = (*((joining, name) for name in ("_BATCH", "_TOGETHER", "_BLOCK_PRINTS")), (shelves, "_CODE_BITS"))
    for (module, name), size in zip((*names, (shelves, "_PAGES")), sizes, strict=True):
        monkeypatch.setattr(module, name, size)
    texts = [spell(number, parts) for number, parts in enumerate(drawn)]
    assert [tuple(pair) for pair in find_pairs(texts).tolist()] == pair_plainly(texts)


def test_thirteen_words_alike_make_a_pair_and_an_eight_word_phrase_none() -> None:
    for seed in range(200):
        words = np.random.default_rng(seed).integers(0, 1 << 31, 90, dtype=np.uint32)
        left, right = words[:40], np.concatenate((words[60:], words[10:23], words[40:60]))
        assert find_pairs([left, right]).tolist() == [[0, 1]]
        assert find_pairs([left, np.concatenate((words[40:60], words[10:18], words[60:]))]).tolist() == []


def test_of_a_very_long_text_the_first_words_count_and_no_chant_breaks_it() -> None:
    words = np.random.default_rng(7).integers(0, 1 << 31, 140_000, dtype=np.uint32)
    chant = np.full(140_000, 2, dtype=np.uint32)
    assert find_pairs([words, words[1000:1100], words[90_000:90_100], chant, chant[:40]]).tolist() == [[0, 1]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-20, 20)), max_size=12))
def test_any_two_prints_that_are_near_make_a_pair_near(shared: list[tuple[int, int]]) -> None:
    assert is_near(shared) == any(
        APART <= other[0] - one[0] <= WITHIN and abs(other[1] - one[1]) <= NEAR for one in shared for other in shared
    )


def find_plainly(left: list[int], right: list[int]) -> list[Run]:
    """The longest common runs, each place of the left against each of the right."""
    runs = []
    for one in range(len(left)):
        for other in range(len(right)):
            if one and other and left[one - 1] == right[other - 1]:
                continue
            size = 0
            while left[one + size : one + size + 1] == right[other + size : other + size + 1] != []:
                size += 1
            if size >= TILE:
                runs.append((size, one, other))
    return sorted(runs, key=lambda run: (-run[0], run[1], run[2]))


TEXT = st.lists(st.integers(0, 11), max_size=30)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_runs_of_many_pairs_are_those_of_each(pairs: list[tuple[list[int], list[int]]]) -> None:
    found = find_runs([(np.array(one, np.uint32), np.array(other, np.uint32)) for one, other in pairs])
    for (left, right), runs in zip(pairs, found, strict=True):
        often = any(count > 8 for text in (left, right) for count in count_threes(text))
        assert often or runs == find_plainly(left, right)


def count_threes(text: list[int]) -> list[int]:
    threes = [tuple(text[at : at + TILE]) for at in range(len(text) - TILE + 1)]
    return [threes.count(three) for three in threes]


def test_three_words_that_stand_very_often_start_no_run() -> None:
    chant = np.array([1, 2, 3] * 12, np.uint32)
    assert find_runs([(chant, chant)]) == [[]]
    assert find_runs([]) == []
