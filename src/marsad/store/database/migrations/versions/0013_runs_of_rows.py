"""PostgreSQL's index of words knows in which run of rows each stands, so that the newest are found without all others.

What is there stays. SQLite's index goes through rows in their order anyway.
"""

from alembic import op

revision = "0013"
down_revision = "0012"

_STATEMENTS = (
    "DROP INDEX texts_words",
    "CREATE INDEX texts_words ON texts USING gin"
    " (words, array_append(string_to_array(tags, ' '), 'w' || (number >> 17)::text))"
    " WITH (gin_pending_list_limit = 64)",
)


def upgrade() -> None:
    """Make the index anew."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in _STATEMENTS:
            op.get_bind().exec_driver_sql(statement)
