"""What stands beside Today: waits to push, the departments' week, and whom one covers for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.figures import departments_week
from followthrough.keystone.promises.queries.today import Group, Row, Rows
from followthrough.web.shapes import DotChart, DotRow, Link, RailSection
from followthrough.web.showing import Reader
from followthrough.web.wording import count_of, number_text, weekday_text

TO_PUSH = {"to_push": "yes", "mine": "yes"}
MOST = 5  # lines of a section


def rail(groups: Mapping[Group, Rows], reader: Reader) -> tuple[RailSection, ...]:
    """The sections that have something to say."""
    waits = groups[Group.WAITING].rows if Group.WAITING in groups else ()
    sections = (_to_push(waits, reader), _departments(reader), _cover(reader.actor))
    return tuple(section for section in sections if section is not None)


def _to_push(waits: tuple[Row, ...], reader: Reader) -> RailSection | None:
    due = [row.promise for row in waits if row.promise.push_on and row.promise.push_on <= reader.today]
    if not due:
        return None
    by_account: dict[str, list[Promise]] = defaultdict(list)
    for one in due:
        by_account[one.account.ref if one.account else one.ref].append(one)
    links = tuple(_pushes(ref, some) for ref, some in list(by_account.items())[:MOST])
    everything = Link(_("All"), f"/promises/?{urlencode(TO_PUSH)}")
    return RailSection(_("To push today"), "bell", number_text(len(due)), everything, links=links)


def _pushes(ref: str, some: Sequence[Promise]) -> tuple[Link, str]:
    """What one customer owes: by itself, or their name with how many there are, for one letter does for all."""
    first, number = some[0], len(some)
    if first.account is None or number == 1:
        return Link(first.what, f"/promises/{first.ref}/"), first.account.name if first.account else first.owed_to
    told = ngettext("%(number)s thing", "%(number)s things", number) % {"number": number_text(number)}
    return Link(first.account.name, f"/promises/?{urlencode({**TO_PUSH, 'account': ref})}"), told


def _departments(reader: Reader) -> RailSection | None:
    days = departments_week(reader.actor, now=reader.now)
    if not any(day.kept or day.late or day.open for day in days):
        return None
    rows = []
    for day in days:
        total = day.kept + day.late + day.open
        dots: Any = ("f2",) * day.kept + ("fl",) * day.late + ("fb",) * day.open
        text = count_of(day.kept, total) if total else _("none")
        rows.append(DotRow(weekday_text(day.day), dots[:24], text, now=day.day == reader.today))
    said = _("Promises of departments this week, kept of all: %(days)s")
    named = said % {"days": ", ".join(f"{row.label} {row.text}" for row in rows)}
    link = Link(_("List"), "/today/?whose=departments")
    text = _("Kept of all. What is late stands on today.") if any(day.late for day in days) else ""
    chart = DotChart(named, tuple(rows))
    return RailSection(_("Departments this week"), "package", text=text, link=link, chart=chart)


def _cover(actor: Actor) -> RailSection | None:
    if not actor.covers:
        return None
    people: Any = User._default_manager.filter(pk__in=actor.covers).order_by("name").values_list("name", flat=True)
    text = _("You cover for %(names)s; what they owe is on your list.") % {"names": ", ".join(people)}
    return RailSection(_("Cover"), "users", text=text, link=Link(_("All covers"), "/covers/"))
