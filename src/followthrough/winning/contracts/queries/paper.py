"""The contract and its amendments as papers: the same terms, parts and words as on their pages, in their language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.papers.wording import amount_said, amount_text, day_text, number_text
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.records.problems import Refused
from followthrough.keystone.promises.queries.repeating import recurrence_said
from followthrough.values.money import Money
from followthrough.winning.contracts.models import (
    Amendment,
    Billing,
    Commitment,
    Contract,
    ContractDiscount,
    ContractLine,
    Entitlement,
    Part,
    ServicePackage,
)
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.money import once, preview_of, yearly
from followthrough.winning.contracts.queries.parts import standing_parts
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.queries.wording import (
    clause_texts,
    day_in_words,
    notice_text,
    renewal_text,
    term_text,
)

TEMPLATE = Path(__file__).parents[1] / "typeset" / "contract.typ"
Data = dict[str, Any]


def contract_pdf(contract: Contract, *, at: datetime) -> bytes:
    """The contract as it stands, as an accessible PDF in its language. Raises Refused where it can't be set."""
    language = contract.language or "en"
    with override(language):
        data = {
            **_frame(contract, at, language),
            "title": contract.name,
            "subject": "",
            "foot": contract.ref,
            "terms": _terms(contract, language),
            "tables": list(_tables(contract, language)),
            "clauses": [{"heading": one.title, "text": text} for one, text in clause_texts(contract)],
        }
    return _set(data, language, at)


def amendment_pdf(amendment: Amendment, *, at: datetime) -> bytes:
    """The amendment as a PDF: each change before and after, and what it costs until the end of the term."""
    contract = amendment.contract
    language = contract.language or "en"
    with override(language):
        gaps = {"number": amendment.number, "ref": contract.ref, "name": contract.name}
        data = {
            **_frame(contract, at, language),
            "title": _("Amendment %(number)d") % gaps,
            "subject": amendment.name,
            "foot": amendment.ref,
            "terms": [
                _pair(_("Contract"), f"{contract.ref}, {contract.name}"),
                _pair(_("In force from"), day_in_words(amendment.effective_on, language)),
            ],
            "tables": [_changes(amendment), _money(amendment, language)],
            "clauses": [
                {
                    "heading": _("Everything else stays"),
                    "text": _("All terms of the contract that this amendment does not change stay in force."),
                }
            ],
        }
    return _set(data, language, at)


def _set(data: Data, language: str, at: datetime) -> bytes:
    try:
        return typeset(TEMPLATE, data, language=language, at=at)
    except CannotTypeset as problem:
        raise Refused(str(problem)) from problem


def _frame(contract: Contract, at: datetime, language: str) -> Data:
    """Head, parties and places to sign; for both papers the same."""
    house = letterhead(country=contract.account.country)
    ours, theirs = contract.our_signer, contract.contact
    both = (
        (house["name"], ours.name if ours else "", ours.job_title if ours else ""),
        (contract.account.name, theirs.name if theirs else "", theirs.job_title if theirs else ""),
    )
    account = contract.account
    place = " ".join(part for part in (account.postcode, account.city) if part)
    address = "\n".join(part for part in (account.street, place, account.region) if part)
    return {
        "house": house,
        "dates": day_text(calendar_of(contract).day_of(at), language),
        "parties": [
            {"label": _("Between"), "name": house["name"], "text": "\n".join(house["address"])},
            {"label": _("and"), "name": account.name, "text": address},
        ],
        "signatures": ["\n".join(part for part in (_signed_for(one), *one[1:]) if part) for one in both],
        "words": {"terms": _("Terms")},
    }


def _signed_for(one: Sequence[str]) -> str:
    return _("For %(who)s: signature, name and date") % {"who": one[0]}


def _pair(label: str, text: str) -> Data:
    return {"label": label, "text": text}


def _terms(contract: Contract, language: str) -> list[Data]:
    pairs = [
        (_("Term"), term_text(contract, language)),
        (_("Renews"), renewal_text(contract)),
        (_("Notice"), notice_text(contract.notice, contract.notice_unit)),
        (_("Payable within days"), str(contract.payment_days)),
        (_("Invoiced"), str(Billing(contract.billing).label)),
        (_("PO number"), contract.po_number),
    ]
    return [_pair(label, text) for label, text in pairs if text]


def _tables(contract: Contract, language: str) -> Iterable[Data]:
    """Each kind of part that has any, as a table; lines with their sums."""
    lines = _live(ContractLine, contract)
    if lines:
        heads = [_("What"), _("Quantity"), _("Price each"), _("Discount"), _("Charged"), _("Amount")]
        rows = [_line(one, language) for one in lines]
        yield _table(_("What is sold"), heads, rows, numeric=(1, 2, 3, 5), total=_sum(lines, contract, language))
    owed = _live(Entitlement, contract)
    if owed:
        heads = [_("What they are owed"), _("How many"), _("When"), _("Shown by")]
        yield _table(_("What we promise"), heads, [_owed(one, language) for one in owed], numeric=(1,))
    commitments = _live(Commitment, contract)
    if commitments:
        heads = [_("Of what"), _("At least"), _("At most"), _("Counted")]
        yield _table(_("What they commit to"), heads, [_committed(c, language) for c in commitments], numeric=(1, 2))
    discounts = _live(ContractDiscount, contract)
    if discounts:
        heads = [_("Discount on"), _("Discount, %"), _("Until")]
        rows = [[d.name, number_text(d.percent, language), day_in_words(d.until, language)] for d in discounts]
        yield _table(_("Discounts"), heads, rows, numeric=(1,))
    packages = _live(ServicePackage, contract)
    if packages:
        rows = [[one.name, one.includes] for one in packages]
        yield _table(_("Service packages"), [_("Package"), _("Includes")], rows)


def _live(model: type[Part], contract: Contract) -> list[Any]:
    """What is agreed for now on: parts that have ended are left out."""
    rows = [one for one in standing_parts(model, contract) if one.ended_by_id is None or not contract.is_signed]
    return list(rows)


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = (), total: str = ""
) -> Data:
    return {"title": title, "heads": list(heads), "rows": list(rows), "numeric": list(numeric), "sum": total}


def _line(one: ContractLine, language: str) -> list[str]:
    money = [amount_text(value, one.currency, language) if value is not None else "" for value in (one.unit_price,)]
    cut = f"{number_text(one.discount, language)} %" if one.discount else ""
    amount = amount_text(one.amount, one.currency, language) if one.amount is not None else _("on request")
    days = [day_text(day, language) for day in (one.starts_on, one.ends_on) if day]
    title = f"{one.title}\n{days[0]} – {days[1]}" if len(days) == 2 else one.title
    charged = str(one.get_charged_display())
    return [title, number_text(one.quantity, language), money[0], cut, charged, amount]


def _sum(lines: Sequence[ContractLine], contract: Contract, language: str) -> str:
    told = [
        (_("A year: %(sum)s"), yearly(lines, contract.currency)),
        (_("Once: %(sum)s"), once(lines, contract.currency)),
    ]
    return " · ".join(words % {"sum": _money_text(amount, language)} for words, amount in told if amount)


def _money_text(amount: Money, language: str) -> str:
    return amount_said(amount.amount, amount.currency, language)


def _owed(one: Entitlement, language: str) -> list[str]:
    first = day_text(one.first_on, language) if one.first_on else ""
    often = ", ".join(part for part in (recurrence_said(one.recurrence), first) if part)
    return [one.name, str(one.quantity), often, one.proof]


def _committed(one: Commitment, language: str) -> list[str]:
    def number(value: Any) -> str:
        return f"{number_text(value, language)} {one.unit}".strip() if value is not None else ""

    return [one.name, number(one.minimum), number(one.maximum), str(one.get_period_display())]


def _changes(amendment: Amendment) -> Data:
    words = {
        "added": _("Added"),
        "ended": _("Ended"),
        "upgraded": _("Upgraded"),
        "downgraded": _("Downgraded"),
        "replaced": _("Replaced"),
        "term": _("Term"),
    }
    rows = [[f"{words[one.kind]}: {one.what}", one.before, one.after] for one in changes_of(amendment)]
    return _table(_("What changes"), [_("Change"), _("Before"), _("From then on")], rows)


def _money(amendment: Amendment, language: str) -> Data:
    seen = preview_of(amendment)
    end: date = seen.within.end or amendment.effective_on
    gaps = {"start": day_text(seen.within.start, language), "end": day_text(end, language)}
    rows = [
        [_("A year, before"), _money_text(seen.before.yearly, language)],
        [_("A year, after"), _money_text(seen.after.yearly, language)],
        [_("Difference, %(start)s to %(end)s, by the day") % gaps, _money_text(seen.difference, language)],
    ]
    return _table(_("In money"), [_("What"), _("Amount")], rows, numeric=(1,))
