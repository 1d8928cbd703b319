"""What is wrong with a cell, and how its writer mends it."""

from django.utils.functional import Promise


class CellProblem(ValueError):
    """A cell can't be understood; `message` says how to mend it, `suggestion` is the likely value, if any."""

    def __init__(self, message: str | Promise, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return str(self.message)


def shown(cell: object) -> str:
    """The cell's text for a message, shortened."""
    text = str(cell).strip()
    return text if len(text) <= 40 else text[:39] + "…"
