"""The week's credit: what people kept, kept early and late, caught, made others keep, and took over; row by row."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, MANAGERS, Role
from followthrough.kernel.history.models import Deed, Entry, Operation
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State, Verdict
from followthrough.serving.deliveries.models import CaughtError

HANDED_OVER = "hand_over_promise"


@dataclass(frozen=True, slots=True)
class Credit:
    """What one person did in a week: the ids of the promises (and of the caught errors) behind each figure."""

    kept: list[int] = field(default_factory=list)
    early: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    caught: list[int] = field(default_factory=list)
    for_others: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)


def week_span(monday: date) -> tuple[datetime, datetime]:
    """The week's first moment and the first after it, by the house's clock: one week for everybody."""
    zone = zone_of(company().zone)
    return start_of_day(monday, zone), start_of_day(monday + timedelta(days=7), zone)


def people_to_show(actor: Actor) -> list[User]:
    """Whose credit the actor may look at: their own, and a manager's teams'."""
    wanted = Q(pk=actor.user_id)
    if actor.role in MANAGERS:
        working = Q(is_active=True, signs_in=True, role__in=EVERYBODY - {Role.ADMIN, Role.READONLY})
        wanted |= working if actor.sees_all else working & Q(team__in=actor.team_ids)
    return list(User.visible_to(actor).filter(wanted).order_by("name", "pk"))


def credits_of(actor: Actor, people: Collection[int], monday: date) -> Mapping[int, Credit]:
    """The credit of these people in the week, as far as the actor sees what stands behind it; in five queries."""
    starts, ends = week_span(monday)
    found: dict[int, Credit] = defaultdict(Credit)
    _kept(found, actor, people, starts, ends)
    caught = CaughtError.visible_to(actor).filter(by__in=people, at__gte=starts, at__lt=ends)
    for pk, person in caught.order_by("at", "pk").values_list("pk", "by"):
        found[person].caught.append(pk)
    _made_for_others(found, actor, people, starts, ends)
    _taken(found, actor, people, starts, ends)
    return found


def _in_zone(moment: str) -> Any:
    return Cast(Func(F("zone"), F(moment), function="timezone"), DateField())


def _kept(found: dict[int, Credit], actor: Actor, people: Collection[int], starts: datetime, ends: datetime) -> None:
    """Promises they owed and kept, and those their own department owed that they kept; early is a day or more."""
    rows = Promise.visible_to(actor).filter(
        state=State.KEPT, direction=Direction.OURS, closed_at__gte=starts, closed_at__lt=ends
    )
    of_own_department = When(closed_by__team=F("department"), then=F("closed_by"))
    who = Case(When(owner__isnull=False, then=F("owner")), of_own_department)
    is_early = Case(When(kept_on__lt=F("due_day"), then=Value(True)), default=Value(False))
    dated = rows.annotate(who=who, kept_on=_in_zone("closed_at"), due_day=_in_zone("counted_due"))
    mine = dated.annotate(is_early=is_early).filter(who__in=people).order_by("closed_at", "pk")
    for pk, person, early, verdict in mine.values_list("pk", "who", "is_early", "verdict"):
        credit = found[person]
        credit.kept.append(pk)
        if early:
            credit.early.append(pk)
        if verdict == Verdict.KEPT_LATE:
            credit.late.append(pk)


def _made_for_others(
    found: dict[int, Credit], actor: Actor, people: Collection[int], starts: datetime, ends: datetime
) -> None:
    """Promises they made that somebody else owed and kept."""
    kind = type_of(Promise).kind
    kept = Promise.visible_to(actor).filter(
        state=State.KEPT, direction=Direction.OURS, closed_at__gte=starts, closed_at__lt=ends
    )
    owners = dict(kept.order_by("closed_at", "pk").values_list("pk", "owner"))
    made = Entry.objects.filter(
        kind=kind, record_id__in=list(owners), operation=Operation.CREATE, actor_id__in=people
    ).values_list("record_id", "actor_id")
    authors = {pk: person for pk, person in made if person is not None}
    for pk, owner in owners.items():
        if pk in authors and authors[pk] != owner:
            found[authors[pk]].for_others.append(pk)


def _taken(found: dict[int, Credit], actor: Actor, people: Collection[int], starts: datetime, ends: datetime) -> None:
    """Promises that somebody else handed to them in the week, unless that was taken back."""
    taken_back = Deed.objects.filter(root=OuterRef("run"), takes_back=True)
    handed = Deed.objects.filter(~Exists(taken_back), verb=HANDED_OVER, at__gte=starts, at__lt=ends)
    entries = Entry.objects.filter(
        run__in=list(handed.values_list("run", flat=True)), kind=type_of(Promise).kind, after__has_key="owner_id"
    )
    moves = [
        (entry.record_id, int((entry.after or {}).get("owner_id") or 0), entry.actor_id)
        for entry in entries.order_by("id").only("record_id", "after", "actor_id")
    ]
    seen = set(Promise.visible_to(actor).filter(pk__in={pk for pk, _to, _by in moves}).values_list("pk", flat=True))
    for pk, to, by in moves:
        if pk in seen and to in people and by != to and pk not in found[to].taken:
            found[to].taken.append(pk)
