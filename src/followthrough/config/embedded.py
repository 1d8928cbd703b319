"""The embedded PostgreSQL: an ordinary server run from a folder of programs, started and stopped by us alone.

Whether it runs is decided by asking it, never from a pid file: pids are reused, files torn, zombies kept.
Everyone who uses it holds a shared lock, which the kernel drops when they die; the last one to leave stops the server.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from followthrough.config import orphans, roles
from followthrough.config.refusal import CannotStart
from followthrough.config.server_account import ServerAccount, cluster_folder, own_name, programs, server_account

LONGEST_SOCKET_PATH = 107  # bytes the kernel allows, less the closing zero
RECOVERY = 900  # seconds a server may take to replay its log after a crash
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "30",
    "superuser_reserved_connections": "1",
    "shared_buffers": "96MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # starting helpers costs a page more than they save it on a small machine
    "max_wal_size": "1GB",
    "min_wal_size": "64MB",
    "wal_compression": "off",  # an upload spends a ninth of its time on it
    "max_wal_senders": "2",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'postgres-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_min_duration_statement": "1s",
    "idle_in_transaction_session_timeout": "10min",
}
FAST_BUT_UNSAFE: Mapping[str, str] = {  # for tests, whose data nobody wants back
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "120",
}


def socket_folder(home: Path) -> Path:
    """Where clients find the server's socket: a function of the home alone, so that every process agrees."""
    folder = home / "pg" / "run"
    # A comma separates hosts in a connection string, so a path that holds one cannot be given there.
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH and "," not in str(folder):
        return folder
    return Path("/tmp") / f"followthrough-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"  # noqa: S108 -- see _own


class EmbeddedServer:
    """The server of one data folder. `start` joins it, `leave` parts from it; both may be called by many processes."""

    def __init__(
        self,
        home: Path,
        *,
        settings: Mapping[str, str] | None = None,
        bootstrap: str = roles.BOOTSTRAP,
        programs_folder: str = "",
        account: str = "",
    ) -> None:
        self.home = home.resolve()
        self.sockets = socket_folder(self.home)
        self.settings = {**SETTINGS, **(settings or {})}
        self.bootstrap = bootstrap
        self._wanted = (programs_folder, account)
        self._held: int | None = None

    def start(self) -> "EmbeddedServer":
        """Start the server unless it runs, and hold it until leave() or this process's end. Raises CannotStart."""
        self.account: ServerAccount = server_account(self._wanted[1])
        self.folder = cluster_folder(self.home, self.account)
        self.cluster = self.folder / "data"
        try:
            with self._starting():
                self._hold()
                if not self.answers():
                    self._launch()
        except BaseException:  # interrupted half-way, it must not stay behind
            self.leave()
            raise
        return self

    def leave(self) -> None:
        """Let go of the server; stop it when nobody else holds it. Does nothing in a forked child."""
        if self._held is None or os.getpid() != self._holder:
            return
        with self._starting():
            with contextlib.suppress(BlockingIOError):  # others still use it
                fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.stop()
            os.close(self._held)
            self._held = None
        atexit.unregister(self.leave)

    def stop(self) -> None:
        """Stop the server now, whoever uses it, writing everything out first."""
        if orphans.server_processes(self.cluster):
            self.programs = programs(self.account, self._wanted[0])
            self._control("stop", "-w", "-m", "fast", "-t", "60")

    def answers(self) -> bool:
        """Whether the server takes connections."""
        return self._ping() == pq.Ping.OK

    def is_starting(self) -> bool:
        """Whether the server is there but still recovering, or already stopping."""
        return self._ping() == pq.Ping.REJECT

    def address(self, role: str, database: str = roles.DATABASE) -> str:
        """The connection string for a role; the kernel vouches for who we are, so there is no password."""
        return make_conninfo(host=str(self.sockets), port="5432", user=role, dbname=database)

    def _ping(self) -> pq.Ping:
        return pq.Ping(pq.PGconn.ping(f"{self.address(roles.APPLICATION)} connect_timeout=5".encode()))

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        descriptor = os.open(self.folder / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _launch(self) -> None:
        self.programs = programs(self.account, self._wanted[0])
        self._create()
        self._refuse_other_version()
        if not orphans.wait_or_clear(self.cluster, self.sockets, self.answers, self.is_starting, RECOVERY):
            self._configure()
            self._control("start", "-w", "-t", str(RECOVERY), "-l", "startup.log")

    def _hold(self) -> None:
        if self._held is None:
            self._held = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_SH)
            self._holder = os.getpid()
            atexit.register(self.leave)

    def _create(self) -> None:
        """Make the cluster, its roles and the database in a draft that gets its name only when whole."""
        if (self.cluster / "PG_VERSION").exists():
            return
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._own(draft)
        self._run("initdb", "-D", draft, "-U", "postgres", "-E", "UTF8", "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums", "--auth-local=peer",
                  "--auth-host=reject", "--no-instructions")  # fmt: skip
        self._write(draft / "postgresql.conf", "include_if_exists = 'followthrough.conf'\n", append=True)
        said = self._run("postgres", "--single", "-D", draft, "postgres", given=self.bootstrap)
        if "ERROR:" in said:
            raise CannotStart(f"the database could not be set up: {said[-1000:]}")
        draft.rename(self.cluster)

    def _refuse_other_version(self) -> None:
        ours = self._run("postgres", "--version").split()[2].split(".")[0]
        theirs = (self.cluster / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise CannotStart(
                f"{self.cluster} was written by PostgreSQL {theirs}, the programs here are PostgreSQL {ours}: "
                "dump it with the old version and restore it with the new one"
            )

    def _configure(self) -> None:
        self._own(self.sockets if self.sockets.parent == Path("/tmp") else self.folder / "run")  # noqa: S108
        real = str(self.sockets.resolve()).replace('"', '""').replace("'", "''")
        lines = {**self.settings, "unix_socket_directories": f"'\"{real}\"'"}
        self._write(
            self.cluster / "followthrough.conf", "".join(f"{name} = {value}\n" for name, value in lines.items())
        )
        self._write(self.cluster / "pg_hba.conf", "local all all peer map=followthrough\n")
        people = [f'followthrough "{own_name()}" {role}\n' for role in (roles.APPLICATION, roles.OWNER)]
        self._write(self.cluster / "pg_ident.conf", "".join(people))

    def _own(self, folder: Path) -> None:
        """Make a folder that only the server's account may enter; refuse one that somebody else made."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (self.account.uid, os.geteuid()):
            raise CannotStart(f"{folder} belongs to somebody else; remove it")
        if found.st_uid != self.account.uid:
            os.chown(folder, self.account.uid, self.account.gid, follow_symlinks=False)
        folder.chmod(0o700)

    def _write(self, path: Path, text: str, *, append: bool = False) -> None:
        # As the server's account: root must not follow what that account may have put in its own folder.
        self._said("/usr/bin/tee", *(["-a"] if append else []), path, given=text)

    def _control(self, word: str, *rest: str) -> None:
        # From within, so that it need not hand a path with quotes in it to a shell.
        self._said(self.programs / "pg_ctl", word, "-D", ".", *rest, within=self.cluster)

    def _run(self, program: str, *rest: str | Path, given: str = "") -> str:
        return self._said(self.programs / program, *rest, given=given)

    def _said(self, *command: str | Path, given: str = "", within: Path = Path("/")) -> str:
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as stdin:
            stdin.write(given)
            stdin.seek(0)  # files, not pipes: the server keeps what pg_ctl was given, and a pipe would never end
            result = self.account.run(
                *command, stdin=stdin, stdout=said, stderr=said, cwd=within, timeout=RECOVERY + 60
            )
            said.seek(0)
            text = said.read()
        if result.returncode:
            raise CannotStart(f"{Path(command[0]).name} failed: {text.strip()[-1500:]}")
        return text
