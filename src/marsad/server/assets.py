"""Style sheets, scripts and pictures: read once, under an address that changes with what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages use."""

    kind: str
    data: bytes


class Assets:
    """All assets, by the name in their address."""

    def __init__(self) -> None:
        """Read the briefing's style sheet and all that stands in `assets`."""
        read = {"briefing.css": files("marsad.publish").joinpath("templates", "briefing.css").read_bytes()}
        for file in files("marsad.server").joinpath("assets").iterdir():
            if file.name.rpartition(".")[2] in _KINDS:
                read[file.name] = file.read_bytes()
        self._names = {name: _mark(name, data) for name, data in read.items()}
        kinds = {name: _KINDS[name.rpartition(".")[2]] for name in read}
        self.held: Mapping[str, Asset] = {
            self._names[name]: Asset(kind=kinds[name], data=data) for name, data in read.items()
        }

    def address(self, name: str) -> str:
        """Where a page finds an asset."""
        return f"/assets/{self._names[name]}"


def _mark(name: str, data: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{sha256(data).hexdigest()[:12]}.{kind}"
