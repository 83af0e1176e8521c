"""The index of words has the newest rows first, and the words of rows with a kind under it once more.

SQLite goes on from row to row much faster than back; PostgreSQL looks for a tag in one run of rows at once. What is
there stays.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from marsad.store.database.kinds import say_under_all

revision = "0014"
down_revision = "0013"

_SQLITE = (
    "DROP TRIGGER texts_put",
    "DROP TRIGGER texts_gone",
    "DROP TABLE words",
    "CREATE VIEW latest_texts AS SELECT -number AS back, body, by_kind, tags FROM texts ORDER BY number DESC",
    "CREATE VIRTUAL TABLE words USING fts5(body, by_kind, tags, content='latest_texts', content_rowid='back',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER texts_put AFTER INSERT ON texts BEGIN"
    " INSERT INTO words(rowid, body, by_kind, tags) VALUES (-new.number, new.body, new.by_kind, new.tags); END",
    "CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN INSERT INTO words(words, rowid, body, by_kind, tags)"
    " VALUES ('delete', -old.number, old.body, old.by_kind, old.tags); END",
    "INSERT INTO words(words, rank) VALUES ('automerge', 2)",
    "INSERT INTO words(words) VALUES ('rebuild')",
)
_RUN = "'w' || (number >> 17)::text"
_POSTGRESQL = (
    "SET LOCAL maintenance_work_mem = '256MB'",
    "CREATE INDEX texts_words ON texts USING gin (words, to_tsvector('english', by_kind),"
    f" string_to_array({_RUN} || ' ' || {_RUN} || replace(tags, ' ', ' ' || {_RUN}), ' '))"
    " WITH (gin_pending_list_limit = 64)",
)
_SAID = sa.text(
    "SELECT t.number, t.body, f.value FROM texts t JOIN facets f ON f.number = t.number AND f.name || '' = 'kind'"
    " WHERE t.number > :after AND t.number <= :upto ORDER BY t.number"
)
"""By row: with the name as it stands SQLite would go through all kinds of the desk each time."""
_AT_ONCE = 10_000


def upgrade() -> None:
    """Say the words of all rows under their kinds, and make the index anew."""
    connection = op.get_bind()
    is_embedded = connection.dialect.name == "sqlite"
    if not is_embedded:
        op.drop_index("texts_words", "texts")
    op.add_column("texts", sa.Column("by_kind", sa.Text, nullable=False, server_default=""))
    put = sa.text("UPDATE texts SET by_kind = :said WHERE number = :number")
    last = connection.execute(sa.text("SELECT max(number) FROM texts")).scalar_one() or 0
    for after in range(0, last, _AT_ONCE):
        rows = connection.execute(_SAID, {"after": after, "upto": after + _AT_ONCE}).all()
        if rows:
            connection.execute(put, list(_say(rows)))
    for statement in _SQLITE if is_embedded else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def _say(rows: Sequence[sa.Row[int, str, str]]) -> Iterator[dict[str, int | str]]:
    for number, same in groupby(rows, key=lambda row: row.number):
        each = list(same)
        yield {"number": number, "said": say_under_all((row.value for row in each), each[0].body)}
