"""How long the desk takes from its command to its first answer: the first time in a folder, and whenever it is started again.

Run it as `bin/benchmark starting`. It starts the whole desk as `./run` does, web server, worker and database, in a scratch
folder, stops it, starts it again some times, and prints the seconds of each start by the clock and their ratio to the first.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from benchmarks.ground.house import HOME, KEPT, print_load, wait_for_answer
from benchmarks.ground.meter import middle


def main() -> int:
    """Start, stop, start again, print; 0 when every start came to an answer."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--again", type=int, default=5)
    options = given.parse_args()
    HOME.mkdir(mode=0o711, parents=True, exist_ok=bool(KEPT))  # the server's account has its folder within
    try:
        first, *later = (_started() for _time in range(1 + options.again))
    finally:
        if not KEPT:
            shutil.rmtree(HOME, ignore_errors=True)
    print(f"first start  {first:5.1f} s")
    print(
        f"later starts {middle(later):5.1f} s at the middle, {max(later):.1f} at most; ratio {middle(later) / first:.2f}"
    )
    print_load()
    return 0


def _started() -> float:
    """Seconds from the command to the first answer; the desk is stopped again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "FOLLOWTHROUGH_HOME": str(HOME), "PORT": str(port)}
    surroundings["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    began = time.monotonic()
    command = [sys.executable, "-m", "followthrough", "serve"]
    desk = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_answer(port)
        return time.monotonic() - began
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(60)


if __name__ == "__main__":
    raise SystemExit(main())
