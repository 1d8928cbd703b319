"""Check contracts before they are kept, complete new ones, and do what follows from a change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.winning.contracts.actions.holding import take_up
from followthrough.winning.contracts.actions.owing import renew_waits
from followthrough.winning.contracts.actions.writing import write_clauses
from followthrough.winning.contracts.models import Contract, ContractState, ContractTemplate
from followthrough.winning.contracts.rules.standing import CHANGEABLE
from followthrough.winning.contracts.rules.terms import end_after

AGREED = (
    "account",
    "currency",
    "language",
    "template",
    "starts_on",
    "ends_on",
    "term_months",
    "renews",
    "renewal_months",
    "renewal_limit",
    "notice",
    "notice_unit",
    "payment_days",
    "billing",
)
FROM_TEMPLATE = ("term_months", "renews", "renewal_months", "notice", "notice_unit", "payment_days")
LONGEST = 1200  # months


def refuse_unless_changeable(contract: Contract, *, field: str = "") -> None:
    """What is out for signature, or signed, is not changed where it stands. Raises Invalid."""
    if contract.state in CHANGEABLE:
        return
    words = {
        ContractState.SIGNATURE: _("%(ref)s is out for signature. Take it back first."),
        ContractState.SIGNED: _("%(ref)s is signed. Change it by an amendment."),
    }
    said = words.get(ContractState(contract.state), _("%(ref)s is closed and is not changed any more."))
    raise Invalid({field: said % {"ref": contract.ref}})


def clean_contract(values: Values, contract: Contract | None) -> Values:
    """One form for the name and the dates; what was agreed is changed only while both sides still talk about it."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    if contract is not None:
        changed = next((n for n in AGREED if n in values and values[n] != getattr(contract, n)), "")
        if changed:
            refuse_unless_changeable(contract, field=changed)
    _check_terms(values)
    _settle_end(values, contract)
    return values


def _check_terms(values: Mapping[str, Any]) -> None:
    for name, least in (("term_months", 1), ("renewal_months", 1), ("renewal_limit", 1), ("notice", 0)):
        number = values.get(name)
        if number is not None and not least <= number <= LONGEST:
            gaps = {"least": least, "most": LONGEST}
            raise Invalid({name: _("Write a number from %(least)d to %(most)d.") % gaps})
    days = values.get("payment_days")
    if days is not None and not 0 <= days <= 730:
        raise Invalid({"payment_days": _("Write a number from %(least)d to %(most)d.") % {"least": 0, "most": 730}})


def _settle_end(values: Values, contract: Contract | None) -> None:
    """The end follows from start and months, unless it is given; it never lies before the start."""

    def now(name: str) -> Any:
        return values[name] if name in values else getattr(contract, name, None)

    start, months = now("starts_on"), now("term_months")
    is_told = bool(values.get("ends_on"))
    if not is_told and start and months and {"starts_on", "term_months", "ends_on"} & values.keys():
        values["ends_on"] = end_after(start, months)
    end = now("ends_on")
    if end and not start:
        raise Invalid({"starts_on": _("Say from when it runs.")})
    if start and end and end < start:
        raise Invalid({"ends_on": _("It can't end before it begins.")})


def fill_contracts(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new contracts: whom it is with, whose it is, the template with its terms, language, currency, name."""
    usual = ContractTemplate._default_manager.filter(is_default=True, binned_at__isnull=True).first()
    own = User._default_manager.filter(pk=by.user_id or 0).first() if by.role is Role.REP else None
    for row in rows:
        opportunity = row.get("opportunity")
        account = row["account"]
        owner = row["owner"] = row.get("owner") or own or (opportunity.owner if opportunity else None) or account.owner
        row["team"] = row.get("team") or (owner.team if owner else account.team)
        template = row["template"] = row.get("template") or usual
        for name in FROM_TEMPLATE if template else ():
            if row.get(name) is None:
                row[name] = getattr(template, name)
        row["language"] = row.get("language") or (template.language if template else "en")
        money = (opportunity.currency if opportunity else "") or account.currency or company().currency
        row["currency"] = row.get("currency") or money
        row["our_signer"] = row.get("our_signer") or owner
        row["name"] = row.get("name") or (opportunity.name if opportunity else account.name)
        if row.get("starts_on") and row.get("term_months") and not row.get("ends_on"):
            row["ends_on"] = end_after(row["starts_on"], row["term_months"])
        row["state"] = row.get("state") or ContractState.DRAFT.value
        row["state_since"] = row.get("state_since") or now


def saved_contracts(
    *, created: Sequence[Contract], changed: Sequence[Contract], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """A new contract gets its clauses and lies with its owner; a PO number that came is waited for no longer."""
    for contract in created:
        write_clauses(contract, by=by, now=now)
    take_up(created, by=by, now=now)
    told = zip(changed, inputs[len(created) :], strict=True)
    renew_waits([one for one, values in told if {"po_number", "needs_po"} & values.keys()], by=by, now=now)
