"""Amendments: write them, set terms, and bring them into force once both sides have signed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import let_out
from followthrough.keystone.approvals.queries import why_unapproved
from followthrough.winning.contracts.actions.entitling import Fitted, fit_entitled, told
from followthrough.winning.contracts.actions.papers import SIGNED, file_paper
from followthrough.winning.contracts.actions.signing import PAPER, days_of, keep_dates
from followthrough.winning.contracts.facts import AmendmentSigned
from followthrough.winning.contracts.models import (
    PARTS,
    Amendment,
    AmendmentState,
    Contract,
    ContractState,
    TermChange,
)
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.parts import added_by, ended_by
from followthrough.winning.contracts.queries.terms import (
    CHANGING,
    calendar_of,
    dates_of,
    read_term,
    written_term,
)

_DAY = timedelta(days=1)
WRITTEN = (AmendmentState.DRAFT.value,)
UNSIGNED = (AmendmentState.DRAFT.value, AmendmentState.SIGNATURE.value)
NEEDS = "amendments.edit"
TERM_WORDS = {
    "ends_on": gettext_lazy("First term ends"),
    "renews": gettext_lazy("Renews by itself"),
    "renewal_months": gettext_lazy("Renews for, months"),
    "renewal_limit": gettext_lazy("Renews at most, times"),
    "notice": gettext_lazy("Notice"),
    "notice_unit": gettext_lazy("Notice in"),
    "payment_days": gettext_lazy("Payable within days"),
    "billing": gettext_lazy("Invoiced"),
}


def clean_amendment(values: Values, amendment: Amendment | None) -> Values:
    """An amendment changes a contract from a day on which it runs; a signed one is not changed itself.

    It may be prepared before the contract is signed, but is signed only after it.
    """
    if amendment is not None and not any(differs(amendment, name, value) for name, value in values.items()):
        return values
    contract: Contract | None = values.get("contract") or (amendment.contract if amendment else None)
    if amendment is not None and amendment.state not in WRITTEN:
        raise Invalid({"": _("%(ref)s is no draft any more.") % {"ref": amendment.ref}})
    if contract is None:
        return values
    if contract.state in (ContractState.TERMINATED, ContractState.VOID):
        raise Invalid({"contract": _("%(ref)s is closed and is not changed any more.") % {"ref": contract.ref}})
    day = values.get("effective_on")
    if day is not None and contract.starts_on and day < contract.starts_on:
        raise Invalid({"effective_on": _("The contract runs only later than that.")})
    if day is not None and contract.last_day and day > contract.last_day:
        raise Invalid({"effective_on": _("The contract has ended by then.")})
    return values


def fill_amendments(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Amendments of a contract are numbered one after the other."""
    kind = type_of(Amendment)
    hold_numbers(kind.kind, kind.ref, year=now.year)
    for row in rows:
        there = Amendment._default_manager.filter(contract=row["contract"])
        last = there.order_by("-number").values_list("number", flat=True).first() or 0
        row["number"] = last + 1 + sum(1 for other in rows if other is not row and other.get("number", 0) > last)


@action(
    Contract,
    needs="amendments.create",
    button=gettext_lazy("New amendment"),
    icon="file-plus-2",
    primary=True,
    applies=lambda one: one.state == ContractState.SIGNED,
    labels={
        "name": gettext_lazy("What changes"),
        "effective_on": gettext_lazy("In force from"),
        "reason": gettext_lazy("Why"),
    },
    options={"name": {"max_length": 240}, "reason": {"max_length": 300}},
)
def amend_contract(
    contract: Contract, *, name: str, effective_on: date, reason: str = "", by: Actor, now: datetime
) -> Changes:
    """Begin an amendment: on its page say what comes, changes or ends from its day on. It holds once it is signed."""
    values = {"contract": contract, "name": name, "effective_on": effective_on, "reason": reason}
    (made,) = create_records(type_of(Amendment), [clean_amendment(values, None)], by=by, now=now)
    gaps = {"number": made.number, "ref": contract.ref}
    return Changes(_("Amendment %(number)d of %(ref)s is begun.") % gaps, record=made)


@action(
    Amendment,
    needs=NEEDS,
    button=gettext_lazy("Change a term"),
    icon="file-pen-line",
    applies=lambda one: one.state in WRITTEN,
    labels={"term": gettext_lazy("Term"), "value": gettext_lazy("From then on")},
    options={
        "term": {"kind": "choice", "choices": tuple(TERM_WORDS.items())},
        "value": {"max_length": 60, "help": gettext_lazy("A number, yes or no, or a day such as 2027-12-31.")},
    },
)
def set_term_amendment(amendment: Amendment, *, term: str, value: str = "", by: Actor, now: datetime) -> Changes:
    """Let one of the contract's terms be another from the amendment's day; empty means none (no end, no limit)."""
    if term not in CHANGING:
        raise Invalid({"term": _("Choose one of the terms.")})
    try:
        meant = read_term(term, value)
    except Invalid as problem:
        raise Invalid({"value": next(iter(problem.fields.values()))}) from problem
    _check_term(amendment, term, meant)
    _set(amendment, term, meant, by=by, now=now)
    return Changes(_("%(term)s changes with it.") % {"term": TERM_WORDS[term]}, record=amendment)


def _check_term(amendment: Amendment, term: str, meant: Any) -> None:
    if meant is None and term not in ("ends_on", "renewal_limit"):
        raise Invalid({"value": _("Write what it becomes.")})
    if term == "ends_on" and meant is not None and meant < amendment.effective_on:
        raise Invalid({"value": _("It can't end before the amendment is in force.")})
    if term == "renewal_months" and not meant:
        raise Invalid({"value": _("Write at least 1.")})
    if isinstance(meant, int) and not isinstance(meant, bool) and not 0 <= meant <= 1200:
        raise Invalid({"value": _("Write a number from %(least)d to %(most)d.") % {"least": 0, "most": 1200}})


def _set(amendment: Amendment, term: str, meant: Any, *, by: Actor, now: datetime) -> None:
    contract, kind = amendment.contract, type_of(TermChange)
    values: Values = {"before": written_term(getattr(contract, term)), "after": written_term(meant)}
    there = amendment.terms.filter(term=term, binned_at__isnull=True).first()
    if there is not None:
        change_records(kind, [(there, values)], by=by, now=now)
    else:
        create_records(kind, [{**values, "amendment": amendment, "term": term}], by=by, now=now)


@action(
    Amendment,
    needs=NEEDS,
    button=gettext_lazy("Let it end with another"),
    icon="calendar-clock",
    applies=lambda one: one.state in WRITTEN,
    labels={"other": gettext_lazy("Contract")},
)
def co_terminate_amendment(amendment: Amendment, *, other: Contract, by: Actor, now: datetime) -> Changes:
    """Let this contract's term end on the day another contract of the customer ends, so that both renew together.

    What is charged until then is by the days of the last, shorter period.
    """
    contract = amendment.contract
    if other.pk == contract.pk or other.account_id != contract.account_id:
        raise Invalid({"other": _("Choose another contract of the same account.")})
    calendar = calendar_of(other)
    found = dates_of(other, amendment.effective_on, calendar)
    end = found.last_day or (found.run.ends_on if found.run else None)
    if end is None:
        raise Invalid({"other": _("%(ref)s has no end.") % {"ref": other.ref}})
    _check_term(amendment, "ends_on", end)
    _set(amendment, "ends_on", end, by=by, now=now)
    gaps = {"ref": other.ref, "day": day_said(end)}
    return Changes(_("It ends with %(ref)s, on %(day)s.") % gaps, record=amendment)


def why_unfit(amendment: Amendment, by: Actor) -> str:
    """What it would be refused for now, said before anybody tries; "" where it can be signed."""
    is_draft = amendment.state == AmendmentState.DRAFT
    return _missing_in(amendment) or (why_unapproved(amendment, by) if is_draft else "")


def _missing_in(amendment: Amendment) -> str:
    if not changes_of(amendment):
        return _("It changes nothing yet. Add, change or end something, or change a term.")
    if amendment.contract.state != ContractState.SIGNED:
        return _("%(ref)s is not signed, or does not run any more.") % {"ref": amendment.contract.ref}
    return ""


@action(
    Amendment,
    needs="amendments.sign",
    button=gettext_lazy("Signed on paper"),
    icon="pen-line",
    applies=lambda one: one.state in UNSIGNED,
    not_yet=why_unfit,
    undo_words=gettext_lazy("Both sides have signed it. Another amendment can change it."),
    labels=PAPER,
    options={"signed_by": {"max_length": 300}},
)
def mark_signed_amendment(
    amendment: Amendment, *, signed_on: date, signed_by: str, file: Upload, by: Actor, now: datetime
) -> Changes:
    """File the signed scan and bring the amendment into force on its day, not before the day it was signed."""
    refuse_unfit(amendment, by=by, now=now)
    if signed_on > calendar_of(amendment.contract).day_of(now):
        raise Invalid({"signed_on": _("That day is still to come.")})
    file_paper(amendment, SIGNED, gettext_lazy("Signed amendment"), file, by=by, now=now)
    fitted = bring_amendment_into_force(amendment, signed_on=signed_on, signed_by=signed_by, by=by, now=now)
    gaps = {"number": amendment.number, "day": day_said(amendment.effective_on)}
    said = [_("Amendment %(number)d is in force from %(day)s.") % gaps, told(fitted) if fitted else ""]
    return Changes(" ".join(said).strip(), record=amendment)


def refuse_unfit(amendment: Amendment, *, by: Actor, now: datetime) -> None:
    """One that changes nothing is not signed, nor one of a contract that is over, nor one that needs approval.

    What is out for signature was let out before, as it is. Raises Refused.
    """
    if words := _missing_in(amendment):
        raise Refused(words)
    if amendment.state == AmendmentState.DRAFT:
        let_out(amendment, by=by, now=now)


def bring_amendment_into_force(
    amendment: Amendment, *, signed_on: date, signed_by: str, by: Actor, now: datetime
) -> Fitted | None:
    """Let what it adds begin, what it ends end, and the terms change, from its day on; the past stays as it was.

    The promises follow: new ones are made, those of the future it ends fall away, kept ones stay. Signed later than its
    day, it is in force from the day it was signed. Done once: a signed one is left as it is, and None returned.
    """
    if amendment.state == AmendmentState.SIGNED:
        return None
    day = max(amendment.effective_on, signed_on)
    values: Values = {"state": AmendmentState.SIGNED.value, "signed_on": signed_on, "signed_by": signed_by[:300]}
    change_records(type_of(Amendment), [(amendment, {**values, "effective_on": day})], by=by, now=now)
    for model in PARTS:
        begun: list[tuple[Any, Values]] = [(one, days_of(one, day)) for one in added_by(model, amendment)]
        ended: list[tuple[Any, Values]] = [(one, {"effective_until": day - _DAY}) for one in ended_by(model, amendment)]
        change_records(type_of(model), begun, by=by, now=now)
        change_records(type_of(model), ended, by=by, now=now)
    _change_terms(amendment, by=by, now=now)
    why = _("Amendment %(number)d ended it.") % {"number": amendment.number}
    fitted = fit_entitled(amendment.contract, why, by=by, now=now)
    announce(AmendmentSigned(amendment.pk, amendment.contract_id), at=now)
    return fitted


def _change_terms(amendment: Amendment, *, by: Actor, now: datetime) -> None:
    """Put each changed term in its place among those of other amendments, by the days they are in force from."""
    contract = Contract._default_manager.select_for_update(of=("self",)).get(pk=amendment.contract_id)
    now_says: Values = {}
    for change in amendment.terms.filter(binned_at__isnull=True).order_by("pk"):
        later = TermChange._default_manager.filter(
            amendment__contract=contract,
            amendment__state=AmendmentState.SIGNED,
            amendment__effective_on__gt=amendment.effective_on,
            term=change.term,
            binned_at__isnull=True,
        )
        after = later.order_by("amendment__effective_on", "amendment__number").first()
        before = after.before if after else written_term(getattr(contract, change.term))
        change_records(type_of(TermChange), [(change, {"before": before})], by=by, now=now)
        if after is None:
            now_says[change.term] = read_term(change.term, change.after)
        else:
            change_records(type_of(TermChange), [(after, {"before": change.after})], by=by, now=now)
    now_says["terms_number"] = contract.terms_number + 1
    change_records(type_of(Contract), [(contract, now_says)], by=by, now=now)
    keep_dates(contract, by=by, now=now)
    amendment.contract = contract


@action(
    Amendment,
    needs=NEEDS,
    button=gettext_lazy("Drop"),
    icon="circle-x",
    moves=(UNSIGNED, AmendmentState.VOID.value),
)
def void_amendment(amendment: Amendment, *, by: Actor, now: datetime) -> Changes:
    """Drop it: what it would have ended goes on, what it would have added never comes."""
    for model in PARTS:
        kept: list[tuple[Any, Values]] = [(one, {"ended_by": None}) for one in ended_by(model, amendment)]
        change_records(type_of(model), kept, by=by, now=now)
    change_records(type_of(Amendment), [(amendment, {"state": AmendmentState.VOID.value})], by=by, now=now)
    return Changes(_("Amendment %(number)d is dropped.") % {"number": amendment.number}, record=amendment)
