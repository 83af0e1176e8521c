"""Links: whom each family is linked with of its own accord, and who is linked with it, as a change leaves them."""

from collections.abc import Collection, Iterable, Mapping

from marsad.folding.packing import Likes, unpack_likes
from marsad.store.database.kin import Kin

_NOBODY: tuple[Likes, Likes] = ({}, {})


class Links:
    """Both links of families, by their marks; read where they are asked for, and kept as they were."""

    def __init__(self, kin: Kin, new: Collection[int]) -> None:
        """`new` are families that were not there before."""
        self._kin, self._new = kin, new
        self._was: dict[int, tuple[Likes, Likes]] = {}
        self._now: dict[int, tuple[Likes, Likes]] = {}

    def load(self, marks: Iterable[int]) -> None:
        """Read the links of some families, so that they may be asked for."""
        wanted = set(marks) - self._now.keys()
        for number in wanted & set(self._new):
            self._now[number] = _NOBODY
        for number, links, linked in self._kin.read_links(wanted - self._now.keys()):
            self._was[number] = self._now[number] = unpack_likes(links), unpack_likes(linked)

    def get(self, number: int) -> tuple[Likes, Likes]:
        """The links of a family, now."""
        return self._now[number]

    def was(self, number: int) -> tuple[Likes, Likes]:
        """The links of a family that was there, before."""
        return self._was[number]

    def set(self, number: int, new: Likes) -> None:
        """Let a family be linked with others of its own accord."""
        other = list_other(self._now[number][0], new)
        self.load(other)
        for one in other & new.keys():
            self._edit(one)[1][number] = new[one]
        for one in other - new.keys():
            self._edit(one)[1].pop(number, None)
        if other:
            self._now[number] = new, self._edit(number)[1]

    def drop(self, number: int) -> None:
        """Let a family be linked with nobody."""
        links, linked = self._now[number]
        self.load([*links, *linked])
        for other in links:
            self._edit(other)[1].pop(number, None)
        for other in linked:
            self._edit(other)[0].pop(number, None)
        self._now[number] = _NOBODY

    def list_changed(self) -> Mapping[int, tuple[Likes, Likes]]:
        """The links that are other than they were, of families that were there."""
        return {number: self._now[number] for number, was in self._was.items() if was != self._now[number]}

    def _edit(self, number: int) -> tuple[Likes, Likes]:
        """The links of a family, to be changed."""
        links, linked = self._now[number]
        if self._now[number] is self._was.get(number) or self._now[number] is _NOBODY:
            self._now[number] = dict(links), dict(linked)
        return self._now[number]


def list_other(before: Likes, after: Likes) -> set[int]:
    """The others whose likeness is not as before."""
    if before is after:
        return set()
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
