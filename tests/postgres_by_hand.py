"""A PostgreSQL of the tests' own: a new cluster in a folder, reached through a socket there, gone after the run."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg


def _find(program: str) -> str:
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(program, path=os.pathsep.join([*map(str, homes), os.environ["PATH"]]))
    assert found, "no PostgreSQL on this machine: run bash .ci/postgresql"
    return found


def _run(command: Sequence[str]) -> None:
    """Run a program of PostgreSQL, which refuses root: as the user that Debian makes for it."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_whom, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def start_server() -> Iterator[Path]:
    """A running server; the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    try:
        _run(
            [_find("initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        )
        options = f"-k {folder} -c listen_addresses='' -c max_connections=40"
        _run([_find("pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"])
        try:
            yield folder
        finally:
            _run([_find("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(socket: Path) -> str:
    """The address of a new, empty database."""
    name = f"desk_{uuid4().hex}"
    with psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://postgres@/{name}?host={socket}"
