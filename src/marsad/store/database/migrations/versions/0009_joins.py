"""The groups that clusters were joined from. The views are made again, with them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table anew, and let the next fold make all views and it."""
    op.drop_table("clusters")
    op.create_table(
        "clusters",
        sa.Column("mark", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("joins", sa.LargeBinary, nullable=False),
    )
    for name in ("texts", "facets", "records", "folded"):
        op.execute(sa.text(f"DELETE FROM {name}"))
