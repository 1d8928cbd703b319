"""What accounts owe, by how long it is overdue; every sum comes from the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.models.invoices import OWED

# Days overdue: from, through. What is not due yet stands apart.
AGES: tuple[tuple[str, int, int | None], ...] = (("30", 1, 30), ("60", 31, 60), ("90", 61, 90), ("older", 91, None))
_NONE = Value(Decimal(0), DecimalField(max_digits=19, decimal_places=4))


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account owes in one currency: not due yet, overdue by age, less what stands on account.

    `open_credits` are credit notes that settle nothing yet, below zero.
    """

    account_id: int
    name: str
    ref: str
    currency: str
    not_due: Decimal
    ages: tuple[Decimal, ...]
    open_credits: Decimal
    on_account: Decimal

    @property
    def overdue(self) -> Decimal:
        """All that is past its day."""
        return sum(self.ages, Decimal(0))

    @property
    def total(self) -> Decimal:
        """What they owe in all."""
        return self.not_due + self.overdue + self.open_credits - self.on_account


def open_invoices(actor: Actor) -> QuerySet[Invoice]:
    """Invoices and credit notes of which something is open."""
    return Invoice.visible_to(actor).filter(state__in=OWED).exclude(open_amount=0)


def age_of(day: date) -> dict[str, Q]:
    """The condition of each age, by its name; `not_due` too."""
    found = {"not_due": Q(open_amount__gt=0) & (Q(due_on__gte=day) | Q(due_on__isnull=True))}
    for name, least, most in AGES:
        late = Q(open_amount__gt=0, due_on__lte=day - timedelta(days=least))
        found[name] = late if most is None else late & Q(due_on__gte=day - timedelta(days=most))
    return found


def aged_balances(actor: Actor, day: date, *, account: Account | None = None) -> list[Balance]:
    """Balances by account and currency, the longest overdue first; two queries."""
    asked = {"account": account.pk} if account else {}
    paid, owed = _on_account(actor, bool(account)).rows(**asked), _owed(actor, day, bool(account)).rows(**asked)
    left = {(pk, name, ref, currency): amount for pk, name, ref, currency, amount in paid}
    none, nothing = (Decimal(0),) * len(AGES), Decimal(0)
    found = [
        Balance(pk, name, ref, currency, not_due, tuple(late), credited, left.pop((pk, name, ref, currency), nothing))
        for pk, name, ref, currency, not_due, *late, credited in owed
    ]
    found += [Balance(*key, nothing, none, nothing, amount) for key, amount in left.items()]
    return sorted(found, key=lambda one: (one.currency, [-age for age in reversed(one.ages)], one.name))


@prepared
def _owed(actor: Actor, day: date, of_one: bool) -> QuerySet[Any, Any]:
    """Of each account and currency what is not due, what is late by age, and credits that are open."""
    sums = {f"age_{name}": _sum(condition) for name, condition in age_of(day).items()}
    sums["credits"] = _sum(Q(open_amount__lt=0))
    return _by_account(open_invoices(actor), of_one, sums)


@prepared
def _on_account(actor: Actor, of_one: bool) -> QuerySet[Any, Any]:
    rows = Payment.visible_to(actor).filter(left__gt=0, account__isnull=False)
    return _by_account(rows, of_one, {"on_account": Sum("left")})


def _by_account(rows: QuerySet[Any], of_one: bool, sums: dict[str, Any]) -> QuerySet[Any, Any]:
    narrowed = rows.filter(account=Given("account", ID)) if of_one else rows
    keys = narrowed.order_by().values_list("account", "account__name", "account__ref", "currency")
    found: QuerySet[Any, Any] = keys.annotate(**sums)
    return found


def totals_of(balances: Sequence[Balance]) -> dict[str, Balance]:
    """The sums of each currency."""
    found: dict[str, Balance] = {}
    for one in balances:
        known = found.get(one.currency) or Balance(0, "", "", one.currency, *_ZERO)
        found[one.currency] = Balance(
            0,
            "",
            "",
            one.currency,
            known.not_due + one.not_due,
            tuple(a + b for a, b in zip(known.ages, one.ages, strict=True)),
            known.open_credits + one.open_credits,
            known.on_account + one.on_account,
        )
    return found


_ZERO = (Decimal(0), (Decimal(0),) * len(AGES), Decimal(0), Decimal(0))


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("open_amount", filter=condition), _NONE)
