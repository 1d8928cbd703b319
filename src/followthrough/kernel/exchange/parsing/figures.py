"""Numbers, percentages and amounts of money, read by their column's decimal sign."""

import re
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import is_currency
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.parsing.problems import CellProblem, shown
from followthrough.kernel.exchange.parsing.styles import ColumnStyle
from followthrough.kernel.exchange.parsing.texts import is_empty
from followthrough.kernel.exchange.reading import Cell

_SYMBOLS = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "MX$": "MXN", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "zł": "PLN",
    "₺": "TRY", "₽": "RUB", "₪": "ILS", "฿": "THB", "₫": "VND", "Kč": "CZK", "S/": "PEN",
}  # fmt: skip
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_MARK = re.compile(r"(?P<mark>[^\d\s.,'()+-]+)")
_MOST_DIGITS = 24


class Amount(NamedTuple):
    """An exact amount and its currency's ISO code; None where the cell names no currency."""

    amount: Decimal
    currency: str | None


def parse_number(cell: Cell, hint: ColumnStyle | None = None) -> Decimal | None:
    """The number in a cell, exactly; None where empty. `hint` is the column's style.

    Takes blanks, points, commas and apostrophes between thousands, "(5)" and "5-" as negative. CellProblem otherwise.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, str):
        return _number(cell.strip(), cell, hint or ColumnStyle())
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise _no_number(cell)
    number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    return _checked(number, cell)


def parse_percent(cell: Cell, hint: ColumnStyle | None = None) -> Decimal | None:
    """Percentage points: "12.5 %", "12.5" and 12.5 give 12.5; None where empty."""
    if isinstance(cell, str) and not is_empty(cell):
        return _number(cell.strip().removesuffix("%").removeprefix("%").strip(), cell, hint or ColumnStyle())
    return parse_number(cell, hint)


def parse_money(cell: Cell, style: ColumnStyle | None = None, *, dollar: str | None = "USD") -> Amount | None:
    """The amount in a cell and the currency it names: "$1,200.50", "1.200,50 €", "USD 5"; None where empty.

    `dollar` is the currency of a bare "$". CellProblem for what is no amount, or names a currency there isn't.
    """
    if not isinstance(cell, str) or is_empty(cell):
        number = parse_number(cell, style)
        return None if number is None else Amount(number, None)
    text = cell.strip().translate(_MINUS)
    marks = list(_MARK.finditer(text))
    if not marks or re.fullmatch(r"[+-]?[\d.,]+[eE][+-]?\d+", text):
        return Amount(_number(text, cell, style or ColumnStyle()), None)
    if len(marks) > 1:
        raise _no_number(cell)
    mark = marks[0].group("mark")
    currency = dollar if mark == "$" else _currency(mark, cell)
    rest = (text[: marks[0].start()] + text[marks[0].end() :]).strip()
    return Amount(_number(re.sub(r"^([+-]) +", r"\1", rest), cell, style or ColumnStyle()), currency)


def _currency(mark: str, cell: str) -> str:
    if mark in _SYMBOLS:
        return _SYMBOLS[mark]
    if is_currency(mark.upper()):
        return mark.upper()
    message = _("“{text}” names no currency we know. Write the amount with its code, such as 1200.50 EUR.")
    raise CellProblem(format_lazy(message, text=shown(cell)))


def _number(text: str, cell: Cell, style: ColumnStyle) -> Decimal:
    plain = text.translate(_MINUS).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].strip()
    elif plain.endswith("-") and plain[:1].isdigit():
        plain = "-" + plain[:-1].strip()
    grouped = "," if style.decimal == "." else "."
    whole = re.sub(rf"^([+-]?\d{{1,3}})((?:[{grouped} ']\d{{3}})+)(?!\d)", _ungrouped, plain)
    whole = re.sub(r"^([+-]?\d{1,2})((?:,\d{2})+,\d{3})(?!\d)", _ungrouped, whole) if grouped == "," else whole
    if grouped in whole:
        raise _wrong_sign(cell, plain, style)
    ready = whole.replace(style.decimal, ".")
    if not _PLAIN.fullmatch(ready):
        raise _no_number(cell)
    return _checked(Decimal(ready), cell)


def _ungrouped(found: re.Match[str]) -> str:
    return found.group(1) + re.sub(r"\D", "", found.group(2))


def _checked(number: Decimal, cell: Cell) -> Decimal:
    if not number.is_finite():
        raise _no_number(cell)
    if number.adjusted() > _MOST_DIGITS or int(number.as_tuple().exponent) < -2 * _MOST_DIGITS:
        raise CellProblem(format_lazy(_("“{text}” is larger than any figure of a business."), text=shown(cell)))
    return number


def _no_number(cell: Cell) -> CellProblem:
    return CellProblem(format_lazy(_("“{text}” is not a number. Write it like 1200.50."), text=shown(cell)))


def _wrong_sign(cell: Cell, plain: str, style: ColumnStyle) -> CellProblem:
    other = "," if style.decimal == "." else "."
    example = plain.replace(style.decimal, "").replace(other, style.decimal, 1)
    message = (
        _("“{text}” has a comma where this column has points for decimals. Write {example}.")
        if other == ","
        else _("“{text}” has a point where this column has commas for decimals. Write {example}.")
    )
    known = _PLAIN.fullmatch(example.replace(style.decimal, "."))
    return CellProblem(format_lazy(message, text=shown(cell), example=example)) if known else _no_number(cell)
