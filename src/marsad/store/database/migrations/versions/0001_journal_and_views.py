"""The journal, what it says, and the views made from it, with full-text search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(body, content='texts', content_rowid='number',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER texts_put AFTER INSERT ON texts BEGIN"
    " INSERT INTO words(rowid, body) VALUES (new.number, new.body); END",
    "CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN"
    " INSERT INTO words(words, rowid, body) VALUES ('delete', old.number, old.body); END",
)
_POSTGRESQL = (
    "ALTER TABLE texts ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED",
    "CREATE INDEX texts_words ON texts USING gin (words)",
)


def upgrade() -> None:
    """Make all tables, and the index of words that the database has."""
    op.create_table(
        "journal",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("batch", _NUMBER, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
    )
    op.create_index("journal_of_kind", "journal", ["kind", "seq"])
    op.create_index("journal_about", "journal", ["subject", "kind"])
    op.create_table(
        "payloads",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", _NUMBER, sa.ForeignKey("journal.seq"), nullable=False),
    )
    head = op.create_table(
        "head",
        sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.bulk_insert(head, [{"one": 1, "seq": 0, "hash": "0" * 64}])
    op.create_table(
        "folded",
        sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("made_with", sa.Text, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("rank", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("first", sa.Text),
        sa.Column("last", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("type", "id"),
    )
    op.create_index("records_in_time", "records", ["type", "first"])
    op.create_table(
        "texts",
        sa.Column("number", _NUMBER, sa.ForeignKey("records.number"), primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "facets",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("facets_of", "facets", ["number"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
