"""One desk on one data folder: the second is refused in a line that says where the first one is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from followthrough.config.environment import Environment
from followthrough.config.refusal import CannotStart


@contextmanager
def only_one(env: Environment) -> Iterator[None]:
    """Hold the data folder while the desk runs; the kernel lets go when the process ends. Raises CannotStart."""
    descriptor = os.open(env.home / "desk.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace") or "just starting"
            raise CannotStart(f"Followthrough already runs on this data folder ({holder})") from None
        os.truncate(descriptor, 0)
        os.write(descriptor, f"pid {os.getpid()}, {env.base_url}".encode())
        yield
    finally:
        os.close(descriptor)
