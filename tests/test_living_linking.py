"""Links of a desk's families, followed step by step where more are near than may be measured: as if made at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, insert, select

from marsad.folding.linking import Linker
from marsad.folding.packing import pack_cluster, pack_likes, pack_vector
from marsad.folding.ranking import Kept, write_family
from marsad.store.database.kin import Kin, Values
from marsad.store.database.migrating import migrate
from marsad.store.database.opening import open_database
from marsad.store.database.tables import META
from marsad.stories.alike import MEASURED, MOST, find_links, join_links, read_vectors
from marsad.stories.linkage import link_average
from marsad.stories.posts import lead
from marsad.stories.stream import JOIN_FROM, NEAR_FROM, damp_likeness
from marsad.stories.vectors import Vector
from test_stories_arriving import make_vectors

Told = Mapping[int, tuple[int, Vector]]
"""Families by mark: the day, as a number, and what they are about."""
_FIRST_DAY = date(2031, 5, 1).toordinal()


def keep(number: int, day: int, vector: Vector) -> Kept:
    return Kept(number, number, day, None, None, None, lead(vector))


def make_at_once(told: Told) -> dict[str, list[Values]]:
    """The rows of families, of what they are about and are linked with, and of clusters."""
    marks = sorted(told, key=lambda number: (told[number][0], number))
    rows, leading = read_vectors(told[number][1] for number in marks)
    links = tuple(find_links(rows, leading, NEAR_FROM))
    days = [date.fromordinal(told[number][0]) for number in marks]
    edges = ((one, other, damp_likeness(like, days[one], days[other])) for one, other, like in join_links(links))
    groups = link_average(len(marks), edges, JOIN_FROM, MOST, days)
    homes = {one: min(marks[member] for member in group.members) for group in groups for one in group.members}
    backs: list[dict[int, float]] = [{} for _ in marks]
    found: dict[str, list[Values]] = {"families": [], "vectors": [], "clusters": []}
    for row, link in enumerate(links):
        for other, like in zip(link.others.tolist(), link.likes.tolist(), strict=True):
            backs[other][marks[row]] = like
    for row, (number, link) in enumerate(zip(marks, links, strict=True)):
        day, vector = told[number]
        kept = keep(number, day, vector)
        kept.cluster = kept.story = homes[row]
        kept.cut = (link.cut[0], marks[link.cut[1]]) if link.cut else None
        found["families"].append(write_family(kept))
        likes = zip((marks[other] for other in link.others.tolist()), link.likes.tolist(), strict=True)
        packed = {"links": pack_likes(dict(likes)), "linked": pack_likes(backs[row])}
        found["vectors"].append({"mark": number, "terms": pack_vector(vector), **packed})
    for group in groups:
        if len(group.members) > 1:
            joins = pack_cluster(group, [marks[member] for member in group.members])
            found["clusters"].append({"mark": homes[group.members[0]], "joins": joins})
    return found


def take_step(connection: Connection, gone: Sequence[int], come: Told) -> None:
    linker = Linker(Kin(connection), gone, {n: (keep(n, day, vector), vector) for n, (day, vector) in come.items()})
    linking = linker.follow()
    named = {min(group.members): group for group in linking.groups}
    linker.write_families(linking.change, {one: (n, n) for n, group in named.items() for one in group.members})
    linker.write_clusters(linking.change, linking.gone, named)
    linking.change.write(connection)


def say(row: Values) -> str:
    return str(sorted(row.items()))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = open_database("sqlite:///desk.db", tmp_path)
    migrate(database)
    with database.change() as connection:
        yield connection
    database.close()


@pytest.mark.parametrize(("seed", "count", "terms"), [(1, 420, 40), (2, 480, 300), (3, 60, 20), (4, 440, 15)])
def test_what_steps_keep_is_what_is_made_at_once(seed: int, count: int, terms: int, connection: Connection) -> None:
    chance = Random(seed)
    told: dict[int, tuple[int, Vector]] = {}

    def draw() -> tuple[int, Vector]:
        (vector,) = make_vectors(1, chance, terms)
        return _FIRST_DAY + chance.randrange(60), vector

    told.update((number, draw()) for number in range(count))
    made = make_at_once(told)
    for name, rows in made.items():
        connection.execute(insert(META.tables[name]), [dict(row) for row in rows])
    assert count < MEASURED or any(row["last"] is not None for row in made["families"])
    for step in range(4):
        gone = chance.sample(sorted(told), chance.randrange(3))
        come = {number: draw() for number in (*gone[:1], count + 2 * step, count + 2 * step + chance.randrange(2))}
        take_step(connection, gone, come)
        told = {number: one for number, one in told.items() if number not in gone} | come
        for name, rows in make_at_once(told).items():
            held = (dict(row) for row in connection.execute(select(META.tables[name])).mappings())
            assert sorted(map(say, held)) == sorted(map(say, rows))
