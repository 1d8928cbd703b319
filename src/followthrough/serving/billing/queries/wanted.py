"""What the rules of billing want: the hand-off in time, accounting's answer, their payment."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import amount_said, day_said
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import Direction, Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.serving.billing.models import Invoice, InvoiceState, Payment
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.queries.parties import day_of, seller_of

HAND_OFF = "billing.hand_off"
RECEIPT = "billing.receipt"
MEND = "billing.mend"
PAYMENT = "billing.payment"
MATCH = "billing.match"
SOURCE = Invoice._meta.label_lower


def wanted_hand_offs(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Each draft handed to accounting on the day it is to be billed."""
    for one in _lacking(HAND_OFF, Q(state=InvoiceState.DRAFT), ids):
        yield _wanted(
            one,
            HAND_OFF,
            gettext_noop("Hand invoice %(number)s to accounting: %(account)s, %(amount)s"),
            gettext_noop("It is to be billed on %(day)s."),
            max(one.bill_on, day_of(now)),
            owner=_biller(one),
            told=one.bill_on,
        )


def wanted_receipts(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Accounting's answer to what was handed to it, some working days later."""
    calendar = Calendars().of()
    for one in _lacking(RECEIPT, Q(state=InvoiceState.HANDED_OFF), ids):
        since = calendar.day_of(one.handed_off_at or now)
        yield _wanted(
            one,
            RECEIPT,
            gettext_noop("Accept or return invoice %(number)s: %(account)s, %(amount)s"),
            gettext_noop("It was handed off on %(day)s."),
            calendar.add_working_days(since, days),
            owner=one.seller.accountant if one.seller else None,
            told=since,
        )


def wanted_mendings(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A returned invoice mended and handed off again."""
    calendar = Calendars().of()
    for one in _lacking(MEND, Q(state=InvoiceState.RETURNED), ids):
        since = calendar.day_of(one.answered_at or now)
        yield _wanted(
            one,
            MEND,
            gettext_noop("Mend invoice %(number)s and hand it off again: %(account)s"),
            gettext_noop("Accounting returned it on %(day)s."),
            calendar.add_working_days(since, days),
            owner=_biller(one),
            told=since,
        )


def wanted_payments(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """The customer's payment, on the day it is due."""
    calendar = Calendars().of()
    for one in _lacking(PAYMENT, Q(state__in=OWED, open_amount__gt=0, due_on__isnull=False), ids):
        due = one.due_on or day_of(now)
        yield _wanted(
            one,
            PAYMENT,
            gettext_noop("Payment of invoice %(number)s: %(account)s, %(amount)s"),
            gettext_noop("It is payable by %(day)s."),
            calendar.add_working_days(due, days),
            owner=one.contract.owner if one.contract and one.contract.owner else one.account.owner,
            told=due,
            direction=Direction.THEIRS.value,
        )


def wanted_matches(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Finance saying which invoice a payment is for, where nothing on it tells."""
    calendar = Calendars().of()
    rows = Payment._default_manager.filter(is_doubtful=True, binned_at__isnull=True).select_related("account")
    if ids is None:
        key = Concat(Value(f"{MATCH}/payment:"), _text("pk"), Value("/fact-1"))
        made = Promise._default_manager.filter(occurrence=OuterRef("key"))
        rows = rows.annotate(key=key).filter(~Exists(made))
    else:
        rows = rows.filter(pk__in=ids)
    seller = seller_of(None)
    owner = seller.accountant if seller else None
    since = calendar.day_of(now)
    for one in rows.order_by("pk"):
        with written_for(owner):
            gaps = {"amount": amount_said(one.amount, one.currency), "reference": one.reference}
            yield Wanted(
                what=_("Say which invoice a payment is for: %(amount)s %(reference)s") % gaps,
                kind=MATCH,
                due_on=calendar.add_working_days(since, days),
                account=one.account,
                owner=owner,
                source=one,
                source_text=_("It came on %(day)s.") % {"day": day_said(one.paid_on)},
                rule=MATCH,
                occurrence=occurrence_key(MATCH, f"payment:{one.pk}", 1),
            )


WANTED: dict[str, Callable[[Collection[int] | None, int, datetime], Iterator[Wanted]]] = {
    HAND_OFF: wanted_hand_offs,
    RECEIPT: wanted_receipts,
    MEND: wanted_mendings,
    PAYMENT: wanted_payments,
}


def _biller(one: Invoice) -> User | None:
    if one.seller is not None and one.seller.biller is not None:
        return one.seller.biller
    return one.contract.owner if one.contract else one.account.owner


def _lacking(rule: str, condition: Q, ids: Collection[int] | None) -> QuerySet[Invoice]:
    """Invoices in this state whose promise of this round is not there yet; `times` tells rounds apart."""
    rows = Invoice._default_manager.filter(condition, binned_at__isnull=True)
    rows = rows.select_related("account__owner", "contract__owner", "seller__biller", "seller__accountant")
    if ids is not None:
        return rows.filter(pk__in=ids).order_by("pk")
    key = Concat(Value(f"{rule}/invoice:"), _text("pk"), Value("/fact-"), _text("times"))
    made = Promise._default_manager.filter(occurrence=OuterRef("key"))
    return rows.annotate(key=key).filter(~Exists(made)).order_by("pk")


def _wanted(
    one: Any,
    rule: str,
    what: str,
    because: str,
    due: date,
    *,
    owner: User | None,
    told: date,
    direction: str = Direction.OURS.value,
) -> Wanted:
    with written_for(owner):
        gaps = {"number": one.title, "account": one.account.name, "amount": amount_said(one.gross, one.currency)}
        return Wanted(
            what=_(what) % gaps,
            kind=rule,
            due_on=due,
            account=one.account,
            owner=owner,
            source=one,
            source_text=_(because) % {"day": day_said(told)},
            rule=rule,
            occurrence=occurrence_key(rule, f"invoice:{one.pk}", one.times),
            direction=direction,
            asked_on=told if direction == Direction.THEIRS else None,
        )


def _text(name: str) -> Cast:
    return Cast(name, CharField())
