"""What an account owes and has ordered beside its credit limit: asked as an order is entered, shown on the account."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import amount_said
from followthrough.kernel.records.fields import Words
from followthrough.serving.orders.models import Order, OrderState
from followthrough.serving.orders.rules.standing import RUNNING
from followthrough.values.money import Money


@dataclass(frozen=True, slots=True)
class Credit:
    """An account's limit, what it owes (with tax), and what it has or has ordered that is on no invoice (before tax).

    `owed` is what is open of issued invoices less credits and payments on account. All in the currency of the limit.
    """

    limit: Money
    owed: Money
    to_bill: Money

    @property
    def used(self) -> Money:
        """What of the limit is taken up."""
        return self.owed + self.to_bill

    @property
    def is_exceeded(self) -> bool:
        """Whether it is more than the limit allows."""
        return self.used.amount > self.limit.amount

    @property
    def sentence(self) -> str:
        """By how much it is exceeded, in words."""
        gaps = {name: _worded(getattr(self, name)) for name in ("limit", "owed", "to_bill", "used")}
        return (
            _(
                "Their credit limit is %(limit)s. With this order it is %(used)s: %(owed)s owed on invoices, "
                "%(to_bill)s ordered or delivered and not invoiced."
            )
            % gaps
        )


Counting = Callable[[Collection[Account], Order | None], dict[int, Credit]]
_counting: list[Counting] = []


def credit_counted_by(counting: Counting) -> None:
    """Say who counts what is invoiced and what is not: billing lies above this room.

    It is given accounts with a limit, and an order that is to be entered; it answers by the account's id.
    """
    _counting[:] = [counting]


def credit_of(account: Account, including: Order | None = None) -> Credit | None:
    """How an account stands against its limit, and with one more order that is to be entered; None without a limit."""
    if account.credit_limit is None:
        return None
    return _counting[0]([account], including)[account.pk]


def over_limit(order: Order) -> Credit | None:
    """The credit limit this order would exceed, if it does."""
    found = credit_of(order.account, order)
    return found if found and found.is_exceeded else None


def is_over_limit(value: Any, actor: Actor) -> Q:
    """Orders that run or wait to be entered, of accounts beyond their limit."""
    asked = Q(state__in=(OrderState.DRAFT, *RUNNING))
    ordering = Order._default_manager.filter(asked, binned_at__isnull=True)
    limited = Account._default_manager.filter(credit_limit__isnull=False, pk__in=ordering.values("account"))
    counted = _counting[0](list(limited), None)
    found = asked & Q(account__in=[pk for pk, credit in counted.items() if credit.is_exceeded])
    return found if value else ~found


def credit_figures(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """What the account takes up of its credit limit, where it has one."""
    found = credit_of(account)
    return [(gettext_lazy("Credit used"), found.used), (gettext_lazy("Credit limit"), found.limit)] if found else []


def _worded(money: Money) -> str:
    return amount_said(money.rounded().amount, money.currency)
