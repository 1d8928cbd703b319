"""The week of deliveries and its credit in plain values: for programs and the terminal, as their pages show them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import CaughtError
from followthrough.serving.deliveries.queries.credit import Credit, credits_of, people_to_show
from followthrough.serving.deliveries.queries.week import Cell, Tally, monday_of, week_of

MOST = 500  # promises told of one department and day
NARROWING = ("account", "rep", "team", "department")


def week_told(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What each department owes on each day of a week: the counts, the room, and the promises."""
    monday = _monday(asked["day"] or clock.today(actor.zone))
    narrowing = {name: asked[name].ref for name in NARROWING if asked[name]}
    week = week_of(actor, monday, narrowing, now=clock.now(), cards=MOST)
    return {
        "monday": monday.isoformat(),
        "departments": [
            {
                "department": team.ref,
                "name": team.name,
                **_counts(week.of_department(team)),
                "days": [{"day": day.isoformat(), **_cell(week.cells[team.pk, day])} for day in week.days],
            }
            for team in week.departments
        ],
        "all": _counts(week.whole),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    promises = [
        {"ref": row.promise.ref, "what": row.promise.what, "stands": row.standing.word.value} for row in cell.rows
    ]
    return {
        **_counts(cell.tally),
        "planned": cell.planned,
        "room": cell.room,
        "closed": cell.closed,
        "promises": promises,
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in Tally.__slots__}


def credit_told(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What one person did in a week, figure by figure with the numbers behind each: one's own, or of who one leads."""
    monday = _monday(asked["day"] or clock.today(company().zone))
    who = asked["who"].pk if asked["who"] else actor.user_id
    person = next((one for one in people_to_show(actor) if one.pk == who), None)
    if person is None:
        raise Invalid({"who": _("There is no such person whose credit you may see.")})
    found = credits_of(actor, [person.pk], monday).get(person.pk, Credit())
    caught = CaughtError.visible_to(actor).filter(pk__in=found.caught)
    promises = {pk for one in fields(found) if one.name != "caught" for pk in getattr(found, one.name)}
    refs = dict(Promise.visible_to(actor).filter(pk__in=promises).values_list("pk", "ref"))
    told = {one.name: [refs[pk] for pk in getattr(found, one.name) if pk in refs] for one in fields(found)}
    told["caught"] = list(caught.order_by("at", "pk").values_list("ref", flat=True))
    return {"who": person.ref, "name": person.name, "monday": monday.isoformat(), **told}


def _monday(day: date) -> date:
    if not 2000 <= day.year <= 2099:
        raise Invalid({"day": _("Choose a day from 2000 to 2099.")})
    return monday_of(day)
