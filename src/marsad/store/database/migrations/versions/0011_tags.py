"""Rows are found by their section and kind in the index of words itself; those with a facet stand in time.

The views are made again, with it. What came last is in no order until PostgreSQL has sorted it in, and each search goes
through all of that: so it is kept short.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(body, tags, content='texts', content_rowid='number',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER texts_put AFTER INSERT ON texts BEGIN"
    " INSERT INTO words(rowid, body, tags) VALUES (new.number, new.body, new.tags); END",
    "CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN"
    " INSERT INTO words(words, rowid, body, tags) VALUES ('delete', old.number, old.body, old.tags); END",
)
_POSTGRESQL = (
    "ALTER TABLE texts ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED",
    "CREATE INDEX texts_words ON texts USING gin (words, string_to_array(tags, ' '))"
    " WITH (gin_pending_list_limit = 64)",
)


def upgrade() -> None:
    """Make the tables and the index anew, and let the next fold make all views."""
    is_embedded = op.get_bind().dialect.name == "sqlite"
    for name in ("texts", "facets", *(("words",) if is_embedded else ())):
        op.drop_table(name)
    for name in ("records", "folded"):
        op.execute(sa.text(f"DELETE FROM {name}"))
    op.create_table(
        "texts",
        sa.Column("number", _NUMBER, sa.ForeignKey("records.number"), primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
    )
    for statement in _SQLITE if is_embedded else _POSTGRESQL:
        op.execute(statement)
    op.create_table(
        "facets",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("type", sa.Text, primary_key=True),
        sa.Column("first", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("facets_of", "facets", ["number"])
