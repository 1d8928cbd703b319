"""Bring the database to what the code needs: tables, what stands around them, and who may use them.

Whoever adds something that is not a migration (triggers over all records, say) adds a hook to AFTER_MIGRATE.
"""

import psycopg
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string
from psycopg.conninfo import make_conninfo

from followthrough.config import roles
from followthrough.config.fingerprint import fingerprint
from followthrough.config.schema import load_schema
from followthrough.kernel import clock
from followthrough.kernel.history.acting import upgrading

# Named, not imported: they need the apps loaded. Each is called with the owner's alias; running twice is harmless.
AFTER_MIGRATE = (
    "followthrough.kernel.records.indexes.drop_idle_indexes",
    "followthrough.kernel.history.install.install_history",
    "followthrough.kernel.exchange.keys.install_keys",
    "followthrough.kernel.custom.indexes.install_custom",
    "followthrough.kernel.search.install.install_search",
)


def migrate_database(owner_alias: str = "owner", application: str = "", *, said: bool = False) -> None:
    """Bring the database to what the code needs as its owner, then grant `application` its use. Repeatable.

    Of several processes that start at once one works and the others wait. `said` prints each migration.
    """
    application = application or str(connections["default"].settings_dict["USER"])
    lock = psycopg.connect(_address(owner_alias), autocommit=True)
    with lock:
        lock.execute("SELECT pg_advisory_lock(hashtext('followthrough.migrate'))")
        roles.create_extensions(lock)
        load_schema(lock)
        lock.execute("CREATE TABLE IF NOT EXISTS schema_fingerprint (code text NOT NULL)")
        lock.execute("DELETE FROM schema_fingerprint")
        run_migrations(owner_alias, said=said)
        after_migrate(owner_alias)
        if application != lock.info.user:
            roles.grant_use(lock, application)
        lock.execute("INSERT INTO schema_fingerprint (code) VALUES (%s)", [fingerprint()])
    connections[owner_alias].close()


def run_migrations(owner_alias: str, *, said: bool = False) -> None:
    """Run every migration that has not run yet; what one writes in records is a deed of the house."""
    with upgrading(owner_alias, now=clock.now()):
        call_command("migrate", database=owner_alias, verbosity=1 if said else 0, interactive=False)


def after_migrate(owner_alias: str) -> None:
    """Call every hook, in the order listed."""
    for hook in AFTER_MIGRATE:
        import_string(hook)(owner_alias)


def _address(alias: str) -> str:
    found = connections[alias].settings_dict
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    return make_conninfo(**found["OPTIONS"], **{libpq: found[name] for name, libpq in names.items() if found[name]})
