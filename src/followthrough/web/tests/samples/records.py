"""The account page, as in design/account.html."""

# fmt: off

from followthrough.web.shapes import (
    ActionButton,
    Badge,
    Bar,
    BarChart,
    Cell,
    ChartPanel,
    Column,
    Conflict,
    ConflictRow,
    ContactPerson,
    Fact,
    Field,
    FieldsPanel,
    FileEntry,
    FilesPanel,
    InlineConflict,
    InlineField,
    InlineValue,
    LineChart,
    Link,
    PanelField,
    PeoplePanel,
    PromisePanel,
    PromiseRow,
    Question,
    QuestionsPanel,
    ReachWay,
    Reason,
    ReasonsPanel,
    RecordPage,
    Ring,
    Row,
    Segment,
    TablePanel,
    TimelineChange,
    TimelineDay,
    TimelineEntry,
    TimelinePanel,
)
from followthrough.web.tests.samples.sheet import ANA, DESIGN, PRODUCTION, WEB, Sheet, shell


def juniper() -> Sheet:
    """Juniper Process Controls."""
    page = RecordPage(
        title="Juniper Process Controls", initials="JP", ref="A-1006",
        subtitle=(Cell("Customer since Feb 2021"), Cell("Dayton, Ohio"), Cell("Data and ads"),
                  Cell("Tom Okafor", url="/people/tom", lead="looked after by")),
        badges=(Badge("Health: watch", "due", "heart-pulse"),),
        facts=(
            Fact("Spent, 12 months", "$148,600", spark=(0, 0.3, 0.15, 0.7, 0.4, 0.6, 0.3, 0.4, 0.9, 0.4, 0.6, 1)),
            Fact("Contracts a year", "$112,400"), Fact("Open invoices", "$9,300", note="none overdue", note_tone="kept"),
            Fact("Open deals", "$118,000", url="/board"),
            Fact("Next renewal", "31 Jan 2027", note="notice by 2 Dec", note_tone="due"),
            Fact("Kept on time", "88%", note="of 32"),
        ),
        next=Cell("Web owes the free banner on the valves page since Mon 16 Nov; then the renewal offer, Fri 27 Nov", url="/promise"),
        tabs=(Segment("Overview", "/record", True), Segment("Promises", "/promises", count="13"), Segment("Deals", "/board", count="2"),
              Segment("Contacts", "/contacts", count="4"), Segment("Files", "#panel-files", count="2"), Segment("Changes", "#panel-history")),
        main=(promises(), fields(), usage(), deals()),
        side=(why(), asked(), contacts(), history(), files()),
    )
    top = shell(
        "Juniper Process Controls", "/list", crumbs=(Link("Accounts", "/list"),), new_url="/form",
        actions=(ActionButton("Log call", "/dialog", "phone", "L", how="dialog"), ActionButton("Edit", "/form", "pencil"),
                 ActionButton("New promise", "/form", "plus", "N", primary=True)),
        more_actions=(ActionButton("Log meeting", "/dialog", "users", how="dialog"),
                      ActionButton("Merge", "/dialog", "git-compare", disabled_reason="Only an administrator merges accounts"),
                      ActionButton("Delete", "/dialog", "trash-2", how="dialog", danger=True)),
    )
    return Sheet("/record", "web/record.html", page, top)


def row(id: str, what: str, icon: str, ring: Ring, by: object, due: str, badge: Badge | None = None) -> PromiseRow:
    """A promise without whom and source."""
    late = ring.state == "late"
    return PromiseRow(
        id, f"P-{id}", "/promise", ring, "Late" if late else "Open", what, by, due, "Friday 20 November 2026, 17:00",  # type: ignore[arg-type]
        "late" if late else "plain", badge, icon, keep_url=f"/keep?{id}", snooze_url="/snooze", hand_over_url="/hand-over",
    )


def promises() -> PromisePanel:
    """Open promises of the account."""
    return PromisePanel("promises", "Open promises", "6 of 13", links=(Link("All open", "/promises"), Link("Kept, 30", "/promises")), rows=(
        row("11", "Place free banner on the valves page", "panel-top", Ring("late"), WEB, "Mon 16 Nov", Badge("6 days", "late")),
        row("12", "Refresh PlantBase Midwest, November file", "refresh-cw", Ring("late"), PRODUCTION, "Fri 20 Nov", Badge("2 days", "late")),
        row("13", "Send renewal offer before notice day, 2 Dec", "calendar-clock", Ring("open", 71), ANA, "Fri 27 Nov"),
        row("14", "Proof full page, January issue", "newspaper", Ring("open", 35), DESIGN, "Fri 4 Dec"),
        row("15", "Refresh PlantBase Midwest, December file", "refresh-cw", Ring("open", 20), PRODUCTION, "Fri 18 Dec"),
        row("16", "Confirm new address of Dana Whitfield", "user-check", Ring("wait"), ANA, "Wed 25 Nov", Badge("Waiting", "wait")),
    ))


SEGMENT = PanelField("Segment", Cell("Key"), "segment", "/edit")


def fields() -> FieldsPanel:
    """Named values, edited in place."""
    return FieldsPanel("fields", "About", fields=(
        SEGMENT, PanelField("Territory", Cell("Ohio valley", url="/list"), "territory", "/edit"),
        PanelField("Parent", Cell("Juniper Group", "link", "/record"), "parent", "/edit"),
        PanelField("Terms", Cell("30 days net"), "terms", "/edit"), PanelField("Currency", Cell("USD")),
        PanelField("Tags", Cell(kind="tags", tags=("data", "trade shows")), "tags", "/edit"),
        PanelField("Website", Cell("none yet", quiet=True), "website", "/edit"),
    ))


def usage() -> ChartPanel:
    """A line chart."""
    line = LineChart(
        "Kept on time by week, between 82 and 96 percent, aim 95 percent", (90, 94, 88, 92, 95, 89, 96, 82, 94), 80, 100,
        ((80, "80%"), (85, "85%"), (90, "90%"), (95, "95%"), (100, "100%")), ((0, "5 Oct"), (0.5, "26 Oct"), (1, "23 Nov")),
        95, "Aim 95", "94%",
    )
    return ChartPanel(
        "on-time",
        "Kept on time",
        note="by week",
        sentence="94% this week, after 82% when the November file was late.",
        line=line,
    )


def deals() -> TablePanel:
    """A table of related records."""
    heads = (Column("Deal"), Column("Stage"), Column("Amount", numeric=True), Column("Closes"), Column("Owner"))
    rows = (
        Row("1", "/record", "Renewal 2027", (Cell("O-0118", "link", "/record", note="Renewal 2027", strong=True), Cell("Negotiating", "badge", tone="info"),
            Cell("$118,000", "money"), Cell("31 Jan 2027", "date"), Cell(kind="person", people=(ANA,)))),
        Row("2", "/record", "Ontario", (Cell("O-0131", "link", "/record", note="Extra region: Ontario plants", strong=True), Cell("Won", "badge", tone="kept", icon="check"),
            Cell("$6,200", "money"), Cell("1 Apr 2026", "date"), Cell(kind="person", people=(ANA,)))),
    )
    return TablePanel("deals", "Deals", "2", links=(Link("All deals", "/board"),), columns=heads, rows=rows)


def why() -> ReasonsPanel:
    """Why watch."""
    return ReasonsPanel("why", "Why watch", reasons=(
        Reason("2 promises late, the older one 6 working days", "late"), Reason("Uses less than half of the data it pays for", "due", "gauge"),
        Reason("Main contact’s mail comes back", "due", "mail-x"), Reason("Pays on time, 6 days on average", "kept", "receipt")))


def asked() -> QuestionsPanel:
    """Two questions, one of them answered."""
    return QuestionsPanel("questions", "Questions", questions=(
        Question("Dana Whitfield asked, 09:12", "Which law holds?", actions=(ActionButton("Answer", "#", "reply", primary=True),)),
        Question("Rafael Ortega asked, Thu 19 Nov", "By when?", "Friday.", "Ana Ruiz answered, Thu 19 Nov")))


def contacts() -> PeoplePanel:
    """The people there."""
    return PeoplePanel("contacts", "Contacts", "4", links=(Link("Add", "/form"),), people=(
        ContactPerson("Dana Whitfield", "/record", "DW", "Data manager", ways=(ReachWay("Mail comes back", "mail-x", "late"), ReachWay("Works, Thu 12 Nov", "phone", "kept"))),
        ContactPerson("Rafael Ortega", "/record", "RO", "Marketing, signs", ways=(ReachWay("Works, Fri 20 Nov", "mail-check", "kept"), ReachWay("Not checked", "phone"))),
        ContactPerson("Helen Marsh", "/record", "HM", "Accounts payable", ways=(ReachWay("Works, Mon 2 Nov", "mail-check", "kept"), ReachWay("Number changed", "phone-off", "due"))),
        ContactPerson("Theo Brandt", "/record", "TB", "left in June", gone=True),
    ))


def history() -> TimelinePanel:
    """What happened."""
    return TimelinePanel("history", "What happened", segments=(Segment("All", "#", True), Segment("Calls", "#"), Segment("Notes", "#"), Segment("Changes", "#")), next_url="/earlier", days=(
        TimelineDay("Today", (TimelineEntry("Mail to Dana Whitfield came back: mailbox full", "mail-x", "08:12", "Tuesday 24 November 2026, 08:12 (America/New_York)"),)),
        TimelineDay("Fri 20 November", (TimelineEntry("", "clock-alert", "17:00", link=Link("Refresh PlantBase Midwest", "/promise"), after="became late"),)),
        TimelineDay("Thu 12 November", (
            TimelineEntry("You called Dana Whitfield, 6 min", "phone", "14:30", quote="“Two regions are enough for us now.”"),
            TimelineEntry("Tom Okafor changed health and owner", "pencil", "09:40", changes=(TimelineChange("Health", "good", "watch"), TimelineChange("Coordinator", "none", "Ana Ruiz"))),
        )),
        TimelineDay("Mon 2 November", (TimelineEntry("Kept:", "check", "10:00", link=Link("Invoice, 4th quarter", "/promise"), after="Evidence: INV-60912.pdf"),)),
    ))


def files() -> FilesPanel:
    """Attachments."""
    return FilesPanel("files", "Files", "2", upload_url="/upload", limit_text="up to 25 MB", files=(
        FileEntry("INV-60912.pdf", "/file", "184 kB", "Mon 2 Nov", ANA), FileEntry("data-licence-2026-signed.pdf", "/file", "1.2 MB", "3 Feb 2026")))


def inline_field() -> Sheet:
    """A value turned into a field."""
    field = Field("segment", "Segment", value="Key", error="")
    return Sheet(
        "/edit",
        "web/parts/inline_field.html",
        extra=(("inline", InlineField("/save", "/value", field, "7", "k1")),),
        fragment=True,
    )


def inline_value() -> Sheet:
    """The saved value."""
    done = InlineValue(SEGMENT, "Saved 09:41")
    return Sheet(
        "/save", "web/parts/inline_value.html", extra=(("value", done.value), ("saved", done.saved)), fragment=True
    )


def inline_back() -> Sheet:
    """The value again, unchanged."""
    return Sheet("/value", "web/parts/inline_value.html", extra=(("value", SEGMENT), ("saved", "")), fragment=True)


def inline_conflict() -> Sheet:
    """Somebody else saved this field first."""
    both = Conflict("Priya Nair", "10:02", (ConflictRow("segment", "Segment", "Major", "Key", "Major"),))
    inline = InlineConflict("/save", "/value", Field("segment", "Segment", value="Key"), both, "8", "k2")
    return Sheet("/edit-conflict", "web/parts/inline_conflict.html", extra=(("inline", inline),), fragment=True)


def earlier() -> Sheet:
    """Older entries of the timeline."""
    return Sheet(
        "/earlier", "web/parts/timeline_days.html", extra=(("days", history().days), ("next_url", "")), fragment=True
    )


def bars() -> BarChart:
    """Bars by person."""
    return BarChart("On time: Ana Ruiz 97 percent, Tom Okafor 92, Priya Nair 88", (
        Bar("Ana Ruiz", 0.97, "97%, 62 of 64", "f2", "/list"), Bar("Tom Okafor", 0.92, "92%, 33 of 36", "f2"), Bar("Priya Nair", 0.88, "88%, 22 of 25", "f2")), aim=0.95)
