"""Headings of real files against the fields a desk has for accounts, contacts, opportunities and products."""

from pathlib import Path

import pytest

from followthrough.kernel.exchange.matching import Target, guess_mapping
from followthrough.kernel.exchange.reading import read_table

pytestmark = pytest.mark.realdata

ADDRESS = [
    Target("street", ("street",), ("address", "address line 1", "billing street")),
    Target("city", ("city",), ("billing city",)),
    Target("region", ("state or province",), ("state", "billing state")),
    Target("postcode", ("postcode",), ("postal code", "zip", "billing postal code")),
    Target("country", ("country",), ("office location", "billing country")),
    Target("phone", ("phone",), (), "phone"),
]
OWNER = Target("owner", ("owner",), ("sales agent", "sales rep employee number"), "link")
FORMER = Target("former_id", ("number in the old system",), ("id", "entity id", "number", "old id"))
ACCOUNTS = [
    Target("name", ("name",), ("account name", "company name"), required=True),
    Target("parent", ("parent account",), ("subsidiary of",), "link"),
    Target("industry", ("industry",), ("sector",)),
    Target("founded_year", ("founded",), ("year established",), "integer"),
    Target("annual_revenue", ("annual revenue",), ("revenue",), "decimal"),
    Target("employee_count", ("employees",), (), "integer"),
    Target("website", ("website",), (), "url"),
    Target("client_since", ("client since",), (), "date"),
    OWNER,
    FORMER,
    *ADDRESS,
]
CONTACTS = [
    Target("name", ("name",), ("full name",), required=True),
    Target("given_name", ("first name",)),
    Target("family_name", ("last name",), ("surname",)),
    Target("account", ("account",), ("company",), "link"),
    Target("job_title", ("job title",), ("title", "contact title")),
    Target("email", ("e-mail",), ("email",), "email"),
    FORMER,
    *ADDRESS,
]
OPPORTUNITIES = [
    Target("name", ("name",), required=True),
    Target("account", ("account",), (), "link"),
    Target("product", ("product",), (), "link"),
    Target("amount", ("amount",), ("close value",), "money"),
    Target("stage", ("stage",), (), "link"),
    OWNER,
    Target("engaged_on", ("engaged on",), ("engage date",), "date"),
    Target("close_on", ("close date",), (), "date"),
    Target("source", ("source",), ("lead source",), "choice"),
    Target("next_step", ("next step",)),
    Target("description", ("description",), (), "long"),
    Target("probability", ("probability",), (), "decimal"),
    FORMER,
]
PRODUCTS = [
    Target("name", ("name",), required=True),
    Target("code", ("code",)),
    Target("family", ("family",), ("series", "product line", "category id")),
    Target("list_price", ("list price",), ("sales price", "unit price", "MSRP"), "money"),
    Target("description", ("description",), (), "long"),
    FORMER,
]
ACCOUNT, CONTACT = ("account", "company", "customer"), ("contact", "person")


@pytest.mark.parametrize(
    ("path", "targets", "subject", "expected"),
    [
        (
            "crm_pipeline/accounts.csv", ACCOUNTS, ACCOUNT,
            {"account": "name", "sector": "industry", "year_established": "founded_year", "revenue": "annual_revenue",
             "employees": "employee_count", "office_location": "country", "subsidiary_of": "parent"},
        ),
        (
            "northwind/Customer.csv", ACCOUNTS, ACCOUNT,
            {"entityId": "former_id", "companyName": "name", "address": "street", "city": "city", "region": "region",
             "postalCode": "postcode", "country": "country", "phone": "phone"},
        ),
        (
            "classicmodels/customers.csv", ACCOUNTS, ACCOUNT,
            {"customerNumber": "former_id", "customerName": "name", "phone": "phone", "addressLine1": "street",
             "city": "city", "state": "region", "postalCode": "postcode", "country": "country",
             "salesRepEmployeeNumber": "owner"},
        ),
        (
            "salesforce/ebikes_accounts.csv", ACCOUNTS, ACCOUNT,
            {"Account Name": "name", "BillingStreet": "street", "BillingCity": "city", "BillingState": "region",
             "BillingPostalCode": "postcode", "BillingCountry": "country"},
        ),
        (
            "northwind/Customer.csv", CONTACTS, CONTACT,
            {"entityId": "former_id", "companyName": "account", "contactName": "name", "contactTitle": "job_title",
             "address": "street", "city": "city", "region": "region", "postalCode": "postcode", "country": "country",
             "phone": "phone", "email": "email"},
        ),
        (
            "classicmodels/customers.csv", CONTACTS, CONTACT,
            {"customerName": "account", "contactLastName": "family_name", "contactFirstName": "given_name",
             "phone": "phone", "addressLine1": "street", "city": "city", "state": "region",
             "postalCode": "postcode", "country": "country"},
        ),
        (
            "crm_pipeline/sales_pipeline_a.csv", OPPORTUNITIES, ("opportunity", "deal"),
            {"opportunity_id": "former_id", "sales_agent": "owner", "product": "product", "account": "account",
             "deal_stage": "stage", "engage_date": "engaged_on", "close_date": "close_on", "close_value": "amount"},
        ),
        (
            "salesforce/opportunity_export.csv", OPPORTUNITIES, ("opportunity", "deal"),
            {"ID": "former_id", "ACCOUNTID": "account", "NAME": "name", "DESCRIPTION": "description",
             "STAGENAME": "stage", "AMOUNT": "amount", "PROBABILITY": "probability", "CLOSEDATE": "close_on",
             "NEXTSTEP": "next_step", "LEADSOURCE": "source", "OWNERID": "owner"},
        ),
        (
            "crm_pipeline/products.csv", PRODUCTS, ("product", "item"),
            {"product": "name", "series": "family", "sales_price": "list_price"},
        ),
        (
            "northwind/Product.csv", PRODUCTS, ("product", "item"),
            {"entityId": "former_id", "productName": "name", "categoryId": "family", "unitPrice": "list_price"},
        ),
        (
            "classicmodels/products.csv", PRODUCTS, ("product", "item"),
            {"productCode": "code", "productName": "name", "productLine": "family", "MSRP": "list_price",
             "productDescription": "description"},
        ),
    ],
)  # fmt: skip
def test_columns_find_their_fields_when_the_file_is_real(
    shared_data: Path, path: str, targets: list[Target], subject: tuple[str, ...], expected: dict[str, str]
) -> None:
    table = read_table(shared_data / path, path)
    sample = [row.cells for row, _count in zip(table.rows, range(100), strict=False)]
    guesses = guess_mapping(table.columns, sample, targets, subject=subject)
    found = {table.columns[index]: guess.target for index, guess in guesses.items() if guess.target}
    assert found == expected
