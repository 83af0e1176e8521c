"""Articles with marked attributions: one text file each and a file of marks per annotator, as PolNeAR has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from marsad.claims.sentences import Sentence, load_parser
from marsad.errors import InputError
from marsad.model.reports import BlockKind, Span

ROLES = ("content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Mark:
    """One attribution: the characters of its content, source and cue; each may have several stretches or none."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]

    def spans(self, role: str) -> tuple[Span, ...]:
        """The stretches of one role."""
        return {"content": self.content, "source": self.source, "cue": self.cue}[role]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what each annotator marked in it."""

    name: str
    text: str
    annotators: tuple[tuple[Mark, ...], ...]


def find_parts(folder: Path) -> tuple[Path, ...]:
    """The parts of a data folder that are scored: all that hold attributions, save `train`."""
    parts = sorted(path.parent for path in folder.glob("*/attributions") if path.parent.name != "train")
    if not parts:
        raise InputError(f"{folder}: no part with attributions there", "Name a folder that holds PART/attributions.")
    return tuple(parts)


def list_files(part: Path) -> tuple[Path, ...]:
    """The files of a part, texts and marks."""
    return (*sorted((part / "text").glob("*.txt")), *sorted((part / "attributions").glob("*.ann")))


def read_articles(part: Path) -> Iterator[Article]:
    """The articles of a part that somebody marked, in the order of their names."""
    marked: dict[str, list[tuple[Mark, ...]]] = {}
    for path in sorted((part / "attributions").glob("*.ann")):
        marked.setdefault(path.stem.rsplit("_", 1)[0], []).append(_read_marks(path.read_text("utf-8")))
    for path in sorted((part / "text").glob("*.txt")):
        if path.stem in marked:
            # Offsets count each line end as it stands in the file.
            text = path.read_bytes().decode("utf-8")
            yield Article(path.stem, text, tuple(marked[path.stem]))


def _read_marks(lines: str) -> tuple[Mark, ...]:
    """The events of one file; an argument's number is no part of its role ("Content2")."""
    stretches: dict[str, tuple[Span, ...]] = {}
    events: list[dict[str, tuple[Span, ...]]] = []
    for line in lines.split("\n"):
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 1:
            _, _, where = parts[1].partition(" ")
            stretches[parts[0]] = tuple(_read_span(each) for each in where.split(";"))
        elif line.startswith("E") and len(parts) > 1:
            roles: dict[str, tuple[Span, ...]] = {}
            for argument in parts[1].split():
                role, _, mark = argument.partition(":")
                name = role.rstrip("0123456789").lower()
                roles[name] = (*roles.get(name, ()), *stretches.get(mark, ()))
            events.append(roles)
    return tuple(Mark(*(roles.get(role, ()) for role in ROLES)) for roles in events)


def _read_span(words: str) -> Span:
    start, end = words.split()
    return int(start), int(end)


def find_lines(text: str) -> list[Span]:
    """The lines of a text that hold something, white space at their ends left out."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            at = start + len(line) - len(line.lstrip())
            found.append((at, at + len(line.strip())))
        start += len(line) + 1
    return found


def parse_article(text: str) -> list[Sentence]:
    """The sentences of an article, a paragraph to a line; the first line is its title."""
    lines = find_lines(text)
    return list_sentences(lines, list(load_parser().pipe(text[start:end] for start, end in lines)))


def list_sentences(lines: Sequence[Span], docs: Sequence[Doc]) -> list[Sentence]:
    """The sentences of parsed lines, in order."""
    found: list[Sentence] = []
    for number, ((start, _), doc) in enumerate(zip(lines, docs, strict=True)):
        block = BlockKind.BODY if number else BlockKind.TITLE
        for tokens in doc.sents:
            found.append(Sentence(start, tokens, len(found), number, block))
    return found
