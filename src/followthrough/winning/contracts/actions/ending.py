"""Give notice, end a contract before its time, or drop one that was never signed."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.history.acting import acting
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.winning.contracts.actions.entitling import fit_entitled, told
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.actions.owing import let_fall
from followthrough.winning.contracts.actions.signing import keep_dates
from followthrough.winning.contracts.facts import NoticeGiven
from followthrough.winning.contracts.models import Contract, ContractState, NoticeFrom
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.rules.standing import OPEN

NEEDS = "contracts.end"


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Give notice"),
    icon="calendar-x",
    undone_by="withdraw-notice",
    applies=lambda one: one.state == ContractState.SIGNED and one.notice_given_on is None,
    labels={
        "notice_from": gettext_lazy("From whom"),
        "given_on": gettext_lazy("Given on"),
        "reason": gettext_lazy("Why"),
    },
    options={"reason": {"max_length": 300}},
)
def give_notice_contract(
    contract: Contract,
    *,
    notice_from: NoticeFrom,
    given_on: date | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down that one side gave notice, today unless another day is given.

    It ends the term for which the notice came early enough, else the next one; the answer says the last day.
    """
    today = calendar_of(contract).day_of(now)
    day = given_on or today
    if day > today:
        raise Invalid({"given_on": _("That day is still to come.")})
    values = {"notice_given_on": day, "notice_from": str(notice_from), "end_reason": reason}
    change_records(type_of(Contract), [(contract, values)], by=by, now=now)
    return _ended(contract, by=by, now=now)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Withdraw the notice"),
    icon="undo-2",
    applies=lambda one: one.state == ContractState.SIGNED and one.notice_given_on is not None,
)
def withdraw_notice_contract(contract: Contract, *, by: Actor, now: datetime) -> Changes:
    """The notice does not stand any more: the contract goes on as agreed."""
    values = {"notice_given_on": None, "notice_from": "", "end_reason": ""}
    change_records(type_of(Contract), [(contract, values)], by=by, now=now)
    keep_dates(contract, by=by, now=now)
    fit_entitled(contract, "", by=by, now=now)
    return Changes(_("The notice is withdrawn."), record=contract)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Terminate"),
    icon="ban",
    moves=(ContractState.SIGNED.value, ContractState.TERMINATED.value),
    labels={"terminated_on": gettext_lazy("Last day"), "reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def terminate_contract(contract: Contract, *, terminated_on: date, reason: str, by: Actor, now: datetime) -> Changes:
    """End it on a day both sides agreed, or for cause, whatever its term says. What was owed until then stays owed."""
    if contract.starts_on and terminated_on < contract.starts_on:
        raise Invalid({"terminated_on": _("It can't end before it begins.")})
    values = {"terminated_on": terminated_on, "end_reason": reason}
    state = ContractState.TERMINATED.value
    pass_on(contract, None, state=state, why=reason, values=values, by=by, now=now)
    return _ended(contract, by=by, now=now)


@action(
    Contract,
    needs=NEEDS,
    button=pgettext_lazy("contract", "Drop"),
    icon="circle-x",
    moves=(tuple(OPEN), ContractState.VOID.value),
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def void_contract(contract: Contract, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Drop a contract that nobody will sign; it stays on record with the reason."""
    let_fall(contract, _("The contract was dropped."), by=by, now=now)
    pass_on(contract, None, state=ContractState.VOID.value, why=reason, values={"end_reason": reason}, by=by, now=now)
    return Changes(_("%(title)s is dropped.") % {"title": contract.title}, record=contract)


def give_way(contract: Contract, to: Contract | None, *, by: Actor, now: datetime) -> None:
    """Have a signed contract take its place from its first day, or go on as agreed where there is none any more.

    What recurs ends with the day before; what was agreed for once stays owed. A contract that never ran by itself
    before that day is left as it is.
    """
    first = to.starts_on if to else None
    if contract.superseded_from == first or (first and contract.starts_on and first <= contract.starts_on):
        return
    change_records(type_of(Contract), [(contract, {"superseded_from": first})], by=by, now=now)
    keep_dates(contract, by=by, now=now)
    why = _("%(ref)s takes its place from %(day)s.") % {"ref": to.ref, "day": day_said(first)} if to and first else ""
    fit_entitled(contract, why, by=by, now=now)


def _ended(contract: Contract, *, by: Actor, now: datetime) -> Changes:
    keep_dates(contract, by=by, now=now)
    last = {"day": day_said(contract.last_day) if contract.last_day else ""}
    fitted = fit_entitled(contract, _("The contract ends on %(day)s.") % last, by=by, now=now)
    announce(NoticeGiven(contract.pk, contract.last_day.isoformat() if contract.last_day else ""), at=now)
    said = [_("Its last day is %(day)s.") % last, told(fitted)]
    return Changes(" ".join(said).strip(), record=contract)


def roll_terms(now: datetime) -> int:
    """Bring the kept dates of contracts up to today where a term has run out; returns how many began another."""
    rows = Contract._default_manager.filter(
        state__in=(ContractState.SIGNED, ContractState.TERMINATED), term_ends_on__lt=now.date(), binned_at__isnull=True
    )
    rolled = 0
    for pk in list(rows.filter(renews=True).values_list("pk", flat=True)):
        with acting(SYSTEM, "roll_terms", surface="job", now=now):
            contract = Contract._default_manager.select_for_update(of=("self",)).get(pk=pk)
            before = contract.term_ends_on
            keep_dates(contract, by=SYSTEM, now=now)
            rolled += contract.term_ends_on != before
    return rolled
