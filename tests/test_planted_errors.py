"""Errors planted in invented stories show up as what they are; `bench/planted.py` plants 200 of them."""

from random import Random

import pytest

from marsad.evaluate.planted import KINDS, Change, describe, draw_story, plant, write_story


@pytest.mark.parametrize("seed", (1, 2))
@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_error_shows(kind: str, seed: int) -> None:
    planted = plant(kind, Random(seed))
    assert planted.shown, describe(planted)


def test_stories_are_worded_in_many_ways() -> None:
    chance = Random(3)
    firsts = {write_story(draw_story(chance), Change())[0].text.split(" ")[0] for _ in range(60)}
    assert len(firsts) > 8
