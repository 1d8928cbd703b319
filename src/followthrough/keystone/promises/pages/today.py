"""The Today page: figures, groups, what is hidden and where it is, and the rail beside them."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.pages.asking import Asked, asked_by, chips, filters, group_named, segments
from followthrough.keystone.promises.pages.rail import rail
from followthrough.keystone.promises.pages.rows import Shown, promise_row, tone_of_group
from followthrough.keystone.promises.queries.figures import Figures, figures
from followthrough.keystone.promises.queries.today import Group, Rows, Scope, counts, more_of, today
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import (
    ActionButton,
    DeskFacts,
    Empty,
    Fact,
    Link,
    MoreRows,
    PromiseGroup,
    TodayPage,
)
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import long_day_text, number_text

COUNTED_ONLY = (Group.LATER, Group.SNOOZED)


def home(request: HttpRequest) -> HttpResponseRedirect:
    """The desk opens on Today."""
    return redirect("/today/")


def today_page(request: HttpRequest) -> HttpResponse:
    """Everything owed, in one list."""
    actor = actor_of_request(request)
    reader, asked = reader_of(actor), asked_by(request, actor)
    groups = today(actor, now=reader.now, scope=asked.scope, asked=asked.narrowing)
    if asked.alone:
        groups = {
            asked.alone: more_of(asked.alone, "", actor, now=reader.now, scope=asked.scope, asked=asked.narrowing)
        }
    asked = replace(asked, groups=tuple(group.value for group, rows in groups.items() if rows.rows))
    found = figures(actor, now=reader.now, scope=asked.scope)
    total = {group: rows.count for group, rows in groups.items()}
    page = TodayPage(
        facts=() if asked.alone else facts(total, found, asked),
        groups=tuple(_group(rows, asked, reader) for rows in groups.values() if rows.rows),
        rail=rail(groups, reader),
        hidden=_hidden(total, asked),
        empty=_empty(groups, asked),
        chips=chips(asked, actor),
        clear_url=f"/today/?whose={asked.scope.value}" if asked.narrowing else "",
        filters=filters(),
        path="/today/",
        keep=tuple(sorted(asked.parameters.items())),
    )
    return show(
        request,
        "web/today.html",
        page,
        title=_title(asked),
        note=long_day_text(reader.today),
        segments=segments(asked, actor),
        segments_label=_("Whose promises"),
        actions=_actions(actor),
        new_url="/promises/do/make" if actor.may("promises.make") else "",
        new_label=_("New promise"),
        new_how="dialog",
    )


def more_rows(request: HttpRequest) -> HttpResponse:
    """The next hundred rows of a group, to stand below those that are there."""
    actor = actor_of_request(request)
    reader, asked = reader_of(actor), asked_by(request, actor)
    group = group_named(request.GET.get("group", ""))
    if group is None:
        raise Invalid({"group": _("There is no such group on Today.")})
    after = request.GET.get("after", "")
    found = more_of(group, after, actor, now=reader.now, scope=asked.scope, asked=asked.narrowing)
    rows = tuple(promise_row(row, Shown(reader, asked.on)) for row in found.rows)
    return render(request, "web/parts/promise_rows.html", {"page": MoreRows(rows, _more(found, asked))})


def facts(total: Mapping[Group, int], found: Figures, asked: Asked) -> tuple[Fact, ...]:
    """The figures on top; what was kept leads to its rows."""
    percent = found.rate.percent
    share = _("none yet") if percent is None else f"{percent}%"
    since = {"state": "kept", "closed_at__gte": found.monday.isoformat(), "mine": "yes"}
    kept = f"/promises/?{urlencode(since)}" if asked.scope is Scope.MINE and not asked.narrowing else ""
    return (
        Fact(group_label(Group.LATE), number_text(total[Group.LATE]), "late" if total[Group.LATE] else "plain"),
        Fact(
            pgettext("promises", "Due today"), number_text(total[Group.TODAY]), "due" if total[Group.TODAY] else "plain"
        ),
        Fact(group_label(Group.LATER_THIS_WEEK), number_text(total[Group.LATER_THIS_WEEK])),
        Fact(_("Kept since Monday"), number_text(found.kept_since_monday), "kept", url=kept, minor=True),
        Fact(_("Kept on time, 30 days"), share, url="/on-time/", minor=True),
    )


def renewed(asked: Asked, reader: Reader) -> DeskFacts:
    """The figures and counts after an act, for the page it was done on."""
    actor, now = reader.actor, reader.now
    total = counts(actor, now=now, scope=asked.scope, asked=asked.narrowing)
    mine = total if asked.scope is Scope.MINE and not asked.narrowing else counts(actor, now=now)
    waiting = mine[Group.LATE] + mine[Group.TODAY]
    return DeskFacts(
        () if asked.alone else facts(total, figures(actor, now=now, scope=asked.scope), asked),
        tuple((key, number_text(total[Group(key)])) for key in asked.groups),
        "today",
        str(waiting or ""),
    )


def _group(rows: Rows, asked: Asked, reader: Reader) -> PromiseGroup:
    shown = Shown(reader, asked.on)
    return PromiseGroup(
        key=rows.group.value,
        label=group_label(rows.group),
        rows=tuple(promise_row(row, shown) for row in rows.rows),
        count=number_text(rows.count),
        tone=tone_of_group(rows.group.value),
        more=_more(rows, asked),
    )


def group_label(group: Group) -> str:
    """A heading of Today."""
    return {
        Group.LATE: pgettext("promises", "Late"),
        Group.TODAY: pgettext("promises", "Due today"),
        Group.LATER_THIS_WEEK: _("Later this week"),
        Group.WAITING: _("Waiting on others"),
        Group.LATER: _("After this week"),
        Group.SNOOZED: pgettext("promises", "Snoozed"),
    }[group]


def _more(rows: Rows, asked: Asked) -> Link | None:
    if not rows.after:
        return None
    query = urlencode({**asked.on, "group": rows.group.value, "after": rows.after})
    return Link(_("Show 100 more"), f"/today/more?{query}")


def _hidden(total: Mapping[Group, int], asked: Asked) -> tuple[Link, ...]:
    if asked.alone:
        return (Link(_("Back to Today"), asked.address()),)
    words = {
        Group.LATER: ngettext("%(count)s due after this week", "%(count)s due after this week", total[Group.LATER]),
        Group.SNOOZED: ngettext("%(count)s snoozed", "%(count)s snoozed", total[Group.SNOOZED]),
    }
    return tuple(
        Link(words[group] % {"count": number_text(total[group])}, asked.address(show=group.value))
        for group in COUNTED_ONLY
        if total[group]
    )


def _empty(groups: Mapping[Group, Rows], asked: Asked) -> Empty | None:
    if any(rows.rows for rows in groups.values()):
        return None
    if asked.narrowing:
        show_all = ActionButton(_("Show all"), f"/today/?whose={asked.scope.value}", "x")
        return Empty(_("Nothing owed fits these filters."), icon="list-filter", actions=(show_all,))
    if asked.alone:
        return Empty(_("Nothing is here any more."), icon="circle-check-big")
    later = groups[Group.LATER].count
    text = ngettext("%(count)s promise is due after this week.", "%(count)s promises are due after this week.", later)
    return Empty(
        _("Nothing is due this week."),
        text % {"count": number_text(later)} if later else _("Promises appear here as they are made."),
        "circle-check-big",
    )


def _actions(actor: Actor) -> tuple[ActionButton, ...]:
    call = ActionButton(_("Log a call"), "/interactions/do/log-call", "phone", "L", "dialog")
    make = ActionButton(_("New promise"), "/promises/do/make", "plus", "N", "dialog", primary=True)
    return tuple(button for button, needs in ((call, "conversations.log"), (make, "promises.make")) if actor.may(needs))


def _title(asked: Asked) -> str:
    return group_label(asked.alone) if asked.alone else _("Today")
