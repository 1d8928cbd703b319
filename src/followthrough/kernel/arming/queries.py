"""Ask whether the house may act outside. Whoever sends mail, calls a hook or runs a job asks first."""

from followthrough.kernel.arming.models import Arming

_armed: list[bool] = []  # once armed a house stays so for as long as a process lives: restoring needs it stopped


def is_armed() -> bool:
    """False in a restored copy that nobody armed: nothing may leave it, and nothing runs in its background."""
    if not _armed and Arming.objects.exists():
        _armed.append(True)
    return bool(_armed)


def forget() -> None:
    """Ask the database again: after arming was taken away within one process, as tests and `restore` do."""
    _armed.clear()
