"""Data folders of their own for the tests of the desk in operation."""

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from followthrough.config.embedded import EmbeddedServer, socket_folder
from tests.operation.desk import Desk, processes_of


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder; whatever still runs on it afterwards is ended."""
    yield from _folder()


@pytest.fixture(scope="module")
def lasting_home() -> Iterator[Path]:
    """One for all tests of a file."""
    yield from _folder()


@pytest.fixture(scope="module")
def server(lasting_home: Path) -> Iterator[EmbeddedServer]:
    """A server with the settings that people get."""
    running = EmbeddedServer(lasting_home).start()
    yield running
    running.leave()


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A desk that is not started yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = Desk(home, port)
    yield started
    if started.process and started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def _folder() -> Iterator[Path]:
    above = Path(tempfile.mkdtemp(prefix="ft-"))
    above.chmod(0o711)
    home = above / "home"
    home.mkdir(mode=0o711)
    yield home
    for pid in processes_of(home):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    cluster = home / "pg"
    for left in (cluster.resolve() if cluster.is_symlink() else above, socket_folder(home), above):
        shutil.rmtree(left, ignore_errors=True)
