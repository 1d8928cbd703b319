"""Our notice as a letter: prepared and filed, sent or posted, and confirmed by the other side."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.mail.letters import Enclosed, Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK, post_letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import void_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.contracts.actions.ending import give_notice_contract
from followthrough.winning.contracts.models import Contract, ContractState, NoticeFrom
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.queries.wording import day_in_words
from followthrough.winning.renewals.models import LetterState, NoticeLetter, Posted
from followthrough.winning.renewals.queries.notice import Effect, effect_of
from followthrough.winning.renewals.queries.paper import notice_pdf

NEEDS = "contracts.end"
LETTER, CONFIRMED = "renewals.notice", "renewals.confirmed"
ANSWER_DAYS = 5  # working days the other side has to confirm
PUSHES = (5, 8, 12)
UNDER_WAY = (LetterState.DRAFT, LetterState.SENT)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Prepare notice"),
    icon="mail-x",
    applies=lambda one: one.state == ContractState.SIGNED and one.notice_given_on is None,
    labels={
        "contact": gettext_lazy("To"),
        "reason": gettext_lazy("Why (for us; not in the letter)"),
        "end_later": gettext_lazy("If it is too late for this term: end the next one"),
    },
    options={"reason": {"max_length": 300}},
)
def prepare_notice_contract(
    contract: Contract,
    *,
    contact: Contact | None = None,
    reason: str = "",
    end_later: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Set our letter of notice in the contract's language and file it under the contract. Nothing is sent yet.

    After the last day for notice it ends the next term only; that must be confirmed.
    """
    effect = _checked(contract, now, end_later=end_later)
    row: Values = {"contract": contract, "contact": contact, "reason": reason, "last_day": effect.last_day}
    (made,) = create_records(type_of(NoticeLetter), [row], by=by, now=now)
    gaps = {"day": day_said(effect.last_day)}
    return Changes(_("The letter is filed; it ends the contract on %(day)s.") % gaps, record=made, ask={"opens": True})


@action(
    NoticeLetter,
    needs=NEEDS,
    button=gettext_lazy("Send by e-mail"),
    icon="send",
    primary=True,
    moves=(LetterState.DRAFT, LetterState.SENT),
    labels={"to": gettext_lazy("To")},
)
def send_notice_letter(letter: NoticeLetter, *, to: Contact | None = None, by: Actor, now: datetime) -> Changes:
    """Mail the letter as a PDF and write down that notice is given today. For ten seconds it can be taken back.

    They owe us a confirmation from then on. A letter whose day has changed since it was set is refused.
    """
    contact = to or letter.contact or letter.contract.contact
    if contact is None or not contact.email:
        raise Invalid({"to": _("Choose a contact who has an e-mail address.")})
    today = calendar_of(letter.contract).day_of(now)
    _give(letter, Posted.MAIL, today, {"contact": contact}, by=by, now=now)
    _post(letter, contact, by=by, now=now)
    return Changes(_("The notice goes to %(name)s.") % {"name": contact.name}, record=letter)


@action(
    NoticeLetter,
    needs=NEEDS,
    button=gettext_lazy("Posted"),
    icon="package",
    moves=(LetterState.DRAFT, LetterState.SENT),
    labels={"tracking": gettext_lazy("Tracking number"), "posted_on": gettext_lazy("Posted on")},
    options={"tracking": {"max_length": 80}},
)
def post_notice_letter(
    letter: NoticeLetter, *, tracking: str, posted_on: date | None = None, by: Actor, now: datetime
) -> Changes:
    """Write down that the printed letter went by post, with its tracking number: notice is given on that day."""
    today = calendar_of(letter.contract).day_of(now)
    day = posted_on or today
    if day > today:
        raise Invalid({"posted_on": _("That day is still to come.")})
    if letter.contract.signed_on and day < letter.contract.signed_on:
        raise Invalid({"posted_on": _("The contract was not signed yet on that day.")})
    _give(letter, Posted.POST, day, {"tracking": tracking.strip()}, by=by, now=now)
    return Changes(_("Notice counts as given on %(day)s.") % {"day": day_said(day)}, record=letter)


@action(
    NoticeLetter,
    needs=NEEDS,
    button=gettext_lazy("Confirmed"),
    icon="check",
    primary=True,
    moves=(LetterState.SENT, LetterState.CONFIRMED),
    labels={"confirmed_on": gettext_lazy("Confirmed on"), "how": gettext_lazy("How we know")},
    options={"how": {"max_length": 300}},
)
def confirm_notice_letter(
    letter: NoticeLetter, *, how: str, confirmed_on: date | None = None, by: Actor, now: datetime
) -> Changes:
    """Write down that they confirmed our notice. We wait no longer."""
    today = calendar_of(letter.contract).day_of(now)
    day = confirmed_on or today
    if day > today or (letter.sent_on and day < letter.sent_on):
        raise Invalid({"confirmed_on": _("Choose a day from when it was sent until today.")})
    values = {"state": LetterState.CONFIRMED.value, "confirmed_on": day, "confirmed_how": how}
    change_records(type_of(NoticeLetter), [(letter, values)], by=by, now=now)
    keep_of(letter, rule=CONFIRMED, text=how, by=by, now=now)
    return Changes(_("Confirmed on %(day)s.") % {"day": day_said(day)}, record=letter)


@action(
    NoticeLetter,
    needs=NEEDS,
    button=gettext_lazy("Drop"),
    icon="circle-x",
    moves=(LetterState.DRAFT, LetterState.VOID),
)
def drop_notice_letter(letter: NoticeLetter, *, by: Actor, now: datetime) -> Changes:
    """Drop a letter that was never sent; it stays filed. A notice that was given is withdrawn on the contract."""
    change_records(type_of(NoticeLetter), [(letter, {"state": LetterState.VOID.value})], by=by, now=now)
    return Changes(_("The letter is dropped."), record=letter)


def _checked(contract: Contract, given_on: Any, *, end_later: bool) -> Effect:
    """What notice would do today. Raises Refused or Invalid where it makes no sense, or comes too late unconfirmed."""
    if contract.state != ContractState.SIGNED or contract.notice_given_on is not None:
        raise Refused(_("Only a contract that runs, and nobody gave notice of, can be ended by notice."))
    if NoticeLetter._default_manager.filter(contract=contract, state__in=UNDER_WAY, binned_at__isnull=True).exists():
        raise Refused(_("There is a letter of notice already. Send it, or drop it first."))
    effect = effect_of(contract, calendar_of(contract).day_of(given_on))
    if effect is None:
        raise Refused(_("It ends by itself; no notice is needed."))
    if effect.missed and not end_later:
        words = _("The last day for notice was %(by)s. Notice now ends it on %(last)s. Confirm that, or leave it.")
        gaps = {"by": day_said(effect.missed), "last": day_said(effect.last_day)}
        raise Invalid({"end_later": words % gaps})
    return effect


def clean_letter(values: Values, letter: NoticeLetter | None) -> Values:
    """A letter stays with its contract; one that was sent stays as it was sent."""
    contract = values.get("contract")
    if letter is None and contract is not None:
        try:
            _checked(contract, clock.now(), end_later=False)
        except Refused as problem:
            raise Invalid({"contract": problem.message}) from problem
    elif letter is not None and contract is not None and contract != letter.contract:
        raise Invalid({"contract": _("A letter stays with its contract.")})
    elif letter is not None and letter.state != LetterState.DRAFT:
        raise Refused(_("What was sent stays as it was sent."))
    return values


def fill_letters(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """To whom, and on which day it ends the contract."""
    for row in rows:
        contract: Contract = row["contract"]
        row["contact"] = row.get("contact") or contract.contact
        effect = effect_of(contract, calendar_of(contract).day_of(now))
        if row.get("last_day") is None and effect is not None:
            row["last_day"] = effect.last_day
        row.setdefault("notice_by", effect.notice_by if effect else None)


def saved_letters(
    *,
    created: Sequence[NoticeLetter],
    changed: Sequence[NoticeLetter],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """The letter is set and filed under the contract, anew where it goes to somebody else."""
    told = zip([*created, *changed], inputs, strict=True)
    for letter, values in told:
        is_new = letter in created and letter.filed_id is None
        if is_new or (letter not in created and "contact" in values and letter.state == LetterState.DRAFT):
            filed = _file(letter, by=by, now=now)
            change_records(type_of(NoticeLetter), [(letter, {"filed": filed})], by=by, now=now)


def _file(letter: NoticeLetter, *, by: Actor, now: datetime) -> DocumentVersion:
    contract = letter.contract
    with override(contract.language or "en"):
        title = _("Notice letter %(ref)s") % {"ref": letter.ref}
    return file_document(
        contract,
        account=contract.account,
        kind=LETTER,
        title=title,
        name=f"{letter.ref}.pdf",
        content=notice_pdf(letter, at=now),
        language=contract.language,
        by=by,
        now=now,
    )


def _give(letter: NoticeLetter, way: Posted, day: date, values: Values, *, by: Actor, now: datetime) -> None:
    """Notice is given on that day, and their confirmation is owed. Raises Refused where the letter is out of date."""
    contract = Contract._default_manager.select_for_update(of=("self",)).get(pk=letter.contract_id)
    effect = effect_of(contract, day) if contract.notice_given_on is None else None
    if effect is None or effect.last_day != letter.last_day:
        raise Refused(_("The letter no longer fits the contract. Drop it and prepare it anew."))
    told: Values = {**values, "state": LetterState.SENT.value, "sent_by": way.value, "sent_on": day}
    change_records(type_of(NoticeLetter), [(letter, told)], by=by, now=now)
    give_notice_contract(contract, notice_from=NoticeFrom.US, given_on=day, reason=letter.reason, by=by, now=now)
    make_promises([_confirmation(letter, contract, day)], by=by, now=now)


def _confirmation(letter: NoticeLetter, contract: Contract, day: date) -> Wanted:
    calendar = calendar_of(contract)
    with written_for(contract.owner):
        return Wanted(
            what=_("Their confirmation that %(name)s ends on %(day)s")
            % {"name": contract.name, "day": day_said(letter.last_day)},
            kind=CONFIRMED,
            due_on=calendar.add_working_days(day, ANSWER_DAYS),
            account=contract.account,
            contact=letter.contact,
            minder=contract.owner,
            team=contract.team,
            source=letter,
            source_text=_("Our notice went on %(day)s.") % {"day": day_said(day)},
            rule=CONFIRMED,
            occurrence=occurrence_key(CONFIRMED, f"letter:{letter.pk}", day),
            direction=Direction.THEIRS.value,
            ladder=PUSHES,
            asked_on=day,
        )


def _post(letter: NoticeLetter, contact: Contact, *, by: Actor, now: datetime) -> None:
    contract, filed = letter.contract, letter.filed
    assert filed is not None
    language = contract.language or "en"
    gaps = {
        "name": contact.name,
        "title": contract.name,
        "number": contract.ref,
        "last_day": day_in_words(letter.last_day, language),
        "sender": contract.owner.name if contract.owner else by.name,
    }
    subject, text = worded(LETTER, language, gaps)
    enclosed = [Enclosed(filed.name, filed.media_type, filed.sha256)]
    mail = Letter(to=[f"{contact.name} <{contact.email}>"], subject=subject, text=text, enclosed=enclosed)
    post_letter(mail, about=contract, by=by, now=now, hold=TO_TAKE_BACK, language=language)


def let_letters_go(contract: Contract, *, by: Actor, now: datetime) -> None:
    """A notice of ours that was withdrawn: its letter counts no longer, and nobody waits for its confirmation."""
    rows = NoticeLetter._default_manager.filter(contract=contract, state=LetterState.SENT, binned_at__isnull=True)
    for letter in rows.select_for_update(of=("self",)).order_by("pk"):
        change_records(type_of(NoticeLetter), [(letter, {"state": LetterState.VOID.value})], by=by, now=now)
        void_promises(letter, reason_text=_("The notice was withdrawn."), by=by, now=now)
