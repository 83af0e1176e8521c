"""Marks woven into text: nothing lost, elements nested, names held back."""

from hypothesis import given
from hypothesis import strategies as st

from ledger_by_hand import LEDGER
from marsad.publish.masking import MASK, Mask, find_withheld, mask_stretch, mask_text, part_names
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


@given(st.text("ab "), st.lists(st.text("ab ", min_size=1), max_size=3))
def test_parted_by_names_a_text_is_whole_and_its_names_are_held(text: str, names: list[str]) -> None:
    parts = tuple(part_names(Mask(spans={}, names=tuple(names), found=()), text))
    assert "".join(part for part, _ in parts) == text
    assert all((part in names) is held or not held for part, held in parts)
    assert not any(name in part for part, held in parts if not held for name in names)


def test_a_name_held_back_in_one_claim_is_masked_in_every_text() -> None:
    mask = find_withheld(LEDGER)
    report = next(r for r in LEDGER.reports if r.id == SUN)
    start = report.text.index(NURSE)
    shown = mask_stretch(report.text, start, start + len(NURSE), mask.spans[SUN])
    assert shown == NURSE.replace("Idris Oum Kalt", MASK)
    assert mask_text(mask, "Another paper names Idris Oum Kalt too") == f"Another paper names {MASK} too"
