"""The tables of a desk: facts that are only ever appended to, and views that `marsad rebuild` makes again.

journal     one row a fact: when, by whom, what kind, about what; each row's hash rests on that of the row before
payloads    what the facts say, by the hash of it; a purge takes this away and leaves the journal's row
revisions   which judgement was the first, second, ... about a thing: no two can be the same
head        the last row of the journal; whoever writes locks it first, so that writers wait for one another
folded      up to which fact, and by which rules, the views were made
records     the ledger's rows as JSON; facets are what they can be looked up by, texts what can be searched in them (by
            the FTS5 table `words` in SQLite, by the column `words` in PostgreSQL: see migrations); tallies are how many
            there are
members, prints, reuses, ties, families, clusters, vectors, names, parts are what a fold looks things up in, so that it
            looks at few rows; they are made with the views and from the same facts
follows     the feeds, lists and pages that are asked again and again; visits is how asking went
jobs        what is to be done and when; who does one holds a lease on it, and gives it back by being killed
turns       when each row of `records` came, was last made anew, or went, in the order of it; triggers write it
accounts    who may use the desk in the browser, and as what; sessions and tokens are how they are known again, kept as
            hashes only
audit       who came in, who was let in, and what was changed about that; only ever appended to
hooks       the addresses that are told what changes, each with its secret and the last turn that it was told of;
            deliveries is how telling went
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
    literal_column,
)

META = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")

journal = Table(
    "journal",
    META,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("batch", _Number, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)
Index("journal_of_kind", journal.c.kind, journal.c.seq)
Index("journal_about", journal.c.subject, journal.c.kind)

payloads = Table(
    "payloads",
    META,
    Column("digest", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

revisions = Table(
    "revisions",
    META,
    Column("subject", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("seq", _Number, ForeignKey("journal.seq"), nullable=False),
)

head = Table(
    "head",
    META,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("seq", _Number, nullable=False),
    Column("hash", Text, nullable=False),
)

folded = Table(
    "folded",
    META,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("seq", _Number, nullable=False),
    Column("rules", Text, nullable=False),
    Column("made_with", Text, nullable=False),
)

records = Table(
    "records",
    META,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("type", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("body", Text, nullable=False),
    UniqueConstraint("type", "id"),
)
Index("records_in_time", records.c.type, records.c.first)
Index("records_latest", records.c.type, func.coalesce(records.c.first, literal_column("''")), records.c.number)
Index("records_newest", records.c.type, records.c.number)

texts = Table(
    "texts",
    META,
    Column("number", _Number, ForeignKey("records.number"), primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("by_kind", Text, nullable=False, server_default=""),
)
"""`by_kind` are the words under each kind of the row: see `kinds.py`. `tags` are the row's section and those of its
facets whose values are few, as words: see `tags.py`."""

facets = Table(
    "facets",
    META,
    Column("name", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("first", Text, primary_key=True),
    Column("number", _Number, ForeignKey("records.number"), primary_key=True),
    sqlite_with_rowid=False,
)
"""`type` and `first` ("" without a time) are the row's own, so that rows are counted without being read, and those with
a facet stand in order of time."""
Index("facets_of", facets.c.number)

tallies = Table(
    "tallies",
    META,
    Column("type", Text, primary_key=True),
    Column("held", _Number, nullable=False),
)
"""How many rows of `records` each section has."""

members = Table(
    "members",
    META,
    Column("mark", _Number, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("moment", _Number, nullable=False),
    Column("words", Integer, nullable=False),
    Column("family", _Number, nullable=False),
    Column("fact", _Number, nullable=False),
    Column("open", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("dated", Text, nullable=False),
    Column("undated", Text),
)
"""Reports: `mark` is the number of an id, `moment` sorts as reports are compared, `fact` is the row of the journal that
it came in; `open` has no date of its own; `digest` and `dated` are hashes of it before and after it inherited a date;
`undated` is what problem is listed while nothing dates it."""
Index("members_of_family", members.c.family)
Index("members_by_key", members.c.key)
Index("members_in", members.c.file)

prints = Table(
    "prints",
    META,
    Column("print", _Number, primary_key=True, autoincrement=False),
    Column("moment", _Number, primary_key=True, autoincrement=False),
    Column("mark", _Number, primary_key=True, autoincrement=False),
    Column("word", Integer, nullable=False),
    sqlite_with_rowid=False,
)

reuses = Table(
    "reuses",
    META,
    Column("one", _Number, primary_key=True, autoincrement=False),
    Column("other", _Number, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("reuses_of", reuses.c.other)

ties = Table(
    "ties",
    META,
    Column("report", _Number, primary_key=True, autoincrement=False),
    Column("origin", _Number, primary_key=True, autoincrement=False),
    Column("copy", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The rows of copies by their two reports; there is one for each two at most."""
Index("ties_of", ties.c.origin)

families = Table(
    "families",
    META,
    Column("mark", _Number, primary_key=True, autoincrement=False),
    Column("first", _Number, nullable=False),
    Column("day", Integer),
    Column("cluster", _Number, nullable=False),
    Column("story", _Number, nullable=False),
    Column("shared", Double),
    Column("last", _Number),
    Column("leading", LargeBinary, nullable=False),
)
"""Families by the day and the mark of their first report; `shared` and `last` say which was the last to be measured."""
Index("families_of_cluster", families.c.cluster)
Index("families_of_story", families.c.story)

clusters = Table(
    "clusters",
    META,
    Column("mark", _Number, primary_key=True, autoincrement=False),
    Column("joins", LargeBinary, nullable=False),
)
"""Clusters of several families: these, and the groups that were joined."""

vectors = Table(
    "vectors",
    META,
    Column("mark", _Number, primary_key=True, autoincrement=False),
    Column("terms", LargeBinary, nullable=False),
    Column("links", LargeBinary, nullable=False),
    Column("linked", LargeBinary, nullable=False),
)
"""What a family is about, whom it is linked with of its own accord, and who is linked with it."""

names = Table(
    "names",
    META,
    Column("name", Text, primary_key=True),
    Column("file", Text, primary_key=True),
)
"""The names of files that reports came in."""
Index("names_of", names.c.file)

parts = Table(
    "parts",
    META,
    Column("section", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("story", _Number, primary_key=True, autoincrement=False),
    Column("told", Text),
    Column("judged", Text),
)
"""What each story says of sources, actors and places: as it was told, and as people judged it where that differs."""
Index("parts_of", parts.c.story)

INDEX = (parts, names, vectors, clusters, families, ties, reuses, prints, members)
"""What is emptied and made again with the views."""

VIEWS = (texts, facets, tallies, records, *INDEX)
"""What is emptied before all is made again, in an order in which nothing points at what is gone."""

follows = Table(
    "follows",
    META,
    Column("address", Text, primary_key=True),
    Column("title", Text),
    Column("since", Text, nullable=False),
)

visits = Table(
    "visits",
    META,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("next_due", Text),
    Column("failures", Integer, nullable=False),
    Column("last_status", Integer),
    Column("last_error", Text),
)

jobs = Table(
    "jobs",
    META,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Text),
    Column("until", Text),
    UniqueConstraint("kind", "subject"),
)
Index("jobs_due", jobs.c.due)

turns = Table(
    "turns",
    META,
    Column("type", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", _Number, nullable=False),
    Column("since", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("gone", Integer, nullable=False),
)
Index("turns_in_order", turns.c.number)
Index("turns_of_type", turns.c.type, turns.c.number)

accounts = Table(
    "accounts",
    META,
    Column("name", Text, primary_key=True),
    Column("shown", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("since", Text, nullable=False),
)

sessions = Table(
    "sessions",
    META,
    Column("key", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("begun", Text, nullable=False),
    Column("until", Text, nullable=False),
)
Index("sessions_of", sessions.c.account)

tokens = Table(
    "tokens",
    META,
    Column("key", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("label", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("used", Text),
)
Index("tokens_of", tokens.c.account)

audit = Table(
    "audit",
    META,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
)

hooks = Table(
    "hooks",
    META,
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("turn", _Number, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("due", Text),
)

deliveries = Table(
    "deliveries",
    META,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("hook", Text, ForeignKey("hooks.id", ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),
    Column("turn", _Number, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("status", Integer),
    Column("error", Text),
)
Index("deliveries_of", deliveries.c.hook, deliveries.c.number)
