"""Doubles: the hint under a form, two records side by side, and the groups a scan found."""

# fmt: off

from followthrough.web.shapes import Cell, Empty, Link, Segment
from followthrough.web.shapes.doubles import (
    Double,
    DoublesGroup,
    DoublesHint,
    DuplicatesPage,
    MergePage,
    MergeRecord,
    MergeRow,
    MergeValue,
)
from followthrough.web.tests.samples.sheet import Sheet, shell

TWIN = Double("GTX-Pro", "A-00031", "/record", "same name", "A-00031 · Toledo")


def hint() -> Sheet:
    """What may be there already."""
    shown = DoublesHint("One of these may be it already", (Double("GTX Pro", "A-00002", "/record", "same domain"), TWIN))
    return Sheet("/doubles", "web/parts/doubles.html", extra=(("hint", shown),), fragment=True)


def merging() -> Sheet:
    """Two accounts that are one, and a third that can't join them."""
    def row(name: str, label: str, ours: str, theirs: str, kept: int | None) -> MergeRow:
        pair = (("A-00002", ours), ("A-00017", theirs))
        values = tuple(MergeValue(ref, Cell(text), kept == n, f"{label}: {text}") for n, (ref, text) in enumerate(pair))
        return MergeRow(name, label, values, Cell(pair[kept or 0][1]), ours != theirs)

    page = MergePage(
        url="/merge",
        records=(
            MergeRecord("A-00002", "GTX Pro", "/record", True, ("3 contacts", "1 promise")),
            MergeRecord("A-00017", "GTXPro", "/record", False, ("1 contact",), "signs in"),
        ),
        rows=(row("name", "Name", "GTX Pro", "GTXPro", 0), row("city", "City", "Toledo", "Lima", 1), row("kind", "Kind", "Client", "Client", 0)),
        whole=("4 contacts", "1 promise"), result="GTX Pro stays, and what hangs on the others moves to it: 1 contact.",
        submit="Merge 2 into one", cancel_url="/list", idempotency_key="k", search_url="/search.json",
        problem="Nothing was merged.", suggested=(TWIN,),
    )
    return Sheet("/merge", "web/merge.html", page, shell("Merge", "/list"))


def groups() -> Sheet:
    """What the night's scan found."""
    found = DoublesGroup("89 %", "same name", (Link("GTX Pro · A-00002", "/record"), Link("GTXPro · A-00017", "/record")), "/merge", ("A-00002", "A-00017"))
    page = DuplicatesPage((found,), "All accounts were last looked through today.", "/duplicates", "k", Empty("No doubles"))
    segments = (Segment("Accounts", "/duplicates", current=True), Segment("Contacts", "/duplicates"))
    return Sheet("/duplicates", "web/duplicates.html", page, shell("Duplicates", "/list", segments=segments, segments_label="Kinds of records"))
