"""Whether a start may go straight to serving, found out in milliseconds and without Django."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from followthrough.config.database import application_address
from followthrough.config.environment import Environment
from followthrough.config.fingerprint import SOURCE, is_migrated


def is_prepared(env: Environment) -> bool:
    """Whether tables are migrated, static files collected, and somebody was given a way to sign in."""
    return welcomed(env).exists() and is_collected(env) and is_migrated(application_address(env))


def welcomed(env: Environment) -> Path:
    """The mark that somebody was given a way to sign in."""
    return env.home / "first-start.done"


def collected(env: Environment) -> Path:
    """The file that says which static files were collected."""
    return env.home / "static.collected"


def is_collected(env: Environment) -> bool:
    """Whether the static files and translations served are those of the source."""
    return collected(env).exists() and collected(env).read_text() == served_files()


def served_files() -> str:
    """A digest of the names, sizes and times of the source's static files and translations."""
    digest = hashlib.sha256(version("django").encode())
    for path in sorted([*SOURCE.glob("**/static/**/*"), *SOURCE.glob("**/locale/**/*.po")]):
        found = path.stat()
        digest.update(f"{path.relative_to(SOURCE)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
