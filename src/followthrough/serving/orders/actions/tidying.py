"""Check orders before they are kept, and complete new ones: owner, team, currency; their number once per account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values
from followthrough.serving.orders.models import Order, OrderState

FIXED_ONCE_ENTERED = ("account", "currency", "contract")
# What other systems call the states of an order.
STATES = {
    "in_process": OrderState.OPEN,
    "shipped": OrderState.OPEN,
    "resolved": OrderState.OPEN,
    "disputed": OrderState.HELD,
    "on_hold": OrderState.HELD,
    "cancelled": OrderState.CANCELLED,
    "closed": OrderState.CLOSED,
}


def clean_order(values: Values, order: Order | None) -> Values:
    """Their number without double spaces, used once; once entered, an order stays with its account and currency."""
    for name in ("po_number", "former_id"):
        if name in values:
            values[name] = " ".join(values[name].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    if order is not None and order.state != OrderState.DRAFT:
        for name in FIXED_ONCE_ENTERED:
            if name in values and values[name] != getattr(order, name):
                raise Refused(_("The order is entered: it stays with its account, contract and currency."))
    if "contract" in values or "account" in values:
        _check_contract(values, order)
    _check_po(values, order)
    return values


def _check_contract(values: Values, order: Order | None) -> None:
    contract = values.get("contract", order.contract if order else None)
    account = values.get("account") or (order.account if order else None)
    if contract and account and contract.account_id != account.pk:
        raise Invalid({"contract": _("%(ref)s is with another account.") % {"ref": contract.ref}})


def _check_po(values: Values, order: Order | None) -> None:
    """One number of theirs is one order, unless somebody says that it is meant so."""
    number = values.get("po_number", order.po_number if order else "")
    account = values.get("account") or (order.account if order else None)
    is_meant = values.get("po_repeated", order.po_repeated if order else False)
    if not number or is_meant or account is None or not values.keys() & {"po_number", "po_repeated", "account"}:
        return
    others = Order._default_manager.filter(account=account, po_number__iexact=number, binned_at__isnull=True)
    others = others.exclude(state=OrderState.CANCELLED).exclude(po_repeated=True)
    other = others.exclude(pk=order.pk if order else 0).first()
    if other:
        words = _("%(ref)s has their number %(number)s already. Tick “%(box)s” if that is meant.")
        gaps = {"ref": other.ref, "number": number, "box": Order._meta.get_field("po_repeated").verbose_name}
        raise Invalid({"po_number": words % gaps})


def fill_orders(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new orders in place; one with a number of another system was entered there and is open."""
    own = User._default_manager.filter(pk=by.user_id or 0).first()
    for row in rows:
        account: Account = row["account"]
        contract = row.get("contract")
        row["owner"] = row.get("owner") or (contract and contract.owner) or account.owner or own
        row["team"] = row.get("team") or (row["owner"] and row["owner"].team) or account.team
        row["contact"] = row.get("contact") or (contract and contract.contact)
        row["currency"] = _currency(row, account)
        row["state_since"] = now
        row["state"] = _state(row)
        if not row.get("ordered_on") and not row.get("former_id"):
            row["ordered_on"] = clock.today(company().zone)


def _currency(row: Values, account: Account) -> str:
    contract = row.get("contract")
    return str(row.get("currency") or (contract and contract.currency) or account.currency or company().currency)


def _state(row: Values) -> Any:
    if row.get("state"):
        return row["state"]
    if row.get("status"):
        return STATES[row["status"]]
    return OrderState.OPEN if row.get("former_id") else OrderState.DRAFT
