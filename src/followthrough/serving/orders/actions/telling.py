"""Tell the customer: that a day moved, how their order stands, what they asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.papers.wording import day_text
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.models import Reason, Slip
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.serving.orders.models import DateChange, Order, OrderLine, OrderState
from followthrough.serving.orders.queries.owed import QUESTION, TELL, number_text
from followthrough.serving.orders.queries.slips import lines_moved, untold
from followthrough.serving.orders.queries.standing import WORDS, lines_of, standing_of

SLIP, STATUS = "orders.slip", "orders.status"
LINK_LIVES = timedelta(days=120)
LABELS = {"to": gettext_lazy("To"), "words": gettext_lazy("Your words"), "subject": gettext_lazy("Subject")}


def prepared_slip(order: Order, actor: Actor) -> Mapping[str, Any]:
    """The letter about what moved, as it would go out; only the words may be changed."""
    return {"to": order.contact, "words": ""}


@action(
    Order,
    needs="orders.tell",
    button=gettext_lazy("Tell the customer"),
    icon="mail",
    applies=lambda order: order.state in (OrderState.OPEN, OrderState.HELD),
    prepare=prepared_slip,
    labels=LABELS,
    options={"words": {"kind": "long"}},
)
def tell_order(order: Order, *, to: Contact | None = None, words: str = "", by: Actor, now: datetime) -> Changes:
    """Mail the customer which days moved, why, and the new ones, from the prepared letter.

    For ten seconds it can be taken back; that they were told stands on each change of date.
    """
    contact = _reachable(order, to)
    moved = untold(order, by)
    if not moved:
        raise Refused(_("Nothing moved that they do not know of."))
    language = _language(contact, by)
    with translation.override(language):
        gaps = {**_gaps(order, contact, words, by), "changes": _changes(moved, language)}
    _post(SLIP, order, contact, gaps, by=by, now=now)
    told = {"told_at": now, "told_how": _("by mail to %(who)s") % {"who": contact.name}}
    locked = DateChange._default_manager.filter(pk__in=[one.pk for one in moved]).select_for_update().order_by("pk")
    change_records(type_of(DateChange), [(one, told) for one in locked], by=by, now=now)
    _tell_promises(moved, by=by, now=now)
    keep_of(order, rule=TELL, text=_("By mail to %(who)s.") % {"who": contact.name}, by=by, now=now)
    return Changes(_("%(who)s is told.") % {"who": contact.name}, record=order)


def _changes(moved: Sequence[DateChange], language: str) -> str:
    """Each line once: what was promised first, what is promised now, and why."""
    rows = []
    for line in lines_moved(moved):
        own = [one for one in moved if one.order_line_id == line.pk]
        before, last = own[0].before, own[-1]
        day = day_text(line.promised_on, language) if line.promised_on else _("a day we shall tell you")
        gaps = {"what": line.title, "n": number_text(line.left), "day": day}
        gaps["before"] = day_text(before, language) if before else ""
        why = last.text or (str(Reason(last.reason).label) if last.reason in Reason.values else "")
        text = _("– %(n)s × %(what)s: %(day)s instead of %(before)s") % gaps
        rows.append(f"{text} ({why})" if why else text)
    return "\n".join(rows)


def _tell_promises(moved: Sequence[DateChange], *, by: Actor, now: datetime) -> None:
    """The new dates of the promises say so too."""
    promises = {one.order_line.promise_id for one in moved} - {None}
    slips = Slip._default_manager.filter(promise__in=promises, customer_told=False, binned_at__isnull=True)
    change_records(type_of(Slip), [(one, {"customer_told": True}) for one in slips.order_by("pk")], by=by, now=now)


@action(
    Order,
    needs="orders.tell",
    button=gettext_lazy("Mark as told"),
    icon="phone",
    applies=lambda order: order.state in (OrderState.OPEN, OrderState.HELD),
    labels={"how": gettext_lazy("How they were told")},
    options={"how": {"max_length": 160}},
)
def mark_told_order(order: Order, *, how: str, by: Actor, now: datetime) -> Changes:
    """Write down that the customer knows of the new days, and how: by phone, in a visit."""
    moved = untold(order, by)
    if not moved:
        raise Refused(_("Nothing moved that they do not know of."))
    locked = DateChange._default_manager.filter(pk__in=[one.pk for one in moved]).select_for_update().order_by("pk")
    told = {"told_at": now, "told_how": how.strip()}
    change_records(type_of(DateChange), [(one, told) for one in locked], by=by, now=now)
    _tell_promises(moved, by=by, now=now)
    keep_of(order, rule=TELL, text=how.strip(), by=by, now=now)
    return Changes(_("It is on record that they know."), record=order)


@action(
    Order,
    needs="orders.tell",
    button=gettext_lazy("Send the status"),
    icon="send",
    applies=lambda order: order.state != OrderState.DRAFT,
    prepare=prepared_slip,
    labels=LABELS,
    options={"words": {"kind": "long"}},
)
def send_status_order(order: Order, *, to: Contact | None = None, words: str = "", by: Actor, now: datetime) -> Changes:
    """Mail the customer how the order stands, with a link to a page that always says so. Ten seconds to take back."""
    contact = _reachable(order, to)
    with translation.override(_language(contact, by)):
        gaps = {**_gaps(order, contact, words, by), "lines": _lines(order, _language(contact, by))}
    _post(STATUS, order, contact, gaps, by=by, now=now)
    return Changes(_("%(who)s gets the status.") % {"who": contact.name}, record=order)


def _lines(order: Order, language: str) -> str:
    return "\n".join(
        f"– {number_text(line.taken.owed)} × {line.title}: {line_said(line, language)}" for line in lines_of(order)
    )


def line_said(line: OrderLine, language: str) -> str:
    """How a line stands, as the customer is told."""
    if line.left == 0:
        if not line.delivered:
            return _("cancelled")
        return _("delivered on %(day)s") % {"day": day_text(line.delivered_on, language)} if line.delivered_on else ""
    rest = _("we shall tell you the day")
    if line.promised_on is not None:
        rest = _("promised for %(day)s") % {"day": day_text(line.promised_on, language)}
    if not line.delivered:
        return rest
    return _("%(n)s delivered, %(rest)s") % {"n": number_text(line.delivered), "rest": rest}


def _gaps(order: Order, contact: Contact, words: str, by: Actor) -> dict[str, str]:
    return {
        "name": contact.name,
        "number": order.po_number or order.ref,
        "state": str(WORDS[standing_of(order)]),
        "words": words.strip(),
        "link": link_mark(),
        "sender": order.owner.name if order.owner else by.name,
    }


def _reachable(order: Order, to: Contact | None) -> Contact:
    contact = to or order.contact
    if contact is None or not contact.email:
        raise Invalid({"to": _("Choose a contact who has an e-mail address.")})
    if contact.account_id not in (None, order.account_id):
        raise Invalid({"to": _("%(name)s is at another account.") % {"name": contact.name}})
    return contact


def _language(contact: Contact, by: Actor) -> str:
    return (contact.language or by.language or "en")[:2]


def _post(letter: str, order: Order, contact: Contact, gaps: dict[str, str], *, by: Actor, now: datetime) -> None:
    language = _language(contact, by)
    subject, text = worded(letter, language, gaps)
    post_with_link(
        Letter([f"{contact.name} <{contact.email}>"], subject, text),
        order,
        name=contact.name,
        email=contact.email,
        expires_at=now + LINK_LIVES,
        verbs=["ask"],
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=language,
    )


@action(
    Order,
    needs="orders.edit",
    labels={"question": gettext_lazy("Your question")},
    options={"question": {"kind": "long", "max_length": 2000}},
    guests=ForGuests(gettext_lazy("Ask a question"), {"question": {}}),
    icon="message-circle-question",
)
def ask_order(order: Order, *, question: str, by: Actor, now: datetime) -> Changes:
    """Ask about the order: the question stands on it, and its owner owes an answer the next working day."""
    add_note(order, text=_("Question: %(question)s") % {"question": question}, by=by, now=now)
    calendar = Calendars().of(order.team_id)
    with written_for(order.owner):
        gaps = {"who": by.name, "ref": order.title, "question": question[:160]}
        reply = Wanted(
            what=_("Answer %(who)s about %(ref)s: %(question)s") % gaps,
            kind=QUESTION,
            due_on=calendar.add_working_days(calendar.day_of(now), 1),
            account=order.account,
            contact=order.contact,
            owner=order.owner,
            source=order,
            source_text=_("Asked on the order's page."),
        )
    make_promises([reply], by=by, now=now)
    if order.owner_id:
        tell([order.owner_id], _("%(who)s asks about %(ref)s.") % gaps, url=f"/orders/{order.ref}/", now=now)
    name = order.owner.name if order.owner else company().name
    return Changes(_("%(name)s has your question and answers by the next working day.") % {"name": name}, record=order)
