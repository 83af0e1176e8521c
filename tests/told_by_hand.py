"""Short reports as text, and the ledger that is read from them."""

import json
from pathlib import Path

from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger


def read_told(folder: Path, *told: tuple[str, str, str]) -> Ledger:
    """The ledger of reports given as outlet, day and text."""
    file = folder / "told.jsonl"
    rows = [
        {"id": f"told-{at}", "outlet": outlet, "published": day, "text": text}
        for at, (outlet, day, text) in enumerate(told)
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return read_ledger([str(file)])


def places_of(ledger: Ledger, incident: Incident) -> set[str]:
    """The names of an incident's places."""
    return {place.name for place in ledger.places if place.id in incident.places}


def killed(incident: Incident) -> set[int | None]:
    """The figures of killed that an incident gives."""
    return {n for row in incident.counts if row.measure == "killed" for n in (row.low, row.best, row.high)} - {None}


def names_of(ledger: Ledger, incident: Incident, stance: str) -> set[str]:
    """The names of those who assert or deny an incident."""
    named = {source.id: source.name for source in ledger.sources}
    return {named[voice.source] for voice in incident.voices if voice.stance == stance}
