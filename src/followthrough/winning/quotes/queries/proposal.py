"""The proposal: a quote's content as a paper, with what is enclosed bound in behind it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import get_currency_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from followthrough.kernel.files.store import checked_content
from followthrough.kernel.papers.typesetting import CannotTypeset, pictures, typeset
from followthrough.kernel.papers.wording import amount_text, day_text, number_text
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.records.problems import Refused

TEMPLATE = Path(__file__).parents[1] / "typeset" / "proposal.typ"
Content = Mapping[str, Any]


def proposal_pdf(content: Content, *, at: datetime | None = None) -> bytes:
    """The proposal as PDF, in the customer's language, with its enclosures. Raises Refused.

    `content` is that of `queries.content.content_of`, of a draft or frozen in a version; `at` is when it was made.
    """
    from followthrough.kernel.papers.binding import Enclosure, bound  # noqa: PLC0415 -- pypdf is 8 MB that few processes ever need

    language = content["language"]
    with override(language):
        data = proposal_data(content)
        held = [Enclosure(_named(one), checked_content(one["sha256"])) for one in _enclosed(content) if _pages(one)]
    try:
        return bound(typeset(TEMPLATE, data, language=language, at=at), held, language=language)
    except CannotTypeset as problem:
        raise Refused(str(problem)) from problem


def proposal_pictures(content: Content, *, ppi: float = 110) -> list[bytes]:
    """The proposal's own pages as PNG pictures: the same template and data as the PDF. Raises Refused."""
    with override(content["language"]):
        data = proposal_data(content)
    try:
        return pictures(TEMPLATE, data, language=content["language"], ppi=ppi)
    except CannotTypeset as problem:
        raise Refused(str(problem)) from problem


def _enclosed(content: Content) -> list[Mapping[str, str]]:
    return list(content.get("enclosed", ()))  # versions of before there were sales packs have none


def _named(one: Mapping[str, str]) -> str:
    """The name of an enclosure in outline, list and foot: "Terms of sale, edition 3"."""
    return _("%(title)s, edition %(edition)s") % one


def _pages(one: Mapping[str, str]) -> int:
    """How many pages an enclosure has; 0 if it is none that can be bound in."""
    return _counted(one["sha256"])


@lru_cache(maxsize=256)
def _counted(sha256: str) -> int:
    """How many pages an enclosure has; a content never changes, so it is counted once."""
    from followthrough.kernel.papers.binding import pages_in  # noqa: PLC0415 -- pypdf is 8 MB that few processes ever need

    return pages_in(checked_content(sha256))


def proposal_data(content: Content) -> dict[str, Any]:
    """What the template shows, in words of the language that is active."""
    behind, after = [], 0
    for one in _enclosed(content):
        pages = _pages(one)
        behind.append({"name": _named(one), "pages": pages, "after": after})
        after += pages
    lines = [_line(one, content) for one in content["lines"] if not one.get("option")]
    gaps = {"ref": content["quote"], "number": content["version"]}
    return {
        "house": letterhead(country=content["customer"].get("country", "")),
        "title": _("Quote %(ref)s") % gaps,
        "subject": content["title"] if content["title"] != content["quote"] else "",
        "cover": content.get("cover", False),
        "cover_title": content["title"],
        "dates": _dates(content),
        "foot": _("%(ref)s, version %(number)d") % gaps,
        "more": after,
        "parties": [_customer(content), _seller(content)],
        "heads": _heads(content),
        "lines": lines,
        "options": _options(content),
        "totals": list(_totals(content)),
        "terms": _terms(content),
        "note": content["note"],
        "promises": content["promises"],
        "enclosed": behind,
        "signatures": _signatures(content),
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "options": _("Options"),
        "chosen": _("Chosen"),
        "yes": _("yes"),
        "no": _("no"),
        "what": _("What"),
        "amount": _("Amount"),
        "promise": _("What we promise"),
        "enclosed": _("Enclosed"),
        "page_one": _("page {first}"),
        "pages": _("pages {first} to {last}"),
    }


def _dates(content: Content) -> str:
    language = content["language"]
    made = day_text(date.fromisoformat(content["date"]), language)
    if not content["valid_until"]:
        return made
    until = day_text(date.fromisoformat(content["valid_until"]), language)
    return _("%(day)s, valid until %(until)s") % {"day": made, "until": until}


def _customer(content: Content) -> dict[str, str]:
    to = content["customer"]
    person = ", ".join(part for part in (to["name"], to["position"]) if part)
    text = "\n".join(part for part in (person, *to["address"]) if part)
    return {"label": _("For"), "name": to["account"], "text": text}


def _seller(content: Content) -> dict[str, str]:
    by = content["seller"]
    text = "\n".join(part for part in (by["name"], by["email"], by["phone"]) if part)
    return {"label": _("From"), "name": by["company"], "text": text}


def _heads(content: Content) -> list[str]:
    currency = content["currency"]
    return [
        _("Code"),
        _("Description"),
        _("Quantity"),
        _("Price, %(currency)s") % {"currency": currency},
        _("Amount, %(currency)s") % {"currency": currency},
    ]


def _line(one: Mapping[str, Any], content: Content) -> dict[str, Any]:
    if one["heading"]:
        return {"kind": "heading", "description": one["description"]}
    language, currency = content["language"], content["currency"]
    quantity = number_text(Decimal(one["quantity"]), language)
    return {
        "kind": "line",
        "code": one["code"],
        "description": one["description"],
        "notes": list(_notes(one, content)),
        "quantity": " ".join(part for part in (quantity, one["unit"]) if part),
        "price": "" if one["bands"] else _amount(one["net"], currency, language),
        "amount": _amount(one["amount"], currency, language) or _("on request"),
        "chosen": one["chosen"],
    }


def _notes(one: Mapping[str, Any], content: Content) -> Iterable[str]:
    language, currency = content["language"], content["currency"]
    if one["discount"] not in ("", "0") and one["price"]:
        gaps = {"price": _amount(one["price"], currency, language), "percent": _number(one["discount"], language)}
        yield _("List price %(price)s, %(percent)s%% off") % gaps
    for band in one["bands"]:
        gaps = {"quantity": _number(band["quantity"], language), "price": _amount(band["net"], currency, language)}
        yield _("%(quantity)s at %(price)s") % gaps
    if one["charge"] != "once" and one["each"]:
        yield f"{_amount(one['each'], currency, language)} {_charged(one['charge'], one['periods'])}"
    if one["starts_on"] and one["ends_on"]:
        days = [day_text(date.fromisoformat(one[name]), language) for name in ("starts_on", "ends_on")]
        yield _("%(first)s to %(last)s") % {"first": days[0], "last": days[1]}
    if one["tax"] and len(content["totals"]["taxes"]) > 1:
        yield one["tax"]


def _charged(charge: str, periods: int) -> str:
    """How often, in words: "12 months"."""
    match charge:
        case "month":
            return ngettext("each month, once", "each month, %(count)d times", periods) % {"count": periods}
        case "quarter":
            return ngettext("each quarter, once", "each quarter, %(count)d times", periods) % {"count": periods}
        case "year":
            return ngettext("each year, once", "each year, %(count)d times", periods) % {"count": periods}
        case "usage":
            return _("by usage, estimated")
    return _("once")


def _options(content: Content) -> list[dict[str, Any]]:
    """The options, those of which one is to be chosen together."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in content["lines"]:
        if one.get("option"):
            groups.setdefault(one["group"], []).append(_line(one, content))
    named = _("One of: %(name)s")
    return [{"name": named % {"name": name} if name else "", "lines": lines} for name, lines in groups.items()]


def _totals(content: Content) -> Iterable[dict[str, Any]]:
    language, currency, sums = content["language"], content["currency"], content["totals"]

    def row(label: str, amount: str, *, strong: bool = False) -> dict[str, Any]:
        return {"label": label, "amount": _amount(amount, currency, language), "strong": strong}

    if Decimal(sums["listed"]) != Decimal(sums["net"]):
        yield row(_("List price"), sums["listed"])
        for label, amount in ((_("Discounts on lines"), "off_lines"), (_("Discount on the whole"), "off_whole")):
            if Decimal(sums[amount]):
                yield row(label, str(-Decimal(sums[amount])))
    if len(sums["charges"]) > 1 or any(one["charge"] != "once" for one in sums["charges"]):
        for one in sums["charges"]:
            often = _charged(one["charge"], one["periods"])
            each = _amount(one["each"], currency, language)
            yield row(f"{each} {often}" if one["periods"] > 1 else f"{often[:1].upper()}{often[1:]}", one["total"])
    if sums["taxes"]:
        yield row(_("Net"), sums["net"])
    for one in sums["taxes"]:
        gaps = {"name": one["name"], "percent": _number(one["percent"], language)}
        yield row(_("%(name)s, %(percent)s%%") % gaps, one["amount"])
    yield row(_("Total, %(currency)s") % {"currency": _currency_name(currency, language)}, sums["total"], strong=True)


def _currency_name(currency: str, language: str) -> str:
    return str(get_currency_name(currency, count=2, locale=language))


def _terms(content: Content) -> list[dict[str, str]]:
    terms = ((_("Delivery"), content["delivery_terms"]), (_("Payment"), content["payment_terms"]))
    return [{"label": label, "text": text} for label, text in terms if text]


def _signatures(content: Content) -> list[str]:
    accepted = _("Accepted for %(account)s") % {"account": content["customer"]["account"]}
    offered = _("Offered for %(company)s") % {"company": content["seller"]["company"]}
    below = _("Signature, name and date")
    return [f"{accepted}\n{below}", f"{offered}\n{below}"]


def _amount(text: str, currency: str, language: str) -> str:
    return amount_text(Decimal(text), currency, language) if text else ""


def _number(text: str, language: str) -> str:
    return number_text(Decimal(text), language) if text else ""
