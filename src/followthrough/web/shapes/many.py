"""Work on many records, while it runs and when it is done."""

from dataclasses import dataclass

from followthrough.web.shapes.panels import TablePanel
from followthrough.web.shapes.parts import ActionButton, Link


@dataclass(frozen=True, slots=True)
class Progress:
    """bulk_progress.html: how far it is (`width` of 240), asked again every two seconds; at the end what came of it."""

    title: str
    text: str
    width: int = 0
    done: bool = False
    called_off: bool = False
    refresh_url: str = ""
    stop: ActionButton | None = None
    undo: ActionButton | None = None
    skips: TablePanel | None = None
    links: tuple[Link, ...] = ()
