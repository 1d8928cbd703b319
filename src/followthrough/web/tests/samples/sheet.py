"""One sample page: its address, template and shapes."""

# fmt: off

from dataclasses import dataclass, replace
from typing import Any

from followthrough.web.shapes import ActionButton, GoTo, Link, NavGroup, NavItem, Person, Segment, Shell, Toast

ANA = Person("Ana Ruiz", "AR", "me", "/people/ana")
MARCUS = Person("Marcus Bell", "MB", url="/people/marcus")
PRIYA = Person("Priya Nair", "PN", url="/people/priya")
TOM = Person("Tom Okafor", "TO", url="/people/tom")
WEB = Person("Web", "WE", "department")
PRODUCTION = Person("Production", "PR", "department")
DESIGN = Person("Design", "DE", "department")
WAREHOUSE = Person("Warehouse", "WH", "department")
ACCOUNTING = Person("Accounting", "AC", "department")


@dataclass(frozen=True)
class Sheet:
    """A sample: `page` may be any shape; `context` adds more."""

    path: str
    template: str
    page: Any = None
    shell: Shell | None = None
    extra: tuple[tuple[str, Any], ...] = ()
    fragment: bool = False
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def context(self) -> dict[str, Any]:
        """What the template is rendered with."""
        return {"shell": self.shell, "page": self.page, "csrf_token": "sample", **dict(self.extra)}


def shell(title: str, here: str, *, theme: str = "system", language: str = "en", **more: Any) -> Shell:
    """The frame of the sample company, with the area `here` marked."""
    groups = tuple(
        NavGroup(label, tuple(replace(item, current=item.url == here) for item in items)) for label, items in _AREAS
    )
    return Shell(
        title=title, nav=groups, company="Ostrander Group", user=ANA, theme=theme, language=language,
        home_url="/today", palette_url="/palette.json", settings_url="/settings", notices_count=3, help_url="/help",
        new_url=more.pop("new_url", "/form"), new_label=more.pop("new_label", "New promise"),
        phone=(NavItem("Today", "/today", "circle-check-big", here == "/today", "9"),
               NavItem("Accounts", "/list", "building-2", here == "/list")),
        goto=(GoTo("T", "Today", "/today"), GoTo("P", "Pipeline", "/board"), GoTo("A", "Accounts", "/list")),
        **more,
    )


_AREAS: tuple[tuple[str, tuple[NavItem, ...]], ...] = (
    ("Desk", (
        NavItem("Today", "/today", "circle-check-big", count="9", hot=True, key="today"),
        NavItem("Promises", "/promises", "list-checks"),
        NavItem("Calendar", "/calendar", "calendar"),
    )),
    ("Sell", (NavItem("Pipeline", "/board", "kanban"), NavItem("Products", "/products", "tags"))),
    ("Serve", (NavItem("Accounts", "/list", "building-2"), NavItem("Contacts", "/contacts", "users"))),
    ("Measure", (NavItem("Kept on time", "/report", "chart-line"),)),
    ("Set up", (
        NavItem("Imports", "/import", "file-up"),
        NavItem("Jobs", "/jobs", "layers", count="1", hot=True),
        NavItem("Settings", "/settings", "settings"),
    )),
)

__all__ = ["ANA", "MARCUS", "PRIYA", "TOM", "ActionButton", "Link", "Segment", "Sheet", "Toast", "shell"]
