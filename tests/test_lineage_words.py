"""Words: found in all of a text at once as the pattern finds them one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.lineage.wordkeys import NUMBER, WordKeys, key_word
from marsad.lineage.words import WORD, encode_text, find_words

TEXTS = st.text(st.sampled_from("aB9_'’ʼ`‘“”\" .-–…éش٣²\xa0\u200d🙂𝒳\n"), max_size=60)
ANY = st.one_of(TEXTS, st.text(max_size=60))


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_words_are_those_of_the_pattern(text: str) -> None:
    data = encode_text(text)
    starts, ends = find_words(data)
    found = [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert found == [encode_text(word) for word in WORD.findall(text)]


@settings(max_examples=400, deadline=None)
@given(st.lists(ANY, max_size=4))
def test_words_are_placed_by_characters_whatever_is_read_with_them(texts: list[str]) -> None:
    for text, read in zip(texts, WordKeys().read_placed(texts), strict=True):
        places = list(zip(read.starts.tolist(), read.ends.tolist(), strict=True))
        assert places == [match.span() for match in WORD.finditer(text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(ANY, max_size=8), st.lists(ANY, max_size=8))
def test_keys_are_those_of_each_word_whatever_was_read_before(before: list[str], texts: list[str]) -> None:
    words = WordKeys()
    list(words.read(before))
    assert [read.tolist() for read in words.read(texts)] == [
        [key_word(word) for word in WORD.findall(text)] for text in texts
    ]


def test_a_text_of_any_length_is_read_like_its_parts() -> None:
    part = "Ferries 12 crossed the Strait; nobody’s boat stayed behind. "
    (once,) = WordKeys().read([part])
    (often, again) = WordKeys().read([part * 9000, part])
    assert often.tolist() == once.tolist() * 9000
    assert again.tolist() == once.tolist()


def test_a_key_tells_a_number() -> None:
    (read,) = WordKeys().read(["12 twelve 9th Nine"])
    assert [key & NUMBER for key in read.tolist()] == [1, 0, 1, 0]
