"""What must be looked at before an order is entered: prices that differ from what was agreed, the credit limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.papers.wording import amount_text
from followthrough.serving.orders.models import Order, OrderLine, left_to_deliver
from followthrough.serving.orders.queries.standing import open_value
from followthrough.serving.orders.rules.standing import RUNNING
from followthrough.values.money import Money
from followthrough.winning.pipeline.rules.offer import net_price


@dataclass(frozen=True, slots=True)
class Differing:
    """A line at another price each, after discount, than was agreed."""

    line: OrderLine
    price: Decimal
    agreed: Decimal

    @property
    def less(self) -> Decimal:
        """By how much each is cheaper than agreed; dearer if negative."""
        return self.agreed - self.price


def differing(lines: Iterable[OrderLine]) -> list[Differing]:
    """The lines whose price is not the agreed one."""
    found = []
    for line in lines:
        if line.unit_price is None or line.agreed_price is None:
            continue
        price = net_price(line.unit_price, line.discount, line.currency)
        if price != line.agreed_price:
            found.append(Differing(line, price, line.agreed_price))
    return found


@dataclass(frozen=True, slots=True)
class Credit:
    """An account's limit and what is on order in its currency and not delivered yet, before tax."""

    limit: Money
    on_order: Money

    @property
    def is_exceeded(self) -> bool:
        """Whether more is on order than the limit allows."""
        return self.on_order.amount > self.limit.amount

    @property
    def sentence(self) -> str:
        """By how much it is exceeded, in words."""
        gaps = {"limit": _worded(self.limit), "sum": _worded(self.on_order)}
        return _("Their credit limit is %(limit)s; with this order %(sum)s is on order.") % gaps


def _worded(money: Money) -> str:
    return f"{amount_text(money.rounded().amount, money.currency, get_language() or 'en')} {money.currency}"


def credit_of(account: Account, including: Order | None = None) -> Credit | None:
    """The account's credit limit beside its open orders, and one more that is to be entered; None without a limit."""
    if account.credit_limit is None:
        return None
    currency = account.credit_currency
    rows = OrderLine._default_manager.filter(left_to_deliver(), order__account=account, currency=currency)
    which = Q(order__state__in=RUNNING) | Q(order=including.pk if including else 0)
    rows = rows.filter(which, order__binned_at__isnull=True).select_related("order")
    return Credit(Money(account.credit_limit, currency), Money(open_value(rows), currency).rounded())


def over_limit(order: Order) -> Credit | None:
    """The credit limit this order would exceed, if it does."""
    found = credit_of(order.account, order)
    return found if found and found.is_exceeded else None
