"""Work done in a process of its own that dies at a named place, as if somebody had pulled it out of the machine."""

import faulthandler
import os
import signal
import traceback
from collections.abc import Callable

from django.db import connections

from followthrough.kernel import crashing

HANGS_AFTER = 120  # seconds; a child that waits for what a fork did not bring along fails, and says where it stood


def dies(work: Callable[[], object], point: str, count: int = 1) -> bool:
    """Do the work in a child that ends at a crash point; whether it did end there and not after its work.

    Work that sets papers needs a process that was not forked: see `winning/signing/tests/test_races.py`.
    """
    connections.close_all()  # a child must not speak on its parent's line
    child = os.fork()
    if child == 0:
        _work(work, point, count)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work itself failed: its trace stands above"
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _work(work: Callable[[], object], point: str, count: int) -> None:
    code = 1
    try:
        faulthandler.dump_traceback_later(HANGS_AFTER, exit=True)
        crashing.wish(point, count)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 -- a forked test process must end here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(code)
