"""The week of deliveries: a board of departments and days, the same as a list, a card beside the board, its move."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.drawn import drawn_row
from followthrough.keystone.promises.queries.today import one_row
from followthrough.serving.deliveries.pages.asked import PATH, WEEK, Asked, asked_by, chips, filters
from followthrough.serving.deliveries.pages.cards import days_of, rows_of
from followthrough.serving.deliveries.pages.shapes import WeekPage
from followthrough.serving.deliveries.queries.delivered import customers_to_ask
from followthrough.serving.deliveries.queries.week import CARDS, Week, monday_of, week_of
from followthrough.web.doing import dialog
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import ActionButton, Empty, Fact, PromiseGroup, Segment
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import day_text, full_text, number_text, weekday_text

LISTED, ALONE = 20, 500  # of one department and day in the list; where it is the only one asked for


def week_page(request: HttpRequest) -> HttpResponse:
    """The week asked for; alone its board if the page asks for that."""
    actor = seeing(request)
    reader = reader_of(actor)
    asked = asked_by(request, reader)
    most = (ALONE if "department" in asked.narrowing else LISTED) if asked.is_list else CARDS
    week = week_of(actor, asked.monday, asked.narrowing, now=reader.now, cards=most)
    page = _page(week, asked, reader, _actions(asked, actor))
    if request.GET.get("part") == "board":
        return render(request, "deliveries/parts/board.html", {"page": page})
    return show(
        request,
        "deliveries/list.html" if asked.is_list else "deliveries/week.html",
        page,
        title=_("Deliveries"),
        note=_span(week, reader),
        segments=(
            Segment(_("Week"), asked.address(is_list=False), not asked.is_list, "layout-grid"),
            Segment(_("List"), asked.address(is_list=True), asked.is_list, "list"),
        ),
        segments_label=_("View"),
        more_actions=_addresses(week, actor),
        new_url="/promises/do/make" if actor.may("promises.make") else "",
        new_label=_("New promise"),
        new_how="dialog",
    )


def seeing(request: HttpRequest) -> Actor:
    """Who asks, if they may see promises at all."""
    actor = actor_of_request(request)
    if not actor.may("promises.view"):
        raise Denied(_("Your role may not see promises."))
    return actor


def beside(request: HttpRequest, ref: str) -> HttpResponse:
    """One promise beside the board: its row as on Today, with its small forms."""
    actor = seeing(request)
    promise: Promise = found_record(type_of(Promise), ref, actor)
    reader = reader_of(actor)
    row = one_row(promise, actor, now=reader.now)
    facts = [
        Fact(_("Due"), full_text(promise.due_on or promise.due, zone=reader.zone)),
        Fact(_("Department"), promise.department.name if promise.department else _("none")),
    ]
    context = {"row": drawn_row(row, actor), "facts": facts, "why": row.why}
    return render(request, "deliveries/parts/beside.html", context)


def move(request: HttpRequest, ref: str) -> HttpResponse:
    """What a card asks when it is put elsewhere: a new date with its reason, or to hand it to another department."""
    actor = seeing(request)
    kind = type_of(Promise)
    promise: Promise = found_record(kind, ref, actor)
    team = find_linked(Team, request.GET.get("department", ""), actor) if request.GET.get("department") else None
    if team is not None and team.pk != promise.department_id:
        verb, values = "hand-over", {"department": team.ref}
    else:
        verb, values = "redate", _new_due(promise, request.GET.get("day", ""), reader_of(actor))
    action = actions_on(Promise)[verb]
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    return dialog(request, kind, action, promise, actor, values, url=f"/promises/{ref}/do/{verb}")


def _new_due(promise: Promise, word: str, reader: Reader) -> dict[str, str]:
    """The day it was put on; one due at an hour keeps its hour."""
    try:
        day = date.fromisoformat(word)
    except ValueError as problem:
        raise Invalid({"day": _("There is no such day.")}) from problem
    if promise.due_at is None:
        return {"due_on": day.isoformat()}
    at = datetime.combine(day, promise.due_at.astimezone(reader.zone).time(), reader.zone)
    return {"due_at": at.isoformat()}


def _actions(asked: Asked, actor: Actor) -> tuple[ActionButton, ...]:
    """One press for all customers who got something in the week."""
    count = customers_to_ask(actor, asked.monday) if actor.may("deliveries.ask") and not asked.narrowing else 0
    if not count:
        return ()
    words = ngettext("Follow up with %(count)s customer", "Follow up with %(count)s customers", count)
    url = f"/promises/do/follow-up-week?monday={asked.monday.isoformat()}"
    return (ActionButton(words % {"count": number_text(count)}, url, "message-circle", how="dialog"),)


def _addresses(week: Week, actor: Actor) -> tuple[ActionButton, ...]:
    """For each department of the week an address for a calendar program."""
    if not actor.may("deliveries.feed"):
        return ()
    words = _("Calendar address: %(name)s")
    return tuple(
        ActionButton(words % {"name": team.name}, f"/teams/{team.ref}/do/make-feed", "calendar", how="dialog")
        for team in week.departments
    )


def _page(week: Week, asked: Asked, reader: Reader, actions: tuple[ActionButton, ...]) -> WeekPage:
    actor, this = reader.actor, monday_of(reader.today)
    days = days_of(week, reader)
    named = chips(asked, actor)
    return WeekPage(
        facts=_facts(week),
        days=days,
        rows=() if asked.is_list else rows_of(week, days, asked, reader),
        groups=_groups(week, reader) if asked.is_list else (),
        empty=None if week.whole.all or (week.departments and not asked.is_list) else _empty(bool(named)),
        chips=named,
        clear_url=Asked(asked.monday, {}, asked.is_list).address(),
        filters=filters(actor),
        path=PATH,
        keep=(
            ("week", asked.monday.isoformat()),
            *((("as", "list"),) if asked.is_list else ()),
            *asked.narrowing.items(),
        ),
        before=asked.address(monday=asked.monday - WEEK),
        now=Segment(_("This week"), asked.address(monday=this), current=asked.monday == this),
        after=asked.address(monday=asked.monday + WEEK),
        actions=actions,
        printed=", ".join([_span(week, reader), *(f"{chip.label}: {chip.value}" for chip in named)]),
    )


def _facts(week: Week) -> tuple[Fact, ...]:
    whole = week.whole
    figures = (
        (_("Kept"), whole.kept, "kept"),
        (pgettext("promises", "Late"), whole.late, "late"),
        (_("Missed"), whole.missed, "late"),
        (_("Due today"), whole.today, "due"),
        (_("Still to come"), whole.coming, "plain"),
    )
    shown = [one for one in figures if one[1] or one[0] != _("Missed")]
    return tuple(Fact(label, number_text(n), tone if n else "plain") for label, n, tone in shown)  # type: ignore[arg-type]


def _groups(week: Week, reader: Reader) -> tuple[PromiseGroup, ...]:
    """The list: for each day its promises, department by department."""
    made = []
    for day in week.days:
        rows = [row for team in week.departments for row in week.cells[team.pk, day].rows]
        if not rows:
            continue
        total = week.of_day(day).all
        note = (
            _("%(count)s more are on the board") % {"count": number_text(total - len(rows))}
            if total > len(rows)
            else ""
        )
        made.append(
            PromiseGroup(
                key=day.isoformat(),
                label=_("Today") if day == week.today else day_text(day, today=reader.today),
                rows=tuple(drawn_row(row, reader.actor) for row in rows),
                count=number_text(total),
                note=note,
            )
        )
    return tuple(made)


def _empty(is_narrowed: bool) -> Empty:
    if is_narrowed:
        return Empty(_("Nothing owed this week fits these filters."), icon="list-filter")
    text = _("What is promised with a department appears here, on its day.")
    return Empty(_("No department owes anything this week."), text, "package")


def _span(week: Week, reader: Reader) -> str:
    """ "23 to 27 November": the days that are shown."""
    first, last = week.days[0] if week.days else week.monday, week.days[-1] if week.days else week.monday
    gaps = {"first": weekday_text(first), "last": day_text(last, today=reader.today)}
    return _("%(first)s to %(last)s") % gaps
