"""The messages of the fourth Message Understanding Conference as reports: an upper-case text behind a dateline."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from marsad.errors import InputError
from marsad.intake.composing import compose_report
from marsad.intake.found import Found
from marsad.model.reports import Report

_HEAD = re.compile(r"^((?:DEV|TST\d{1,2})-MUC\d-\d{4})\b.*$", re.MULTILINE)
_BREAK = re.compile(r"\n[ \t]*\n")


def read_messages(folder: Path) -> dict[str, Report]:
    """Every message of a folder of texts, by its name. Raises InputError where there is none."""
    found = {key: report for path in sorted(folder.glob("*")) for key, report in _read_file(path)}
    if not found:
        raise InputError(f"{folder}: no message there", remedy="Name a folder whose texts/ holds files as tst1-muc3.")
    return found


def _read_file(path: Path) -> Iterator[tuple[str, Report]]:
    text = path.read_text("latin-1")
    heads = list(_HEAD.finditer(text))
    for head, after in zip_longest(heads, heads[1:]):
        body = unwrap(text[head.end() : after.start() if after else len(text)])
        report, _ = compose_report(Found(path=path.name, at=head[1], key=head[1], body=body), None)
        if report is not None:
            yield head[1], report


def unwrap(body: str) -> str:
    """Paragraphs, each in one line: the messages are set in lines of eighty signs."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in _BREAK.split(body))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
