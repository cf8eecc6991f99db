"""Whether the role that the app works as on PostgreSQL can go past triggers and policies.

It may own nothing: an owner drops triggers and is bound by no policy. It may change rows of every table but
those that only ever grow, and the version of the schema. SQLite has no roles.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from toolkit.messages import Message

_COMMAND = "python -m toolkit migrate"
_POWERS = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
# Also what belongs to a role that this one is a member of.
_OWNED = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    " AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE') ORDER BY relname"
)
_TOO_MUCH = (
    "SELECT name FROM (VALUES ('alembic_version', 'INSERT'), ('alembic_version', 'UPDATE'),"
    " ('alembic_version', 'DELETE'), ('catalogue_version', 'UPDATE'), ('catalogue_version', 'DELETE'),"
    " ('event', 'UPDATE'), ('event', 'DELETE')) AS kept (name, privilege)"
    " WHERE has_table_privilege(name, privilege) OR has_table_privilege(name, 'TRUNCATE')"
    " GROUP BY name ORDER BY name"
)


def wrong_rights(connection: Connection) -> Iterator[Message]:
    """A sentence for each right that the app's role has and must not have."""
    if connection.dialect.name != "postgresql":
        return
    role, has_all = connection.exec_driver_sql(_POWERS).one()
    if has_all:
        yield Message.of("storage.check_role_unbound", role=role)
        return
    owned = connection.exec_driver_sql(_OWNED).scalars().all()
    if owned:
        yield Message.of("storage.check_role_owns", role=role, n=len(owned), table=owned[0])
        return
    for table in connection.exec_driver_sql(_TOO_MUCH).scalars():
        yield Message.of("storage.check_role_changes", role=role, table=table, command=_COMMAND)
