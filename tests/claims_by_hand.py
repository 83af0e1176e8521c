"""Claims by hand: what the reports of the invented port say, who says it, and where."""

from datetime import UTC, datetime

from marsad.model.claims import (
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
from marsad.model.reports import Span
from reports_by_hand import (
    ADMITS,
    CRANE,
    DENIAL,
    HOLD,
    LANTERN,
    LAST_YEAR,
    MON,
    NURSE,
    QUAY,
    SUN,
    TOLL,
    TRUCE,
    find_span,
)

MAY_4 = datetime(2031, 5, 4, tzinfo=UTC)


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
        span=find_span(report, words),
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
        span=find_span(report, quote),
        quote=quote,
        chain=chain,
        chain_spans=(None,) * len(chain),
        cue=Cue(text=cue, span=find_span(report, cue)) if cue else None,
        stance=stance,
        status=Status.HAPPENED,
        background=background,
        kind=kind,
        kinds=(kind,),
        weapon=None,
        actors=(),
        places=(PlacePart(role=PlaceRole.AT, place="place-quay", span=find_span(report, quote[:5])),),
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
        withheld=(find_span(SUN, "Idris Oum Kalt"),),
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
