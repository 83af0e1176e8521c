"""Who published a report: its outlet as a source, a person's account included."""

from collections.abc import Sequence

from marsad.lexicon.bodies import BodyTable, find_body, fold_name
from marsad.model.claims import BodyKind
from marsad.model.reports import Report
from marsad.resolve.naming import Named
from marsad.resolve.offices import read_office

_WATCHING = frozenset({"monitor", "register", "watch", "tracker", "documentation", "network", "centre", "center"})
_WATCHED = frozenset({"conflict", "war", "rights", "casualty", "casualties", "violence", "violations", "ceasefire"})
_HELPING = ("un ", "united nations ")
_SITES = (" on Twitter", " on X", " (@", " on Facebook", " on Telegram")


def name_outlet(report: Report, persons: Sequence[str], own: BodyTable) -> Named:
    """The outlet's canonical name; an account is its owner, where the page or the story names him.

    With no known outlet it is "unnamed outlet of KEY", which no other report shares.
    """
    outlet = (report.outlet or "").strip().strip("'\"")
    if not outlet:
        return Named(f"unnamed outlet of {report.key}", BodyKind.OUTLET, None)
    body = own.find(outlet) or find_body(outlet)
    if body is not None:
        return Named(body.name, body.kind, body)
    if outlet.startswith("@"):
        owner = _owner(outlet, report.title or report.text[:300], persons)
        return Named(owner, BodyKind.PERSON, None) if owner else Named(outlet, BodyKind.OUTLET, None)
    return Named(" ".join(outlet.split()), _kind_of(outlet), None)


def _kind_of(outlet: str) -> BodyKind:
    """A ministry, a monitor, the UN or the Red Cross that publishes is that body: it speaks for itself."""
    words = set(fold_name(outlet).split())
    if read_office(outlet) is not None:
        return BodyKind.GOVERNMENT
    watches = "observatory" in words or bool(words & _WATCHING and words & _WATCHED)
    helps = fold_name(outlet).startswith(_HELPING) or bool({"red"} & words and {"cross", "crescent"} & words)
    return BodyKind.ORGANISATION if watches or helps else BodyKind.OUTLET


def _owner(handle: str, title: str, persons: Sequence[str]) -> str | None:
    """The account's owner: the name before "on Twitter" in the title, else the story's person whose name it spells."""
    spelled = "".join(letter for letter in handle.lower() if letter.isalnum())
    for site in _SITES:
        name = title.split(site)[0].strip() if site in title else ""
        if name and len(name.split()) <= 5 and (_spell(name) in spelled or spelled in _spell(name)):
            return name
    matching = [person for person in persons if _spell(person) == spelled]
    return matching[0] if len(matching) == 1 else None


def _spell(name: str) -> str:
    return "".join(letter for letter in fold_name(name) if letter.isalnum())


def name_agency(agency: str, own: BodyTable) -> Named:
    """A credited agency's canonical name."""
    body = own.find(agency.strip()) or find_body(agency.strip())
    return Named(body.name, body.kind, body) if body else Named(" ".join(agency.split()), BodyKind.AGENCY, None)
