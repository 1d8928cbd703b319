"""The one way to say that the desk does not start, in a line a person can act on."""


class CannotStart(Exception):
    """The desk refuses to start; the message says why and what to do, and is all that is printed."""
