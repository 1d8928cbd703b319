"""Every verb on what can need approval, tried on a draft: by which it goes out, and whether a rule holds it back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.records.problems import Problem, Refused
from followthrough.keystone.approvals.models import ApprovalRule
from followthrough.keystone.approvals.queries.subjects import Subject, all_subjects
from followthrough.winning.contracts.models import Amendment, Contract, ContractLine
from followthrough.winning.quotes.models import Quote
from tests import cast
from tests.house import agreements
from tests.house.acts import Trial

# A draft is put aside by these without going anywhere; orders are held by the day they are wanted on, in their area.
OF_NO_MATTER = {"void", "delete", "delete-many", "merge", "ask-approval"}
SUBJECTS = [one for one in all_subjects() if one.kind != "orders.order"]
LETS_GO = {
    Quote: {"send", "note-sent"},
    Contract: {"send-for-signature", "mark-signed"},
    Amendment: {"send-for-signature", "mark-signed"},
}


def ready(record: Any) -> None:
    """A contract or an amendment that could be signed at once."""
    if isinstance(record, Contract):
        cast.set_to(record, starts_on=agreements.START, state="draft")
        cast.made(ContractLine, contract=record, description="Ontario", unit_price=Decimal(100))
    if isinstance(record, Amendment):
        cast.set_to(record.contract, **agreements.SIGNED)
        cast.made(
            ContractLine, contract=record.contract, amendment=record, description="Ontario", unit_price=Decimal(100)
        )


def catch_everything(subject: Subject) -> None:
    """A rule for each thing that is measured, beyond which everything is."""
    for measure in subject.measures:
        rule = {"subject": subject.ruled_as, "comparison": "present", "is_on": True}
        cast.made(ApprovalRule, name=measure.key, measure=measure.key, **rule)


def tried(house: Any, subject: Subject, action: Action, *, held: bool) -> str:
    """What comes of the verb on a draft: `gone`, `refused` for want of approval, or nothing to do with it."""
    trial = Trial(action, house)
    record = trial.prepared() if trial.is_offered() else None
    if record is None or not subject.is_draft(record):
        return ""
    ready(record)
    record.refresh_from_db()
    values = trial.values(action, record)
    if "signed_on" in values:
        values["signed_on"] = date(2026, 1, 5)
    if held:
        catch_everything(subject)
    try:
        trial.do(record, values)
    except Refused as refused:
        return "refused" if "Nobody is known who could approve" in refused.message or "Ask " in refused.message else ""
    except Problem:
        return ""
    return "" if subject.is_draft(type(record)._default_manager.get(pk=record.pk)) else "gone"


def verbs_that_let_go(house: Any, subject: Subject) -> tuple[set[str], set[str]]:
    """The verbs by which a draft goes out where no rule holds, and those of them that are refused where one does."""
    gone: set[str] = set()
    refused: set[str] = set()
    for verb, action in actions_on(subject.model).items():
        if action.on_class or verb in OF_NO_MATTER:
            continue
        if _once(house, subject, action, held=False) == "gone":
            gone.add(verb)
            if _once(house, subject, action, held=True) == "refused":
                refused.add(verb)
    return gone, refused


def _once(house: Any, subject: Subject, action: Action, *, held: bool) -> str:
    with transaction.atomic():
        what = tried(house, subject, action, held=held)
        transaction.set_rollback(True)
    return what
