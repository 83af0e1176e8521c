"""Names in capitals that look like small words are parsed as names; text and offsets stay as written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.lookalikes import AT_ONCE, parse_texts
from marsad.claims.sentences import load_parser


def test_a_group_named_is_is_a_subject() -> None:
    texts = ["IS fired mortars at the camp.", "Troops expelled IS from the city.", "The road is open."]
    docs = list(parse_texts(load_parser(), texts))
    assert [doc.text for doc in docs] == texts
    assert [(token.pos_, token.dep_) for doc in docs for token in doc if token.text == "IS"] == [
        ("PROPN", "nsubj"),
        ("PROPN", "dobj"),
    ]


def test_a_text_in_capitals_keeps_its_verb() -> None:
    (doc,) = parse_texts(load_parser(), ["THE ARMY IS HERE."])
    assert doc[2].pos_ == "AUX"


def test_texts_beyond_what_is_read_at_once_come_back_in_order() -> None:
    texts = [f"Shells killed {number} men in the town of Norda, a doctor said." for number in range(300)]
    docs = list(parse_texts(load_parser(), texts))
    assert sum(map(len, docs)) > AT_ONCE
    assert [doc.text for doc in docs] == texts
    (alone,) = parse_texts(load_parser(), texts[150:151])
    assert [(token.dep_, token.head.i) for token in docs[150]] == [(token.dep_, token.head.i) for token in alone]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["IS", "is", "said", "the", "town", ".", "“", "WHO", "\n", "5"]), max_size=12))
def test_every_text_comes_back_as_written(words: list[str]) -> None:
    text = " ".join(words)
    (doc,) = parse_texts(load_parser(), [text])
    assert doc.text == text
    assert [token.idx for token in doc] == [token.idx for token in load_parser().make_doc(text)]
