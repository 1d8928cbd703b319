"""A record beside its list, and a block of cells on its way in."""

# fmt: off

from followthrough.web.shapes import Badge, Cell, Choice, Fact, FieldsPanel, PanelField
from followthrough.web.shapes.panels import BesidePage
from followthrough.web.shapes.pasting import PastedCell, PastedRow, PastePage
from followthrough.web.tests.samples.sheet import Sheet


def beside() -> Sheet:
    """Juniper beside the list of accounts."""
    details = FieldsPanel("details", "Details", fields=(PanelField("City", Cell("Dayton"), "city", "/edit"),))
    page = BesidePage("Juniper Process Controls", "A-1006", "/record", (Badge("Watch", "due"),), (Fact("Open", "13"),), (details,))
    return Sheet("/beside", "web/parts/beside.html", page, fragment=True)


def pasted() -> Sheet:
    """Three rows: one to add, one to change, one to mend."""
    fix = PastedCell("nonsense", "bad", message="Choose one of: client, vendor.", name="cell-3-1")
    page = PastePage(
        "Paste into accounts", "/paste", ("Name", "Kind", ""), (
            PastedRow(3, Badge("Fix", "late"), "", (PastedCell("Brandt"), fix, PastedCell("x", "out"))),
            PastedRow(4, Badge("Fix", "late"), "", (PastedCell("Kestrel", "ask", name="row-4", options=(Choice("A-1", "Kestrel, A-1"),)), PastedCell(), PastedCell()), "Twice"),
            PastedRow(1, Badge("Add", "kept"), "new", (PastedCell("Elko Mining", "new"), PastedCell("client", "new"), PastedCell())),
            PastedRow(2, Badge("Change", "info"), "Juniper", (PastedCell("Juniper"), PastedCell("client", "chg", "vendor"), PastedCell())),
        ), "{}", "1 to add, 1 to change, 0 already there", "Add 1, change 1", "2 rows are not right yet", "Juniper was changed", "1 added",
        "12 more rows like these", (Choice("names", "Match by name or number", True), Choice("rows", "Fill the list's rows in order")), True,
    )
    return Sheet("/pasted", "web/parts/paste.html", page, fragment=True)


def refused() -> Sheet:
    """Too many cells."""
    return Sheet("/paste-refused", "web/parts/paste_refused.html", extra=(("message", "At most 1000 rows."),), fragment=True)
