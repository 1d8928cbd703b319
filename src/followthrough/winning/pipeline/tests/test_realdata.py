"""A real sales team's book, put in by the same door as everything: the figures are those of the files, to the cent."""

import csv
from collections import defaultdict
from datetime import datetime
from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity, Stage
from followthrough.winning.pipeline.queries import By, board, default_pipeline, figures, without_account
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.realdata]


def read(folder, name):
    with (folder / "crm_pipeline" / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.strptime(text, "%d-%m-%y").date() if text else None  # noqa: DTZ007 -- a day has no zone


def kept(model, rows):
    kind = type_of(model)
    values = [kind.clean(row, None) if kind.clean else row for row in rows]
    now = clock.now()
    with acting(SYSTEM, "import", surface="test", now=now):
        return create_records(kind, values, by=SYSTEM, now=now)


@pytest.fixture
def book(shared_data):
    """The four files in the order their links need; gives the rows of the opportunities as published."""
    teams = {row["regional_office"]: None for row in read(shared_data, "sales_teams.csv")}
    teams = {team.name: team for team in kept(Team, [{"name": name} for name in teams])}
    staff = read(shared_data, "sales_teams.csv")
    managers = {one.name: one for one in kept(User, [{"name": name} for name in {row["manager"] for row in staff}])}
    agents = [
        {"name": row["sales_agent"], "manager": managers[row["manager"]], "team": teams[row["regional_office"]]}
        for row in staff
    ]
    people = {one.name: one for one in kept(User, agents)}
    products = kept(
        Product,
        [
            {"name": r["product"], "family": r["series"], "list_price": Decimal(r["sales_price"])}
            for r in read(shared_data, "products.csv")
        ],
    )
    by_product = {fold(one.name): one for one in products}
    rows = read(shared_data, "accounts.csv")
    accounts = kept(Account, [account_values(row) for row in rows])
    by_account = {one.name: one for one in accounts}
    assert all(row["subsidiary_of"] in {"", *by_account} for row in rows)
    names = list(dict.fromkeys(row["deal_stage"] for row in read(shared_data, "sales_pipeline_a.csv")))
    stages = {one.name: one for one in kept(Stage, [{"name": name} for name in names])}
    deals = read(shared_data, "sales_pipeline_a.csv")
    kept(
        Opportunity,
        [
            {
                "former_id": row["opportunity_id"],
                "owner": people[row["sales_agent"]],
                "product": by_product[fold(row["product"])],
                "account": by_account.get(row["account"]),
                "stage": stages[row["deal_stage"]],
                "engaged_on": day(row["engage_date"]),
                "close_on": day(row["close_date"]),
                "amount": Decimal(row["close_value"]) if row["close_value"] else None,
            }
            for row in deals
        ],
    )
    by_agent = {row["sales_agent"]: row for row in staff}
    return [{**row, **by_agent[row["sales_agent"]]} for row in deals]


def account_values(row):
    return {
        "name": row["account"],
        "industry": row["sector"],
        "founded_year": int(row["year_established"]),
        "annual_revenue": Decimal(row["revenue"]),
        "employee_count": int(row["employees"]),
        "country": row["office_location"],
    }


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


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
    """Each open deal has exactly one next step, on the list of its agent, owed to nobody yet where no account is named."""
    open_ones = Opportunity.objects.filter(state="open").select_related("owner")
    promises = Promise.objects.filter(rule="pipeline.next_step", state="open")
    owed = sorted(promises.values_list("source_id", "minder__name", "owner__name"))
    assert owed == sorted((one.pk, one.owner.name, one.owner.name) for one in open_ones)
    assert Promise.objects.count() == len(owed) == sum(not row["close_date"] for row in book)
    assert promises.filter(due__lte=clock.now()).count() == 0
    nameless = sum(not (row["account"] or row["close_date"]) for row in book)
    assert promises.filter(owed_to="not yet known").count() == nameless > len(owed) / 2
