"""The on-time rate, jobs, settings, profile and notices."""

# fmt: off

from followthrough.web.shapes import (
    ActionButton,
    Bar,
    BarChart,
    Cell,
    ChartPanel,
    Choice,
    Column,
    Empty,
    Fact,
    Field,
    FieldSet,
    FormPage,
    JobsPage,
    Link,
    Notice,
    NoticeDay,
    NoticesPage,
    ProfilePage,
    ReportPage,
    Row,
    Segment,
    SettingsGroup,
    SettingsItem,
    SettingsPage,
    TablePanel,
)
from followthrough.web.shapes.searching import Hit, HitGroup, SearchPage
from followthrough.web.tests.samples import records
from followthrough.web.tests.samples.sheet import ANA, MARCUS, PRIYA, TOM, Sheet, shell


def on_time() -> Sheet:
    """The first figure, by person, kind and week."""
    kinds = BarChart("On time by kind: replies 97 percent, refreshes 82, quotes 94", (
        Bar("Replies", 0.97, "97%, 118 of 122", "f2", "/list"), Bar("Quotes", 0.94, "94%, 33 of 35", "f2"), Bar("Calls", 0.91, "91%, 40 of 44", "f2"), Bar("Refreshes", 0.82, "82%, 23 of 28", "f3")), 0.95)
    rows = tuple(Row(who.initials, "/list", who.name, (Cell(kind="person", people=(who,)), Cell(kept, "number"), Cell(late, "number"), Cell(missed, "number", quiet=missed == "none"), Cell(share, "number", strong=True)))
                 for who, kept, late, missed, share in ((ANA, "62", "2", "none", "97%"), (TOM, "33", "3", "none", "92%"), (MARCUS, "41", "3", "1", "91%"), (PRIYA, "22", "3", "none", "88%")))
    table = TablePanel(
        "people",
        "By person",
        columns=(
            Column("Person"),
            Column("On time", numeric=True),
            Column("Kept late", numeric=True),
            Column("Missed", numeric=True),
            Column("Share", numeric=True, sorted="descending"),
        ),
        rows=rows,
    )
    reasons = BarChart(
        "Why late: waited for a department 9, no answer 4, forgotten 2",
        (
            Bar("Waited for a department", 1, "9", "fl"),
            Bar("Customer did not answer", 0.44, "4", "f4"),
            Bar("Forgotten", 0.22, "2", "f5"),
        ),
    )
    page = ReportPage(
        (Fact("Kept on time, 30 days", "94%", "kept", "158 of 168"), Fact("Kept late", "9", "due"), Fact("Missed", "1", "late"), Fact("Open and late", "3", "late")),
        (ChartPanel("kinds", "By kind", sentence="Refreshes are the weak spot: 5 of 28 came late.", bars=kinds), table,
         ChartPanel("reasons", "Why late", sentence="Nine of fifteen waited for a department.", bars=reasons), records.usage()),
        tuple(Segment(label, "?", label == "30 days") for label in ("7 days", "30 days", "Quarter", "Year")), "Period",
        "Counts promises whose due time fell in the period. Waits on the customer stop the clock.", Link("How this is counted", "/help"),
    )
    return Sheet("/report", "web/report.html", page, shell("Kept on time", "/report", note="26 Oct to 24 Nov"))


def jobs_page() -> JobsPage:
    """What runs, waits and failed."""
    again = Column("")
    failed = TablePanel("failed", "Failed", "1", columns=(Column("Job"), Column("For"), Column("Why"), Column("Tries", numeric=True), Column("When"), again), rows=(
        Row("1", "/job", "mail", (Cell("Send reminder", "link", "/job", strong=True), Cell("P-2210", "link", "/promise"), Cell("The mail server did not answer", tone="late"), Cell("5", "number"), Cell("09:12", "datetime"), Cell("Run again", "link", "/again"))),))
    running = TablePanel(
        "running",
        "Running",
        "1",
        columns=(Column("Job"), Column("For"), Column("Since")),
        rows=(
            Row(
                "2",
                "/job",
                "import",
                (
                    Cell("Add rows", strong=True),
                    Cell("fluid-expo-leads.xlsx", "link", "/running"),
                    Cell("10:44", "datetime"),
                ),
            ),
        ),
    )
    waiting = TablePanel(
        "waiting",
        "Waiting",
        "none",
        columns=(),
        empty=Empty("Nothing waits", "The next timed job is “Make promises from rules”, at 11:00."),
    )
    return JobsPage(
        (
            Fact("Running", "1", "info"),
            Fact("Waiting", "0"),
            Fact("Failed", "1", "late"),
            Fact("Done, 24 h", "1,284"),
            Fact("Oldest waits", "0 s"),
        ),
        (failed, running, waiting),
        "/jobs-part",
    )


def jobs() -> Sheet:
    """The page."""
    return Sheet("/jobs", "web/jobs.html", jobs_page(), shell("Jobs", "/jobs"))


def jobs_part() -> Sheet:
    """Its renewal."""
    return Sheet("/jobs-part", "web/parts/jobs.html", jobs_page(), fragment=True)


def settings() -> Sheet:
    """The index of settings."""
    page = SettingsPage((
        SettingsGroup("People", (SettingsItem("People", "Invite, deactivate, send a new link", "/people", "users", "14"), SettingsItem("Teams", "Who works together, and who leads", "/teams", "network", "4"), SettingsItem("Territories", "Which accounts belong to whom", "/territories", "map-pin", "6"), SettingsItem("Cover", "Hand a colleague’s open work over and back", "/cover", "user-check"))),
        SettingsGroup("Work", (SettingsItem("Working calendars", "Hours and holidays by country and team", "/calendars", "calendar-days", "3"), SettingsItem("Pipelines", "Stages, how likely, checklists", "/pipelines", "kanban", "2"), SettingsItem("Promise rules", "What makes promises by itself", "/rules", "waypoints", "4"))),
        SettingsGroup("System", (SettingsItem("API keys", "For programs that act for somebody", "/keys", "key-round"), SettingsItem("Jobs", "What runs, waits and failed", "/jobs", "layers"))),
    ))
    return Sheet("/settings", "web/settings.html", page, shell("Settings", "/settings"))


def profile() -> Sheet:
    """One's own profile."""
    reading = FormPage((FieldSet((
        Field("language", "Language", "select", choices=(Choice("en", "English", True), Choice("es", "Español")), required=True), Field("zone", "Time zone", "select", choices=(Choice("America/New_York", "New York", True),), required=True),
        Field("theme", "Colours", "radio", choices=(Choice("system", "As the system", True), Choice("light", "Light"), Choice("dark", "Dark"))), Field("keys", "Single letters act as keys", "checkbox", "on"))),), "Save", "", "/profile")
    password = FormPage(
        (
            FieldSet(
                (
                    Field("old", "Password now", "password", required=True, autocomplete="current-password"),
                    Field(
                        "new",
                        "New password",
                        "password",
                        required=True,
                        autocomplete="new-password",
                        help="At least 12 characters",
                    ),
                )
            ),
        ),
        "Change password",
        "",
        "/password",
    )
    return Sheet(
        "/profile",
        "web/profile.html",
        ProfilePage((("How you read", reading), ("Password", password))),
        shell("Your profile", ""),
    )


def notices() -> Sheet:
    """What was said to this person."""
    page = NoticesPage((
        NoticeDay("Today", (Notice("Marcus Bell handed over “Call Gloria Tan” to you", "/promise", "10:12", "corner-up-right", True, "“I am on the road until Thursday.”"), Notice("P-2210 became late", "/promise", "09:00", "clock-alert", True))),
        NoticeDay("Mon 23 November", (Notice("Your upload accounts.csv is in: 85 added", "/done", "16:20", "file-up"),)),
    ), ActionButton("Mark all as read", "/read", "check", how="post", idempotency_key="k"), next_url="?before")
    return Sheet("/notices", "web/notices.html", page, shell("Notices", ""))


def search() -> Sheet:
    """What was found for a word."""
    page = SearchPage("valve", (Segment("All", "?q=valve", current=True), Segment("Accounts", "?q=valve&kind=accounts")), groups=(
        HitGroup("Accounts", "building-2", (Hit("/record", "Valve Works Erie", "Client · A-00012"), Hit("/record", "Bremer Fluid Systems", "Client · A-00031", "Note", (("Wants the ", False), ("valve", True), (" drawing by Friday", False)))), "?q=valve&kind=accounts"),
    ))
    return Sheet("/search", "web/search.html", page, shell("Search", ""))
