"""`today` and `keep`: the desk in a terminal."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.cli.tables import table
from followthrough.cli.words import Answer, Asked, short, word
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.problems import Refused
from followthrough.keystone.promises.queries.today import SHOWN, Group, Row, Rows, Scope, today
from followthrough.keystone.promises.rules import Lateness, LatenessUnit

HEADINGS: Mapping[Group, Words] = {
    Group.LATE: gettext_lazy("Late"),
    Group.TODAY: gettext_lazy("Today"),
    Group.LATER_THIS_WEEK: gettext_lazy("Later this week"),
    Group.WAITING: gettext_lazy("Waiting on others"),
}

short(
    "keep",
    "promises keep",
    gettext_lazy("keep a promise: keep PM-000012 --note “sent by mail” (or --link, --file, --record)"),
)
short(
    "snooze", "promises snooze", gettext_lazy("hide a promise for a while: snooze PM-000012 --preset tomorrow_morning")
)


def _scope(parser: ArgumentParser) -> None:
    scopes = [scope.value for scope in Scope]
    parser.add_argument("--whose", choices=scopes, default=Scope.MINE.value, help=_("whose promises"))


@word("today", gettext_lazy("what is owed today: today --as P-0003"), arguments=_scope)
def show_today(asked: Asked) -> Answer:
    """Late, today, later this week and waiting, with the count of each and of what is left out."""
    actor, now = asked.actor, clock.now()
    scope = Scope(asked.given.whose)
    if actor.user_id is None and scope is not Scope.DEPARTMENTS:
        raise Refused(_("Say whose day it is: --as P-0003, or an e-mail."))
    groups = today(actor, now=now, scope=scope)
    lines: list[str] = []
    for group in SHOWN:
        lines += _group(groups[group], actor)
    later, snoozed = groups[Group.LATER].count, groups[Group.SNOOZED].count
    lines.append(_("%(later)d later, %(snoozed)d snoozed.") % {"later": later, "snoozed": snoozed})
    return Answer({group.value: _values(rows) for group, rows in groups.items()}, lines)


def _group(found: Rows, actor: Actor) -> list[str]:
    if not found.count:
        return []
    heads = [_("Number"), _("What"), _("For"), _("Owed by"), _("Due"), _("Why")]
    rows = [_cells(row, actor) for row in found.rows]
    left = found.count - len(found.rows)
    more = [ngettext("… and %(left)d more", "… and %(left)d more", left) % {"left": left}] if left else []
    return [f"{HEADINGS[found.group]} ({found.count})", *(f"  {line}" for line in table(heads, rows)), *more, ""]


def _cells(row: Row, actor: Actor) -> list[str]:
    promise = row.promise
    whose = promise.account.name if promise.account else promise.owed_to
    by = promise.owner or promise.department
    owes = _("%(name)s, covered") % {"name": by} if row.covered_for else str(by or "")
    return [promise.ref, promise.what, whose, owes, _due(row, actor), row.why]


def _due(row: Row, actor: Actor) -> str:
    promise, late = row.promise, row.standing.lateness
    when = str(promise.due_on) if promise.due_on else _local(promise.due, actor)
    return f"{when}, {_late(late)}" if late and late.number else when


def _local(moment: datetime, actor: Actor) -> str:
    return moment.astimezone(ZoneInfo(actor.zone)).strftime("%Y-%m-%d %H:%M")


def _late(late: Lateness) -> str:
    number = {"number": late.number}
    if late.unit is LatenessUnit.DAYS:
        return ngettext("%(number)d day late", "%(number)d days late", late.number) % number
    if late.unit is LatenessUnit.HOURS:
        return ngettext("%(number)d hour late", "%(number)d hours late", late.number) % number
    return ngettext("%(number)d minute late", "%(number)d minutes late", late.number) % number


def _values(found: Rows) -> dict[str, Any]:
    rows = [
        {
            "ref": row.promise.ref,
            "what": row.promise.what,
            "account": row.promise.account.ref if row.promise.account else None,
            "due": row.promise.due.isoformat(),
            "stands": row.standing.word.value,
            "why": row.why,
            "covered_for": row.covered_for,
        }
        for row in found.rows
    ]
    return {"count": found.count, "rows": rows}
