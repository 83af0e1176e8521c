"""Answer keys of the fourth Message Understanding Conference (MUC-4): templates of 24 slots each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from pathlib import Path

from marsad.errors import InputError

_LINE = re.compile(r"^(\d{1,2})\.\s+[A-Z: ]+?(?:\s{2,}|$)(.*)$")
_BRACKETS = {"(": 1, ")": -1}
_DASH = re.compile(r"\s*-\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_OPTIONAL = "(OPTIONAL)"
_NULLS = frozenset({"", "-", "*"})


class Slot(IntEnum):
    """The slots that are read, by their numbers in the task documents."""

    MESSAGE = 0
    TEMPLATE = 1
    DATE = 2
    PLACE = 3
    TYPE = 4
    STAGE = 5
    INSTRUMENT = 6
    PERPETRATOR = 9
    ORGANIZATION = 10
    PHYSICAL_TARGET = 12
    HUMAN_NAME = 18
    HUMAN_DESCRIPTION = 19
    HUMAN_NUMBER = 21
    HUMAN_EFFECT = 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One filler: any of `values` is right; `about` names what it is said of; an optional one may be left out."""

    values: tuple[str, ...]
    about: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One incident of a message; an optional one may be left out of an answer."""

    message: str
    optional: bool
    fills: Mapping[Slot, tuple[Fill, ...]]


def read_keys(path: Path) -> dict[str, tuple[Template, ...]]:
    """The templates of each message of a key file; a message without incidents has none.

    Lines that begin with a semicolon are remarks. Raises InputError where a file holds no template at all.
    """
    found: dict[str, list[Template]] = {}
    for rows in _cut_templates(path.read_text("latin-1")):
        message = rows.get(Slot.MESSAGE, [""])[0].split(" ")[0]
        number = rows.get(Slot.TEMPLATE, ["*"])[0]
        held = found.setdefault(message, [])
        if number.strip() not in _NULLS:
            fills = {slot: tuple(_read_fills(slot, rows.get(slot, []))) for slot in Slot if slot > Slot.TEMPLATE}
            held.append(Template(message=message, optional=_OPTIONAL in number, fills=fills))
    if not found:
        raise InputError(f"{path}: no template there", remedy="Name a folder with answer keys as key-tst1.v7.")
    return {message: tuple(held) for message, held in found.items()}


def _cut_templates(text: str) -> Iterator[dict[int, list[str]]]:
    """The lines of each template by slot; a line without a number goes on with the slot before it."""
    rows: dict[int, list[str]] = {}
    at = 0
    for line in text.splitlines():
        if line.startswith(";"):
            continue
        numbered = _LINE.match(line)
        if numbered:
            at = int(numbered[1])
            if at == Slot.MESSAGE and rows:
                yield rows
                rows = {}
            rows[at] = [numbered[2].strip()]
        elif line.strip() and rows:
            rows[at].append(line.strip())
    if rows:
        yield rows


def _read_fills(slot: Slot, lines: list[str]) -> Iterator[Fill]:
    for line in lines:
        optional = line.startswith("?")
        said = line.lstrip("? ").strip()
        if said in _NULLS:
            continue
        if said.startswith('"') and slot is not Slot.PLACE:
            value, about = _split_about(said)
            yield Fill(values=_strings(value), about=_strings(about), optional=optional)
        elif slot in (Slot.HUMAN_NUMBER, Slot.HUMAN_EFFECT):
            value, _, about = said.partition(":")
            written = (_DASH.sub("-", one) for one in _split(value))
            yield Fill(values=tuple(written), about=_strings(about), optional=optional)
        else:
            yield Fill(values=_split(said), optional=optional)


def _split_about(said: str) -> tuple[str, str]:
    """A string filler and, behind a colon outside quotation marks, what it is said of."""
    inside = False
    for at, sign in enumerate(said):
        if sign == '"' and said[at - 1 : at] != "\\":
            inside = not inside
        elif sign == ":" and not inside:
            return said[:at], said[at + 1 :]
    return said, ""


def _split(said: str) -> tuple[str, ...]:
    """Alternates: what slashes outside brackets part, without the brackets that stand around one or around all."""
    parts, depth, begin = [], 0, 0
    for at, sign in enumerate(said):
        depth += _BRACKETS.get(sign, 0)
        if sign == "/" and depth == 0:
            parts.append(said[begin:at])
            begin = at + 1
    parts = [part.strip() for part in (*parts, said[begin:])]
    if len(parts) > 1:
        return tuple(value for part in parts for value in _split(part))
    return _split(parts[0][1:-1]) if _is_bracketed(parts[0]) else (" ".join(parts[0].split()),)


def _is_bracketed(said: str) -> bool:
    """Whether the bracket that opens a string is closed by the one that ends it."""
    depths = list(accumulate(_BRACKETS.get(sign, 0) for sign in said))
    return said[:1] == "(" and 0 not in depths[:-1] and depths[-1] == 0


def _strings(said: str) -> tuple[str, ...]:
    return tuple(value.replace('\\"', '"') for value in _QUOTED.findall(said))
