"""Accounts with more on order than their credit limit, as a filter of orders and a figure on the account."""

from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.serving.orders.models import OrderLine, left_to_deliver
from followthrough.serving.orders.queries.checking import credit_of
from followthrough.serving.orders.rules.standing import RUNNING


def is_over_limit(value: Any, actor: Actor) -> Q:
    """Orders that run or wait to be entered, of accounts with more on order than their limit."""
    left = F("quantity") + F("replaced") - F("cancelled") - F("delivered")
    rows = OrderLine._default_manager.filter(
        left_to_deliver(), order__account=OuterRef("pk"), order__state__in=RUNNING, order__binned_at__isnull=True
    )
    off = 1 - F("order__discount") / 100
    on_order = rows.order_by().values("order__account").annotate(sum=Sum(F("amount") * left / F("quantity") * off))
    worth = Subquery(on_order.values("sum"), output_field=DecimalField(max_digits=19, decimal_places=4))
    limited = Account._default_manager.filter(credit_limit__isnull=False).annotate(on_order=worth)
    over = limited.filter(on_order__gt=F("credit_limit")).values("pk")
    found = Q(state__in=("draft", *RUNNING), account__in=over)
    return found if value else ~found


def credit_figures(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """What the account has on order beside its credit limit, where it has one."""
    found = credit_of(account)
    return [(_("On order"), found.on_order), (_("Credit limit"), found.limit)] if found else []
