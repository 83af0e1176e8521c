"""How Alembic runs a step: on the connection that marsad.store.database.migrating hands it."""

from alembic import context

from marsad.store.database.tables import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META, transactional_ddl=True)
context.run_migrations()
