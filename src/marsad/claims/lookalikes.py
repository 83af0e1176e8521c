"""Names in capitals that the parser takes for small words: "IS claimed the attack", "WHO said"."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

LOOKALIKES = frozenset({"IS", "WHO"})
_STAND_IN = "NATO"
"""A name in capitals that the parser knows for one."""
_SHOUTED = 0.6
AT_ONCE = 2000
"""Words that the parser reads at once, but for a longer text."""


def parse_texts(parser: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts in order. Where a text that is not all in capitals holds such a name, the parser sees a name that it
    knows in its place; the tokens keep their own words and offsets.
    """
    for written in _cut_in_batches(map(parser.make_doc, texts)):
        for own, parsed in zip(written, parser.pipe(map(_stand_in, written)), strict=True):
            yield own if parsed is own else _restore(own, parsed)


def _cut_in_batches(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Texts of about as many words as the parser holds at once: its memory grows with these and not with the texts."""
    batch, words = list[Doc](), 0
    for doc in docs:
        if batch and words + len(doc) > AT_ONCE:
            yield batch
            batch, words = [], 0
        batch.append(doc)
        words += len(doc)
    if batch:
        yield batch


def _holds_name(doc: Doc) -> bool:
    if not any(token.text in LOOKALIKES for token in doc):
        return False
    letters = [letter for letter in doc.text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) < _SHOUTED * len(letters)


def _stand_in(doc: Doc) -> Doc:
    if not _holds_name(doc):
        return doc
    words = [_STAND_IN if token.text in LOOKALIKES else token.text for token in doc]
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def _restore(own: Doc, parsed: Doc) -> Doc:
    """What was read of the stand-in, upon the words as written."""
    return Doc(
        own.vocab,
        words=[token.text for token in own],
        spaces=[bool(token.whitespace_) for token in own],
        tags=[token.tag_ for token in parsed],
        pos=[token.pos_ for token in parsed],
        morphs=[str(token.morph) for token in parsed],
        lemmas=[w.text if w.text in LOOKALIKES else p.lemma_ for w, p in zip(own, parsed, strict=True)],
        heads=[token.head.i for token in parsed],
        deps=[token.dep_ for token in parsed],
        ents=[f"{token.ent_iob_ or 'O'}-{token.ent_type_}" if token.ent_type_ else "O" for token in parsed],
    )
