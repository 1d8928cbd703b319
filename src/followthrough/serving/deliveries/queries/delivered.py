"""What counts as a delivery, whom a customer's follow-up is owed by, and whom one asks how it was."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.serving.deliveries.models import Satisfaction

FOLLOW_UP = "deliveries.follow_up"
CALL = "deliveries.call"
MAKE_GOOD = "deliveries.make_good"
# What customers get; other kinds of promises that departments owe are between ourselves.
DELIVERED = (
    "promise",
    "contracts.delivery",
    "contracts.refresh",
    "contracts.placement",
    "contracts.benefit",
    "orders.delivery",
    MAKE_GOOD,
)
LOOK_BACK = timedelta(days=3)


def is_delivery(promise: Promise) -> bool:
    """Whether a customer gets something by it from a department."""
    owed = promise.account_id and promise.department_id and promise.direction == Direction.OURS
    return bool(owed) and promise.kind in DELIVERED


def deliveries(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """The kept deliveries among these promises."""
    return rows.filter(
        state=State.KEPT,
        direction=Direction.OURS,
        department__isnull=False,
        account__isnull=False,
        kind__in=DELIVERED,
    )


def delivered_in(actor: Actor, monday: date) -> QuerySet[Promise]:
    """What this actor sees of the deliveries kept in the week, by the actor's clock."""
    zone = zone_of(actor.zone)
    starts, ends = start_of_day(monday, zone), start_of_day(monday + timedelta(days=7), zone)
    return deliveries(Promise.visible_to(actor)).filter(closed_at__gte=starts, closed_at__lt=ends)


def to_ask_in(actor: Actor, monday: date) -> QuerySet[Promise]:
    """Of those, what goes to customers who were not asked yet about anything they got in that week."""
    week = delivered_in(actor, monday)
    asked = Satisfaction._default_manager.filter(binned_at__isnull=True, promise__in=week.order_by().values("pk"))
    return week.filter(~Q(account__in=asked.values("account")))


def customers_to_ask(actor: Actor, monday: date) -> int:
    """How many customers got something in the week and were not asked how it was."""
    return to_ask_in(actor, monday).order_by().values("account").distinct().count()


def contact_for(promise: Promise) -> Contact | None:
    """Who is asked about it: its own contact if they have an address and are still there, else the account's first."""
    here = Contact._default_manager.filter(account=promise.account_id, left_on__isnull=True, binned_at__isnull=True)
    found = here.exclude(email="")
    own = found.filter(pk=promise.contact_id).first() if promise.contact_id else None
    return own or found.order_by("pk").first()


def wanted_follow_ups(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A follow-up so many working days after each kept delivery, owed by whoever coordinates the account."""
    rows = deliveries(Promise.visible_to(SYSTEM))
    if ids is None:
        there = Promise._default_manager.filter(source_kind=Promise._meta.label_lower, source_id=OuterRef("pk"))
        rows = rows.filter(~Exists(there.filter(rule=FOLLOW_UP)), closed_at__gt=now - LOOK_BACK)
    else:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    for promise in rows.select_related("account__coordinator", "account__owner", "contact").order_by("pk"):
        if promise.account is not None:
            yield _wanted(promise, promise.account, days, calendars)


def _wanted(promise: Promise, account: Account, days: int, calendars: Calendars) -> Wanted:
    owner = account.coordinator or account.owner
    calendar = calendars.of(owner.team_id if owner else None, account.team_id)
    kept_on = calendar.day_of(promise.closed_at or promise.due)
    with written_for(owner):
        return Wanted(
            what=_("Ask how it went: %(what)s") % {"what": promise.what},
            kind=FOLLOW_UP,
            due_on=calendar.add_working_days(kept_on, days),
            account=account,
            contact=promise.contact,
            owner=owner,
            source=promise,
            source_text=_("%(days)d working days after it was delivered on %(day)s.")
            % {"days": days, "day": day_said(kept_on)},
            rule=FOLLOW_UP,
            occurrence=follow_up_key(promise),
        )


def follow_up_key(promise: Promise) -> str:
    """The occurrence under which a delivery is followed up, whoever asks for it."""
    return occurrence_key(FOLLOW_UP, f"promise:{promise.pk}", promise.pk)
