"""The map's data: pins only where there are coordinates."""

import json

from ledger_by_hand import LEDGER
from marsad.publish.geo import control_map, incidents_map
from marsad.publish.masking import MASK

FEATURES = {feature["id"]: feature for feature in json.loads(incidents_map(LEDGER))["features"]}


def test_every_incident_is_one_feature() -> None:
    assert set(FEATURES) == {incident.id for incident in LEDGER.incidents}


def test_a_point_stands_at_the_first_place_with_coordinates() -> None:
    quay = FEATURES["incident-quay"]
    assert quay["geometry"] == {"type": "Point", "coordinates": [44.25, -12.5]}
    assert quay["properties"]["precision"] == "locality"
    assert quay["properties"]["place"] == "Port Vellar"


def test_no_coordinates_no_pin() -> None:
    customs = FEATURES["incident-customs"]
    assert customs["geometry"] is None
    assert customs["properties"]["precision"] is None
    assert customs["properties"]["place"] == "customs house, Port Vellar"


def test_properties_say_who_and_how_many_in_words() -> None:
    quay = FEATURES["incident-quay"]["properties"]
    assert quay["voices"] == ["Harbour Monitor: asserts", "Port Authority: denies"]
    assert quay["counts"] == ["killed: at least 12 dockers (Dockers' Union)"]
    assert quay["independent_sources"] == 1
    assert FEATURES["incident-clinic"]["properties"]["voices"] == [f"{MASK}: asserts"]


def test_who_holds_what_is_said_by_whom_and_on_what_basis() -> None:
    held = {feature["id"]: feature for feature in json.loads(control_map(LEDGER))["features"]}
    assert set(held) == {control.id for control in LEDGER.control} != set()
    for control in LEDGER.control:
        said = held[control.id]["properties"]
        assert said["status"] == control.status
        assert said["by"] and said["holder"] and said["claims"] == list(control.claims)
