"""Speakers whom a report or its story names: posts and headlines."""

from dataclasses import replace

import pytest

from marsad.claims import read_claims
from marsad.model.reports import Block, BlockKind, Report
from marsad.resolve import resolve_story
from report_of_text import make_report


def hear(*reports: Report) -> dict[str, tuple[str, ...]]:
    """The chain of each claim, by its quote."""
    resolved = resolve_story(reports, read_claims(reports))
    names = {source.id: source.name for source in resolved.sources}
    return {claim.quote: tuple(names[source] for source in claim.chain) for claim in resolved.claims}


NAMED = "Governor Ana Ruiz said that shells hit Orlen on Monday."


@pytest.mark.parametrize(
    ("texts", "quote", "speaker"),
    [
        ([f"{NAMED}\n\nThree people were killed, the governor said."], "Three people were killed", "Ana Ruiz"),
        ([NAMED, "Three people were killed in Orlen, the regional governor said."], "Three people", "Ana Ruiz"),
        ([NAMED, "Three people were killed in Orlen, the deputy governor said."], "Three people", "deputy governor"),
        (
            [f"{NAMED}\n\nGovernor Ion Vale said that a mill burned down.\n\nThree died, the governor said."],
            "Three died",
            "governor",
        ),
        (
            ["Doctor Ana Ruiz said that shells hit Orlen.", "Three people were killed, the doctor said."],
            "Three",
            "doctor",
        ),
        (
            ["A man was shot in Orlen, Officer Ana Ruiz said.\n\nAn officer said that two fled."],
            "An officer",
            "officer",
        ),
    ],
    ids=["same report", "a post that a place has one of", "its deputy", "two of them", "no such post", "somebody else"],
)
def test_who_is_named_with_a_post_speaks_for_it(texts: list[str], quote: str, speaker: str) -> None:
    said = hear(*(make_report(text, f"{at}.txt") for at, text in enumerate(texts)))
    assert next(chain[0] for words, chain in said.items() if words.startswith(quote)) == speaker


@pytest.mark.parametrize(
    ("title", "body", "speaker"),
    [
        (
            "Shells kill 6, activists say",
            "Shells killed six people in Orlen, the Harbour Relief Room said.",
            "Harbour Relief Room",
        ),
        (
            "Rights group: 6 shot dead in Orlen",
            "The army was in Orlen, Mayor Ana Ruiz said.\n\nSix people were shot dead, the League for Rights said.",
            "League for Rights",
        ),
        ("Army says shells hit Orlen", "Shells hit Orlen, three residents said.", "army"),
        ("Shells hit Orlen, residents say", "Shells hit Orlen, the army said.", "residents"),
        (
            "Accra says shells hit Orlen",
            "Shells hit Orlen, Ghana's defence ministry said.",
            "Ghanaian Ministry of Defence",
        ),
        (
            "Accra says shells hit Orlen",
            "Shells hit Orlen, Ghana's defence ministry said.\n\nGhana's army said that it knew.",
            "Ghanaian government",
        ),
        (
            "Volta group says it shelled Orlen",
            "The Volta Front, a rebel group, said that it shelled Orlen.",
            "Volta Front",
        ),
    ],
    ids=[
        "said in the text",
        "by the figure",
        "an army has a name",
        "an army is no residents",
        "a state by its ministry",
        "a state with two",
        "a name shared",
    ],
)
def test_a_headline_s_nameless_speaker_is_the_one_of_the_text(title: str, body: str, speaker: str) -> None:
    report = make_report(f"{title}\n\n{body}")
    heads, rest = Block(start=0, end=len(title), kind=BlockKind.TITLE), report.blocks[0]
    blocks = (heads, replace(rest, start=len(title) + 2))
    assert hear(replace(report, title=title, blocks=blocks))[title][0] == speaker
