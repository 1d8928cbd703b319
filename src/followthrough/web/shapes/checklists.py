"""The checklist of a record."""

from dataclasses import dataclass, field

from followthrough.web.shapes.panels import Panel


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """An item: its text, before what it must be ticked, who ticked it. `url` takes `done` 1 or 0; empty for readers."""

    text: str
    done: bool
    url: str = ""
    before: str = ""
    by: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistPanel(Panel):
    """The items of a record, ticked where they stand."""

    lines: tuple[ChecklistLine, ...] = ()
    template: str = field(default="web/parts/panel_checklist.html", init=False)
