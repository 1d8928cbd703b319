"""How long work hears that somebody called it off."""


class Stopped(Exception):
    """Somebody called it off: what is not committed is rolled back, the rest is the caller's to tell."""
