"""Today, as in design/today.html, and the fragments its rows turn into."""

# fmt: off

from dataclasses import replace

from followthrough.web.shapes import (
    ActionButton,
    Badge,
    Chip,
    DeskFacts,
    DotChart,
    DotRow,
    Empty,
    EvidenceChoice,
    Fact,
    HandOverForm,
    KeepForm,
    Link,
    MoreRows,
    NextChoice,
    NextForm,
    Person,
    PromiseGroup,
    PromiseRow,
    RailNote,
    RailSection,
    Ring,
    RowDone,
    Segment,
    SnoozeChoice,
    SnoozeForm,
    TodayPage,
)
from followthrough.web.tests.samples.sheet import (
    ACCOUNTING,
    ANA,
    DESIGN,
    MARCUS,
    PRODUCTION,
    WAREHOUSE,
    WEB,
    Sheet,
    shell,
)


def promise(
    id: str, what: str, icon: str, to: tuple[str, str], source: tuple[str, str], by: Person, due: str, ring: Ring, badge: Badge | None = None,
) -> PromiseRow:
    """One promise on Today."""
    late = ring.state == "late"
    return PromiseRow(
        id, f"P-{id}", "/promise", ring, {"late": "Late", "due": "Due today", "wait": "Waiting", "snooze": "Snoozed"}.get(ring.state, "Open"),
        what, by, due, "Tuesday 24 November 2026, 11:00 (America/New_York)", "late" if late else "plain", badge, icon, "Quote",
        to[0], "/record", to[1], source[0], "/record", source[1],
        keep_url=f"/keep-{id}" if id == "20" else "/keep", snooze_url="/snooze", hand_over_url="/hand-over",
        more_url="/menu",
    )


JUNIPER, BREMER, KESTREL = "Juniper Process Controls", "Bremer Fluid Systems", "Kestrel Media"
QUOTE = promise(
    "20",
    "Send quote Q-3187, hydraulic adapters",
    "file-text",
    (BREMER, "Kurt Bremer"),
    ("Call, Mon 23 Nov", "asked for by phone"),
    ANA,
    "11:00",
    Ring("due", 78),
)
LATE = (
    promise("11", "Place free banner on the valves page", "panel-top", (JUNIPER, ""), ("C-2031, line 4", "once a year"), WEB, "Mon 16 Nov", Ring("late"), Badge("6 days", "late")),
    promise("12", "Refresh PlantBase Midwest, November file", "refresh-cw", (JUNIPER, "Dana Whitfield"), ("C-2031, line 2", "every month"), PRODUCTION, "Fri 20 Nov", Ring("late"), Badge("2 days", "late")),
    promise("10", "Answer: where is parcel 2 of order S-88214?", "reply", (BREMER, "Kurt Bremer"), ("E-mail, Mon 09:52", ""), ANA, "Mon 13:52", Ring("late"), Badge("6 h", "late")),
)
DUE = (
    QUOTE,
    promise("21", "Reply with 2027 rate card and January dates", "reply", (KESTREL, "Simone Adeyemi"), ("E-mail, 08:41", ""), ANA, "12:41", Ring("due", 62)),
    promise("23", "Proof full page, January issue", "newspaper", ("Delmar Pump & Valve", "Inés Calderón"), ("I-0774, line 2", ""), DESIGN, "16:00", Ring("due", 70)),
    promise("24", "Call to check that the first export worked", "phone", ("Oakfield Co-op Supply", "Ben Oduya"), ("C-2050, start", "a week after"), ANA, "16:30", Ring("due", 55)),
    promise("25", "Bill booth at 15% off, Fluid Expo", "receipt", ("Delmar Pump & Valve", "Accounts payable"), ("C-1988, line 5", ""), ACCOUNTING, "17:00", Ring("due", 84)),
)
WEEK = (
    promise("30", "Ship rush order S-88240, 40 ORFS elbows", "truck", ("Sable Ridge Mining", "Pete Larsen"), ("Order S-88240", ""), WAREHOUSE, "Wed 25 Nov, 14:00", Ring("open", 66)),
    promise("31", "Send October traffic report, 3 banners", "chart-line", (KESTREL, "Simone Adeyemi"), ("I-0769, line 1", "every month"), WEB, "Wed 25 Nov", Ring("open", 52)),
    promise("32", "Quote PlantBase Spain and Portugal", "file-text", ("Tessaro Ingeniería", "Lucía Tessaro"), ("Lead from Priya Nair", ""), ANA, "Wed 25 Nov", Ring("open", 30)),
    promise("33", "Send renewal offer before notice day, 2 Dec", "calendar-clock", (JUNIPER, "Dana Whitfield"), ("C-2031, renewal", "60 days before"), ANA, "Fri 27 Nov", Ring("open", 71)),
    promise("34", "Make the monthly visit", "map-pin", ("Pacific Weld Supply", "Gloria Tan"), ("Account plan", "key customer"), MARCUS, "Fri 27 Nov, 10:00", Ring("open", 40)),
    promise("35", "Send post-show pack to 18 Fluid Expo leads", "send", ("Fluid Expo 2026", "18 leads"), ("Event plan", ""), ANA, "Fri 27 Nov", Ring("snooze"), Badge("Snoozed", "plain")),
)
WAITS = (
    promise("40", "Get order form O-5521 signed", "file-pen-line", ("Whitlock Packaging", "Ray Whitlock"), ("Quote Q-3160", "signature"), ANA, "15:00", Ring("wait"), Badge("Waiting", "wait")),
)

FACTS = (
    Fact("Late", "3", "late"), Fact("Due today", "5", "due"), Fact("Later this week", "6"),
    Fact("Kept since Monday", "14", "kept", minor=True), Fact("Kept on time, 30 days", "94%", url="/report", minor=True),
)


def rail() -> tuple[RailSection, ...]:
    """What stands beside the list."""
    fine = ActionButton("It is fine", "/fine", how="post", idempotency_key="k")
    notes = (
        RailNote(
            "exported 31,200 records in one hour. Usual: about 900.",
            "gauge",
            Link("Whitlock Packaging", "/record"),
            (ActionButton("Open a case", "/dialog", how="dialog"), fine),
        ),
        RailNote(
            "mail came back twice since Monday.",
            "mail-x",
            Link("Dana Whitfield", "/record"),
            (ActionButton("Check address", "/record"), fine),
        ),
    )
    k, late, none = "f2", "fl", "fb"
    week = DotChart(
        "Promises of departments: Monday 6 of 6, Tuesday 2 of 7 with 2 late, Wednesday 0 of 8, Thursday closed, Friday 0 of 4",
        (
            DotRow("Mon 23", (k,) * 6, "6 of 6"),
            DotRow("Tue 24", (k, k, late, late, none, none, none), "2 of 7", now=True),
            DotRow("Wed 25", (none,) * 8, "0 of 8"),
            DotRow("Thu 26", (), "Office closed"),
            DotRow("Fri 27", (none,) * 4, "0 of 4"),
        ),
    )  # type: ignore[arg-type]
    return (
        RailSection("Waiting on others", "hourglass", "4", Link("All waits", "/waits"), links=(
            (Link("Signature, order form O-5521", "/promise"), "5 days"), (Link("PO number, Q-3160", "/promise"), "3 days"))),
        RailSection("Unusual", "triangle-alert", "2", notes=notes),
        RailSection("Departments this week", "package", link=Link("Board", "/board"), chart=week),
        RailSection("Cover", "users", text="Priya Nair is away until Mon 30 Nov; her 7 open promises are on your list.", link=Link("End cover", "/dialog")),
    )


def today() -> Sheet:
    """The whole page."""
    page = TodayPage(
        FACTS, (
            PromiseGroup("late", "Late", LATE, "3", "late"), PromiseGroup("due", "Due today", DUE, "5", "due"),
            PromiseGroup("week", "Later this week", WEEK, "6", more=Link("2 more this week", "/more")),
            PromiseGroup("wait", "Waiting on others", WAITS, "1", "wait"),
        ), rail(), hidden=(Link("12 snoozed", "?show=snoozed"), Link("38 due after this week", "?show=later")),
        chips=(Chip("Account is", "Juniper Process Controls", "/today", "building-2"),), clear_url="/today",
    )
    top = shell(
        "Today", "/today", note="Tuesday 24 November", segments_label="Whose promises",
        segments=(Segment("Mine", "/today", True), Segment("My team", "?team"), Segment("All departments", "?all")),
        actions=(ActionButton("New promise", "/form", "plus", "N", primary=True),),
    )
    return Sheet("/today", "web/today.html", replace(page, chips=()), top)


def quiet() -> Sheet:
    """Nothing is due."""
    empty = Empty(
        "Nothing is due today",
        "8 promises are due later this week. The first is for Sable Ridge Mining, tomorrow 14:00.",
        "circle-check-big",
        (ActionButton("Show the week", "?week"),),
    )
    page = TodayPage(FACTS[3:], (), empty=empty, hidden=(Link("12 snoozed", "?show=snoozed"),))
    return Sheet("/today-empty", "web/today.html", page, shell("Today", "/today", note="Tuesday 24 November"))


def part(path: str, row: PromiseRow, **more: object) -> Sheet:
    """A row alone, as an answer."""
    headers = tuple((str(name), str(value)) for name, value in more.items())
    return Sheet(path, "web/parts/_promise_row.html", extra=(("row", row),), fragment=True, headers=headers)


def keep() -> Sheet:
    """The row with the question open."""
    form = KeepForm("/kept", "/row", (
        EvidenceChoice("mail:881", "E-mail to Kurt Bremer, 10:42", "mail", True), EvidenceChoice("file:12", "Q-3187.pdf", "file-text"),
        EvidenceChoice("file", "Other file", "paperclip", asks="file"), EvidenceChoice("link", "Link", "link", asks="link"), EvidenceChoice("note", "Call note", "phone", asks="note"),
    ), "4", "k1", "Next: ask if the quote is clear, Mon 30 Nov")
    return part("/keep-20", replace(QUOTE, form=form))


def snooze() -> Sheet:
    """Until when?"""
    form = SnoozeForm("/kept", "/row", (
        SnoozeChoice("later", "Later today", "15:00"), SnoozeChoice("tomorrow", "Tomorrow", "Wed 25, 09:00", "sunrise"),
        SnoozeChoice("week", "Next week", "Mon 30, 09:00", "calendar"), SnoozeChoice("answer", "When the customer answers", "waits", "reply"),
    ), "4", "k1")
    return part("/snooze", replace(QUOTE, form=form))


def hand_over() -> Sheet:
    """To whom?"""
    return part("/hand-over", replace(QUOTE, form=HandOverForm("/kept", "/row", "/search.json", "4", "k1")))


def row() -> Sheet:
    """The plain row again."""
    return part("/row", QUOTE)


def kept() -> Sheet:
    """The row after keeping, with renewed figures and a word."""
    done = replace(
        QUOTE,
        ring=Ring("kept"),
        ring_label="Kept",
        done_text="Kept 10:42, e-mail to Kurt Bremer",
        undo_url="/row",
        undo_key="u1",
    )
    desk = DeskFacts((FACTS[0], Fact("Due today", "4", "due"), *FACTS[2:]), (("due", "4"),), "today", "8")
    added = replace(WEEK[0], id="99", what="Ask Kurt Bremer if the quote is clear", due_text="Mon 30 Nov")
    said = '{"toast": {"text": "Kept: Send quote Q-3187", "undo_url": "/row", "undo_key": "u1", "target": "#p-20"}}'
    return Sheet(
        "/kept",
        "web/parts/row_done.html",
        RowDone(done, desk, added, "week"),
        fragment=True,
        headers=(("HX-Trigger", said),),
    )


def what_next() -> Sheet:
    """Nothing else is owed on its source."""
    done = replace(
        QUOTE,
        ring=Ring("kept"),
        ring_label="Kept",
        done_text="Kept 10:42, e-mail to Kurt Bremer",
        undo_url="/row",
        undo_key="u1",
    )
    form = NextForm(
        "/kept",
        "Q-3187",
        (
            NextChoice("ask", "Ask if the quote is clear", "Mon 30 Nov", "phone", True),
            NextChoice("follow", "Follow up", "Tue 8 Dec"),
        ),
        "k2",
    )
    return part("/what-next", replace(done, form=form))


def menu() -> Sheet:
    """What else may be done with a promise."""
    found = (ActionButton("New due time", "/dialog", "calendar-clock", how="dialog"), ActionButton("Let go", "/dialog", "circle-x", how="dialog"))
    return Sheet("/menu", "web/parts/menu_items.html", None, fragment=True, extra=(("actions", found),))


def more() -> Sheet:
    """The rest of a group."""
    rows = tuple(replace(one, id=f"m{one.id}") for one in WEEK[:2])
    return Sheet("/more", "web/parts/promise_rows.html", MoreRows(rows, Link("5 more", "/more")), fragment=True)
