"""Prepare order information: every question asked once, what is known filled in, the rest asked for by link."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.serving.orders.models import Giver, OrderSheet, SheetAnswer, SheetState
from followthrough.serving.orders.queries.information import (
    answers_of,
    asked_of,
    known_answer,
    missing,
    question_text,
    read_answer,
    sold_under,
)
from followthrough.serving.orders.queries.owed import INFORMATION
from followthrough.winning.contracts.models import Contract, ContractState
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.totals import version_of

LETTER = "orders.information"
LINK_LIVES = timedelta(days=30)
LADDER = (2, 4, 7)
OPEN = (SheetState.OPEN, SheetState.RETURNED)


@action(
    Contract,
    needs="order-sheets.create",
    button=gettext_lazy("Prepare order information"),
    icon="list-todo",
    moves=(ContractState.SIGNED, ContractState.SIGNED),
)
def prepare_information_contract(contract: Contract, *, by: Actor, now: datetime) -> Changes:
    """Prepare what onboarding needs to know of this contract: what is known is filled in, the rest is asked for."""
    values = {"account": contract.account, "contract": contract, "contact": contract.contact, "owner": contract.owner}
    return _prepared({**values, "go_live_on": contract.starts_on}, by=by, now=now)


@action(
    Quote,
    needs="order-sheets.create",
    button=gettext_lazy("Prepare order information"),
    icon="list-todo",
    moves=(QuoteState.ACCEPTED, QuoteState.ACCEPTED),
)
def prepare_information_quote(quote: Quote, *, by: Actor, now: datetime) -> Changes:
    """Prepare what onboarding needs to know of the version that was accepted."""
    values = {"account": quote.account, "contact": quote.contact, "owner": quote.owner}
    return _prepared({**values, "quote_version": version_of(quote)}, by=by, now=now)


def _prepared(values: Values, *, by: Actor, now: datetime) -> Changes:
    (sheet,) = create_records(type_of(OrderSheet), [values], by=by, now=now)
    left = missing(sheet).count()
    words = _("%(ref)s: %(n)d answers are missing.") if left else _("%(ref)s is complete.")
    return Changes(words % {"ref": sheet.ref, "n": left}, record=sheet, ask={"opens": True})


def fill_sheets(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A new sheet belongs to whoever owns the account, unless said otherwise."""
    own = User._default_manager.filter(pk=by.user_id or 0).first()
    for row in rows:
        contract = row.get("contract")
        if contract and contract.account_id != row["account"].pk:
            raise Invalid({"contract": _("%(ref)s is with another account.") % {"ref": contract.ref}})
        row["owner"] = row.get("owner") or row["account"].owner or own
        row["team"] = row.get("team") or (row["owner"] and row["owner"].team) or row["account"].team


def saved_sheets(
    *, created: Sequence[OrderSheet], changed: Sequence[OrderSheet], inputs: Any, by: Actor, now: datetime
) -> None:
    """A new sheet asks every question of what was sold, with what is known filled in."""
    rows: list[Values] = []
    for sheet in created:
        for place, (question, sold) in enumerate(asked_of(sold_under(sheet.contract, sheet.quote_version)), 1):
            known = known_answer(question, sheet, sold)
            row = {"sheet": sheet, "question": question, "position": place, "about": sold.title if sold else ""}
            row["product_kind"] = sold.kind if sold else ""
            if known:
                row |= {"value": known.value, "source": known.source, "given_at": now}
            rows.append(row)
    create_records(type_of(SheetAnswer), rows, by=by, now=now)


def clean_answer(values: Values, answer: SheetAnswer | None) -> Values:
    """An answer is what its question asks for, while the sheet is with us."""
    if answer is not None and "value" in values and values["value"] != answer.value:
        if answer.sheet.state not in OPEN:
            raise Refused(_("The information is handed over. Take it back to change it."))
        values["value"] = read_answer(answer.question, values["value"] or "")
    return values


def saved_answers(
    *,
    created: Sequence[SheetAnswer],
    changed: Sequence[SheetAnswer],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """Who said it stands beside an answer; once nothing is missing nobody waits any more."""
    told = [one for one, row in zip(changed, inputs if changed else (), strict=True) if row.keys() == {"value"}]
    source = {"source": by.name[:200], "given_at": now}
    change_records(
        type_of(SheetAnswer), [(one, source if one.value else {"source": ""}) for one in told], by=by, now=now
    )
    for sheet in {one.sheet_id: one.sheet for one in told}.values():
        for giver in (Giver.CUSTOMER, Giver.DEPARTMENT):
            if not missing(sheet, [giver]).exists():
                text = _("All answers are here.")
                keep_of(sheet, rule=f"{INFORMATION}.{giver}", text=text, by=by, now=now)


@action(
    OrderSheet,
    needs="order-sheets.edit",
    button=gettext_lazy("Ask for what is missing"),
    icon="send",
    applies=lambda sheet: sheet.state in OPEN,
    labels={
        "to": gettext_lazy("Contact"),
        "name": gettext_lazy("or somebody else"),
        "email": gettext_lazy("E-mail"),
        "words": gettext_lazy("Your words"),
    },
    options={"words": {"kind": "long"}, "email": {"kind": "email"}},
)
def ask_order_sheet(
    order_sheet: OrderSheet,
    *,
    to: Contact | None = None,
    name: str = "",
    email: str = "",
    words: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Mail a link to whoever can say what is missing; they fill in just that. For ten seconds it can be taken back.

    We wait for the answers of the customer, and remind them by a ladder.
    """
    contact = to or (None if email else order_sheet.contact)
    who, address = (contact.name, contact.email) if contact else (name or email, email)
    if not address:
        raise Invalid({"to": _("Choose a contact with an e-mail address, or write one.")})
    givers = [Giver.CUSTOMER] if contact else [Giver.DEPARTMENT, Giver.US]
    asked = list(missing(order_sheet, givers) or missing(order_sheet))
    if not asked:
        raise Refused(_("Nothing is missing that they could say."))
    _post(order_sheet, asked, who, address, contact, words, by=by, now=now)
    if contact:
        _wait(order_sheet, contact, len(asked), by=by, now=now)
    return Changes(_("%(who)s is asked for %(n)d answers.") % {"who": who, "n": len(asked)}, record=order_sheet)


def _post(
    sheet: OrderSheet,
    asked: Sequence[SheetAnswer],
    who: str,
    address: str,
    contact: Contact | None,
    words: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    language = (contact.language if contact else "") or by.language
    gaps = {
        "name": who,
        "account": sheet.account.name,
        "number": sheet.ref,
        "questions": "\n".join(f"– {question_text(one.question)}" for one in asked[:20]),
        "words": words.strip(),
        "link": link_mark(),
        "sender": sheet.owner.name if sheet.owner else by.name,
    }
    subject, text = worded(LETTER, language, gaps)
    post_with_link(
        Letter([f"{who} <{address}>"], subject, text),
        sheet,
        name=who,
        email=address,
        expires_at=now + LINK_LIVES,
        verbs=["fill"],
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=language,
    )


def _wait(sheet: OrderSheet, contact: Contact, count: int, *, by: Actor, now: datetime) -> None:
    calendar = Calendars().of(sheet.team_id)
    today = calendar.day_of(now)
    with written_for(sheet.owner):
        wait = Wanted(
            what=_("%(n)d answers for %(ref)s") % {"n": count, "ref": sheet.ref},
            kind=INFORMATION,
            due_on=calendar.add_working_days(today, 3),
            account=sheet.account,
            contact=contact,
            minder=sheet.owner,
            team=sheet.team,
            source=sheet,
            source_text=_("Without them the order can't be set up."),
            rule=f"{INFORMATION}.{Giver.CUSTOMER}",
            occurrence=f"{INFORMATION}/order-sheet:{sheet.pk}/on-{today.isoformat()}",
            direction=Direction.THEIRS.value,
            ladder=LADDER,
            asked_on=today,
        )
    make_promises([wait], by=by, now=now)


@action(
    OrderSheet,
    needs="order-sheets.edit",
    applies=lambda sheet: sheet.state in OPEN,
    labels={"answers": gettext_lazy("Answers")},
    guests=ForGuests(gettext_lazy("Send"), {"answers": {}}),
)
def fill_order_sheet(order_sheet: OrderSheet, *, answers: dict[str, Any], by: Actor, now: datetime) -> Changes:
    """Fill in answers by their numbers: `{"OA-0000012": "Gate 3"}`. What is not named stays as it is."""
    rows = answers_of(order_sheet).select_for_update(of=("self",))
    # Whoever has only a link fills in what is empty, or mends what they said themselves.
    known = {one.ref: one for one in rows if not by.opens or not one.value or one.source == by.name}
    if strange := sorted(answers.keys() - known.keys()):
        raise Invalid({"answers": _("There is no question %(ref)s on it.") % {"ref": strange[0]}})
    changes: list[tuple[SheetAnswer, Values]] = []
    wrong: dict[str, Any] = {}
    for ref, typed in answers.items():
        if by.opens and not str(typed or "").strip():
            continue
        try:
            changes.append((known[ref], clean_answer({"value": str(typed or "")}, known[ref])))
        except Invalid as problem:
            wrong[f"answers.{ref}"] = problem.fields["value"]
    if wrong:
        raise Invalid(wrong)
    change_records(type_of(SheetAnswer), changes, by=by, now=now)
    left = missing(order_sheet).count()
    words = _("Thank you. %(n)d answers are still missing.") if left else _("Thank you. Nothing is missing any more.")
    return Changes(words % {"n": left}, record=order_sheet)
