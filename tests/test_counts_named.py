"""Counts of people by name: each who is named as harmed is one, alone, in a list or as a part of a group."""

import pytest

from marsad.claims.counts.finding import find_counts
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.claims import Measure
from marsad.model.drafts import DraftCount
from marsad.model.reports import BlockKind


def count(text: str) -> tuple[DraftCount, ...]:
    return find_counts(Sentence(0, load_parser()(text)[:], 0, 0, BlockKind.BODY))


@pytest.mark.parametrize(
    ("text", "measure", "names"),
    [
        (
            "The injured were Paul Rone, 19, Ana Serrat, 30, and a driver, Hugo Mirel, who was flown out.",
            Measure.INJURED,
            ["Paul Rone", "Ana Serrat", "Hugo Mirel"],
        ),
        (
            "Among the dead were Ines Calder, 53, and Omar Said, whose boat Pedro Ruiz had hired.",
            Measure.KILLED,
            ["Ines Calder", "Omar Said"],
        ),
        ("The dead included two nurses.", Measure.KILLED, []),
    ],
)
def test_each_name_in_a_list_of_the_harmed_is_one(text: str, measure: Measure, names: list[str]) -> None:
    named = [one for one in count(text) if one.party == "named person"]
    assert [text[slice(*one.span)] for one in named] == names
    assert all((one.measure, one.low, one.high) == (measure, 1, 1) for one in named)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raiders kidnapped rancher Efrain Tobar Cuevas.", [(Measure.DETAINED, 1)]),
        ("Etche Palma was killed by several shots.", [(Measure.KILLED, 1)]),
        ("The assassination of Tomas Varga Belmonte took place on Friday.", [(Measure.KILLED, 1)]),
        ("Efrain Tobar Cuevas, 45, a rancher, died in the raid.", [(Measure.KILLED, 1)]),
        ("The raid destroyed Norda Radio and wounded Red Dawn Fighters.", []),
    ],
)
def test_a_name_that_nobody_knows_is_a_person_when_harmed_as_people_are(
    text: str, expected: list[tuple[Measure, int]]
) -> None:
    assert [(one.measure, one.best) for one in count(text)] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gunmen killed Rosa Alder, Pedro Lima and Juan Cerda.", ["Rosa Alder", "Pedro Lima", "Juan Cerda"]),
        ("Rosa Alder was kidnapped on Monday along with Pedro Lima.", ["Rosa Alder", "Pedro Lima"]),
        ("An attempt on the life of Pedro Lima failed.", []),
        (
            "The murder of the teachers Rosa Alder, Pedro Lima, Juan Cerda and Ana Brix, along with Mrs Eva Roth.",
            ["Rosa Alder", "Pedro Lima", "Juan Cerda", "Ana Brix", "Mrs Eva Roth"],
        ),
        ("He asked about the murder of Dr Alder and his companion, Greta Lima.", ["Dr Alder", "Greta Lima"]),
        (
            "Those who were kidnapped are Jon Marlow, 55, from Spain; and Luke Rossin, 35.",
            ["Jon Marlow", "Luke Rossin"],
        ),
        ("The wounded reporters are cameraman Manuel Dias and William Madder.", ["Manuel Dias", "William Madder"]),
        ("Among the dead: Rosa Alder, Pedro Lima and Juan Cerda.", ["Rosa Alder", "Pedro Lima", "Juan Cerda"]),
        ("Police seized 12 kilos of explosives.", []),
        ("Those who killed the guard were Paul Rone and Ana Serrat.", ["the guard"]),
        ("It began after the murder of senator and candidate Luke Karl Alder.", ["Luke Karl Alder"]),
        ("Planes killed Omar Said, and Ines Calder said the raid went on.", ["Omar Said"]),
    ],
)
def test_every_name_of_a_list_is_one_of_the_harmed(text: str, names: list[str]) -> None:
    assert [one.verbatim for one in count(text)] == names


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("The bomb killed nine people, including the union leader Elisa Varn.", "nine", ["Elisa Varn"]),
        ("The raid killed 12 people, among them Omar Said, the ministry said.", "12", ["Omar Said"]),
        ("The two guards who were kidnapped are Paul Rone and Luke Serrat.", "two", ["Paul Rone", "Luke Serrat"]),
    ],
)
def test_names_of_a_counted_group_are_parts_of_it(text: str, whole: str, parts: list[str]) -> None:
    found = count(text)
    assert found[0].verbatim.lower() == whole
    assert [one.verbatim for one in found[1:]] == parts
    assert {one.subset_of for one in found[1:]} == {0}
    assert {one.measure for one in found} == {found[0].measure}
