"""One process over all others: starts database, web and worker, starts again what ends, and stops them all."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from types import FrameType

from followthrough.config import children
from followthrough.config.children import Child
from followthrough.config.database import database_answers, database_warnings, ensure_database
from followthrough.config.environment import Environment
from followthrough.config.folder_lock import only_one
from followthrough.config.prepared import is_prepared
from followthrough.config.refusal import CannotStart

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GOODBYE = 30.0  # seconds for requests and jobs to end by themselves
LOOK = 2.0  # seconds between two looks at the database
DEMO_MOVES_IN = "; the first time a company moves in, with a quarter of a year's work: about a minute"


def serve(env: Environment, rest: Sequence[str] = ()) -> int:
    """Run the desk until told to stop; `--demo` fills it first, `--reload` starts again when the source changes.

    Raises CannotStart when it runs already or its port is taken.
    """
    with only_one(env):
        _refuse_taken_port(env)
        for word in _stopping():
            signal.signal(word, _leave)
        children.adopt_orphans()
        say("starting the database" if env.is_embedded else "looking for the database")
        server = ensure_database(env)
        for line in database_warnings(env):
            say(line)
        try:
            welcome = _prepare(env, rest)
            signal.pthread_sigmask(signal.SIG_BLOCK, (*_stopping(), signal.SIGCHLD))
            _watch(env, welcome, "develop" if "--reload" in rest else "web")
        finally:
            if server:
                server.leave()
                children.reap_orphans((), wait=2.0)
    say("stopped")
    return 0


def say(line: str) -> None:
    """Tell the person at the terminal what is being done."""
    sys.stdout.write(f"followthrough: {line}\n")
    sys.stdout.flush()


def _stopping() -> tuple[signal.Signals, ...]:
    """The signals that end the desk; not the hang-up that nohup told us to ignore."""
    return tuple(word for word in STOPPING if word != signal.SIGHUP or signal.getsignal(word) != signal.SIG_IGN)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _refuse_taken_port(env: Environment) -> None:
    family = socket.AF_INET6 if ":" in env.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.host, env.port))
        except OSError as error:
            raise CannotStart(
                f"cannot listen on {env.host}:{env.port} ({error.strerror}); choose with PORT="
            ) from error


def _prepare(env: Environment, rest: Sequence[str]) -> str:
    """Migrate, collect and greet in a process of its own, when needed; the address to sign in by, if there is one."""
    if "--demo" not in rest and is_prepared(env):
        return ""
    say("preparing the tables and pages" + (DEMO_MOVES_IN if "--demo" in rest else ""))
    # Held back until the child has a name: what a handler raises in the midst of a fork, Python's own hooks swallow.
    signal.pthread_sigmask(signal.SIG_BLOCK, _stopping())
    process = children.start(["prepare", *rest], stdout=subprocess.PIPE)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _stopping())
        said, _ = process.communicate()
    except BaseException:  # told to stop: the database must not be stopped under its feet
        children.end_group(process, signal.SIGTERM)
        process.wait()
        raise
    if process.returncode:
        raise CannotStart("preparing failed; the lines above say why")
    return said.decode().strip()


def _watch(env: Environment, welcome: str, web: str) -> None:
    """Keep everything running until a stopping signal comes; greet once the web answers."""
    running = [Child(web), Child("worker")]
    database = threading.Thread()
    greeted, looked = False, time.monotonic()
    try:
        while True:
            for child in running:
                if line := child.keep():
                    say(line)
            heard = signal.sigtimedwait((*_stopping(), signal.SIGCHLD), LOOK if greeted else 0.1)
            children.reap_orphans({child.process.pid for child in running if child.process})
            if heard and heard.si_signo in STOPPING:
                return
            if not greeted and _web_answers(env):
                greeted = True
                _greet(env, welcome)
            if time.monotonic() - looked >= LOOK:
                looked = time.monotonic()
                database = _revived(env, database)
    finally:
        _stop(running)
        if database.is_alive():
            database.join()


def _greet(env: Environment, welcome: str) -> None:
    say(f"ready at {env.base_url}")
    if welcome:
        say(f"sign in the first time by this address, good once:\n\n    {welcome}\n")


def _web_answers(env: Environment) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(env.host, env.host)  # noqa: S104 -- compared with only
    connection = http.client.HTTPConnection(host, env.port, timeout=2)
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        return connection.getresponse().status < 600
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _revived(env: Environment, starting: threading.Thread) -> threading.Thread:
    """Start our own database again when it no longer answers, beside the loop, for its recovery may take minutes."""
    if not env.is_embedded or starting.is_alive() or database_answers(env):
        return starting
    say("the database does not answer; starting it again")
    starting = threading.Thread(target=ensure_database, args=[env])
    starting.start()
    return starting


def _stop(running: Iterable[Child]) -> None:
    """Ask all to end, wait, then end by force what is left of them."""
    say("stopping")
    left = [child.process for child in running if child.process]
    for process in left:
        process.send_signal(signal.SIGTERM)
    until = time.monotonic() + GOODBYE
    for process in left:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"process {process.pid} does not end; ending it by force")
        children.end_group(process, signal.SIGKILL)
        process.wait()
