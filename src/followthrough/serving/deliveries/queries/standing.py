"""What customers said, and what missing cost: figures of accounts, of departments, and of the on-time report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.figures import Behind
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.keystone.promises.queries.ontime import Cost
from followthrough.serving.deliveries.models import AsExpected, MakeGood, OnTime, Satisfaction
from followthrough.values.money import Money


@dataclass(frozen=True, slots=True)
class Said:
    """How many were asked and answered, and how many of the answers said yes to each question."""

    key: int | None
    name: str
    asked: int
    answered: int
    on_time: int
    as_expected: int


COUNTS: dict[str, Any] = {
    "asked": Count("pk"),
    "answered": Count("pk", filter=Q(answered_at__isnull=False)),
    "on_time": Count("pk", filter=Q(on_time=OnTime.YES)),
    "as_expected": Count("pk", filter=Q(as_expected=AsExpected.YES)),
}


def asked_since(actor: Actor, since: datetime) -> QuerySet[Satisfaction]:
    """What was asked from that moment on, as far as the actor sees the deliveries."""
    return Satisfaction.visible_to(actor).filter(asked_at__gte=since)


def said_by_department(rows: QuerySet[Satisfaction]) -> list[Said]:
    """What customers said, department by department."""
    counted = rows.order_by().values_list("department", "department__name").annotate(**COUNTS)
    said = [Said(pk, name or "", *counts) for pk, name, *counts in counted]
    return sorted(said, key=lambda one: one.name)


def said_in_all(rows: QuerySet[Satisfaction]) -> Said:
    """What customers said, all together."""
    return Said(None, "", **rows.aggregate(**COUNTS))


def sums_of(rows: QuerySet[MakeGood]) -> list[Money]:
    """What they are worth, a sum for each currency: money of two currencies is never added up."""
    return _as_money(_summed(rows))


def _summed(rows: QuerySet[MakeGood]) -> QuerySet[Any, Any]:
    return rows.order_by().values_list("currency").annotate(total=Sum("amount"))


def _as_money(sums: Iterable[tuple[str, Decimal]]) -> list[Money]:
    return sorted((Money(total, currency) for currency, total in sums), key=lambda one: one.currency)


def account_figures(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """What was made good to the account, if anything, in each currency."""
    return [
        (_("Made good"), Behind(one, "make-goods", {"account": account.ref, "currency": one.currency}))
        for one in _as_money(_made_good(actor).rows(account=account.pk))
    ]


@prepared
def _made_good(actor: Actor) -> QuerySet[Any, Any]:
    return _summed(MakeGood.visible_to(actor).filter(account=Given("account", ID)))


def costs(actor: Actor, since: datetime, until: datetime) -> Sequence[Cost]:
    """What missing cost in the period: the make-goods promised in it."""
    made = MakeGood.visible_to(actor).filter(created_at__gte=since, created_at__lt=until)
    span = {"created_at__gte": since.isoformat(), "created_at__lt": until.isoformat()}
    return [
        Cost(_("Made good"), one, f"/make-goods/?{urlencode({**span, 'currency': one.currency})}")
        for one in sums_of(made)
        if one
    ]
