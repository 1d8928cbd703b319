"""Say what stands in the way of taking something back: which record, which fields, who and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry
from followthrough.kernel.history.standing import Obstacle, Plan, Why
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.showing import Links, linked

NAMED = 20  # as many are told by name; of the others only the number
NAMED_OF_MANY = 200  # where a page of its own tells them


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One record that can't be put back, in words; `fields` are those changed since, `who` changed it last."""

    ref: str
    title: str
    kind: RecordType
    text: str
    fields: tuple[str, ...] = ()
    who: str = ""
    at: datetime | None = None


class InTheWay(Refused):
    """It can't be taken back whole; `rest` records still can. Nothing was written."""

    code = "in_the_way"

    def __init__(self, hurdles: Sequence[Hurdle], *, total: int, rest: int) -> None:
        first = " ".join(hurdle.text for hurdle in hurdles[:3])
        words = ngettext(
            "%(count)s record was changed since and stays as it is: %(first)s",
            "%(count)s records were changed since and stay as they are: %(first)s",
            total,
        )
        super().__init__(words % {"count": total, "first": first})
        self.hurdles = tuple(hurdles)
        self.total = total
        self.rest = rest


def in_the_way(plan: Plan, actor: Actor, *, named: int = NAMED) -> InTheWay:
    """The refusal that names what stands in the way of this plan, as far as the actor may see it."""
    told = plan.obstacles[:named]
    wanted: dict[type[Record], set[int]] = {}
    for one in told:
        wanted.setdefault(one.kind.model, set()).add(one.record_id)
        if one.leaner:
            wanted.setdefault(one.leaner[0].model, set()).add(one.leaner[1])
    links = linked(wanted, actor)
    return InTheWay([_told(one, plan, links) for one in told], total=len(plan.obstacles), rest=plan.rest())


def _told(one: Obstacle, plan: Plan, links: Links) -> Hurdle:
    record = links.get((one.kind.model, one.record_id))
    ref, title = (record.ref, record.title) if record else ("", _("A record you may not see"))
    if one.why is Why.NEEDED and one.leaner:
        leaner = links.get((one.leaner[0].model, one.leaner[1]))
        needs = leaner.title if leaner else str(one.leaner[0].label)
        text = _("%(title)s is needed by %(other)s.") % {"title": title, "other": needs}
        return Hurdle(ref, title, one.kind, text)
    if one.why is Why.GONE:
        return Hurdle(ref, title, one.kind, _("%(title)s is no longer there.") % {"title": title})
    last = _last_change(one, plan)
    who = last.actor_name if last else _("somebody")
    names = _field_names(one)
    gaps = {"title": title, "who": who, "fields": ", ".join(names)}
    text = _("%(title)s: %(fields)s, by %(who)s.") if names else _("%(title)s was worked on by %(who)s.")
    return Hurdle(ref, title, one.kind, text % gaps, names, who, last.at if last else None)


def _last_change(one: Obstacle, plan: Plan) -> Entry | None:
    """The last change of it by another run, of one of the fields if any are named."""
    entries = Entry.objects.filter(kind=one.kind.kind, record_id=one.record_id).exclude(run__in=plan.runs.ids)
    for entry in entries.order_by("-id")[:NAMED]:
        if not one.columns or set(one.columns) & (entry.after or {}).keys():
            return entry
    return None


def _field_names(one: Obstacle) -> tuple[str, ...]:
    by_column = {str(column.column): column.name for column in one.kind.model._meta.concrete_fields}
    names = [by_column.get(column, column) for column in one.columns]
    return tuple(
        str(one.kind.fields[name].label)
        for name in names
        if name in one.kind.fields and not one.kind.fields[name].guard
    )
