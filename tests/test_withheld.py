"""Names of private persons who were harmed are marked; those who speak, hold office or came to no harm are not."""

import pytest

from marsad.claims.counts.finding import find_counts
from marsad.claims.counts.withheld import find_withheld
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.reports import BlockKind


def names(text: str) -> list[str]:
    sentence = Sentence(5, load_parser()(text)[:], 0, 0, BlockKind.BODY)
    return [text[start - 5 : end - 5] for start, end in find_withheld(sentence)]


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("Amina Yusuf, 34, was killed by a stray bullet in Goma.", ["Amina Yusuf"]),
        ("The dead were identified as Juan Perez, 40, and Maria Lopez (12).", ["Juan Perez", "Maria Lopez"]),
        ("President Carlos Diaz said Pedro Gomez was arrested on Monday.", ["Pedro Gomez"]),
        ("Gunmen killed Ibrahim Diallo outside his home.", ["Ibrahim Diallo"]),
        ("General Omar Bashir died in the raid.", []),
        ("Minister Ana Ruiz visited Quito.", []),
        ("John Smith told reporters that 12 people were killed.", []),
    ],
)
def test_withholds_the_names_of_the_harmed(text: str, withheld: list[str]) -> None:
    assert names(text) == withheld


@pytest.mark.parametrize(
    "text",
    [
        "Bashir Noor and his wife were killed, and police arrested Omar Said.",
        "The raid killed 12 people, including three children and Omar Said, the ministry said.",
        "The wounded reporters are Manuel Dias and William Madder.",
    ],
)
def test_whoever_is_counted_by_name_is_withheld(text: str) -> None:
    doc = load_parser()(text)
    sentence = Sentence(0, doc[:], 0, 0, BlockKind.BODY)
    named = {count.span for count in find_counts(sentence) if count.party == "named person"}
    assert named
    assert named <= set(find_withheld(sentence))
