"""The contract of ledger.json: valid against its schema, the same bytes for any order and batching."""

import json
import random
from pathlib import Path

import jsonschema
import pytest

from marsad import working
from marsad.intake import read_paths
from marsad.model.codec import dump_ledger, ledger_schema, load_ledger
from marsad.pipeline import build_ledger

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def two_sets() -> list[str]:
    return [(EXAMPLES / name / "reports").as_posix() for name in ("sudan-market", "drc-town")]


def test_the_ledger_is_valid_against_its_schema(two_sets: list[str]) -> None:
    taken = read_paths(two_sets, None)
    ledger = json.loads(dump_ledger(build_ledger(taken.reports, taken.problems)))
    schema = ledger_schema()
    assert isinstance(schema, dict)
    jsonschema.Draft202012Validator(schema).validate(ledger)
    assert ledger["claims"]
    assert ledger["incidents"]


def test_a_ledger_of_reports_is_read_and_written_again_as_the_same_bytes(two_sets: list[str]) -> None:
    taken = read_paths(two_sets, None)
    ledger = build_ledger(taken.reports, taken.problems)
    written = dump_ledger(ledger)
    assert load_ledger(written) == ledger
    assert dump_ledger(load_ledger(written)) == written


def test_order_and_batching_change_no_byte(two_sets: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    taken = read_paths(two_sets, None)
    first = dump_ledger(build_ledger(taken.reports, taken.problems))
    shuffled = list(taken.reports)
    random.Random(7).shuffle(shuffled)
    monkeypatch.setattr(working, "READ_BATCH", 1)
    assert dump_ledger(build_ledger(shuffled, taken.problems)) == first


def test_an_unrelated_story_changes_nothing_in_another(two_sets: list[str]) -> None:
    alone = build_ledger(read_paths(two_sets[:1], None).reports)
    together = build_ledger(read_paths(two_sets, None).reports)
    for section in ("claims", "incidents", "series", "contradictions", "changes", "families", "stories"):
        assert set(getattr(alone, section)) <= set(getattr(together, section)), section


def test_every_reference_leads_somewhere(two_sets: list[str]) -> None:
    ledger = build_ledger(read_paths(two_sets, None).reports)
    claims = {claim.id for claim in ledger.claims}
    sources = {source.id for source in ledger.sources}
    texts = {report.id: report.text for report in ledger.reports}
    places = {place.id for place in ledger.places}
    for claim in ledger.claims:
        assert texts[claim.report][slice(*claim.span)] == claim.quote
        assert claim.chain
        assert set(claim.chain) <= sources
        assert {part.place for part in claim.places} <= places
    for incident in ledger.incidents:
        assert set(incident.claims) <= claims
        assert {voice.source for voice in incident.voices} <= sources
        assert all(set(count.claims) <= claims and count.claims for count in incident.counts)
    for series in ledger.series:
        assert all(set(point.claims) <= claims and point.claims for point in series.points)
