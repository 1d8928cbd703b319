"""The whole desk: started, watched over, stopped, killed."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.environment import REPOSITORY
from followthrough.config.orphans import server_processes
from tests.operation.desk import PATIENCE, Desk, FirstDay, processes_of, until

pytestmark = pytest.mark.slow
MOST_MEMORY = 350 * 1024**2  # bytes: web, worker, database and what watches over them, idle
LONGEST_OUTAGE = 30.0  # seconds from a killed process to the next answer
ROWS, BATCH = 8_000, 2_000  # of an upload, and those of it that go in together


def test_it_starts_answers_and_leaves_nothing_when_stopped(first_day: FirstDay) -> None:
    assert first_day.memory < MOST_MEMORY
    assert (first_day.code, first_day.left) == (0, {})
    assert first_day.log.splitlines()[-2:] == ["followthrough: stopping", "followthrough: stopped"]


def test_later_starts_prepare_nothing(settled: Desk) -> None:
    for how in (signal.SIGINT, signal.SIGTERM):
        settled.start()
        assert "preparing" not in settled.log
        assert settled.stop(how) == 0


def test_a_second_desk_on_the_same_folder_is_refused(settled: Desk) -> None:
    settled.start()
    second = Desk(settled.home, settled.port + 1)
    assert second.say("serve").wait(PATIENCE) == 2
    assert settled.process
    assert settled.log.splitlines()[-1] == (
        "followthrough: Followthrough already runs on this data folder"
        f" (pid {settled.process.pid}, http://127.0.0.1:{settled.port})"
    )
    assert settled.answers()


def test_a_taken_port_is_refused(settled: Desk) -> None:
    settled.start()
    other = Desk(settled.home.parent / "other", settled.port)
    assert other.say("serve").wait(PATIENCE) == 2
    assert settled.log.splitlines()[-1] == (
        f"followthrough: cannot listen on 127.0.0.1:{settled.port} (Address already in use); choose with PORT="
    )


@pytest.mark.parametrize("which", [0, -1])
def test_the_web_server_is_started_again_when_killed(settled: Desk, which: int) -> None:
    settled.start()
    before = settled.pids("web")
    os.kill(before[which], signal.SIGKILL)
    until(lambda: len(settled.pids("web")) == len(before) and not set(settled.pids("web")) & set(before))
    until(settled.answers, patience=LONGEST_OUTAGE)
    assert settled.stop() == 0
    assert processes_of(settled.home) == {}


def test_the_worker_is_started_again_when_killed(settled: Desk) -> None:
    settled.start()
    until(lambda: settled.pids("worker"))
    before = settled.pids("worker")
    os.kill(before[0], signal.SIGKILL)
    until(lambda: settled.pids("worker") not in ([], before), patience=LONGEST_OUTAGE)
    assert settled.stop() == 0


def test_the_database_is_started_again_when_killed(settled: Desk) -> None:
    settled.start()
    pid_file = settled.home.resolve() / "pg" / "data" / "postmaster.pid"
    before = int(pid_file.read_text().split("\n")[0])
    os.kill(before, signal.SIGKILL)
    until(lambda: pid_file.exists() and int(pid_file.read_text().split("\n")[0]) != before, patience=LONGEST_OUTAGE)
    until(lambda: settled.say("migrate").wait(PATIENCE) == 0, patience=LONGEST_OUTAGE)
    assert settled.stop() == 0
    assert processes_of(settled.home) == {}


def test_an_upload_goes_on_when_the_database_was_killed_under_it(settled: Desk) -> None:
    book = settled.home.parent / "book.csv"
    book.write_text("name,city\n" + "".join(f"Company {n:05},City {n % 50}\n" for n in range(ROWS)))
    server = EmbeddedServer(settled.home).start()
    terminal = settled.say("import", "accounts", str(book))
    until(lambda: terminal.poll() is not None or _accounts(server))
    for pid in server_processes(server.cluster):
        with suppress(ProcessLookupError):  # it ended with those before it
            os.kill(pid, signal.SIGKILL)
    assert terminal.wait(PATIENCE) == 3
    assert "The database went away. What is in stays, and once it is back the desk goes on" in settled.log
    assert "Traceback" not in settled.log
    server.start()
    found = _accounts(server)
    assert (found in range(BATCH, ROWS, BATCH), found) == (True, _names(server))
    worker = settled.say("worker")
    until(lambda: worker.poll() is not None or _state(server) == "done")
    assert (_state(server), _accounts(server), _names(server)) == ("done", ROWS, ROWS)
    worker.terminate()
    worker.wait(PATIENCE)
    server.leave()


def test_everything_ends_when_the_supervisor_is_killed(settled: Desk) -> None:
    settled.start()
    until(lambda: settled.pids("worker"))
    settled.stop(signal.SIGKILL)
    until(lambda: processes_of(settled.home) == {})
    assert settled.start() < LONGEST_OUTAGE
    assert settled.stop() == 0


def test_it_starts_again_when_everything_was_killed_at_once(settled: Desk) -> None:
    settled.start()
    for pid in processes_of(settled.home):
        with suppress(ProcessLookupError):  # one that ended with those before it
            os.kill(pid, signal.SIGKILL)
    assert settled.process
    settled.process.wait()
    assert settled.start() < LONGEST_OUTAGE
    assert settled.stop() == 0
    assert processes_of(settled.home) == {}


def test_it_stops_while_it_prepares(desk: Desk) -> None:
    desk.process = desk.say("serve")
    until(lambda: "preparing" in desk.log)
    assert desk.stop() == 128 + signal.SIGTERM
    until(lambda: processes_of(desk.home) == {})


def test_it_stops_when_told_in_the_midst_of_a_fork(desk: Desk, home: Path) -> None:
    hook = "import os, signal\nos.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))\n"
    (home.parent / "sitecustomize.py").write_text(hook)
    desk.variables = {"PYTHONPATH": f"{home.parent}:{REPOSITORY / 'src'}"}
    desk.process = desk.say("serve")
    assert desk.process.wait(PATIENCE) == 128 + signal.SIGTERM
    assert "preparing" in desk.log
    until(lambda: processes_of(desk.home) == {})


def test_a_known_secret_key_is_refused(desk: Desk) -> None:
    desk.variables = {"SECRET_KEY": "django-insecure-" + "0123456789abcdefghij"}
    assert desk.say("serve").wait(PATIENCE) == 2
    assert "guessable key" in desk.log
    assert sys.executable not in desk.log


def test_a_named_database_is_used_when_given(desk: Desk, home: Path) -> None:
    elsewhere = home.parent / "elsewhere"
    named = EmbeddedServer(elsewhere).start()
    roles_of = {"DATABASE_URL": roles.APPLICATION, "DATABASE_OWNER_URL": roles.OWNER}
    desk.variables = {
        name: f"postgresql://{role}@/{roles.DATABASE}?host={named.sockets}" for name, role in roles_of.items()
    }
    desk.start()
    assert desk.answers()
    assert desk.stop() == 0
    assert not (home / "pg").exists()
    with psycopg.connect(named.address(roles.APPLICATION)) as connection:
        tables = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [(roles.OWNER,)]
    named.leave()


def _accounts(server: EmbeddedServer) -> int:
    return int(_asked(server, "SELECT count(*) FROM accounts_account"))


def _names(server: EmbeddedServer) -> int:
    return int(_asked(server, "SELECT count(DISTINCT name) FROM accounts_account"))


def _state(server: EmbeddedServer) -> str:
    return _asked(server, "SELECT state FROM exchange_import")


def _asked(server: EmbeddedServer, question: str) -> str:
    with psycopg.connect(server.address(roles.APPLICATION)) as connection:
        return str(connection.execute(question.encode()).fetchall()[0][0])
