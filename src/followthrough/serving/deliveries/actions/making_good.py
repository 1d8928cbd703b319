"""Make good for a promise that was missed: what, what it is worth, by when and by whom."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import Team, User, company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.serving.deliveries.models import MakeGood
from followthrough.serving.deliveries.queries.delivered import MAKE_GOOD
from followthrough.values.currency import UnknownCurrencyError, minor_units


@action(
    Promise,
    needs="deliveries.make_good",
    roles=DESK,
    button=gettext_lazy("Make good"),
    moves=(State.MISSED.value, State.MISSED.value),
    icon="handshake",
    primary=True,
    applies=lambda promise: promise.direction == Direction.OURS,
    prepare=lambda promise, by: {"currency": _usual_currency(promise)},
    labels={
        "what": gettext_lazy("What they get instead"),
        "amount": gettext_lazy("Worth"),
        "currency": gettext_lazy("Currency"),
        "due_on": gettext_lazy("By when"),
        "owner": gettext_lazy("Owed by"),
        "department": gettext_lazy("Department"),
    },
    options={
        "what": {"max_length": 300},
        "currency": {"max_length": 3},
        "owner": {"help": gettext_lazy("Left empty, whoever owed what was missed.")},
    },
)
def make_good_promise(
    promise: Promise,
    *,
    what: str,
    amount: Decimal,
    due_on: date,
    currency: str = "",
    owner: User | None = None,
    department: Team | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise something that makes up for it, with what it is worth: a promise of its own, linked to the missed one.

    The department of the missed promise owes it, or whoever owed that one, unless you name somebody.
    """
    code = _currency(currency or _usual_currency(promise))
    if amount < 0 or amount != amount.quantize(Decimal(1).scaleb(-min(minor_units(code), 2))):
        raise Invalid({"amount": _("Give what it is worth, not below zero and to the cent.")})
    owes: Values = {"owner": owner, "department": department}
    if owner is None and department is None:
        owes = {"owner": promise.owner, "department": promise.department}
        owes["owner"] = owes["owner"] or (None if owes["department"] else person_behind(by))
    wanted = Wanted(
        what=what,
        kind=MAKE_GOOD,
        due_on=due_on,
        account=promise.account,
        contact=promise.contact,
        owed_to=promise.owed_to,
        source=promise,
        source_text=_("It makes up for “%(what)s”, which was missed.") % {"what": promise.what},
        rule=MAKE_GOOD,
        **owes,
    )
    (made,) = make_promises([wanted], by=by, now=now)
    values = {"promise": promise, "made": made, "account": promise.account, "what": what, "amount": amount}
    create_records(type_of(MakeGood), [{**values, "currency": code}], by=by, now=now)
    return Changes(_("Promised to make good: %(what)s.") % {"what": what}, record=made)


def _usual_currency(promise: Promise) -> str:
    return (promise.account.currency if promise.account else "") or company().currency


def _currency(code: str) -> str:
    try:
        minor_units(code.upper())
    except UnknownCurrencyError as problem:
        raise Invalid(
            {"currency": _("“%(code)s” is no currency. Write three letters, such as EUR.") % {"code": code}}
        ) from problem
    return code.upper()
