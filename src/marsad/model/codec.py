"""The ledger as JSON, and the JSON Schema that is its contract."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter

from marsad.model.incidents import Change
from marsad.model.ledger import SCHEMA, Ledger

_LEDGER = TypeAdapter(Ledger)
_ADAPTERS: dict[type[object], TypeAdapter[object]] = {}
Record = TypeVar("Record")
_FIELDS: dict[type[object], tuple[tuple[str, str], ...]] = {}
_PLAIN = frozenset((str, int, float, bool, type(None)))
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def to_json(value: object) -> Json:
    """A record as JSON values: tuples as lists, times in ISO 8601 (UTC as "Z"), `from_` as "from".

    Raises TypeError for a value that no record may hold.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value  # type: ignore[return-value] # one of the plain types
    if names := _list_fields(kind):
        return {said: to_json(getattr(value, name)) for name, said in names}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Sequence):
        return [to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    raise TypeError(f"a record holds a {type(value).__name__}")


def _list_fields(kind: type[object]) -> tuple[tuple[str, str], ...]:
    """The fields of a record, each with its name in JSON; none of what is no record."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple((f.name, f.name.rstrip("_")) for f in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]


def dump_ledger(ledger: Ledger) -> str:
    """The ledger as it is written to `ledger.json`: the same ledger gives the same bytes."""
    return "".join(write_ledger(ledger))


def write_ledger(ledger: Ledger) -> Iterator[str]:
    """The same, a record at a time, so that it is never held whole beside the ledger."""
    opening = "{"
    for field in fields(ledger):
        held = getattr(ledger, field.name)
        yield f'{opening}\n "{field.name}": '
        if isinstance(held, tuple) and held:
            yield from _write_rows(held)
        else:
            yield _indent(held, 1)
        opening = ","
    yield "\n}\n"


def _write_rows(rows: Sequence[object]) -> Iterator[str]:
    for at, row in enumerate(rows):
        yield f"{',' if at else '['}\n  {_indent(row, 2)}"
    yield "\n ]"


def _indent(value: object, depth: int) -> str:
    """A record in JSON, its lines after the first set in; strings hold no line breaks in JSON."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def load_ledger(text: str | bytes) -> Ledger:
    """A ledger from what `dump_ledger` wrote. Raises ValueError for anything else."""
    loaded: Json = json.loads(text)
    if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA:
        raise ValueError(f"no ledger of {SCHEMA}")
    return _LEDGER.validate_json(json.dumps(_under_record_names(loaded)))


def load_record(kind: type[Record], text: str) -> Record:
    """One record from the JSON that `to_json` makes of it. Raises ValueError for anything else."""
    if kind is Change:
        text = json.dumps({"from_" if key == "from" else key: value for key, value in json.loads(text).items()})
    record = _adapt(kind).validate_json(text)
    assert isinstance(record, kind)
    return record


def _adapt(kind: type[object]) -> TypeAdapter[object]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _under_record_names(loaded: dict[str, Json]) -> dict[str, Json]:
    """Changes with "from" under the name that the record has."""
    changes = loaded.get("changes")
    rows = changes if isinstance(changes, list) else []
    renamed: list[Json] = [
        {("from_" if key == "from" else key): value for key, value in row.items()}
        for row in rows
        if isinstance(row, dict)
    ]
    return {**loaded, "changes": renamed}


def _plain(node: Json) -> Json:
    """Schema nodes under the names that the file uses."""
    if isinstance(node, dict):
        return {k.rstrip("_") if k == "from_" else k: _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return ["from" if v == "from_" else _plain(v) for v in node]
    return node


def ledger_schema() -> Json:
    """JSON Schema (2020-12) of `ledger.json`, made from the records."""
    schema = _plain(_LEDGER.json_schema(mode="serialization"))
    assert isinstance(schema, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **schema}
