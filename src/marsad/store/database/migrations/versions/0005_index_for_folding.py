"""What a fold looks things up in. The views are made again, with it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and let the next fold make all views and these."""
    op.create_table(
        "members",
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("moment", _NUMBER, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("family", _NUMBER, nullable=False),
        sa.Column("fact", _NUMBER, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("corrected", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("dated", sa.Text, nullable=False),
        sa.Column("undated", sa.Text),
    )
    op.create_index("members_of_family", "members", ["family"])
    op.create_index("members_by_key", "members", ["key"])
    op.create_index("members_in", "members", ["file"])
    op.create_table(
        "prints",
        sa.Column("print", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("moment", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("word", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reuses",
        sa.Column("one", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("other", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("reuses_of", "reuses", ["other"])
    op.create_table(
        "ties",
        sa.Column("report", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("origin", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("copy", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ties_of", "ties", ["origin"])
    op.create_table(
        "families",
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("first", _NUMBER, nullable=False),
        sa.Column("day", sa.Integer),
        sa.Column("cluster", _NUMBER, nullable=False),
        sa.Column("story", _NUMBER, nullable=False),
        sa.Column("shared", sa.Double),
        sa.Column("last", _NUMBER),
        sa.Column("leading", sa.LargeBinary, nullable=False),
    )
    op.create_index("families_of_cluster", "families", ["cluster"])
    op.create_index("families_of_story", "families", ["story"])
    op.create_table(
        "vectors",
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("terms", sa.LargeBinary, nullable=False),
        sa.Column("links", sa.LargeBinary, nullable=False),
        sa.Column("linked", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "names",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("file", sa.Text, primary_key=True),
    )
    op.create_index("names_of", "names", ["file"])
    op.create_table(
        "parts",
        sa.Column("section", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("story", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("told", sa.Text),
        sa.Column("judged", sa.Text),
    )
    op.create_index("parts_of", "parts", ["story"])
    for name in ("texts", "facets", "records", "folded"):
        op.execute(sa.text(f"DELETE FROM {name}"))
