"""A ledger by hand, every section filled: two stories, copies, a denial and its change."""

from datetime import UTC, date, datetime

from claims_by_hand import CLAIMS, DOZENS, FLOOR, MAY_4, MONDAY, NIGHT, PLACES, SOURCES
from marsad.model.claims import (
    Actor,
    ActorRole,
    BodyKind,
    Count,
    CountRelation,
    Kind,
    Measure,
    Stance,
    When,
)
from marsad.model.copies import Copy, Family, Passage, Relation, Story
from marsad.model.incidents import (
    Change,
    Contradiction,
    ContradictionKind,
    Control,
    ControlStatus,
    Incident,
    IncidentActor,
    IncidentCount,
    IncidentStatus,
    Link,
    LinkRelation,
    Point,
    Position,
    Series,
    State,
    StateKind,
    StateStatus,
    Voice,
)
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Problem
from reports_by_hand import BODY, LANTERN, MON, REPORTS, SUN, find_span


def sum_up(count: Count, claims: tuple[str, ...], refusal: str | None = None) -> IncidentCount:
    return IncidentCount(
        of=count.of,
        party=count.party,
        measure=count.measure,
        low=None if refusal else count.low,
        best=count.best,
        high=None if refusal else count.high,
        relation=count.relation,
        verbatim=count.verbatim,
        span=count.span,
        place=None,
        scope=count.scope,
        since=None,
        as_of=None,
        subset_of=None,
        age=None,
        gender=None,
        claims=claims,
        rule=None if refusal else "one source, one figure",
        refusal=refusal,
    )


def _voice(source: str, stance: Stance, families: tuple[str, ...], claims: tuple[str, ...]) -> Voice:
    return Voice(source=source, stance=stance, families=families, claims=claims)


def _incident(
    name: str,
    kind: Kind,
    label: str,
    voices: tuple[Voice, ...],
    status: IncidentStatus,
    *,
    sources: int = 1,
    when: When | None = None,
    places: tuple[str, ...] = (),
    counts: tuple[IncidentCount, ...] = (),
    links: tuple[Link, ...] = (),
    review: bool = False,
) -> Incident:
    return Incident(
        id=f"incident-{name}",
        story="story-quay",
        kind=kind,
        label=label,
        when=when,
        places=places,
        actors=(IncidentActor(role=ActorRole.AGENT, actor="actor-tide"),),
        claims=tuple(sorted({claim for voice in voices for claim in voice.claims})),
        voices=voices,
        independent_sources=sources,
        status=status,
        counts=counts,
        links=links,
        reasons=("same place and night",),
        review=review,
    )


BOTH = ("claim-quay-gull", "claim-quay-lantern")
INCIDENTS = (
    _incident(
        "clinic", Kind.EVACUATION, "People carried to the clinic",
        (_voice("source-nurse", Stance.ASSERTS, ("family-quay",), ("claim-nurse",)),),
        IncidentStatus.REPORTED, places=("place-vellar",), review=True,
        counts=(sum_up(DOZENS, ("claim-nurse",)), sum_up(DOZENS, ("claim-nurse",), "two groups that may overlap")),
        links=(Link(relation=LinkRelation.FOLLOWS, incident="incident-quay"),),
    ),
    _incident(
        "customs", Kind.SHELLING, "Shells land beside the customs house",
        (_voice("source-port", Stance.ASSERTS, ("family-mon",), ("claim-admits",)),),
        IncidentStatus.REPORTED, when=MONDAY, places=("place-customs",),
    ),
    _incident(
        "quay", Kind.SHELLING, "Shelling of the Vellar quay",
        (
            _voice("source-monitor", Stance.ASSERTS, ("family-quay",), BOTH),
            _voice("source-port", Stance.DENIES, ("family-quay",), ("claim-denial",)),
        ),
        IncidentStatus.CONTESTED, when=NIGHT, places=("place-quay", "place-vellar"), counts=(sum_up(FLOOR, BOTH),),
    ),
)  # fmt: skip

LEDGER = Ledger(
    schema=SCHEMA,
    made_with=MadeWith(marsad="0.1.0", rules="1", models="none"),
    problems=(
        Problem(path="reports/empty.txt", at=None, what="the file is empty", remedy="Leave it out"),
        Problem(path="reports/list.jsonl", at="line 3", what="not JSON", remedy="Mend the line or leave it out"),
    ),
    reports=REPORTS,
    copies=(
        Copy(
            id="copy-1",
            report=LANTERN,
            origin=SUN,
            origin_name=None,
            relation=Relation.REWRITE,
            overlap=0.82,
            passages=(Passage(report=find_span(LANTERN, BODY), origin=find_span(SUN, BODY)),),
            reasons=("shares a passage of 26 words", "“Shells hit” became “shelled”"),
        ),
        Copy(
            id="copy-2",
            report=LANTERN,
            origin=None,
            origin_name="Coast Wire",
            relation=Relation.CITES,
            overlap=0.0,
            passages=(),
            reasons=("credited at the foot",),
        ),
    ),
    families=(
        Family(id="family-mon", reports=(MON,), origin_name=None),
        Family(id="family-quay", reports=(SUN, LANTERN), origin_name="Coast Wire"),
        Family(id="family-marsa", reports=("report-marsa",), origin_name=None),
    ),
    sources=SOURCES,
    actors=(
        Actor(id="actor-guard", name="port guard", kind=BodyKind.ARMED_GROUP, aliases=()),
        Actor(id="actor-tide", name="Tide Brigade", kind=BodyKind.ARMED_GROUP, aliases=("the brigade",)),
    ),
    places=PLACES,
    stories=(
        Story(id="story-marsa", label="سقوط قذائف", reports=("report-marsa",), first=None, last=None),
        Story(
            id="story-quay",
            label="Shelling of the Vellar quay",
            reports=(SUN, LANTERN, MON),
            first=date(2031, 5, 4),
            last=date(2031, 5, 5),
        ),
    ),
    claims=CLAIMS,
    incidents=INCIDENTS,
    series=(
        Series(
            id="series-coast",
            source="source-monitor",
            of=None,
            party=None,
            measure=Measure.KILLED,
            area="the coast",
            since=datetime(2031, 3, 1, tzinfo=UTC),
            points=(
                Point(as_of=MAY_4, low=57, best=57, high=57, relation=CountRelation.EXACTLY, claims=("claim-toll",)),
            ),
        ),
    ),
    states=(
        State(
            id="state-truce",
            kind=StateKind.CEASEFIRE,
            parties=("actor-guard", "actor-tide"),
            place="place-vellar",
            start=None,
            end=datetime(2031, 5, 6, 9, tzinfo=UTC),
            status=StateStatus.EXPIRED,
            source="source-tide",
            basis="stated end",
            claims=("claim-truce",),
        ),
    ),
    control=(
        Control(
            id="control-customs",
            place="place-customs",
            holder="actor-tide",
            status=ControlStatus.CLAIMED,
            start=None,
            end=None,
            source="source-tide",
            basis="its own claim",
            claims=("claim-hold",),
        ),
    ),
    contradictions=(
        Contradiction(
            id="contradiction-quay",
            about="incident-quay",
            kind=ContradictionKind.OCCURRENCE,
            positions=(
                Position(source="source-monitor", stance=Stance.ASSERTS, value="shells hit the quay", claims=BOTH),
                Position(
                    source="source-port",
                    stance=Stance.DENIES,
                    value="no shell had fallen on the quay",
                    claims=("claim-denial",),
                ),
            ),
        ),
    ),
    changes=(
        Change(
            id="change-port",
            at=datetime(2031, 5, 5, tzinfo=UTC),
            about="incident-quay",
            source="source-port",
            from_="no shell had fallen on the quay",
            to="two shells had landed beside the customs house",
            claims=("claim-denial", "claim-admits"),
        ),
    ),
)
