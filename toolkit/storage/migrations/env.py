"""Run by Alembic. The connection comes from `toolkit.storage.migration`; there is no alembic.ini."""

from alembic import context

from toolkit.storage.migration import alembic_options

context.configure(connection=context.config.attributes["connection"], **alembic_options())
with context.begin_transaction():
    context.run_migrations()
