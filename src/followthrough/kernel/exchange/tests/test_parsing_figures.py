"""Numbers, percentages and money, by their column's decimal sign."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.exchange.parsing import (
    Amount,
    CellProblem,
    ColumnStyle,
    column_style,
    parse_money,
    parse_number,
    parse_percent,
)

POINT, COMMA = ColumnStyle("."), ColumnStyle(",")


@pytest.mark.parametrize(
    ("values", "decimal", "ambiguous"),
    [
        (["1,200.50", "3"], ".", False),
        (["1.200,50", "3"], ",", False),
        (["1,200", "3,5"], ",", False),
        (["1,200", "1,200,300"], ".", False),
        (["0,500"], ",", False),
        (["1,200", "3,400"], ".", True),
        (["1.200"], ".", True),
        (["1,5", "2.5"], ".", True),
        (["12", "", "x"], ".", False),
        (["$1,200.50"], ".", False),
        (["1.200,50 €"], ",", False),
    ],
)
def test_decimal_sign_is_decided_when_the_column_shows_it(values: list[str], decimal: str, ambiguous: bool) -> None:
    style = column_style(values)
    assert (style.decimal, style.decimal_ambiguous) == (decimal, ambiguous)


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1,200.50", POINT, "1200.50"),
        ("1.200,50", COMMA, "1200.50"),
        ("1 200,50", COMMA, "1200.50"),
        ("1'200.50", POINT, "1200.50"),
        ("-5", POINT, "-5"),
        ("(5)", POINT, "-5"),
        ("5-", POINT, "-5"),
        ("−5", POINT, "-5"),
        ("1E5", POINT, "1E+5"),
        (".5", POINT, "0.5"),
        ("12,34,567", POINT, "1234567"),
        ("00123", POINT, "123"),
    ],
)
def test_number_is_exact_when_written_in_the_columns_way(text: str, style: ColumnStyle, number: str) -> None:
    assert parse_number(text, style) == Decimal(number)


def test_number_keeps_its_type_when_the_cell_has_one() -> None:
    assert [parse_number(cell) for cell in (5, 1.1, Decimal("2.50"))] == [Decimal(5), Decimal("1.1"), Decimal("2.50")]


@pytest.mark.parametrize("empty", ["", " ", "n/a", "None", "-", "NULL", None])
def test_nothing_comes_back_when_the_cell_is_empty_in_all_but_name(empty: str | None) -> None:
    assert (parse_number(empty), parse_money(empty), parse_percent(empty)) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "style", "message"),
    [
        ("12x", POINT, "“12x” is not a number. Write it like 1200.50."),
        ("1,5", POINT, "“1,5” has a comma where this column has points for decimals. Write 1.5."),
        ("1.5", COMMA, "“1.5” has a point where this column has commas for decimals. Write 1,5."),
        ("1e999", POINT, "“1e999” is larger than any figure of a business."),
        ("1.2.3", POINT, "“1.2.3” is not a number. Write it like 1200.50."),
    ],
)
def test_message_says_how_to_mend_when_a_number_is_wrong(text: str, style: ColumnStyle, message: str) -> None:
    with pytest.raises(CellProblem) as problem:
        parse_number(text, style)
    assert str(problem.value) == message


@pytest.mark.parametrize("cell", [True, float("nan"), float("inf")])
def test_cell_is_no_number_when_it_only_looks_like_one(cell: float) -> None:
    with pytest.raises(CellProblem):
        parse_number(cell)


@pytest.mark.parametrize(
    ("text", "style", "amount"),
    [
        ("$1,200.50", POINT, Amount(Decimal("1200.50"), "USD")),
        ("1.200,50 €", COMMA, Amount(Decimal("1200.50"), "EUR")),
        ("USD 5", POINT, Amount(Decimal(5), "USD")),
        ("5 chf", POINT, Amount(Decimal(5), "CHF")),
        ("-£5", POINT, Amount(Decimal(-5), "GBP")),
        ("(US$ 5.00)", POINT, Amount(Decimal("-5.00"), "USD")),
        ("1200.50", POINT, Amount(Decimal("1200.50"), None)),
        ("1E5", POINT, Amount(Decimal("1E+5"), None)),
    ],
)
def test_money_has_its_currency_when_the_cell_names_one(text: str, style: ColumnStyle, amount: Amount) -> None:
    assert parse_money(text, style) == amount


@pytest.mark.parametrize("text", ["5 quid", "$5 EUR", "soon", "5 %"])
def test_money_is_refused_when_no_currency_or_amount_can_be_told(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_money(text)


def test_bare_dollar_is_what_the_caller_says_it_is() -> None:
    assert parse_money("$5", dollar="CAD") == Amount(Decimal(5), "CAD")


def test_percent_is_points_when_written_with_or_without_sign() -> None:
    assert [parse_percent(cell) for cell in ("12.5 %", "12.5", 12.5)] == [Decimal("12.5")] * 3


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]))
def test_any_amount_comes_back_exactly_when_written_with_separators(number: Decimal, signs: tuple[str, str]) -> None:
    text = f"{number:,.2f}".replace(",", "g").replace(".", signs[1]).replace("g", signs[0])
    assert parse_number(text, ColumnStyle(signs[1])) == number


@given(st.text(max_size=20))
def test_any_text_gives_a_number_or_a_problem_when_parsed(text: str) -> None:
    for style in (POINT, COMMA):
        for parse in (parse_number, parse_money, parse_percent):
            try:
                parse(text, style)
            except CellProblem as problem:
                assert str(problem).endswith((".", "?"))
