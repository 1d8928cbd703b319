"""Currencies: which codes there are, and how many decimals an amount of each is kept with."""

from functools import cache

from babel.numbers import get_currency_precision, is_currency

# Babel follows daily use, where a worthless subunit is not written. Invoices follow ISO 4217, which still has it.
_ISO_4217_DECIMALS = {
    "AFN": 2, "ALL": 2, "IQD": 3, "IRR": 2, "KPW": 2, "LAK": 2, "LBP": 2,
    "MGA": 2, "MMK": 2, "RSD": 2, "SOS": 2, "SYP": 2, "YER": 2,
}  # fmt: skip


class UnknownCurrencyError(ValueError):
    """The text is not the three-letter ISO 4217 code of a currency."""


@cache
def minor_units(currency: str) -> int:
    """Say how many decimals the currency is kept with: 2 for EUR, 0 for JPY, 3 for KWD, 4 for CLF.

    Raises UnknownCurrencyError for anything but a code in capital letters.
    """
    if not is_currency(currency):
        raise UnknownCurrencyError(f"{currency!r} is not a currency code such as EUR or USD.")
    return _ISO_4217_DECIMALS.get(currency) or get_currency_precision(currency)
