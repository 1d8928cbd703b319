"""The price list as a paper: accessible PDF in the reader's language, the same prices as the page and the workbook."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.price_list import Family
from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.papers.wording import amount_text, day_text, number_text
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.records.problems import Refused
from followthrough.values.tiers import TierMode

TEMPLATE = Path(__file__).parents[1] / "typeset" / "price_list.typ"


def price_list_pdf(edition: PriceEdition, families: Sequence[Family], *, language: str, at: datetime) -> bytes:
    """The price list as PDF, tagged for reading aloud; `at` is when it was made. Raises Refused if it can't be set."""
    with override(language):
        data = paper_data(edition, families, language)
    try:
        return typeset(TEMPLATE, data, language=language, at=at)
    except CannotTypeset as problem:
        raise Refused(str(problem)) from problem


def paper_data(edition: PriceEdition, families: Sequence[Family], language: str) -> dict[str, Any]:
    """All that stands on the paper, in words of the language that is active."""
    count = sum(len(family.entries) for family in families)
    words = ngettext(
        "%(count)s price in %(currency)s, before tax.", "%(count)s prices in %(currency)s, before tax.", count
    )
    return {
        "house": letterhead(),
        "title": edition.book.name,
        "foot": _("Edition %(number)s") % {"number": edition.number},
        "dates": _dates(edition, language),
        "note": edition.note,
        "heads": [_("Code"), _("Product"), _("Unit"), _("Price"), _("Paid for")],
        "families": [
            {"name": family.name or _("Other"), "lines": [_line(one, edition, language) for one in family.entries]}
            for family in families
        ],
        "closing": words % {"count": count, "currency": edition.book.currency},
    }


def _dates(edition: PriceEdition, language: str) -> str:
    if not edition.is_locked or edition.effective_from is None:
        return _("Draft of edition %(number)s, not valid yet") % {"number": edition.number}
    gaps = {"number": edition.number, "day": day_text(edition.effective_from, language)}
    return _("Edition %(number)s, valid from %(day)s") % gaps


def _line(entry: PriceEntry, edition: PriceEdition, language: str) -> dict[str, Any]:
    product, currency = entry.product, edition.book.currency
    return {
        "code": product.code,
        "name": product.name,
        "notes": [entry.note] if entry.note else [],
        "unit": product.unit,
        "price": amount_text(entry.price, currency, language),
        "tiers": _tiers(entry, currency, language),
        "period": str(entry.get_period_display()) if entry.period else "",
    }


def _tiers(entry: PriceEntry, currency: str, language: str) -> list[str]:
    """Each tier in words: from so many for all units, over so many for those above."""
    tiered = entry.tiered
    words = _("over %(start)s: %(price)s") if tiered.mode is TierMode.GRADUATED else _("from %(start)s: %(price)s")
    return [
        words % {"start": number_text(tier.starts_at, language), "price": amount_text(tier.price, currency, language)}
        for tier in tiered.tiers[1:]
    ]
