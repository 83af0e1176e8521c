"""Scores: the figures of one stage on one set of data, with plain baselines beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """`data` is the SHA-256 over the files read; `baselines` holds the same figures by plain methods, by name.

    `notes` are lines for a person, such as what was missed.
    """

    stage: str
    data: str
    figures: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]]
    notes: tuple[str, ...] = ()


def hash_files(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, in the order of their names."""
    digest = sha256()
    for path in sorted(paths, key=lambda path: path.name):
        content = path.read_bytes()
        digest.update(f"{path.name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def score_f1(true: float, found: float, held: float) -> float:
    """The harmonic mean of true / found and true / held; 0 where nothing is true."""
    return 2 * true / (found + held) if true else 0.0
