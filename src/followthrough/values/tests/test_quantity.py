"""Quantities add up within one unit and refuse every other."""

from decimal import Decimal

import pytest

from followthrough.values.quantity import Quantity, UnitMismatchError


def pieces(number: str) -> Quantity:
    return Quantity(Decimal(number), "pieces")


def test_quantities_of_one_unit_add_subtract_multiply_and_compare() -> None:
    assert pieces("2.5") + pieces("1") - pieces("0.5") == pieces("3")
    assert pieces("2") * 3 == pieces("6")
    assert pieces("2") < pieces("2.001") <= pieces("3")
    assert str(pieces("12")) == "12 pieces"


def test_quantity_refuses_other_units_floats_and_no_unit() -> None:
    with pytest.raises(UnitMismatchError):
        pieces("1") + Quantity(Decimal(1), "hours")
    with pytest.raises(TypeError):
        Quantity(1.5, "hours")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        pieces("1") * 1.5  # type: ignore[operator]
    with pytest.raises(ValueError, match="unit"):
        Quantity(Decimal(1), " ")
    with pytest.raises(ValueError, match="finite"):
        pieces("NaN")
