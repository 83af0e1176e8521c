"""The engine: while a group is worked out nobody looks for rings, and afterwards all is as it was."""

import gc

import pytest

from marsad.engine.local import LOCAL


def test_the_collector_rests_while_a_group_is_worked_out_and_then_goes_on() -> None:
    assert LOCAL.run_group("looking", lambda _group: gc.isenabled(), ["one", "two"]) == (False, False)
    assert gc.isenabled()


def test_the_collector_goes_on_where_a_group_fails() -> None:
    def fail(_group: str) -> None:
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        LOCAL.run_group("failing", fail, ["one"])
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        LOCAL.run_group("looking", str, ["one"])
        assert not gc.isenabled()
    finally:
        gc.enable()
