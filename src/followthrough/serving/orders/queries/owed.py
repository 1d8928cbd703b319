"""What orders owe by rule: each line by its promised day, a day for lines without one, their answer on a hold."""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.serving.orders.models import Order, OrderLine, left_to_deliver
from followthrough.serving.orders.queries.slips import moves_untold
from followthrough.serving.orders.rules.standing import RUNNING

DELIVERY, DATES, TELL = "orders.delivery", "orders.date", "orders.tell"
HOLD, QUESTION, HANDOFF, INFORMATION, STEP = (
    "orders.hold",
    "orders.question",
    "orders.handoff",
    "orders.information",
    "orders.onboarding",
)
SOURCE = Order._meta.label_lower


def number_text(number: Decimal) -> str:
    """A quantity as people write it: 240, 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def line_key(line: OrderLine) -> str:
    """What names a line within the occurrences of its order's promises."""
    return f"order-line:{line.pk}"


def line_of(occurrence: str | None) -> int | None:
    """The line a promise of a delivery is about, from its occurrence."""
    parts = (occurrence or "").split("/")
    named = parts[1].partition(":") if len(parts) == 3 and parts[0] == DELIVERY else ("", "", "")
    return int(named[2]) if named[0] == "order-line" and named[2].isdecimal() else None


def owing(ids: Collection[int] | None) -> QuerySet[OrderLine]:
    """Lines that are owed now: of these orders, or of any that have no promise open for them."""
    rows = OrderLine._default_manager.filter(left_to_deliver(), order__state__in=RUNNING, order__binned_at__isnull=True)
    if ids is not None:
        return rows.filter(order__in=ids)
    return rows.exclude(promise__state__in=("open", "waived", "missed"))


def wanted_deliveries(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """What is left of each line, by the day it is promised for; `days` working days earlier, to be on the safe side."""
    rows = owing(ids).filter(promised_on__isnull=False)
    calendars = Calendars()
    people = ("order__account", "order__owner", "order__department", "order__contact", "order__team")
    for line in rows.select_related(*people, "department", "product", "promise").order_by("pk"):
        order, department = line.order, line.department or line.order.department
        calendar = calendars.of(department.pk if department else None, order.team_id)
        today = calendar.day_of(now)
        assert line.promised_on is not None
        due = calendar.add_working_days(line.promised_on, -days) if days else line.promised_on
        with written_for(order.owner):
            yield Wanted(
                what=_("Deliver %(quantity)s × %(what)s") % {"quantity": number_text(line.left), "what": line.title},
                kind=DELIVERY,
                due_on=max(due, today),
                account=order.account,
                contact=order.contact,
                owner=None if department else order.owner,
                department=department,
                minder=order.owner,
                team=order.team,
                source=order,
                source_text=delivered_so_far(line),
                rule=DELIVERY,
                occurrence=occurrence_key(DELIVERY, line_key(line), round_of(line)),
                asked_on=line.asked_on,
                starts_now=due < today,
            )


def round_of(line: OrderLine) -> str:
    """Which time the line is promised: anew after its last promise was closed while something was left."""
    before = line.promise
    if before is None:
        return "1"
    number = (before.occurrence or "").rpartition("/fact-")[2]
    again = before.state in ("kept", "void")
    return str(int(number) + again) if number.isdecimal() else "1"


def delivered_so_far(line: OrderLine) -> str:
    """Why it is owed, and how far it is."""
    order = line.order
    gaps = {"ref": order.po_number or order.ref, "n": number_text(line.delivered), "all": number_text(line.taken.owed)}
    if line.delivered:
        return _("Ordered as %(ref)s; %(n)s of %(all)s are delivered.") % gaps
    return _("Ordered as %(ref)s.") % gaps


def wanted_dates(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A day for the lines of an order that have none, some working days after it was entered."""
    open_lines = OrderLine._default_manager.filter(left_to_deliver(), order=OuterRef("pk"), promised_on__isnull=True)
    there = Promise._default_manager.filter(source_kind=SOURCE, source_id=OuterRef("pk"), rule=DATES, state="open")
    rows = Order._default_manager.filter(Exists(open_lines), ~Exists(there), state__in=RUNNING, binned_at__isnull=True)
    rows = rows if ids is None else rows.filter(pk__in=ids)
    calendars = Calendars()
    for order in rows.select_related("account", "owner", "department", "team").order_by("pk"):
        calendar = calendars.of(order.department_id, order.team_id)
        since = calendar.day_of(now)
        with written_for(order.owner):
            yield Wanted(
                what=_("Say when %(ref)s will be delivered") % {"ref": order.title},
                kind=DATES,
                due_on=calendar.add_working_days(since, days),
                account=order.account,
                owner=None if order.department else order.owner,
                department=order.department,
                minder=order.owner,
                team=order.team,
                source=order,
                source_text=_("Lines without a promised day."),
                rule=DATES,
                occurrence=occurrence_key(DATES, f"order:{order.pk}", since),
            )


def wanted_tellings(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """That the customer is told of a promised day that moved, some working days after it did."""
    first = moves_untold().filter(order_line__order=OuterRef("pk")).order_by("pk").values("pk")[:1]
    there = Promise._default_manager.filter(source_kind=SOURCE, source_id=OuterRef("pk"), rule=TELL, state="open")
    rows = Order._default_manager.filter(~Exists(there), state__in=RUNNING, binned_at__isnull=True)
    rows = rows.annotate(moved=Subquery(first)).filter(moved__isnull=False)
    rows = rows if ids is None else rows.filter(pk__in=ids)
    calendars = Calendars()
    for order in rows.select_related("account", "contact", "owner", "team").order_by("pk"):
        calendar = calendars.of(order.team_id)
        since = calendar.day_of(now)
        with written_for(order.owner):
            yield Wanted(
                what=_("Tell %(who)s that a day of %(ref)s moved") % {"who": order.account.name, "ref": order.title},
                kind=TELL,
                due_on=calendar.add_working_days(since, days),
                account=order.account,
                contact=order.contact,
                owner=order.owner,
                team=order.team,
                source=order,
                source_text=_("A promised day moved on %(day)s.") % {"day": since.isoformat()},
                rule=TELL,
                occurrence=occurrence_key(TELL, f"order:{order.pk}", order.moved),
            )
