"""What changed between two ledgers: incidents matched by the claims they share, then compared field by field.

A claim that is in both ties its incidents together; each incident of the later ledger is compared with the one that it
shares most claims with. One that shares none is new; one that nothing follows is gone, merged or rejected.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.explain.answers import join_words
from marsad.explain.versions import trace_claims
from marsad.explain.words import say_turn
from marsad.model.incidents import Contradiction, Incident, IncidentCount
from marsad.model.ledger import Ledger
from marsad.publish.figures import say_amount, say_group
from marsad.publish.index import Index, index_ledger, name_places, name_source
from marsad.publish.times import say_when
from marsad.reconcile.groups import read_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is other than it was: of what, from what to what, by which claims that were not there."""

    what: str
    about: str
    label: str
    before: str | None
    after: str | None
    claims: tuple[str, ...]


def compare_ledgers(old: Ledger, new: Ledger) -> tuple[Difference, ...]:
    """All that differs: incidents, what sources took back or changed, disputes, judgements, reports that came."""
    was, now = index_ledger(old), index_ledger(new)
    return (
        *_compare_incidents(was, now, old, new),
        *_list_turns(now, old, new),
        *_list_disputes(was, now, old, new),
        *_list_judgements(old, new),
        *_list_reports(now, old, new),
    )


def _compare_incidents(was: Index, now: Index, old: Ledger, new: Ledger) -> list[Difference]:
    home: dict[str, list[str]] = {}
    for incident in old.incidents:
        for claim in incident.claims:
            home.setdefault(claim, []).append(incident.id)
    for claim, earlier in trace_claims(old, new).items():
        home[claim] = home.get(earlier, [])
    found: list[Difference] = []
    followed: set[str] = set()
    for incident in new.incidents:
        shared = Counter(before for claim in incident.claims for before in home.get(claim, ()))
        followed.update(shared)
        if not shared:
            found.append(_difference("new incident", incident, None, incident.label, incident.claims))
            continue
        before = was.incidents[min(shared, key=lambda key: (-shared[key], key))]
        if before != incident:
            found += _compare(was, now, before, incident)
    gone = (incident for incident in old.incidents if incident.id not in followed)
    return found + [_difference("no longer an incident", one, one.label, _say_gone(now, one), ()) for one in gone]


def _say_gone(now: Index, incident: Incident) -> str:
    """Why what was an incident is none."""
    left = [now.claims[claim] for claim in incident.claims if claim in now.claims]
    if not left:
        return "its claims are not read any more"
    said = sorted({reason for claim in left for reason in claim.reasons if " by " in reason and ":" in reason})
    return join_words(said) or "its claims stand in none: the story tells it otherwise, or a person rejected it"


def _difference(
    what: str, incident: Incident, before: str | None, after: str | None, claims: Iterable[str]
) -> Difference:
    return Difference(
        what=what, about=incident.id, label=incident.label, before=before, after=after, claims=tuple(claims)
    )


def _compare(was: Index, now: Index, before: Incident, after: Incident) -> list[Difference]:
    """Status, voices, place, time and figures."""
    heard = {claim for voice in before.voices for claim in voice.claims}
    voices = [claim for voice in after.voices for claim in voice.claims if claim not in heard]
    came = [claim for claim in after.claims if claim not in was.claims]
    pairs = [
        ("status", str(before.status), str(after.status), voices),
        ("independent sources", str(before.independent_sources), str(after.independent_sources), voices),
        ("place", name_places(was, before.places) or "none", name_places(now, after.places) or "none", came),
        ("time", say_when(before.when), say_when(after.when), came),
    ]
    found = [_difference(what, after, a, b, claims) for what, a, b, claims in pairs if a != b]
    figures, later = _figures(before.counts), _figures(after.counts)
    for name in sorted({*figures, *later}):
        a, b = (_say_figure(rows.get(name)) for rows in (figures, later))
        if a != b:
            claims = later[name].claims if name in later else ()
            found.append(_difference(name, after, a, b, (c for c in claims if c not in was.claims)))
    return found


def _figures(counts: Iterable[IncidentCount]) -> dict[str, IncidentCount]:
    """The figures by measure and group; all people are one group however they are called."""
    return {" ".join(filter(None, (str(count.measure), _name_group(count)))): count for count in counts}


def _name_group(count: IncidentCount) -> str:
    everybody = read_group(count.of, count.party, count.age, count.measure).is_everybody
    return "" if everybody else say_group(count)


def _say_figure(count: IncidentCount | None) -> str:
    return "no figure" if count is None else "no single figure" if count.refusal else say_amount(count)


def _list_turns(now: Index, old: Ledger, new: Ledger) -> list[Difference]:
    """What a source said otherwise than before: a denial that became an admission, a toll that rose, a retraction."""
    known = {(change.source, change.from_, change.to) for change in old.changes}
    return [
        Difference(
            what=say_turn(change),
            about=change.about,
            label=name_source(now, change.source),
            before=change.from_,
            after=change.to,
            claims=change.claims,
        )
        for change in new.changes
        if (change.source, change.from_, change.to) not in known
    ]


def _list_disputes(was: Index, now: Index, old: Ledger, new: Ledger) -> list[Difference]:
    """Disputes that came or went, by kind and who holds what."""
    found: list[Difference] = []
    before = {_say_dispute(was, d): d for d in old.contradictions}
    after = {_say_dispute(now, d): d for d in new.contradictions}
    for said, dispute in sorted(after.items()):
        if said not in before:
            claims = tuple(claim for position in dispute.positions for claim in position.claims)
            found.append(
                Difference(
                    what="new dispute", about=dispute.id, label=dispute.kind, before=None, after=said, claims=claims
                )
            )
    for said, dispute in sorted(before.items()):
        if said not in after:
            gone = "no longer in dispute"
            found.append(
                Difference(what=gone, about=dispute.id, label=dispute.kind, before=said, after=None, claims=())
            )
    return found


def _say_dispute(index: Index, dispute: Contradiction) -> str:
    return "; ".join(sorted(f"{name_source(index, p.source)}: {p.value}" for p in dispute.positions))


def _list_judgements(old: Ledger, new: Ledger) -> list[Difference]:
    """What people decided since, and what was undone."""
    rows = {row.id: row for row in (*old.judgements, *new.judgements)}
    before, after = {row.id for row in old.judgements}, {row.id for row in new.judgements}
    said = {key: f"{row.verb}: {row.why}" for key, row in rows.items()}
    return [
        Difference(
            what="judgement" if key in after else "judgement undone",
            about=key,
            label=rows[key].by,
            before=said[key] if key in before else None,
            after=said[key] if key in after else None,
            claims=(),
        )
        for key in sorted(before ^ after)
    ]


def _list_reports(now: Index, old: Ledger, new: Ledger) -> list[Difference]:
    """Reports that came, and those whose page changed."""
    known = {report.id: report for report in old.reports}
    earlier = {version.report: known[version.earlier] for version in new.versions if version.earlier in known}
    return [
        Difference(
            what="changed report" if r.id in earlier else "new report",
            about=r.id,
            label=r.key,
            before=earlier[r.id].title or r.key if r.id in earlier else None,
            after=r.title or r.key,
            claims=(),
        )
        for r in now.reports.values()
        if r.id not in known
    ]
