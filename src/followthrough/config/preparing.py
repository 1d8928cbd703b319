"""What must be true before the web answers: tables migrated, static files collected, somebody who can sign in."""

import sys
from collections.abc import Sequence

from django.core.management import call_command

from followthrough.config.database import application_address, ensure_database
from followthrough.config.environment import Environment
from followthrough.config.fingerprint import is_migrated
from followthrough.config.first_start import first_start, seed_demo
from followthrough.config.migrating import migrate_database
from followthrough.config.prepared import collected, is_collected, served_files, welcomed
from followthrough.config.standing import load_applications
from followthrough.config.translations import compile_translations


def prepare(env: Environment, rest: Sequence[str] = ()) -> int:
    """Do what is missing; print the one-time address to sign in by when this made the administrator."""
    open_database(env)
    if not is_collected(env):
        env.files.mkdir(mode=0o700, parents=True, exist_ok=True)
        compile_translations()
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        collected(env).write_text(served_files())
    link = first_start(env)
    if "--demo" in rest:
        seed_demo(env)
    welcomed(env).touch()
    sys.stdout.write(f"{link}\n" if link else "")
    return 0


def migrate(env: Environment, rest: Sequence[str] = ()) -> int:
    """Migrate the database and set its rights, whether or not that seems needed."""
    ensure_database(env)
    load_applications()
    migrate_database(said=True)
    return 0


def open_database(env: Environment) -> None:
    """Start or join the database, load the applications, migrate when needed: for every command on records."""
    ensure_database(env)
    load_applications()
    if not is_migrated(application_address(env)):
        migrate_database()
