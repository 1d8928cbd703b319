"""What became of a renewal: from what happened where that tells it, by hand otherwise."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import void_promises
from followthrough.winning.contracts.actions.ending import give_way
from followthrough.winning.contracts.models import Contract, NoticeFrom
from followthrough.winning.pipeline.actions.moving import lose_opportunity, win_opportunity
from followthrough.winning.pipeline.models import CloseReason, Opportunity, StageKind
from followthrough.winning.pipeline.queries.stages import first_stage
from followthrough.winning.renewals.actions.carrying import go_on_from
from followthrough.winning.renewals.actions.owing import let_fall
from followthrough.winning.renewals.models import LostReason, Outcome, Renewal
from followthrough.winning.renewals.queries.terms import DAY, lines_on, worth

LABELS = {
    "value_after": gettext_lazy("A year, from then on"),
    "successor": gettext_lazy("The new contract, if there is one"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("In words"),
    "decided_from": gettext_lazy("From which day"),
}
WORDS = {"text": {"max_length": 300}}
FROM_DEAL = {
    CloseReason.PRICE: LostReason.PRICE,
    CloseReason.COMPETITOR: LostReason.COMPETITOR,
    CloseReason.NO_BUDGET: LostReason.BUDGET,
    CloseReason.SERVICE: LostReason.BROKEN,
}


@action(
    Renewal,
    needs="renewals.decide",
    button=gettext_lazy("Renewed"),
    icon="check",
    primary=True,
    applies=lambda one: one.state == Outcome.OPEN,
    undone_by="reopen",
    labels=LABELS,
)
def win_renewal(
    renewal: Renewal,
    *,
    value_after: Decimal | None = None,
    successor: Contract | None = None,
    decided_from: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down that they renew, and at what a year if it is not the same: then it counts as renewed, changed.

    A signed renewal contract, and a term that goes on by itself, are written down without anybody.
    """
    if value_after is not None and value_after < 0:
        raise Invalid({"value_after": _("An amount is not below zero.")})
    if successor is not None and successor.account_id != renewal.account_id:
        raise Invalid({"successor": _("That contract is with another account.")})
    day = decided_from or renewal.ends_on + DAY
    after = value_after if value_after is not None else _value_on(successor or renewal.contract, day, renewal)
    _renewed(renewal, after, day, successor=successor, by=by, now=now)
    return Changes(_("%(title)s is renewed.") % {"title": renewal.title}, record=renewal)


@action(
    Renewal,
    needs="renewals.decide",
    button=gettext_lazy("Lost"),
    icon="circle-x",
    applies=lambda one: one.state == Outcome.OPEN,
    undone_by="reopen",
    labels=LABELS,
    options=WORDS,
)
def lose_renewal(
    renewal: Renewal,
    *,
    reason: LostReason,
    text: str = "",
    decided_from: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down that they do not renew, and why. The opportunity is lost with it."""
    _lost(renewal, reason, text, decided_from or renewal.ends_on + DAY, by=by, now=now)
    return Changes(_("%(title)s is lost.") % {"title": renewal.title}, record=renewal)


@action(
    Renewal,
    needs="renewals.decide",
    button=gettext_lazy("Open again"),
    icon="undo-2",
    applies=lambda one: one.state != Outcome.OPEN,
)
def reopen_renewal(renewal: Renewal, *, by: Actor, now: datetime) -> Changes:
    """Nothing is decided after all: the outcome is open again. Its opportunity is opened again from its own page."""
    values: Values = {"state": Outcome.OPEN.value, "decided_from": None, "decided_at": None, "is_by_rule": False}
    values |= {"reason": "", "reason_text": "", "successor": None, "value_after": None}
    if renewal.successor is not None:
        give_way(_held(renewal), None, by=by, now=now)
    change_records(type_of(Renewal), [(renewal, values)], by=by, now=now)
    return Changes(_("%(title)s is open again.") % {"title": renewal.title}, record=renewal)


def settle_by_contract(contract_id: int, *, now: datetime) -> bool:
    """A contract made from a renewal's opportunity was signed: it is renewed, at what the new contract comes to.

    One that was named as the new contract before it was signed takes the place of the old one now.
    """
    contract = Contract._default_manager.get(pk=contract_id)
    for named in Renewal._default_manager.filter(successor=contract).exclude(state=Outcome.OPEN):
        give_way(_held(named), contract, by=SYSTEM, now=now)
    if contract.opportunity_id is None:
        return False
    rows = Renewal._default_manager.filter(opportunity=contract.opportunity_id, state=Outcome.OPEN)
    renewal = rows.exclude(contract=contract).select_for_update(of=("self",)).first()
    if renewal is None or contract.starts_on is None:
        return False
    day = contract.starts_on
    _renewed(renewal, _value_on(contract, day, renewal), day, successor=contract, by=SYSTEM, now=now)
    return True


def settle_over(now: datetime) -> int:
    """Settle the renewals whose term is over, as far as the contract or the deal tells what became of them."""
    rows = Renewal._default_manager.filter(state=Outcome.OPEN, binned_at__isnull=True, ends_on__lt=now.date())
    return sum(_each(pk, _settle_one, now) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


def _each(pk: int, settle: Callable[[Renewal, datetime], bool], now: datetime) -> bool:
    with acting(SYSTEM, "settle_renewal", surface="job", now=now):
        rows = Renewal._default_manager.select_for_update(of=("self",)).filter(pk=pk, state=Outcome.OPEN)
        renewal = rows.select_related("contract", "opportunity").first()
        return settle(renewal, now) if renewal else False


def _settle_one(renewal: Renewal, now: datetime) -> bool:
    contract, deal, day = renewal.contract, renewal.opportunity, renewal.ends_on + DAY
    if contract.last_day is None or contract.last_day > renewal.ends_on:
        _renewed(renewal, _value_on(contract, day, renewal), day, by=SYSTEM, now=now)
        return True
    if deal is not None and deal.state == StageKind.LOST:
        reason = FROM_DEAL.get(CloseReason(deal.close_reason), LostReason.OTHER) if deal.close_reason else None
        _lost(renewal, reason or LostReason.OTHER, deal.close_text, day, by=SYSTEM, now=now)
        return True
    if contract.notice_from == NoticeFrom.US or contract.terminated_on is not None:
        _lost(renewal, LostReason.OURS, contract.end_reason, day, by=SYSTEM, now=now)
        return True
    return False


def _value_on(contract: Contract, day: date, renewal: Renewal) -> Decimal:
    """What a contract comes to in a year on a day. Raises Invalid where it is in another currency."""
    if contract.currency != renewal.currency:
        raise Invalid({"value_after": _("The new contract is in another currency. Write what it comes to in a year.")})
    return worth(lines_on(contract, day), contract.currency)


def _renewed(
    renewal: Renewal, after: Decimal, day: date, *, successor: Contract | None = None, by: Actor, now: datetime
) -> None:
    same = after == renewal.value_before
    state = Outcome.RENEWED if same else Outcome.CHANGED
    _decided(renewal, {"state": state.value, "value_after": after, "successor": successor}, day, by=by, now=now)
    if successor is not None:
        go_on_from(renewal.contract, successor, by=by, now=now)
        if successor.is_signed:
            give_way(_held(renewal), successor, by=by, now=now)
    deal = _open_deal(renewal, StageKind.WON)
    if deal is not None:
        win_opportunity(deal, by=by, now=now)


def _held(renewal: Renewal) -> Contract:
    """The contract that is renewed, locked."""
    return Contract._default_manager.select_for_update(of=("self",)).get(pk=renewal.contract_id)


def _lost(renewal: Renewal, reason: LostReason, text: str, day: date, *, by: Actor, now: datetime) -> None:
    values = {"state": Outcome.LOST.value, "value_after": Decimal(0), "reason": str(reason), "reason_text": text[:300]}
    _decided(renewal, values, day, by=by, now=now)
    deal = _open_deal(renewal, StageKind.LOST)
    if deal is not None:
        back = {theirs: ours for ours, theirs in FROM_DEAL.items()}
        lose_opportunity(deal, reason=back.get(LostReason(reason), CloseReason.OTHER), text=text, by=by, now=now)


def _decided(renewal: Renewal, values: Values, day: date, *, by: Actor, now: datetime) -> None:
    told: Values = {**values, "decided_from": day, "decided_at": now, "is_by_rule": by.is_system}
    change_records(type_of(Renewal), [(renewal, told)], by=by, now=now)
    let_fall(renewal.contract, _("The renewal is decided."), by=by, now=now)
    void_promises(renewal, reason_text=_("The renewal is decided."), by=by, now=now)


def _open_deal(renewal: Renewal, kind: StageKind) -> Opportunity | None:
    """Its opportunity, locked, if it is open and its pipeline has a stage that means this."""
    rows = Opportunity._default_manager.select_for_update(of=("self",)).filter(renewals=renewal)
    deal = rows.filter(state=StageKind.OPEN, binned_at__isnull=True).select_related("stage__pipeline").first()
    return deal if deal is not None and first_stage(deal.stage.pipeline, kind) else None
