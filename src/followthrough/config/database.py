"""Which database, and how to reach it: two roles on one database, ours or one that was named."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.environment import Environment
from followthrough.config.refusal import CannotStart

OLDEST = 15  # the first PostgreSQL major that is supported


def databases(env: Environment) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` is the application's role, `owner` makes and changes the tables (migrate only)."""
    return {"default": _alias(application_address(env)), "owner": _alias(owner_address(env))}


def application_address(env: Environment) -> str:
    """The connection string of the role that web, worker and command line use."""
    return env.database_url or _embedded(env).address(roles.APPLICATION)


def owner_address(env: Environment) -> str:
    """The connection string of the role that owns the tables; with one DATABASE_URL only, that one."""
    return env.database_owner_url or env.database_url or _embedded(env).address(roles.OWNER)


def ensure_database(env: Environment) -> EmbeddedServer | None:
    """Start the embedded server or join it (kept until `leave()` or this process's end), or check the one named.

    Nothing else starts a server. Raises CannotStart when it cannot be had or is too old.
    """
    if env.is_embedded:
        return _embedded(env).start()
    _check(env)
    return None


def database_warnings(env: Environment) -> list[str]:
    """What is unsafe about the roles of a named database, in a line each; docs/operate/install.md says more."""
    if env.is_embedded:
        return []
    found = []
    with psycopg.connect(env.database_url, connect_timeout=10) as connection:
        if roles.is_superuser(connection):
            found.append("warning: DATABASE_URL names a superuser; a role without special rights is safer")
    if owner_address(env) == env.database_url:
        found.append("warning: without DATABASE_OWNER_URL the application could change its own history")
    return found


def database_answers(env: Environment) -> bool:
    """Whether the database takes connections at this moment."""
    address = f"{application_address(env)} connect_timeout=5" if env.is_embedded else env.database_url
    return psycopg.pq.Ping(psycopg.pq.PGconn.ping(address.encode())) == psycopg.pq.Ping.OK


def _embedded(env: Environment) -> EmbeddedServer:
    return EmbeddedServer(env.home, programs_folder=env.postgres_folder, account=env.postgres_account)


def _alias(address: str) -> dict[str, Any]:
    given = conninfo_to_dict(address)
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: str(given.pop(libpq, "")) for libpq, django in names.items()},
        "OPTIONS": given,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _check(env: Environment) -> None:
    try:
        with psycopg.connect(env.database_url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise CannotStart(f"the database of DATABASE_URL cannot be reached: {said}") from error
    if version < OLDEST * 10000:
        raise CannotStart(f"the database is PostgreSQL {version // 10000}; {OLDEST} or newer is needed")
