"""The map's data: one feature an incident, and one for each word on who holds a place (GeoJSON, RFC 7946); no
coordinates, no pin.
"""

import json
from collections.abc import Sequence

from marsad.model.codec import Json
from marsad.model.incidents import Control, Incident
from marsad.model.ledger import Ledger
from marsad.publish.chronicle import order_incidents
from marsad.publish.figures import say_count
from marsad.publish.index import Index, index_ledger, name_place, name_source, pin_place
from marsad.publish.masking import NO_NAMES, Mask, Names, find_withheld, mask_text
from marsad.publish.status import say_status
from marsad.publish.times import say_when, stamp_edges

NOTICE = "Desk document, not for publication"


def incidents_map(ledger: Ledger, withheld: Names = NO_NAMES) -> str:
    """`incidents.geojson`: a point at an incident's first place that has coordinates, else `geometry: null`; without
    the names that its claims withhold, and without those of `withheld`.
    """
    index = index_ledger(ledger)
    rows = [_feature(index, incident) for incident in order_incidents(ledger.incidents)]
    return _collect(find_withheld(ledger, withheld), rows)


def control_map(ledger: Ledger) -> str:
    """`control.geojson`: who is said to hold what, by whom and on what basis. Two words on one place are two features,
    and neither is preferred; a ledger as of a day (`--as-of`) gives the map of that day.
    """
    index = index_ledger(ledger)
    return _collect(find_withheld(ledger), [_hold(index, control) for control in ledger.control])


def _collect(mask: Mask, rows: Sequence[Json]) -> str:
    features = [_mask_all(mask, row) for row in rows]
    collection: Json = {"type": "FeatureCollection", "notice": NOTICE, "features": list(features)}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _hold(index: Index, control: Control) -> Json:
    place = index.places[control.place]
    pinned = place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": control.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if pinned else None,
        "properties": {
            "place": name_place(index, place.id),
            "precision": place.precision.value if pinned else None,
            "holder": index.actors[control.holder].name,
            "status": control.status.value,
            "start": control.start.isoformat() if control.start else None,
            "end": control.end.isoformat() if control.end else None,
            "by": name_source(index, control.source),
            "basis": control.basis,
            "claims": list(control.claims),
        },
    }


def _feature(index: Index, incident: Incident) -> Json:
    pin = pin_place(index, incident)
    place = pin.id if pin else next(iter(incident.places), None)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [pin.lon, pin.lat]} if pin else None,
        "properties": {
            "label": incident.label,
            "kind": incident.kind.value,
            "status": incident.status.value,
            "status_words": say_status(index, incident),
            "when": say_when(incident.when),
            "start": stamp_edges(incident.when)[0],
            "end": stamp_edges(incident.when)[1],
            "place": name_place(index, place) if place else None,
            "precision": pin.precision.value if pin else None,
            "basis": pin.basis.value if pin else None,
            "voices": [f"{name_source(index, v.source)}: {v.stance}" for v in incident.voices],
            "independent_sources": incident.independent_sources,
            "counts": [c.refusal or say_count(c) for c in incident.counts],
            "story": incident.story,
            "claims": list(incident.claims),
        },
    }


def _mask_all(mask: Mask, node: Json) -> Json:
    if isinstance(node, dict):
        return {key: _mask_all(mask, value) for key, value in node.items()}
    if isinstance(node, list):
        return [_mask_all(mask, value) for value in node]
    return mask_text(mask, node) if isinstance(node, str) else node
