"""A desk's marsad.toml: where its database stands."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import InputError

NAME = "marsad.toml"
EMBEDDED = "sqlite:///marsad.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What marsad.toml says."""

    database: str = EMBEDDED


def find_desk(folder: Path) -> Path | None:
    """The desk on a database that a folder is, or lies in; None where there is none."""
    here = folder.absolute()
    return next((place for place in (here, *here.parents) if (place / NAME).is_file()), None)


def read_config(folder: Path) -> Config:
    """What a desk's marsad.toml says. Raises InputError where it can't be read or says something else."""
    path = folder / NAME
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"{folder}: there is no {NAME}", f"Make a desk with marsad init {folder}") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} can't be read: {error}", "Mend the line, or make it again with marsad init"
        ) from error
    database = said.pop("database", {})
    url = database.pop("url", None) if isinstance(database, dict) else None
    if said or database or not isinstance(url, str):
        strange = ", ".join((*said, *(f"database.{name}" for name in database))) or "no database.url"
        raise InputError(f"{path}: {strange}", 'It holds [database] with url = "..." and nothing else')
    return Config(database=url)


def write_config(folder: Path, config: Config) -> Path:
    """Write a new desk's marsad.toml. Raises InputError where there is one, or it can't be written."""
    path = folder / NAME
    url = config.database.replace("\\", "\\\\").replace('"', '\\"')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(
                f'# A desk of Marsad. A relative SQLite file stands in this folder.\n[database]\nurl = "{url}"\n'
            )
    except FileExistsError as error:
        raise InputError(f"{path} is there already", "Use it, or name another folder") from error
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}", "Name a folder that can be") from error
    return path
