"""Send a contract or an amendment out for signature on both sides, take it back, and follow what comes of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.actions.amending import bring_amendment_into_force, refuse_unfit, why_unfit
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.actions.papers import TEXT, file_text
from followthrough.winning.contracts.actions.signing import bring_into_force, refuse_unready, why_unready
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract, ContractState, Party
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.signing.actions import SignerWish, hold_signing, request_signatures, revoke_signatures
from followthrough.winning.signing.models import Envelope, Signer, SignerState
from followthrough.winning.signing.models import Party as SignedFor

USUAL = timedelta(days=21)
TALKING = (ContractState.DRAFT, ContractState.NEGOTIATION)
LABELS = {
    "contact": gettext_lazy("Signs for them"),
    "our_signer": gettext_lazy("Signs for us"),
    "we_first": gettext_lazy("We sign first"),
    "expires_on": gettext_lazy("Last day"),
    "message": gettext_lazy("Message to them"),
    "reason": gettext_lazy("Why"),
}
OPTIONS = {"message": {"kind": "long"}, "reason": {"max_length": 300}}
SENT = gettext_lazy("Take it back instead: those who were asked are told.")


@action(
    Contract,
    needs="contracts.sign",
    button=gettext_lazy("Send for signature"),
    icon="file-signature",
    primary=True,
    applies=lambda one: one.state in TALKING,
    not_yet=why_unready,
    undo_words=SENT,
    prepare=lambda contract, by: {"contact": contract.contact, "our_signer": contract.our_signer},
    labels=LABELS,
    options={"message": {"kind": "long"}},
)
def send_for_signature_contract(
    contract: Contract,
    *,
    contact: Contact | None = None,
    our_signer: User | None = None,
    we_first: bool = False,
    expires_on: date | None = None,
    message: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Set its text, freeze it, and ask both sides to sign online, the customer first unless told otherwise.

    What needs approval must have been approved. Until all have signed nothing in it can be changed.
    """
    refuse_unready(contract, by=by, now=now)
    them, us = contact or contract.contact, our_signer or contract.our_signer
    filed = file_text(contract, edition=gettext_lazy("for signature"), by=by, now=now)
    values: Values = {"sent_version": filed, "contact": them, "our_signer": us}
    state = ContractState.SIGNATURE.value
    pass_on(contract, Party.SIGNER, state=state, contact=them, values=values, by=by, now=now)
    _ask(contract, filed, contract.name, _wishes(them, us, we_first, contract.language), expires_on, message, by, now)
    return Changes(_("%(title)s is out for signature.") % {"title": contract.title}, record=contract)


@action(
    Amendment,
    needs="amendments.sign",
    button=gettext_lazy("Send for signature"),
    icon="file-signature",
    primary=True,
    applies=lambda one: one.state == AmendmentState.DRAFT,
    not_yet=why_unfit,
    undo_words=SENT,
    prepare=lambda one, by: {"contact": one.contract.contact, "our_signer": one.contract.our_signer},
    labels=LABELS,
    options={"message": {"kind": "long"}},
)
def send_for_signature_amendment(
    amendment: Amendment,
    *,
    contact: Contact | None = None,
    our_signer: User | None = None,
    we_first: bool = False,
    expires_on: date | None = None,
    message: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Set the amendment's text, freeze it, and ask both sides to sign online. In force only once they have."""
    refuse_unfit(amendment, by=by, now=now)
    contract = amendment.contract
    filed = file_text(amendment, edition=gettext_lazy("for signature"), by=by, now=now)
    values: Values = {"sent_version": filed, "state": AmendmentState.SIGNATURE.value}
    change_records(type_of(Amendment), [(amendment, values)], by=by, now=now)
    them, us = contact or contract.contact, our_signer or contract.our_signer
    title = f"{contract.name}: {filed.document.name}"
    _ask(amendment, filed, title, _wishes(them, us, we_first, contract.language), expires_on, message, by, now)
    return Changes(_("%(title)s is out for signature.") % {"title": amendment.title}, record=amendment)


def _wishes(them: Contact | None, us: User | None, we_first: bool, language: str) -> list[SignerWish]:
    missing = {"contact": _("Choose who signs for them."), "our_signer": _("Choose who signs for us.")}
    missing = {name: words for name, words in missing.items() if (them if name == "contact" else us) is None}
    if missing:
        raise Invalid(missing)
    theirs = SignerWish(contact=them, party=SignedFor.THEM.value, step=2 if we_first else 1, language=language)
    return [theirs, SignerWish(user=us, party=SignedFor.US.value, step=1 if we_first else 2)]


def _ask(
    about: Contract | Amendment,
    filed: DocumentVersion,
    title: str,
    wishes: Sequence[SignerWish],
    expires_on: date | None,
    message: str,
    by: Actor,
    now: datetime,
) -> None:
    contract = about if isinstance(about, Contract) else about.contract
    last = expires_on or calendar_of(contract).day_of(now) + USUAL
    request_signatures(
        filed, about=about, title=title, signers=wishes, expires_on=last, message=message, by=by, now=now
    )


@action(
    Contract,
    needs="contracts.sign",
    button=gettext_lazy("Take back from signature"),
    icon="undo-2",
    applies=lambda one: one.state == ContractState.SIGNATURE,
    undo_words=gettext_lazy("Those who were asked have been told. Send it for signature again."),
    labels=LABELS,
    options={"reason": {"max_length": 300}},
)
def recall_contract(contract: Contract, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Call it back before all have signed: nobody can sign any more, they are told, and it can be changed again."""
    revoke_signatures(contract, reason=reason, by=by, now=now)
    back_to_the_table(contract, reason, by=by, now=now)
    return Changes(_("It is with us again."), record=contract)


@action(
    Amendment,
    needs="amendments.sign",
    button=gettext_lazy("Take back from signature"),
    icon="undo-2",
    applies=lambda one: one.state == AmendmentState.SIGNATURE,
    undo_words=gettext_lazy("Those who were asked have been told. Send it for signature again."),
    labels=LABELS,
    options={"reason": {"max_length": 300}},
)
def recall_amendment(amendment: Amendment, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Call it back before all have signed: nobody can sign any more, they are told, and it is a draft again."""
    revoke_signatures(amendment, reason=reason, by=by, now=now)
    back_to_the_table(amendment, reason, by=by, now=now)
    return Changes(_("It is a draft again."), record=amendment)


def back_to_the_table(about: Contract | Amendment, why: str, *, by: Actor, now: datetime) -> None:
    """Not signed after all: the contract is under negotiation again, an amendment a draft, with the reason."""
    if isinstance(about, Amendment):
        change_records(type_of(Amendment), [(about, {"state": AmendmentState.DRAFT.value})], by=by, now=now)
        return
    state = ContractState.NEGOTIATION.value
    pass_on(about, Party.US, state=state, person=about.owner, why=why, by=by, now=now)


def out_for_signature(kind: str, pk: int) -> Contract | Amendment | None:
    """The contract or amendment of an envelope, locked, if it still is out for signature."""
    for model, state in ((Contract, ContractState.SIGNATURE), (Amendment, AmendmentState.SIGNATURE)):
        if kind == type_of(model).kind:
            found: Contract | Amendment | None = (
                model._default_manager.select_for_update(of=("self",)).filter(pk=pk, state=state).first()
            )
            return found
    return None


def all_signed(envelope_id: int, kind: str, pk: int, version_id: int, *, by: Actor, now: datetime) -> None:
    """Everybody has signed the very version that went out: it is in force. Another version changes nothing."""
    about = out_for_signature(kind, pk)
    if about is None or about.sent_version_id != version_id:
        return
    envelope = Envelope._default_manager.get(pk=envelope_id)
    contract = about if isinstance(about, Contract) else about.contract
    signed_on = calendar_of(contract).day_of(envelope.signed_at or now)
    names = Signer._default_manager.filter(envelope=envelope, state=SignerState.SIGNED).order_by("step", "pk")
    signed_by = format_list(list(names.values_list("name", flat=True)), locale=contract.language or "en")
    if isinstance(about, Contract):
        bring_into_force(about, signed_on=signed_on, signed_by=signed_by, by=by, now=now)
    else:
        bring_amendment_into_force(about, signed_on=signed_on, signed_by=signed_by, by=by, now=now)


def refuse_round_the_contract(about: Record, version: DocumentVersion) -> None:
    """The text of a contract is signed by sending the contract, so that nobody goes round approval. Raises Refused."""
    if version.document.kind == TEXT and about.state not in (  # type: ignore[attr-defined]  # a contract or amendment
        ContractState.SIGNATURE,
        AmendmentState.SIGNATURE,
    ):
        raise Refused(_("Send %(ref)s itself for signature, from its own page.") % {"ref": about.ref})


hold_signing(Contract, refuse_round_the_contract)
hold_signing(Amendment, refuse_round_the_contract)
