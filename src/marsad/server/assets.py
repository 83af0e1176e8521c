"""Style sheets, scripts, pictures and borders: read once, under an address that changes with what they hold."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_FOLDERS = ("assets", "islands")
"""`islands` holds what is built of the sources in the folder of that name; its pages can be read without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages use."""

    kind: str
    data: bytes


class Assets:
    """All assets, by the name in their address."""

    def __init__(self) -> None:
        """Read what the briefing shares, the borders, and all that stands in the folders."""
        read = dict(_read())
        self._names = {name: _mark(name, data) for name, data in read.items()}
        kinds = {name: _KINDS[name.rpartition(".")[2]] for name in read}
        self.held: Mapping[str, Asset] = {
            self._names[name]: Asset(kind=kinds[name], data=data) for name, data in read.items()
        }

    @property
    def has_islands(self) -> bool:
        """Whether all islands were built."""
        return self._names.keys() >= {"map.js", "timeline.js"}

    def address(self, name: str) -> str:
        """Where a page finds an asset."""
        return f"/assets/{self._names[name]}"


@cache
def pack(data: bytes) -> bytes:
    """An asset as gzip, for those who take it."""
    return gzip.compress(data, 6, mtime=0)


def _read() -> Iterator[tuple[str, bytes]]:
    shared = files("marsad.publish")
    for name in ("briefing.css", "shared.js"):
        yield name, shared.joinpath("templates", name).read_bytes()
    yield "borders.json", shared.joinpath("data", "borders-1.json").read_bytes()
    for folder in _FOLDERS:
        held = files("marsad.server").joinpath(folder)
        for file in held.iterdir() if held.is_dir() else ():
            if file.name.rpartition(".")[2] in _KINDS:
                yield file.name, file.read_bytes()


def _mark(name: str, data: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{sha256(data).hexdigest()[:12]}.{kind}"
