"""Cites: a report that names another publisher or body as where it got the matter."""

from collections import Counter
from collections.abc import Mapping, Sequence

from marsad.model.claims import BodyKind, Source
from marsad.model.copies import Copy, Relation
from marsad.model.drafts import Draft
from marsad.model.ids import make_id
from marsad.model.reports import Report
from marsad.resolve.sources import SourceBook

_PUBLISHERS = frozenset({BodyKind.AGENCY, BodyKind.OUTLET, BodyKind.STATE_MEDIA})
_SHARE = 0.4
"""A body whose words carry at least this share of a report's attributed claims is cited for them."""


def find_cites(reports: Sequence[Report], drafts: Sequence[Draft], book: SourceBook) -> tuple[Copy, ...]:
    """One row for each report and source that it cites.

    Cited are a credited agency, a relay that a chain names, and a body whose words carry much of what is attributed.
    `origin` is a report of that source in the story only where the story has exactly one.
    """
    sources = {source.id: source for source in book.sources}
    by_outlet: dict[str, list[str]] = {}
    for report in reports:
        by_outlet.setdefault(book.outlet_of(report.id), []).append(report.id)
    copies: list[Copy] = []
    for report in reports:
        own = [draft for draft in drafts if draft.report == report.id]
        for source, reasons in sorted(_cited(report, own, book, sources, frozenset(by_outlet)).items()):
            origins = [each for each in by_outlet.get(source, []) if each != report.id]
            copies.append(_row(report.id, sources[source], origins, reasons))
    return tuple(sorted(copies, key=lambda copy: copy.id))


def _row(report_id: str, source: Source, origins: Sequence[str], reasons: tuple[str, ...]) -> Copy:
    origin = origins[0] if len(origins) == 1 else None
    return Copy(
        id=make_id("copy", report_id, origin or source.name, Relation.CITES.value),
        report=report_id,
        origin=origin,
        origin_name=source.name,
        relation=Relation.CITES,
        overlap=0.0,
        passages=(),
        reasons=reasons,
    )


def _cited(
    report: Report,
    drafts: Sequence[Draft],
    book: SourceBook,
    sources: Mapping[str, Source],
    outlets: frozenset[str],
) -> dict[str, tuple[str, ...]]:
    carriers = book.carriers_of(report.id)
    found: dict[str, list[str]] = {}
    for agency in carriers[:-1]:
        found.setdefault(agency, []).append("credited by the report")
    carried: Counter[str] = Counter()
    attributed = 0
    for draft in drafts:
        links = [source for source in book.chain_of(draft) if source not in carriers]
        attributed += bool(draft.chain)
        for relay in links[1:]:
            if sources[relay].kind in _PUBLISHERS or sources[relay].kind is BodyKind.ORGANISATION:
                found.setdefault(relay, []).append("named as a relay")
        if links:
            carried[_voice(links[0], sources)] += 1
    for source, times in sorted(carried.items()):
        is_body = sources[source].kind not in {BodyKind.PERSON, BodyKind.UNNAMED, BodyKind.WITNESS}
        if is_body and source not in carriers and _is_much(sources[source], times, attributed, outlets):
            found.setdefault(source, []).append(f"speaks in {times} of {attributed} attributed claims")
    return {source: tuple(dict.fromkeys(reasons)) for source, reasons in found.items()}


def _is_much(source: Source, times: int, attributed: int, outlets: frozenset[str]) -> bool:
    """An agency or outlet by one claim; a body that publishes in the story by two; others by their share."""
    if source.kind in {BodyKind.AGENCY, BodyKind.OUTLET}:
        return True
    return times >= 2 and (source.id in outlets or times >= _SHARE * attributed)


def _voice(source: str, sources: Mapping[str, Source]) -> str:
    """The body that a spokesperson or an unnamed role speaks for, else itself."""
    row = sources[source]
    is_body = row.kind not in {BodyKind.PERSON, BodyKind.UNNAMED}
    return source if is_body or row.affiliation is None else row.affiliation
