"""Deals as a calendar and as a timeline."""

from datetime import date, timedelta

from followthrough.web.shapes import BarGroup, Day, DayEntry, Empty, Link, Segment, TimeBar, TimePage
from followthrough.web.tests.samples.lists import TOOLS
from followthrough.web.tests.samples.sheet import Sheet, shell

FIRST = date(2026, 10, 26)
SPANS = (Segment("Month", "?around=2026-11", current=True), Segment("Week", "?around=2026-W47"))


def _day(number: int) -> Day:
    day = FIRST + timedelta(days=number)
    entries = (DayEntry(str(number), f"D-{number}", "Yearly frame", "/record", ("Tamarack",), None, "/moved", "3"),)
    more = Link("2 more", "/list") if number == 23 else None
    return Day(
        day.isoformat(),
        f"{day:%A} {day.day} November",
        str(day.day),
        entries if number in {10, 23} else (),
        "3" if more else "",
        more,
        is_today=number == 26,
        is_outside=day.month != 11,
    )


def calendar() -> Sheet:
    """A month."""
    weeks = tuple(tuple(_day(7 * week + day) for day in range(7)) for week in range(6))
    page = TimePage(
        name="Deals", title="November 2026", shape="calendar", count_text="20", tools=TOOLS, path="/calendar",
        views=(Segment("All", "?view=all", current=True),), save_view_url="/dialog", before_url="?around=2026-10",
        now_url="?", after_url="?around=2026-12", spans=SPANS, shown_text="5 of 20",
        links=(Link("3 without a date", "/list"),), weeks=weeks,
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), filtered="view=all",
    )  # fmt: skip
    return Sheet("/calendar", "web/calendar.html", page, shell("Deals", "/calendar", note="20"))


def timeline() -> Sheet:
    """A quarter, with a bar, a point and what is left out."""
    bars = (
        TimeBar("D-1", "Yearly frame", "/record", "24 Sep to 18 Nov", "0.00%", "53.26%", opens=True),
        TimeBar("D-2", "Midwest file", "/record", "1 Dec", "66.30%"),
    )
    page = TimePage(
        name="Deals", title="Quarter 4 of 2026", shape="timeline", tools=TOOLS, path="/timeline", before_url="?a",
        now_url="?", after_url="?b", spans=SPANS, shown_text="18 of 20", today_left="55.43%", filtered="view=all",
        marks=(("0.00%", "Oct"), ("33.70%", "Nov"), ("66.30%", "Dec")),
        groups=(BarGroup("Claire Dunmore", "22", bars, Link("20 more", "/list")),),
    )  # fmt: skip
    return Sheet("/timeline", "web/timeline.html", page, shell("Deals", "/timeline", note="20"))


def no_time() -> Sheet:
    """A quarter with nothing in it."""
    page = TimePage(
        name="Deals", title="2031", shape="timeline", before_url="?a", now_url="?", after_url="?b", spans=SPANS,
        shown_text="0 of 20", empty=Empty("No deals in 2031.", icon="calendar-days"),
    )  # fmt: skip
    return Sheet("/timeline-empty", "web/timeline.html", page, shell("Deals", "/timeline"))
