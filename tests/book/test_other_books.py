"""Other suppliers' sample books beside each other: accounts, contacts, people and products, none taken for another."""

from dataclasses import dataclass

import pytest

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.people.models import User
from tests.book.published import rows_of
from tests.book.uploads import Counts, upload

NORTHWIND, MODELS = "northwind", "classicmodels"


@dataclass(frozen=True, slots=True)
class Step:
    """A file, what it is let into, and its rows (added, changed, same, set aside) at first and the second time."""

    path: str
    into: str
    first: Counts
    later: Counts


STEPS = (
    Step("northwind/Customer.csv", "accounts", (91, 0, 0, 0), (0, 0, 91, 0)),
    Step("northwind/Supplier.csv", "accounts", (29, 0, 0, 0), (0, 0, 29, 0)),
    Step("northwind/Customer.csv", "contacts", (0, 91, 0, 0), (0, 0, 91, 0)),
    Step("northwind/Supplier.csv", "contacts", (0, 29, 0, 0), (0, 0, 29, 0)),
    Step("northwind/Employee.csv", "people", (9, 0, 0, 0), (0, 0, 9, 0)),
    Step("northwind/Product.csv", "products", (77, 0, 0, 0), (0, 0, 77, 0)),
    Step("classicmodels/offices.csv", "teams", (7, 0, 0, 0), (0, 0, 7, 0)),
    # Two of its people have one e-mail address; the customers of the one set aside are set aside too.
    Step("classicmodels/employees.csv", "people", (22, 0, 0, 1), (0, 0, 22, 1)),
    Step("classicmodels/customers.csv", "accounts", (56, 0, 0, 2), (0, 0, 56, 2)),
    Step("classicmodels/customers.csv", "contacts", (2, 56, 0, 0), (0, 0, 58, 0)),
    Step("classicmodels/products.csv", "products", (110, 0, 0, 0), (0, 0, 110, 0)),
    Step("salesforce/ebikes_accounts.csv", "accounts", (3, 0, 0, 0), (0, 0, 3, 0)),
    # It names its accounts by numbers no file brings.
    Step("salesforce/opportunity_export.csv", "opportunities", (0, 0, 0, 4), (0, 0, 0, 4)),
)


@pytest.fixture(scope="module")
def first(client, shared_data):
    return [upload(client, shared_data / step.path, step.into) for step in STEPS]


pytestmark = pytest.mark.usefixtures("first", "db")


def test_each_file_brings_its_own_when_books_share_their_numbers(first, shared_data):
    assert first == [step.first for step in STEPS]
    for name in ("Customer", "Supplier"):
        published = {row["entityId"]: row["companyName"] for row in rows_of(shared_data / NORTHWIND / f"{name}.csv")}
        assert dict(Account.objects.filter(name__startswith=name).values_list("former_id", "name")) == published


def test_contact_is_the_person_of_its_account_when_customers_hold_both(shared_data):
    published = rows_of(shared_data / MODELS / "customers.csv")
    stored = Contact.objects.filter(account__name__in=[row["customerName"] for row in published])
    assert sorted(stored.values_list("account__name", "given_name", "family_name")) == sorted(
        (row["customerName"], row["contactFirstName"].strip(), row["contactLastName"].strip()) for row in published
    )
    turned = rows_of(shared_data / NORTHWIND / "Supplier.csv")
    names = Contact.objects.filter(account__name__startswith="Supplier").values_list("account__name", "name")
    assert dict(names) == {
        row["companyName"]: " ".join(part.strip() for part in reversed(row["contactName"].split(","))) for row in turned
    }


def test_reports_and_offices_are_linked_by_the_old_numbers_when_people_come_in(shared_data):
    offices = {row["officeCode"]: row["city"] for row in rows_of(shared_data / MODELS / "offices.csv")}
    published = rows_of(shared_data / MODELS / "employees.csv")
    expected = {row["employeeNumber"]: (offices[row["officeCode"]], row["reportsTo"] or None) for row in published}
    stored = User.objects.filter(former_id__in=expected).values_list("former_id", "team__name", "manager__former_id")
    found = {number: (team, manager) for number, team, manager in stored}
    assert found == {number: expected[number] for number in found}
    assert len(found) == len(published) - 1


def test_nobody_from_a_book_may_sign_in_when_it_is_in():
    assert list(User.objects.filter(signs_in=True).values_list("role", flat=True)) == ["admin"]


def test_nothing_changes_when_all_of_them_come_again(client, shared_data):
    before = list(Account.objects.order_by("pk").values_list("pk", "version"))
    assert [upload(client, shared_data / step.path, step.into) for step in STEPS] == [step.later for step in STEPS]
    assert list(Account.objects.order_by("pk").values_list("pk", "version")) == before
