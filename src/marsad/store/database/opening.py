"""Opening a desk's database: SQLite in a file, or PostgreSQL on a server, by the same code.

A change is one transaction. On SQLite it takes the file's one write lock at its beginning, so that two writers wait for
each other rather than fail; an acknowledged change is on the disk (WAL, synchronous FULL).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from marsad.errors import InputError

_PATIENCE_S = 60
"""How long a writer waits for another, in seconds."""
_WRITES, _OUTSIDE = "marsad_writes", "marsad_outside"
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """An open database. `read` gives one steady view of it, `change` one whole change or none."""

    def __init__(self, engine: Engine, url: URL) -> None:
        """Wrap an engine; open_database makes it."""
        self.engine = engine
        self.url = url
        self.is_embedded = engine.dialect.name == "sqlite"

    @property
    def shown(self) -> str:
        """The file, or the address as it may be printed: without a password."""
        if self.is_embedded:
            return self.url.database or "a database in memory"
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read by. Raises InputError where the database can't be reached."""
        with self._told(), self.engine.connect() as connection:
            if not self.is_embedded:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """A transaction to write by; it holds wholly or not at all. Raises InputError where nothing can be written."""
        with self._told(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection outside of any transaction, for upkeep. Raises InputError where it fails."""
        options: dict[str, bool | str] = {_OUTSIDE: True} if self.is_embedded else {"isolation_level": "AUTOCOMMIT"}
        with self._told(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong below as a sentence: a full disk, a lock held too long, a server that is gone."""
        try:
            yield
        except OperationalError as error:
            raise InputError(
                f"{self.shown}: {_say(error)}", "Nothing was changed: mend it and repeat the command"
            ) from error


def open_database(url: str, folder: Path) -> Database:
    """Open the database of a desk; a relative SQLite file stands in the desk's folder.

    Raises InputError for an address that is none, or whose driver is not installed.
    """
    try:
        made = make_url(url)
        made = made.set(drivername=_DRIVERS[made.drivername.partition("+")[0]])
        if made.drivername.startswith("sqlite") and made.database and not Path(made.database).is_absolute():
            made = made.set(database=(folder.absolute() / made.database).as_posix())
        engine = create_engine(made, pool_pre_ping=not made.drivername.startswith("sqlite"))
    except (ArgumentError, KeyError, NoSuchModuleError) as error:
        what = "database.url of marsad.toml is no address of SQLite or PostgreSQL"
        raise InputError(what, "Use sqlite:///marsad.db or postgresql://user@host/name") from error
    except ModuleNotFoundError as error:
        raise InputError(
            "PostgreSQL needs a driver that is not installed", "Install it with pip install 'marsad[postgresql]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _set_up_server)
    return Database(engine, made)


def _set_up(connection: SqliteConnection, _record: object) -> None:
    """Let marsad begin transactions itself, and make what is acknowledged durable and what is deleted gone."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_S * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _set_up_server(connection: DBAPIConnection, _record: object) -> None:
    """Have short questions answered by one process and as they stand: to start helpers for one, or to compile it, takes
    longer than the answer.
    """
    cursor = connection.cursor()
    cursor.execute("SET max_parallel_workers_per_gather = 0")
    cursor.execute("SET jit = off")
    cursor.close()
    connection.commit()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(_OUTSIDE, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES, False) else "BEGIN")


def _say(error: DBAPIError) -> str:
    """The database's own first line."""
    return str(error.orig).strip().partition("\n")[0] or "it can't be reached"
