"""The key dates of a contract, and its amendments one under the other."""

from datetime import date

from django.utils.translation import gettext as _

from followthrough.web.shapes import Link, ReasonsPanel, TimelineDay, TimelineEntry, TimelinePanel
from followthrough.web.shapes.panels import Panel, Reason
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import day_text, full_text
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of


def dates_panel(contract: Contract, reader: Reader) -> tuple[Panel, ...]:
    """What comes when: notice, renewal, end; those that are over are left out."""
    calendar = calendar_of(contract)
    today = calendar.day_of(reader.now)
    found = dates_of(contract, today, calendar)
    if not contract.is_signed or found.run is None:
        return ()
    told: list[tuple[date, Reason]] = []

    def add(day: date | None, words: str, tone: str, icon: str) -> None:
        if day is not None and day >= today:
            text = words % {"day": day_text(day, today=reader.today)}
            told.append((day, Reason(text, tone, icon)))  # type: ignore[arg-type]  # one of the tones

    add(found.run.starts_on, _("Begins on %(day)s"), "info", "calendar-days")
    if found.act_by and found.act_by != found.notice_by:
        add(found.act_by, _("Last working day to give notice: %(day)s"), "due", "calendar-clock")
    add(found.notice_by, _("Last day to give notice: %(day)s"), "due", "calendar-clock")
    if found.last_day:
        add(found.last_day, _("Ends on %(day)s"), "late", "calendar-x")
    elif found.run.ends_on:
        add(found.run.ends_on, _("Renews by itself after %(day)s"), "kept", "repeat")
    if not told:
        return ()
    links = (Link(_("Add to calendar"), f"{url_of(contract)}calendar.ics"),)
    reasons = tuple(one for _day, one in sorted(told, key=lambda t: t[0]))
    return (ReasonsPanel("dates", _("Key dates"), reasons=reasons, links=links),)


def amendments_panel(contract: Contract, reader: Reader) -> tuple[Panel, ...]:
    """The amendments, the last first, and the contract itself under them."""
    rows = list(Amendment.visible_to(reader.actor).filter(contract=contract).order_by("-number")[:8])
    if not contract.signed_on:
        return ()
    entries = [_entry(one, reader) for one in rows]
    when = day_text(contract.signed_on, today=reader.today)
    words = _("The contract itself, signed by %(who)s") if contract.signed_by else _("The contract itself")
    entries.append(TimelineEntry(words % {"who": contract.signed_by}, "file-pen-line", when))
    links = (Link(_("On another day"), f"{url_of(contract)}on"),)
    count = str(len(rows) or "")
    days = (TimelineDay("", tuple(entries)),)
    return (TimelinePanel("amendments", _("Amendments"), count=count, days=days, links=links),)


def _entry(one: Amendment, reader: Reader) -> TimelineEntry:
    link = Link(_("Amendment %(number)d") % {"number": one.number}, url_of(one))
    said = {
        AmendmentState.DRAFT: _("a draft"),
        AmendmentState.SIGNATURE: _("out for signature"),
        AmendmentState.VOID: _("dropped"),
    }.get(AmendmentState(one.state), "")
    after = f"{one.name} ({said})" if said else one.name
    when = day_text(one.effective_on, today=reader.today)
    return TimelineEntry("", "file-plus-2", when, full_text(one.effective_on, zone=reader.zone), link=link, after=after)
