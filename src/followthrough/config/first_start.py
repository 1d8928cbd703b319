"""What happens once, on the first start: the administrator, and with --demo a believable company."""

from followthrough.config.environment import Environment


def first_start(env: Environment) -> str | None:
    """Make the administrator when nobody is there yet; the one-time address to sign in by, or None when not needed."""
    return None


def seed_demo(env: Environment) -> None:
    """Add the demonstration company unless it is already there."""
