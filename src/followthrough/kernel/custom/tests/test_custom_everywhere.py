"""Files, the API, pages, merges and indexes treat a custom field as a built-in one."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DataError, InternalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.indexes import settle_indexes
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.exchange.actions import check_now
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import User
from followthrough.kernel.records.listing import narrowed, page_of
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.finding import find
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60).map(str.strip)
typed = st.fixed_dictionaries(
    {},
    optional={
        "x_nickname": words,
        "x_story": st.lists(words, max_size=3).map("\n".join).map(str.strip),
        "x_seats": st.integers(-(2**31) + 1, 2**31 - 1),
        "x_price": st.decimals(-(10**9), 10**9, places=2),
        "x_budget": st.decimals(0, 10**9, places=2),
        "x_renewal": st.dates(date(1901, 1, 1), date(2199, 12, 31)),
        "x_vip": st.booleans(),
        "x_tier": st.sampled_from(["gold", "silver", ""]),
    },
)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def uploaded(actor, content, name):
    outcome = cast.does(actor, Import, "upload", file=ContentFile(content, name=name), into="accounts")
    return Import.objects.get(ref=outcome.ref)


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=typed)
def test_values_survive_form_database_file_and_upload(declared, values):
    sent = {name: "yes" if value is True else "no" if value is False else str(value) for name, value in values.items()}
    made = cast.does(declared, Account, "create", name=f"Account {clock.now().timestamp()}", **sent)
    account = Account.objects.get(ref=made.ref)
    kept = {name: getattr(account, name) for name in values}
    assert kept == values
    only = {"id": str(account.pk)}
    with export_xlsx(type_of(Account), declared, only, now=clock.now()) as book:
        files = {"a.csv": b"".join(export_csv(type_of(Account), declared, only)), "a.xlsx": book.read()}
    same = {"rows": 1, "new": 0, "changed": 0, "same": 1, "rejected": 0, "choose": 0}
    drafts = [uploaded(declared, files[name], name) for name in files]
    assert [check_now(draft, declared, clock.now()).counts for draft in drafts] == [same, same]


def test_an_upload_sets_custom_fields_by_their_labels(declared):
    book = (
        "Name,Nickname,Seats,Renewal,Tier,VIP,Adviser,Budget\n"
        "Juniper,June,7,2027-03-31,Gold,yes,Ada Admin,USD 12\nBremer,,,,,,,EUR 12\n"
    )
    cast.does(declared, Import, "apply", uploaded(declared, book.encode(), "book.csv"))
    juniper = Account.objects.get()
    assert juniper.custom == {
        "x_nickname": "June", "x_seats": "7", "x_renewal": "2027-03-31", "x_tier": "gold", "x_vip": True,
        "x_adviser": User.objects.get().pk, "x_budget": "12",
    }  # fmt: skip


def test_programs_read_write_filter_and_are_told_of_them(declared):
    admin = Caller(User.objects.get())
    made = admin.post("/accounts", {"name": "Juniper", "x_seats": 4, "x_tier": "Gold", "x_budget": "12.50"})
    assert made.status_code == 201, made.body
    shown = {name: made.body[name] for name in ("x_seats", "x_tier", "x_budget", "x_renewal", "x_adviser")}
    assert shown == {
        "x_seats": 4, "x_tier": "gold", "x_budget": {"amount": "12.50", "currency": "USD"}, "x_renewal": None,
        "x_adviser": None,
    }  # fmt: skip
    assert [one["name"] for one in admin.get("/accounts?x_seats__gte=4&sort=-x_renewal").body["items"]] == ["Juniper"]
    told = admin.get("/openapi.json").body["components"]["schemas"]["accounts.Account"]["properties"]
    assert told["x_tier"]["enum"] == ["gold", "silver", "", None]


def test_what_a_role_may_not_read_is_nowhere_for_it(ada):
    cast.does(
        ada, CustomField, "create",
        record_type="accounts.account", label="Rumour", kind="text", readers="manager", in_list="yes",
    )  # fmt: skip
    renew()
    rep = cast.person("Rhea Rep", "rep", reach="all")
    cast.account("Juniper", x_rumour="insolvent", owner=rep)
    told = Caller(rep)
    assert "x_rumour" not in told.get("/accounts").body["items"][0]
    assert told.get("/accounts?x_rumour=insolvent").status_code == 422
    assert told.get("/accounts?sort=x_rumour").status_code == 422
    assert told.get("/accounts?fields=x_rumour").status_code == 422
    assert told.patch("/accounts/A-00001", {"x_rumour": "gone"}, If_Match='"1"').status_code == 422
    assert "x_rumour" not in str(told.get("/openapi.json").body)


def test_search_goes_on_when_a_link_in_its_list_comes_and_goes(ada):
    cast.account("Juniper")
    assert [one.record.title for one in find("juniper", ada)[0].finds] == ["Juniper"]
    cast.does(ada, CustomField, "create", record_type="accounts.account", label="Adviser", kind="link",
              link_to="people.user", in_list="yes")  # fmt: skip
    renew()
    cast.set_to(Account.objects.get(), x_adviser=cast.person("Ann Adviser", "rep"))
    (found,) = find("juniper", ada)[0].finds
    assert found.record.x_adviser.name == "Ann Adviser"
    cast.does(ada, CustomField, "delete", CustomField.objects.get())
    renew()
    assert [one.record.title for one in find("juniper", ada)[0].finds] == ["Juniper"]


def test_links_that_name_a_merged_record_lead_to_the_one_that_stays_until_it_is_taken_back(declared):
    cast.does(declared, CustomField, "create", record_type="accounts.account", label="Parent", kind="link",
              link_to="accounts.account")  # fmt: skip
    renew()
    gone, stays = cast.account("Gtx Pro", x_tier="gold"), cast.account("GTXPro")
    child = cast.account("Child", x_parent=gone)
    cast.does(declared, Account, "merge", stays, others=[gone.ref])
    for one in (child, stays):
        one.refresh_from_db()
    assert (child.x_parent_id, stays.x_tier) == (stays.pk, "gold")
    cast.does(declared, Merge, "unmerge", Merge.objects.get())
    for one in (child, stays):
        one.refresh_from_db()
    assert (child.x_parent_id, stays.custom) == (gone.pk, {})


@pytest.mark.slow
def test_filters_and_orders_are_answered_by_an_index(declared):
    settle_indexes("default")
    now = clock.now()
    rows = [
        {
            "name": f"Z {n}",
            "x_nickname": f"nick {n}",
            "x_seats": n,
            "x_renewal": date(2020, 1, 1) + timedelta(n),
            "x_tier": "silver" if n % 300 else "gold",
        }
        for n in range(1, 3001)
    ]
    with acting(SYSTEM, "arrange", surface="test", now=now), connection.cursor() as cursor:
        create_records(type_of(Account), rows, by=SYSTEM, now=now)
        cursor.execute("ANALYZE accounts_account")
    kind = type_of(Account)
    for asked in (
        {"x_nickname": "nick 77"},
        {"x_nickname__contains": "ick 777"},
        {"x_seats__gte": "2990"},
        {"x_seats": "17"},
        {"x_renewal__lte": "2020-01-20"},
        {"x_tier": "gold"},
    ):
        rows = narrowed(kind, Account.visible_to(SYSTEM), asked, SYSTEM)
        assert "Index" in rows.order_by().explain() and "custom_" in rows.order_by().explain(), asked
    first = page_of(kind, Account.visible_to(SYSTEM), sort="x_seats", limit=2)
    assert [row.x_seats for row in first.rows] == [1, 2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname ~ '^custom_[0-9a-f]{32}$'")
        assert cursor.fetchone() == (10,)
    cast.does(declared, CustomField, "delete", CustomField.objects.get(key="seats"))
    settle_indexes("default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname ~ '^custom_[0-9a-f]{32}$'")
        assert cursor.fetchone() == (9,)


@pytest.mark.parametrize(
    "given",
    [
        ("pg_class", "x_a", "text"),
        ("accounts_account; DROP TABLE x", "x_a", "text"),
        ("accounts_account", "a'); --", "text"),
        ("accounts_account", "x_a", "gin"),
    ],
)
def test_the_door_to_indexes_takes_nothing_else(given):
    with pytest.raises((InternalError, DataError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ft_custom_index(%s, %s, %s)", given)
