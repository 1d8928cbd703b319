"""Headings and values against fields: Spanish, camelCase, run-together capitals, values without headings."""

from collections.abc import Sequence

import pytest

from followthrough.kernel.exchange.folding import words
from followthrough.kernel.exchange.matching import Target, guess_mapping

FIELDS = [
    Target("name", ("name",), required=True),
    Target("email", ("e-mail",), (), "email"),
    Target("phone", ("phone",), (), "phone"),
    Target("postcode", ("postcode",)),
    Target("close_on", ("close date",), (), "date"),
    Target("amount", ("amount",), (), "money"),
    Target("account", ("account",), (), "link"),
]


def found(headers: list[str], rows: Sequence[Sequence[object]] = ()) -> list[str | None]:
    guesses = guess_mapping(headers, rows, FIELDS, subject=("contact",))  # type: ignore[arg-type]
    return [guesses[index].target for index in range(len(headers))]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-Mail", "email"), ("correo electrónico", "email"), ("EMAIL", "email"), ("Contact email", "email"),
        ("Teléfono", "phone"), ("Tel.", "phone"), ("PhoneNumber", "phone"), ("Código postal", "postcode"),
        ("ZIP", "postcode"), ("zip_code", "postcode"), ("CloseDate", "close_on"), ("CLOSEDATE", "close_on"),
        ("Fecha de cierre", "close_on"), ("Importe", "amount"), ("Nombre", "name"), ("contact", "name"),
        ("Cuenta", "account"), ("Company", "account"), ("AccountId", "account"), ("Amuont", "amount"),
        ("Account__c", "account"), ("zebra", None), ("", None),
    ],
)  # fmt: skip
def test_heading_finds_its_field_when_written_another_way(header: str, field: str | None) -> None:
    assert found([header]) == [field]


def test_field_goes_to_the_best_column_when_two_fit() -> None:
    assert found(["Name of account", "Contact name", "Name"]) == ["account", None, "name"]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Customer", "Name"], [None, "name"]),
        (["Customer", "Customer name"], [None, "name"]),
        (["Customer", "Telephone"], ["name", "phone"]),
    ],
)
def test_number_of_a_customer_is_no_name_when_another_column_is(headers: list[str], fields: list[str | None]) -> None:
    targets = [Target("name", ("name",), ("company", "customer")), Target("phone", ("phone",), (), "phone")]
    rows = [["0000100", "Acme GmbH"], ["0000200", "Brandt"], ["0000300", "Calder"]]
    guesses = guess_mapping(headers, rows, targets, subject=("account",))
    assert [guesses[index].target for index in range(2)] == fields


def test_values_decide_when_headings_say_nothing() -> None:
    rows: list[list[object]] = [
        ["ana@example.com", "+34 600 123 456", "red"],
        ["bo@example.com", "(020) 7946-0958", "blue"],
    ]
    assert found(["Column 1", "Column 2", "Column 3"], rows) == ["email", "phone", None]


def test_values_speak_against_a_heading_when_they_can_not_be_it() -> None:
    assert found(["Amount"], [["red"], ["blue"], ["green"]]) == [None]


def test_no_field_is_guessed_by_values_when_two_columns_are_alike() -> None:
    assert found(["x1", "x2"], [["a@example.com", "b@example.com"]]) == [None, None]


def test_reason_and_confidence_are_told_when_a_guess_is_made() -> None:
    guess = guess_mapping(["Phone", "zebra"], [], FIELDS)
    assert (guess[0].confidence, str(guess[0].why)) == (1.0, "The heading is the field's name.")
    assert (guess[1].target, guess[1].confidence, str(guess[1].why)) == (None, 0.0, "No field fits.")


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("BillingStreet", ("billing", "street")), ("close_date", ("close", "date")),
        ("Oracle_Id__c", ("oracle", "id", "c")),
        ("ISDELETED", ("isdeleted",)), ("addressLine1", ("address", "line", "1")),
        ("HTTPServer", ("http", "server")),
        ("Código postal", ("codigo", "postal")), ("2026 plan", ("2026", "plan")),
    ],
)  # fmt: skip
def test_heading_is_taken_apart_when_its_words_are_joined(heading: str, parts: tuple[str, ...]) -> None:
    assert words(heading) == parts
