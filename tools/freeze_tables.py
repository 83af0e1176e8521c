"""Freeze the tables of document frequencies, stock phrases and usual case from development texts.

    python tools/freeze_tables.py ../shared/bench src/marsad/models

Writes hashes and counts only; the cards beside the tables say what they are and how they score.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from marsad.lexicon.casing import Case, hash_word
from marsad.lexicon.folding import fold_letters, fold_name
from marsad.lineage.shingles import make_shingles
from marsad.lineage.wordkeys import key_word
from marsad.stories.words import NAME_MARK, hash_term, stem_word

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LEAST_DOCUMENTS = 2
_COMMON_FROM = 3
_STOCK_GROUPS = 4
_LEAST_SEEN = 2
_OFTEN_SMALL = 0.15
_INNER_WORD = re.compile(r"(?<=[a-z0-9,;] )[^\W\d_]{2,}\b")


def main(bench: Path, models: Path) -> None:
    """Read the texts and write the tables."""
    texts = tuple(read_texts(bench))
    np.save(models / "document-frequencies-1.npy", count_terms(text for _, text in texts))
    np.save(models / "stock-phrases-1.npy", find_stock(texts))
    np.save(models / "casing-1.npy", count_cases(text for group, text in texts if not group.startswith("dev-")))


def read_texts(bench: Path) -> Iterator[tuple[str, str]]:
    """Read PolNeAR's training articles, Timeline17 and MUC-4's development messages: (outlet or day, text)."""
    for path in sorted((bench / "polnear/train/text").glob("*.txt")):
        yield path.name.split("_")[0], path.read_text("utf-8", "replace")
    for path in sorted((bench / "timelines").glob("*/InputDocs/*/*.txt")):
        text = path.read_text("utf-8", "replace").replace("-LRB-", "(").replace("-RRB-", ")")
        yield path.parent.name, text.replace("``", '"').replace("''", '"')
    for path in sorted((bench / "muc4/texts").glob("dev-*")):
        for number, message in enumerate(re.split(r"\n(?=DEV-MUC3)", path.read_text("utf-8", "replace"))):
            yield f"{path.name}-{number}", message.lower()


def count_terms(texts: Iterator[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """Count in how many texts each term stands; first row: 0 and the number of texts. Rows by hash."""
    lower: Counter[str] = Counter()
    capital: Counter[tuple[str, str]] = Counter()
    number = 0
    for text in texts:
        number += 1
        words = {word for word in _WORD.findall(text) if len(word) > 1}
        small = {stem_word(word) for word in words if not word[0].isupper()}
        lower.update(small)
        large = {(stem_word(word), fold_name(fold_letters(word))) for word in words if word[0].isupper()}
        capital.update((stem, name) for stem, name in large if stem not in small)
    for (stem, name), count in sorted(capital.items()):
        lower[stem if lower[stem] >= _COMMON_FROM else NAME_MARK + (name or stem)] += count
    rows = sorted((hash_term(term), count) for term, count in lower.items() if term and count >= _LEAST_DOCUMENTS)
    return np.array([(0, number), *rows], dtype=np.uint32)


def find_stock(texts: tuple[tuple[str, str], ...]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Find the shingles that stand in four or more outlets, days or messages: wording that shows no copying."""
    groups: dict[int, set[str]] = {}
    for group, text in texts:
        keys = np.array([key_word(word) for word in _WORD.findall(text)], dtype=np.uint32)
        for shingle in np.unique(make_shingles(keys)).tolist():
            groups.setdefault(shingle, set()).add(group)
    return np.array(sorted(shingle for shingle, held in groups.items() if len(held) >= _STOCK_GROUPS), dtype=np.uint64)


def count_cases(texts: Iterator[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """Tell of each word how it is written within sentences: small where it is so at all often, titles are before names.

    Rows by hash: hash, case.
    """
    seen: dict[str, Counter[Case]] = {}
    for text in texts:
        for word in _INNER_WORD.findall(text):
            case = Case.LOWER if word.islower() else Case.CAPITALS if word.isupper() else Case.TITLE
            seen.setdefault(word.lower(), Counter())[case] += 1
    rows = ((hash_word(word), _tell_case(forms)) for word, forms in seen.items() if forms.total() >= _LEAST_SEEN)
    return np.array(sorted(rows), dtype=np.uint32)


def _tell_case(forms: Counter[Case]) -> Case:
    if forms[Case.LOWER] >= _OFTEN_SMALL * forms.total():
        return Case.LOWER
    return max((Case.TITLE, Case.CAPITALS), key=lambda case: forms[case])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
