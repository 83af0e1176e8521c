"""Engines: the same results in the same order from each, and what a stage raises on purpose."""

from collections.abc import Sequence

import pytest

from marsad.engine.base import Engine
from marsad.engine.distributed import DaftEngine
from marsad.engine.local import LOCAL
from marsad.errors import InputError

# Daft leaves a pipe of its processes to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module", params=["local", "daft"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return LOCAL if request.param == "local" else DaftEngine(processes=2)


def test_a_map_keeps_every_batch_once_with_its_results(engine: Engine) -> None:
    def square_all(numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(number * number for number in numbers)

    kept: dict[tuple[int, ...], tuple[int, ...]] = {}
    told: list[tuple[str, int, int]] = []

    def keep(batch: object, results: tuple[int, ...]) -> None:
        assert isinstance(batch, tuple)
        assert batch not in kept
        kept[batch] = results

    engine.run_map("squares", square_all, tuple(range(7)), batch=3, keep=keep, progress=lambda *said: told.append(said))
    assert kept == {(0, 1, 2): (0, 1, 4), (3, 4, 5): (9, 16, 25), (6,): (36,)}
    assert told[0] == ("squares", 0, 7)
    assert told[-1] == ("squares", 7, 7)


def test_groups_come_back_in_their_order(engine: Engine) -> None:
    assert engine.run_group("sums", sum, [(1, 2), (3,), (), (4, 5, 6)]) == (3, 3, 0, 15)


def test_nothing_gives_nothing(engine: Engine) -> None:
    assert engine.run_group("sums", sum, ()) == ()


def test_an_error_with_a_remedy_reaches_the_user(engine: Engine) -> None:
    def refuse(number: int) -> int:
        if number == 3:
            raise InputError("three is no number", "Leave it out")
        return number

    with pytest.raises(InputError, match=r"three is no number. Leave it out"):
        engine.run_group("refusals", refuse, (1, 2, 3, 4))
