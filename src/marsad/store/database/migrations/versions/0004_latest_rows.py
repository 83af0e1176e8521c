"""Indexes by which the latest and the newest rows of a kind are read a page at a time."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make both; rows without a time come last."""
    op.execute("CREATE INDEX records_latest ON records (type, coalesce(first, ''), number)")
    op.execute("CREATE INDEX records_newest ON records (type, number)")
