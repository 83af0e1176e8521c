"""What stands behind an incident, in words that never claim more than who says so."""

from collections.abc import Iterable, Sequence

from marsad.model.claims import Stance
from marsad.model.incidents import ContradictionKind, Incident, IncidentStatus
from marsad.publish.index import Index, name_source
from marsad.publish.sentences import say_stance


def say_status(index: Index, incident: Incident) -> str:
    """The status of an incident, with who says so and who denies it where that is in dispute."""
    if incident.status is IncidentStatus.CORROBORATED:
        return f"Corroborated by {incident.independent_sources} independent sources"
    if incident.status is IncidentStatus.CONTESTED:
        return f"Contested: {'; '.join(_say_sides(index, incident))}"
    if incident.status is IncidentStatus.DENIED:
        denies = _join(_names(index, incident, Stance.DENIES))
        return f"Only denied, by {denies}" if denies else "Only denied"
    if incident.status is IncidentStatus.WITHDRAWN:
        return "Withdrawn by those who reported it"
    doubts = _names(index, incident, Stance.DOES_NOT_CONFIRM)
    if doubts and not _names(index, incident, Stance.ASSERTS):
        return f"Left open: {_join(doubts)} {say_stance(doubts, Stance.DOES_NOT_CONFIRM)}"
    if incident.independent_sources == 0:
        return "Reported in an outlet’s own words; no source is named"
    return "Reported by one source" if incident.independent_sources == 1 else "Reported"


def _say_sides(index: Index, incident: Incident) -> Iterable[str]:
    """Who says so, who denies it, and who does both, each once; else who denied what nobody denies any more."""
    says, denies = _names(index, incident, Stance.ASSERTS), _names(index, incident, Stance.DENIES)
    both = [name for name in says if name in denies]
    for stance, names in ((Stance.ASSERTS, says), (Stance.DENIES, denies)):
        if alone := [name for name in names if name not in both]:
            yield f"{_join(alone)} {say_stance(alone, stance)}"
    if both:
        words = " and ".join(say_stance(both, stance) for stance in (Stance.ASSERTS, Stance.DENIES))
        yield f"{_join(both)} {words}" if len(both) > 1 else f"{both[0]} both {words}"
    if not says:
        yield "a report says so"
    if not denies:
        yield _say_denied(index, incident)


def _say_denied(index: Index, incident: Incident) -> str:
    disputes = [d for d in index.disputes_of.get(incident.id, ()) if d.kind is ContradictionKind.OCCURRENCE]
    stands = [position for dispute in disputes for position in dispute.positions]
    denied = _join(tuple(dict.fromkeys(name_source(index, p.source) for p in stands if p.stance is Stance.DENIES)))
    return f"{denied} denied it before" if denied else "it was denied before"


def _names(index: Index, incident: Incident, stance: Stance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_source(index, v.source) for v in incident.voices if v.stance is stance))


def _join(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
