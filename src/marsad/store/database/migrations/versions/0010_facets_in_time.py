"""Facets know the section and the time of their row, so that rows are counted and sorted by these alone.

The views are made again, with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table anew, and let the next fold make all views."""
    op.drop_table("facets")
    for name in ("texts", "records", "folded"):
        op.execute(sa.text(f"DELETE FROM {name}"))
    op.create_table(
        "facets",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("type", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, sa.ForeignKey("records.number"), primary_key=True),
        sa.Column("first", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("facets_of", "facets", ["number"])
