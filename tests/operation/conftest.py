"""Data folders of their own for the tests of the desk in operation."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from followthrough.config.embedded import EmbeddedServer, socket_folder
from tests.operation.desk import Desk, FirstDay, memory, processes_of, until


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
    """A desk that was never started."""
    with _desk(home) as made:
        yield made


@pytest.fixture
def settled(home: Path, settled_home: Path) -> Iterator[Desk]:
    """A desk that was started and stopped before."""
    shutil.rmtree(home)
    subprocess.run(["cp", "-a", settled_home, home], check=True)
    with _desk(home) as made:
        yield made


@pytest.fixture(scope="module")
def first_day(lasting_home: Path) -> FirstDay:
    """What came of the first start of a desk, and of its first stop."""
    with _desk(lasting_home) as made:
        made.start()
        until(lambda: f"ready at http://127.0.0.1:{made.port}" in made.log)
        took = memory(lasting_home)
        return FirstDay(took, made.stop(), made.log, processes_of(lasting_home))


@pytest.fixture(scope="module")
def settled_home(lasting_home: Path, first_day: FirstDay) -> Path:
    """The data folder of that desk, to be copied."""
    assert first_day.code == 0
    return lasting_home


@contextmanager
def _desk(home: Path) -> Iterator[Desk]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Desk(home, port)
    try:
        yield made
    finally:
        if made.process and made.process.poll() is None:
            made.process.kill()
            made.process.wait()


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
