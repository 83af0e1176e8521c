"""How many rows each section has is kept, since the first page shows it each time and PostgreSQL counts row by row."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table and count what is there."""
    op.create_table(
        "tallies",
        sa.Column("type", sa.Text, primary_key=True),
        sa.Column("held", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
    )
    op.execute("INSERT INTO tallies SELECT type, count(*) FROM records GROUP BY type")
