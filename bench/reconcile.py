"""Reconciling one long story, beside the bare parser on the same reports: python bench/reconcile.py [REPORTS...]

Prints for each size the claims, the seconds on one core, the parser's seconds for the same texts and, where sizes
differ, the exponent of growth from the first to the last (the limits: 10 s for 500 reports of 20 claims each, n^1.3).
"""

import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from math import log
from random import Random

from marsad.engine.local import LOCAL
from marsad.model.claims import (
    Actor,
    ActorPart,
    ActorRole,
    BodyKind,
    Claim,
    Count,
    CountRelation,
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
)  # fmt: skip
from marsad.model.copies import Family, Story
from marsad.model.reports import DateBasis, Report
from marsad.reconcile import reconcile

os.environ.setdefault("OMP_NUM_THREADS", "1")
SIZES = (50, 500)
CLAIMS = 20
SECONDS, GROWTH = 10.0, 1.3
TOWNS = ("Orlen", "Dovar", "Vellar", "Tesk", "Marn", "Sulen", "Ibrat", "Kolm")
SPEAKERS = ("Harbour Watch", "Valley Army", "River Front", "Health Office", "Red Circle", "Governor", "State Radio")
DEEDS = (
    ("Shells hit the {} of {}", Kind.SHELLING), ("Jets bombed the {} of {}", Kind.AIRSTRIKE),
    ("Fighters clashed at the {} of {}", Kind.CLASH), ("Gunmen attacked the {} of {}", Kind.ATTACK),
    ("Families fled the {} of {}", Kind.DISPLACEMENT), ("Buses took fighters from the {} of {}", Kind.EVACUATION),
    ("Soldiers arrested men at the {} of {}", Kind.DETENTION), ("A truce was agreed for the {} of {}", Kind.CEASEFIRE),
)  # fmt: skip
SPOTS = ("market", "bridge", "school", "port", "hospital", "barracks", "mill", "station", "church", "square")
TAILS = ("before dawn", "after prayers", "as rain fell", "for an hour", "from three sides", "without warning")
FIRST = datetime(2031, 5, 1, tzinfo=UTC)


def write_story(
    reports: int, chance: Random
) -> tuple[Story, list[Report], list[Family], list[Claim], list[Source], list[Actor], list[Place]]:
    """A story of so many reports of `CLAIMS` claims over three weeks in eight towns; a fifth of them retold."""
    sources = [Source(id=f"s-{n}", name=n, kind=BodyKind.ORGANISATION, aliases=(), affiliation=None) for n in SPEAKERS]
    papers = [
        Source(id=f"p-{n}", name=f"Paper {n}", kind=BodyKind.OUTLET, aliases=(), affiliation=None) for n in range(40)
    ]
    actors = [Actor(id=f"a-{n}", name=n, kind=BodyKind.ARMED_GROUP, aliases=()) for n in SPEAKERS[1:3]]
    places = [_place(name, at) for at, name in enumerate(TOWNS)]
    told: list[Report] = []
    claims: list[Claim] = []
    for at in range(reports):
        day = chance.randrange(21)
        quotes: list[str] = []
        for order in range(CLAIMS):
            old = claims[chance.randrange(len(claims))] if claims and chance.random() < 0.2 else None
            claims.append(_claim(f"r{at}", order, day, papers[at % 40], sources, chance, old))
            quotes.append(claims[-1].quote)
        told.append(_report(f"r{at}", (FIRST + timedelta(days=day)).date(), ". ".join(quotes)))
    story = Story(id="story", label="Orlen", reports=tuple(r.id for r in told), first=None, last=None)
    families = [Family(id=f"f-{r.id}", reports=(r.id,), origin_name=None) for r in told]
    return story, told, families, claims, [*sources, *papers], actors, places


def _place(name: str, at: int) -> Place:
    return Place(
        id=f"place-{name}", name=name, kind="city", aliases=(), within=None, lat=40.0 + at, lon=20.0, country="Kestria",
        precision=PlacePrecision.LOCALITY, basis=PlaceBasis.GAZETTEER,
    )  # fmt: skip


def _report(name: str, day: date, text: str) -> Report:
    return Report(
        id=name, key=name, url=None, outlet=None, agency=None, author=None, title=None, published=day,
        published_basis=DateBasis.STATED, dateline=None, language="en", read=True, unread_why=None, text=text,
        blocks=(),
    )  # fmt: skip


def _claim(
    report: str, order: int, day: int, paper: Source, sources: list[Source], chance: Random, old: Claim | None
) -> Claim:
    deed, kind = DEEDS[chance.randrange(len(DEEDS))]
    town, spot, tail = chance.choice(TOWNS), chance.choice(SPOTS), chance.choice(TAILS)
    number = chance.randrange(2, 60)
    quote = old.quote if old else f"{deed.format(spot, town)} {tail}, killing {number}"
    start = FIRST + timedelta(days=day - 1)
    when = When(
        text="that day", span=None, start=start, end=start + timedelta(days=1), precision=Precision.DAY, basis="report"
    )
    count = Count(
        of=None, party=None, measure=Measure.KILLED, low=number, best=number, high=number,
        relation=CountRelation.EXACTLY, verbatim=str(number), span=(0, 1), place=None, scope=Scope.NEW, since=None,
        as_of=None, subset_of=None, age=None, gender=None,
    )  # fmt: skip
    span = (order * 200, order * 200 + len(quote))
    chain = (paper.id,) if chance.random() < 0.3 else (chance.choice(sources).id, paper.id)
    return Claim(
        id=f"c-{report}-{order}", report=report, span=span, quote=quote, chain=chain,
        chain_spans=tuple(None for _ in chain), cue=None,
        stance=Stance.DENIES if chance.random() < 0.05 else Stance.ASSERTS, status=Status.HAPPENED, background=False,
        kind=old.kind if old else kind, kinds=(old.kind if old else kind,), weapon=None,
        actors=(ActorPart(role=ActorRole.AGENT, actor=f"a-{SPEAKERS[1 + order % 2]}", span=span),),
        places=old.places if old else (PlacePart(role=PlaceRole.AT, place=f"place-{town}", span=span),),
        when=(old.when if old else when) if chance.random() < 0.6 else None,
        counts=(old.counts if old else (count,)) if chance.random() < 0.5 else (), withheld=(),
        reasons=(), review=False,
    )  # fmt: skip


def main() -> int:
    from marsad.claims.sentences import load_parser

    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    parser = load_parser()
    parser("A first sentence loads what loads late.")
    taken: list[float] = []
    for size in sizes:
        story = write_story(size, Random(size))
        started = time.process_time()
        (done,) = LOCAL.run_group("reconcile", lambda told: reconcile(*told), [story])
        taken.append(time.process_time() - started)
        started = time.process_time()
        for report in story[1]:
            parser(report.text)
        parsed = time.process_time() - started
        print(
            f"{size} reports, {len(story[3])} claims: {taken[-1]:.1f} s reconciling ({len(done.incidents)} incidents), "
            f"{parsed:.1f} s parsing"
        )
    longest = max((t for size, t in zip(sizes, taken, strict=True) if size <= SIZES[-1]), default=0.0)
    print(f"{longest:.1f} s (limit {SECONDS:.0f} s for up to {SIZES[-1]} reports)")
    if len(set(sizes)) == 1:
        return 0 if longest <= SECONDS else 1
    growth = log(taken[-1] / taken[0]) / log(sizes[-1] / sizes[0])
    print(f"growth n^{growth:.2f} (limit n^{GROWTH})")
    return 0 if growth <= GROWTH and longest <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
