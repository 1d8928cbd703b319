"""What the pages of contracts are filled with, beside the shapes of every page."""

from dataclasses import dataclass

from followthrough.web.shapes.panels import Panel


@dataclass(frozen=True, slots=True)
class OnDayPage:
    """on_day.html: the contract on a day; `day` as the field holds it."""

    path: str
    day: str
    note: str
    error: str
    main: tuple[Panel, ...]
    side: tuple[Panel, ...]
