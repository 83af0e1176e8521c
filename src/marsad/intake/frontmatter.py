"""The head of text and Markdown files: YAML between two lines of `---` at the very top, or bare `name: value` lines.

Bare lines are a head where there are two or more, each with a name of a field, above an empty line.
"""

import re2
import yaml

from marsad.intake.columns import load_columns
from marsad.intake.found import Found, Haul
from marsad.model.reports import Problem

_LONGEST = 64 * 1024
"""Characters of front matter that are read; longer is taken for text."""
_NOTHING = frozenset({"", "null", "~", "none"})
_FIELDS = frozenset({"title", "outlet", "published", "url", "agency", "author", "language"})
_LINE = re2.compile(r"([A-Za-z][A-Za-z _-]{0,30}):[ \t]+(\S.*)")


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The front matter without its fences, or None, and the text below it."""
    if not text.startswith("---\n"):
        return None, text
    end = text.find("\n---", 3, _LONGEST)
    after = text[end + 4 : end + 5]
    if end < 0 or after not in ("", "\n", " "):
        return None, text
    return text[4 : end + 1], text[end + 4 :].lstrip(" ")


def read_front_matter(block: str) -> dict[str, str]:
    """The fields of a front matter as written, lower-cased names, nulls left out; other fields are ignored.

    Raises yaml.YAMLError where it is not YAML, and ValueError where it is no mapping.
    """
    loaded: object = yaml.load(block, Loader=yaml.BaseLoader)
    if not isinstance(loaded, dict):
        raise ValueError("no `name: value` lines")
    pairs = ((str(name).lower(), value) for name, value in loaded.items() if isinstance(value, str))
    return {name: value.strip() for name, value in pairs if name in _FIELDS and value.strip().lower() not in _NOTHING}


def split_bare_head(text: str) -> tuple[dict[str, str], str]:
    """The fields of a head of bare lines, by the names of the column map, and the text below it."""
    head, gap, body = text.lstrip("\n").partition("\n\n")
    named = {column: field for field, columns in load_columns().items() if field in _FIELDS for column in columns}
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        found = _LINE.fullmatch(line.rstrip())
        field = named.get(found[1].strip().lower().replace(" ", "_").replace("-", "_")) if found else None
        if found is None or field is None or field in fields:
            return {}, text
        fields[field] = found[2]
    return (fields, body) if gap and len(fields) > 1 else ({}, text)


def read_text_file(path: str, key: str, text: str, markdown: bool) -> Haul:
    """The report in a text file; a front matter that can't be read is a problem, and the text below it still counts."""
    block, body = split_front_matter(text)
    fields: dict[str, str] = {}
    if block is None:
        fields, body = split_bare_head(text)
    problems: tuple[Problem, ...] = ()
    if block is not None:
        try:
            fields = read_front_matter(block)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0)
            problems = (
                Problem(
                    path=path,
                    at=f"line {line + 2}",
                    what="the front matter is not readable as YAML, so its fields are not known",
                    remedy="Write one `name: value` a line, with quotes around values that hold a colon",
                ),
            )
    title = fields.get("title")
    if markdown:
        title, body = _take_heading(title, body)
    found = Found(
        path=path,
        at=None,
        key=key,
        body=body,
        title=title,
        outlet=fields.get("outlet"),
        published=fields.get("published"),
        url=fields.get("url"),
        agency=fields.get("agency"),
        author=fields.get("author"),
        language=fields.get("language"),
    )
    return Haul(reports=(found,), problems=problems)


def _take_heading(title: str | None, body: str) -> tuple[str | None, str]:
    """A first line "# Heading" of a Markdown file is its title, where none is given."""
    first, _, rest = body.strip().partition("\n")
    if title is None and first.startswith("# "):
        return first[2:].strip().rstrip("#").strip(), rest
    return title, body
