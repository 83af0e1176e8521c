"""The codec's law: whatever a record holds, it reads back as the very value that it was."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_by_hand import LEDGER
from marsad.model.codec import dump_ledger, load_ledger, load_record, to_json
from marsad.model.ledger import SCHEMA, Ledger, MadeWith

ZONES = st.one_of(st.just(UTC), st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))))
KINDS = {name: get_args(hint)[0] for name, hint in get_type_hints(Ledger).items() if get_args(hint)}
st.register_type_strategy(datetime, st.datetimes(timezones=ZONES))
st.register_type_strategy(date, st.dates())
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_record_reads_back_as_the_value_that_it_was_and_is_written_as_the_same_bytes(kind: type[object]) -> None:
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(st.from_type(kind))
    def check(record: object) -> None:
        written = json.dumps(to_json(record))
        read = load_record(kind, written)
        assert read == record
        assert json.dumps(to_json(read)) == written

    check()


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_ledger_that_is_written_read_and_written_again_is_the_same_bytes(data: st.DataObject) -> None:
    rows = {name: tuple(data.draw(st.lists(st.from_type(kind), max_size=1))) for name, kind in KINDS.items()}
    ledger = Ledger(schema=SCHEMA, made_with=MadeWith(marsad="1", rules="2", models="3"), **rows)
    written = dump_ledger(ledger)
    assert load_ledger(written) == ledger
    assert dump_ledger(load_ledger(written)) == written


def test_a_ledger_by_hand_with_every_section_is_read_and_written_again_as_the_same_bytes() -> None:
    assert dump_ledger(load_ledger(dump_ledger(LEDGER))) == dump_ledger(LEDGER)
