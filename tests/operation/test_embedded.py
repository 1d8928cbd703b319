"""The embedded server: how it starts and stops, what it starts over, what it refuses."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.environment import REPOSITORY
from followthrough.config.orphans import server_processes
from followthrough.config.refusal import CannotStart

AS_ROOT = os.geteuid() == 0
pytestmark = pytest.mark.slow
HOLD = "import sys, pathlib; from followthrough.config.embedded import EmbeddedServer as S;\
 S(pathlib.Path(sys.argv[1])).start(); print('held', flush=True); sys.stdin.read()"


def holder(home: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server until its input ends."""
    command = [sys.executable, "-c", HOLD, str(home)]
    variables = os.environ | {"PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)


def is_holding(process: "subprocess.Popen[str]") -> bool:
    return process.stdout is not None and process.stdout.readline() == "held\n"


def ask(server: EmbeddedServer, role: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.address(role)) as connection:
        return connection.execute(question).fetchall()


def test_the_last_to_leave_stops_it(home: Path) -> None:
    server = EmbeddedServer(home).start()
    other = holder(home)
    assert is_holding(other)
    server.leave()
    assert server.answers()
    other.communicate("")
    assert not server.answers()
    assert server_processes(server.cluster) == {}


def test_it_stops_when_a_user_was_killed(home: Path) -> None:
    server = EmbeddedServer(home).start()
    other = holder(home)
    assert is_holding(other)
    other.kill()
    other.communicate()
    server.leave()
    assert server_processes(server.cluster) == {}


@pytest.mark.parametrize("text", ["1\n/nowhere\n", "OURS\n/nowhere\n0\n5432\n", "", "torn\x00"])
def test_it_starts_over_a_stale_pid_file(home: Path, text: str) -> None:
    server = EmbeddedServer(home).start()
    server.leave()
    text = text.replace("OURS", str(os.getpid()))
    (server.cluster / "postmaster.pid").write_text(text)
    (server.sockets / ".s.PGSQL.5432.lock").write_text(text)
    server.start()
    assert ask(server, roles.APPLICATION, "SELECT 1") == [(1,)]
    server.leave()


def test_it_starts_again_when_its_children_outlive_it(home: Path) -> None:
    server = EmbeddedServer(home).start()
    busy = psycopg.connect(server.address(roles.APPLICATION), autocommit=True)
    os.kill(int((server.cluster / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
    server.start()
    busy.close()
    assert ask(server, roles.APPLICATION, "SELECT 1") == [(1,)]
    server.leave()
    assert server_processes(server.cluster) == {}


@pytest.mark.parametrize("name", ["with space", "Büro, 'quoted' \"twice\"", "deep/" * 30 + "end"])
def test_any_path_will_do(home: Path, name: str) -> None:
    folder = home / name
    folder.mkdir(mode=0o711, parents=True)
    for part in (folder, *folder.parents):
        if part != home and home in part.parents:
            part.chmod(0o711)
    server = EmbeddedServer(folder).start()
    assert ask(server, roles.OWNER, "SELECT current_user::text") == [(roles.OWNER,)]
    server.leave()
    assert server_processes(server.cluster) == {}
    if server.sockets.parent == Path("/tmp"):
        shutil.rmtree(server.sockets)


@pytest.mark.skipif(not AS_ROOT, reason="only root's server runs as another account")
def test_a_folder_that_only_root_reaches_will_do(home: Path) -> None:
    home.parent.chmod(0o700)
    server = EmbeddedServer(home).start()
    assert (home / "pg").is_symlink()
    assert ask(server, roles.APPLICATION, "SELECT 1") == [(1,)]
    server.leave()
    again = EmbeddedServer(home).start()
    assert again.cluster == server.cluster
    again.leave()


def test_data_of_another_version_is_refused(home: Path) -> None:
    server = EmbeddedServer(home).start()
    server.leave()
    (server.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(CannotStart, match=r"was written by PostgreSQL 14, the programs here are PostgreSQL 1[5-9]"):
        server.start()


def test_a_half_made_cluster_is_made_anew(home: Path) -> None:
    server = EmbeddedServer(home).start()
    server.leave()
    server.cluster.rename(server.cluster.with_name("data.new"))
    (server.cluster.with_name("data.new") / "PG_VERSION").unlink()
    server.start()
    assert ask(server, roles.APPLICATION, "SELECT 1") == [(1,)]
    server.leave()


def test_many_starting_at_once_make_one(home: Path) -> None:
    many = [holder(home) for _ in range(4)]
    assert [is_holding(process) for process in many] == [True] * 4
    for process in many:
        process.communicate("")
    assert [process.returncode for process in many] == [0] * 4
    assert server_processes((home / "pg" / "data").resolve()) == {}
