"""Lists: pages, filters, order, fields, and what is not shown."""

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.people.models import Team
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage
from tests import cast

pytestmark = pytest.mark.django_db


def test_pages_follow_next_without_gaps_or_doubles(admin):
    names = ["Ada", "Bob", "Cyd", "Dee", "Eve"]
    for name in names:
        cast.account(name)
    seen, path = [], "/accounts?sort=name&limit=2&fields=name"
    while path:
        page = admin.get(path).body
        seen += [item["name"] for item in page["items"]]
        path = (page["next"] or "").removeprefix("/api/v1")
    assert seen == names
    assert (page["count"], page["count_is_exact"]) == (5, True)


def test_filters_are_those_declared_with_their_operators(admin):
    cast.account("Here", kind="client", city="Lima")
    cast.account("There", kind="vendor")

    def names(query):
        return [item["name"] for item in admin.get(f"/accounts?sort=name&{query}").body["items"]]

    assert names("kind=client") == ["Here"]
    assert names("kind=client,vendor") == ["Here", "There"]
    assert names("kind__not=client") == ["There"]
    assert names("q=here") == ["Here"]
    assert names("q=the") == ["There"]
    assert names("q=lima") == ["Here"]
    assert names("created_at__gte=2100-01-01T00:00Z") == []


@pytest.mark.parametrize(
    "query",
    [
        "owner__password=x", "owner__name=x", "nonsense=1", "_connector=OR", "kind__regex=x", "sort=owner__name",
        "sort=phone", "fields=password", "fields=owner__password", "view=all", "limit=0", "limit=501", "limit=x",
        "after=x", "id__in=1", "kind=nonsense",
    ],
)  # fmt: skip
def test_anything_undeclared_is_refused_and_named(admin, query):
    answer = admin.get(f"/accounts?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert len(answer.body["fields"]) == 1


def test_a_range_without_its_bound_is_refused_by_name(admin):
    answer = admin.get("/accounts?created_at__lte=&created_at__gte=2026-01-01")
    assert (answer.status_code, answer.body["fields"]) == (422, {"created_at__lte": "Give a value to compare with."})


def test_a_parameter_given_twice_is_refused(admin):
    assert admin.get("/accounts?kind=client&kind=vendor").status_code == 400


def test_values_are_exact_and_links_are_named(admin):
    owner = cast.person("Olga Owner", "rep")
    account = cast.account("Juniper")
    stage = cast.made(Stage, pipeline=cast.made(Pipeline, name="New"), name="Open")
    deal = cast.made(
        Opportunity,
        name="Deal",
        account=account,
        stage=stage,
        amount="1250.5",
        currency="USD",
        owner=owner,
        stage_since=clock.now(),
    )
    item = admin.get(f"/opportunities/{deal.ref}").body
    assert item["amount"] == {"amount": "1250.50", "currency": "USD"}
    assert item["account"] == {"ref": account.ref, "title": "Juniper"}
    assert item["owner"] == {"ref": owner.ref, "title": "Olga Owner"}
    sparse = admin.get(f"/opportunities/{deal.ref}?fields=name").body
    assert sparse == {"ref": deal.ref, "version": item["version"], "name": "Deal"}


def test_a_link_to_a_hidden_record_says_only_that_it_is_there(rep, west):
    hidden = cast.account("CANARY", team=cast.made(Team, name="East"))
    deal = cast.made(
        Opportunity,
        name="Deal",
        account=hidden,
        owner=rep.user,
        team=west,
        stage_since=clock.now(),
        stage=cast.made(Stage, pipeline=cast.made(Pipeline, name="New"), name="Open"),
    )
    item = rep.get(f"/opportunities/{deal.ref}").body
    assert item["account"] == {"ref": "", "title": "", "hidden": True}


def test_a_guarded_field_is_absent_unknown_and_refused_without_its_permission(rep, admin):
    product = cast.made(Product, name="Valve", cost="987654.32", currency="USD")
    assert admin.get(f"/products/{product.ref}").body["cost"] == {"amount": "987654.32", "currency": "USD"}
    shown = rep.get(f"/products/{product.ref}")
    assert "cost" not in shown.body
    for query in ("fields=cost", "cost__gte=1", "sort=cost"):
        refused = rep.get(f"/products?{query}")
        assert (refused.status_code, b"987654" in refused.content) == (422, False)
    assert b"987654" not in rep.get(f"/products/{product.ref}/history").content
    assert b"987654" in admin.get(f"/products/{product.ref}/history").content


def test_counts_leave_hidden_rows_out(rep, west):
    cast.account("Mine", team=west)
    cast.account("Theirs", team=cast.made(Team, name="East"))
    assert rep.get("/accounts").body["count"] == 1


def test_history_tells_who_did_what_with_names_for_ids(admin):
    account = cast.account("Juniper")
    admin.patch(f"/accounts/{account.ref}", {"owner": "me"}, If_Match='"1"')
    last, first = admin.get(f"/accounts/{account.ref}/history").body["items"]
    assert (last["verb"], last["surface"], last["by"]) == ("edit_account", "api", "Ada Admin")
    assert last["changes"] == [
        {"field": "owner", "before": None, "after": {"ref": admin.user.ref, "title": "Ada Admin"}}
    ]
    assert first["operation"] == "create"


def test_history_of_a_child_stands_on_its_parent_page_by_page(admin):
    account = cast.account("Juniper")
    for name in ("Ann", "Ben"):
        cast.made(Contact, name=name, account=account)
    page = admin.get(f"/accounts/{account.ref}/history?limit=1").body
    assert [entry["record"]["title"] for entry in page["items"]] == ["Juniper"]
    assert page["next"] is None


def test_a_filter_named_like_a_page_parameter_still_filters(admin):
    mine = admin.get(f"/covers?by={admin.user.ref}")
    assert (mine.status_code, mine.body["count"]) == (200, 0)
