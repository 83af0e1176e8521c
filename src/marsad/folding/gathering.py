"""Gathering: the rows of sources, actors and places that some stories name, each with what all stories say of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter

from marsad.ledger.entries import gather_named, gather_places
from marsad.model.claims import Actor, Place, Source
from marsad.model.ledger import Ledger
from marsad.store.database.filing import Key
from marsad.store.database.kin import Change, Kin, Values, mark
from marsad.working import Worked

_SOURCE, _ACTOR, _PLACE = TypeAdapter(Source), TypeAdapter(Actor), TypeAdapter(Place)
Named = TypeVar("Named", Source, Actor, Place)
SAME = None
NOT_THERE = ""


def list_parts(worked: Worked) -> Iterator[Values]:
    """What one story says of sources, actors and places, as it was told and as people judged it."""
    told, judged = worked.told, worked.judged
    yield from _list_section("sources", _SOURCE, told.sources, judged.sources, worked)
    yield from _list_section("actors", _ACTOR, told.actors, judged.actors, worked)
    yield from _list_section("places", _PLACE, told.places, judged.places, worked)


def _list_section(
    section: str,
    adapter: TypeAdapter[Named],
    told: Sequence[Named],
    judged: Sequence[Named],
    worked: Worked,
) -> Iterator[Values]:
    before, after = {one.id: one for one in told}, {one.id: one for one in judged}
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        said = adapter.dump_json(one).decode() if one is not None else None
        now = SAME if one == other else NOT_THERE if other is None else adapter.dump_json(other).decode()
        yield {"section": section, "id": key, "story": mark(worked.story.id), "told": said, "judged": now}


class Gatherer:
    """Gathers what all stories name after some were `gone` (by mark) and others worked out again."""

    def __init__(self, kin: Kin, gone: Iterable[int], worked: Sequence[Worked]) -> None:
        """Look at what the stories said before."""
        self._kin = kin
        self._out = set(gone) | {mark(one.story.id) for one in worked}
        self._worked = worked
        self._before = list(kin.read_parts_of(self._out))
        self._old: dict[str, Place | None] = {}
        self._new: dict[str, Place | None] = {}

    def write(self, change: Change) -> None:
        """What stories say now in the place of what they said."""
        change.take("parts", ({name: row[name] for name in ("section", "id", "story")} for row in self._before))
        change.put("parts", (row for one in self._worked for row in list_parts(one)))

    def gather(self, ledger: Ledger) -> tuple[Ledger, set[Key]]:
        """A ledger with the rows that may be other than before, and the keys of all that may be gone."""
        sources = gather_named([*self._read("sources", _SOURCE), *(s for w in self._worked for s in w.judged.sources)])
        actors = gather_named([*self._read("actors", _ACTOR), *(a for w in self._worked for a in w.judged.actors)])
        keys = {(row["section"], row["id"]) for row in self._before}
        places, looked_at = self._gather_places()
        named = replace(ledger, sources=tuple(sources), actors=tuple(actors), places=tuple(places))
        return named, keys | {("places", key) for key in looked_at}

    def _list_ids(self, section: str) -> set[str]:
        new = (row["id"] for one in self._worked for row in list_parts(one) if row["section"] == section)
        return {str(row["id"]) for row in self._before if row["section"] == section} | set(map(str, new))

    def _read(self, section: str, adapter: TypeAdapter[Named]) -> list[Named]:
        said = self._kin.read_parts(section, self._list_ids(section), self._out)
        return [adapter.validate_json(body) for _, body in said]

    def _gather_places(self) -> tuple[list[Place], set[str]]:
        """Places, with all that are in a circle with one of them before or after."""
        wanted = self._list_ids("places")
        self._load(wanted, self._new, self._out)
        self._load(wanted, self._old, ())
        circles = [
            *(self._find_circle(key, self._old, ()) for key in sorted(wanted)),
            *(self._find_circle(key, self._new, self._out) for key in sorted(wanted)),
        ]
        looked_at = wanted.union(*circles)
        self._load(looked_at, self._new, self._out)
        around = set(looked_at)
        for key in looked_at:
            around |= self._find_circle(key, self._new, self._out)
        there = [place for key in sorted(around) if (place := self._new[key]) is not None]
        return [place for place in gather_places(there) if place.id in looked_at], looked_at

    def _find_circle(self, key: str, held: dict[str, Place | None], but: Iterable[int]) -> set[str]:
        """The places of the circle that one lies in; empty where it lies in none."""
        seen: list[str] = []
        step: str | None = key
        while step is not None and step not in seen:
            self._load({step}, held, but)
            place = held[step]
            if place is None:
                return set()
            seen.append(step)
            step = place.within
        return set(seen) if step == key else set()

    def _load(self, keys: Iterable[str], held: dict[str, Place | None], but: Iterable[int]) -> None:
        wanted = {key for key in keys if key not in held}
        if not wanted:
            return
        said = [_PLACE.validate_json(body) for _, body in self._kin.read_parts("places", wanted, set(but))]
        if held is self._new:
            said += [place for one in self._worked for place in one.judged.places if place.id in wanted]
        held.update(dict.fromkeys(wanted))
        held.update({place.id: place for place in gather_named(said)})


def read_told(
    kin: Kin, sources: Iterable[str], places: Iterable[str], but: Iterable[int]
) -> tuple[list[Source], list[Place]]:
    """What stories but some say of sources and places, before any judgement."""
    out = set(but)
    return (
        [_SOURCE.validate_json(body) for _, body in kin.read_parts("sources", sources, out, told=True)],
        [_PLACE.validate_json(body) for _, body in kin.read_parts("places", places, out, told=True)],
    )
