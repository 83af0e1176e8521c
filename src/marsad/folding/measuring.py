"""Measuring: how alike families are, each read once in a change."""

from collections.abc import Collection, Iterable, Mapping

from marsad.folding.packing import Likes, unpack_vector
from marsad.folding.ranking import Ranking
from marsad.store.database.kin import Kin
from marsad.stories.alike import keep_vector
from marsad.stories.vectors import Vector


class Measuring:
    """Measures families of a ranking, by their rows."""

    def __init__(self, kin: Kin, ranking: Ranking, come: Mapping[int, Vector]) -> None:
        """`come` has what those are about that came, by their marks."""
        self._kin, self._marks = kin, ranking.marks
        self._vectors = {ranking.places[number]: keep_vector(vector) for number, vector in come.items()}
        self._come = tuple(self._vectors)

    def measure(self, pairs: Mapping[int, Collection[int]], likes: Mapping[int, Likes]) -> None:
        """Note how alike families are to others of which that is not noted, each as the first of the two sums it up."""
        new = {one: [other for other in others if other not in likes[one]] for one, others in pairs.items()}
        self._load(row for one, others in new.items() if others for row in (one, *others))
        for other in self._come:
            ones = [one for one, others in pairs.items() if other in others and other not in likes[one]]
            found = self._vectors[other].compare_each([self._vectors[one] for one in ones])
            for one, like in zip(ones, found.tolist(), strict=True):
                likes[one][other] = like
        for one, others in new.items():
            rest = [other for other in others if other not in likes[one]]
            if rest:
                found = self._vectors[one].compare([self._vectors[other] for other in rest])
                likes[one].update(zip(rest, found.tolist(), strict=True))

    def _load(self, rows: Iterable[int]) -> None:
        wanted = {self._marks.item(row): row for row in rows if row not in self._vectors}
        for number, terms in self._kin.read_terms(wanted):
            self._vectors[wanted[number]] = unpack_vector(terms)
