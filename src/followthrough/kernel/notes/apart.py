"""Read the words of a file in a process of its own, so that no file can harm, hang or fill the one that asks.

The child gets the open file and the ending of its name, no path, no secrets and no database; it may use so much time
and memory and write no files. Run as a program, this file is that child.
"""

import os
import resource
import subprocess
import sys
from typing import BinaryIO

from followthrough.kernel.notes.texts import ending_of, is_read, text_of

SECONDS = 20  # of a processor
PATIENCE = 60  # seconds by the clock
MEMORY = 1024 * 1024 * 1024  # bytes of addresses
FILES = 32  # open at once: the file, and what Python itself needs
LIMITS = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, FILES),
    (resource.RLIMIT_CORE, 0),
)


def text_apart(name: str, content: BinaryIO, *, seconds: int = SECONDS, patience: float = PATIENCE) -> str:
    """The text of a file by the ending of its name; "" for kinds that are not read, broken ones, and those too dear."""
    if not is_read(name):
        return ""
    command = [sys.executable, "-m", __name__, ending_of(name), str(seconds)]
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        child = subprocess.run(  # noqa: S603 -- our own program; the ending is one of a list
            command,
            stdin=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return child.stdout.decode("utf-8", "ignore") if child.returncode == 0 else ""


def main() -> None:
    """Read the file given as standard input and write its text, within the limits."""
    for limit, most in ((resource.RLIMIT_CPU, int(sys.argv[2])), *LIMITS):
        resource.setrlimit(limit, (most, most))
    sys.stdout.write(text_of(sys.argv[1], sys.stdin.buffer))


if __name__ == "__main__":
    main()
