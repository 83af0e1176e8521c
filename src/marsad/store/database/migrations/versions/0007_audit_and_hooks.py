"""Who came in and what was changed about that; addresses that are told what changes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
    )
    op.create_table(
        "hooks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("turn", _NUMBER, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("due", sa.Text),
    )
    op.create_table(
        "deliveries",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("hook", sa.Text, sa.ForeignKey("hooks.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("turn", _NUMBER, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text),
    )
    op.create_index("deliveries_of", "deliveries", ["hook", "number"])
