"""Days and times for other calendar programs, as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day, or a moment that bears its zone. Read once more, an entry of the same `uid` moves."""

    uid: str
    at: date | datetime
    summary: str
    url: str
    changed_at: datetime
    description: str = ""
    version: int = 0


def calendar_file(about: str, entries: Iterable[Entry], *, name: str = "", read_again: str = "") -> bytes:
    """A calendar of the entries: what it is about in one English word, its name, how often a feed is read (PT6H)."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- 3 MB that few processes ever need

    made = Calendar()
    made.add("prodid", f"-//Followthrough//{about}//EN")
    made.add("version", "2.0")
    for key, value in (("x-wr-calname", name), ("x-published-ttl", read_again)):
        if value:
            made.add(key, value)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at)
        event.add("sequence", entry.version)
        event.add("summary", entry.summary)
        event.add("dtstart", entry.at)
        if not isinstance(entry.at, datetime):
            event.add("dtend", entry.at + timedelta(days=1))
            event.add("transp", "TRANSPARENT")  # a day to know of keeps nobody busy
        if entry.description:
            event.add("description", entry.description)
        event.add("url", entry.url)
        made.add_component(event)
    content: bytes = made.to_ical()
    return content
