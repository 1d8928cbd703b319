"""Where the request under way comes from: its address and browser, for what must say so later."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whence:
    """The address a request came from, and what its browser says of itself; empty for jobs and the command line."""

    address: str = ""
    browser: str = ""


NOWHERE = Whence()
whence: ContextVar[Whence] = ContextVar("whence", default=NOWHERE)
