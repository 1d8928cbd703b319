"""Have a mail file read in a process of its own, so that no file can harm, hang or fill the one that asks."""

import json
import os
import subprocess
import sys
from typing import Any

PATIENCE = 20  # seconds by the clock; the child bounds itself to five of a processor


class Unreadable(Exception):
    """The file is no mail, or one made to break its reader."""


def read_apart(content: bytes) -> dict[str, Any]:
    """What stands in a mail file (see `reading.read_mail`). Raises Unreadable."""
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "followthrough.kernel.mail.reading"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise Unreadable from problem
    if child.returncode != 0:
        raise Unreadable
    told: dict[str, Any] = json.loads(child.stdout)
    return told
