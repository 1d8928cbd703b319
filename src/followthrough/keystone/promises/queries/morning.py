"""My Today as a letter: what is late, what is due, whom to push, in words for a mailbox."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.queries.today import Group, Row, Rows, today

NAMED = 12  # promises of a heading


def morning_text(actor: Actor, *, now: datetime) -> str:
    """The headings with their promises, in the language that is active; empty when nothing waits for the person."""
    zone, groups = ZoneInfo(actor.zone), today(actor, now=now)
    day = now.astimezone(zone).date()
    heads = ((Group.LATE, _("Late")), (Group.TODAY, _("Due today")))
    parts = [_part(label, groups[group], zone) for group, label in heads if groups[group].count]
    waits = [row for row in groups[Group.WAITING].rows if row.promise.push_on and row.promise.push_on <= day]
    if waits:
        parts.append(_lines(_("To push today"), len(waits), waits, zone))
    if not parts:
        return ""
    address = f"{settings.BASE_URL}/today/"
    return "\n\n".join([*parts, f"{_('Open Today')}: {address}"])


def _part(label: str, rows: Rows, zone: ZoneInfo) -> str:
    return _lines(label, rows.count, rows.rows, zone)


def _lines(label: str, count: int, rows: Iterable[Row], zone: ZoneInfo) -> str:
    named = [_line(row, zone) for row in list(rows)[:NAMED]]
    more = [_("… and %(count)d more") % {"count": count - len(named)}] if count > len(named) else []
    return "\n".join([f"{label} ({count})", *named, *more])


def _line(row: Row, zone: ZoneInfo) -> str:
    promise = row.promise
    to = promise.account.name if promise.account else promise.owed_to
    due = date_format(promise.due_on or promise.due.astimezone(zone).date(), "MONTH_DAY_FORMAT")
    return "– " + " · ".join(part for part in (promise.what, to, due, row.covered_for) if part)
