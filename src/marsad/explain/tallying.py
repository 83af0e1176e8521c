"""Tallies: one figure for each group and measure of an incident by a named rule, how it came about, and the mentions
that adding up would have counted twice.

| rule | takes, of each source's latest figure |
|---|---|
| `as_shown` | what the ledger shows: the figure that all agree on, else lowest to highest |
| `most_recent` | the one told last |
| `most_conservative` | the one with the lowest number |
| `highest` | the one with the highest number |
| `named_source` | that of the source that is named |

A rule chooses inside one scope. Where scopes differ there is no figure by any rule, and the refusal says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from marsad.model.incidents import Incident, IncidentCount
from marsad.model.ledger import Ledger
from marsad.publish.figures import say_amount, say_group
from marsad.publish.index import Index
from marsad.reconcile.groups import read_group, same_group
from marsad.reconcile.rows import Row, latest_by_source, leave_other_tolls, rows_of
from marsad.reconcile.scene import Scene, Told, set_scene
from marsad.reconcile.values import Figure, figure_of, in_digits, middle, reach


class Rule(StrEnum):
    """How one figure is chosen among those of several sources."""

    AS_SHOWN = "as_shown"
    MOST_RECENT = "most_recent"
    MOST_CONSERVATIVE = "most_conservative"
    HIGHEST = "highest"
    NAMED_SOURCE = "named_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one source gives: its latest figure, with the claim that gives it, and what it gave before."""

    source: str
    figure: str
    claim: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """Mentions that would count twice if all were added up, by why, and the sum that this would give."""

    mentions: int
    total: int
    copies: int
    again: int
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A figure of one incident for one group and measure, by a rule; `figure` is None where it is refused."""

    incident: str
    label: str
    measure: str
    group: str
    figure: str | None
    why: str
    given: tuple[Given, ...]
    avoided: Avoided
    part_of: str | None


def tally_ledger(ledger: Ledger, index: Index, rule: Rule, named: frozenset[str]) -> tuple[Tally, ...]:
    """Every figure of every incident; `named` are the ids of the source that `named_source` asks for."""
    found: list[Tally] = []
    for story in ledger.stories:
        incidents = [incident for incident in ledger.incidents if incident.story == story.id]
        scene = _set_scene(ledger, story.id)
        for incident in incidents:
            told = [scene.by_claim[claim] for claim in incident.claims if claim in scene.by_claim]
            found += [_tally(index, incident, count, told, scene, rule, named) for count in incident.counts]
    return tuple(found)


def _set_scene(ledger: Ledger, story: str) -> Scene:
    """A story's claims with who speaks in each, as they were when it was reconciled."""
    row = next(one for one in ledger.stories if one.id == story)
    held = set(row.reports)
    return set_scene(
        row,
        [report for report in ledger.reports if report.id in held],
        [family for family in ledger.families if held & set(family.reports)],
        [claim for claim in ledger.claims if claim.report in held],
        ledger.sources,
        ledger.actors,
        ledger.places,
    )


def _tally(
    index: Index,
    incident: Incident,
    count: IncidentCount,
    told: Sequence[Told],
    scene: Scene,
    rule: Rule,
    named: frozenset[str],
) -> Tally:
    rows = _rows(count, [one for one in told if one.claim.id in count.claims])
    latest = latest_by_source([row for row in rows if row.told.voiced] or rows)
    figure, why = _choose(count, latest, scene, rule, named)
    whole = incident.counts[count.subset_of] if count.subset_of is not None else None
    return Tally(
        incident=incident.id,
        label=incident.label,
        measure=count.measure,
        group=say_group(count),
        figure=figure,
        why=why,
        given=tuple(_given(row, rows, scene) for row in latest),
        avoided=_avoid(index, rows, latest),
        part_of=f"{say_amount(whole)} {say_group(whole)}".strip() if whole else None,
    )


def _rows(count: IncidentCount, told: Sequence[Told]) -> tuple[Row, ...]:
    """The claims' figures for the group and measure of a row."""
    group = read_group(count.of, count.party, count.age, count.measure)
    here = {one.claim.id: frozenset({""}) for one in told}
    rows = [row for row in leave_other_tolls(rows_of(told), here) if row.count.measure == count.measure]
    return tuple(row for row in rows if same_group(row.group, group)) or tuple(rows)


def _choose(
    count: IncidentCount, latest: Sequence[Row], scene: Scene, rule: Rule, named: frozenset[str]
) -> tuple[str | None, str]:
    """The figure by the rule, and why it is that one; None with the reason where there is none."""
    if count.refusal:
        return None, f"no rule gives one figure: {count.refusal}"
    if rule == Rule.AS_SHOWN or not latest:
        return say_amount(count), count.rule or "as the claims give it"
    if rule == Rule.NAMED_SOURCE:
        latest = [row for row in latest if named & _names_of(row.told)]
        if not latest:
            return None, "the named source gives no figure here"
    order = {
        Rule.MOST_RECENT: max(latest, key=lambda row: row.age),
        Rule.NAMED_SOURCE: max(latest, key=lambda row: row.age),
        Rule.MOST_CONSERVATIVE: min(latest, key=lambda row: (reach(figure_of(row.count))[0], row.told.claim.id)),
        Rule.HIGHEST: max(latest, key=lambda row: (middle(figure_of(row.count)), row.told.claim.id)),
    }
    chosen = order[rule]
    among = f" of {len(latest)} sources" if len(latest) > 1 else ""
    why = f"{rule.replace('_', ' ')}{among}: {scene.name_of(chosen.told.speaker.source)}"
    return in_digits(figure_of(chosen.count)), why


def _names_of(told: Told) -> set[str]:
    """The originator, the body that it speaks for, and the root of that."""
    return {told.speaker.source, told.speaker.near, told.claim.chain[0]}


def _given(row: Row, rows: Sequence[Row], scene: Scene) -> Given:
    mine = sorted((r for r in rows if r.told.position == row.told.position), key=lambda r: r.age)
    now = in_digits(figure_of(row.count))
    before = dict.fromkeys(said for r in mine if (said := in_digits(figure_of(r.count))) != now)
    return Given(
        source=scene.name_of(row.told.speaker.source), figure=now, claim=row.told.claim.id, before=tuple(before)
    )


def _is_earlier(row: Row, held: Mapping[str, Figure], voices: frozenset[str]) -> bool:
    """Whether its source, or its voice by another role, has moved on to another figure."""
    if row.told.position not in held:
        return row.told.voice in voices
    return figure_of(row.count) != held[row.told.position]


def _avoid(index: Index, rows: Iterable[Row], latest: Sequence[Row]) -> Avoided:
    """Each mention beyond one figure a source: in a copy, told again, or an earlier value."""
    ordered = sorted(rows, key=lambda row: row.age, reverse=True)
    seen_texts: set[tuple[str, str, str]] = set()
    held = {row.told.position: figure_of(row.count) for row in latest}
    voices = frozenset(row.told.voice for row in latest)
    copies = again = earlier = 0
    spent: set[str] = set()
    for row in ordered:
        text = (row.told.family, row.told.position, str(figure_of(row.count)))
        if text in seen_texts and len(index.families[row.told.family].reports) > 1:
            copies += 1
        elif _is_earlier(row, held, voices):
            earlier += 1
        elif row.told.position in spent:
            again += 1
        spent.add(row.told.position)
        seen_texts.add(text)
    return Avoided(
        mentions=len(ordered),
        total=sum(middle(figure_of(row.count)) for row in ordered),
        copies=copies,
        again=again,
        earlier=earlier,
    )
