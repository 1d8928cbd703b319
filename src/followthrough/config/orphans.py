"""What a killed server leaves behind: processes still leaving, lock files that lie; cleared before the next start."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 0.05  # seconds between two looks at processes that are not our children
SILENCE = 20  # seconds after which a server that neither answers nor recovers is given up


def wait_or_clear(
    cluster: Path, sockets: Path, answers: Callable[[], bool], is_starting: Callable[[], bool], recovery: float
) -> bool:
    """True once a server of this cluster answers; False when none is left and its lock files are gone.

    A recovering server is waited for up to `recovery` seconds; a silent one, and children without a parent, are ended.
    """
    began = heard = time.monotonic()
    while found := server_processes(cluster):
        if answers():
            return True
        now = time.monotonic()
        heard = now if is_starting() else heard
        if is_orphaned(found) or now - heard > SILENCE or now - began > recovery:
            _end(found, signal.SIGKILL if now - heard > 2 * SILENCE else signal.SIGQUIT)
        time.sleep(PAUSE)
    for path in (cluster / "postmaster.pid", sockets / ".s.PGSQL.5432.lock", sockets / ".s.PGSQL.5432"):
        path.unlink(missing_ok=True)
    return False


def server_processes(cluster: Path) -> dict[int, str]:
    """The living postgres processes whose working directory is the cluster, by pid, with their titles.

    A zombie has no working directory, a reused pid another one: neither counts.
    """
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if (entry / "cwd").readlink() == cluster and (entry / "comm").read_text().startswith("postgres"):
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace")
    return found


def is_orphaned(found: dict[int, str]) -> bool:
    """Whether these are only children; the parent shows its command line, children show `postgres: what they do`."""
    return all(title.startswith("postgres:") for title in found.values())


def _end(found: dict[int, str], word: signal.Signals) -> None:
    # SIGQUIT is PostgreSQL's word for "leave at once, recover later"; a process that hangs hears only SIGKILL.
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, word)
