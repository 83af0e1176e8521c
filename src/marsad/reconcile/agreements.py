"""Agreements: sources whose words differ and can all be so, where a reader could take it for a contradiction.

| why | what looks like a contradiction |
|---|---|
| floor | "at least 5" beside 7 |
| round | "about 20", "dozens" or a range beside a figure that it reaches |
| earlier | a figure that the other source gave before it moved on |
| part | 3 children beside 9 people |
| clock | "noon" beside "0900 GMT": one time by two clocks |
| spelling | two names of one place or one party |

Only between sources that differ. What cannot be so at once is in `disputes` and `contradictions`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from marsad.model.claims import ActorRole, Precision, Stance, When
from marsad.model.ids import make_id
from marsad.model.incidents import Agreement, AgreementWhy, ContradictionKind, Incident, Position
from marsad.reconcile.cliques import find_cliques
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.disputes import (
    About,
    Comparable,
    by_position,
    clash,
    differ,
    far_in_time,
    is_more,
    pair_parts,
    stand_by,
)
from marsad.reconcile.intervals import shares_time
from marsad.reconcile.marks import plain_words
from marsad.reconcile.rows import Row
from marsad.reconcile.scene import Told, name_position
from marsad.reconcile.traits import Trait
from marsad.reconcile.values import is_floor

_CLOCK = frozenset({Precision.INSTANT, Precision.HOUR})


def find_agreements(
    incidents: Sequence[Incident],
    clusters: Sequence[Cluster],
    measures: Sequence[Sequence[Comparable]],
    about: About,
) -> tuple[Agreement, ...]:
    """All agreements of a story, by id."""
    found = [*_agree_on_counts(measures, about)]
    for incident, cluster in zip(incidents, clusters, strict=True):
        voiced = [trait for trait in cluster.traits if trait.told.voiced and trait.told.asserts]
        found += _agree_on_time(incident.id, voiced)
        found += _agree_on_names(incident.id, [trait.told for trait in voiced])
    return tuple(sorted({one.id: one for one in found}.values(), key=lambda a: a.id))


def _agreement(of: str, kind: ContradictionKind, why: AgreementWhy, positions: Iterable[Position]) -> Agreement:
    ordered = tuple(sorted(positions, key=lambda p: (p.source, p.value, p.claims)))
    claims = sorted({claim for position in ordered for claim in position.claims})
    return Agreement(id=make_id("agreement", of, kind, why, *claims), about=of, kind=kind, why=why, positions=ordered)


def _agree_on_counts(measures: Sequence[Sequence[Comparable]], about: About) -> Iterator[Agreement]:
    for groups in measures:
        for group in groups:
            if (of := about.name(group)) is None:
                continue
            told = by_position(group)
            edges: dict[AgreementWhy, list[tuple[str, str]]] = {}
            for a, b in combinations(sorted(told), 2):
                if (why := _why(told[a], told[b])) is not None:
                    edges.setdefault(why, []).append((a, b))
            for why, pairs in edges.items():
                for clique in find_cliques(pairs):
                    yield _agreement(of, ContradictionKind.COUNT, why, (stand_by(told[name]) for name in clique))
            if parts := [pair for pair in pair_parts(groups, group, about) if not is_more(*pair)]:
                rows = {(row.told.position, row.group): row for pair in parts for row in pair}
                yield _agreement(of, ContradictionKind.COUNT, AgreementWhy.PART, (stand_by([r]) for r in rows.values()))


def _why(ours: Sequence[Row], theirs: Sequence[Row]) -> AgreementWhy | None:
    """Why the latest figures of two sources differ and are no contradiction; None where they are equal or are one."""
    one, other = ours[-1], theirs[-1]
    a, b = one.figure, other.figure
    if a == b or far_in_time(one, other) or differ(ours, theirs):
        return None
    if clash(one, other):
        return AgreementWhy.EARLIER
    return AgreementWhy.FLOOR if is_floor(a) or is_floor(b) else AgreementWhy.ROUND


def _agree_on_time(of: str, traits: Sequence[Trait]) -> Iterator[Agreement]:
    """One time of day that sources write by other clocks."""
    held: dict[str, list[Trait]] = {}
    for trait in traits:
        if trait.own_when and trait.when and trait.when.precision in _CLOCK and trait.when.text:
            held.setdefault(trait.told.position, []).append(trait)
    edges = [(a, b) for a, b in combinations(sorted(held), 2) if _is_one_time(held[a], held[b])]
    for clique in find_cliques(edges):
        stands = [_position([(t.told, _written(t.when)) for t in held[name]]) for name in clique]
        yield _agreement(of, ContradictionKind.TIME, AgreementWhy.CLOCK, stands)


def _is_one_time(ours: Sequence[Trait], theirs: Sequence[Trait]) -> bool:
    """Whether two sources write in other words times that share something."""
    if {plain_words(_written(t.when)) for t in ours} & {plain_words(_written(t.when)) for t in theirs}:
        return False
    spans = [[(t.when.start, t.when.end) for t in side if t.when] for side in (ours, theirs)]
    return any(shares_time(a, b) for a in spans[0] for b in spans[1])


def _written(when: When | None) -> str:
    return " ".join((when.text or "").split()) if when else ""


def _agree_on_names(of: str, told: Sequence[Told]) -> Iterator[Agreement]:
    """One place or doer that sources call by names that share no word."""
    named: dict[tuple[ContradictionKind, str], dict[str, list[tuple[Told, str]]]] = {}
    for one in told:
        places = ((ContradictionKind.PLACE, part.place, part.span) for part in one.claim.places)
        doers = [part for part in one.claim.actors if part.role == ActorRole.AGENT]
        for kind, name, span in (*places, *((ContradictionKind.PARTY, part.actor, part.span) for part in doers)):
            if (form := _form(one, span))[:1].isupper():
                named.setdefault((kind, name), {}).setdefault(one.position, []).append((one, form))
    for (kind, _), held in sorted(named.items()):
        forms = {at: {word for _, form in rows for word in plain_words(form)} for at, rows in held.items()}
        edges = [(a, b) for a, b in combinations(sorted(held), 2) if not forms[a] & forms[b]]
        for clique in find_cliques(edges):
            yield _agreement(of, kind, AgreementWhy.SPELLING, (_position(held[name]) for name in clique))


def _form(told: Told, span: tuple[int, int]) -> str:
    """A name as it stands in the sentence, without its article."""
    begin = told.claim.span[0]
    words = told.claim.quote[max(0, span[0] - begin) : max(0, span[1] - begin)].split()
    return " ".join(words[words[:1] in (["the"], ["The"]) :])


def _position(said: Sequence[tuple[Told, str]]) -> Position:
    return Position(
        source=name_position(told for told, _ in said),
        stance=Stance.ASSERTS,
        value=", ".join(dict.fromkeys(words for _, words in said)),
        claims=tuple(sorted({told.claim.id for told, _ in said})),
    )
