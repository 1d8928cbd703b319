"""What happens once, on the first start: the house is set up, and with --demo a believable company moves in."""

from followthrough.config.environment import Environment


def first_start(env: Environment) -> str | None:
    """Set up what every house has, as far as it is missing, and make the administrator when nobody can sign in yet.

    Gives the one-time address to sign in by, or None when somebody can sign in already. Repeatable.
    """
    from followthrough.config.setting_up import set_up  # noqa: PLC0415 -- app ready

    return set_up(env.admin_email)


def seed_demo(env: Environment) -> None:
    """Let the demonstration company move in unless it is there. Raises CannotStart in a house with customers."""
    from followthrough.config.demo.story import move_in  # noqa: PLC0415 -- app ready

    move_in()
