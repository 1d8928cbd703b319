"""Say in words what goes beyond which limit, with figures only for those who may see them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.keystone.approvals.queries.subjects import measure_named
from followthrough.keystone.approvals.rules import PRESENT, Finding

A_DAY = 8 * 60  # working minutes


def reason(finding: Finding, *, may_see: bool, whose: str = "") -> str:
    """ "Line 5 is 15% off. Your limit is 12%." `whose` is "yours" for the reader's own limit."""
    said = [_fact(finding, may_see=may_see)]
    if finding.limit.comparison != PRESENT and finding.limit.limit is not None:
        sentence = _("Your limit is %(limit)s.") if whose == "yours" else _("The limit is %(limit)s.")
        said.append(sentence % {"limit": limit_words(finding)})
    return " ".join(said)


def _fact(finding: Finding, *, may_see: bool) -> str:
    measure, measured = measure_named(finding.measured.measure), finding.measured
    if measure.guard and not may_see:
        return str(measure.plain)
    if measured.value is None and finding.limit.comparison != PRESENT:
        return measured.why
    value = "" if measured.value is None else in_unit(measured.value, measure.unit, measured.unit)
    return str(measure.said) % {"part": measured.label, "value": value}


def limit_words(finding: Finding) -> str:
    """The limit with its unit."""
    limit, measure = finding.limit, measure_named(finding.measured.measure)
    return in_unit(limit.limit or Decimal(0), measure.unit, limit.unit or finding.measured.unit)


def in_unit(value: Decimal, unit: str, currency: str = "") -> str:
    """A number with its unit, as people read it."""
    number = plain_number(value, places=2 if unit == "money" else None)
    if unit == "percent":
        return f"{number}%"
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": number}
    if unit == "months":
        return ngettext("%(n)s month", "%(n)s months", int(value)) % {"n": number}
    return f"{number} {currency}".strip()


def plain_number(value: Decimal, *, places: int | None = None) -> str:
    """In the reader's language; without zeros at the end unless places are asked for."""
    if places is None:
        text = f"{value.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
        return str(number_format(text or "0", use_l10n=True))
    return str(number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True))


def time_words(minutes: int) -> str:
    """Working time: "20 minutes", "3 hours", "2 working days"."""
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", max(1, minutes)) % {"n": max(1, minutes)}
    if minutes < 2 * A_DAY:
        hours = round(minutes / 60)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(minutes / A_DAY)
    return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
