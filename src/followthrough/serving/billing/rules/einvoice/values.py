"""What an electronic invoice says, whatever it is written in; amounts as printed, above zero on credit notes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

CREDIT_NOTES = ("381", "396", "81", "83", "532", "261", "262", "296", "308", "420", "458")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or a buyer."""

    name: str
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A discount, or a charge, on all of it: it bears a rate of tax of its own."""

    amount: Decimal
    reason: str
    category: str
    percent: Decimal
    is_charge: bool = False


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What bears one rate, and the tax on it."""

    category: str
    percent: Decimal
    base: Decimal
    amount: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ELine:
    """One line: quantity times price less its discount is its net amount."""

    number: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Decimal
    category: str
    percent: Decimal
    discount: Decimal = ZERO
    discount_reason: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class EInvoice:
    """A whole invoice or credit note; `code` is its type by UNTDID 1001 (380, 381)."""

    number: str
    code: str
    issued_on: date | None
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[ELine, ...]
    taxes: tuple[TaxLine, ...]
    lines_total: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    payable: Decimal
    prepaid: Decimal = ZERO
    rounding: Decimal = ZERO
    allowances: tuple[Allowance, ...] = ()
    due_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    buyer_reference: str = ""
    po_number: str = ""
    credits: str = ""
    note: str = ""
    terms: str = ""
    iban: str = ""
    bic: str = ""
    tax_currency: str = ""
    tax_in_its_currency: Decimal | None = None

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back."""
        return self.code in CREDIT_NOTES

    def allowed(self, *, charges: bool) -> Decimal:
        """All discounts, or all charges, on the whole."""
        return sum((one.amount for one in self.allowances if one.is_charge == charges), ZERO)

    def stored(self) -> dict[str, Any]:
        """As JSON: amounts as texts, days as 2026-11-30."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_stored(cls, told: Mapping[str, Any]) -> Self:
        """Back from JSON."""
        values = dict(told)
        for name in ("seller", "buyer"):
            values[name] = Party(**values[name])
        values["lines"] = tuple(_made(ELine, one) for one in values["lines"])
        values["taxes"] = tuple(_made(TaxLine, one) for one in values["taxes"])
        values["allowances"] = tuple(_made(Allowance, one) for one in values["allowances"])
        return cls(**_typed(values))


_AMOUNTS = {"lines_total", "net", "tax", "gross", "payable", "prepaid", "rounding", "tax_in_its_currency"}
_AMOUNTS |= {"amount", "base", "percent", "quantity", "price", "discount"}
_DAYS = {"issued_on", "due_on", "starts_on", "ends_on"}


def _made(kind: Any, told: Mapping[str, Any]) -> Any:
    return kind(**_typed(told))


def _typed(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in told.items()}


def _value(name: str, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if name in _AMOUNTS:
        return Decimal(value)
    return date.fromisoformat(value) if name in _DAYS else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
