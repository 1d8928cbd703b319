"""Who may do what in the database: an owner that makes the tables, and an application that only uses them."""

from psycopg import Connection, sql

OWNER = "followthrough_owner"
APPLICATION = "followthrough"
DATABASE = "followthrough"
APPEND_ONLY = ("history_entry", "history_deed", "sealing_seal", "signing_signatureevent", "usage_usageevent")

# Fed to the server in single-user mode, one statement a line, before it ever listens.
# Nobody can sign in as its superuser, then or later.
BOOTSTRAP = f"""\
CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}
"""
# Tests clone and drop databases, and end what is still connected to one.
BOOTSTRAP_FOR_TESTS = f"""\
ALTER ROLE {OWNER} CREATEDB
GRANT pg_signal_backend TO {OWNER}
"""
EXTENSIONS = ("pg_trgm", "unaccent")  # trusted: the owner of a database may create them


def create_extensions(owner: Connection) -> None:
    """Create the extensions that search needs, in the owner's name."""
    for name in EXTENSIONS:
        owner.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))


def grant_use(owner: Connection, application: str) -> None:
    """Let the role `application` read and write every table, but only add to and read the append-only ones."""
    role = sql.Identifier(application)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations, schema_fingerprint FROM {}",
    ):
        owner.execute(sql.SQL(statement).format(role))
    database = sql.Identifier(owner.info.dbname)  # for tables that are gone with their transaction
    owner.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(database, role))
    for table in APPEND_ONLY:
        if owner.execute("SELECT to_regclass(%s)", [f"public.{table}"]).fetchone() != (None,):
            owner.execute(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), role))
            if table == "history_deed":  # a run that commits in parts counts on
                owner.execute(sql.SQL("GRANT UPDATE (records) ON history_deed TO {}").format(role))


def is_superuser(connection: Connection) -> bool:
    """Whether the connection's role is a superuser or may run programs on the server."""
    row = connection.execute(
        "SELECT rolsuper OR pg_has_role(oid, 'pg_execute_server_program', 'member')"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return bool(row and row[0])
