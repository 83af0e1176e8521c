"""Marks woven into text: nothing lost, elements nested, names held back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_by_hand import LEDGER
from marsad.publish.masking import MASK, Mask, Names, find_withheld, mask_stretch, mask_text, part_names
from marsad.publish.weaving import Piece, Wrap, weave
from reports_by_hand import NURSE, SUN

TEXT = "The pilot boat left the inner basin before dawn and came back at noon."
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda s: (min(s), max(s)))
WRAPS = st.lists(st.builds(lambda s, t: Wrap(span=s, tag=t, id="x", href="#y"), SPANS, st.sampled_from("abi")))


def _nesting(pieces: tuple[Piece, ...]) -> list[Wrap]:
    """The open elements at the end, failing where a closing tag is not the innermost's."""
    stack: list[Wrap] = []
    for piece in pieces:
        if piece.opens:
            assert not (piece.opens.tag == "a" and any(w.tag == "a" for w in stack))
            stack.append(piece.opens)
        if piece.closes:
            assert stack.pop().tag == piece.closes.tag
    return stack


@given(SPANS, WRAPS)
def test_weaving_keeps_the_text_and_nests_elements(span: tuple[int, int], wraps: list[Wrap]) -> None:
    pieces = weave(TEXT, span, wraps)
    assert "".join(piece.text for piece in pieces) == TEXT[span[0] : span[1]]
    assert _nesting(pieces) == []


@given(SPANS, WRAPS, SPANS)
def test_no_character_that_is_held_back_is_shown(
    span: tuple[int, int], wraps: list[Wrap], hole: tuple[int, int]
) -> None:
    text = TEXT[: hole[0]] + "§" * (hole[1] - hole[0]) + TEXT[hole[1] :]
    pieces = weave(text, span, wraps, (hole,))
    kept = "".join(c for c in text[span[0] : span[1]] if c != "§")
    assert "".join(piece.text for piece in pieces) == kept
    assert [piece.held for piece in pieces if piece.held] in ([], [text[slice(*hole)]])


WORDS = st.lists(st.sampled_from(("ada", "ADA", "moss", "Émile", "ß", "12")), min_size=1, max_size=3)
BETWEEN = st.sampled_from((" ", "\n", "-", "_", "\u00a0", ", ", "'", ".  "))


@given(st.lists(WORDS, max_size=3), st.lists(st.one_of(WORDS.map(" ".join), BETWEEN)).map("".join))
def test_parted_by_names_a_text_is_whole_and_its_full_names_are_held(names: list[list[str]], text: str) -> None:
    parts = tuple(part_names(Mask(spans={}, names=Names(map(" ".join, names)), found=()), text))
    full = [[word.casefold() for word in name] for name in names if len(name) > 1]
    assert "".join(part for part, _ in parts) == text
    assert all(_split(part) in full for part, held in parts if held)
    shown = [word for part, held in parts for word in (["|"] if held else _split(part))]
    assert not any(shown[at : at + len(name)] == name for name in full for at in range(len(shown)))


def _split(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()


@pytest.mark.parametrize(
    ("text", "shown"),
    (
        ("IDRIS OUM KALT's house", f"{MASK}'s house"),
        ("https://outlet.example/idris-oum-kalt-killed", f"https://outlet.example/{MASK}-killed"),
        ("Idris\nOum\u00a0Kalt", MASK),
        ("Idris Oum Kaltmann, and Oum Kalt alone", "Idris Oum Kaltmann, and Oum Kalt alone"),
        ("Idris; the lake; Oum Kalt", "Idris; the lake; Oum Kalt"),
    ),
)
def test_a_full_name_is_masked_however_it_is_written(text: str, shown: str) -> None:
    assert mask_text(Mask(spans={}, names=Names(("Idris Oum Kalt", "Idris")), found=()), text) == shown


@given(st.lists(WORDS.map(" ".join)), st.lists(WORDS.map(" ".join)), st.text("adamos ß"))
def test_names_added_to_others_are_found_as_if_they_had_been_there(some: list[str], more: list[str], text: str) -> None:
    assert list(Names(some).also(more).find(text)) == list(Names([*some, *more]).find(text))


def test_a_name_held_back_in_one_claim_is_masked_in_every_text() -> None:
    mask = find_withheld(LEDGER)
    report = next(r for r in LEDGER.reports if r.id == SUN)
    start = report.text.index(NURSE)
    shown = mask_stretch(report.text, start, start + len(NURSE), mask.spans[SUN])
    assert shown == NURSE.replace("Idris Oum Kalt", MASK)
    assert mask_text(mask, "Another paper names Idris Oum Kalt too") == f"Another paper names {MASK} too"
