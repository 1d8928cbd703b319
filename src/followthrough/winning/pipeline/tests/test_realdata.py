"""A real sales team's book, uploaded as it is: the figures are those of the files, to the cent."""

import csv
from collections import defaultdict
from datetime import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.queries import By, board, default_pipeline, figures, without_account
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.realdata]
BOOK = {
    "sales_teams.csv": "people",
    "products.csv": "products",
    "accounts.csv": "accounts",
    "sales_pipeline_a.csv": "opportunities",
}


def read(folder, name):
    with (folder / "crm_pipeline" / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.strptime(text, "%d-%m-%y").date() if text else None  # noqa: DTZ007 -- a day has no zone


def upload(actor, path, into):
    """Let a file go in with the guessed mapping; gives added, changed, same and set aside."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    draft = cast.does(actor, Import, "upload", file=file, into=into)
    cast.does(actor, Import, "apply", draft.ref)
    counts = Import.objects.get(ref=draft.ref).counts
    return tuple(counts[word] for word in ("new", "changed", "same", "rejected"))


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def book(shared_data, admin):
    """The four files uploaded in the order their links need; gives the rows of the opportunities as published."""
    counts = [upload(admin, shared_data / "crm_pipeline" / name, into) for name, into in BOOK.items()]
    assert counts == [(35, 0, 0, 0), (7, 0, 0, 0), (85, 0, 0, 0), (4425, 0, 0, 0)]
    by_agent = {row["sales_agent"]: row for row in read(shared_data, "sales_teams.csv")}
    return [{**row, **by_agent[row["sales_agent"]]} for row in read(shared_data, "sales_pipeline_a.csv")]


def month_of(row):
    closed = day(row["close_date"])
    return f"{closed:%Y-%m}" if closed else "none"


GROUPS = {
    By.STAGE: lambda row: row["deal_stage"],
    By.OWNER: lambda row: row["sales_agent"],
    By.MANAGER: lambda row: row["manager"],
    By.TEAM: lambda row: row["regional_office"],
    By.PRODUCT: lambda row: fold(row["product"]),
    By.MONTH: month_of,
}


def added_up(rows, key):
    found = defaultdict(lambda: (0, Decimal(0)))
    for row in rows:
        count, total = found[key(row)]
        found[key(row)] = (count + 1, total + Decimal(row["close_value"] or 0))
    return dict(found)


def test_the_book_comes_out_as_it_was_put_in(book, admin):
    check_figures(book, admin)
    check_board_and_list(book, admin)
    check_promises(book)
    check_links(book)
    assert without_account(admin).count() == sum(not (row["account"] or row["close_date"]) for row in book)


def check_figures(book, admin):
    for by, key in GROUPS.items():
        shown = {
            fold(one.label) if by is By.PRODUCT else one.label: (one.count, one.worth.total)
            for one in figures(admin, by=by)
        }
        assert shown == added_up(book, key), by
    won = [row for row in book if row["deal_stage"] == "Won"]
    shown = {one.label: (one.count, one.worth.total) for one in figures(admin, by=By.OWNER, filters={"state": "won"})}
    assert shown == added_up(won, GROUPS[By.OWNER])


def check_board_and_list(book, admin):
    expected = added_up(book, GROUPS[By.STAGE])
    kind = type_of(Opportunity)
    lanes = [lane for lane in board(admin, default_pipeline(), {}) if lane.count]
    assert {lane.stage.name: (lane.count, lane.worth[0].total) for lane in lanes} == expected
    for lane in lanes:
        rows = narrowed(kind, Opportunity.visible_to(admin), {"stage": lane.stage.ref}, admin)
        assert (rows.count(), sum(row.amount or 0 for row in rows)) == expected[lane.stage.name]


def check_promises(book):
    """Each open deal has one next step, on its agent's list, owed to nobody yet where no account is named."""
    open_ones = Opportunity.objects.filter(state="open").select_related("owner")
    promises = Promise.objects.filter(rule="pipeline.next_step", state="open")
    owed = sorted(promises.values_list("source_id", "minder__name", "owner__name"))
    assert owed == sorted((one.pk, one.owner.name, one.owner.name) for one in open_ones)
    assert Promise.objects.count() == len(owed) == sum(not row["close_date"] for row in book)
    assert promises.filter(due__lte=clock.now()).count() == 0
    nameless = sum(not (row["account"] or row["close_date"]) for row in book)
    assert promises.filter(owed_to="not yet known").count() == nameless > len(owed) / 2


def check_links(book):
    """Each deal stands with the agent, account and product the file names, and was closed on its day."""
    rows = Opportunity.objects.select_related("owner", "account", "stage").prefetch_related("lines__product")
    stored = {
        one.former_id: (
            one.owner.name,
            one.account.name if one.account else "",
            fold(one.lines.all()[0].product.name),
            one.stage.name,
            one.engaged_on,
            one.closed_on,
        )
        for one in rows
    }
    assert stored == {
        row["opportunity_id"]: (
            row["sales_agent"],
            row["account"],
            fold(row["product"]),
            row["deal_stage"],
            day(row["engage_date"]),
            day(row["close_date"]),
        )
        for row in book
    }


def test_other_books_bring_their_accounts_and_contacts_once(shared_data, admin):
    # Two employees share an e-mail, so one is set aside, and with her the two accounts she looks after.
    files = [
        ("northwind/Customer.csv", "accounts", (91, 0, 0, 0), (0, 0, 91, 0)),
        ("northwind/Customer.csv", "contacts", (0, 91, 0, 0), (0, 0, 91, 0)),
        ("classicmodels/employees.csv", "people", (22, 0, 0, 1), (0, 0, 22, 1)),
        ("classicmodels/customers.csv", "accounts", (56, 0, 0, 2), (0, 0, 56, 2)),
        ("classicmodels/customers.csv", "contacts", (2, 56, 0, 0), (0, 0, 58, 0)),
        ("salesforce/ebikes_accounts.csv", "accounts", (3, 0, 0, 0), (0, 0, 3, 0)),
    ]
    first = [upload(admin, shared_data / path, into) for path, into, _first, _again in files]
    assert first == [counts for _path, _into, counts, _again in files]
    again = [upload(admin, shared_data / path, into) for path, into, _first, _again in files]
    assert again == [counts for _path, _into, _first, counts in files]
    collectors = Account.objects.get(name="Australian Collectors, Co.")
    assert (collectors.street, collectors.phone, collectors.country, collectors.former_id) == (
        "636 St Kilda Road, Level 3",
        "+61395204555",
        "Australia",
        "114",
    )
    (peter,) = Contact.objects.filter(account=collectors)
    assert (peter.name, peter.given_name, peter.family_name) == ("Peter Ferguson", "Peter", "Ferguson")
    assert Contact.objects.get(former_id="1").name == "Michael Allen"
