"""Words: found in all of a text at once as the pattern finds them one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.lineage.shingles import NUMBER, key_words
from marsad.lineage.words import WORD, find_words, list_words

TEXTS = st.text(st.sampled_from("aB9_'’ʼ`‘“”\" .-–…éش٣²\xa0\u200d🙂\n"), max_size=60)


@settings(max_examples=400, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_words_are_those_of_the_pattern(text: str) -> None:
    starts, ends = find_words(text, [(0, len(text))])
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [match.span() for match in WORD.finditer(text)]
    assert key_words(list_words(text)).tolist() == key_words(WORD.findall(text)).tolist()


def test_parts_keep_their_places() -> None:
    text = "One's first part. Left out! Part two"
    starts, ends = find_words(text, [(0, 17), (28, 36)])
    found = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert found == ["One's", "first", "part", "Part", "two"]


def test_a_key_tells_a_number() -> None:
    assert [key & NUMBER for key in key_words(["12", "twelve", "9th", "Nine"]).tolist()] == [1, 0, 1, 0]
