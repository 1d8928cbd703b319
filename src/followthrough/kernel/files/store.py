"""Keep contents under their SHA-256, so that nothing is overwritten and no typed name reaches the disk."""

import fcntl
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from followthrough.kernel.crashing import crash_point

LIMIT = 25 * 1024 * 1024

log = logging.getLogger(__name__)


class TooLarge(Exception):
    """The file is over the limit; nothing of it was kept."""


class Damaged(Exception):
    """What lies under a hash is not what was kept: a byte of it was changed on the disk."""


def folder() -> Path:
    """The store's folder below the data folder."""
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """Where the content of this hash lies."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a SHA-256 in hexadecimal")
    return folder() / sha256[:2] / sha256


def keep(chunks: Iterable[bytes], *, limit: int = LIMIT) -> tuple[str, int]:
    """Write the content, flushed to disk, and return its hash and size in bytes.

    The same content is kept once. A crash leaves at most a temporary file, never half a content under a hash.
    """
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        crash_point("file.incoming")
        final = path_of(digest.hexdigest())
        final.parent.mkdir(exist_ok=True)
        with _held(fcntl.LOCK_SH):
            Path(temporary).replace(final)
        crash_point("file.kept")
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest.hexdigest(), size


def remove_if_older(path: Path, than: datetime) -> bool:
    """Remove a file of the store unless it came in, or came in again, since; whether it went."""
    with _held(fcntl.LOCK_EX):
        if not path.is_file() or path.stat().st_mtime >= than.timestamp():
            return False
        path.unlink()
    return True


def open_content(sha256: str) -> BinaryIO:
    """The content of a hash, for reading."""
    return path_of(sha256).open("rb")


def checked_content(sha256: str) -> bytes:
    """The content of a hash, whole, hashed again. Raises Damaged if it is another, FileNotFoundError if gone."""
    with open_content(sha256) as kept:
        content = kept.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        log.error("the content of %s is damaged", sha256)
        raise Damaged(sha256)
    return content


@contextmanager
def _held(how: int) -> Iterator[None]:
    """Hold the store: many put files in at once, whoever removes one is alone."""
    with (folder() / ".lock").open("a") as lock:
        fcntl.flock(lock, how)
        yield
