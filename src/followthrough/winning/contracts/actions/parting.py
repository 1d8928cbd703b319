"""The parts of a contract: written while both sides talk, afterwards changed and ended by amendments alone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial, wraps
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.actions.tidying import refuse_unless_changeable
from followthrough.winning.contracts.models import (
    PARTS,
    Amendment,
    AmendmentState,
    BilledWhen,
    Charged,
    Commitment,
    Contract,
    ContractDiscount,
    ContractLine,
    Entitlement,
    Part,
    ServicePackage,
)
from followthrough.winning.contracts.rules.standing import CHANGEABLE
from followthrough.winning.pipeline.rules.offer import WHOLE, Item, graduated, line_amount

PLURALS: dict[type[Part], str] = {
    ContractLine: "contract-lines",
    Entitlement: "entitlements",
    Commitment: "commitments",
    ContractDiscount: "contract-discounts",
    ServicePackage: "service-packages",
}


def is_free(part: Any) -> bool:
    """Whether a part may still be changed where it stands: nobody has signed it, and nobody is about to."""
    if part.effective_from is not None:
        return False
    amendment = part.amendment
    if amendment is None:
        return part.contract.state in CHANGEABLE
    return bool(amendment.state == AmendmentState.DRAFT)


def clean_part(values: Values, part: Any) -> Values:
    """A part is written into a contract both sides still talk about, or into an amendment that is still a draft."""
    if part is not None and not any(differs(part, name, value) for name, value in values.items()):
        return values
    if part is not None and not is_free(part):
        raise Invalid({"": _("%(title)s is signed. Change or end it by an amendment.") % {"title": part.title}})
    amendment: Amendment | None = values.get("amendment") or (part.amendment if part else None)
    contract: Contract | None = values.get("contract") or (part.contract if part else None)
    if amendment is not None:
        if amendment.state != AmendmentState.DRAFT:
            raise Invalid({"amendment": _("%(ref)s is no draft any more.") % {"ref": amendment.ref}})
        if contract is not None and amendment.contract_id != contract.pk:
            raise Invalid({"amendment": _("%(ref)s belongs to another contract.") % {"ref": amendment.ref}})
    elif contract is None:
        raise Invalid({"contract": _("Choose the contract or an amendment of it.")})
    else:
        refuse_unless_changeable(contract, field="amendment" if contract.is_signed else "contract")
    _check_numbers(values)
    _check_line(values, part, contract)
    return values


def _check_line(values: Values, part: Any, contract: Contract | None) -> None:
    """What is sold with a line is owed under its contract; only what is charged once is billed as it goes live."""
    line = values.get("line")
    if line is not None and contract is not None and line.contract_id != contract.pk:
        raise Invalid({"line": _("%(title)s is a line of another contract.") % {"title": line.title}})
    if "billed_when" in values and not values["billed_when"]:
        values["billed_when"] = BilledWhen.SCHEDULE.value
    if {"billed_when", "charged"} & values.keys():
        when = values.get("billed_when") or getattr(part, "billed_when", BilledWhen.SCHEDULE)
        charged = values.get("charged") or getattr(part, "charged", Charged.YEAR)
        if when == BilledWhen.LIVE and charged != Charged.ONCE:
            raise Invalid({"billed_when": _("Only what is charged once is billed as it goes live.")})


def _check_numbers(values: Values) -> None:
    for name in ("discount", "percent"):
        number = values.get(name)
        if number is not None and not 0 <= number <= WHOLE:
            raise Invalid({name: _("Write a percentage from 0 to 100.")})
    for name in ("quantity", "minimum", "maximum"):
        if values.get(name) is not None and values[name] < 0:
            raise Invalid({name: _("Write a number that is not below zero.")})
    low, high = values.get("minimum"), values.get("maximum")
    if low is not None and high is not None and low > high:
        raise Invalid({"maximum": _("The most is below the least.")})


def fill_parts(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """What an amendment adds belongs to its contract; money is in the contract's currency."""
    for row in rows:
        if not row.get("contract"):
            row["contract"] = row["amendment"].contract


def fill_money(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """As `fill_parts`, and in the contract's currency."""
    fill_parts(rows, by=by, now=now)
    for row in rows:
        row["currency"] = row["contract"].currency


def fill_contract_lines(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """As `fill_money`; the amount follows from quantity, price and discount, the period from the product."""
    fill_money(rows, by=by, now=now)
    for row in rows:
        quantity, discount = row.get("quantity"), row.get("discount")
        quantity = Decimal(1) if quantity is None else quantity
        row["amount"] = _amount(
            quantity, row.get("unit_price"), discount or Decimal(0), row.get("tiers") or {}, row["currency"]
        )


def _amount(quantity: Decimal, price: Decimal | None, discount: Decimal, tiers: Any, currency: str) -> Decimal | None:
    """What a line comes to for one period, by the rule quotes are counted by."""
    return line_amount(Item(quantity, price, discount, bands=graduated(tiers, quantity)), currency)


def saved_contract_lines(
    *, created: Sequence[ContractLine], changed: Sequence[ContractLine], inputs: Any, by: Actor, now: datetime
) -> None:
    """A changed quantity, price or discount changes the amount."""
    changes: list[tuple[ContractLine, Values]] = []
    for one in changed:
        amount = _amount(one.quantity, one.unit_price, one.discount, one.tiers, one.currency)
        if one.amount != amount:
            changes.append((one, {"amount": amount}))
    change_records(type_of(ContractLine), changes, by=by, now=now)


def check_amendment(part: Part, amendment: Amendment) -> None:
    """That an amendment may change this part: a draft of the same contract, from a day the part is in force on."""
    if amendment.contract_id != part.contract_id:
        raise Invalid({"amendment": _("%(ref)s belongs to another contract.") % {"ref": amendment.ref}})
    if amendment.state != AmendmentState.DRAFT:
        raise Invalid({"amendment": _("%(ref)s is no draft any more.") % {"ref": amendment.ref}})
    if part.ended_by_id is not None:
        raise Refused(_("%(title)s is ended by an amendment already.") % {"title": part.title})
    if part.effective_from is not None and amendment.effective_on < part.effective_from:
        raise Invalid({"amendment": _("%(title)s is in force only later than that.") % {"title": part.title}})


def end_part(part: Any, *, amendment: Amendment, by: Actor, now: datetime) -> Changes:
    """Let it end on the day before the amendment comes into force; until then, and in the past, it stays."""
    check_amendment(part, amendment)
    change_records(type_of(type(part)), [(part, {"ended_by": amendment})], by=by, now=now)
    return Changes(_("%(title)s ends with %(ref)s.") % {"title": part.title, "ref": amendment.ref}, record=part)


def leave_part(part: Any, *, by: Actor, now: datetime) -> Changes:
    """Let the amendment leave it as it is; what was to take its place goes to the bin."""
    followers = list(part.replaced_by.filter(amendment=part.ended_by, binned_at__isnull=True))
    bin_records(type_of(type(part)), followers, now=now)
    change_records(type_of(type(part)), [(part, {"ended_by": None})], by=by, now=now)
    return Changes(_("%(title)s stays as it is.") % {"title": part.title}, record=part)


def delete_part(part: Any, *, by: Actor, now: datetime) -> Changes:
    """Move it to the bin, as long as nobody has signed it. What it was to take the place of stays as it is."""
    if part.replaces is not None:
        change_records(type_of(type(part)), [(part.replaces, {"ended_by": None})], by=by, now=now)
    bin_records(type_of(type(part)), [part], now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": part.title}, record=part)


def restore_part(part: Any, *, by: Actor, now: datetime) -> Changes:
    """Bring it back from the bin, into a contract or an amendment that may still be changed."""
    if not is_free(part):
        raise Refused(_("%(ref)s is not open to changes any more.") % {"ref": part.contract.ref})
    if part.replaces is not None:
        check_amendment(part.replaces, part.amendment)
        change_records(type_of(type(part)), [(part.replaces, {"ended_by": part.amendment})], by=by, now=now)
    bin_records(type_of(type(part)), [part], now=None)
    return Changes(_("%(title)s is back.") % {"title": part.title}, record=part)


def _is_ending(part: Any) -> bool:
    return part.ended_by is not None and part.ended_by.state == AmendmentState.DRAFT


def _is_in_force(part: Any) -> bool:
    return part.effective_from is not None and part.ended_by_id is None


def part_verbs_on(model: type[Part]) -> None:
    """Give a kind of part its verbs: delete and bring back while it is a draft, end or leave by an amendment after."""
    plural = PLURALS[model]
    edit, delete = f"{plural}.edit", f"{plural}.delete"
    declare = partial(action, model)
    declare(needs=delete, button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore", applies=is_free)(
        _named(delete_part, model, "delete")
    )
    declare(needs=delete, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")(
        _named(restore_part, model, "restore")
    )
    declare(
        needs=edit,
        button=gettext_lazy("End by an amendment"),
        icon="calendar-x",
        undone_by="leave",
        applies=_is_in_force,
        labels={"amendment": gettext_lazy("Amendment")},
    )(_named(end_part, model, "end"))
    declare(needs=edit, button=gettext_lazy("Leave as it is"), icon="undo-2", applies=_is_ending)(
        _named(leave_part, model, "leave")
    )


def _named(call: Callable[..., Changes], model: type[Part], verb: str) -> Callable[..., Changes]:
    """The same verb under a name of its own for each kind of part, so that history can tell them apart."""

    @wraps(call)
    def done(*given: Any, **told: Any) -> Changes:
        return call(*given, **told)

    done.__name__ = f"{verb}_{model._meta.model_name}"
    return done


@action(
    ContractLine,
    needs="contract-lines.edit",
    button=gettext_lazy("Change by an amendment"),
    icon="arrow-right-left",
    undone_by="leave",
    applies=_is_in_force,
    labels={
        "amendment": gettext_lazy("Amendment"),
        "quantity": gettext_lazy("Quantity"),
        "unit_price": gettext_lazy("Price each"),
        "discount": gettext_lazy("Discount, %"),
        "product": gettext_lazy("Product"),
        "description": gettext_lazy("Description"),
        "charged": gettext_lazy("Charged"),
    },
)
def change_contract_line(
    line: ContractLine,
    *,
    amendment: Amendment,
    quantity: Decimal | None = None,
    unit_price: Decimal | None = None,
    discount: Decimal | None = None,
    product: Product | None = None,
    description: str = "",
    charged: Charged | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Upgrade or downgrade it: from the amendment's day a new line takes its place. What is left empty stays."""
    check_amendment(line, amendment)
    given: Values = {"quantity": quantity, "unit_price": unit_price, "discount": discount, "product": product}
    given |= {"description": description or None, "charged": str(charged) if charged else None}
    _check_numbers({name: value for name, value in given.items() if value is not None})
    values: Values = {n: getattr(line, n) if value is None else value for n, value in given.items()}
    values["tiers"] = line.tiers if unit_price is None and product is None else {}
    if all(values[name] == getattr(line, name) for name in values):
        raise Invalid({"quantity": _("Say what is to be different.")})
    place: Values = {
        "contract": line.contract,
        "amendment": amendment,
        "replaces": line,
        "began_as": line.began_as or line,
    }
    rows: list[Values] = [{**values, **place}]
    (made,) = create_records(type_of(ContractLine), rows, by=by, now=now)
    change_records(type_of(ContractLine), [(line, {"ended_by": amendment})], by=by, now=now)
    return Changes(_("%(title)s changes with %(ref)s.") % {"title": line.title, "ref": amendment.ref}, record=made)


for _model in PARTS:
    part_verbs_on(_model)
