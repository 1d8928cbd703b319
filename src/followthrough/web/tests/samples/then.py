"""A record as it was."""

from followthrough.web.shapes import AsOfPage, Cell, Column, FieldsPanel, Link, PanelField, Row, TablePanel
from followthrough.web.tests.samples.sheet import Sheet, shell


def juniper_then() -> Sheet:
    """Juniper two weeks ago, beside what changed since."""
    values = (PanelField("Name", Cell("Juniper Process Controls"), "name"), PanelField("City", Cell("Lima"), "city"))
    changed = (Row("city", "", "", (Cell("City", strong=True), Cell("Lima"), Cell("Dayton"))),)
    page = AsOfPage(
        path="/record/as-of",
        at="2026-11-10T09:40:00",
        until="",
        note="As it was on Tuesday 10 November 2026, 09:40 (America/New_York).",
        main=(FieldsPanel("details", "Values then", fields=values),),
        side=(
            TablePanel(
                "changed",
                "What changed since then",
                "1",
                columns=(Column("Field"), Column("Then"), Column("At the later moment")),
                rows=changed,
            ),
        ),
        steps=(Link("The change before", "/record/as-of"),),
        error="Write a date and time such as 2026-11-30 14:00.",
    )
    return Sheet("/record/as-of", "web/as_of.html", page, shell("As it was", "/list"))
