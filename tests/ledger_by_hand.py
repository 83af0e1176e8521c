"""A ledger written by hand, every section filled: an invented port, two stories, copies, a denial and its change."""

from datetime import UTC, date, datetime

from marsad.model.claims import (
    Actor,
    ActorRole,
    BodyKind,
    Claim,
    Count,
    CountRelation,
    Cue,
    Kind,
    Measure,
    Place,
    PlaceBasis,
    PlacePart,
    PlacePrecision,
    PlaceRole,
    Precision,
    Scope,
    Source,
    Stance,
    Status,
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
from marsad.model.reports import Block, BlockKind, DateBasis, Problem, Report, Span

MAY_4 = datetime(2031, 5, 4, tzinfo=UTC)

QUAY = "At least 12 dockers were killed when shells hit the Vellar quay overnight, the Harbour Monitor said."
DENIAL = "Port authority spokeswoman Ana Ruiz said no shell had fallen on the quay."
NURSE = "Idris Oum Kalt, a nurse, said dozens of people had been carried to the clinic."
TOLL = "The monitor has counted 57 dead along the coast since 1 March."
LAST_YEAR = "A blaze in the grain silo killed 3 last year."
TRUCE = "A truce between the port guard and the Tide Brigade holds until noon (0900 GMT) on Tuesday, the brigade said."
ADMITS = "On Monday the port authority acknowledged that two shells had landed beside the customs house."
HOLD = "The Tide Brigade claimed that it held the customs house."
CRANE = "=A crane fell at Lower Vellar, the Gull wrote in its own words."

BODY = f"{QUAY} {DENIAL}"
TEXTS = {
    "gull-sun.txt": ("Shells hit quay", BODY, NURSE, TOLL, "Photo: the quay at dawn", "Read more: tide tables"),
    "lantern-sun.txt": ("Quay shelled in Vellar", BODY),
    "gull-mon.txt": ("Authority changes its account", ADMITS, TRUCE, HOLD, LAST_YEAR, CRANE),
    "marsa.txt": ("سقوط قذائف على الرصيف", "قال المرصد إن القذائف أصابت الرصيف ليلا."),
}
_KINDS = {"Photo": BlockKind.CAPTION, "Read ": BlockKind.BOILERPLATE}


def _blocks(paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    blocks, at = [], 0
    for rank, paragraph in enumerate(paragraphs):
        kind = BlockKind.TITLE if rank == 0 else _KINDS.get(paragraph[:5], BlockKind.BODY)
        blocks.append(Block(start=at, end=at + len(paragraph), kind=kind))
        at += len(paragraph) + 2
    return tuple(blocks)


def _report(key: str, outlet: str, published: date | datetime | None, language: str = "en") -> Report:
    read = language == "en"
    return Report(
        id=f"report-{key.partition('.')[0]}",
        key=key,
        url="https://gull.example/quay" if outlet == "The Gull" else "javascript:alert(1)",
        outlet=outlet,
        agency="Coast Wire" if key == "lantern-sun.txt" else None,
        author=None,
        title=TEXTS[key][0],
        published=published,
        published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        dateline=None,
        language=language,
        read=read,
        unread_why=None if read else "claims in this language cannot be read yet",
        text="\n\n".join(TEXTS[key]),
        blocks=_blocks(TEXTS[key]),
    )


REPORTS = (
    _report("gull-mon.txt", "The Gull", datetime(2031, 5, 5, 14, 30, tzinfo=UTC)),
    _report("gull-sun.txt", "The Gull", date(2031, 5, 4)),
    _report("lantern-sun.txt", "Lantern & <Post>", date(2031, 5, 4)),
    _report("marsa.txt", "المرسى", None, "ar"),
)
TEXT_OF = {report.id: report.text for report in REPORTS}


def _find(report: str, words: str) -> Span:
    start = TEXT_OF[report].index(words)
    return start, start + len(words)


def _when(start: datetime, end: datetime, precision: Precision, text: str | None = None) -> When:
    return When(text=text, span=None, start=start, end=end, precision=precision, basis="dateline")


NIGHT = _when(
    datetime(2031, 5, 3, 18, tzinfo=UTC), datetime(2031, 5, 4, 6, tzinfo=UTC), Precision.DAY_PART, "overnight"
)
MONDAY = _when(datetime(2031, 5, 4, 21, tzinfo=UTC), datetime(2031, 5, 5, 21, tzinfo=UTC), Precision.DAY)


def _count(
    report: str,
    words: str,
    measure: Measure,
    bounds: tuple[int | None, int | None, int | None],
    relation: CountRelation,
    *,
    of: str | None = None,
    scope: Scope = Scope.NEW,
) -> Count:
    low, best, high = bounds
    total = scope is Scope.CUMULATIVE
    return Count(
        of=of,
        party="Dockers' Union" if of == "dockers" else None,
        measure=measure,
        low=low,
        best=best,
        high=high,
        relation=relation,
        verbatim=words,
        span=_find(report, words),
        place=None,
        scope=scope,
        since=datetime(2031, 3, 1, tzinfo=UTC) if total else None,
        as_of=MAY_4 if total else None,
        subset_of=None,
        age=None,
        gender=None,
    )


def _claim(
    name: str,
    report: str,
    quote: str,
    chain: tuple[str, ...],
    kind: Kind,
    *,
    cue: str | None = None,
    stance: Stance = Stance.ASSERTS,
    background: bool = False,
    review: bool = False,
    when: When | None = None,
    counts: tuple[Count, ...] = (),
    withheld: tuple[Span, ...] = (),
) -> Claim:
    return Claim(
        id=f"claim-{name}",
        report=report,
        span=_find(report, quote),
        quote=quote,
        chain=chain,
        chain_spans=(None,) * len(chain),
        cue=Cue(text=cue, span=_find(report, cue)) if cue else None,
        stance=stance,
        status=Status.HAPPENED,
        background=background,
        kind=kind,
        kinds=(kind,),
        weapon=None,
        actors=(),
        places=(PlacePart(role=PlaceRole.AT, place="place-quay", span=_find(report, quote[:5])),),
        when=when,
        counts=counts,
        withheld=withheld,
        reasons=(),
        review=review,
    )


def _quay(name: str, report: str, chain: tuple[str, ...]) -> Claim:
    floor = (12, None, None)
    count = _count(report, "At least 12", Measure.KILLED, floor, CountRelation.AT_LEAST, of="dockers")
    return _claim(name, report, QUAY, chain, Kind.SHELLING, cue="said", when=NIGHT, counts=(count,))


SUN, LANTERN, MON = "report-gull-sun", "report-lantern-sun", "report-gull-mon"
CLAIMS = (
    _claim("admits", MON, ADMITS, ("source-port", "source-gull"), Kind.SHELLING, when=MONDAY),
    _claim("crane", MON, CRANE, ("source-gull",), Kind.OTHER),
    _claim(
        "denial",
        SUN,
        DENIAL,
        ("source-ruiz", "source-gull"),
        Kind.SHELLING,
        stance=Stance.DENIES,
        when=NIGHT,
        cue="said",
    ),
    _claim("hold", MON, HOLD, ("source-tide", "source-gull"), Kind.CONTROL, cue="claimed"),
    _claim("last-year", MON, LAST_YEAR, ("source-gull",), Kind.KILLING, background=True),
    _claim(
        "nurse",
        SUN,
        NURSE,
        ("source-nurse", "source-gull"),
        Kind.EVACUATION,
        review=True,
        counts=(_count(SUN, "dozens", Measure.INJURED, (24, None, 99), CountRelation.VAGUE),),
        withheld=(_find(SUN, "Idris Oum Kalt"),),
    ),
    _quay("quay-gull", SUN, ("source-monitor", "source-gull")),
    _quay("quay-lantern", LANTERN, ("source-monitor", "source-wire", "source-lantern")),
    _claim(
        "toll",
        SUN,
        TOLL,
        ("source-monitor", "source-gull"),
        Kind.KILLING,
        counts=(_count(SUN, "57 dead", Measure.KILLED, (57, 57, 57), CountRelation.EXACTLY, scope=Scope.CUMULATIVE),),
    ),
    _claim("truce", MON, TRUCE, ("source-tide", "source-gull"), Kind.CEASEFIRE, cue="said"),
)
FLOOR, DOZENS = CLAIMS[6].counts[0], CLAIMS[5].counts[0]


def _source(name: str, full: str, kind: BodyKind, affiliation: str | None = None) -> Source:
    return Source(id=f"source-{name}", name=full, kind=kind, aliases=(), affiliation=affiliation)


SOURCES = (
    _source("gull", "The Gull", BodyKind.OUTLET),
    _source("lantern", "Lantern & <Post>", BodyKind.OUTLET),
    _source("monitor", "Harbour Monitor", BodyKind.ORGANISATION),
    _source("nurse", "Idris Oum Kalt", BodyKind.PERSON),
    _source("port", "Port Authority", BodyKind.GOVERNMENT),
    _source("ruiz", "Ana Ruiz", BodyKind.PERSON, "source-port"),
    _source("tide", "Tide Brigade", BodyKind.ARMED_GROUP),
    _source("wire", "Coast Wire", BodyKind.AGENCY),
)


def _place(name: str, full: str, within: str | None, at: tuple[float, float] | None) -> Place:
    return Place(
        id=f"place-{name}",
        name=full,
        kind="quay" if name == "quay" else "town",
        aliases=(),
        within=within,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        country=None,
        precision=PlacePrecision.LOCALITY if at else PlacePrecision.UNKNOWN,
        basis=PlaceBasis.GAZETTEER if at else PlaceBasis.NONE,
    )


PLACES = (_place("customs", "customs house", "place-vellar", None), _place("quay", "Vellar quay", "place-vellar", None),
          _place("vellar", "Port Vellar", None, (-12.5, 44.25)))  # fmt: skip


def _sum(count: Count, claims: tuple[str, ...], refusal: str | None = None) -> IncidentCount:
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
        counts=(_sum(DOZENS, ("claim-nurse",)), _sum(DOZENS, ("claim-nurse",), "two groups that may overlap")),
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
        IncidentStatus.CONTESTED, when=NIGHT, places=("place-quay", "place-vellar"), counts=(_sum(FLOOR, BOTH),),
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
            passages=(Passage(report=_find(LANTERN, BODY), origin=_find(SUN, BODY)),),
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
