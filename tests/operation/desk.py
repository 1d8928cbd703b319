"""The desk as its people start it: a process of its own, on a data folder of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from followthrough.config.environment import REPOSITORY
from followthrough.config.orphans import server_processes

PATIENCE = 240.0  # seconds for anything to become true; far more than it takes, on a busy machine too


def until(is_true: Callable[[], object], *, patience: float = PATIENCE) -> float:
    """Wait for something outside this process to become true; the seconds that took."""
    began = time.monotonic()
    while not is_true():
        assert time.monotonic() - began < patience, "waited in vain"
        time.sleep(0.05)
    return time.monotonic() - began


def processes_of(home: Path) -> dict[int, str]:
    """The living processes that work for this data folder, by pid, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if f"FOLLOWTHROUGH_HOME={home}\0".encode() in (entry / "environ").read_bytes():
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found | server_processes((home / "pg" / "data").resolve())


def memory(home: Path) -> int:
    """What the desk's processes take of this machine's memory, in bytes; shared pages are counted once."""
    lines: list[str] = []
    for pid in processes_of(home):
        with suppress(OSError):  # one that ended meanwhile
            lines += Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


@dataclass(frozen=True)
class FirstDay:
    """The first start of a desk and its stop: bytes when idle, exit code, what it said and left."""

    memory: int
    code: int
    log: str
    left: dict[int, str]


@dataclass
class Desk:
    """The desk on one data folder."""

    home: Path
    port: int
    variables: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> str:
        """Everything it has said so far."""
        return self._log.read_text()

    @property
    def _log(self) -> Path:
        return self.home.parent / "desk.log"

    def start(self) -> float:
        """Start it; the seconds to its first answer."""
        self.process = self.say("serve")
        process = self.process
        return until(lambda: self.answers() or process.poll() is not None)

    def say(self, *words: str) -> "subprocess.Popen[bytes]":
        """Run words of the program on this data folder; what they say goes to the log."""
        ours = ("FOLLOWTHROUGH_", "DATABASE_", "DJANGO_")
        variables = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        variables |= {
            "FOLLOWTHROUGH_HOME": str(self.home),
            "PORT": str(self.port),
            "PYTHONPATH": str(REPOSITORY / "src"),
        }
        variables |= self.variables
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "followthrough", *words]
            return subprocess.Popen(command, env=variables, stdout=log, stderr=log)

    def answers(self) -> bool:
        """Whether the web server answers anything at all."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def pids(self, word: str) -> list[int]:
        """The processes that run a word, parents first."""
        return sorted(pid for pid, line in processes_of(self.home).items() if line.endswith(f"followthrough {word} "))

    def stop(self, word: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; its exit code."""
        assert self.process
        self.process.send_signal(word)
        return self.process.wait(PATIENCE)
