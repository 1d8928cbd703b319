"""A promise as a card of the week, and the cells, days and departments around it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.drawn import drawn_ring
from followthrough.keystone.promises.queries.today import Row
from followthrough.keystone.promises.rules import StandingWord
from followthrough.serving.deliveries.pages.asked import Asked
from followthrough.serving.deliveries.pages.shapes import WeekCard, WeekCell, WeekDay, WeekRow
from followthrough.serving.deliveries.queries.week import Cell, Tally, Week
from followthrough.web.shapes import Link
from followthrough.web.showing import Reader
from followthrough.web.wording import (
    count_of,
    day_text,
    initials_of,
    long_day_text,
    number_text,
    time_text,
    weekday_text,
)


def days_of(week: Week, reader: Reader) -> tuple[WeekDay, ...]:
    """The columns of the week."""
    return tuple(
        WeekDay(
            day.isoformat(),
            weekday_text(day),
            long_day_text(day),
            _note(week.of_day(day), day, week.closed.get(day), reader),
            day == week.today,
            day in week.closed,
        )
        for day in week.days
    )


def rows_of(week: Week, days: tuple[WeekDay, ...], asked: Asked, reader: Reader) -> tuple[WeekRow, ...]:
    """The departments, each with what it owes on each day; what has no room there is in its list."""
    verbs = actions_on(Promise)
    return tuple(
        WeekRow(
            team.ref,
            team.name,
            initials_of(team.name),
            _kept(week.of_department(team)),
            tuple(
                _cell(week.cells[team.pk, day], team, shown, asked, reader, verbs)
                for day, shown in zip(week.days, days, strict=True)
            ),
        )
        for team in week.departments
    )


def _note(tally: Tally, day: date, closed: str | None, reader: Reader) -> str:
    if closed is not None:
        return closed or _("Closed")
    if not tally.all:
        return _("nothing planned")
    if day > reader.today:
        return ngettext("%(count)s planned", "%(count)s planned", tally.all) % {"count": number_text(tally.all)}
    return _kept(tally)


def _kept(tally: Tally) -> str:
    return _("%(count)s kept") % {"count": count_of(tally.kept, tally.all)} if tally.all else _("nothing this week")


def _cell(cell: Cell, team: Team, shown: WeekDay, asked: Asked, reader: Reader, verbs: dict[str, Action]) -> WeekCell:
    planned, day = cell.planned, date.fromisoformat(shown.key)
    over = _over(cell)
    is_measured = cell.room is not None and not over and cell.room > 0 and planned > 0
    left = cell.tally.all - len(cell.rows)
    return WeekCell(
        day=shown,
        title=_("%(department)s, %(day)s") % {"department": team.name, "day": shown.title},
        cards=tuple(_card(row, day, reader, verbs) for row in cell.rows),
        room=count_of(planned, cell.room or 0) if is_measured else "",
        over=over,
        more=Link(_("%(count)s more") % {"count": number_text(left)}, asked.listed(team, day)) if left > 0 else None,
        is_closed=cell.room == 0 or shown.is_closed or bool(cell.closed),
    )


def _over(cell: Cell) -> str:
    """That more is planned than there is room for; on a day without any, what is still to be done then."""
    if not cell.room:
        count = cell.tally.today + cell.tally.coming if cell.room == 0 else 0
        words = ngettext("%(count)s planned though nobody works", "%(count)s planned though nobody works", count)
        return words % {"count": number_text(count)} if count else ""
    gaps = {"planned": number_text(cell.planned), "room": number_text(cell.room)}
    return _("%(planned)s planned, room for %(room)s") % gaps if cell.planned > cell.room else ""


def _card(row: Row, day: date, reader: Reader, verbs: dict[str, Action]) -> WeekCard:
    promise, keep, move = row.promise, verbs["keep"], verbs["redate"]
    ring, label = drawn_ring(row)
    return WeekCard(
        ref=promise.ref,
        url=f"/promises/{promise.ref}/",
        name=promise.account.name if promise.account else promise.owed_to or _("Ourselves"),
        what=_what(row, day, reader),
        ring=ring,
        ring_label=label,
        may_keep=reader.actor.may(keep.needs) and keep.allows(promise),
        may_move=reader.actor.may(move.needs) and move.allows(promise),
    )


def _what(row: Row, day: date, reader: Reader) -> str:
    """What is owed, with its hour if it has one, and since when if it is late from another day."""
    promise = row.promise
    due = promise.due_on or promise.due.astimezone(reader.zone).date()
    if row.standing.word is StandingWord.LATE and due < day:
        near = reader.today - due < timedelta(days=7)
        since = weekday_text(due) if near else day_text(due, today=reader.today)
        return _("%(what)s, since %(day)s") % {"what": promise.what, "day": since}
    if promise.due_at is not None and row.standing.is_overdue is False and promise.closed_at is None:
        gaps = {"what": promise.what, "time": time_text(promise.due_at, zone=reader.zone)}
        return _("%(what)s, %(time)s") % gaps
    return promise.what
