"""Benefits the customer calls when they want them: never more than there are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.winning.contracts.actions.entitling import REOPENED
from followthrough.winning.contracts.models import BenefitCall, Entitlement
from followthrough.winning.contracts.queries.entitled import (
    BENEFIT,
    RULE,
    calendar_for_part,
    called_from,
    key_of,
    person_for,
    words_of,
)
from followthrough.winning.contracts.rules.owed import due_day

CALL, WITHDRAW = "benefit-calls.create", "benefit-calls.delete"


def clean_call(values: Values, call: BenefitCall | None) -> Values:
    """Once called, only the note is changed: withdraw a call and make another."""
    fixed = [name for name in ("entitlement", "quantity", "wanted_on") if name in values]
    if call is not None and any(differs(call, name, values[name]) for name in fixed):
        raise Invalid({"": _("Its promise is made. Withdraw the call and make another.")})
    if call is None and values.get("quantity") is not None and values["quantity"] < 1:
        raise Invalid({"quantity": _("Write at least 1.")})
    return values


def fill_calls(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Refuse what is more than is left, or on a day it may not be called; callers at the same moment come in turn."""
    asked: Counter[int] = Counter()
    for row in rows:
        asked[row["entitlement"].pk] += row.get("quantity") or 1
        _check_day(row["entitlement"], row["wanted_on"])
    _hold(asked)


def _hold(asked: Counter[int]) -> None:
    """Take the entitlements for oneself and see that so many of each are left."""
    locked = Entitlement._default_manager.select_for_update(of=("self",)).filter(pk__in=asked).order_by("pk")
    parts, called = list(locked), called_from(asked)
    for part in parts:
        left = part.quantity - called[part.pk].quantity
        if asked[part.pk] > left:
            raise Refused(_("%(what)s: %(left)d left.") % {"what": part.name, "left": left})


def _check_day(part: Entitlement, day: date) -> None:
    if not part.is_called or part.effective_from is None:
        raise Refused(_("%(what)s is no benefit they may call, or is not signed yet.") % {"what": part.name})
    contract = part.contract
    first = part.first_on or part.effective_from
    ends = (part.until, part.effective_until, contract.last_day, contract.promised_until)
    last = min((end for end in ends if end is not None), default=None)
    if day < first:
        raise Invalid({"wanted_on": _("It may be called from %(day)s on.") % {"day": day_said(first)}})
    if last is not None and day > last:
        raise Invalid({"wanted_on": _("It may be called until %(day)s.") % {"day": day_said(last)}})


def saved_calls(
    *, created: Sequence[BenefitCall], changed: Sequence[BenefitCall], inputs: Any, by: Actor, now: datetime
) -> None:
    """Each call is a promise to whoever called."""
    calendars = Calendars()
    make_promises([_wanted(call, calendars, now) for call in created], by=by, now=now)


def _wanted(call: BenefitCall, calendars: Calendars, now: datetime) -> Wanted:
    part = call.entitlement
    contract = part.contract
    calendar = calendar_for_part(part, contract, calendars)
    person = person_for(part, contract)
    with written_for(person):
        said = _("Called for %(day)s.") % {"day": day_said(call.wanted_on)}
        return Wanted(
            what=words_of(part, call.quantity),
            kind=BENEFIT,
            due_on=due_day(call.wanted_on, part.lead_days, part.window_days, calendar, not_before=calendar.day_of(now)),
            account=contract.account,
            contact=contract.contact,
            owner=person,
            department=part.department,
            team=contract.team,
            source=contract,
            source_text=f"{said} {call.note}".strip(),
            rule=RULE,
            occurrence=key_of(part, call.pk),
        )


@action(
    Entitlement,
    needs=CALL,
    button=pgettext_lazy("verb, what they are owed", "Call"),
    icon="hand",
    primary=True,
    applies=lambda one: one.is_called and one.effective_from is not None,
    labels={
        "wanted_on": gettext_lazy("Wanted on"),
        "quantity": gettext_lazy("How many"),
        "note": gettext_lazy("What they want"),
    },
    options={"note": {"max_length": 300}},
)
def call_entitlement(
    entitlement: Entitlement, *, wanted_on: date, quantity: int = 1, note: str = "", by: Actor, now: datetime
) -> Changes:
    """The customer calls a benefit: its department owes it by the day it is wanted, and so many fewer are left.

    Refused beyond what is left, and on a day the benefit may not be called.
    """
    row: Values = {"entitlement": entitlement, "quantity": quantity, "wanted_on": wanted_on, "note": note}
    (call,) = create_records(type_of(BenefitCall), [clean_call(row, None)], by=by, now=now)
    left = entitlement.quantity - called_from([entitlement.pk])[entitlement.pk].quantity
    gaps = {"what": words_of(entitlement, quantity), "left": left}
    return Changes(_("%(what)s is promised; %(left)d left.") % gaps, record=call)


@action(BenefitCall, needs=WITHDRAW, button=gettext_lazy("Withdraw"), icon="undo-2", undone_by="restore")
def delete_benefit_call(call: BenefitCall, *, by: Actor, now: datetime) -> Changes:
    """They do not want it after all: its promise falls away and it can be called again. Not once it was given."""
    promise = _promise_of(call)
    if promise is not None and promise.state == State.KEPT:
        raise Refused(_("%(ref)s is kept: it was given.") % {"ref": promise.ref})
    bin_records(type_of(BenefitCall), [call], now=now)
    if promise is not None and promise.state == State.OPEN:
        values: Values = {"state": State.VOID.value, "closed_at": now, "closed_by_id": by.user_id}
        values |= {"reason": Reason.MISTAKE.value, "reason_text": _("The call was withdrawn.")}
        change_records(type_of(Promise), [(promise, values)], by=by, now=now)
    return Changes(_("The call is withdrawn."), record=call)


@action(BenefitCall, needs=WITHDRAW, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_benefit_call(call: BenefitCall, *, by: Actor, now: datetime) -> Changes:
    """They want it after all, if there is still enough of it: what was owed is owed again."""
    _check_day(call.entitlement, call.wanted_on)
    _hold(Counter({call.entitlement_id: call.quantity}))
    bin_records(type_of(BenefitCall), [call], now=None)
    promise = _promise_of(call)
    if promise is not None and promise.state == State.VOID:
        change_records(type_of(Promise), [(promise, REOPENED)], by=by, now=now)
    return Changes(_("The call is back."), record=call)


def _promise_of(call: BenefitCall) -> Promise | None:
    rows = Promise._default_manager.filter(occurrence=key_of(call.entitlement, call.pk))
    found: Promise | None = rows.select_for_update(of=("self",)).first()
    return found
