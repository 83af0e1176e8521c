"""The form of a desk's database: which it has, and the steps to the one that this marsad writes."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from marsad.errors import InputError
from marsad.store.database.opening import Database


def find_form(database: Database) -> str | None:
    """The form that a database has; None where it has none yet."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_form() -> str:
    """The form that this marsad reads and writes."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None
    return newest


def migrate(database: Database, to: str = "head") -> tuple[str | None, str | None]:
    """Take a database to a form, in one transaction; the forms before and after."""
    before = find_form(database)
    config = _config()
    with database.change() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    return before, find_form(database)


def check_form(database: Database, *, older: bool = False) -> None:
    """Raises InputError where a database has another form than this marsad writes; with `older` only a newer one."""
    form = find_form(database)
    if form == newest_form():
        return
    if form is None:
        raise InputError(f"{database.shown} holds no desk", "Make one with marsad init DIR")
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if form not in known:
        raise InputError(f"{database.shown} was written by a newer marsad (form {form})", "Use that marsad")
    if older:
        return
    raise InputError(
        f"{database.shown} has form {form}, and this marsad writes {newest_form()}",
        "Make a copy with marsad backup, then run marsad migrate",
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "marsad.store.database:migrations")
    config.set_main_option("path_separator", "os")
    return config
