"""The key that signs sessions and links: made at install, kept in one file, never a known or short one."""

import os
import secrets
from pathlib import Path

from followthrough.config.refusal import CannotStart

SHORTEST = 32  # characters; the one made here has 64, which is 256 bit
PLACEHOLDERS = ("changeme", "change-me", "change_me", "django-insecure", "insecure", "secret", "example", "password")


def secret_key(home: Path, given: str | None) -> str:
    """The key given by SECRET_KEY, else the one in `home/secret.key`, made when absent.

    Raises CannotStart when it is empty, short or a known placeholder: nothing signed with it could be trusted.
    """
    if given is not None:
        return _checked(given.strip(), "SECRET_KEY")
    path = home / "secret.key"
    if not path.exists():
        _make(path)
    return _checked(path.read_text(encoding="ascii", errors="replace").strip(), str(path))


def _checked(key: str, place: str) -> str:
    if len(key) < SHORTEST:
        raise CannotStart(f"{place} holds {len(key)} characters; a secret key needs at least {SHORTEST}")
    if len(set(key)) < 8 or any(word in key.lower() for word in PLACEHOLDERS):
        raise CannotStart(f"{place} holds a well-known or guessable key; remove it and a good one is made")
    return key


def _make(path: Path) -> None:
    """Write a new key whole or not at all; of several processes that start at once, the first one's stands."""
    # Root's database server runs under another account and must pass through; nobody may list what is here.
    path.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
