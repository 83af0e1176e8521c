"""How reports are grouped for the score: by incident, with what is part of it."""

from dataclasses import replace

from ledger_by_hand import LEDGER
from marsad.evaluate.reconcile import group_reports, name_operations
from marsad.model.incidents import Link, LinkRelation


def test_an_incident_counts_with_what_it_is_part_of() -> None:
    one, other, *rest = LEDGER.incidents
    tied = replace(one, links=(Link(relation=LinkRelation.PART_OF, incident=other.id),))
    ledger = replace(LEDGER, incidents=(tied, other, *rest))
    names = name_operations(ledger)
    assert names[one.id] == names[other.id] == min(one.id, other.id)
    assert all(names[incident.id] == incident.id for incident in rest)
    assert len(group_reports(ledger, names)) <= len(group_reports(ledger, {}))


def test_what_only_follows_another_is_another() -> None:
    one, other, *rest = LEDGER.incidents
    tied = replace(one, links=(Link(relation=LinkRelation.FOLLOWS, incident=other.id),))
    names = name_operations(replace(LEDGER, incidents=(tied, other, *rest)))
    assert names[one.id] != names[other.id]
