"""The trained tagger: what it sees, how its shares become stretches, and that it finds the parts of a telling."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attribution_by_hand import read_paragraphs
from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tagging import ROLES, find_stretches, gather, load_tagger, relate, see, tag, weigh


def stretch_words(text: str) -> dict[str, list[str]]:
    sentences = read_paragraphs(text)
    doc = sentences[0].tokens.doc
    (described,) = describe_paragraphs([(0, doc)], attribute(sentences))
    tagger = load_tagger()
    found = tag(tagger, see(doc, described, tagger.features))
    return {role: [doc[start:end].text for start, end in given] for role, given in found.items()}


def test_a_plain_telling_has_its_three_parts() -> None:
    found = stretch_words("The ministry said on Friday that two bridges had been destroyed.")
    assert any("bridges" in words for words in found["content"])
    assert any("ministry" in words for words in found["source"])
    assert any("said" in words for words in found["cue"])


def test_narration_has_none() -> None:
    assert stretch_words("Rain fell on the harbour.")["source"] == []


def test_no_open_class_word_of_its_own_is_a_feature() -> None:
    sentences = read_paragraphs("The zorblax flumped the quindle.")
    doc = sentences[0].tokens.doc
    (described,) = describe_paragraphs([(0, doc)], attribute(sentences))
    assert not any(word in name for names in described for name in names for word in ("zorblax", "flump", "quindle"))


def test_paragraphs_are_weighed_together_as_alone() -> None:
    tagger = load_tagger()
    seen = []
    for text in ("The mayor denied it.", "Two ships left, Ana Ruiz told Reuters."):
        sentences = read_paragraphs(text)
        doc = sentences[0].tokens.doc
        (described,) = describe_paragraphs([(0, doc)], attribute(sentences))
        seen.append(see(doc, described, tagger.features))
    together = weigh(tagger, seen)
    apart = np.concatenate([weigh(tagger, [each]) for each in seen])
    assert np.allclose(together, apart, atol=1e-4)
    assert np.allclose(together.sum(2), 1, atol=1e-4) and together.shape[1] == len(ROLES)
    assert relate(seen).max() <= len(gather(seen, len(tagger.features)))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30))
def test_stretches_cover_what_is_inside_and_nothing_else(words: list[tuple[bool, bool]]) -> None:
    inside, begins = [held for held, _ in words], [begun for _, begun in words]
    found = find_stretches(inside, begins)
    covered = [at for start, end in found for at in range(start, end)]
    assert covered == [at for at, held in enumerate(inside) if held]
