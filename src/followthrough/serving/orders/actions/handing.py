"""Hand order information over with receipt: complete before it goes, accepted or returned with a reason."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises, void_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.serving.orders.actions.onboarding import plan_onboarding
from followthrough.serving.orders.actions.preparing import OPEN
from followthrough.serving.orders.actions.taking_over import accepted_values, begin, contract_rows, put_on, quote_rows
from followthrough.serving.orders.models import Order, OrderSheet, SheetState
from followthrough.serving.orders.queries.information import missing, question_text
from followthrough.serving.orders.queries.owed import HANDOFF

LETTER = "orders.handoff"
LINK_LIVES = timedelta(days=30)
ANSWERING = DESK | {Role.DEPARTMENT}
COMPLETE = f"{HANDOFF}.again"


@action(
    OrderSheet,
    needs="order-sheets.edit",
    button=gettext_lazy("Hand over"),
    icon="hand",
    primary=True,
    moves=((SheetState.OPEN, SheetState.RETURNED), SheetState.HANDED),
    undone_by="recall",
    labels={"receiver": gettext_lazy("To"), "go_live_on": gettext_lazy("Goes live on")},
)
def hand_over_order_sheet(
    order_sheet: OrderSheet,
    *,
    receiver: Team | None = None,
    go_live_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Hand it to a team or department, once nothing is missing. They accept it or return it with a reason."""
    team, day = receiver or order_sheet.receiver, go_live_on or order_sheet.go_live_on
    if team is None:
        raise Invalid({"receiver": _("Say who gets it.")})
    if day is None:
        raise Invalid({"go_live_on": _("Say when it goes live.")})
    left = [question_text(one.question) for one in missing(order_sheet)]
    if left:
        raise Refused(_("It is not complete. Missing: %(what)s.") % {"what": "; ".join(left[:5])})
    values = {"state": SheetState.HANDED.value, "receiver": team, "go_live_on": day, "handed_at": now}
    cleared = {"answered_at": None, "answered_by": "", "return_reason": ""}
    change_records(type_of(OrderSheet), [(order_sheet, {**values, **cleared})], by=by, now=now)
    keep_of(order_sheet, rule=COMPLETE, text=_("Handed over again."), by=by, now=now)
    make_promises([_receipt(order_sheet, team, now)], by=by, now=now)
    _post(order_sheet, team, by=by, now=now)
    return Changes(_("%(ref)s is with %(team)s.") % {"ref": order_sheet.ref, "team": team.name}, record=order_sheet)


def _receipt(sheet: OrderSheet, team: Team, now: datetime) -> Wanted:
    calendar = Calendars().of(team.pk, sheet.team_id)
    today = calendar.day_of(now)
    with written_for(team.manager):
        return Wanted(
            what=_("Accept or return %(ref)s: %(account)s") % {"ref": sheet.ref, "account": sheet.account.name},
            kind=HANDOFF,
            due_on=calendar.add_working_days(today, 1),
            account=sheet.account,
            department=team,
            minder=team.manager or sheet.owner,
            source=sheet,
            source_text=_("Handed over on %(day)s; it goes live on %(live)s.")
            % {"day": day_said(today), "live": day_said(sheet.go_live_on) if sheet.go_live_on else ""},
            rule=HANDOFF,
            occurrence=f"{HANDOFF}/order-sheet:{sheet.pk}/fact-{sheet.returns}-{int(now.timestamp())}",
        )


def _post(sheet: OrderSheet, team: Team, *, by: Actor, now: datetime) -> None:
    """A department without accounts answers from a link in a mail."""
    if not team.email:
        return
    gaps = {
        "name": team.name,
        "account": sheet.account.name,
        "number": sheet.ref,
        "day": str(sheet.go_live_on),
        "link": link_mark(),
        "sender": sheet.owner.name if sheet.owner else by.name,
    }
    subject, text = worded(LETTER, by.language, gaps)
    expires, verbs = now + LINK_LIVES, ["accept", "return"]
    letter = Letter([f"{team.name} <{team.email}>"], subject, text)
    post_with_link(
        letter, sheet, name=team.name, email=team.email, expires_at=expires, verbs=verbs, by=by, now=now,
        language=by.language,
    )  # fmt: skip


@action(
    OrderSheet,
    needs="order-sheets.answer",
    roles=ANSWERING,
    button=gettext_lazy("Accept"),
    icon="check",
    primary=True,
    moves=(SheetState.HANDED, SheetState.ACCEPTED),
    guests=ForGuests(gettext_lazy("Accept"), {}),
)
def accept_order_sheet(order_sheet: OrderSheet, *, by: Actor, now: datetime) -> Changes:
    """Take it over: the order is made from it, and the onboarding checklist with its dates."""
    order = _order_of(order_sheet, by=by, now=now)
    values: Values = {"state": SheetState.ACCEPTED.value, "order": order}
    _answered(order_sheet, values, _("Accepted by %(who)s.") % {"who": by.name}, by=by, now=now)
    assert order_sheet.go_live_on is not None
    made = plan_onboarding(order, order_sheet.go_live_on, by=by, now=now)
    words = _("%(ref)s is accepted: %(order)s is begun.") % {"ref": order_sheet.ref, "order": order.ref}
    steps = _("%(n)d steps are planned.") % {"n": len(made)} if made else ""
    return Changes(f"{words} {steps}".strip(), record=order_sheet)


def _order_of(sheet: OrderSheet, *, by: Actor, now: datetime) -> Order:
    values: Values = {"account": sheet.account, "contract": sheet.contract, "contact": sheet.contact}
    values |= {"owner": sheet.owner, "team": sheet.team, "asked_on": sheet.go_live_on}
    if sheet.receiver and sheet.receiver.is_department:
        values["department"] = sheet.receiver
    if sheet.quote_version:
        values |= accepted_values(sheet.quote_version)
    elif sheet.contract:
        values["po_number"] = sheet.contract.po_number
    if values.get("po_number"):
        values["po_repeated"] = _is_used(sheet, str(values["po_number"]))
    order = begin(values, by=by, now=now)
    put_on(order, quote_rows(sheet.quote_version.quote) if sheet.quote_version else _lines(sheet), by=by, now=now)
    return order


def _is_used(sheet: OrderSheet, number: str) -> bool:
    return Order._default_manager.filter(account=sheet.account, po_number__iexact=number).exists()


def _lines(sheet: OrderSheet) -> list[Values]:
    return contract_rows(sheet.contract) if sheet.contract else []


@action(
    OrderSheet,
    needs="order-sheets.answer",
    roles=ANSWERING,
    button=gettext_lazy("Return"),
    icon="undo-2",
    moves=(SheetState.HANDED, SheetState.RETURNED),
    labels={"reason": gettext_lazy("What is wrong or missing")},
    options={"reason": {"max_length": 300}},
    guests=ForGuests(gettext_lazy("Return"), {"reason": {}}),
)
def return_order_sheet(order_sheet: OrderSheet, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Give it back with the reason. Its owner owes a better one the next working day."""
    if not reason.strip():
        raise Invalid({"reason": _("Say what is wrong or missing.")})
    values = {"state": SheetState.RETURNED.value, "return_reason": reason, "returns": order_sheet.returns + 1}
    _answered(order_sheet, values, _("Returned: %(reason)s") % {"reason": reason}, by=by, now=now)
    calendar = Calendars().of(order_sheet.team_id)
    with written_for(order_sheet.owner):
        again = Wanted(
            what=_("Complete %(ref)s and hand it over again: %(why)s") % {"ref": order_sheet.ref, "why": reason},
            kind=HANDOFF,
            due_on=calendar.add_working_days(calendar.day_of(now), 1),
            account=order_sheet.account,
            owner=order_sheet.owner,
            source=order_sheet,
            source_text=_("%(who)s returned it.") % {"who": by.name},
            rule=COMPLETE,
            occurrence=f"{COMPLETE}/order-sheet:{order_sheet.pk}/fact-{order_sheet.returns}",
        )
    make_promises([again], by=by, now=now)
    return Changes(_("%(ref)s is returned.") % {"ref": order_sheet.ref}, record=order_sheet)


def _answered(sheet: OrderSheet, values: Values, words: str, *, by: Actor, now: datetime) -> None:
    told = {"answered_at": now, "answered_by": by.name[:160]}
    change_records(type_of(OrderSheet), [(sheet, {**values, **told})], by=by, now=now)
    keep_of(sheet, rule=HANDOFF, text=words[:2000], by=by, now=now)
    if sheet.owner_id and sheet.owner_id != by.user_id:
        tell([sheet.owner_id], f"{sheet.ref}: {words}"[:300], url=f"/order-sheets/{sheet.ref}/", now=now)


@action(
    OrderSheet,
    needs="order-sheets.edit",
    button=gettext_lazy("Call back"),
    icon="undo-2",
    moves=(SheetState.HANDED, SheetState.OPEN),
)
def recall_order_sheet(order_sheet: OrderSheet, *, by: Actor, now: datetime) -> Changes:
    """Call it back to change something; it has to be handed over again."""
    change_records(type_of(OrderSheet), [(order_sheet, {"state": SheetState.OPEN.value})], by=by, now=now)
    void_promises(order_sheet, rule=HANDOFF, reason_text=_("It was called back."), by=by, now=now)
    return Changes(_("%(ref)s is back with us.") % {"ref": order_sheet.ref}, record=order_sheet)


__all__ = ["OPEN", "accept_order_sheet", "hand_over_order_sheet", "recall_order_sheet", "return_order_sheet"]
