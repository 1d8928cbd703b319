"""The four steps of an upload, as in design/import.html."""

# fmt: off

from followthrough.web.shapes import (
    Badge,
    Cell,
    CheckCell,
    CheckRow,
    Choice,
    Column,
    Fact,
    Field,
    FieldSet,
    FormPage,
    ImportCheckPage,
    ImportDonePage,
    ImportMatchPage,
    ImportUploadPage,
    Link,
    MatchColumn,
    ReadingChoice,
    Row,
    Segment,
    TablePanel,
)
from followthrough.web.tests.samples.sheet import ANA, Sheet, shell

FILE = "fluid-expo-leads.xlsx"
FIX, CHOOSE, CHANGE, ADD = (
    Badge("Fix", "late", "circle-alert"),
    Badge("Choose", "due", "git-compare"),
    Badge("Change", "info", "pencil"),
    Badge("Add", "kept", "plus"),
)


def upload() -> Sheet:
    """Step 1."""
    form = FormPage((FieldSet((
        Field("record", "What is in it", "select", choices=(Choice("", "Find out from the file", True), Choice("accounts", "Accounts"), Choice("contacts", "Contacts"), Choice("deals", "Deals")), required=True),
        Field("file", "File", "file", accept=".xlsx,.csv,.tsv", required=True, help="Excel or CSV, up to 50 MB"))),), "Read file", "/list", idempotency_key="k", has_files=True)
    recent = TablePanel("recent", "Earlier uploads", "2", columns=(Column("File"), Column("Into"), Column("Added", numeric=True), Column("Changed", numeric=True), Column("By"), Column("When"), Column("State")), rows=(
        Row("1", "/done", "a", (Cell("accounts.csv", "link", "/done", strong=True), Cell("Accounts"), Cell("85", "number"), Cell("0", "number"), Cell(kind="person", people=(ANA,)), Cell("Mon 23 Nov, 16:20", "datetime"), Cell("Done", "badge", tone="kept", icon="check"))),
        Row("2", "/check", "b", (Cell(FILE, "link", "/check", strong=True), Cell("Contacts"), Cell("none yet", "number", quiet=True), Cell("none yet", "number", quiet=True), Cell(kind="person", people=(ANA,)), Cell("10:31", "datetime"), Cell("Waits for you", "badge", tone="due"))),
    ))
    page = ImportUploadPage(form, recent, (Link("Accounts.xlsx", "/x"), Link("Contacts.xlsx", "/x")))
    return Sheet(
        "/import",
        "web/import_upload.html",
        page,
        shell("Upload a file", "/import", crumbs=(Link("Imports", "/import"),)),
    )


def match() -> Sheet:
    """Step 2."""
    goes = (
        Choice("", "Leave out"),
        Choice("name", "Name"),
        Choice("account", "Account"),
        Choice("email", "E-mail"),
        Choice("phone", "Phone"),
    )
    by = (Choice("name", "its name", True), Choice("ref", "its number"))

    def column(
        index: int, head: str, samples: tuple[str, ...], to: str, sure: Badge | None, **more: object
    ) -> MatchColumn:
        return MatchColumn(
            index, head, samples, tuple(Choice(c.value, c.label, c.value == to) for c in goes), sure, **more
        )  # type: ignore[arg-type]

    columns = (
        column(0, "Name", ("Owen Tarrant", "Petra Lindqvist", "Sam Whit"), "name", Badge("Same name", "kept", "check")),
        column(
            1,
            "Company",
            ("Greyfield Tools", "Nordhavn Pumps"),
            "account",
            Badge("Guessed", "due"),
            by=by,
            note="58 of 61 found",
        ),
        column(2, "Mail", ("owen.tarrant@greyfield.example",), "email", Badge("Remembered", "info")),
        column(3, "Tel.", ("+1 814 555 0117",), "phone", Badge("Guessed", "due")),
        column(4, "Badge colour", ("blue", "red"), "", None, error="Two columns go to Phone. Leave one out."),
    )
    reading = (
        ReadingChoice("sheet", "Sheet", (Choice("1", "Leads"),)),
        ReadingChoice("head", "Heads in row", (Choice("1", "1"), Choice("2", "2", True))),
        ReadingChoice("encoding", "Encoding", (Choice("utf-8", "UTF-8"),)),
    )
    page = ImportMatchPage(
        FILE,
        "/check",
        "/import",
        columns,
        (Fact("Rows", "214"), Fact("Columns", "5"), Fact("Matched", "4", "kept"), Fact("Into", "Contacts")),
        reading,
        version="1",
        idempotency_key="k",
    )
    return Sheet("/match", "web/import_match.html", page, shell(FILE, "/import", crumbs=(Link("Imports", "/import"),)))


def check() -> Sheet:
    """Step 3."""
    c = CheckCell
    rows = (
        CheckRow(7, FIX, (c("Owen Tarrant"), c("Greyfield Tools"), c("owen.tarrant@greyfield", "bad", message="Not a whole e-mail address. Add the part after the dot."), c("+1 814 555 0117"), c("30 Nov 2026"))),
        CheckRow(19, FIX, (c("empty", "bad", message="A contact needs a name."), c("Marlow Dosing"), c("sales@marlowdosing.example"), c("+44 20 7946 0144"), c("30 Nov 2026"))),
        CheckRow(44, FIX, (c("Petra Lindqvist"), c("Nordhavn Pumps"), c("petra@nordhavn.example"), c("+45 33 11 00 22"), c("31/11/2026", "bad", message="November has 30 days. Write 30 Nov 2026 or 2026-11-30."))),
        CheckRow(102, FIX, (c("Joan Pruitt"), c("Grey Field Tool", "bad", message="No such account.", suggestion="Greyfield Tools", suggestion_value="102:A-31", name="use"), c("joan@greyfield.example"), c("+1 814 555 0119"), c("30 Nov 2026"))),
        CheckRow(23, CHOOSE, (c("Dana Whitfield"), c("Juniper Process Controls"), c("", "ask", name="r23", options=(Choice("ours", "d.whitfield@juniperpc.example", note="ours, comes back"), Choice("file", "dana@juniperpc.example", True, "file"))), c("+1 937 555 0166"), c("25 Nov 2026")), pick="23"),
        CheckRow(31, CHANGE, (c("Kurt Bremer"), c("Bremer Fluid Systems"), c("kurt@bremerfluid.example"), c("+1 419 555 0161", "chg", "+1 419 555 0100"), c("24 Nov 2026")), pick="31"),
        CheckRow(60, ADD, tuple(c(text, "new") for text in ("Hana Sørensen", "Nordhavn Pumps", "hana@nordhavn.example", "+45 33 11 00 20", "25 Nov 2026")), pick="60"),
        CheckRow(62, Badge("Skip"), tuple(c(text) for text in ("Gloria Tan", "Pacific Weld Supply", "gloria@pacificweld.example", "+1 253 555 0129", "27 Nov 2026")), skip=True),
    )
    page = ImportCheckPage(
        FILE, "/done", "/import", ("Name", "Company", "E-mail", "Phone", "Follow up on"), rows,
        (Fact("Rows", "214"), Fact("Add", "163", "kept"), Fact("Change", "31", "info"), Fact("Skip, nothing new", "12"), Fact("Fix first", "5", "late"), Fact("Choose", "3", "due")),
        tuple(Segment(label, f"?show={label}", label.startswith("All")) for label in ("Fix 5", "Choose 3", "Add 163", "Change 31", "Skip 12", "All 214, problems first")),
        "Add 163, change 31", "Nothing is saved until you press Add. You can undo the whole upload for 30 days.", "5 rows cannot be added yet",
        "Fix them here or in your file and upload again. The other 194 rows go in without them.", "/rejects", "Download the 8 rows to fix", "/rows", "Show 50 more rows", "/match", "1", "k",
    )
    return Sheet("/check", "web/import_check.html", page, shell(FILE, "/import", crumbs=(Link("Imports", "/import"),)))


def running() -> Sheet:
    """Step 4, while it runs."""
    page = ImportDonePage(
        FILE,
        "Adding rows",
        "112 of 194. You may leave this page; it goes on.",
        (Fact("Added", "90", "kept"), Fact("Changed", "22", "info")),
        False,
        0.58,
        "/progress",
    )
    return Sheet("/running", "web/import_done.html", page, shell(FILE, "/import", crumbs=(Link("Imports", "/import"),)))


def checking() -> Sheet:
    """Step 3, while the rows are being checked."""
    page = ImportDonePage(
        FILE,
        "Checking the rows",
        "You may leave this page; it goes on.",
        (Fact("Rows", "12,000"),),
        False,
        0.1,
        "/progress",
        cancel_url="/stop",
    )
    crumbs = (Link("Imports", "/import"),)
    return Sheet("/checking", "web/import_checking.html", page, shell(FILE, "/import", crumbs=crumbs))


def done() -> Sheet:
    """Step 4."""
    page = ImportDonePage(FILE, "194 rows are in", "163 added, 31 changed. 8 rows were set aside and 12 held nothing new.", (Fact("Added", "163", "kept"), Fact("Changed", "31", "info"), Fact("Set aside", "8", "due"), Fact("Skipped", "12")),
                          links=(Link("Show the 194 rows", "/list"), Link("Upload another", "/import")), rejects_url="/rejects", rejects_text="Download the 8 rows to fix", undo_url="/undo", undo_text="Undo the upload", idempotency_key="k")
    return Sheet("/done", "web/import_done.html", page, shell(FILE, "/import", crumbs=(Link("Imports", "/import"),)))
