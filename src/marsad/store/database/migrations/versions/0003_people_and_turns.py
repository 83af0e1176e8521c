"""Accounts, sessions and tokens; what became of each row of the views; the views are made anew with more facets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM turns)"
_SQLITE = (
    f"INSERT INTO turns(type, id, number, since, at, gone) SELECT type, id, number, {_NOW}, {_NOW}, 0 FROM records",
    f"CREATE TRIGGER records_put AFTER INSERT ON records BEGIN"
    f" INSERT INTO turns(type, id, number, since, at, gone) VALUES (new.type, new.id, {_NEXT}, {_NOW}, {_NOW}, 0)"
    f" ON CONFLICT(type, id) DO UPDATE SET number = excluded.number, at = excluded.at, gone = 0; END",
    f"CREATE TRIGGER records_gone AFTER DELETE ON records BEGIN"
    f" UPDATE turns SET number = {_NEXT}, at = {_NOW}, gone = 1 WHERE type = old.type AND id = old.id; END",
)
_PG_NOW = "to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
_POSTGRESQL = (
    "CREATE SEQUENCE turns_number OWNED BY turns.number",
    "INSERT INTO turns(type, id, number, since, at, gone)"
    f" SELECT type, id, nextval('turns_number'), {_PG_NOW}, {_PG_NOW}, 0 FROM records ORDER BY number",
    "CREATE FUNCTION note_put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " INSERT INTO turns(type, id, number, since, at, gone)"
    f" VALUES (new.type, new.id, nextval('turns_number'), {_PG_NOW}, {_PG_NOW}, 0)"
    " ON CONFLICT(type, id) DO UPDATE SET number = excluded.number, at = excluded.at, gone = 0;"
    " RETURN NULL; END $$",
    "CREATE FUNCTION note_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" UPDATE turns SET number = nextval('turns_number'), at = {_PG_NOW}, gone = 1"
    " WHERE type = old.type AND id = old.id; RETURN NULL; END $$",
    "CREATE TRIGGER records_put AFTER INSERT ON records FOR EACH ROW EXECUTE FUNCTION note_put()",
    "CREATE TRIGGER records_gone AFTER DELETE ON records FOR EACH ROW EXECUTE FUNCTION note_gone()",
)


def upgrade() -> None:
    """Make the tables, and let the next fold find every row by what it refers to."""
    op.create_table(
        "turns",
        sa.Column("type", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
    )
    op.create_index("turns_in_order", "turns", ["number"])
    op.create_index("turns_of_type", "turns", ["type", "number"])
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("since", sa.Text, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
        sa.Column("begun", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
    )
    op.create_index("sessions_of", "sessions", ["account"])
    op.create_table(
        "tokens",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("used", sa.Text),
    )
    op.create_index("tokens_of", "tokens", ["account"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
    op.execute("DELETE FROM folded")
