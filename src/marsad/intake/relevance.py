"""Which reports tell of armed conflict: a fast score of their words, before the slow reading of their sentences.

score = offset + length * ln(words / 100) + sum over known words of weight * (1 + ln(times))

The known words are those of the lexicon's kinds, weapons, parties and measures; their weights, the offset, the weight
of the length and the least score that passes stand in `models/relevance-1.csv`, learned by `tools/train_relevance.py`.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from marsad.errors import LexiconError

TABLE = "relevance-1.csv"
OFFSET, LENGTH, LEAST = "(offset)", "(length)", "(least)"
"""What the rows are called that belong to no word."""
_SHORTEST = 20
_NAMED = 5
_FEWEST = 2
"""Different words that must speak for a text, however short it is."""
_LETTERS = bytes(c | 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How a text scored, whether it passes, and why: the words that speak most for it, the strongest first."""

    score: float
    passes: bool
    words: tuple[str, ...]

    @property
    def why(self) -> str:
        """The score in words, as a list of what was left out gives it."""
        if not self.words:
            return "no word of violence, weapons or fighters"
        return f"too few words of violence, weapons or fighters: {', '.join(self.words)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    words: dict[bytes, float]
    offset: float
    length: float
    least: float


def weigh(text: str) -> Relevance:
    """Score a text: letters alone count, without accents or case."""
    weights = _load_weights()
    words = split_words(text)
    times = Counter(word for word in words if word in weights.words)
    shares = {word: weights.words[word] * (1 + log(count)) for word, count in times.items()}
    score = weights.offset + weights.length * measure_length(words) + sum(shares[word] for word in sorted(shares))
    speaking = sorted((word for word in shares if shares[word] > 0), key=lambda word: (-shares[word], word))
    named = tuple(word.decode() for word in speaking[:_NAMED])
    passes = score >= weights.least and len(speaking) >= _FEWEST
    return Relevance(score=score, passes=passes, words=named)


def split_words(text: str) -> list[bytes]:
    """The words of a text in small ASCII letters; other signs part them."""
    return text.encode("ascii", "replace").translate(_LETTERS).split()


def measure_length(words: list[bytes]) -> float:
    """The logarithm of a text's length in hundreds of words."""
    return log(max(len(words), _SHORTEST) / 100)


@cache
def _load_weights() -> _Weights:
    lines = files("marsad.models").joinpath(TABLE).read_text(encoding="utf-8").splitlines()[1:]
    rows = dict(line.split(",") for line in lines)
    try:
        values = {word: float(weight) for word, weight in rows.items()}
        offset, length, least = (values.pop(name) for name in (OFFSET, LENGTH, LEAST))
    except (KeyError, ValueError) as error:
        raise LexiconError(f"models/{TABLE} is damaged", "Install marsad again") from error
    return _Weights(words={w.encode(): v for w, v in values.items()}, offset=offset, length=length, least=least)
