"""YAML front matter of text and Markdown files: a block between two lines of `---` at the very top."""

import yaml

from marsad.intake.found import Found, Haul
from marsad.model.reports import Problem

_LONGEST = 64 * 1024
"""Characters of front matter that are read; longer is taken for text."""
_NOTHING = frozenset({"", "null", "~", "none"})
_FIELDS = frozenset({"title", "outlet", "published", "url", "agency", "author", "language"})


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


def read_text_file(path: str, key: str, text: str, markdown: bool) -> Haul:
    """The report in a text file; a front matter that can't be read is a problem, and the text below it still counts."""
    block, body = split_front_matter(text)
    fields: dict[str, str] = {}
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
