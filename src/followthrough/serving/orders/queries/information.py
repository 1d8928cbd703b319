"""What must be known for an order, what is known already and from where, and what is missing and who can say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.orders.models import (
    AnswerKind,
    Giver,
    KnownFrom,
    OrderSheet,
    SheetAnswer,
    SheetQuestion,
    SheetState,
)
from followthrough.serving.orders.queries.agreed import lines_sold
from followthrough.serving.orders.queries.owed import number_text
from followthrough.serving.orders.queries.standing import today
from followthrough.winning.contracts.models import Contract
from followthrough.winning.quotes.models import QuoteVersion


@dataclass(frozen=True, slots=True)
class Sold:
    """One thing sold: what it is called, of which kind, how many."""

    title: str
    kind: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """An answer and where it is from."""

    value: str
    source: str


def sold_under(contract: Contract | None, version: QuoteVersion | None) -> list[Sold]:
    """What was sold, by the contract's lines in force or the quote's lines as accepted."""
    if contract is not None:
        lines = lines_sold(contract, today())
        return [Sold(line.title, line.product.kind if line.product else "", line.quantity) for line in lines]
    if version is None:
        return []
    rows = [one for one in version.content["lines"] if not one["heading"] and one["chosen"]]
    refs = [one["product"] for one in rows if one["product"]]
    kinds = dict(Product._default_manager.filter(ref__in=refs).values_list("ref", "kind"))
    return [Sold(one["description"], kinds.get(one["product"], ""), Decimal(one["quantity"])) for one in rows]


def asked_of(sold: Sequence[Sold]) -> Iterator[tuple[SheetQuestion, Sold | None]]:
    """Each question that has to be answered: those of every order once, those of a kind for each thing sold of it."""
    kinds = {one.kind for one in sold if one.kind}
    rows = SheetQuestion._default_manager.filter(Q(product_kind="") | Q(product_kind__in=kinds), binned_at__isnull=True)
    questions = list(rows.select_related("department").order_by("position", "pk"))
    yield from ((one, None) for one in questions if not one.product_kind)
    for thing in sold:
        yield from ((one, thing) for one in questions if thing.kind and one.product_kind == thing.kind)


def known_answer(question: SheetQuestion, sheet: OrderSheet, sold: Sold | None) -> Known | None:
    """What is known already: from the contract, the quote or the account, else as it was answered the last time."""
    told = _told(question.known_from, sheet, sold)
    if told and told.value:
        return told
    if question.known_from or sold is not None:
        return None
    earlier = SheetAnswer._default_manager.filter(
        question=question, sheet__account=sheet.account, binned_at__isnull=True, sheet__binned_at__isnull=True
    )
    last = earlier.exclude(value="").exclude(sheet=sheet).select_related("sheet").order_by("-pk").first()
    return Known(last.value, _("as in %(ref)s") % {"ref": last.sheet.ref}) if last else None


def _told(name: str, sheet: OrderSheet, sold: Sold | None) -> Known | None:
    account, contact, contract = sheet.account, sheet.contact, sheet.contract
    quote = sheet.quote_version.quote if sheet.quote_version else None
    match name:
        case KnownFrom.ACCOUNT_ADDRESS:
            place = " ".join(part for part in (account.postcode, account.city) if part)
            return _from(", ".join(part for part in (account.street, place, account.country) if part), account)
        case KnownFrom.ACCOUNT_PHONE:
            return _from(account.phone, account)
        case KnownFrom.ACCOUNT_WEBSITE:
            return _from(account.website, account)
        case KnownFrom.CONTACT:
            return _from(f"{contact.name}, {contact.email}" if contact and contact.email else "", contact)
        case KnownFrom.PO_NUMBER:
            said = (
                (contract.po_number, contract)
                if contract and contract.po_number
                else (quote and quote.po_number, quote)
            )
            return _from(*said)
        case KnownFrom.QUANTITY:
            return _from(number_text(sold.quantity) if sold else "", contract or quote)
    return _by_contract(name, contract) if contract else None


def _by_contract(name: str, contract: Contract) -> Known | None:
    values: dict[str, Any] = {
        KnownFrom.STARTS_ON: contract.starts_on,
        KnownFrom.ENDS_ON: contract.term_ends_on or contract.ends_on,
        KnownFrom.BILLING: contract.get_billing_display(),
        KnownFrom.PAYMENT_DAYS: contract.payment_days,
        KnownFrom.SIGNED_BY: contract.signed_by,
    }
    return _from(values.get(name), contract)


def _from(value: Any, source: Any) -> Known | None:
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    return (
        Known(text, f"{source.ref} {source.title}"[:200] if source.title != source.ref else source.ref)
        if text
        else None
    )


def missing(sheet: OrderSheet, givers: Iterable[str] = tuple(Giver.values)) -> QuerySet[SheetAnswer]:
    """The needed answers that nobody has given yet, of those these can give."""
    return answers_of(sheet).filter(value="", question__is_required=True, question__giver__in=list(givers))


def answers_of(sheet: OrderSheet) -> QuerySet[SheetAnswer]:
    """All questions of a sheet, in order."""
    rows = SheetAnswer._default_manager.filter(sheet=sheet, binned_at__isnull=True)
    return rows.select_related("question__department", "sheet").order_by("position", "pk")


def question_text(question: SheetQuestion) -> str:
    """The question in the reader's language, if it is written in it."""
    return question.label_es if (get_language() or "").startswith("es") and question.label_es else question.label


def completeness(sheets: Sequence[OrderSheet], actor: Actor) -> dict[int, str]:
    """How many of the needed answers each sheet has: "9 of 12"."""
    rows = SheetAnswer._default_manager.filter(
        sheet__in=[one.pk for one in sheets], question__is_required=True, binned_at__isnull=True
    )
    counts: dict[int, list[int]] = {one.pk: [0, 0] for one in sheets}
    for pk, value in rows.values_list("sheet", "value"):
        counts[pk][0] += bool(value)
        counts[pk][1] += 1
    return {pk: _("%(n)d of %(all)d") % {"n": n, "all": of} for pk, (n, of) in counts.items()}


def sheet_figures(sheet: OrderSheet, actor: Actor) -> list[tuple[Words, object]]:
    """How complete it is, and how many answers each can give that are missing."""
    figures: list[tuple[Words, object]] = [(_("Complete"), completeness([sheet], actor)[sheet.pk])]
    left = [Giver(one.question.giver) for one in missing(sheet)]
    words = [_("%(n)d from %(who)s") % {"n": left.count(one), "who": one.label} for one in Giver if one in left]
    return [*figures, (_("Missing"), ", ".join(words) or _("nothing"))]


def givers(answers: Sequence[SheetAnswer], actor: Actor) -> dict[int, str]:
    """Who can say each: the customer, we ourselves, or the department by its name."""
    rows = SheetAnswer._default_manager.filter(pk__in=[one.pk for one in answers])
    told = rows.values_list("pk", "question__giver", "question__department__name")
    return {pk: name or str(Giver(giver).label) for pk, giver, name in told}


def to_be_known(sheet: OrderSheet, actor: Actor) -> dict[str, Any]:
    """Each question with its answer, who can say it and where it is from; written in place while the sheet is open."""
    rows = list(SheetAnswer.visible_to(actor).filter(pk__in=answers_of(sheet)).select_related("question__department"))
    rows.sort(key=lambda one: (one.position, one.pk))
    return {
        "version": str(sheet.version),
        "fill_url": f"/order-sheets/{sheet.ref}/do/fill" if _may_fill(sheet, actor) else "",
        "rows": [
            {
                "ref": one.ref,
                "text": question_text(one.question),
                "about": one.about,
                "giver": one.question.department or Giver(one.question.giver).label,
                "value": one.value,
                "source": one.source,
                "is_missing": not one.value and one.question.is_required,
                "kind": one.question.kind,
                "choices": _choices(one.question),
            }
            for one in rows
        ],
    }


def _may_fill(sheet: OrderSheet, actor: Actor) -> bool:
    return sheet.state in (SheetState.OPEN, SheetState.RETURNED) and actor.may("order-sheets.edit")


def _choices(question: SheetQuestion) -> list[tuple[str, Words]]:
    if question.kind == AnswerKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(one, one) for one in question.options]


def read_answer(question: SheetQuestion, typed: str) -> str:
    """The answer as it is kept. Raises Invalid where it is not what the question asks for."""
    text = typed.strip()
    if not text:
        return ""
    match question.kind:
        case AnswerKind.NUMBER:
            return _number(text)
        case AnswerKind.DATE:
            return _day(text)
        case AnswerKind.YES_NO:
            return _yes_or_no(text)
        case AnswerKind.CHOICE:
            found = next((one for one in question.options if one.casefold() == text.casefold()), None)
            if found is None:
                raise Invalid({"value": _("Choose one of: %(choices)s.") % {"choices": ", ".join(question.options)}})
            return found
    return text[:4000]


def _number(text: str) -> str:
    try:
        return number_text(Decimal(text.replace(" ", "").replace(",", ".")))
    except InvalidOperation as problem:
        raise Invalid({"value": _("Write a number.")}) from problem


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as problem:
        raise Invalid({"value": _("Write a day such as 2026-11-30.")}) from problem


def _yes_or_no(text: str) -> str:
    word = text.casefold()
    if word not in ("yes", "no", "sí", "si"):
        raise Invalid({"value": _("Answer yes or no.")})
    return "no" if word == "no" else "yes"
