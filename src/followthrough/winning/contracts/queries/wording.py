"""A contract's terms and clauses in words of its own language, for its page, its paper and what fills its clauses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.people.models import company
from followthrough.winning.contracts.models import Billing, Contract, ContractClause, ContractLine, NoticeUnits
from followthrough.winning.contracts.queries.money import yearly
from followthrough.winning.contracts.queries.parts import standing_parts
from followthrough.winning.contracts.rules.wording import filled

# What a clause may name in {braces}, and what stands there then.
FIELDS = (
    "company",
    "account",
    "contract",
    "start",
    "end",
    "term",
    "renewal",
    "notice",
    "payment_days",
    "billing",
    "yearly_amount",
    "currency",
    "po_number",
)


def day_in_words(day: date | None, language: str) -> str:
    """ "31 January 2027" in a language; empty for none."""
    form = "long" if language.startswith("es") else "d MMMM y"  # the day first, as on all papers of the house
    return format_date(day, format=form, locale=language or "en") if day else ""


def money_in_words(amount: Any, currency: str, language: str) -> str:
    """An amount with its currency, as it is written in a language."""
    return str(format_currency(amount, currency, locale=language or "en"))


def notice_text(notice: int, unit: str) -> str:
    """ "60 days" in the language of the moment."""
    if unit == NoticeUnits.MONTHS:
        return ngettext("%(count)d month", "%(count)d months", notice) % {"count": notice}
    if unit == NoticeUnits.WORKING_DAYS:
        return ngettext("%(count)d working day", "%(count)d working days", notice) % {"count": notice}
    return ngettext("%(count)d day", "%(count)d days", notice) % {"count": notice}


def months_text(months: int) -> str:
    """ "12 months"."""
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def term_text(values: Any, language: str) -> str:
    """From when to when, or that it goes on until notice."""
    if values.starts_on is None:
        return _("not dated yet")
    start = day_in_words(values.starts_on, language)
    if values.ends_on is None:
        return _("from %(start)s until one side gives notice") % {"start": start}
    return _("%(start)s to %(end)s") % {"start": start, "end": day_in_words(values.ends_on, language)}


def renewal_text(values: Any) -> str:
    """Whether it goes on by itself, for how long, how often."""
    if values.ends_on is None:
        return _("goes on until notice")
    if not values.renews:
        return _("ends by itself")
    gaps = {"months": months_text(values.renewal_months), "times": values.renewal_limit}
    if values.renewal_limit:
        words = ngettext("by itself, %(months)s, once", "by itself, %(months)s, %(times)d times", values.renewal_limit)
        return words % gaps
    return _("by itself, %(months)s each time") % gaps


def field_values(contract: Contract) -> Mapping[str, str]:
    """What stands for each field of a clause, in the contract's language."""
    language = contract.language or "en"
    lines = [line for line in standing_parts(ContractLine, contract) if line.effective_until is None]
    with translation.override(language):
        return {
            "company": company().name,
            "account": contract.account.name,
            "contract": contract.ref,
            "start": day_in_words(contract.starts_on, language),
            "end": day_in_words(contract.ends_on, language) or _("notice by one side"),
            "term": term_text(contract, language),
            "renewal": renewal_text(contract),
            "notice": notice_text(contract.notice, contract.notice_unit),
            "payment_days": str(contract.payment_days),
            "billing": str(Billing(contract.billing).label),
            "yearly_amount": money_in_words(yearly(lines, contract.currency).amount, contract.currency, language),
            "currency": contract.currency,
            "po_number": contract.po_number,
        }


def standard_text(clause: ContractClause, language: str) -> str:
    """The words of the version the contract took; empty for a clause of its own."""
    return clause.clause_version.text(language) if clause.clause_version else ""


def clause_texts(contract: Contract) -> list[tuple[ContractClause, str]]:
    """Each clause in order with its words as they stand in the contract, fields filled in."""
    values = field_values(contract)
    return [(one, filled(agreed_text(one, contract.language), values)) for one in clauses_of(contract)]


def agreed_text(clause: ContractClause, language: str) -> str:
    """What the contract says: its own words, else the standard's."""
    return clause.text or standard_text(clause, language)


def clauses_of(contract: Contract) -> list[ContractClause]:
    """The contract's clauses in order."""
    rows = ContractClause._default_manager.filter(contract=contract, binned_at__isnull=True)
    return list(rows.select_related("clause", "clause_version").order_by("position", "pk"))
