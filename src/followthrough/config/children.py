"""Processes that end when we do, however we end, and are started again when they end by themselves."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
FIRST_PAUSE = 0.5  # seconds before the second start of what ended; doubled each time
LONGEST_PAUSE = 30.0
LIVED_WELL = 60.0  # seconds after which an end counts as the first one again
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Child:
    """A word of the program that should always run, how often it ended in a row, and when it may start again."""

    word: str
    process: "subprocess.Popen[bytes] | None" = None
    ends: int = 0
    began: float = 0.0
    not_before: float = 0.0

    def keep(self) -> str:
        """Start it when it is due; when it has ended, clear up and say so in a line."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.process, self.began = start([self.word]), now
            return ""
        code = self.process.poll()
        if code is None:
            return ""
        end_group(self.process, signal.SIGKILL)
        self.process = None
        self.ends = 1 if now - self.began > LIVED_WELL else self.ends + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.ends - 1))
        self.not_before = now + pause
        return f"{self.word} ended ({code}); starting it again in {pause:g} s"


def start(words: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
    """Run words of this program in a process group of its own that ends when this process ends."""
    parent = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        end_with_parent(parent)

    command = [sys.executable, "-m", "followthrough", *words]
    return subprocess.Popen(command, preexec_fn=prepare, start_new_session=True, **options)  # noqa: S603 -- our own words


def end_with_parent(parent: int | None = None) -> None:
    """Ask the kernel to send this process SIGTERM when its parent ends, even when that is killed."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent is not None and os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), signal.SIGTERM)


def adopt_orphans() -> None:
    """Become the parent of our children's children when those lose theirs, so that they can be waited for."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def reap_orphans(ours: Collection[int], *, wait: float = 0.0) -> None:
    """Take note of the end of adopted processes, leaving alone those in `ours`; `wait` seconds for it at most."""
    until = time.monotonic() + wait
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended and ended.si_pid not in ours:
            os.waitpid(ended.si_pid, 0)
        elif time.monotonic() < until:
            time.sleep(0.02)
        else:
            return


def end_group(process: "subprocess.Popen[bytes]", word: signal.Signals) -> None:
    """Send a signal to everything a process started; nothing happens when none of it is left."""
    try:
        os.killpg(process.pid, word)
    except ProcessLookupError:
        return
