"""The list of accounts, as in design/list.html."""

# fmt: off

from followthrough.web.shapes import (
    ActionButton,
    BulkAction,
    Cell,
    Chip,
    Choice,
    Chooser,
    Column,
    ColumnChoice,
    Empty,
    FilterField,
    Foot,
    Link,
    ListPage,
    LookTools,
    Menu,
    Person,
    Ring,
    Row,
    RowGroup,
    Segment,
    ViewMenu,
)
from followthrough.web.tests.samples.sheet import MARCUS, PRIYA, TOM, Sheet, shell

COLUMNS = (
    Column("Account", "name", sort_url="?sort=-name", sorted="ascending"), Column("Health", "health"),
    Column("Owner", "owner", sort_url="?sort=owner"), Column("Buys", "buys"),
    Column("Spent, 12 months", "spent", numeric=True, sort_url="?sort=spent"), Column("Renews", "renews"),
    Column("Open promises", "open"), Column("Last contact", "seen"), Column("Contact data", "reach"),
)

TONES = {"Good": "kept", "Watch": "due", "At risk": "late", "New": "info"}
WORKS = ("Works", "kept", "check")
NAMES: tuple[tuple[str, str, str, Person, str, str, str, int, int, str, tuple[str, str, str]], ...] = (
    ("Brandt Armaturen", "Kassel, DE", "Good", MARCUS, "Fittings", "$212,400", "", 2, 0, "Mon 23 Nov", WORKS),
    ("Bremer Fluid Systems", "Lima, OH", "Watch", MARCUS, "Fittings", "$96,300", "", 4, 1, "Today", WORKS),
    ("Calder Dairy Machines", "Madison, WI", "Good", PRIYA, "Data", "$28,800", "30 Apr 2027", 3, 0, "Wed 18 Nov", WORKS),
    ("Corvane Valves", "Erie, PA", "Good", PRIYA, "Ads", "$41,200", "31 Dec 2026", 1, 0, "Fri 20 Nov", WORKS),
    ("Delmar Pump & Valve", "Tulsa, OK", "Good", PRIYA, "Ads, data", "$74,900", "31 Dec 2026", 5, 0, "Today", WORKS),
    ("Hartmoor Seals", "Leeds, UK", "Good", PRIYA, "Ads", "$12,600", "", 2, 0, "Thu 19 Nov", WORKS),
    ("Juniper Process Controls", "Dayton, OH", "Watch", TOM, "Data, ads", "$148,600", "31 Jan 2027", 13, 2, "Today",
     ("Mail comes back", "late", "mail-x")),
    ("Kestrel Media", "Chicago, IL", "Good", PRIYA, "Ads", "$61,800", "28 Feb 2027", 5, 0, "Today", WORKS),
    ("Nordhavn Pumps", "Aarhus, DK", "New", PRIYA, "Data", "", "", 1, 0, "Tue 17 Nov", ("Not checked", "plain", "circle-help")),
    ("Northline Hydraulics", "Cleveland, OH", "Good", MARCUS, "Fittings, ads", "$88,700", "30 Jun 2027", 2, 0, "Mon 16 Nov", WORKS),
    ("Oakfield Co-op Supply", "Salina, KS", "Good", TOM, "Data", "$34,200", "31 Oct 2027", 3, 0, "Today", WORKS),
    ("Pacific Weld Supply", "Tacoma, WA", "Good", MARCUS, "Fittings", "$131,500", "", 2, 0, "Today", WORKS),
    ("Ridgeway Foods", "Omaha, NE", "New", MARCUS, "Data", "", "", 1, 0, "Tue 17 Nov", ("Not checked", "plain", "circle-help")),
    ("Sable Ridge Mining", "Elko, NV", "At risk", MARCUS, "Fittings", "$57,300", "", 3, 1, "Today", WORKS),
    ("Tessaro Ingeniería", "Monterrey, MX", "Good", PRIYA, "Data", "$46,100", "15 Mar 2027", 2, 0, "Today", WORKS),
    ("Trenholm Castings", "Hamilton, CA", "At risk", TOM, "Data, ads", "$82,000", "31 Dec 2026", 0, 0, "Fri 18 Sep",
     ("Mail comes back", "late", "mail-x")),
    ("Whitlock Packaging", "Racine, WI", "Good", TOM, "Data", "$118,400", "31 Dec 2026", 4, 0, "Today", WORKS),
)

TOOLS = LookTools(
    menus=(Menu("Group", "Group by", "layers", (Segment("No groups", "?", True), Segment("Health", "?group=health"))),),
    choosers=(Chooser("columns", "Columns", "Show and order columns", "columns-3", (
        *(ColumnChoice(c.key, c.label, True, c.key == "name") for c in COLUMNS), ColumnChoice("city", "City", False)), ()),),
    view=ViewMenu("Active this quarter", "Only me", (ActionButton("Rename or share", "/dialog", "pencil", how="dialog"),)),
    exports=(Link("Excel, these 17 rows", "/export.xlsx"), Link("CSV", "/export.csv")), path="/list",
)


def account_row(number: int) -> Row:
    """One account of the list."""
    name, place, health, owner, buys, spent, renews, promises, late, seen, reach = NAMES[number]
    ring = Ring("late") if late else Ring("open", 40)
    none = Cell("None", tone="due", icon="circle-alert")
    return Row(f"A-{1000 + number}", "/record", name, (
        Cell(name, "link", "/record", note=place, strong=True), Cell(health, "badge", tone=TONES[health]),  # type: ignore[arg-type]
        Cell(kind="person", people=(owner,)), Cell(buys, quiet=True),
        Cell(spent or "none yet", "money", quiet=not spent), Cell(renews or "no contract", "date", quiet=not renews),
        Cell(str(promises), "ring", ring=ring, warn=f"{late} late" if late else "") if promises else none,
        Cell(seen, "date", tone="late" if "Sep" in seen else "plain", title="Friday 18 September 2026, 10:12 (America/New_York)"),
        Cell(reach[0], "reach", tone=reach[1], icon=reach[2]),  # type: ignore[arg-type]
    ), picked=number in {1, 6, 13})


def accounts() -> Sheet:
    """Accounts, filtered and with three picked."""
    page = ListPage(
        name="Accounts", columns=COLUMNS, rows=tuple(account_row(n) for n in range(len(NAMES))), count_text="17 of 312",
        views=tuple(Segment(label, f"?view={label}", label == "Active this quarter", count=count) for label, count in (
            ("All", "312"), ("Mine", "41"), ("Active this quarter", "17"), ("Renewing in 90 days", "23"),
            ("No contact for 60 days", "38"), ("Late promises", "6"), ("Bad contact data", "19"))),
        save_view_url="/dialog",
        chips=(Chip("Status is", "customer or new", "?a", "building-2"), Chip("Last contact after", "1 Sep 2026", "?b", "phone")),
        clear_url="?",
        filters=(
            FilterField("Health", "health", "choices", (Choice("good", "Good", note="240"), Choice("watch", "Watch", True, "31"))),
            FilterField("Owner", "owner", "link", search_url="/search.json"),
            FilterField("Last contact", "seen", "date", operators=(Choice("gt", "after"), Choice("lt", "before"))),
            FilterField("Spent, 12 months", "spent", "number", operators=(Choice("gt", "more than"), Choice("lt", "less than"))),
        ),
        tools=TOOLS, foot=Foot("17 rows", (*(Cell() for _n in range(3)), Cell("$1,229,100", "number"), *(Cell() for _n in range(4)))),
        bulk=(BulkAction("Change owner", "/dialog", "user-plus"), BulkAction("Edit a field", "/dialog", "pencil"),
              BulkAction("Add a promise to each", "/dialog", "list-checks"), BulkAction("Excel", "/export", "download", download=True)),
        path="/list", keep=(("view", "Active this quarter"), ("sort", "name")), next_url="/rows", next_text="Show 50 more",
    )
    top = shell(
        "Accounts", "/list", note="17 of 312", new_url="/form", new_label="New account",
        actions=(ActionButton("Upload Excel", "/import", "file-up"),
                 ActionButton("New account", "/form", "plus", "N", primary=True)),
    )
    return Sheet("/list", "web/list.html", page, top)


def nothing() -> Sheet:
    """A list whose filters are too narrow."""
    page = ListPage(
        "Accounts", COLUMNS, (), chips=(Chip("Buys", "ads", "?", "layers"),), clear_url="?",
        empty=Empty("No account matches 3 filters", "Without “Buys ads” there are 14.", "", (
            ActionButton("Remove “Buys ads”", "?x"), ActionButton("Clear all", "?"))),
    )
    return Sheet("/list-empty", "web/list.html", page, shell("Accounts", "/list", note="0 of 312"))


def grouped() -> Sheet:
    """The list in groups, one open and one not."""
    sums = (Cell("$396,000", "number"), *(Cell() for _n in range(4)))
    groups = (
        RowGroup("good", "Good", "11", sums, 4, rows=tuple(account_row(n) for n in (0, 2, 3)), more=Link("Show all 11", "?health=good")),
        RowGroup("watch", "Watch", "2", sums, 4, url="?open=watch"),
    )
    page = ListPage("Accounts", COLUMNS, (), groups=groups, groups_note="Only the 2 largest groups are shown.", tools=TOOLS)
    return Sheet("/list-grouped", "web/list.html", page, shell("Accounts", "/list", note="17 of 312"))


def more_rows() -> Sheet:
    """The answer to "show more"."""
    page = ListPage("Accounts", COLUMNS, tuple(account_row(n) for n in range(5)))
    return Sheet("/rows", "web/parts/rows_part.html", page, shell("", ""), fragment=True)
