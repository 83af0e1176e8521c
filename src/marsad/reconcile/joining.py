"""Joining: sets of names that grow together; the smallest name stands for its set."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Joining(Generic[Name]):
    """Disjoint sets in which the order of joining changes nothing: the smallest member is the set's name."""

    def __init__(self) -> None:
        """Start with every name alone."""
        self._above: dict[Name, Name] = {}

    def find(self, name: Name) -> Name:
        """The smallest name of the set that holds `name`."""
        above = self._above.get(name, name)
        if above == self._above.get(above, above):
            return above
        path = [name]
        while (above := self._above.get(name, name)) != name:
            path.append(name)
            name = above
        for below in path:
            self._above[below] = name
        return name

    def join(self, one: Name, other: Name) -> None:
        """Make the sets of two names one."""
        first, second = sorted((self.find(one), self.find(other)), key=str)
        self._above[second] = first
