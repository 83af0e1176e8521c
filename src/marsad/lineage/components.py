"""Components: which members are tied together, directly or through others."""

from collections.abc import Iterable


class Components:
    """Members 0 to count - 1, each its own component until joined; a component is named by its smallest member."""

    __slots__ = ("_homes",)

    def __init__(self, count: int, pairs: Iterable[tuple[int, int]] = ()) -> None:
        """Start with `count` members and join the pairs."""
        self._homes = list(range(count))
        for one, other in pairs:
            self.join(one, other)

    def find(self, member: int) -> int:
        """The smallest member that `member` is tied to."""
        while self._homes[member] != member:
            self._homes[member] = self._homes[self._homes[member]]
            member = self._homes[member]
        return member

    def join(self, one: int, other: int) -> bool:
        """Tie two members; tells whether they were apart."""
        left, right = self.find(one), self.find(other)
        self._homes[max(left, right)] = min(left, right)
        return left != right
