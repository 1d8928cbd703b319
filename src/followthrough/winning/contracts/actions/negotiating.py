"""Send a contract to and fro: our version out, theirs back, to legal, and back to us; each step stands on its track."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import take_back_questions
from followthrough.keystone.promises.actions import void_promises
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.actions.owing import settle, want
from followthrough.winning.contracts.actions.papers import TEXT, file_paper, file_text, language_of
from followthrough.winning.contracts.models import (
    Contract,
    ContractState,
    NegotiationRound,
    OpenPoint,
    Party,
    PointState,
    Side,
)
from followthrough.winning.contracts.queries.wanted import ANSWER, OUR_ANSWER

TALKING = (ContractState.DRAFT.value, ContractState.NEGOTIATION.value)
NEEDS = "contracts.negotiate"
LABELS = {
    "contact": gettext_lazy("Contact"),
    "note": gettext_lazy("Note"),
    "file": gettext_lazy("Their version"),
    "person": gettext_lazy("Person"),
}
LONG = {"note": {"kind": "long"}}


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Sent to them"),
    icon="send",
    moves=(TALKING, ContractState.NEGOTIATION.value),
    labels=LABELS,
    options=LONG,
)
def send_contract(
    contract: Contract, *, contact: Contact | None = None, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Note that they have our version now: its text is filed, it is a round, and their answer is waited for."""
    reached = contact or contract.contact
    if reached is None:
        raise Invalid({"contact": _("Choose who has it now.")})
    made = _round(contract, Side.OURS, contact=reached, note=note, by=by, now=now)
    with override(language_of(contract)):
        edition = _("round %(number)d, ours") % {"number": made.number}
    filed = file_text(contract, edition=edition, by=by, now=now)
    change_records(type_of(NegotiationRound), [(made, {"paper": filed})], by=by, now=now)
    settle(contract, OUR_ANSWER, _("Our version went out."), by=by, now=now)
    values: Values = {} if contract.contact_id else {"contact": reached}
    state = ContractState.NEGOTIATION.value
    pass_on(contract, Party.THEM, state=state, contact=reached, why=note, values=values, by=by, now=now)
    want(ANSWER, contract, by=by, now=now)
    return Changes(_("%(name)s has it now.") % {"name": reached.name}, record=contract)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Their version"),
    icon="file-up",
    moves=(TALKING, ContractState.NEGOTIATION.value),
    labels=LABELS,
    options=LONG,
)
def receive_contract(
    contract: Contract,
    *,
    file: Upload | None = None,
    contact: Contact | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Log what they sent back, with the file if there is one, and take the contract up again: our answer is owed."""
    if file is None and not note.strip():
        raise Invalid({"file": _("Give their file, or say in the note what they want.")})
    made = _round(contract, Side.THEIRS, contact=contact or contract.contact, note=note, by=by, now=now)
    if file is not None:
        with override(language_of(contract)):
            edition = _("round %(number)d, theirs") % {"number": made.number}
        filed = file_paper(contract, TEXT, contract.name, file, edition=edition, by=by, now=now)
        change_records(type_of(NegotiationRound), [(made, {"paper": filed})], by=by, now=now)
    settle(contract, ANSWER, _("Their version is here."), by=by, now=now)
    state = ContractState.NEGOTIATION.value
    pass_on(contract, Party.US, state=state, person=contract.owner, why=note, by=by, now=now)
    want(OUR_ANSWER, contract, by=by, now=now)
    return Changes(_("Round %(number)d is logged.") % {"number": made.number}, record=contract)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("To legal"),
    icon="scale",
    moves=(TALKING, ContractState.NEGOTIATION.value),
    undone_by="take-back",
    labels=LABELS,
    options=LONG,
)
def ask_legal_contract(
    contract: Contract, *, person: User | None = None, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Give it to legal, or to somebody there, to look at."""
    state = ContractState.NEGOTIATION.value
    pass_on(contract, Party.LEGAL, state=state, person=person, why=note, by=by, now=now)
    return Changes(_("It is with legal now."), record=contract)


@action(
    Contract,
    needs=NEEDS,
    button=gettext_lazy("Back to us"),
    icon="undo-2",
    applies=lambda one: one.state in TALKING and one.with_party != Party.US,
    labels=LABELS,
    options=LONG,
)
def take_back_contract(contract: Contract, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Take it up again: from them, from legal, or from whoever was asked to approve; they need not answer any more."""
    why = _("It was taken back.")
    void_promises(contract, rule=ANSWER, reason_text=why, by=by, now=now)
    pass_on(contract, Party.US, person=contract.owner, why=note, by=by, now=now)
    take_back_questions(contract, note or why, by=by, now=now)
    return Changes(_("It is with us again."), record=contract)


def _round(contract: Contract, side: Side, *, contact: Contact | None, note: str, by: Actor, now: datetime) -> Any:
    kind = type_of(NegotiationRound)
    hold_numbers(kind.kind, kind.ref, year=now.year)
    rows = NegotiationRound._default_manager.filter(contract=contract)
    number = (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    told: Values = {"contract": contract, "number": number, "side": side.value, "at": now, "note": note}
    (made,) = create_records(kind, [{**told, "person_id": by.user_id, "contact": contact}], by=by, now=now)
    return made


@action(
    OpenPoint,
    needs="open-points.edit",
    button=gettext_lazy("Agreed"),
    icon="circle-check-big",
    moves=(PointState.OPEN.value, PointState.AGREED.value),
    undone_by="reopen",
    labels={"outcome": gettext_lazy("What was agreed")},
)
def agree_open_point(point: OpenPoint, *, outcome: str, by: Actor, now: datetime) -> Changes:
    """Both sides agree on the point: write down what."""
    change_records(
        type_of(OpenPoint), [(point, {"state": PointState.AGREED.value, "outcome": outcome})], by=by, now=now
    )
    return Changes(_("Agreed: %(what)s.") % {"what": outcome}, record=point)


@action(
    OpenPoint,
    needs="open-points.edit",
    button=gettext_lazy("Drop"),
    icon="circle-x",
    moves=(PointState.OPEN.value, PointState.DROPPED.value),
    undone_by="reopen",
)
def drop_open_point(point: OpenPoint, *, by: Actor, now: datetime) -> Changes:
    """Nobody insists on it any more."""
    change_records(type_of(OpenPoint), [(point, {"state": PointState.DROPPED.value})], by=by, now=now)
    return Changes(_("Dropped."), record=point)


@action(
    OpenPoint,
    needs="open-points.edit",
    button=gettext_lazy("Open again"),
    icon="undo-2",
    moves=((PointState.AGREED.value, PointState.DROPPED.value), PointState.OPEN.value),
)
def reopen_open_point(point: OpenPoint, *, by: Actor, now: datetime) -> Changes:
    """It is to be agreed again."""
    change_records(type_of(OpenPoint), [(point, {"state": PointState.OPEN.value, "outcome": ""})], by=by, now=now)
    return Changes(_("Open again."), record=point)
