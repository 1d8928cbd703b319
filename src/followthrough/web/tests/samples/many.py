"""Work on many records: under way, and done with what was left out."""

from followthrough.web.shapes import ActionButton, Cell, Column, Link, Row, TablePanel
from followthrough.web.shapes.many import Progress
from followthrough.web.tests.samples.sheet import Sheet, shell


def under_way() -> Sheet:
    """Half of it is done."""
    page = Progress(
        "Handing over 37,412 accounts",
        "18,000 of 37,412 done.",
        width=115,
        refresh_url="/bulk/progress",
        stop=ActionButton("Stop", "/bulk/stop", "x", how="post"),
    )
    return Sheet("/bulk/progress", "web/bulk_progress.html", page, shell("Many at once", "/list"))


def finished() -> Sheet:
    """All of it, less one that is closed."""
    skips = TablePanel(
        "skips",
        "Left out",
        "1",
        columns=(Column("Record"), Column("Why")),
        rows=(Row("1", "/record", "GTX Pro", (Cell("GTX Pro"), Cell("closed"))),),
    )
    page = Progress(
        "36 accounts changed",
        "Owner: Ana to Marcus. 1 left out.",
        done=True,
        undo=ActionButton("Undo", "/history/undo", "undo-2", how="post"),
        skips=skips,
        links=(Link("Back to accounts", "/list"),),
    )
    return Sheet("/bulk/done", "web/bulk_progress.html", page, shell("Many at once", "/list"))
