"""The trained tagger: what it sees, how its shares become stretches, and that it finds the parts of a telling."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from attribution_by_hand import read_paragraphs
from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.tag_links import link_contents, list_stretches, tag
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tag_relations import RELATIONS, relate_words
from marsad.claims.attribution.tagging import FARTHEST, ROLES, Seen, find_stretches, load_tagger, see, step_between


def see_text(text: str) -> tuple[Doc, Seen]:
    sentences = read_paragraphs(text)
    doc = sentences[0].tokens.doc
    (described,) = describe_paragraphs([(0, doc)], attribute(sentences))
    return doc, see(doc, described, load_tagger().features)


def stretch_words(text: str) -> dict[str, list[str]]:
    doc, seen = see_text(text)
    found = list_stretches(load_tagger(), tag(load_tagger(), seen))
    return {role: [doc[start:end].text for start, end in given] for role, given in found.items()}


def test_a_plain_telling_has_its_three_parts() -> None:
    found = stretch_words("The ministry said on Friday that two bridges had been destroyed.")
    assert any("bridges" in words for words in found["content"])
    assert any("ministry" in words for words in found["source"])
    assert any("said" in words for words in found["cue"])


def test_narration_has_none() -> None:
    assert stretch_words("Rain fell on the harbour.")["source"] == []


def test_each_content_is_tied_to_its_own_source() -> None:
    doc, seen = see_text("The army said the bridge was intact, but the mayor told Radio Lomani that it had fallen.")
    tagger = load_tagger()
    tied = {
        doc[slice(*link.content)].text: doc[slice(*link.source)].text
        for link in link_contents(tagger, tag(tagger, seen))
        if link.source is not None
    }
    assert any("intact" in content and "army" in source for content, source in tied.items())
    assert any("fallen" in content and "mayor" in source for content, source in tied.items())


def test_no_open_class_word_of_its_own_is_a_feature() -> None:
    sentences = read_paragraphs("The zorblax flumped the quindle.")
    doc = sentences[0].tokens.doc
    (described,) = describe_paragraphs([(0, doc)], attribute(sentences))
    assert not any(word in name for names in described for name in names for word in ("zorblax", "flump", "quindle"))


def test_shares_sum_to_one() -> None:
    doc, seen = see_text("Two ships left, Ana Ruiz told Reuters. She saw a third.")
    tagged = tag(load_tagger(), seen)
    assert tagged.shares.shape[:2] == (len(doc), len(ROLES))
    assert tagged.sources.shape == (len(doc), len(doc) + 1)
    assert np.allclose(tagged.shares.sum(2), 1, atol=1e-4) and np.allclose(tagged.sources.sum(1), 1, atol=1e-4)


def test_words_are_related_within_their_paragraph() -> None:
    doc = read_paragraphs("The mayor denied it.")[0].tokens.doc
    near = relate_words(doc)
    assert near.shape == (len(doc), RELATIONS)
    assert near.min() >= 0 and near.max() <= len(doc)
    mayor = next(token for token in doc if token.text == "mayor")
    assert near[mayor.i, 0] == mayor.head.i and near[mayor.i, 4] == mayor.i - 1


def test_steps_grow_with_distance_and_end() -> None:
    steps = step_between(np.arange(-400, 401))
    assert list(steps) == sorted(steps) and steps[400] == FARTHEST
    assert steps.min() == 0 and steps.max() == 2 * FARTHEST
    assert list(step_between(np.arange(1, 9))) == [FARTHEST + each for each in range(1, 9)]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30))
def test_stretches_cover_what_is_inside_and_nothing_else(words: list[tuple[bool, bool]]) -> None:
    inside, begins = [held for held, _ in words], [begun for _, begun in words]
    found = find_stretches(inside, begins)
    covered = [at for start, end in found for at in range(start, end)]
    assert covered == [at for at, held in enumerate(inside) if held]
