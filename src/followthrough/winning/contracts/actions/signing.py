"""Bring a contract into force once both sides have signed, and let it go back to the table if they do not."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import let_out
from followthrough.keystone.approvals.queries import why_unapproved
from followthrough.winning.contracts.actions.entitling import make_entitled
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.actions.owing import let_fall, want
from followthrough.winning.contracts.actions.papers import SIGNED, file_paper
from followthrough.winning.contracts.facts import ContractSigned
from followthrough.winning.contracts.models import PARTS, Contract, ContractLine, ContractState, Entitlement
from followthrough.winning.contracts.queries.parts import standing_parts
from followthrough.winning.contracts.queries.terms import calendar_of, kept_dates
from followthrough.winning.contracts.queries.wanted import PO_NUMBER
from followthrough.winning.contracts.rules.standing import CHANGEABLE, OPEN

FINAL = gettext_lazy("Both sides have signed: what was agreed stays. Change it by an amendment, or end it.")
PAPER = {
    "signed_on": gettext_lazy("Signed on"),
    "signed_by": gettext_lazy("Signed by"),
    "file": gettext_lazy("The scan"),
}


def why_unready(contract: Contract, by: Actor) -> str:
    """What it would be refused for now, said before anybody tries; "" where it can be signed."""
    return _missing_in(contract) or (why_unapproved(contract, by) if contract.state in CHANGEABLE else "")


def _missing_in(contract: Contract) -> str:
    missing = [] if contract.starts_on else [_("the day it runs from")]
    if not any(standing_parts(model, contract).exists() for model in (ContractLine, Entitlement)):
        missing.append(_("what is sold or owed under it"))
    return _("Before it is signed it needs: %(missing)s.") % {"missing": ", ".join(missing)} if missing else ""


@action(
    Contract,
    needs="contracts.sign",
    button=gettext_lazy("Signed on paper"),
    icon="pen-line",
    applies=lambda one: one.state in OPEN,
    not_yet=why_unready,
    undo_words=FINAL,
    labels=PAPER,
    options={"signed_by": {"max_length": 300}},
)
def mark_signed_contract(
    contract: Contract, *, signed_on: date, signed_by: str, file: Upload, by: Actor, now: datetime
) -> Changes:
    """File the signed scan and let the contract run from its first day; who signed is written down.

    What needs approval must have been approved.
    """
    refuse_unready(contract, by=by, now=now)
    if signed_on > calendar_of(contract).day_of(now):
        raise Invalid({"signed_on": _("That day is still to come.")})
    file_paper(contract, SIGNED, gettext_lazy("Signed contract"), file, by=by, now=now)
    bring_into_force(contract, signed_on=signed_on, signed_by=signed_by, by=by, now=now)
    return Changes(_("%(title)s is signed.") % {"title": contract.title}, record=contract)


def refuse_unready(contract: Contract, *, by: Actor, now: datetime) -> None:
    """A contract is signed only with a first day, with something in it, and approved where that is needed.

    What is out for signature was let out before, as it is. Raises Refused.
    """
    if words := _missing_in(contract):
        raise Refused(words)
    if contract.state in CHANGEABLE:
        let_out(contract, by=by, now=now)


def bring_into_force(contract: Contract, *, signed_on: date, signed_by: str, by: Actor, now: datetime) -> None:
    """Both have signed: every part is in force from the first day, and every promise in it is made.

    Runs in the caller's transaction; a contract that is signed already is left as it is.
    """
    if contract.is_signed:
        return
    for model in PARTS:
        rows = standing_parts(model, contract)
        changes: list[tuple[Any, Values]] = [(row, days_of(row, contract.starts_on)) for row in rows]
        change_records(type_of(model), changes, by=by, now=now)
    values: Values = {"signed_on": signed_on, "signed_by": signed_by[:300]}
    let_fall(contract, _("The contract is signed."), by=by, now=now)
    pass_on(contract, None, state=ContractState.SIGNED.value, why=signed_by, values=values, by=by, now=now)
    keep_dates(contract, by=by, now=now)
    make_entitled([contract], by=by, now=now)
    want(PO_NUMBER, contract, by=by, now=now)
    announce(ContractSigned(contract.pk, contract.account_id), at=now)


def days_of(part: Any, day: date | None) -> Values:
    """From when a part is in force once it is signed: a line with days of its own on these, not before `day`."""
    starts, ends = getattr(part, "starts_on", None), getattr(part, "ends_on", None)
    return {"effective_from": max(starts, day) if starts and day else day, "effective_until": ends}


def keep_dates(contract: Contract, *, by: Actor, now: datetime) -> None:
    """Keep the dates that lists show in step with the terms and with today."""
    calendar = calendar_of(contract)
    change_records(
        type_of(Contract), [(contract, kept_dates(contract, calendar.day_of(now), calendar))], by=by, now=now
    )
