"""How firmly clusters of families hang together. The views are made again, with it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table, and let the next fold make all views and it."""
    op.create_table(
        "clusters",
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("weakest", sa.Double, nullable=False),
        sa.Column("asked", sa.Double, nullable=False),
    )
    for name in ("texts", "facets", "records", "folded"):
        op.execute(sa.text(f"DELETE FROM {name}"))
