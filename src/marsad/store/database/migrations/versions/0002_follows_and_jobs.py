"""What is followed, how visits went, and the jobs that workers hold leases on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the three tables; what is there already stays as it is."""
    op.create_table(
        "follows",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("since", sa.Text, nullable=False),
    )
    op.create_table(
        "visits",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("next_due", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_status", sa.Integer),
        sa.Column("last_error", sa.Text),
    )
    op.create_table(
        "jobs",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text),
        sa.Column("until", sa.Text),
        sa.UniqueConstraint("kind", "subject"),
    )
    op.create_index("jobs_due", "jobs", ["due"])
